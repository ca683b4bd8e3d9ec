/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_NAME_H
#define SCRUB_CONTEXT_NAME_H

#include "context_feature.h"
#include "context_token.h"

/* No name begins with such a word. */
#define CUE_NO_NAME                                                            \
	(CUE_THE | CUE_MY | CUE_I | CUE_AND | CUE_OF | CUE_FROM | CUE_IN |     \
	    CUE_AT | CUE_ON | CUE_TO | CUE_FOR | CUE_BY | CUE_WITH | CUE_NOT | \
	    CUE_PLEASE | CUE_NOW | CUE_BUT | CUE_IS | CUE_SAYS | CUE_MODAL |   \
	    CUE_WHO | CUE_TITLE | CUE_ROLE | CUE_PATIENT | CUE_KIN |           \
	    CUE_DEGREE)

/* A word behind a title or the like: may it be a name, as far as is known? */
static inline bool
context_may_be_name(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && fact[i].open && !fact[i].gone &&
	       !fact[i].sure && t->token[i].space_before;
}

/* "is", "says", "holds": no modal stands before it. */
static inline bool
context_finite(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const uint64_t does = CUE_IS | CUE_SAYS | CUE_DOES;

	return w->end - w->begin > 1 && (fact[i].cues & does) != 0 &&
	       t->fold[w->end - 1] == 's' && t->fold[w->end - 2] != 's';
}

/* What a person's name stands behind. */
#define CUE_BEFORE_NAME                                                        \
	(CUE_TITLE | CUE_ROLE | CUE_KIN | CUE_TELL | CUE_GREET | CUE_BY |      \
	    CUE_NAMED | CUE_SAYS | CUE_PATIENT)

/* Stays, whatever its weight. */
static inline void
context_stay(struct fact *fact, size_t i)
{
	fact[i].gone = false;
	fact[i].sure = true;
}

/*
 * Names that need no weighing: behind "Mr" or "Ny.", behind "named" or
 * "alias", an @handle, a name spelt letter by letter.
 */
void context_names(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
