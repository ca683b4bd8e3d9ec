/* SPDX-License-Identifier: MIT */
#include "town.h"

#include <string.h>

#include "lang/cue.h"
#include "lexeme.h"
#include "words.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)

/* Five digits; "4000" in Queensland. */
static bool
is_postcode(const struct text *t, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_NUMBER &&
	       t->token[i].end - t->token[i].begin >= 4 &&
	       t->token[i].end - t->token[i].begin <= 5 &&
	       t->token[i].space_before;
}

/*
 * "Dayton OH 45402", "Dayton, OH". Without the number, only those that are
 * not also a degree, a place in the hospital or a disease (MD, OR, MI).
 */
static bool
is_short_state(const struct text *t, size_t i, bool comma)
{
	static const char plain[] = "az fl il ia ks ky mn nj nm nv ny oh tn tx "
				    "ut wi wy nsw vic qld ";
	const struct token *w = &t->token[i];
	const size_t len = w->end - w->begin;

	if (i >= t->token_count || w->kind != TOKEN_WORD || len < 2 ||
	    len > 3 || w->letter_case != CASE_UPPER)
		return false;
	if (is_postcode(t, i + 1))
		return true;
	for (const char *s = plain; comma && *s; s = strchr(s, ' ') + 1)
		if (memcmp(s, t->fold + w->begin, len) == 0 && s[len] == ' ')
			return true;
	return false;
}

/* Its state; its country or its postcode, which stand behind persons, too. */
static bool
region_behind(const struct text *t, size_t last, bool person)
{
	const bool comma = token_sign(t, last + 1, ',');
	const size_t at = last + 1 + comma;

	if (at >= t->token_count)
		return false;
	if (shape_is_state(t, at) || is_short_state(t, at, comma))
		return true;
	return !person &&
	       ((t->token[at].words & WORD_COUNTRY) != 0 || is_postcode(t, at));
}

/* "Boston General", "Boston's Children's" */
static bool
house_behind(const struct text *t, size_t last)
{
	size_t at = last + 1;

	if (token_sign(t, at, '\''))
		return true;
	for (size_t ahead = 0; ahead < 2 && at < t->token_count;
	     ahead++, at++) {
		if (t->token[at].kind != TOKEN_WORD)
			return false;
		if (t->token[at].cues & CUE_ORG || token_sign(t, at + 1, '\''))
			return true;
	}
	return false;
}

/* Its state is not its own: "Tampa FL". */
static size_t
without_state(const struct text *t, size_t first, size_t last)
{
	return last > first && is_short_state(t, last, true) ? last - 1 : last;
}

static void
look(const struct text *t, struct span *s)
{
	const size_t first = text_token_from(t, s->begin);
	size_t last = text_token_from(t, s->end);
	bool person = false, weak = true, region;

	if (last <= first)
		return;
	last = without_state(t, first, last - 1);
	for (size_t i = first; i <= last; i++) {
		const unsigned words = t->token[i].words;

		if (t->token[i].kind == TOKEN_PUNCT)
			continue;
		if ((words & WORD_PLACE) == 0)
			return;
		if ((words & PERSON) == 0)
			continue;
		person = true;
		weak = weak && (words & WORD_WEAK) != 0;
	}
	if (house_behind(t, last))
		return;
	region = region_behind(t, last, person);
	if (!region && s->label != SCRUB_LOCATION)
		return;
	if (person && !region &&
	    !(weak && first > 0 &&
		t->token[first - 1].cues & (CUE_FROM | CUE_IN)))
		return;
	s->end = t->token[last].end;
	s->label = SCRUB_LOCATION;
	s->rule = "town";
}

void
town_name(const struct text *t, struct spans *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (names->at[i].label <= SCRUB_ORGANIZATION)
			look(t, &names->at[i]);
}
