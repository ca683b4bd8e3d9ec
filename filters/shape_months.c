/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Dates by the names of months, and days that need none. */

/* Behind a date: ", 2026", " '26", " 26" (only 'nn or 4 digits). */
size_t
date_over_year(const struct lexemes *l, size_t last)
{
	size_t i = last + 1;

	if (lexeme_punct(l, i, ','))
		i++;
	else if (lexeme_punct(l, i, '.') && l->at[i + 1].gap == 1)
		i++;
	if (lexeme_is(l, i, "of") || lexeme_punct(l, i, '-') ||
	    lexeme_punct(l, i, '/'))
		i++;
	if (date_is_year(l, i) && l->at[i].gap < 2)
		return i;
	if (lexeme_punct(l, i, '\'') && l->at[i + 1].kind == LEX_INT &&
	    l->at[i + 1].digits == 2 && !l->at[i + 1].gap)
		return i + 1;
	return last;
}

static bool
is_spoken_day(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_NUM && l->at[i].value >= 1 &&
	       l->at[i].value <= 30;
}

/* "march the ninth", "December twenty-third"; 0: none. */
static size_t
over_spoken_day(const struct lexemes *l, size_t i)
{
	if (lexeme_is(l, i, "the"))
		i++;
	if (is_spoken_day(l, i) && l->at[i].value >= 20 &&
	    lexeme_punct(l, i + 1, '-'))
		i += 2;
	else if (is_spoken_day(l, i) && l->at[i].value >= 20 &&
		 l->at[i + 1].kind == LEX_ORDINAL)
		i++;
	return l->at[i].kind == LEX_ORDINAL ? i : 0;
}

/* "twenty twenty-six", "nineteen eighty" behind a spelt date. */
static size_t
over_spoken_year(const struct lexemes *l, size_t last)
{
	size_t i = last + 1, count = 0;

	if (l->at[i].kind != LEX_NUM ||
	    (l->at[i].value != 20 && l->at[i].value != 19))
		return last;
	while (count < 5 &&
	       (l->at[i].kind == LEX_NUM ||
		   (lexeme_punct(l, i, '-') && l->at[i + 1].kind == LEX_NUM))) {
		count++;
		i++;
	}
	return count > 1 ? i - 1 : last;
}

/* A weekday before the date: "Sat 8 Nov", "Tuesday, 14 March". */
static size_t
over_weekday_before(const struct lexemes *l, size_t first)
{
	size_t i = first;

	if (i && (lexeme_punct(l, i - 1, ',') || lexeme_punct(l, i - 1, '.') ||
		     lexeme_is(l, i - 1, "the")))
		i--;
	if ((l->at[i - 1].kind == LEX_WEEKDAY ||
		(l->at[i - 1].kind == LEX_WEEKDAY_MAYBE &&
		    date_weekday_for_sure(l, i - 1))) &&
	    l->at[i].gap < 2)
		return i - 1;
	return first;
}

void
date_found(struct lexemes *l, size_t first, size_t last, const char *rule,
    unsigned certainty)
{
	first = over_weekday_before(l, first);
	shape_found(l, first, last, SCRUB_DATE, rule, certainty);
}

static const char *const articles[] = {"a", "an", NULL};

/* --- a month by name ----------------------------------------------------- */

/* The first lexeme of the day before a month: "14th of", "5-7", "3 & 4". */
static size_t
over_day_before(const struct lexemes *l, size_t month)
{
	size_t i = month;

	if (i > 1 && lexeme_punct(l, i - 1, '.') && date_is_day(l, i - 2))
		i--;
	if (i > 1 && (lexeme_is(l, i - 1, "of") || lexeme_is(l, i - 1, "de") ||
			 lexeme_is(l, i - 1, "bulan")))
		i--;
	if (!i || l->at[i].gap > 1 || l->at[i - 1].taken)
		return month;
	if (!date_is_day(l, i - 1))
		return l->at[i - 1].kind == LEX_NUM && i != month ? i - 1
								  : month;
	i--;
	if (l->at[i].kind == LEX_ORDINAL && i > 1 &&
	    lexeme_punct(l, i - 1, '-') && l->at[i - 2].kind == LEX_NUM)
		i -= 2;
	else if (i > 1 && date_is_day(l, i - 2) &&
		 (lexeme_punct(l, i - 1, '-') || lexeme_punct(l, i - 1, '/') ||
		     lexeme_punct(l, i - 1, '&') ||
		     lexeme_is(l, i - 1, "and") || lexeme_is(l, i - 1, "to") ||
		     lexeme_is(l, i - 1, "s/d") ||
		     lexeme_is(l, i - 1, "sampai") ||
		     lexeme_is(l, i - 1, "dan") || lexeme_is(l, i - 1, "or")))
		i -= 2;
	return i;
}

