/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_ENDING_H
#define SCRUB_ENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scrub.h"

/* Does a folded word end as clinical and abstract nouns do, not as names? */
bool ending_clinical(const char *word, size_t len);

/* Is there a vowel in it, or an y? */
static inline bool
ending_vowel(const char *word, size_t len)
{
	const uint32_t vowels = 1u << ('a' & 31) | 1u << ('e' & 31) |
				1u << ('i' & 31) | 1u << ('o' & 31) |
				1u << ('u' & 31) | 1u << ('y' & 31);

	for (size_t k = 0; k < len; k++)
		if (word[k] >= 'a' && word[k] <= 'z' &&
		    (vowels >> (word[k] & 31) & 1) != 0)
			return true;
	return false;
}

/* How a word behind a name may be its verb; Indonesian verbs by beginnings. */
enum ending {
	ENDING_NONE, /* no word */
	ENDING_OTHER,
	ENDING_S,       /* "checks"; "-nya" */
	ENDING_PASSIVE, /* "-ed"; "di-" */
	ENDING_ACTIVE,  /* "-ing"; "me-", "ber-" */
	ENDINGS
};

unsigned ending_verb(enum scrub_lang lang, const char *word, size_t len);

#endif
