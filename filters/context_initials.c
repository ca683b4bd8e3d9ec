/* SPDX-License-Identifier: MIT */
#include "context_initials.h"

#include <string.h>

#include "context_place.h"

#define LETTERS_MOST 3u

/* What is signed, and by whom: initials follow. */
FEW(signs, "inisial", "inisialnya", "initials", "initialled", "initialed",
    "paraf", "diparaf", "parafnya", "typed");
static const char *const between[] = {
    "by", "are", "is", "aja", "saja", "dari", "oleh", ":", NULL};
/* What each of several does in an operation. */
FEW(parts, "dpjp", "operator", "asisten", "instrumen", "sirkuler", "onloop",
    "kamera", "anestesi", "assist", "assists", "assistant", "asst", "circ",
    "circulating", "gowned");
/* Services, modes and numbers that stand there, too. */
FEW(nobody, "ent", "ob", "icu", "ed", "er", "ot", "or", "ok", "mac", "sho",
    "pa", "np", "ip", "bp", "ct", "mri", "ga", "tht", "sip", "sn", "rn", "odp",
    "it", "hr", "co", "iv", "ibs", "ugd", "igd", "gyn", "md", "crt", "tv", "hd",
    "led", "usb", "ns", "rl");

bool
context_is_short(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	return w->kind == TOKEN_WORD && w->letter_case == CASE_UPPER &&
	       w->end - w->begin > 1 && w->end - w->begin <= LETTERS_MOST &&
	       fact[i].kind >= FACT_UNKNOWN;
}

bool
context_is_nobody(const struct text *t, size_t i)
{
	return token_few(t, i, &nobody);
}

bool
context_is_lettered(const struct text *t, size_t i)
{
	FEW(several, "blok", "botol", "grup", "hepatitis", "jalur", "kelompok",
	    "meja", "plan", "pot", "sampel", "shift", "specimen", "tabung",
	    "tim", "tipe", "twin", "type", "wadah");

	return i > 0 && t->token[i].space_before &&
	       token_few(t, i - 1, &several);
}

/* "mk" behind "typed by", which no list has; "msl", no word without a vowel. */
static bool
is_small(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	if (w->kind != TOKEN_WORD || w->end - w->begin < 2 ||
	    w->end - w->begin > LETTERS_MOST)
		return false;
	return fact[i].kind == FACT_UNKNOWN ||
	       (fact[i].kind > FACT_UNKNOWN && fact[i].cues == 0 &&
		   !(w->looks & LOOKS_VOWEL) && !context_is_nobody(t, i));
}

bool
context_ties(const struct text *t, const struct fact *fact, size_t i)
{
	if (i >= t->token_count)
		return false;
	return context_sign(t, i, ',') || context_sign(t, i, '/') ||
	       context_sign(t, i, '+') || context_sign(t, i, '&') ||
	       context_sign(t, i, '>') || (fact[i].cues & CUE_AND) != 0 ||
	       token_is(t, &t->token[i], "sama");
}

/* "EW, GP, sama OK": all of a row, from its first on. */
static void
take_row(const struct text *t, struct fact *fact, size_t i)
{
	for (;;) {
		size_t next = i + 1;

		context_take(fact, i, "initials", 75);
		while (next < i + 3 && context_ties(t, fact, next))
			next++;
		if (next == i + 1 || !context_is_short(t, fact, next))
			return;
		i = next;
	}
}

/* "paraf EW", "initials are SLW", "typed by mk" */
static void
behind_sign(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1;

	for (unsigned k = 0; k < 2 && token_one_of(t, at, between); k++)
		at++;
	if (at >= t->token_count || token_is(t, &t->token[at], "ok"))
		return;
	if (context_is_short(t, fact, at))
		take_row(t, fact, at);
	else if (is_small(t, fact, at))
		context_take(fact, at, "initials", 70);
}

