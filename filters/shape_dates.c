/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Dates: every part finer than a year. Source: 45 CFR 164.514(b)(2)(i)(C).
 * A year alone, clock times, durations and fractions stay.
 */

static bool
is_date_cue(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_CUE_DOB || kind == LEX_CUE_DATE ||
	       kind == LEX_PREP || kind == LEX_WEEKDAY ||
	       kind == LEX_WEEKDAY_MAYBE || kind == LEX_REL;
}

static bool
is_any_month(enum lexeme_kind kind)
{
	return kind == LEX_MONTH || kind == LEX_MONTH_MAYBE ||
	       kind == LEX_MONTH_OTHER;
}

/* The cue before i over at most `max` small words: "dob: ", "date is the". */
static bool
cue_before(const struct lexemes *l, size_t i, unsigned max,
    bool (*is_cue)(const struct lexemes *, size_t))
{
	while (max-- && i-- > 0) {
		const struct lexeme *x = &l->at[i];

		if (is_cue(l, i))
			return true;
		if (x->kind != LEX_FUNC && x->kind != LEX_PREP &&
		    !(x->kind == LEX_PUNCT &&
			(x->value == ':' || x->value == '.' ||
			    x->value == '(' || x->value == '=' ||
			    x->value == '-' || x->value == ',' ||
			    x->value == '/' || x->value == '"' ||
			    x->value == '\'' || x->value == '&')) &&
		    !x->taken)
			return false;
	}
	return false;
}

static bool
is_dob(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_CUE_DOB;
}

/* A cue that makes even "4.11" a date: stronger than a preposition. */
static bool
is_strong_cue(const struct lexemes *l, size_t i)
{
	static const char *const also[] = {"visit", "since", "dated", NULL};

	return l->at[i].kind == LEX_CUE_DOB || l->at[i].kind == LEX_CUE_DATE ||
	       l->at[i].kind == LEX_WEEKDAY ||
	       (l->at[i].kind == LEX_WEEKDAY_MAYBE && l->at[i].taken) ||
	       lexeme_in(l, i, also);
}

static bool
is_score(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_SCORE || l->at[i].kind == LEX_VITAL ||
	       l->at[i].kind == LEX_MODEL || l->at[i].kind == LEX_CODING;
}

static bool
is_unit(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_UNIT || kind == LEX_SPAN_UNIT || kind == LEX_YEARS;
}

/* Could d and m be a day and a month, either way round? */
static bool
day_and_month(unsigned a, unsigned b)
{
	return a && b && ((a <= 31 && b <= 12) || (a <= 12 && b <= 31));
}

static bool
is_year(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_INT && x->digits == 4 && x->value >= 1850 &&
	       x->value <= 2100;
}

static bool
is_day(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (x->kind == LEX_ORDINAL)
		return (x->value >= 1 && x->value <= 31) || x->value > 1000;
	if (x->kind == LEX_CODE || x->kind == LEX_FRACTION) {
		unsigned n[3];

		return !x->letters && lexeme_numbers(l, i, n, 3) == 2 && n[0] &&
		       n[1] && n[0] <= 31 && n[1] <= 31;
	}
	return x->kind == LEX_INT && x->value >= 1 && x->value <= 31 &&
	       x->digits <= 2;
}

/* Behind a date: ", 2026", " '26", " 26" (only 'nn or 4 digits). */
static size_t
over_year(const struct lexemes *l, size_t last)
{
	size_t i = last + 1;

	if (lexeme_punct(l, i, ','))
		i++;
	else if (lexeme_punct(l, i, '.') && l->at[i + 1].gap == 1)
		i++;
	if (lexeme_is(l, i, "of") || lexeme_punct(l, i, '-') ||
	    lexeme_punct(l, i, '/'))
		i++;
	if (is_year(l, i) && l->at[i].gap < 2)
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
	if (i &&
	    (l->at[i - 1].kind == LEX_WEEKDAY ||
		l->at[i - 1].kind == LEX_WEEKDAY_MAYBE) &&
	    l->at[i].gap < 2)
		return i - 1;
	return first;
}

