/* SPDX-License-Identifier: MIT */
#include "context_dotted.h"

#include <string.h>

#include "context_place.h"
#include "context_token.h"

/* Letters with dots that are no name's: of both languages, of Indonesian. */
static const char *const dotted_words[] = {"eg", "ie", "am", "pm", "po", "iv",
    "im", "sc", "pr", "us", "uk", "usa", "ok", "or", "er", "ed", "icu", "npo",
    "nb", "ps", "ca", "no", "ng", "og", "dr", "md", "rn", "phd", "tds", "qds",
    "qid", "bid", "tid", "prn", "dc", "hr", "bp", "id", "vs", "ct", "mri", "eu",
    "uae", "tb", "va", "vac", NULL};
/* And in small letters, which hardly anybody writes initials in. */
static const char *const dotted_small[] = {"ac", "ad", "aa", "bd", "cc", "cf",
    "ga", "hs", "io", "la", "od", "om", "on", "os", "ot", "ou", "pc", "pv",
    "qd", "qh", "qhs", "qs", "rl", "sd", "sl", "sos", "sr", "kvo", "rsvp",
    "asap", "fyi", "pps", "sp", "st", "wbc", "rbc", "hb", "ett", "ivf", "yo",
    "dl", "nbm", "nka", "nkda", "diy", "tv", "bc", "ml", "mg", "kg", "cm", "mm",
    "kiss", "tbc", "rlq", "luq", "ruq", "llq", NULL};
static const char *const dotted_id[] = {"sl", "bd", "od", "cf", "an", "et",
    "mr", "ms", "fu", "hx", "rr", "sp", "op", "st", "sn", "dl", "un", "wa",
    "hp", "rs", "rm", "bb", "rt", "rw", "vc", "av", "vv", "aa", "ta", "td",
    "tt", "sd", "dd", "ku", "pa", "ui", NULL};

static bool
is_one_of(const char *const *list, const char *word)
{
	while (*list && strcmp(*list, word) != 0)
		list++;
	return *list != NULL;
}

/* "I.V.", "R.S." of a hospital: letters with dots from token i on. */
static bool
is_abbreviation(
    const struct text *t, enum scrub_lang lang, size_t i, size_t letters)
{
	char word[5] = {0};

	if (letters > 4)
		return false;
	for (size_t k = 0; k < letters; k++)
		word[k] = t->fold[t->token[i + 2 * k].begin];
	return is_one_of(dotted_words, word) ||
	       (!context_large(t, i) && is_one_of(dotted_small, word)) ||
	       (lang == SCRUB_ID_ID && is_one_of(dotted_id, word));
}

/* Letters with dots from token i on: how many, 0 when it is none. */
static size_t
dotted(const struct text *t, const struct fact *fact, size_t i)
{
	size_t n = 0;

	while (i + 2 * n < t->token_count && context_letter(t, i + 2 * n) &&
	       fact[i + 2 * n].open == false &&
	       fact[i + 2 * n].kind == FACT_SAFE &&
	       (n == 0 || context_glued(t, i + 2 * n))) {
		n++;
		if (!context_sign(t, i + 2 * n - 1, '.') ||
		    !context_glued(t, i + 2 * n - 1))
			break;
	}
	return n;
}

/* Behind "p.j", in small letters: the stop of the last one, too. */
static bool
ends_dotted(const struct text *t, size_t i)
{
	return context_sign(t, i, '.') && context_glued(t, i);
}

/* "on behalf of v.s.", "atas nama v.s.", "paraf r.w." */
static bool
signed_for(const struct text *t, size_t i)
{
	if (i == 0)
		return false;
	if (token_is(t, &t->token[i - 1], "paraf") ||
	    token_is(t, &t->token[i - 1], "inisial"))
		return true;
	return i > 1 && ((token_is(t, &t->token[i - 1], "of") &&
			     token_is(t, &t->token[i - 2], "behalf")) ||
			    (token_is(t, &t->token[i - 1], "nama") &&
				token_is(t, &t->token[i - 2], "atas")));
}

/* "m.j. 1300, c.c. back 1330", "from K.B. for T.T.": other letters are
 * somebody's already, no number is before these, and they are none that stand
 * in every note. */
