/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/*
 * Dates: every part finer than a year. Source: 45 CFR 164.514(b)(2)(i)(C).
 * A year alone, clock times, durations and fractions stay.
 */

bool
date_is_cue(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_CUE_DOB || kind == LEX_CUE_DATE ||
	       kind == LEX_PREP || kind == LEX_WEEKDAY ||
	       kind == LEX_WEEKDAY_MAYBE || kind == LEX_REL;
}

bool
date_is_month(enum lexeme_kind kind)
{
	return kind == LEX_MONTH || kind == LEX_MONTH_MAYBE ||
	       kind == LEX_MONTH_OTHER;
}

/* The cue before i over at most `max` small words: "dob: ", "date is the". */
bool
date_cue_before(const struct lexemes *l, size_t i, unsigned max,
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

bool
date_is_dob(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_CUE_DOB;
}

/* A cue that makes even "4.11" a date: stronger than a preposition. */
bool
date_is_strong_cue(const struct lexemes *l, size_t i)
{
	static const char *const also[] = {"visit", "since", "dated", NULL};

	return l->at[i].kind == LEX_CUE_DOB || l->at[i].kind == LEX_CUE_DATE ||
	       l->at[i].kind == LEX_WEEKDAY ||
	       (l->at[i].kind == LEX_WEEKDAY_MAYBE && l->at[i].taken) ||
	       lexeme_in(l, i, also);
}

bool
date_is_score(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_SCORE || l->at[i].kind == LEX_VITAL ||
	       l->at[i].kind == LEX_MODEL || l->at[i].kind == LEX_CODING;
}

/* Could d and m be a day and a month, either way round? */
bool
date_day_and_month(unsigned a, unsigned b)
{
	return a && b && ((a <= 31 && b <= 12) || (a <= 12 && b <= 31));
}

bool
date_is_year(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_INT && x->digits == 4 && x->value >= 1850 &&
	       x->value <= 2100;
}

bool
date_is_day(const struct lexemes *l, size_t i)
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
		if (!date_day_and_month(n[0], n[1]))
			return;
		if (n[2] <= 15 &&
		    (date_is_score(l, i - 1) || lexeme_unit(l, i - 1)))
			return;
		if (n[2] < 100 && joint != '/' && is_series(n) &&
		    !date_cue_before(l, i, 3, date_is_strong_cue))
			return;
	}
	if (l->at[i].value == 2 && count >= 3 &&
	    !date_day_and_month(n[1], n[2] > 31 ? 1 : n[2]))
		return;
	if (l->at[i].value == 3 && lexeme_unit(l, i + 1))
		return;
	if (count == 3 && n[2] < 100 && l->at[i + 1].kind == LEX_UNIT)
		return; /* "PCA 1/5/12 mg" */
	date_found(l, i, i, "date-numeric", 95);
}

/* Fractions that clinics use: 3/4, 6/12, 9/10, 2/7 (days), 1/52 (weeks). */
static bool
is_common_fraction(unsigned a, unsigned b)
{
	return a == 0 || a == b || ((b == 4 || b == 2) && a <= 12) ||
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
		    !lexeme_is(l, i, "dan") && !lexeme_is(l, i, "to") &&
		    !lexeme_is(l, i, "s/d") && !lexeme_is(l, i, "sampai"))
			return false;
		i++;
		if (l->at[i].kind != LEX_FRACTION ||
		    lexeme_numbers(l, i, n, 2) != 2 ||
		    !date_day_and_month(n[0], n[1]))
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

/* "from 12/2 to 12/9", "dari 3/6 ke 10/6": power goes from 3/5 to 4/5. */
static bool
is_moved(const struct lexemes *l, size_t i, unsigned whole)
{
	unsigned n[2];

	return (lexeme_is(l, i - 1, "from") || lexeme_is(l, i - 1, "dari")) &&
	       (lexeme_is(l, i + 1, "to") || lexeme_is(l, i + 1, "ke")) &&
	       l->at[i + 2].kind == LEX_FRACTION &&
	       lexeme_numbers(l, i + 2, n, 2) == 2 && n[1] != whole &&
	       date_day_and_month(n[0], n[1]);
}