static void
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

	if (i > 1 && lexeme_punct(l, i - 1, '.') && is_day(l, i - 2))
		i--;
	if (i > 1 && (lexeme_is(l, i - 1, "of") || lexeme_is(l, i - 1, "de") ||
			 lexeme_is(l, i - 1, "bulan")))
		i--;
	if (!i || l->at[i].gap > 1 || l->at[i - 1].taken)
		return month;
	if (!is_day(l, i - 1))
		return l->at[i - 1].kind == LEX_NUM && i != month ? i - 1
								  : month;
	i--;
	if (l->at[i].kind == LEX_ORDINAL && i > 1 &&
	    lexeme_punct(l, i - 1, '-') && l->at[i - 2].kind == LEX_NUM)
		i -= 2;
	else if (i > 1 && is_day(l, i - 2) &&
		 (lexeme_punct(l, i - 1, '-') || lexeme_punct(l, i - 1, '/') ||
		     lexeme_punct(l, i - 1, '&') ||
		     lexeme_is(l, i - 1, "and") || lexeme_is(l, i - 1, "to") ||
		     lexeme_is(l, i - 1, "s/d") ||
		     lexeme_is(l, i - 1, "sampai") ||
		     lexeme_is(l, i - 1, "dan") || lexeme_is(l, i - 1, "or")))
		i -= 2;
	return i;
}

static size_t
over_day_behind(const struct lexemes *l, size_t month)
{
	size_t i = month + 1;

	if (lexeme_punct(l, i, '.') && l->at[i + 1].gap == 1)
		i++;
	if (lexeme_is(l, i, "the"))
		i++;
	if (l->at[i].gap > 1 || !is_day(l, i) || is_unit(l, i + 1))
		return month;
	if ((lexeme_punct(l, i + 1, '-') || lexeme_punct(l, i + 1, '/') ||
		lexeme_punct(l, i + 1, '&')) &&
	    is_day(l, i + 2) && !is_unit(l, i + 3))
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
	    "des", "jun", "jul", "agu", "ags", NULL};
	bool cue = lexeme_in(l, i - 1, before) || l->at[i - 1].taken;

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
		return true;
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

static size_t
find_month(struct lexemes *l, size_t i)
{
	size_t first = over_day_before(l, i), last = i, behind;
	static const char *const part[] = {"pertengahan", "mid", NULL};
	bool day = first != i;

	if (l->at[i + 1].kind == LEX_PUNCT &&
	    (lexeme_punct(l, i + 1, '/') || lexeme_punct(l, i + 1, '-')) &&
	    is_any_month(l->at[i + 2].kind) && !l->at[i + 2].gap)
		last = i + 2;
	behind = day ? last : over_day_behind(l, last);
	if (behind != last)
		day = true;
	if (!day && (behind = over_spoken_day(l, last + 1)) != 0)
		day = true;
	last = behind > last ? behind : last;
	last = over_year(l, last);
	last = over_spoken_year(l, last);
	if (!day && last == i && !month_alone(l, i))
		return i;
	if (lexeme_is(l, i, "des") && is_abbreviation(l, i) &&
	    l->lang != SCRUB_ID_ID)
		return i;
	if (lexeme_is(l, i, "may") && first == i && last == i + 1 &&
	    lexeme_is(l, last + 1, "of"))
		return i;
	if (lexeme_in(l, first - 1, part))
		first--;
	date_found(l, first, last, "date-month", day ? 97 : 85);
	return last;
}

/* --- weekdays and holidays ------------------------------------------------ */

static bool
minggu_is_sunday(const struct lexemes *l, size_t i)
{
	static const char *const before[] = {"hari", "hr", "malam", NULL};
	enum lexeme_kind next = l->at[i + 1].kind;

	if (l->at[i - 1].digits || l->at[i - 1].kind == LEX_NUM)
		return false; /* weeks */
	return lexeme_in(l, i - 1, before) || next == LEX_DAY_PART ||
	       next == LEX_DATE || lexeme_punct(l, i + 1, ',') ||
	       (lexeme_title(l, i) && !l->t->all_caps &&
		   l->at[i - 1].kind != LEX_END &&
		   !lexeme_punct(l, i - 1, '.'));
}

/* "sat" is mostly a saturation, or what somebody did. */
static bool
sat_is_saturday(const struct lexemes *l, size_t i)
{
	static const char *const before[] = {"on", "since", "last", "next",
	    "this", "by", "until", "till", "from", "every", "coming", "past",
	    "for", "before", "after", "fri", "each", NULL};
	const struct lexeme *next = &l->at[i + 1], *last = &l->at[i - 1];
	bool inside = last->kind != LEX_END && !lexeme_punct(l, i - 1, '.') &&
		      l->at[i].gap < 2;

	if (next->kind == LEX_INT || next->kind == LEX_DECIMAL ||
	    next->kind == LEX_PREP || lexeme_punct(l, i + 1, '%'))
		return last->taken;
	if (lexeme_in(l, i - 1, before) || last->taken)
		return true;
	if (lexeme_title(l, i) && !l->t->all_caps && inside)
		return next->kind != LEX_FUNC;
	return (next->kind == LEX_PUNCT || next->kind == LEX_END) && inside &&
	       last->kind == LEX_WORD;
}