static bool
among_people(const struct text *t, const struct fact *fact, size_t i)
{
	const char word[3] = {
	    t->fold[t->token[i].begin], t->fold[t->token[i + 2].begin], '\0'};

	return !is_one_of(dotted_words, word) &&
	       (i == 0 || fact[i - 1].kind == FACT_PUNCT ||
		   (fact[i - 1].cues & (CUE_AND | CUE_FOR | CUE_FROM)) != 0);
}

#define INITIALS_MAX 4u /* of more letters it is an acronym: R.E.N.A.L. */

/* "Lim K.S. bleeding": before initials in capitals. */
static bool
is_surname(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned others = WORD_FREQUENT | WORD_COUNTRY | WORD_BRAND;
	const uint64_t nobody = CUE_TITLE | CUE_ROLE | CUE_PATIENT;
	const struct token *w;

	if (i == 0 || !context_large(t, i) || !t->token[i].space_before)
		return false;
	w = &t->token[i - 1];
	return w->kind == TOKEN_WORD && w->letter_case == CASE_TITLE &&
	       fact[i - 1].open && !fact[i - 1].sure &&
	       w->words & WORD_SURNAME && !(w->words & others) &&
	       !(fact[i - 1].cues & nobody);
}

static void
take_dotted(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	bool large = false, small = false;

	for (size_t i = 0; i < t->token_count; i++) {
		size_t n = context_letter(t, i) ? dotted(t, fact, i) : 0;
		const uint64_t left = i > 0 ? fact[i - 1].cues : 0;
		const bool cue =
		    (left & (CUE_TITLE | CUE_PATIENT | CUE_TELL | CUE_NAMED |
				CUE_BY | CUE_WITH)) != 0;

		if (n < 2)
			continue;
		if ((context_large(t, i) || ends_dotted(t, i + 2 * n - 1)) &&
		    !(t->all_caps && !cue) && (n <= INITIALS_MAX || cue) &&
		    (!is_abbreviation(t, lang, i, n) || signed_for(t, i) ||
			(n == 2 && (context_large(t, i) ? large : small) &&
			    among_people(t, fact, i)))) {
			for (size_t k = 0; k < n; k++)
				context_take(fact, i + 2 * k, "initials", 85);
			if (is_surname(t, fact, i))
				context_take(fact, i - 1, "name-part", 75);
			*(context_large(t, i) ? &large : &small) = true;
		}
		i += 2 * n - 2;
	}
}

/* Two letters of one case with this sign between, nothing else. */
static bool
tied(const struct text *t, const struct fact *fact, size_t i, char sign)
{
	return context_letter(t, i + 2) && context_sign(t, i + 1, sign) &&
	       context_glued(t, i + 1) && context_glued(t, i + 2) &&
	       context_large(t, i) == context_large(t, i + 2) &&
	       fact[i].kind == FACT_SAFE && fact[i + 2].kind == FACT_SAFE;
}

/* "R.": a capital with its stop right before token i; or i itself. */
static size_t
first_of(const struct text *t, const struct fact *fact, size_t i)
{
	while (i > 1 && context_sign(t, i - 1, '.') &&
	       context_glued(t, i - 1) && context_letter(t, i - 2) &&
	       fact[i - 2].kind == FACT_SAFE &&
	       context_large(t, i - 2) == context_large(t, i))
		i -= 2;
	return i;
}

static void
take_from(const struct text *t, struct fact *fact, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (t->token[i].kind == TOKEN_WORD)
			context_take(fact, i, "initials", 80);
}

/* "O'D.", "T.O'R.", "b.o'l.", "M'B": no "I'm", no "A'B" of a message in
 * capitals. */
static void
take_apostrophe(const struct text *t, struct fact *fact, size_t i)
{
	const bool o = token_is(t, &t->token[i], "o");
	const size_t first = first_of(t, fact, i);

	if (!tied(t, fact, i, '\'') || token_is(t, &t->token[i], "i") ||
	    (!o && (t->all_caps || !context_large(t, i))))
		return;
	if (!context_large(t, i) && first == i && !context_sign(t, i + 3, '.'))
		return;
	take_from(t, fact, first, i + 2);
}

