/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_TOKEN_H
#define SCRUB_CONTEXT_TOKEN_H

#include "text.h"

/* What the rules for names ask of a token. */

/* Is there one right behind the one before it? */
static inline bool
context_glued(const struct text *t, size_t i)
{
	return i < t->token_count && !t->token[i].space_before;
}

/* Is there one, of a single letter? */
static inline bool
context_letter(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_WORD &&
	       w->end - w->begin == 1;
}

/* Does a capital tell anything in this text? Not where all are, or none. */
static inline bool
context_tells_case(const struct text *t)
{
	return !t->no_caps && !t->all_caps && !t->first_caps;
}

/* Does it begin large? */
static inline bool
context_large(const struct text *t, size_t i)
{
	const char c = t->norm[t->token[i].begin];

	return c >= 'A' && c <= 'Z';
}

#endif