static bool
weekday_for_sure(const struct lexemes *l, size_t i)
{
	const struct lexeme *next = &l->at[i + 1];
	bool article =
	    lexeme_is(l, i - 1, "the") || lexeme_in(l, i - 1, articles);

	if (l->at[i].kind == LEX_WEEKDAY)
		return true;
	if (lexeme_is(l, i, "sats"))
		return false;
	if (lexeme_is(l, i, "minggu"))
		return minggu_is_sunday(l, i);
	if (is_any_month(l->at[i + 2].kind) || next->kind == LEX_FRACTION ||
	    next->kind == LEX_DAY_PART || next->kind == LEX_TIME ||
	    next->kind == LEX_ORDINAL || next->kind == LEX_DATE ||
	    next->kind == LEX_WEEKDAY || lexeme_is(l, i + 1, "list"))
		return true;
	if (next->kind == LEX_PUNCT || lexeme_is(l, i + 1, "to"))
		if (l->at[i + 2].kind == LEX_WEEKDAY ||
		    l->at[i + 2].kind == LEX_WEEKDAY_MAYBE)
			return true;
	if (lexeme_is(l, i, "sat"))
		return sat_is_saturday(l, i);
	return !article && !(lexeme_punct(l, i + 1, '\'') && !next->gap) &&
	       !lexeme_punct(l, i + 1, '.') && next->kind != LEX_INT;
}

static size_t
find_weekday(struct lexemes *l, size_t i)
{
	static const char *const behind[] = {"depan", "lalu", "kemarin",
	    "kemaren", "ini", "besok", "mendatang", "last", NULL};
	static const char *const before[] = {
	    "last", "next", "this", "coming", NULL};
	size_t first = i, last = i;
	bool alone = true;

	if (!weekday_for_sure(l, i))
		return i;
	if (lexeme_in(l, i - 1, before))
		first--;
	else if (l->at[i - 1].kind == LEX_ORDINAL &&
		 (lexeme_is(l, i + 1, "in") || lexeme_is(l, i + 1, "of")) &&
		 is_any_month(l->at[i + 2].kind)) {
		shape_found(l, i - 1, i + 2, SCRUB_DATE, "date-weekday", 92);
		return i + 2;
	}
	if ((lexeme_is(l, i + 1, "after") || lexeme_is(l, i + 1, "before")) &&
	    l->at[i + 2].kind == LEX_HOLIDAY) {
		shape_found(l, first, i + 2, SCRUB_DATE, "date-weekday", 92);
		return i + 2;
	}
	if (l->at[i + 1].kind == LEX_PASARAN)
		last++;
	if (lexeme_in(l, last + 1, behind) &&
	    !(lexeme_is(l, last + 1, "last") &&
		l->at[last + 2].kind != LEX_PUNCT &&
		l->at[last + 2].kind != LEX_END))
		last++;
	else if (is_day(l, last + 1) && l->at[last + 1].gap == 1 &&
		 (l->at[last + 1].kind == LEX_ORDINAL ||
		     is_any_month(l->at[last + 2].kind))) {
		last++;
		alone = l->at[last].kind != LEX_ORDINAL;
	} else if (lexeme_is(l, last + 1, "the") &&
		   l->at[last + 2].kind == LEX_ORDINAL) {
		last += 2;
		alone = false;
	}
	if (alone && is_any_month(l->at[last + 1].kind) && last > i)
		return find_month(l, last + 1);
	shape_found(l, first, last, SCRUB_DATE, "date-weekday",
	    l->at[i].kind == LEX_WEEKDAY ? 92 : 75);
	return last;
}

