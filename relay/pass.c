/* SPDX-License-Identifier: MIT */
#include "pass.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A nonce: 8 bytes of time (the first is 0, so that none begins like an option
 * of a command), 8 of chance, 16 of hash over both. */
#define CHANCE_AT 8u
#define HASH_AT 16u

/* Places of one generation, of which half are used: a power of two. */
#define PLACES (2u * PASSES_MAX)

/* The chances of those that served; 0: a free place. Two generations of
 * PASS_MS each, so that one is remembered as long as it could serve. */
struct generation {
	uint64_t number, count;
	uint64_t chance[PLACES];
};

struct passes {
	uint8_t key[32];
	struct generation generation[2];
};

enum sr_err
passes_new(struct passes **out)
{
	struct passes *p = calloc(1, sizeof *p);

	if (!p)
		return SR_ENOMEM;
	hello_random(p->key, sizeof p->key);
	*out = p;
	return SR_OK;
}

void
passes_free(struct passes *p)
{
	if (p)
		explicit_bzero(p->key, sizeof p->key);
	free(p);
}

static uint64_t
chance_of(const uint8_t nonce[HELLO_NONCE_BYTES])
{
	uint64_t chance;

	memcpy(&chance, nonce + CHANCE_AT, sizeof chance);
	return chance ? chance : 1;
}

void
passes_give(
    const struct passes *p, uint64_t now_ms, uint8_t nonce[HELLO_NONCE_BYTES])
{
	for (unsigned i = 0; i < CHANCE_AT; i++)
		nonce[i] = (uint8_t)(now_ms >> 8 * (CHANCE_AT - 1 - i));
	hello_random(nonce + CHANCE_AT, HASH_AT - CHANCE_AT);
	hello_keyed_hash(nonce + HASH_AT, p->key, nonce, HASH_AT);
}

/* Where it stands, or the free place where it would. */
static size_t
place_of(const struct generation *g, uint64_t chance)
{
	size_t at = chance % PLACES;

	while (g->chance[at] && g->chance[at] != chance)
		at = (at + 1) % PLACES;
	return at;
}

static bool
has_served(const struct passes *p, uint64_t now_ms, uint64_t chance)
{
	for (int i = 0; i < 2; i++) {
		const struct generation *g = &p->generation[i];

		if (g->number + 1 >= now_ms / PASS_MS &&
		    g->chance[place_of(g, chance)])
			return true;
	}
	return false;
}

enum sr_err
passes_check(const struct passes *p, uint64_t now_ms,
    const uint8_t nonce[HELLO_NONCE_BYTES])
{
	uint8_t hash[16];
	uint64_t given_ms = 0;

	hello_keyed_hash(hash, p->key, nonce, HASH_AT);
	for (unsigned i = 0; i < CHANCE_AT; i++)
		given_ms = given_ms << 8 | nonce[i];
	if (!hello_equal(hash, nonce + HASH_AT, sizeof hash) ||
	    given_ms > now_ms || now_ms - given_ms >= PASS_MS ||
	    has_served(p, now_ms, chance_of(nonce)))
		return SR_EAUTH;
	return SR_OK;
}

enum sr_err
passes_take(
    struct passes *p, uint64_t now_ms, const uint8_t nonce[HELLO_NONCE_BYTES])
{
	uint64_t number = now_ms / PASS_MS;
	struct generation *g = &p->generation[number % 2];

	if (g->number != number) {
		memset(g, 0, sizeof *g);
		g->number = number;
	}
	if (g->count == PASSES_MAX)
		return SR_ELIMIT;
	g->count++;
	g->chance[place_of(g, chance_of(nonce))] = chance_of(nonce);
	return SR_OK;
}