/* "Sen 9/3", "rab 12/8": a weekday of three letters. */
static bool
is_short_weekday(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {
	    "sen", "sel", "rab", "kam", "jum", "sab", NULL};

	return l->lang == SCRUB_ID_ID && lexeme_in(l, i, word);
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

	if (lexeme_punct(l, i + 1, '=') ||
	    (brackets && !l->at[i - 1].gap && l->at[i - 2].digits))
		return false; /* "24/2 = 12", "pN1a(2/18)" */
	if (l->at[i + 1].kind == LEX_TIME || follows_date(l, i) ||
	    is_moved(l, i, n[1]) || is_short_weekday(l, i - 1))
		return true;
	if (date_cue_before(l, i, common ? 2 : 3, date_is_strong_cue))
		return true;
	if (l->at[i - 1].kind == LEX_UNIT && l->at[i - 1].letters > 2)
		return false; /* "nodes 3/22" */
	if (!date_is_score(l, i - 1) && precedes_date(l, i))
		return true;
	if (date_is_score(l, i - 1))
		return l->at[i + 1].kind == LEX_DECIMAL &&
		       l->at[i - 1].kind == LEX_VITAL && n[1] <= 12;
	if (date_is_score(l, i - 2) && n[0] > 20 && n[0] > n[1])
		return true; /* "swab neg 21/12": no count, no acuity */
	if (date_is_score(l, i - 2) || date_is_score(l, i + 1))
		return false;
	if (l->at[i].digits == 4 && (l->t->fold[l->at[i].begin] == '0' ||
					l->t->fold[l->at[i].begin + 3] == '0'))
		return true;
	if (is_document(l, i + 1) || (brackets && n[0] > n[1]))
		return true;
	if (common)
		return l->at[i - 1].kind == LEX_PREP &&
		       !lexeme_in(l, i - 1, weak) && n[1] > 4;
	return n[0] > 12 || n[1] > 12 || l->at[i].digits == 4 ||

	       date_cue_before(l, i, 2, date_is_cue);
}

static void
find_fraction(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	size_t count = lexeme_numbers(l, i, n, 4);
	bool strong = date_cue_before(l, i, 3, date_is_strong_cue);

	if (l->at[i].value == 1 && l->at[i].letters && count) {
		date_found(l, i, i, "date-day-month", 85); /* O5/O3 */
		return;
	}
	if (l->at[i].value == 2 && count == 4) {
		if (date_day_and_month(n[0], n[1]) &&
		    date_day_and_month(n[2], n[3]) && !date_is_score(l, i - 1))
			date_found(l, i, i, "date-range", 80);
		return;
	}
	if (count < 2 || !date_day_and_month(n[0], n[1]) ||
	    lexeme_unit(l, i + 1) || lexeme_punct(l, i + 1, '%') ||
	    lexeme_punct(l, i - 1, '/') ||
	    (lexeme_punct(l, i + 1, '/') && !l->at[i + 1].gap))
		return;
	if (l->at[i - 1].kind == LEX_INT && l->at[i].gap == 1 && n[0] < n[1])
		return; /* 2 1/2 */
	if (fraction_is_date(l, i, n))
		date_found(l, i - is_short_weekday(l, i - 1), i,
		    "date-day-month", strong ? 90 : 70);
}