static size_t
find_holiday(struct lexemes *l, size_t i)
{
	size_t last = over_year(l, i);

	if (lexeme_is(l, i + 1, "disease") || lexeme_is(l, i + 1, "tree"))
		return i;
	if (l->at[i].kind == LEX_HOLIDAY_MAYBE && !lexeme_title(l, i) &&
	    !(i && lexeme_in(l, i - 1,
		       (const char *const[]){"for", "since", "during", "until",
			   "before", "after", "bulan", NULL})))
		return i;
	if (l->at[i + 1].kind == LEX_ORDINAL && l->at[i + 1].gap == 1)
		last = i + 1;
	shape_found(l, i, last, SCRUB_DATE, "date-holiday",
	    l->at[i].kind == LEX_HOLIDAY ? 90 : 70);
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

/* "the 14th", "from the 24th": a day unless it counts a thing. */
static void
find_ordinal(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	bool the = lexeme_is(l, i - 1, "the");
	size_t before = i - 1 - the;
	bool spelt = x->value > 1000;
	unsigned day = x->value % 1000;
	bool cue = is_date_cue(l, before) && !lexeme_is(l, before, "in") &&
		   !lexeme_is(l, before, "at") && !lexeme_is(l, before, "of");
	bool strong = is_strong_cue(l, before);
	bool stop =
	    next->kind == LEX_PUNCT || next->kind == LEX_END || next->gap > 1;

	if (!day || day > 31 || lexeme_in(l, i + 1, counted) ||
	    (lexeme_punct(l, i + 1, '-') && !next->gap))
		return;
	if (spelt && day < 11 && !strong)
		return;
	if ((cue && is_ending(l, i + 1)) || (strong && !spelt) ||
	    (the && stop && !spelt &&
		(day > 4 || l->at[before].kind == LEX_FUNC)) ||
	    (the && day > 12 && !spelt) || (spelt && the && cue) ||
	    (day > 12 && is_ending(l, i + 1) && !spelt))
		shape_found(l, i, i, SCRUB_DATE, "date-ordinal",
		    cue || strong ? 80 : 65);
}

/* --- numbers -------------------------------------------------------------- */

static bool
is_series(const unsigned n[3])
{
	return n[1] > n[0] && n[1] - n[0] == n[2] - n[1];
}

static void
find_numeric(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	size_t count = lexeme_numbers(l, i, n, 4);
	bool letters = l->at[i].letters > 0;
	char joint = 0;

	for (uint32_t at = l->at[i].begin; at < l->at[i].end && !joint; at++)
		if (l->t->fold[at] < '0' || l->t->fold[at] > '9')
			joint = l->t->fold[at];
	if (l->at[i].value == 1 && count == 3 && !letters) {
		if (!day_and_month(n[0], n[1]))
			return;
		if (n[2] <= 15 && (is_score(l, i - 1) || is_unit(l, i - 1)))
			return;
		if (n[2] < 100 && joint != '/' && is_series(n) &&
		    !cue_before(l, i, 3, is_strong_cue))
			return;
	}
	if (l->at[i].value == 2 && count >= 3 &&
	    !day_and_month(n[1], n[2] > 31 ? 1 : n[2]))
		return;
	if (l->at[i].value == 3 && is_unit(l, i + 1))
		return;
	date_found(l, i, i, "date-numeric", 95);
}

/* Fractions that clinics use: 3/4, 6/12, 9/10, 2/7 (days), 1/52 (weeks). */
static bool
is_common_fraction(unsigned a, unsigned b)
{
	return a == 0 || a == b || b == 4 || b == 2 ||
	       (a < b && (b == 3 || b == 5 || b == 6 || b == 7 || b == 8 ||
			     b == 10 || b == 12 || b == 24)) ||
	       (a == 6 && (b == 9 || b == 12 || b == 18 || b == 24)) ||
	       (b == 7 && a % 7 != 0 && a > 9) ||
	       (a == 20 && b >= 15 && b % 5 == 0);
}

/* "10/3, 12/3 and 14/3": one date brings the next. */
static bool
follows_date(const struct lexemes *l, size_t i)
{
	static const char *const joint[] = {"to", "and", "or", "&", ",", "-",
	    "sampai", "s/d", "dan", "atau", "until", "vs", NULL};

	return lexeme_in(l, i - 1, joint) && l->at[i - 2].taken &&
	       l->at[i - 2].kind == LEX_FRACTION;
}

/* "10/3, 12/3 and 14/3": the last one tells what they are. */
static bool
precedes_date(const struct lexemes *l, size_t i)
{
	unsigned n[2];

	for (unsigned far = 0; far < 3; far++) {
		i++;
		if (lexeme_punct(l, i, ',') && lexeme_is(l, i + 1, "and"))
			i++;
		if (!lexeme_punct(l, i, ',') && !lexeme_is(l, i, "and") &&
		    !lexeme_is(l, i, "dan"))
			return false;
		i++;
		if (l->at[i].kind != LEX_FRACTION ||
		    lexeme_numbers(l, i, n, 2) != 2 ||
		    !day_and_month(n[0], n[1]))
			return false;
		if (n[0] > 12 && n[0] > n[1])
			return true;
	}
	return false;
}

static bool
is_document(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"film", "ct", "mri", "scan", "note",
	    "notes", "report", "visit", "clinic", "appt", "appointment", "xray",
	    "labs", "echo", "swab", "letter", "list", "angio", "review",
	    "images", "was", NULL};

	return lexeme_in(l, i, word);
}

