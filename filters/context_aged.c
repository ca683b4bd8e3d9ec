/* SPDX-License-Identifier: MIT */
#include "context_aged.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)
#define PLAIN (WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND)
#define ADULT 18u
#define OLDEST 120u
#define GAUGE 40u  /* no drain is wider */
#define FRENCH 30u /* "Foley 16F": no larger catheter */

/* Undecided, and in a list of names. */
static bool
may_be_called(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       fact[i].cues == 0 && fact[i].kind >= FACT_NAME &&
	       fact[i].kind <= FACT_EPONYM && (t->token[i].words & PERSON) != 0;
}

/* The digits that begin at byte `at` of token i, 1 to 3 of them: how many are
 * they, and *n, up to anybody's years; 0: none. */
static uint32_t
years_at(const struct text *t, size_t i, uint32_t at, unsigned *n)
{
	const struct token *w = &t->token[i];
	uint32_t k = w->begin + at;

	*n = 0;
	while (k < w->end && k < w->begin + at + 4 && t->fold[k] >= '0' &&
	       t->fold[k] <= '9')
		*n = 10 * *n + (unsigned)(t->fold[k++] - '0');
	k -= w->begin + at;
	return k < 4 && *n > 0 && *n <= OLDEST ? k : 0;
}

/* The whole number that token i is; 0: none, or more than anybody's years. */
static unsigned
years(const struct text *t, size_t i)
{
	unsigned n = 0;

	if (i >= t->token_count || t->token[i].kind != TOKEN_NUMBER ||
	    years_at(t, i, 0, &n) != t->token[i].end - t->token[i].begin)
		return 0;
	return n;
}

/* "Chase, 67, AAA": behind a comma a number alone will do. */
static bool
behind_comma(const struct text *t, size_t i)
{
	static const char *const units[] = {"y", "yo", "yr", "yrs", "years",
	    "m", "f", "male", "female", "th", "thn", "tahun", "bln", "bulan",
	    "wk", "wks", "mo", "mos", "months", "weeks", "l", "p", "lk", "pr",
	    "laki", NULL};
	const unsigned n = years(t, i + 2);

	return context_sign(t, i + 1, ',') && n != 0 &&
	       (token_one_of(t, i + 3, units) ||
		   (n >= ADULT && context_sign(t, i + 3, ',')));
}

/* Of so many years a man or a woman, and no size of a tube? */
static bool
is_grown(unsigned n, char sex)
{
	return sex == 'f' ? n > FRENCH : n >= ADULT;
}

/* "54M", "6yo", "F71", run together. */
static bool
is_glued(const struct text *t, size_t i)
{
	FEW(units, "yo", "yr", "yrs", "yf", "ym", "yof", "yom", "yrold");
	const struct token *w = &t->token[i];
	const char *s = t->fold + w->begin;
	const uint32_t len = w->end - w->begin;
	uint32_t digits;
	unsigned n;

	if (i >= t->token_count || w->kind != TOKEN_MIXED)
		return false;
	if (s[0] == 'f' || s[0] == 'm')
		return years_at(t, i, 1, &n) + 1 == len && is_grown(n, s[0]);
	digits = years_at(t, i, 0, &n);
	if (digits == 0 || digits == len)
		return false;
	if (digits + 1 == len && (s[digits] == 'f' || s[digits] == 'm'))
		return is_grown(n, s[digits]);
	return (digits + 1 == len && s[digits] == 'y') ||
	       few_has(&units, s + digits, len - digits);
}

/* "4 yo", "80 yr old", "4-year-old", "71 F"; of a name that nothing is called
 * after "7 yrs" alone, too. */
static bool
is_spaced(const struct text *t, size_t i, bool named, bool only_name)
{
	static const char *const units[] = {"yr", "yrs", "year", "years",
	    "month", "months", "week", "weeks", "day", "days", NULL};
	const unsigned n = years(t, i);
	size_t at = i + 1;

	if (n == 0)
		return false;
	at += context_sign(t, at, '-');
	if (at >= t->token_count)
		return false;
	if (token_is(t, &t->token[at], "yo") ||
	    (token_is(t, &t->token[at], "y") && context_sign(t, at + 1, '/')))
		return true;
	if (token_is(t, &t->token[at], "f") || token_is(t, &t->token[at], "m"))
		return is_grown(n, t->fold[t->token[at].begin]) &&
		       !context_sign(t, at + 1, '/');
	if (!token_one_of(t, at, units))
		return false;
	if (token_one_of(t, at, units + 4)) {
		if (named)
			return false; /* "Kasai, 54 days old" */
		only_name = false;    /* "Hope 3 days" */
	}
	at++;
	at += context_sign(t, at, '-');
	return (at < t->token_count && token_is(t, &t->token[at], "old")) ||
	       only_name;
}

