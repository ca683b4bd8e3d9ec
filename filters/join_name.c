/* SPDX-License-Identifier: MIT */
/* What stands behind a name and is part of it. */
#include "redact.h"

#include <string.h>

#include "lang/lexicon.h"

/* "[Noor]-ul-Ain", "Asma-ul-[Husna]": of one name. */
static void
take_article(const struct text *t, struct span *s)
{
	static const char *const article[] = {
	    "-ul-", "-un-", "-ur-", "-us-", "-ud-", NULL};
	size_t i;

	for (size_t k = 0; article[k]; k++) {
		if (s->begin > 4 &&
		    strncmp(t->fold + s->begin - 4, article[k], 4) == 0) {
			i = text_token_from(t, s->begin - 4);
			if (i > 0 && t->token[i - 1].end == s->begin - 4 &&
			    t->token[i - 1].letter_case == CASE_TITLE)
				s->begin = t->token[i - 1].begin;
		}
		if (strncmp(t->fold + s->end, article[k], 4) == 0) {
			i = text_token_from(t, s->end + 4);
			if (i < t->token_count &&
			    t->token[i].begin == s->end + 4 &&
			    t->token[i].kind == TOKEN_WORD)
				s->end = t->token[i].end;
		}
	}
}

/* "unknown [Zulu] 41", "alias [Delta] 5": who has no name yet has a letter's
 * word and a number. */
static void
take_number(const struct text *t, struct span *s)
{
	const struct token *w;
	size_t i;

	if (!(t->lists & LIST_LETTER) || t->norm[s->end] != ' ')
		return;
	i = text_token_from(t, s->end);
	if (i == 0 || i >= t->token_count ||
	    !(t->token[i - 1].lists & LIST_LETTER))
		return;
	w = &t->token[i];
	if (w->kind == TOKEN_NUMBER && w->end - w->begin < 4 &&
	    (i + 1 >= t->token_count || t->token[i + 1].space_before ||
		!token_sign(t, i + 1, ':') ||
		(i + 2 >= t->token_count || t->token[i + 2].space_before)))
		s->end = w->end;
}

void
redact_name_end(const struct text *t, struct span *s)
{
	if (s->label != SCRUB_NAME || s->person != 0)
		return;
	take_article(t, s);
	take_number(t, s);
}