/* "Dec 2 w the drain": no watts. */
static bool
is_with(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i, "w") && l->at[i].gap == 1 &&
	       (l->at[i + 1].kind == LEX_FUNC ||
		   l->at[i + 1].kind == LEX_PERSON ||
		   lexeme_punct(l, i + 1, '/'));
}

static size_t
over_day_behind(const struct lexemes *l, size_t month)
{
	size_t i = month + 1;

	if (lexeme_punct(l, i, '.') && l->at[i + 1].gap == 1)
		i++;
	if (lexeme_is(l, i, "the"))
		i++;
	if (l->at[i].gap > 1 || !date_is_day(l, i) ||
	    (lexeme_unit(l, i + 1) && !is_with(l, i + 1)))
		return month;
	if ((lexeme_punct(l, i + 1, '-') || lexeme_punct(l, i + 1, '/') ||
		lexeme_punct(l, i + 1, '&')) &&
	    date_is_day(l, i + 2) && !lexeme_unit(l, i + 3))
		return i + 2;
	return i;
}

/* APR, OCT, DES: operations, scans and stents in capitals. */
static bool
is_abbreviation(const struct lexemes *l, size_t i)
{
	return l->at[i].letters == 3 && lexeme_upper(l, i) && !l->t->all_caps;
}

/* "may" after a preposition, before no verb; "march" likewise. */
static bool
month_alone(const struct lexemes *l, size_t i)
{
	static const char *const before[] = {"in", "since", "until", "till",
	    "last", "next", "this", "by", "early", "late", "mid", "end",
	    "bulan", "from", "sejak", "of", "before", "after", "during",
	    "start", "around", "every", "each", "pertengahan", "awal", "akhir",
	    "through", "is", "s", NULL};
	static const char *const verbs[] = {"be", "need", "have", "want", "not",
	    "i", "we", "you", "he", "she", "the", "help", "bleed", "come", "go",
	    "also", "well", "as", NULL};
	static const char *const words[] = {"may", "march", "sep", "mar", "dec",
	    "des", "jun", "jul", "agu", "ags", "nop", NULL};
	/* A scan, an augmented pressure, a resection, in small letters. */
	static const char *const clinical[] = {"oct", "aug", "apr", NULL};
	bool cue = lexeme_in(l, i - 1, before) || l->at[i - 1].taken;

	if (lexeme_is(l, i - 1, "the") && lexeme_title(l, i) &&
	    !l->t->all_caps && l->at[i + 1].kind == LEX_WORD &&
	    l->at[i + 1].gap == 1 && !lexeme_title(l, i + 1) &&
	    (lexeme_is(l, i, "may") || lexeme_is(l, i, "march")))
		return true; /* "the May audit" */
	if (l->at[i].kind == LEX_MONTH_OTHER || lexeme_in(l, i - 1, articles))
		return false;
	if (lexeme_punct(l, i + 1, '-') && !l->at[i + 1].gap &&
	    l->at[i + 2].letters && !l->at[i + 2].gap)
		return false; /* May-Thurner */
	if (is_abbreviation(l, i) && !cue)
		return false;
	if (lexeme_is(l, i, "des") && l->lang != SCRUB_ID_ID)
		return false;
	if (l->at[i].kind == LEX_MONTH)
		return cue || !lexeme_in(l, i, clinical) ||
		       (lexeme_title(l, i) && !l->t->all_caps);
	if (lexeme_is(l, i - 1, "this") && l->at[i + 1].kind == LEX_WORD)
		return false;
	if (lexeme_in(l, i - 1, before) || lexeme_punct(l, i - 1, '-'))
		return !lexeme_is(l, i - 1, "s") || !lexeme_in(l, i + 1, verbs);
	if (lexeme_in(l, i + 1, verbs) && !l->at[i + 1].taken)
		return false;
	if (l->at[i - 1].taken)
		return true;
	if (lexeme_in(l, i, words))
		return lexeme_title(l, i) && !l->t->all_caps &&
		       l->at[i + 1].kind == LEX_PUNCT &&
		       l->at[i - 1].kind != LEX_PUNCT &&
		       l->at[i - 1].kind != LEX_END;
	return true;
}

/* "akhir Maret", "third week of August", "first wk of Sept", "pekan pertama
 * Maret": the part of the month goes with it. */
static size_t
over_part_before(const struct lexemes *l, size_t first)
{
	static const char *const part[] = {
	    "pertengahan", "awal", "akhir", "penghujung", NULL};
	static const char *const week[] = {
	    "week", "wk", "weekend", "wknd", "pekan", "minggu", NULL};
	size_t of = first - lexeme_is(l, first - 1, "of");

	if (lexeme_in(l, first - 1, part))
		return first - 1;
	if (lexeme_in(l, of - 1, week))
		return of - 1 - (l->at[of - 2].kind == LEX_ORDINAL);
	if (lexeme_is(l, of - 1, "pertama") && lexeme_in(l, of - 2, week))
		return of - 2;
	return first;
}

