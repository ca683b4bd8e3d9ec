/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

#include <string.h>

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

size_t
date_over_commencing(const struct lexemes *l, size_t day)
{
	return (lexeme_is(l, day - 1, "c") || lexeme_is(l, day - 1, "e")) &&
		       lexeme_punct(l, day - 2, '/') &&
		       lexeme_is(l, day - 3, "w")
		   ? 3
		   : 0;
}

/* A cue that makes even "4.11" a date: stronger than a preposition. */
bool
date_is_strong_cue(const struct lexemes *l, size_t i)
{
	static const char *const also[] = {"visit", "since", "dated",
	    "commencing", "tertanggal", "sidang", "hpl", "htp", NULL};

	return l->at[i].kind == LEX_CUE_DOB || l->at[i].kind == LEX_CUE_DATE ||
	       l->at[i].kind == LEX_WEEKDAY ||
	       (l->at[i].kind == LEX_WEEKDAY_MAYBE && l->at[i].taken) ||
	       lexeme_in(l, i, also) || date_over_commencing(l, i + 1) > 0;
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

/* "range 0-5-130, was 10-15-95", "trocar 5-5-12": degrees and sizes. */
static bool
is_bent(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"range", "rom", "flexion", "flex",
	    "extension", "trocar", "trocars", "degrees", NULL};

	for (size_t k = i - 1; k + 12 > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_in(l, k, word))
			return true;
	return false;
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
		if (n[2] < 100 && joint == '-' && is_bent(l, i))
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

/* "14.03." and, after a cue, "4.11". */
static void
find_dotted(struct lexemes *l, size_t i)
{
	unsigned n[4] = {0};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	bool dot = lexeme_punct(l, i + 1, '.') && !next->gap;
	bool strong = date_cue_before(l, i, 2, date_is_strong_cue);
	bool mid = dot && l->at[i + 2].gap == 1 && l->at[i + 2].letters > 1 &&
		   !lexeme_title(l, i + 2) && !lexemes_small(l);

	if (l->lang == SCRUB_ID_ID && x->digits == 4 &&
	    (lexeme_is(l, i - 1, "masuk") || lexeme_punct(l, i - 1, ',') ||
		shape_is_delivery(l, i - 1)))
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
		 l->at[i - 1].kind != LEX_WEEKDAY &&
		 /* "2.1 on Tuesday, 1.2 this am" */
		 !(lexeme_punct(l, i - 1, ',') && x->digits < 3))
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
	size_t last = i, most = i + 2;

	if (date_signed(l, i))
		return;
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
		/* "1 4 0 3 8 5" */
		while (l->at[last + 1].kind == LEX_INT &&
		       l->at[last + 1].gap == 1 && last < most) {
			last++;
			if (last == most && most < i + 7 && x->digits == 1 &&
			    l->at[last].digits == 1)
				most++;
		}
		if (last > i)
			shape_found(l, i, last, SCRUB_DATE, "date-birth", 85);
	}
}

/* "MRN 10-22-81", "rm 31-08-77", "kartu berobat 09.17.44": three pairs right
 * behind what says whose number it is. */
static bool
is_record(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {
	    "mrn", "rm", "mr", "berobat", "rekmed", "rekam medis", NULL};
	size_t cue = i - 1;

	if (l->at[i].value != 1 || l->at[i].digits != 6)
		return false;
	if (l->at[cue].kind == LEX_CUE_NO || lexeme_punct(l, cue, ':'))
		cue--;
	return lexeme_in(l, cue, word) &&
	       (l->lang == SCRUB_ID_ID || lexeme_is(l, cue, "mrn"));
}

static size_t
numeric_row(struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;

	/* "nim 20710112": no day of a year that is far */
	if (l->at[i].value == 3 && s[0] == '2' && s[2] > '3') {
		l->at[i].kind = LEX_INT;
		l->at[i].value = UINT16_MAX;
		return i;
	}
	if (is_record(l, i))
		shape_found(l, i, i, SCRUB_ID, "id-cue", 95);
	else
		find_numeric(l, i);
	return i;
}

/* "call her back at 8-2046": no August. */
static bool
is_rung(const struct lexemes *l, size_t i)
{
	if (l->at[i].digits != 5 || l->at[i].letters > 0 ||
	    l->t->fold[l->at[i].begin + 1] != '-')
		return false;
	for (size_t k = i - 1; k + 5 > i && l->at[k].kind != LEX_END; k--)
		if (l->at[k].kind == LEX_CUE_CALL ||
		    l->at[k].kind == LEX_CUE_PHONE)
			return true;
	return false;
}

static size_t
month_year_row(struct lexemes *l, size_t i)
{
	if (is_rung(l, i))
		shape_found(l, i, i, SCRUB_PHONE, "phone-cue", 80);
	else if (l->at[i].digits == 6 || !(i && date_is_score(l, i - 1)))
		date_found(l, i, i, "date-month-year", 92);
	return i;
}

