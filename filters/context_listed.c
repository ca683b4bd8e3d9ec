/* SPDX-License-Identifier: MIT */
#include "context_listed.h"

#include <string.h>

#include "context_initials.h"
#include "context_place.h"
#include "context_token.h"
#include "lang/lexicon.h"

/* A surname, and no plain word; one that is, with a capital or hardly ever
 * without: "v. long", "e. coli". */
static bool
may_be_surname(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned plain = WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT;
	const struct token *w = &t->token[i];

	if (i >= t->token_count || w->kind != TOKEN_WORD ||
	    w->end - w->begin < 3 || fact[i].kind < FACT_UNKNOWN ||
	    !(w->words & (WORD_FORENAME | WORD_SURNAME)) ||
	    w->words & (WORD_COUNTRY | WORD_THING))
		return false;
	if (fact[i].kind == FACT_EPONYM || w->words & plain)
		return w->words & WORD_STRONG &&
		       (!(w->words & plain) || w->words & WORD_MOSTLY ||
			   context_large(t, i));
	return true;
}

/* Where somebody begins: first of a text or clause, or behind "re", "for". */
static bool
begins(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t left = CUE_TITLE | CUE_PATIENT | CUE_TELL | CUE_GREET |
			      CUE_BY | CUE_WITH | CUE_FOR | CUE_AND | CUE_ROLE;
	static const char *const more[] = {"re", "under", "next", NULL};

	if (i == 0)
		return true;
	if (!t->token[i].space_before)
		return false;
	return context_sign(t, i - 1, ',') || context_sign(t, i - 1, ':') ||
	       context_sign(t, i - 1, ';') || context_sign(t, i - 1, '/') ||
	       (fact[i - 1].cues & left) != 0 || token_one_of(t, i - 1, more);
}

#define ENTRY_MOST 24u /* tokens */

/* "a. Kocher b. Allis": a row, the next letter of which follows. */
static bool
is_row(const struct text *t, size_t i)
{
	const char next = (char)(t->fold[t->token[i].begin] + 1);

	for (size_t k = i + 2; k + 1 < t->token_count && k < i + ENTRY_MOST;
	     k++)
		if (context_letter(t, k) &&
		    t->fold[t->token[k].begin] == next &&
		    (context_sign(t, k + 1, '.') ||
			context_sign(t, k + 1, ')')))
			return true;
	return false;
}

/* What is called after somebody: "clamp". Of "J. Smith hip" he has it. */
static bool
is_thing(const struct text *t, size_t i)
{
	FEW(parts, "ankle", "elbow", "foot", "hand", "hip", "hips", "knee",
	    "knees", "shoulder", "wrist");

	return i < t->token_count && t->token[i].words & WORD_THING &&
	       !token_few(t, i, &parts);
}

/* "J. Murphy hip", "re k. walsh", "J Smith hip"; "L Bennett fracture" is the
 * left one, "A Murphy sign" any. */
static void
letter_first(const struct text *t, struct fact *fact, size_t i)
{
	const bool dot = context_sign(t, i + 1, '.') && context_glued(t, i + 1);
	const size_t name = i + 1 + dot, next = name + 1;
	const char c = t->fold[t->token[i].begin];
	const bool large = context_large(t, i);

	/* "H. Anwar": a title */
	if (fact[i].kind != FACT_SAFE || fact[i].cues & CUE_TITLE ||
	    !may_be_surname(t, fact, name) || !t->token[name].space_before ||
	    large != context_large(t, name) || !begins(t, fact, i) ||
	    (large && t->all_caps))
		return;
	if (!dot &&
	    (!large || !context_tells_case(t) ||
		t->token[name].letter_case != CASE_TITLE || strchr("aio", c)))
		return;
	if (fact[name].kind == FACT_EPONYM &&
	    (strchr("lr", c) || is_row(t, i) || is_thing(t, next) ||
		context_sign(t, next, '\'')))
		return;
	context_take(fact, i, "initials", 75);
	context_take(fact, name, "initials", 75);
}

/* What follows somebody in a list: "Ramirez, D. - CABG", "Walsh, T: left hip",
 * "under Cohen, J until noon". */
