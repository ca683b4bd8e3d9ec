/* SPDX-License-Identifier: MIT */
#include "context_kind.h"

#include "context_token.h"
#include "lang/lexicon.h"

size_t
context_past_tie(const struct text *t, size_t at)
{
	if (context_sign(t, at, '\'') && at + 1 < t->token_count &&
	    token_is(t, &t->token[at + 1], "s"))
		return at + 2;
	if (context_sign(t, at, '-') && context_glued(t, at) &&
	    context_glued(t, at + 1))
		return at + 1;
	return at;
}

/* May the small word at `at` go on with a run that ends at `last`: in small
 * letters itself, or large because it is first? */
static bool
like_run(const struct text *t, size_t last, size_t at)
{
	return !context_tells_case(t) || context_large(t, at) ||
	       !context_large(t, last) || t->token[last].sentence_start;
}

/* "[Fell View] care home", "[rosie]'s diner", "[mercy] hospital", and where
 * somebody is sent "[harrow] burns unit": behind what kind of house it is; `at`
 * when nothing says. */
static size_t
past_kind(const struct text *t, size_t at, bool slot)
{
	const uint64_t mid = LIST_HOUSE_MID | (slot ? LIST_HOUSE_CARE : 0);
	FEW(units, "center", "centre", "clinic", "lab", "rehab", "service",
	    "supplies", "supply", "surgery", "unit", "wing");
	size_t end = at;

	if (in_list(t, at, LIST_HOUSE_TAIL | LIST_HOUSE_FIRST))
		return at + 1;
	while (end < at + 2 && in_list(t, end, mid))
		end++;
	return (end > at || in_list(t, at - 1, LIST_HOUSE_MID)) &&
		       (in_list(t, end, LIST_HOUSE_END) ||
			   (slot && end > at && token_few(t, end, &units)))
		   ? end + 1
		   : at;
}

/* "[denver] health called", "to [jackson] memorial": where nothing follows that
 * it would be said of. */
static bool
is_sort(const struct text *t, const struct fact *fact, size_t at)
{
	FEW(sorts, "childrens", "community", "county", "gen", "general",
	    "health", "healthcare", "hosp", "med", "memorial", "national",
	    "regional", "repat", "supplies", "supply", "univ", "womens");
	const uint64_t goes_on = CUE_SAYS | CUE_IS | CUE_MODAL | CUE_NOW |
				 CUE_DOES | CUE_FOR | CUE_BUT | CUE_AND |
				 CUE_WHO | CUE_FROM | CUE_AT | CUE_IN | CUE_ON |
				 CUE_WITH | CUE_TO | CUE_PLEASE;
	const size_t next = at + 1;

	return token_few(t, at, &sorts) &&
	       (next >= t->token_count || fact[next].kind < FACT_UNKNOWN ||
		   fact[next].cues & goes_on);
}

/* "[flinders] and sons", "[Ward] & partners" */
static size_t
past_partners(const struct text *t, size_t at, bool firm)
{
	FEW(partners, "associates", "partners");
	static const char *const kin[] = {
	    "brothers", "co", "company", "daughters", "son", "sons", NULL};

	if (at + 1 >= t->token_count || !t->token[at].space_before ||
	    !(context_sign(t, at, '&') || token_is(t, &t->token[at], "and")))
		return at;
	return token_few(t, at + 1, &partners) ||
		       (token_one_of(t, at + 1, kin) &&
			   (firm || context_sign(t, at, '&') ||
			       (context_tells_case(t) &&
				   context_large(t, at + 1))))
		   ? at + 2
		   : at;
}

/* "[St Mary's Hospital] for women", "[children's] of alabama", "[Eye] and Ear":
 * for whom a house is, and where; `at` when nothing says. */
static size_t
past_whom(const struct text *t, const struct fact *fact, size_t at)
{
	FEW(whom, "blind", "boys", "children", "deaf", "girls", "sick",
	    "veterans", "women");
	FEW(parts, "child", "children", "childrens", "ear", "ent", "throat",
	    "transplant", "women", "womens");
	const unsigned place = WORD_PLACE | WORD_COUNTRY;
	size_t next = at + 1;

	if (next >= t->token_count || !t->token[at].space_before)
		return at;
	if (token_is(t, &t->token[at], "for")) {
		next += token_is(t, &t->token[next], "the");
		return token_few(t, next, &whom) ? next + 1 : at;
	}
	if (token_is(t, &t->token[at], "of"))
		return token_is(t, &t->token[next], "god") ||
			       (fact[next].kind >= FACT_UNKNOWN &&
				   !(t->token[next].words & WORD_MEDICAL) &&
				   (fact[next].gone ||
				       t->token[next].words & place))
			   ? next + 1
			   : at;
	if ((token_is(t, &t->token[at], "and") || context_sign(t, at, '&')) &&
	    token_few(t, next, &parts))
		return context_past_tie(t, next + 1);
	return at;
}

bool
context_kind(
    const struct text *t, const struct fact *fact, size_t *first, size_t *last)
{
	const uint64_t person = CUE_TITLE | CUE_KIN | CUE_PATIENT | CUE_ROLE;
	const uint64_t left = *first > 0 ? fact[*first - 1].cues : 0;
	const bool slot = left & (CUE_FROM | CUE_AT | CUE_TO | CUE_BY);
	size_t at = context_past_tie(t, *last + 1), end;
	bool house = false;

	if (at < t->token_count && !(left & person) &&
	    t->token[at].space_before && like_run(t, *last, at)) {
		end = past_kind(t, at, slot);
		if (end == at && is_sort(t, fact, at))
			end++;
		if (end > at) {
			*last = end - 1;
			house = true;
		}
	}
	at = *last + 1;
	end = past_partners(
	    t, at, (left & (CUE_FROM | CUE_AT | CUE_FOR | CUE_BY)) != 0);
	if (end > at) {
		*last = end - 1;
		house = true;
		if (left & CUE_TITLE)
			(*first)--;
	}
	return house;
}

void
context_whom(const struct text *t, const struct fact *fact, size_t *last)
{
	*last = past_whom(t, fact, *last + 1) - 1;
}
