/* SPDX-License-Identifier: MIT */
#include "context_tied.h"

#include "context_place.h"
#include "context_token.h"

/* "Hye-won", "shu-fen": the second half of a name of two syllables, which is
 * another word, too. */
static bool
is_syllable(const struct text *t, size_t i)
{
	static const char *const syllables[] = {"won", "woo", "fen", "min",
	    "young", "hee", "ye", "ying", "song", "sun", "so", "wing", "king",
	    "sing", "kit", "mun", "hwa", "ling", "hong", "hung", "chin", "ming",
	    "fun", "yan", "ching", "ann", "may", "rae", "en", NULL};

	return token_one_of(t, i, syllables);
}

/* "Ye-jin", "min-ho": likewise the first half. */
static bool
is_first_syllable(const struct text *t, size_t i)
{
	static const char *const syllables[] = {"ye", "min", "so", "soon",
	    "young", "pa", "hong", "ha", "in", "eun", NULL};

	return token_one_of(t, i, syllables) &&
	       (i == 0 || t->token[i - 1].kind != TOKEN_NUMBER);
}

/* "Hae-won on the fibreoptic": both halves, of which no list of words has the
 * first. */
static bool
is_korean(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(second, "eun", "hee", "ho", "hoon", "hwa", "hyun", "jae", "jin",
	    "joo", "jun", "kyung", "min", "seok", "soo", "suk", "won", "woo",
	    "wook", "yeon", "yeong", "yoon", "young");

	return !t->all_caps && !fact[i].gone && !fact[i + 2].gone &&
	       fact[i].open && fact[i].kind >= FACT_UNKNOWN &&
	       fact[i].kind != FACT_SAFE && fact[i].kind != FACT_EPONYM &&
	       t->token[i].letter_case == CASE_TITLE &&
	       t->token[i].end - t->token[i].begin < 6 &&
	       t->token[i + 2].letter_case == CASE_LOWER &&
	       token_few(t, i + 2, &second);
}

/* "co-ass", "neo-adj", "101-year-olds": halves of other words. */
static bool
is_prefix(const struct text *t, size_t i)
{
	static const char *const prefixes[] = {"co", "neo", "pre", "post", "re",
	    "non", "anti", "sub", "semi", "ex", "year", "month", "week", "day",
	    "self", "all", "x", "wanna", NULL};

	return t->token[i].letter_case == CASE_LOWER &&
	       token_one_of(t, i, prefixes);
}

/* Both halves of "Okafor-Lund", and what a hyphen ties to a name. */
static void
take_hyphens(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const bool tied = context_sign(t, i + 1, '-') &&
				  context_glued(t, i + 1) &&
				  context_glued(t, i + 2);

		if (tied && is_korean(t, fact, i)) {
			context_take(fact, i, "name-part", 75);
			context_take(fact, i + 2, "name-part", 75);
		}
		if (!tied || fact[i].gone == fact[i + 2].gone ||
		    is_prefix(t, i))
			continue;
		if (fact[i].gone && fact[i + 2].kind == FACT_SAFE &&
		    (context_letter(t, i + 2) || is_syllable(t, i + 2)))
			context_take(fact, i + 2, "name-part", 75);
		else if (fact[i].gone && fact[i + 2].open &&
			 (fact[i + 2].kind != FACT_SAFE ||
			     context_large(t, i + 2) || is_syllable(t, i + 2)))
			context_take(fact, i + 2, "name-part", 80);
		else if (fact[i + 2].gone &&
			 (is_first_syllable(t, i) ||
			     (fact[i].open &&
				 (fact[i].kind != FACT_SAFE ||
				     (context_large(t, i) &&
					 !t->token[i].sentence_start)))))
			context_take(fact, i, "name-part", 80);
	}
}

/* Behind an apostrophe, and no part of a name. */
static bool
is_ending(const struct text *t, size_t i)
{
	static const char *const endings[] = {
	    "s", "t", "d", "m", "re", "ll", "ve", "em", "all", "n", NULL};

	return token_one_of(t, i, endings);
}

/* "L'Estrange", where capitals tell something: no eponym. */
static bool
is_french(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *name = &t->token[i + 2];

	return context_tells_case(t) && token_is(t, &t->token[i], "l") &&
	       t->token[i].letter_case == CASE_UPPER &&
	       name->letter_case == CASE_TITLE && name->end - name->begin > 3 &&
	       fact[i + 2].kind >= FACT_UNKNOWN &&
	       fact[i + 2].kind != FACT_EPONYM &&
	       !(name->words & (WORD_MEDICAL | WORD_CURATED | WORD_BRAND));
}

/* "Nu'u", "Ma'ruf", "Dell'Orto": what an apostrophe ties to a name. */
static void
take_apostrophes(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const size_t last = i + 2;

		if (!context_sign(t, i + 1, '\'') || !context_glued(t, i + 1) ||
		    !context_glued(t, last) || t->token[i].kind != TOKEN_WORD ||
		    t->token[last].kind != TOKEN_WORD)
			continue;
		if (is_french(t, fact, i)) {
			context_take(fact, i, "name-part", 75);
			context_take(fact, last, "name-part", 75);
		} else if (i > 0 && fact[i - 1].gone && !fact[i].gone &&
			   t->token[i].space_before &&
			   token_is(t, &t->token[i], "o")) {
			/* "siobhan o'leary", "maeve o'h" */
			context_take(fact, i, "name-part", 75);
			context_take(fact, last, "name-part", 75);
		} else if (fact[i].gone && !is_ending(t, last)) {
			context_take(fact, last, "name-part", 80);
		} else if (fact[last].gone && fact[i].kind >= FACT_UNKNOWN) {
			context_take(fact, i, "name-part", 80);
		} else if (i > 0 && fact[i - 1].gone && !is_ending(t, last) &&
			   t->token[i].letter_case == CASE_TITLE &&
			   t->token[i].space_before &&
			   t->token[i - 1].letter_case == CASE_TITLE) {
			context_take(fact, i, "name-part", 75);
			context_take(fact, last, "name-part", 75);
		}
	}
}

/* "Yusuf Can, 9 yo": a small word that a name is made of, written large behind
 * the first of it, where nothing more comes. */
static void
take_small_surname(const struct text *t, struct fact *fact)
{
	FEW(surnames, "an", "can", "do", "in", "le", "may");

	if (!context_tells_case(t))
		return;
	for (size_t i = 1; i < t->token_count; i++) {
		const size_t next = i + 1;

		if (fact[i - 1].gone && !fact[i].gone &&
		    fact[i].kind >= FACT_UNKNOWN &&
		    t->token[i].letter_case == CASE_TITLE &&
		    t->token[i - 1].letter_case == CASE_TITLE &&
		    t->token[i].space_before && token_few(t, i, &surnames) &&
		    (next == t->token_count || context_sign(t, next, ',') ||
			context_sign(t, next, '.') ||
			context_sign(t, next, '(') ||
			token_is(t, &t->token[next], "is")))
			context_take(fact, i, "name-part", 75);
	}
}

void
context_tied(const struct text *t, struct fact *fact)
{
	if (text_has(t, '-'))
		take_hyphens(t, fact);
	if (text_has(t, '\''))
		take_apostrophes(t, fact);
	take_small_surname(t, fact);
}
