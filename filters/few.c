/* SPDX-License-Identifier: MIT */
#include "few.h"

#include <string.h>

/* Two threads may do this at once: they write the same. */
static void
learn(struct few *f)
{
	uint32_t first[FEW_LENS] = {0};

	for (const char *const *w = f->word; *w; w++) {
		const size_t last = strlen(*w) - 1;

		first[last < FEW_LENS ? last : FEW_LENS - 1] |=
		    1u << (**w & 31);
	}
	for (unsigned i = 0; i < FEW_LENS; i++)
		atomic_store_explicit(
		    &f->none[i], ~first[i], memory_order_relaxed);
	atomic_store_explicit(&f->known, true, memory_order_relaxed);
}

bool
few_find(struct few *f, const char *word, size_t len)
{
	if (!atomic_load_explicit(&f->known, memory_order_relaxed))
		learn(f);
	for (const char *const *w = f->word; *w; w++) {
		size_t n = 0;

		while (n < len && (*w)[n] == word[n])
			n++;
		if (n == len && (*w)[n] == '\0')
			return true;
	}
	return false;
}
