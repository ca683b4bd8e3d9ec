/* SPDX-License-Identifier: MIT */
#include "few.h"

#include <string.h>

#include "hash.h"

static inline uint64_t
bit_of(uint64_t at)
{
	return (uint64_t)1 << (at & 63);
}

/* Where the two bits of a word stand. */
static inline uint64_t
first_at(uint64_t hash)
{
	return hash % FEW_BITS;
}

static inline uint64_t
second_at(uint64_t hash)
{
	return (hash >> 32) % FEW_BITS;
}

static bool
may(const struct few *f, uint64_t at)
{
	const uint64_t bits =
	    atomic_load_explicit(&f->may[at / 64], memory_order_relaxed);

	return (bits & bit_of(at)) != 0;
}

/* Two threads may do this at once: they write the same. */
static void
learn(struct few *f)
{
	uint32_t first[FEW_LENS] = {0};

	for (const char *const *w = f->word; *w; w++) {
		const size_t len = strlen(*w), last = len - 1;
		const uint64_t hash = hash_word(*w, len);
		const uint64_t one = first_at(hash), other = second_at(hash);

		atomic_fetch_or_explicit(
		    &f->may[one / 64], bit_of(one), memory_order_relaxed);
		atomic_fetch_or_explicit(
		    &f->may[other / 64], bit_of(other), memory_order_relaxed);
		first[last < FEW_LENS ? last : FEW_LENS - 1] |= 1u
								<< (**w & 31);
	}
	for (unsigned i = 0; i < FEW_LENS; i++)
		atomic_store_explicit(
		    &f->none[i], ~first[i], memory_order_relaxed);
	atomic_store_explicit(&f->known, true, memory_order_release);
}

bool
few_find(struct few *f, const char *word, size_t len)
{
	uint64_t hash;

	if (!atomic_load_explicit(&f->known, memory_order_acquire))
		learn(f);
	hash = hash_word(word, len);
	if (!may(f, first_at(hash)) || !may(f, second_at(hash)))
		return false;
	for (const char *const *w = f->word; *w; w++) {
		size_t n = 0;

		while (n < len && (*w)[n] == word[n])
			n++;
		if (n == len && (*w)[n] == '\0')
			return true;
	}
	return false;
}
