/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FEW_H
#define SCRUB_FEW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Words that a rule asks for in every text, and finds in hardly any: by its
 * length and first letter nearly every other word is known to be none.
 * FEW(units, "angio", "burns"); makes the list `units`, in a file or function.
 */
#define FEW_LENS 8u /* the last: so long, or longer */
#define FEW_BITS 512u

struct few {
	const char *const *word; /* ends with NULL */
	/* Of each length the letters that none begins with, by their lower five
	 * bits. Found out at the first question, by whoever asks it: nothing is
	 * ruled out before. */
	_Atomic uint32_t none[FEW_LENS];
	_Atomic bool known;
	/* Of each word two bits, by its hash_word(): of those that the first
	 * letter leaves, hardly one is compared with the words. */
	_Atomic uint64_t may[FEW_BITS / 64];
};

#define FEW(name, ...)                                                         \
	static const char *const name##_few[] = {__VA_ARGS__, NULL};           \
	static struct few name = {.word = name##_few}

bool few_find(struct few *f, const char *word, size_t len);

/* Is it one of them? */
static inline bool
few_has(struct few *f, const char *word, size_t len)
{
	const size_t last = len - 1 < FEW_LENS ? len - 1 : FEW_LENS - 1;
	const uint32_t none =
	    atomic_load_explicit(&f->none[last], memory_order_relaxed);

	return (none >> (*word & 31) & 1) == 0 && few_find(f, word, len);
}

#endif