/* "operator IGN", "LS asisten", "RM first assist" */
static bool
has_part(const struct text *t, const struct fact *fact, size_t i)
{
	size_t behind = i + 1;

	if (!context_is_short(t, fact, i) || context_is_nobody(t, i))
		return false;
	if (behind < t->token_count &&
	    (token_is(t, &t->token[behind], "first") ||
		token_is(t, &t->token[behind], "second")))
		behind++;
	if (token_few(t, behind, &parts))
		return true;
	return i > 0 && t->token[i].space_before && token_few(t, i - 1, &parts);
}

/* "J-P says", "per J-P, flap warm": no drain, no stent. */
static bool
is_jean(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const second[] = {
	    "b", "c", "f", "g", "l", "m", "p", "y", NULL};
	const uint64_t does = CUE_SAYS | CUE_IS | CUE_DOES;
	const size_t last = i + 2, next = i + 3;

	return last < t->token_count && token_is(t, &t->token[i], "j") &&
	       context_sign(t, i + 1, '-') && token_one_of(t, last, second) &&
	       t->token[i].letter_case == CASE_UPPER &&
	       t->token[last].letter_case == CASE_UPPER &&
	       !t->token[i + 1].space_before && !t->token[last].space_before &&
	       fact[i].kind == FACT_SAFE && fact[last].kind == FACT_SAFE &&
	       next < t->token_count &&
	       (context_sign(t, next, ',') || context_sign(t, next, ':') ||
		   (fact[next].cues & does) != 0);
}

/* "A-M did the turnover", "A-M from theatre 2 says": what no view and no flap
 * does. */
static bool
is_double(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t last = i + 2, next = i + 3;

	return next < t->token_count && context_sign(t, i + 1, '-') &&
	       t->token[i].letter_case == CASE_UPPER &&
	       t->token[last].letter_case == CASE_UPPER &&
	       t->token[last].kind == TOKEN_WORD &&
	       t->token[last].end - t->token[last].begin == 1 &&
	       !t->token[i + 1].space_before && !t->token[last].space_before &&
	       (i == 0 || t->token[i].space_before) &&
	       fact[i].kind == FACT_SAFE && fact[last].kind == FACT_SAFE &&
	       t->token[next].space_before &&
	       ((fact[next].cues & CUE_SAYS) != 0 ||
		   token_is(t, &t->token[next], "did") ||
		   token_is(t, &t->token[next], "from"));
}

void
context_initials(const struct text *t, struct fact *fact)
{
	size_t doers = 0;

	for (size_t i = 0; t->all_caps && i < t->token_count; i++)
		if (token_few(t, i, &signs))
			behind_sign(t, fact, i);
	if (t->all_caps)
		return;
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		const struct token *w = &t->token[i];
		const uint32_t len = w->end - w->begin;

		if (len > 4 && token_few(t, i, &signs))
			behind_sign(t, fact, i);
		else if (len == 1 &&
			 (is_jean(t, fact, i) || is_double(t, fact, i))) {
			context_take(fact, i, "initials", 75);
			context_take(fact, i + 2, "initials", 75);
		} else if (w->letter_case == CASE_UPPER) {
			doers += has_part(t, fact, i);
		}
	}
	if (doers > 1)
		for (size_t i = 0; i < t->token_count; i++)
			if (has_part(t, fact, i))
				context_take(fact, i, "initials", 70);
	/* "PJ > CJ", "HH + VN": beside one that goes, if no list has it. */
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const size_t other = i + 2;

		if (fact[i].gone == fact[other].gone ||
		    !context_is_short(t, fact, i) ||
		    !context_is_short(t, fact, other) ||
		    !context_ties(t, fact, i + 1))
			continue;
		if (fact[i].gone && fact[other].kind == FACT_UNKNOWN)
			context_take(fact, other, "initials", 65);
		else if (fact[other].gone && fact[i].kind == FACT_UNKNOWN)
			context_take(fact, i, "initials", 65);
	}
}