/* Does something beside the fraction make it a day and a month? */
static bool
fraction_is_date(const struct lexemes *l, size_t i, const unsigned n[2])
{
	static const char *const weak[] = {
	    "in", "of", "at", "to", "for", "with", "per", NULL};
	bool common = is_common_fraction(n[0], n[1]);
	bool brackets =
	    lexeme_punct(l, i - 1, '(') && lexeme_punct(l, i + 1, ')');

	if (l->at[i + 1].kind == LEX_TIME || follows_date(l, i))
		return true;
	if (cue_before(l, i, common ? 2 : 3, is_strong_cue))
		return true;
	if (!is_score(l, i - 1) && precedes_date(l, i))
		return true;
	if (is_score(l, i - 1))
		return l->at[i + 1].kind == LEX_DECIMAL &&
		       l->at[i - 1].kind == LEX_VITAL && n[1] <= 12;
	if (is_score(l, i - 2) || is_score(l, i + 1))
		return false;
	if (l->at[i].digits == 4 && l->t->fold[l->at[i].begin] == '0')
		return true;
	if (is_document(l, i + 1) || (brackets && n[0] > n[1]))
		return true;
	if (common)
		return l->at[i - 1].kind == LEX_PREP &&
		       !lexeme_in(l, i - 1, weak) && n[1] > 4;
	return n[0] > 12 || n[1] > 12 || l->at[i].digits == 4 ||
	       cue_before(l, i, 2, is_date_cue);
}

static void
find_fraction(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	size_t count = lexeme_numbers(l, i, n, 4);
	bool strong = cue_before(l, i, 3, is_strong_cue);

	if (l->at[i].value == 1 && l->at[i].letters && count) {
		date_found(l, i, i, "date-day-month", 85); /* O5/O3 */
		return;
	}
	if (l->at[i].value == 2 && count == 4) {
		if (day_and_month(n[0], n[1]) && day_and_month(n[2], n[3]) &&
		    !is_score(l, i - 1))
			date_found(l, i, i, "date-range", 80);
		return;
	}
	if (count < 2 || !day_and_month(n[0], n[1]) || is_unit(l, i + 1) ||
	    lexeme_punct(l, i + 1, '%') || lexeme_punct(l, i - 1, '/') ||
	    (lexeme_punct(l, i + 1, '/') && !l->at[i + 1].gap))
		return;
	if (l->at[i - 1].kind == LEX_INT && l->at[i].gap == 1 && n[0] < n[1])
		return; /* 2 1/2 */
	if (fraction_is_date(l, i, n))
		date_found(l, i, i, "date-day-month", strong ? 90 : 70);
}

/* "14.03." and, after a cue, "4.11". */
static void
find_dotted(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	bool dot = lexeme_punct(l, i + 1, '.') && !next->gap;
	bool strong = cue_before(l, i, 2, is_strong_cue);

	if (lexeme_numbers(l, i, n, 4) != 2 || !day_and_month(n[0], n[1]) ||
	    n[1] > 12 || x->digits > 4 || is_unit(l, i + 1) ||
	    (i && is_score(l, i - 1)))
		return;
	for (uint32_t at = x->begin; at < x->end; at++)
		if (l->t->fold[at] == ',')
			return;
	if (dot && (l->at[i - 1].kind == LEX_END || lexeme_is(l, i - 1, "by") ||
		       lexeme_punct(l, i + 2, ',')))
		date_found(l, i, i, "date-dotted", 75);
	else if (strong && !lexeme_is(l, i - 1, "at") &&
		 l->at[i - 1].kind != LEX_WEEKDAY)
		date_found(l, i, i, "date-dotted", 70);
	else if (dot && x->digits == 4 && n[0] > 23)
		date_found(l, i, i, "date-dotted", 70);
	else if (dot && x->digits == 4 && l->t->fold[x->begin] <= '3' &&
		 !lexeme_is(l, i - 1, "jam") && !lexeme_is(l, i - 1, "pukul") &&
		 !lexeme_is(l, i - 1, "at") && l->t->fold[x->begin + 3] < '2' &&
		 l->t->fold[x->begin + 2] == '.')
		date_found(l, i, i, "date-dotted", 60);
}

