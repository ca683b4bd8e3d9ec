/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_HOUSE_PRIVATE_H
#define SCRUB_CONTEXT_HOUSE_PRIVATE_H

#include "context_house.h"
#include "context_place.h"
#include "context_token.h"
#include "lang/lexicon.h"

/* What houses are found by in both languages. */

#define HOUSE_NAME_MAX 4u /* words behind "works at" */

/* What no name goes over. */
#define HOUSE_STOPS                                                            \
	(CUE_THE | CUE_MY | CUE_I | CUE_FROM | CUE_IN | CUE_AT | CUE_ON |      \
	    CUE_TO | CUE_FOR | CUE_BY | CUE_WITH | CUE_NOT | CUE_NOW |         \
	    CUE_BUT | CUE_IS | CUE_SAYS | CUE_MODAL | CUE_TELL | CUE_WHO |     \
	    CUE_PLEASE | CUE_GIVE | CUE_DOES | CUE_AND | CUE_WEEK)

static inline bool
house_word(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       fact[i].kind >= FACT_UNKNOWN;
}

/* May a house that somebody works for be called so, from word i on? */
static inline bool
house_employs(const struct text *t, const struct fact *fact, size_t i)
{
	return house_word(t, fact, i) &&
	       !(fact[i].cues &
		   (HOUSE_STOPS | CUE_ROLE | CUE_PATIENT | CUE_KIN)) &&
	       !(!fact[i].gone && t->token[i].words & WORD_MEDICAL &&
		   t->token[i].words & WORD_CURATED);
}

static inline void
house_take(const struct text *t, struct fact *fact, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (house_word(t, fact, i)) {
			fact[i].gone = false; /* by a weight, as a name's */
			context_take(fact, i, "organization-noun", 75);
		}
}

#endif
