/* SPDX-License-Identifier: MIT */
#include "relabel.h"

#include "lang/lexicon.h"

#define BEFORE 6u /* words looked at before a number */
#define BEHIND 2u /* and behind it */

#define LIST_NOUNS                                                             \
	(LIST_ID_NOUN | LIST_DEVICE_NOUN | LIST_PHONE_NOUN | LIST_BODY_NOUN)

/* Does nothing but digits and signs stand there? */
static bool
all_digits(const struct text *t, const struct span *s)
{
	for (uint32_t i = s->begin; i < s->end; i++)
		if (t->fold[i] >= 'a' && t->fold[i] <= 'z')
			return false;
	return true;
}

static bool
ends_sentence(const struct text *t, size_t i)
{
	return (token_sign(t, i, '.') && !(i + 1 < t->token_count &&
					     !t->token[i + 1].space_before)) ||
	       token_sign(t, i, ';') || token_sign(t, i, '?') ||
	       token_sign(t, i, '!');
}

/* The lists of the noun that says what the number is; 0: none does. */
static uint32_t
noun_of(const struct text *t, const struct span *s)
{
	const size_t first = text_token_from(t, s->begin);
	size_t seen = 0;

	for (size_t i = first; i-- > 0 && seen < BEFORE;) {
		/* "hosp no. 4711": not the sign right before */
		if (i + 1 < first && ends_sentence(t, i))
			break;
		if (t->token[i].lists & LIST_NOUNS)
			return t->token[i].lists;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	seen = 0;
	for (size_t i = text_token_from(t, s->end);
	     i < t->token_count && seen < BEHIND; i++) {
		if (ends_sentence(t, i))
			break;
		if (t->token[i].lists & LIST_NOUNS)
			return t->token[i].lists;
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	return 0;
}

void
relabel_numbers(const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < found->count; i++) {
		struct span *s = &found->at[i];
		uint32_t noun;

		if (s->label != SCRUB_ID)
			continue;
		noun = noun_of(t, s);
		if (noun & LIST_ID_NOUN)
			continue;
		if (noun & LIST_DEVICE_NOUN)
			s->label = SCRUB_DEVICE;
		else if (noun & LIST_BODY_NOUN)
			s->label = SCRUB_BIOMETRIC;
		else if (noun & LIST_PHONE_NOUN && all_digits(t, s))
			s->label = SCRUB_PHONE;
	}
}