static bool
is_labelled(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"exp", "expiry", "expires", "date",
	    "dated", "labelled", "expired", "tgl", "tanggal", "ed", NULL};

	return l->at[i].kind == LEX_CUE_DOB || lexeme_in(l, i, word);
}

/* "dob 140385", "DOB 3-12", dictated "dob one six twenty-six". */
static void
find_birth(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	size_t last = i;

	if (x->kind == LEX_INT && x->digits >= 6 && x->digits <= 8 &&
	    cue_before(l, i, 3, is_dob)) {
		shape_found(l, i, i, SCRUB_DATE, "date-birth", 90);
		return;
	}
	if (x->kind == LEX_CODE && x->letters == 0 && x->digits >= 2 &&
	    cue_before(l, i, 3, is_labelled) && !is_score(l, i + 1)) {
		unsigned n[4];
		size_t count = lexeme_numbers(l, i, n, 4);

		if ((count == 2 &&
			(day_and_month(n[0], n[1]) ||
			    (n[0] <= 12 && n[1] < 100)) &&
			!is_unit(l, i + 1)) ||
		    (count == 3 && cue_before(l, i, 3, is_dob)))
			shape_found(l, i, i, SCRUB_DATE, "date-birth", 80);
		return;
	}
	if (x->kind == LEX_INT && cue_before(l, i, 3, is_dob) &&
	    x->digits <= 2) {
		while (l->at[last + 1].kind == LEX_INT &&
		       l->at[last + 1].gap == 1 && last < i + 2)
			last++;
		if (last > i)
			shape_found(l, i, last, SCRUB_DATE, "date-birth", 85);
	}
}

static size_t
numeric_row(struct lexemes *l, size_t i)
{
	find_numeric(l, i);
	return i;
}

static size_t
month_year_row(struct lexemes *l, size_t i)
{
	if (!(i && is_score(l, i - 1)))
		date_found(l, i, i, "date-month-year", 92);
	return i;
}

static size_t
day_month_row(struct lexemes *l, size_t i)
{
	size_t last = over_year(l, i);

	date_found(l, i, last, "date-day-month", 92);
	return last;
}

static size_t
fraction_row(struct lexemes *l, size_t i)
{
	find_fraction(l, i);
	return i;
}

static size_t
decimal_row(struct lexemes *l, size_t i)
{
	find_dotted(l, i);
	if (!l->at[i].taken)
		find_birth(l, i);
	return i;
}

static size_t
ordinal_row(struct lexemes *l, size_t i)
{
	size_t next = i + 1 + lexeme_is(l, i + 1, "of");

	if (!is_any_month(l->at[next].kind))
		find_ordinal(l, i);
	return i;
}

static size_t
birth_row(struct lexemes *l, size_t i)
{
	find_birth(l, i);
	return i;
}

/* By the kind a date begins with (a month looks back for its day). */
static size_t (*const finder[LEX_KINDS])(struct lexemes *, size_t) = {
    [LEX_DATE] = numeric_row,
    [LEX_MONTH_YEAR] = month_year_row,
    [LEX_DAY_MONTH] = day_month_row,
    [LEX_FRACTION] = fraction_row,
    [LEX_DECIMAL] = decimal_row,
    [LEX_MONTH] = find_month,
    [LEX_MONTH_MAYBE] = find_month,
    [LEX_MONTH_OTHER] = find_month,
    [LEX_WEEKDAY] = find_weekday,
    [LEX_WEEKDAY_MAYBE] = find_weekday,
    [LEX_HOLIDAY] = find_holiday,
    [LEX_HOLIDAY_MAYBE] = find_holiday,
    [LEX_ORDINAL] = ordinal_row,
    [LEX_INT] = birth_row,
    [LEX_CODE] = birth_row,
};

void
shape_dates(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (!l->at[i].taken && finder[l->at[i].kind])
			i = finder[l->at[i].kind](l, i);
}
