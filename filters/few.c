/* SPDX-License-Identifier: MIT */
#include "few.h"

#include <string.h>

#include "hash.h"

/* Signs are tokens without a hash. */
static bool
may_be_sign(const char *word)
{
	return !(*word >= 'a' && *word <= 'z') &&
	       !(*word >= '0' && *word <= '9');
}

/* Two threads may do this at once: they write the same. */
static void
learn(struct few *f)
{
	uint64_t none[FEW_BITS / 64];

	memset(none, 0xFF, sizeof(none));
	for (const char *const *w = f->word; *w; w++) {
		const uint64_t hash = hash_word(*w, strlen(*w));

		none[few_at(hash)] &= ~few_pair(hash);
		if (may_be_sign(*w))
			none[few_at(0)] &= ~few_pair(0);
	}
	for (unsigned i = 0; i < FEW_BITS / 64; i++)
		atomic_store_explicit(
		    &f->none[i], none[i], memory_order_relaxed);
	atomic_store_explicit(&f->known, true, memory_order_release);
}

bool
few_find(struct few *f, const char *word, size_t len, uint64_t hash)
{
	if (!atomic_load_explicit(&f->known, memory_order_acquire))
		learn(f);
	if (few_none(f, hash))
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

bool
few_has(struct few *f, const char *word, size_t len)
{
	return few_find(f, word, len, hash_word(word, len));
}
