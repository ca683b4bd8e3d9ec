/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_HASH_H
#define SCRUB_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_KEY_LEN 16

/* SipHash-2-4: without the key nobody can try names against a result. */
uint64_t hash_keyed(
    const uint8_t key[HASH_KEY_LEN], const void *data, size_t len);

#define HASH_START 2166136261u

/* FNV-1a, for tables; goes on from an earlier result, first HASH_START. */
static inline uint32_t
hash_more(uint32_t hash, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (uint8_t)text[i]) * 16777619u;
	return hash;
}

#endif
