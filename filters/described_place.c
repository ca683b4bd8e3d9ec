/* SPDX-License-Identifier: MIT */
/* Which ranges that are weighed as places are taken as such. */
#include "described.h"

#include "lang/lexicon.h"
#include "lettered.h"

/* A word that belongs to no place, or may stay beside one: "ward", "OH". */
static bool
may_stay(const struct described_in *in, size_t i)
{
	const uint64_t small = CUE_WARD | CUE_THE | CUE_MY | CUE_OF | CUE_AND |
			       CUE_IN | CUE_AT | CUE_FROM | CUE_TO | CUE_ON;
	const struct token *w = &in->t->token[i];
	const struct fact *f = &in->fact[i];

	return f->kind == FACT_PUNCT || f->kind == FACT_KEPT ||
	       (f->sure && !f->gone) || (f->cues & small) != 0 ||
	       (w->letter_case == CASE_UPPER && w->end - w->begin == 2);
}

/* Things with letters that are no places. */
static const char *const lettered[] = {"arm", "class", "cohort", "drain",
    "graft", "grade", "group", "hepatitis", "option", "part", "plan", "port",
    "specimen", "stage", "step", "trial", "type", "lengan", "kelompok", "tipe",
    "trokar", "trocar", NULL};

/* Does this say which place it is, and not what kind ("surgical ward") or of
 * which state or country? */
static bool
tells_which(const struct described_in *in, size_t i)
{
	const uint64_t kinds = CUE_PLACE | CUE_ORG | CUE_ORG_FIRST;
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_COUNTRY;
	const struct token *w = &in->t->token[i];

	/* "bay B", not "arm B" of a trial, "port B", "specimen B" */
	if (w->end - w->begin == 1 && i > 0 &&
	    token_one_of(in->t, i - 1, lettered))
		return false;
	if (w->letter_case == CASE_UPPER && w->end - w->begin == 1)
		return true;
	return !may_stay(in, i) && (in->fact[i].cues & kinds) == 0 &&
	       (w->words & said) == 0 && !(w->lists & LIST_WARD_KIND);
}

/* "[bed 4] E coli": a letter that what is behind the range goes on with. */
static bool
ends_in_thing(const struct described_in *in, size_t last)
{
	const struct text *t = in->t;
	const struct token *w = &t->token[last], *next = w + 1;

	return last + 1 < t->token_count && w->end - w->begin == 1 &&
	       next->kind == TOKEN_WORD && next->space_before &&
	       lettered_thing(t->fold[w->begin], t->fold + next->begin,
		   next->end - next->begin);
}

/* Is there anything in the range that tells which place, and anything that
 * nothing took yet? */
bool
described_adds_place(const struct described_in *in, struct described_range *r)
{
	/* What is done there, large where it begins a message. */
	static const char *const done[] = {"arrived", "clean", "handover",
	    "hold", "keep", "moved", "moving", "need", "reached", "ready",
	    "returned", "set", "transfer", "transferred", "wheel", "wheels",
	    NULL};
	/* What a house has, and is done there: "sunnybrook icu", "... booked".
	 */
	FEW(theirs, "about", "arrived", "booked", "ed", "hdu", "icu", "itu",
	    "means", "registrar", "shows");
	bool tells = false, left = false;

	described_whole_word(in->t, r);
	while (r->begin + 1 < r->end && in->t->token[r->end - 1].space_before &&
	       !in->fact[r->end - 1].gone &&
	       token_few(in->t, r->end - 1, &theirs))
		r->end--;
	if (r->begin + 1 < r->end && ends_in_thing(in, r->end - 1))
		r->end--;
	while (r->begin + 1 < r->end &&
	       in->t->token[r->begin + 1].space_before &&
	       token_one_of(in->t, r->begin, done))
		r->begin++;
	for (size_t i = r->begin; i < r->end; i++) {
		const struct fact *f = &in->fact[i];

		tells |= tells_which(in, i);
		left |= f->kind != FACT_TAKEN && f->kind != FACT_NAMED &&
			!f->gone && !may_stay(in, i);
	}
	return tells && left;
}

/* Has it a house's noun in it? */
bool
described_is_house(
    const struct described_in *in, const struct described_range *r)
{
	for (size_t i = r->begin; i < r->end; i++)
		if (in->fact[i].cues & (CUE_ORG | CUE_ORG_FIRST))
			return true;
	return false;
}
