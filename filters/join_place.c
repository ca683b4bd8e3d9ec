/* SPDX-License-Identifier: MIT */
/* Where the name of a place or house begins and ends. */
#include "redact.h"

#include <string.h>

#include "lang/cue.h"
#include "lang/lexicon.h"
#include "words.h"

static bool
is_ours(const struct span *s)
{
	return (s->label == SCRUB_LOCATION || s->label == SCRUB_ORGANIZATION) &&
	       strcmp(s->layer, "context") == 0 && s->person == 0;
}

/* A word in small letters that is no part of the name of a house or place. */
static bool
is_plain(const struct text *t, size_t i)
{
	const uint64_t part = CUE_ORG | CUE_ORG_FIRST | CUE_PLACE | CUE_WARD |
			      CUE_PARTICLE | CUE_OF | CUE_AND;
	const unsigned names = WORD_FORENAME | WORD_SURNAME | WORD_PLACE |
			       WORD_MOSTLY | WORD_EPONYM;
	static const char *const nouns[] = {"airstrip", "camp", "causeway",
	    "crossing", "estate", "flyover", "ghat", "ghats", "harbour",
	    "jetty", "junction", "landing", "lighthouse", "market", "mine",
	    "pier", "port", "roundabout", "settlement", "site", "station",
	    "township", "waterside", "wharf", NULL};
	const uint64_t kinds =
	    LIST_HOUSE_TAIL | LIST_HOUSE_FIRST | LIST_HOUSE_END;
	const struct token *w = &t->token[i];

	return w->kind == TOKEN_WORD && w->letter_case == CASE_LOWER &&
	       !(w->lists & kinds) && !token_one_of(t, i, nouns) &&
	       w->end - w->begin > 1 && (w->cues & part) == 0 &&
	       (w->words & names) == 0 && words_class(w->words) == WORD_IS_SAFE;
}

/* "[Harlan Creek] registration", "ok [Stellenbosch] lab": where some words of
 * a name are large, the plain small ones at its ends stay. */
void
redact_place_ends(const struct text *t, struct span *s)
{
	/* Small before a large name, and not its noun. */
	static const char *const ahead[] = {"clinic", "dialysis", "factory",
	    "fireworks", "home", "label", "lodge", "mosque", "ok", "patient",
	    "ship", "temple", "tourist", "unit", "van", NULL};
	size_t first, last;
	bool large = false;

	if (!is_ours(s) || t->no_caps || t->all_caps)
		return;
	first = text_token_from(t, s->begin);
	last = first;
	while (last < t->token_count && t->token[last].end < s->end)
		last++;
	if (last >= t->token_count)
		return;
	for (size_t i = first; i <= last; i++) {
		const struct token *w = &t->token[i];

		if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED ||
		    (w->kind == TOKEN_WORD && w->end - w->begin == 1))
			return; /* "Recovery bay 3", "Station 4 West" */
		large |= w->letter_case == CASE_TITLE &&
			 !(w->sentence_start &&
			     ((w->cues & CUE_ORG_FIRST && last > first + 1) ||
				 strcmp(s->rule, "organization-noun") == 0));
	}
	if (!large)
		return;
	while (first < last && token_one_of(t, first, ahead) &&
	       t->token[first].letter_case == CASE_LOWER &&
	       t->token[first + 1].space_before)
		s->begin = t->token[++first].begin;
	while (last > first && is_plain(t, last) && t->token[last].space_before)
		s->end = t->token[--last].end;
}

/* "[Kyle] of [Lochalsh]", "[Carrick]-on-[Suir]", "[Faculdade Serra] do [Mar]":
 * what stands between two halves of one name. */
bool
redact_one_place(
    const struct text *t, const struct span *a, const struct span *b)
{
	static const char *const between[] = {" of ", " of the ", " do ",
	    " da ", " de ", " del ", " du ", " di ", " an ", " upon ",
	    " on the ", "-on-", "-in-", "-le-", "-la-", "-de-", "-upon-",
	    "-under-", "-sur-", "-by-", "-next-", "-over-", NULL};
	const char *gap = t->fold + a->end;

	if (!is_ours(a) || t->all_caps ||
	    (b->label != SCRUB_LOCATION && b->label != SCRUB_ORGANIZATION &&
		(b->label != SCRUB_NAME || b->person != 0)) ||
	    t->norm[b->begin] < 'A' || t->norm[b->begin] > 'Z' ||
	    t->norm[a->begin] < 'A' || t->norm[a->begin] > 'Z')
		return false;
	for (size_t k = 0; between[k]; k++)
		if (strlen(between[k]) == b->begin - a->end &&
		    strncmp(gap, between[k], b->begin - a->end) == 0)
			return true;
	return false;
}