static bool
ends_entry(const struct text *t, size_t i)
{
	FEW(on, "and", "for", "from", "has", "in", "is", "until", "was");

	if (i >= t->token_count || !t->token[i].space_before)
		return i < t->token_count && !t->all_caps
			   ? context_sign(t, i, ':') || context_sign(t, i, ',')
			   : context_sign(t, i, ':');
	return context_sign(t, i, '-') || context_sign(t, i, '(') ||
	       (!t->all_caps && token_few(t, i, &on));
}

/* "ramirez, d. - CABG x4", "Jones, K (TAVR)", "Patel, J: right knee". */
static void
letter_behind(const struct text *t, struct fact *fact, size_t i)
{
	const size_t letter = i + 2;
	size_t behind = i + 3;

	if (!(t->token[i].sentence_start || begins(t, fact, i)) ||
	    !may_be_surname(t, fact, i) || !context_letter(t, letter) ||
	    !t->token[letter].space_before || fact[letter].kind < FACT_UNKNOWN)
		return;
	behind += context_sign(t, behind, '.');
	if (!ends_entry(t, behind))
		return;
	context_take(fact, i, "initials", 80);
	context_take(fact, letter, "initials", 80);
}

/* "Patel J, right knee", "list: Walsh T, Cohen M": no grade and no side. */
static void
letter_beside(const struct text *t, struct fact *fact, size_t i)
{
	const size_t letter = i + 1, behind = i + 2;

	if (!context_tells_case(t) || fact[i].kind != FACT_EPONYM ||
	    t->token[i].letter_case != CASE_TITLE || !begins(t, fact, i) ||
	    !may_be_surname(t, fact, i) || !context_letter(t, letter) ||
	    !context_large(t, letter) || !t->token[letter].space_before ||
	    strchr("abcdeilrvx", t->fold[t->token[letter].begin]) ||
	    !(behind == t->token_count || context_sign(t, behind, ',') ||
		context_sign(t, behind, ':') ||
		(t->token[behind].space_before &&
		    (context_sign(t, behind, '-') ||
			context_sign(t, behind, '(')))))
		return;
	context_take(fact, i, "initials", 75);
	context_take(fact, letter, "initials", 75);
}

/* The hour at token i, "8" or "0800"; -1: it is none. */
static int
hour_at(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	uint32_t len;
	int value = 0;

	if (i >= t->token_count || w->kind != TOKEN_NUMBER)
		return -1;
	len = w->end - w->begin;
	if (len == 3 || len > 4)
		return -1;
	for (uint32_t at = w->begin; at < w->end; at++)
		value = value * 10 + (t->norm[at] - '0');
	if (len == 4 && value % 100 > 59)
		return -1;
	return (len == 4 ? value / 100 : value) < 25 ? value : -1;
}

/* "SK 8-13" at i: until when; -1: nobody works there. */
static int
works_until(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned other = WORD_BRAND | WORD_COUNTRY | WORD_THING;

	if (!(context_is_short(t, fact, i) || may_be_surname(t, fact, i)) ||
	    context_is_nobody(t, i) || t->token[i].words & other ||
	    !context_sign(t, i + 2, '-') || !context_glued(t, i + 2) ||
	    !context_glued(t, i + 3) || hour_at(t, i + 1) < 0)
		return -1;
	return hour_at(t, i + 3);
}

/* "rota: SK 8-13, MO 13-18": one comes when the other goes; of "CT 8-10, MR
 * 10-12" lists know both. */
static void
on_rota(const struct text *t, struct fact *fact, size_t i)
{
	const unsigned known = WORD_MEDICAL | WORD_CURATED;
	const int until = works_until(t, fact, i);
	size_t next = i + 4;

	if (until < 0)
		return;
	while (next < i + 6 && next < t->token_count &&
	       (context_ties(t, fact, next) || context_sign(t, next, ';') ||
		   token_is(t, &t->token[next], "then")))
		next++;
	if (next == i + 4 || works_until(t, fact, next) < 0 ||
	    hour_at(t, next + 1) != until ||
	    t->token[i].words & t->token[next].words & known)
		return;
	context_take(fact, i, "initials", 75);
	context_take(fact, next, "initials", 75);
}

