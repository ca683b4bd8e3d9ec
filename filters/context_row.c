/* SPDX-License-Identifier: MIT */
#include "context_row.h"

#include "context_place.h"

/* Where somebody is sent or stands, or what each of several does. */
static const char *const where[] = {"on", "to", "at", "in", "out", "off", "up",
    "down", "from", "with", "w", "has", "holds", "the", "shift", "jaga",
    "pegang", "tahan", "klem", "jahit", "ke", "di", NULL};
/* Of these, each says where to; the others say it of two when it is one. */
#define IN_AND_OUT 0xF8u

#define CLINICAL (1u << 30) /* "hill crani, reyes TEVAR, okafor extubated" */
#define YEARS (1u << 31)    /* "Edna 90, Albert 88, Winifred 101" */

/* A whole number that grown people are old, and nothing that it counts. */
static bool
is_years(const struct text *t, size_t i)
{
	static const char *const behind[] = {
	    "and", "for", "dan", "utk", "untuk", NULL};
	const struct token *w = &t->token[i];
	unsigned n = 0;

	for (uint32_t at = w->begin; at < w->end; at++) {
		if (t->fold[at] < '0' || t->fold[at] > '9' || n > 120)
			return false;
		n = 10 * n + (unsigned)(t->fold[at] - '0');
	}
	return n > 17 && n < 121 &&
	       (i + 1 == t->token_count || context_sign(t, i + 1, ',') ||
		   context_sign(t, i + 1, ';') || context_sign(t, i + 1, '(') ||
		   token_one_of(t, i + 1, behind));
}

/* Somebody's name, and a number of years behind it. */
static bool
is_aged(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && t->token[i].kind == TOKEN_NUMBER &&
	       t->token[i].space_before && fact[i - 1].gone && is_years(t, i);
}

bool
context_row_years(const struct text *t, const struct fact *fact, size_t i)
{
	unsigned rows = 0;

	if (!is_aged(t, fact, i))
		return false;
	for (size_t k = 0; k < t->token_count && rows < 2; k++)
		rows += is_aged(t, fact, k);
	return rows > 1;
}

/* Is what stands behind token i of the clinic, and i of nothing but names? */
static bool
is_clinical(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned name = WORD_FORENAME | WORD_SURNAME | WORD_EPONYM;
	const unsigned known = WORD_MEDICAL | WORD_CURATED;
	const unsigned words = t->token[i + 1].words;

	return (words & WORD_CURATED || (words & known && !(words & name))) &&
	       fact[i + 1].cues == 0 && !(words & WORD_THING) &&
	       !(t->token[i].words & known) &&
	       (fact[i].gone || t->token[i].words & WORD_STRONG);
}

/* The bit of the word behind token i, which begins a clause; 0: none. */
static unsigned
place_of(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	if (next >= t->token_count || t->token[i].kind != TOKEN_WORD ||
	    !t->token[next].space_before)
		return 0;
	if (i > 0 && !(fact[i - 1].cues & CUE_AND) &&
	    !(t->token[i - 1].kind == TOKEN_PUNCT && t->token[i].space_before))
		return 0;
	if (t->token[next].kind == TOKEN_NUMBER)
		return is_years(t, next) ? YEARS : 0;
	if (t->token[next].kind != TOKEN_WORD)
		return 0;
	for (unsigned k = 0; where[k] && next + 1 < t->token_count; k++)
		if (token_is(t, &t->token[next], where[k]))
			return 1u << k;
	return is_clinical(t, fact, i) ? CLINICAL : 0;
}

/* A word that some are called, and no drug or thing. */
static bool
may_be_called(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	if (!fact[i].open || fact[i].gone || fact[i].sure ||
	    w->end - w->begin < 3 || fact[i].cues != 0 ||
	    !(w->words & (WORD_FORENAME | WORD_SURNAME)) ||
	    w->words & (WORD_BRAND | WORD_COUNTRY))
		return false;
	return fact[i].kind != FACT_EPONYM ||
	       t->token[i + 2].kind == TOKEN_PUNCT;
}

void
context_rows(const struct text *t, struct fact *fact)
{
	unsigned small = 0, large = 0, rows = 0;

	if (t->all_caps)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		if (!fact[i].gone)
			continue;
		if (t->token[i].letter_case == CASE_LOWER)
			small |= place_of(t, fact, i);
		else
			large |= place_of(t, fact, i);
	}
	/* One clause may say anything of anything. */
	for (size_t i = 0; (small | large) & CLINICAL && i < t->token_count;
	     i++)
		if (place_of(t, fact, i) == CLINICAL)
			rows += fact[i].gone ? 2 : 1;
	if (rows < 5) {
		small &= ~CLINICAL;
		large &= ~CLINICAL;
	}
	small |= small & IN_AND_OUT ? IN_AND_OUT : 0;
	large |= large & IN_AND_OUT ? IN_AND_OUT : 0;
	for (size_t i = 0; (small | large) != 0 && i < t->token_count; i++) {
		const unsigned there =
		    t->token[i].letter_case == CASE_LOWER ? small : large;

		if (there != 0 && t->token[i].kind == TOKEN_WORD &&
		    !fact[i].gone && i + 2 < t->token_count &&
		    may_be_called(t, fact, i) &&
		    (place_of(t, fact, i) & there) != 0)
			context_take(fact, i, "name-and-name", 65);
	}
}