/* "M 54", "F, 67", "M/54" */
static bool
is_sex_first(const struct text *t, size_t i)
{
	size_t at = i + 1;
	unsigned n;

	if (i >= t->token_count || t->token[i].kind != TOKEN_WORD ||
	    !(token_is(t, &t->token[i], "f") || token_is(t, &t->token[i], "m")))
		return false;
	at += context_sign(t, at, ',') || context_sign(t, at, '/');
	n = years(t, at);
	return n >= ADULT &&
	       !(context_sign(t, at + 1, '/') || context_sign(t, at + 1, '%') ||
		   context_sign(t, at + 1, '.'));
}

/* Where a row, or what is said of one, begins. */
static bool
begins(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(next, "next", "then", "is", "for", "have", "got", "also", "after",
	    "plus", "add", "and", "first", "last", "by");

	return i == 0 || t->token[i].sentence_start ||
	       (fact[i - 1].kind == FACT_PUNCT && t->token[i].space_before &&
		   !context_sign(t, i - 1, ',')) ||
	       token_few(t, i - 1, &next);
}

/* A word that is said of everybody, or a disease: "Young 24M", "Bell 44F". */
static bool
is_nobody(const struct text *t, size_t i)
{
	FEW(anyone, "young", "old", "little", "poor", "fit", "good", "black",
	    "white", "brown", "strong", "normal", "male", "baby", "guy", "man",
	    "child", "gent", "lady", "noble", "small", "short", "long", "case",
	    "rich", "wise", "sweet", "dear", "turner", "down");

	return token_few(t, i, &anyone) || in_list(t, i, LIST_DISEASE);
}

/* "Walsh 54M R TKR", "Kelly, J. 80 yr old NOF", "Murphy (F, 67) hemi" */
static bool
on_board(const struct text *t, struct fact *fact, size_t i)
{
	const unsigned words = t->token[i].words;
	const bool named = fact[i].kind == FACT_EPONYM;
	size_t at = i + 1, letter = 0;

	if ((named && (!(words & (WORD_STRONG | WORD_FORENAME)) ||
			  words & WORD_BRAND)) ||
	    is_nobody(t, i) || !begins(t, fact, i) ||
	    (context_tells_case(t) && !context_large(t, i)))
		return false;
	if (fact[i].kind == FACT_BOTH &&
	    (words & (WORD_BRAND | WORD_THING | WORD_COUNTRY) ||
		(words & (WORD_MEDICAL | WORD_CURATED) &&
		    !(words & WORD_MOSTLY))))
		return false;
	at += context_sign(t, at, ',');
	if (context_letter(t, at) && context_large(t, at) &&
	    !is_sex_first(t, at)) {
		letter = at;
		at += 1u + context_sign(t, at + 1, '.');
		at += context_sign(t, at, ',');
	}
	at += context_sign(t, at, '(');
	if (!is_glued(t, at) && !is_sex_first(t, at) &&
	    !is_spaced(t, at, named,
		!named || (words & WORD_FORENAME && !(words & PLAIN))))
		return false;
	/* the first letter of the other name */
	if (letter > 0)
		context_take(fact, letter, "initial", 75);
	return true;
}

/* "51th", "3bln", "67yo", "67M": years or months in one word with their unit or
 * an adult's sex; how many of years, 1 of months, 0: none. */
static unsigned
glued_years(const struct text *t, size_t i)
{
	static const char *const units[] = {"th", "thn", "tahun", "bln",
	    "bulan", "y", "yo", "yof", "yom", "yr", NULL};
	const struct token *w = &t->token[i];
	unsigned n = 0;
	uint32_t at;

	if (w->kind != TOKEN_MIXED || (at = years_at(t, i, 0, &n)) == 0)
		return 0;
	at += w->begin;
	if (w->end - at == 1 && n >= ADULT &&
	    (t->norm[at] == 'M' || t->norm[at] == 'F'))
		return n;
	for (size_t k = 0; units[k]; k++)
		if (strlen(units[k]) == w->end - at &&
		    memcmp(units[k], t->fold + at, w->end - at) == 0)
			return *units[k] == 'b' ? 1 : n;
	return 0;
}

