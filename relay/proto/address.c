/* SPDX-License-Identifier: MIT */
#include "proto/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A power of two; CONNECTIONS_MAX addresses make chains of four. */
#define BUCKETS 4096u

struct addresses {
	uint64_t seed; /* or a peer could choose addresses of one chain */
	struct address *bucket[BUCKETS];
};

enum sr_err
addresses_new(struct addresses **out)
{
	struct addresses *all = calloc(1, sizeof(*all));

	if (!all)
		return SR_ENOMEM;
	if (getrandom(&all->seed, sizeof(all->seed), 0) !=
	    (ssize_t)sizeof(all->seed))
		all->seed = (uint64_t)(uintptr_t)all;
	*out = all;
	return SR_OK;
}

void
addresses_free(struct addresses *all)
{
	if (!all)
		return;
	for (unsigned i = 0; i < BUCKETS; i++)
		while (all->bucket[i]) {
			struct address *a = all->bucket[i];

			all->bucket[i] = a->next;
			free(a);
		}
	free(all);
}

static struct address **
bucket_of(struct addresses *all, const uint8_t key[16])
{
	uint64_t word[2], hash;

	memcpy(word, key, sizeof(word));
	hash = (word[0] ^ all->seed) * 0x9E3779B97F4A7C15u;
	hash = (hash ^ (hash >> 32) ^ word[1]) * 0xC2B2AE3D27D4EB4Fu;
	return &all->bucket[(hash >> 40) % BUCKETS];
}

static void
address_name(struct address *a, const struct in6_addr *in6)
{
	char text[INET6_ADDRSTRLEN] = "unknown";

	if (IN6_IS_ADDR_V4MAPPED(in6)) {
		inet_ntop(AF_INET, a->key + 12, text, sizeof(text));
		snprintf(a->text, sizeof(a->text), "%s", text);
	} else {
		inet_ntop(AF_INET6, a->key, text, sizeof(text));
		snprintf(a->text, sizeof(a->text), "%s/64", text);
	}
}

struct address *
address_take(struct addresses *all, const struct sockaddr *from)
{
	struct in6_addr in6 = IN6ADDR_ANY_INIT;
	struct address **bucket, *a;

	if (from->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, from, sizeof(in));
		in6.s6_addr[10] = in6.s6_addr[11] = 0xff;
		memcpy(in6.s6_addr + 12, &in.sin_addr, 4);
	} else if (from->sa_family == AF_INET6) {
		struct sockaddr_in6 in;

		memcpy(&in, from, sizeof(in));
		in6 = in.sin6_addr;
		if (!IN6_IS_ADDR_V4MAPPED(&in6))
			memset(in6.s6_addr + 8, 0, 8);
	}
	bucket = bucket_of(all, in6.s6_addr);
	for (a = *bucket; a; a = a->next)
		if (memcmp(a->key, in6.s6_addr, sizeof(a->key)) == 0) {
			a->count++;
			return a;
		}
	a = calloc(1, sizeof(*a));
	if (!a)
		return NULL;
	memcpy(a->key, in6.s6_addr, sizeof(a->key));
	address_name(a, &in6);
	a->count = 1;
	a->next = *bucket;
	*bucket = a;
	return a;
}

void
address_release(struct addresses *all, struct address *a)
{
	struct address **at;

	if (!a || --a->count > 0)
		return;
	for (at = bucket_of(all, a->key); *at != a; at = &(*at)->next)
		;
	*at = a->next;
	free(a);
}