/* "J.-P.", "T.-W. L.": capitals with stops, and a hyphen. */
static void
take_hyphened(const struct text *t, struct fact *fact, size_t i)
{
	const size_t second = i + 3;

	if (!context_large(t, i) || !context_sign(t, i + 1, '.') ||
	    !context_sign(t, i + 2, '-') || !context_glued(t, i + 1) ||
	    !context_glued(t, i + 2) || !context_glued(t, second) ||
	    fact[i].kind != FACT_SAFE || !context_large(t, second) ||
	    !((context_letter(t, second) && context_sign(t, second + 1, '.')) ||
		fact[second].gone))
		return;
	context_take(fact, i, "initials", 80);
	context_take(fact, second, "initials", 80);
}

/* "R.McA.", "D. McG.", "McA": a clan's son with its next letter. */
static void
take_mac(const struct text *t, struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const uint32_t len = w->end - w->begin;
	size_t first = i;

	if (w->letter_case != CASE_MIXED || len < 3 || len > 4 ||
	    fact[i].kind < FACT_UNKNOWN || t->norm[w->begin] != 'M' ||
	    t->fold[w->end - 2] != 'c' || t->norm[w->end - 2] != 'c' ||
	    t->norm[w->end - 1] < 'A' || t->norm[w->end - 1] > 'Z')
		return;
	if (i > 1 && context_sign(t, i - 1, '.') && context_letter(t, i - 2) &&
	    context_large(t, i - 2))
		first = first_of(t, fact, i - 2);
	take_from(t, fact, first, i);
}

/* "j. w. needs", "pt r. t.": at the beginning, or behind whoever it is; no
 * "a. v. fistula", no row of a list. */
static bool
may_be_small(const struct text *t, const struct fact *fact, size_t i)
{
	const char word[3] = {
	    t->fold[t->token[i].begin], t->fold[t->token[i + 2].begin], '\0'};
	const size_t next = i + 4;

	return !context_large(t, i + 2) && !strchr("anvm", word[0]) &&
	       !is_one_of(dotted_small, word) && next < t->token_count &&
	       t->token[next].kind == TOKEN_WORD && !context_letter(t, next) &&
	       !(t->token[next].words & WORD_MEDICAL) &&
	       (i == 0 || (fact[i - 1].cues & (CUE_TITLE | CUE_PATIENT)) != 0);
}

/* "C. R. acct", "Q. B. next": two letters, each with its stop and a space. */
static void
take_spaced(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	const size_t second = i + 2;
	char word[3];

	if (t->all_caps || !context_letter(t, second) ||
	    !(context_large(t, i) ? context_large(t, second)
				  : may_be_small(t, fact, i)) ||
	    !context_sign(t, i + 1, '.') || !context_sign(t, second + 1, '.') ||
	    !context_glued(t, i + 1) || !context_glued(t, second + 1) ||
	    context_glued(t, second) || fact[i].kind != FACT_SAFE ||
	    fact[second].kind != FACT_SAFE ||
	    (i > 0 && fact[i - 1].kind != FACT_PUNCT &&
		!(fact[i - 1].cues & (CUE_TITLE | CUE_PATIENT | CUE_TELL |
					 CUE_BY | CUE_WITH | CUE_FOR))))
		return;
	word[0] = t->fold[t->token[i].begin];
	word[1] = t->fold[t->token[second].begin];
	word[2] = '\0';
	if (word[1] == word[0] + 1 || is_one_of(dotted_words, word) ||
	    (lang == SCRUB_ID_ID && is_one_of(dotted_id, word)))
		return;
	take_from(t, fact, i, second);
}

void
context_dotted(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	take_dotted(t, lang, fact);
	for (size_t i = 0; i + 2 < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind != TOKEN_WORD)
			continue;
		if (w->end - w->begin > 1) {
			if (w->letter_case == CASE_MIXED)
				take_mac(t, fact, i);
		} else if (context_sign(t, i + 1, '\'')) {
			take_apostrophe(t, fact, i);
		} else if (context_sign(t, i + 1, '.')) {
			take_hyphened(t, fact, i);
			take_spaced(t, lang, fact, i);
		}
	}
}