/* May somebody of these years be called so? Not what they are like, and not
 * what is said in operating rooms: "young 25M", "jaga 3bln". */
static bool
may_be_aged(const struct text *t, const struct fact *fact, size_t i, unsigned n)
{
	FEW(like, "adult", "best", "black", "blind", "bright", "brown", "early",
	    "fair", "fit", "frail", "gentle", "good", "green", "grey", "hardy",
	    "late", "last", "long", "may", "next", "nice", "old", "pleasant",
	    "red", "rich", "short", "small", "smoker", "stable", "stout",
	    "strong", "well", "whipple", "white", "yellow", "young");
	const struct token *w = &t->token[i];
	const bool title = w->letter_case == CASE_TITLE;
	const bool strong = w->words & WORD_STRONG && title && n >= ADULT;

	if ((!w->sentence_start && !title) || !fact[i].open || fact[i].gone ||
	    fact[i].sure || !(w->words & PERSON) || token_few(t, i, &like) ||
	    is_nobody(t, i) ||
	    fact[i].cues &
		~(strong ? CUE_DOES | CUE_MODAL | CUE_NOT | CUE_PLACE | CUE_TELL
			 : 0))
		return false;
	if (w->words & WORD_CURATED && !(title && n >= ADULT))
		return false;
	if (fact[i].kind == FACT_EPONYM || w->words & (WORD_THING | WORD_BRAND))
		return strong;
	return fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH;
}

static bool
is_between(const struct text *t, size_t i)
{
	return context_sign(t, i, '/') || context_sign(t, i, '-') ||
	       context_sign(t, i, ',') || context_sign(t, i, ':') ||
	       context_sign(t, i, '(');
}

static bool
is_sex(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->end - w->begin == 1 &&
	       (t->norm[w->begin] == 'M' || t->norm[w->begin] == 'F');
}

/* "heri 51th struma", "Smith, 67M, hernia", "Wahyu L/51th", "Titin P 3bln": the
 * years right behind, or the sex between. */
static void
aged_behind(const struct text *t, struct fact *fact, size_t i)
{
	FEW(sex, "l", "p", "lk", "pr", "m", "f");
	static const char *const units[] = {
	    "th", "thn", "tahun", "bln", "yo", NULL};
	const bool known =
	    fact[i].kind == FACT_NAME || t->token[i].words & WORD_STRONG;
	size_t at = i + 1;
	unsigned n;

	at += is_between(t, at);
	if (token_few(t, at, &sex))
		at++;
	if (at > i + 1)
		at += is_between(t, at);
	if (at >= t->token_count || fact[at].gone)
		return;
	n = glued_years(t, at);
	if (n == 0 && known &&
	    (token_one_of(t, at + 1, units) || is_sex(t, at + 1))) {
		n = years(t, at++);
		if (n < ADULT && is_sex(t, at))
			return; /* "grade 2 F" */
	}
	/* "Foley 24F", "blake 19f": French */
	if (n < GAUGE && t->norm[t->token[at].end - 1] == 'F' &&
	    t->token[i].words & (PLAIN | WORD_EPONYM))
		return;
	if (n > 0 && may_be_aged(t, fact, i, n))
		context_take(fact, i, "word-as-name", 75);
}

void
context_aged(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	if (!(t->kinds & (1u << TOKEN_NUMBER | 1u << TOKEN_MIXED)))
		return;
	for (size_t i = text_word(t, 0); i + 1 < t->token_count;
	     i = text_word(t, i + 1)) {
		if (t->token[i].end - t->token[i].begin < 2)
			continue;
		aged_behind(t, fact, i);
		if (!may_be_called(t, fact, i))
			continue;
		if ((t->token[i].sentence_start &&
			(fact[i].kind != FACT_EPONYM ||
			    t->token[i].words & WORD_STRONG) &&
			!(t->token[i].words & PLAIN) && behind_comma(t, i)) ||
		    (lang == SCRUB_EN && on_board(t, fact, i)))
			context_take(fact, i, "word-as-name", 75);
	}
}