/* "jun-jun": somebody's pet name. */
static bool
is_doubled(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	const size_t half = (l->at[i].end - l->at[i].begin) / 2u;

	return l->at[i].digits == 0 && s[half] == '-' &&
	       l->at[i].end - l->at[i].begin == 2 * half + 1 &&
	       memcmp(s, s + half + 1, half) == 0;
}

static size_t
day_month_row(struct lexemes *l, size_t i)
{
	size_t last = date_over_year(l, i);

	if (is_doubled(l, i)) {
		shape_found(l, i, i, SCRUB_NAME, "hyphened-name", 70);
		return i;
	}
	date_found(l, i, last, "date-day-month", 92);
	return last;
}

static size_t
fraction_row(struct lexemes *l, size_t i)
{
	date_fraction(l, i);
	return i;
}

static size_t
decimal_row(struct lexemes *l, size_t i)
{
	if (shape_is_clock(l, i))
		return i;
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

/* "010326", "08072026", "20260708": a day, a month and a year of now. */
static bool
is_stamp(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	unsigned n[4];

	if (l->at[i].kind != LEX_INT ||
	    (l->at[i].digits != 6 && l->at[i].digits != 8))
		return false;
	for (unsigned k = 0; k < l->at[i].digits / 2u; k++)
		n[k] = (unsigned)(s[2 * k] - '0') * 10u +
		       (unsigned)(s[2 * k + 1] - '0');
	if (l->at[i].digits == 8)
		return (date_day_and_month(n[0], n[1]) &&
			   (n[2] == 19 || n[2] == 20)) ||
		       ((n[0] == 19 || n[0] == 20) &&
			   date_day_and_month(n[2], n[3]));
	return date_day_and_month(n[0], n[1]) && n[2] > 15 && n[2] < 36;
}

/* "tgl 08072026", "it's written 010326". */
static bool
date_is_stamped(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"tgl", "tanggal", "dated", "date",
	    "written", "tertulis", "labelled", "labeled", "expiry", "exp",
	    "expires", NULL};

	return lexeme_in(l, i, word);
}

static size_t
birth_row(struct lexemes *l, size_t i)
{
	size_t last = date_parted(l, i);

	if (last == i && !l->at[i].taken && date_season(l, i))
		return i;
	if (last == i && !l->at[i].taken && is_stamp(l, i) &&
	    date_cue_before(l, i, 2, date_is_stamped))
		shape_found(l, i, i, SCRUB_DATE, "date-numeric", 85);
	if (last == i && !l->at[i].taken)
		date_rota(l, i);
	if (last == i && !l->at[i].taken)
		date_month_number(l, i);
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
    [LEX_SPAN_UNIT] = date_named_day,
    [LEX_ORDINAL] = ordinal_row,
    [LEX_INT] = birth_row,
    [LEX_CODE] = birth_row,
    [LEX_CUE_DATE] = date_numbered,
};

/* "Dr Sunday", "Ms Christmas", "sister April": somebody who is called so. */
static bool
is_called(const struct lexemes *l, size_t i)
{
	static const char *const title[] = {"dr", "dr.", "mr", "mr.", "mrs",
	    "ms", "miss", "prof", "kuya", "madam", NULL};
	static const char *const trade[] = {
	    "sister", "nurse", "matron", "aunty", "auntie", "uncle", NULL};
	static const char *const does[] = {
	    "scrubbing", "scrubbed", "gowning", "gowned", "a", "the", NULL};
	static const char *const who[] = {"surname", "anaesthetist", "surgeon",
	    "nurse", "registrar", "scrub", "fellow", "consultant", "patient",
	    "resident", "midwife", "anesthesiologist", NULL};
	const size_t word = i - 1 - lexeme_punct(l, i - 1, '.');

	/* Indonesian "dr Senin": since Monday. */
	if (l->at[i].kind < LEX_MONTH || l->at[i].kind > LEX_HOLIDAY_MAYBE ||
	    l->lang == SCRUB_ID_ID ||
	    (l->at[i].gap != 1 && l->at[i - 1].kind != LEX_END) ||
	    l->at[i + 1].digits)
		return false;
	/* "Sunday is scrubbing", "June is the anaesthetist" */
	if (lexeme_is(l, i + 1, "is") && lexeme_in(l, i + 2, does) &&
	    (l->at[i + 2].letters > 3 || lexeme_in(l, i + 3, who)) &&
	    (l->at[i - 1].kind == LEX_END || l->at[i - 1].kind == LEX_PUNCT))
		return true;
	return lexeme_in(l, word, title) ||
	       (lexeme_in(l, word, trade) && lexeme_title(l, i) &&
		   !l->t->all_caps);
}

void
shape_dates(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_DATE)) < l->count; i++) {
		if (l->at[i].taken || !finder[l->at[i].kind])
			continue;
		if (is_called(l, i)) {
			shape_found(l, i, i, SCRUB_NAME, "behind-title", 75);
			/* "MS MAY MAY EAT" */
			i += lexeme_is(l, i, "may") &&
			     lexeme_is(l, i + 1, "may");
		} else {
			i = finder[l->at[i].kind](l, i);
		}
	}
}