/* "14.03." and, after a cue, "4.11". */
static void
find_dotted(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	bool dot = lexeme_punct(l, i + 1, '.') && !next->gap;
	bool strong = date_cue_before(l, i, 2, date_is_strong_cue);
	bool mid = dot && l->at[i + 2].gap == 1 && l->at[i + 2].letters > 1 &&
		   !lexeme_title(l, i + 2) && !l->t->no_caps;

	if (l->lang == SCRUB_ID_ID && x->digits == 4 &&
	    (lexeme_is(l, i - 1, "masuk") || lexeme_punct(l, i - 1, ',')))
		strong = false; /* "klem masuk 10.12": a clock */
	if (lexeme_numbers(l, i, n, 4) != 2 ||
	    !date_day_and_month(n[0], n[1]) || n[1] > 12 || x->digits > 4 ||
	    lexeme_unit(l, i + 1) || (i && date_is_score(l, i - 1)))
		return;
	for (uint32_t at = x->begin; at < x->end; at++)
		if (l->t->fold[at] == ',')
			return;
	if (dot && (l->at[i - 1].kind == LEX_END || lexeme_is(l, i - 1, "by") ||
		       lexeme_punct(l, i + 2, ',')))
		date_found(l, i, i, "date-dotted", 75);
	else if (mid && n[0] > 12 && x->digits > 2)
		date_found(l, i, i, "date-dotted", 65); /* "16.3. in" */
	else if (strong && !lexeme_is(l, i - 1, "at") &&
		 l->at[i - 1].kind != LEX_WEEKDAY)
		date_found(l, i, i, "date-dotted", 70);
	else if (x->digits == 4 && n[0] > 12 && lexeme_punct(l, i - 1, ',') &&
		 lexeme_punct(l, i + 1, ','))
		date_found(l, i, i, "date-dotted", 55);
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
	    "dated", "labelled", "expired", "tgl", "tanggal", "ed", "lmp",
	    "edd", "hpht", "hpl", NULL};

	return l->at[i].kind == LEX_CUE_DOB || lexeme_in(l, i, word);
}

/* "dob 140385", "DOB 3-12", dictated "dob one six twenty-six". */
static void
find_birth(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	size_t last = i;

	if (x->kind == LEX_INT && x->digits >= 6 && x->digits <= 8 &&
	    date_cue_before(l, i, 3, date_is_dob)) {
		shape_found(l, i, i, SCRUB_DATE, "date-birth", 90);
		return;
	}
	if (x->kind == LEX_CODE && x->letters == 0 && x->digits >= 2 &&
	    date_cue_before(l, i, 3, is_labelled) && !date_is_score(l, i + 1)) {
		unsigned n[4];
		size_t count = lexeme_numbers(l, i, n, 4);

		if ((count == 2 &&
			(date_day_and_month(n[0], n[1]) ||
			    (n[0] <= 12 && n[1] < 100)) &&
			!lexeme_unit(l, i + 1)) ||
		    (count == 3 && date_cue_before(l, i, 3, date_is_dob)))
			shape_found(l, i, i, SCRUB_DATE, "date-birth", 80);
		return;
	}
	if (x->kind == LEX_INT && date_cue_before(l, i, 3, date_is_dob) &&
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
	if (!(i && date_is_score(l, i - 1)))
		date_found(l, i, i, "date-month-year", 92);
	return i;
}

static size_t
day_month_row(struct lexemes *l, size_t i)
{
	size_t last = date_over_year(l, i);

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

	if (!date_is_month(l->at[next].kind))
		date_ordinal(l, i);
	return i;
}

static size_t
birth_row(struct lexemes *l, size_t i)
{
	size_t last = date_parted(l, i);

	if (last == i && !l->at[i].taken)
		find_birth(l, i);
	return last;
}

/* By the kind a date begins with (a month looks back for its day). */
static size_t (*const finder[LEX_KINDS])(struct lexemes *, size_t) = {
    [LEX_DATE] = numeric_row,
    [LEX_MONTH_YEAR] = month_year_row,
    [LEX_DAY_MONTH] = day_month_row,
    [LEX_FRACTION] = fraction_row,
    [LEX_DECIMAL] = decimal_row,
    [LEX_MONTH] = date_month,
    [LEX_MONTH_MAYBE] = date_month,
    [LEX_MONTH_OTHER] = date_month,
    [LEX_WEEKDAY] = date_weekday,
    [LEX_WEEKDAY_MAYBE] = date_weekday,
    [LEX_HOLIDAY] = date_holiday,
    [LEX_HOLIDAY_MAYBE] = date_holiday,
    [LEX_ORDINAL] = ordinal_row,
    [LEX_INT] = birth_row,
    [LEX_CODE] = birth_row,
    [LEX_CUE_DATE] = date_numbered,
};

void
shape_dates(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_DATE)) < l->count; i++)
		if (!l->at[i].taken && finder[l->at[i].kind])
			i = finder[l->at[i].kind](l, i);
}