/* "81, cataract", "67 M": how old somebody is, at i; no size. */
static bool
is_years(const struct text *t, size_t i)
{
	static const char *const more[] = {
	    "m", "f", "y", "yo", "yr", "yrs", "male", "female", NULL};
	const struct token *y = &t->token[i];

	if (i >= t->token_count || !y->space_before || y->end - y->begin > 3 ||
	    !(y->kind == TOKEN_NUMBER || y->kind == TOKEN_MIXED) ||
	    y->end - y->begin < 2 || t->fold[y->begin] > '9' ||
	    t->fold[y->begin + 1] < '0' || t->fold[y->begin + 1] > '9')
		return false;
	if (y->kind == TOKEN_MIXED)
		return true;
	return y->end - y->begin == 2 &&
	       (i + 1 == t->token_count || context_sign(t, i + 1, ',') ||
		   token_one_of(t, i + 1, more));
}

/* Given names of the north that are small words in English. */
FEW(northern, "bent", "dag", "even", "lone", "odd", "per", "stein", "storm",
    "tor");

/* Large, and a given name as far as is known? */
static bool
may_be_given(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned plain =
	    WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND;
	const struct token *w = &t->token[i];

	return i < t->token_count && w->kind == TOKEN_WORD &&
	       w->letter_case == CASE_TITLE && fact[i].kind >= FACT_UNKNOWN &&
	       (token_few(t, i, &northern) ||
		   (fact[i].cues == 0 && w->end - w->begin > 1 &&
		       fact[i].kind != FACT_EPONYM && !(w->words & plain)));
}

/* Large, and a surname, though something is called after one? */
static bool
may_be_family(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned words = t->token[i].words;

	return i < t->token_count && t->token[i].letter_case == CASE_TITLE &&
	       (words & WORD_SURNAME || fact[i].gone) &&
	       (!(words & (WORD_MEDICAL | WORD_CURATED | WORD_THING |
			      WORD_BRAND | WORD_COUNTRY)) ||
		   words & WORD_STRONG) &&
	       !in_list(t, i, LIST_DISEASE);
}

/* "Hansen, Odd, 81, cataract", "Odd Hansen, 81": a word beside a surname before
 * years, large as no word is there. */
static void
with_years(const struct text *t, struct fact *fact, size_t i)
{
	const bool comma = context_sign(t, i + 1, ',');
	const size_t other = i + 1 + comma;
	const size_t years = other + 1 + context_sign(t, other + 1, ',');

	if (other >= t->token_count || !t->token[other].space_before ||
	    !(t->token[i].sentence_start || begins(t, fact, i)) ||
	    !is_years(t, years))
		return;
	/* "Kocher, Straight, 14" */
	if (comma ? !may_be_family(t, fact, i) ||
			!may_be_given(t, fact, other) || years == other + 1 ||
			(fact[i].kind == FACT_EPONYM &&
			    !(t->token[i].words & WORD_STRONG))
		  : !token_few(t, i, &northern) || !may_be_given(t, fact, i) ||
			!may_be_family(t, fact, other))
		return;
	if (!fact[i].gone)
		context_take(fact, i, "listed-name", 75);
	if (!fact[other].gone)
		context_take(fact, other, "listed-name", 75);
}

void
context_listed(const struct text *t, struct fact *fact)
{
	if (!t->single_letter && !(t->kinds & 1u << TOKEN_NUMBER))
		return;
	for (size_t i = text_word(t, 0); i + 1 < t->token_count;
	     i = text_word(t, i + 1)) {
		if (t->token[i + 1].kind == TOKEN_NUMBER)
			on_rota(t, fact, i);
		if (t->token[i].letter_case == CASE_TITLE &&
		    context_tells_case(t))
			with_years(t, fact, i);
		if (context_letter(t, i))
			letter_first(t, fact, i);
		else if (context_sign(t, i + 1, ','))
			letter_behind(t, fact, i);
		else if (context_letter(t, i + 1))
			letter_beside(t, fact, i);
	}
}
