/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_HASH_H
#define SCRUB_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_KEY_LEN 16

/* SipHash-2-4: without the key nobody can try names against a result. */
uint64_t hash_keyed(
    const uint8_t key[HASH_KEY_LEN], const void *data, size_t len);

/* n bytes as a little-endian number; n is 8 or less. */
static inline uint64_t
hash_bytes(const char *text, size_t n)
{
	uint64_t low = 0, high = 0;

	if (n >= 4) {
		memcpy(&low, text, 4);
		memcpy(&high, text + n - 4, 4);
		return low | high << (8 * (n - 4));
	}
	if (n == 0)
		return 0;
	low = (uint8_t)text[0] | (uint64_t)(uint8_t)text[n - 1] << (8 * n - 8);
	return n == 3 ? low | (uint64_t)(uint8_t)text[1] << 8 : low;
}

#define HASH_WORD_STEP 0x9E3779B97F4A7C15u
#define HASH_WORD_LAST 0xD6E8FEB86659FD93u

/* One step of hash_word(), and its last one. */
static inline uint64_t
hash_word_step(uint64_t h, uint64_t bytes)
{
	h = (h ^ bytes) * HASH_WORD_STEP;
	return h ^ h >> 32;
}

static inline uint64_t
hash_word_end(uint64_t h, uint64_t bytes)
{
	h = hash_word_step(h, bytes) * HASH_WORD_LAST;
	return h ^ h >> 32;
}

/* A step of FNV-1a with more than a byte at a time, and letters by it. */
#define HASH_SMALL_FIRST 0x811C9DC5u
static inline uint32_t
hash_small_step(uint32_t h, uint32_t value)
{
	return (h ^ value) * 0x01000193u;
}

static inline uint32_t
hash_letters(const char *text, size_t len)
{
	uint32_t h = HASH_SMALL_FIRST;

	for (size_t i = 0; i < len; i++)
		h = hash_small_step(h, (uint8_t)text[i]);
	return h;
}

/* A feature of a linear model: a kind of it and two values. The upper bits are
 * the best. In two halves, the second of which is done for many at once. */
static inline uint32_t
hash_feature_first(uint32_t kind, uint32_t a, uint32_t b)
{
	return hash_small_step(hash_small_step(HASH_SMALL_FIRST + kind, a), b);
}

static inline uint32_t
hash_feature_last(uint32_t h)
{
	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	h ^= h >> 12;
	h *= 0x297A2D39u;
	return h ^ h >> 15;
}

static inline uint32_t
hash_feature(uint32_t kind, uint32_t a, uint32_t b)
{
	return hash_feature_last(hash_feature_first(kind, a, b));
}

/* A folded word, for the tables that gen/words.py and gen/lexicon.py make at
 * build time: eight bytes at a time. Everything that looks a word up shares
 * the one hash of its token. */
static inline uint64_t
hash_word(const char *word, size_t len)
{
	uint64_t h = len;

	for (; len > 8; word += 8, len -= 8)
		h = hash_word_step(h, hash_bytes(word, 8));
	return hash_word_end(h, hash_bytes(word, len));
}

#ifdef __GNUC__
#define HASH_CONSTANT(value) __builtin_constant_p(value)
#else
#define HASH_CONSTANT(value) false
#endif

/*
 * Does hash_word() say that it is another word than this one? One that stands
 * in the source is hashed by the compiler; of others nothing is said, nor of
 * signs, whose tokens have no hash.
 */
static inline bool
hash_other(uint64_t hash, const char *word)
{
	const uint64_t own = hash_word(word, strlen(word));
	const bool sign =
	    (*word < 'a' || *word > 'z') && (*word < '0' || *word > '9');

	return HASH_CONSTANT(own) && !sign && (uint32_t)hash != (uint32_t)own;
}

#endif