size_t
date_month(struct lexemes *l, size_t i)
{
	size_t first = over_day_before(l, i), last = i, behind;
	bool day = first != i;

	if (l->at[i + 1].kind == LEX_PUNCT &&
	    (lexeme_punct(l, i + 1, '/') || lexeme_punct(l, i + 1, '-')) &&
	    date_is_month(l->at[i + 2].kind) && !l->at[i + 2].gap)
		last = i + 2;
	behind = day ? last : over_day_behind(l, last);
	if (behind != last)
		day = true;
	if (!day && (behind = over_spoken_day(l, last + 1)) != 0)
		day = true;
	last = behind > last ? behind : last;
	last = date_over_year(l, last);
	last = over_spoken_year(l, last);
	if (!day && last == i && !month_alone(l, i))
		return i;
	if (lexeme_is(l, i, "des") && is_abbreviation(l, i) &&
	    l->lang != SCRUB_ID_ID)
		return i;
	if (lexeme_is(l, i, "may") && first == i && last == i + 1 &&
	    lexeme_is(l, last + 1, "of"))
		return i;
	if (!day || first == i)
		first = over_part_before(l, first);
	date_found(l, first, last, "date-month", day ? 97 : 85);
	return last;
}

/* --- a day of a month nobody names ---------------------------------------- */

/* What there are first, second and twelfth ones of. */
static const char *const counted[] = {"year", "years", "one", "time", "case",
    "unit", "dose", "day", "week", "hour", "minute", "centile", "percentile",
    "century", "edition", "rib", "nerve", "cranial", "patient", "birthday",
    "assistant", "floor", "month", "rank", "grade", "generation", "hospital",
    "toe", "finger", "metatarsal", "ray", "ventricle", "intercostal",
    "thoracic", "gestational", "line", "degree", "attempt", "pass", NULL};

static bool
is_ending(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_PUNCT || x->kind == LEX_END ||
	       x->kind == LEX_FUNC || x->kind == LEX_PREP ||
	       x->kind == LEX_TIME || x->kind == LEX_REL ||
	       x->kind == LEX_DAY_PART || x->gap > 1;
}

/* "weekend of" before "the 14th": how many lexemes, with "the". */
static size_t
over_weekend(const struct lexemes *l, size_t the)
{
	static const char *const part[] = {
	    "weekend", "week", "wknd", "wk", NULL};

	return lexeme_is(l, the - 1, "of") && lexeme_in(l, the - 2, part) ? 3
									  : 0;
}

/* "the 14th", "from the 24th": a day unless it counts a thing. */
void
date_ordinal(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	bool the = lexeme_is(l, i - 1, "the");
	size_t before = i - 1 - the;
	bool spelt = x->value > 1000;
	unsigned day = x->value % 1000;
	bool cue = date_is_cue(l, before) && !lexeme_is(l, before, "in") &&
		   !lexeme_is(l, before, "at") && !lexeme_is(l, before, "of");
	bool strong = date_is_strong_cue(l, before);
	static const char *const month[] = {"inst", "ult", "prox", NULL};
	bool stop =
	    next->kind == LEX_PUNCT || next->kind == LEX_END || next->gap > 1;

	if (day && day <= 31 && !spelt && lexeme_in(l, i + 1, month)) {
		shape_found(l, i, i + 1, SCRUB_DATE, "date-ordinal", 85);
		return; /* "13th inst." */
	}
	if (!day || day > 31 || lexeme_in(l, i + 1, counted) ||
	    (lexeme_punct(l, i + 1, '-') && !next->gap))
		return;
	if (spelt && day < 11 && !strong)
		return;
	if ((lexeme_is(l, i + 1, "and") || lexeme_is(l, i + 1, "to")) &&
	    l->at[i + 2].kind == LEX_ORDINAL && lexeme_in(l, i + 3, counted))
		return; /* "between 3rd and 4th rib" */
	if ((cue && is_ending(l, i + 1)) || (strong && !spelt) ||
	    (the && stop && !spelt &&
		(day > 4 || l->at[before].kind == LEX_FUNC)) ||
	    (the && day > 12 && !spelt) || (spelt && the && cue) ||
	    (day > 12 && is_ending(l, i + 1) && !spelt))
		shape_found(l, i - (the ? over_weekend(l, i - 1) : 0), i,
		    SCRUB_DATE, "date-ordinal", cue || strong ? 80 : 65);
}
