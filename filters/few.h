/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FEW_H
#define SCRUB_FEW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Words that a rule asks for in every text, and finds in hardly any: by a bit
 * of its hash nearly every other word is known to be none. FEW(units, "angio",
 * "burns"); makes the list `units`, in a file or function.
 */
#define FEW_BITS 512u

struct few {
	const char *const *word; /* ends with NULL */
	_Atomic bool known;
	/* The bits that no word of it has, by hash_word(): each has two in one
	 * of these. Found out at the first question, by whoever asks it:
	 * nothing is ruled out before. */
	_Atomic uint64_t none[FEW_BITS / 64];
};

#define FEW(name, ...)                                                         \
	static const char *const name##_few[] = {__VA_ARGS__, NULL};           \
	static struct few name = {.word = name##_few}

/* Where the bits of this hash are, and which. */
static inline unsigned
few_at(uint64_t hash)
{
	return hash >> 12 & (FEW_BITS / 64 - 1);
}

static inline uint64_t
few_pair(uint64_t hash)
{
	return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63);
}

/* Is a word with this hash none of them? */
static inline bool
few_none(const struct few *f, uint64_t hash)
{
	const uint64_t none =
	    atomic_load_explicit(&f->none[few_at(hash)], memory_order_relaxed);

	return ((none >> (hash & 63) | none >> (hash >> 6 & 63)) & 1) != 0;
}

/* Is it one of them, whose hash is known: hash_word(), or 0? */
bool few_find(struct few *f, const char *word, size_t len, uint64_t hash);
/* The same. */
bool few_has(struct few *f, const char *word, size_t len);

#endif
