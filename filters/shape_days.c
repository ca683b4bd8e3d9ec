/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Days of a month that nobody names: "the 14th", "tgl 15". */

#define RIB_FAR 16u /* lexemes between a rib and what says so */

/* What there are first, second and twelfth ones of. */
static const char *const counted[] = {"year", "years", "one", "time", "case",
    "unit", "dose", "day", "week", "hour", "minute", "centile", "percentile",
    "century", "edition", "rib", "nerve", "cranial", "patient", "birthday",
    "assistant", "floor", "month", "rank", "grade", "generation", "hospital",
    "toe", "finger", "metatarsal", "ray", "ventricle", "intercostal",
    "thoracic", "gestational", "line", "degree", "attempt", "pass", "look",
    NULL};

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

/* Where the spelt day begins whose last word is at i: "twenty-second". */
static size_t
spelt_first(const struct lexemes *l, size_t i)
{
	size_t tens = i - 1 - lexeme_punct(l, i - 1, '-');

	return l->at[tens].kind == LEX_NUM &&
		       (l->at[tens].value == 20 || l->at[tens].value == 30)
		   ? tens
		   : i;
}

/* The day that the ordinal at i says; 0: none. */
static unsigned
day_of(const struct lexemes *l, size_t i)
{
	const size_t first = spelt_first(l, i);
	unsigned day = l->at[i].value % 1000u;

	if (first != i)
		day += l->at[first].value;
	return l->at[i].kind == LEX_ORDINAL && day <= 31 ? day : 0;
}

/* Does what is counted stand beside the ordinals first..last: "ribs 4th to
 * 8th"? */
bool
date_is_counted(const struct lexemes *l, size_t first, size_t last)
{
	static const char *const many[] = {"ribs", "toes", "fingers", "digits",
	    "metatarsals", "metacarpals", "nerves", "rays", "spaces", "digit",
	    "interspace", "interspaces", "ics", "metacarpal", "space", "molar",
	    "molars", "layer", "portion", "part", "cervical", "lumbar", "rows",
	    "row", "stage", "degrees", "operator", "op", "opinion", "vertebra",
	    "vertebrae", "pregnancy", "child", "baby", NULL};

	return lexeme_in(l, first - 1, many) ||
	       lexeme_in(l, first - 1, counted) ||
	       lexeme_in(l, last + 1, counted) || lexeme_in(l, last + 1, many);
}

/* The ordinal joined to the one at i: "15th to 19th", "the 8th and the 11th";
 * i: none. */
static size_t
joined_behind(const struct lexemes *l, size_t i)
{
	for (size_t at = i + 2; at < i + 5; at++)
		if (l->at[at].kind == LEX_ORDINAL)
			return date_joint_before(l, spelt_first(l, at)) == i + 1
				   ? at
				   : i;
	return i;
}

/* Do the ordinals joined before or behind the one at i count things: "ribs 4th
 * to 8th", "3rd and 4th toes"? */
static bool
is_of_counted(const struct lexemes *l, size_t i)
{
	const size_t first = spelt_first(l, i), second = joined_behind(l, i);
	const size_t joint = date_joint_before(l, first);

	if (second != i && date_is_counted(l, first, second))
		return true;
	return joint != first && l->at[joint - 1].kind == LEX_ORDINAL &&
	       date_is_counted(l, joint - 1, i);
}

/* "camera in the 7th", "rib plate over 5th", "VATS ports 7th, 4th and 8th":
 * where ribs are spoken of, what no day stands behind. */
static bool
is_rib(const struct lexemes *l, size_t i)
{
	FEW(chest, "chest", "rib", "ribs", "intercostal", "interspace", "ics",
	    "icd", "vats", "rats", "thoracotomy", "thoracoscopy", "thorax",
	    "lung", "lobe", "costal", "sternum", "sternal", "trocar",
	    "thoracoport", "camera", "utility", "cryo");
	FEW(in, "in", "into", "over", "through", "thru", "at", "between",
	    "under", "above", "below", "beneath", "entered", "enter", "port",
	    "ports", "utility", "camera", "cracked", "resected", "shingled",
	    "plated");
	size_t first = i;

	if (l->at[i].kind != LEX_ORDINAL || l->at[i].value < 2 ||
	    l->at[i].value > 12)
		return false;
	for (unsigned row = 0; row < 4; row++) { /* "7th, 4th and 8th" */
		const size_t before =
		    first - 1 - lexeme_is(l, first - 1, "the");

		if (lexeme_few(l, before, &in))
			break;
		if (l->at[before - 1].kind != LEX_ORDINAL ||
		    (!lexeme_punct(l, before, ',') &&
			!lexeme_punct(l, before, '/') &&
			!lexeme_is(l, before, "and") &&
			!lexeme_is(l, before, "or") &&
			!lexeme_is(l, before, "then")))
			return false;
		first = before - 1;
	}
	first -= first < RIB_FAR ? first : RIB_FAR;
	for (size_t k = first; k < i + RIB_FAR && k < l->count; k++)
		if (lexeme_few(l, k, &chest))
			return true;
	return false;
}

/* "away 15th to 19th", "between the 3rd and the 6th", "7th or 8th": both. */
static bool
find_joined(struct lexemes *l, size_t i, size_t before)
{
	static const char *const word[] = {"between", "leave", "away", "off",
	    "rota", "holiday", "free", "booked", "closed", "covering", "cover",
	    "dates", "back", "out", "list", "camp", "visit", NULL};
	const size_t first = spelt_first(l, i), second = joined_behind(l, i);
	const unsigned a = day_of(l, i), b = day_of(l, second);
	bool both;

	both = lexeme_is(l, before, "between") && before != first - 1 &&
	       lexeme_is(l, spelt_first(l, second) - 1, "the");
	if (second == i || !a || !b || b <= a ||
	    (l->at[i].value > 1000 && b <= 10) ||
	    date_is_counted(l, first, second) ||
	    (!both && !is_ending(l, second + 1)) ||
	    date_is_month(l->at[second + 1].kind) ||
	    lexeme_is(l, second + 1, "of"))
		return false;
	if (!both && !date_is_cue(l, before) && !lexeme_in(l, before, word) &&
	    (l->at[i].value > 1000 || (b <= 12 && !lexeme_is(l, i + 1, "or"))))
		return false;
	shape_found(l, first, i, SCRUB_DATE, "date-ordinal", 75);
	shape_found(
	    l, spelt_first(l, second), second, SCRUB_DATE, "date-ordinal", 75);
	return true;
}

/* "the third of the third", "the 22nd of the fifth", "the 5th of the month". */
static bool
find_of(struct lexemes *l, size_t i)
{
	static const char *const which[] = {
	    "the", "this", "next", "each", "every", "last", NULL};
	const size_t first = spelt_first(l, i);
	size_t month = i + 2 + lexeme_in(l, i + 2, which);

	if (!lexeme_is(l, i + 1, "of") || !day_of(l, i))
		return false;
	if (month == i + 3 && lexeme_is(l, month, "month") &&
	    l->at[i].value < 1000) {
		shape_found(l, first, i, SCRUB_DATE, "date-ordinal", 85);
		return true;
	}
	if (!day_of(l, month) || day_of(l, month) > 12 ||
	    spelt_first(l, month) != month ||
	    (!is_ending(l, month + 1) && l->at[month + 1].kind != LEX_PERSON) ||
	    (lexeme_punct(l, month + 1, '-') && !l->at[month + 1].gap))
		return false;
	shape_found(l, first, month, SCRUB_DATE, "date-ordinal", 85);
	return true;
}

/* "moved to 5th on the emergency list": who is next. */
static bool
is_turn(const struct lexemes *l, size_t i)
{
	FEW(lists, "list", "board", "order", "queue");

	return lexeme_is(l, i + 1, "on") &&
	       (lexeme_few(l, i + 3, &lists) || lexeme_few(l, i + 4, &lists));
}

/* "the 14th", "from the 24th": a day unless it counts a thing. */
void
date_ordinal(struct lexemes *l, size_t i)
{
	static const char *const month[] = {"inst", "ult", "prox", NULL};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	const size_t first = spelt_first(l, i);
	bool the = lexeme_is(l, first - 1, "the");
	size_t before = first - 1 - the;
	bool spelt = x->value > 1000;
	unsigned day = day_of(l, i);
	bool cue = date_is_cue(l, before) && !lexeme_is(l, before, "in") &&
		   !lexeme_is(l, before, "at") && !lexeme_is(l, before, "of");
	bool strong = date_is_strong_cue(l, before);
	bool stop =
	    next->kind == LEX_PUNCT || next->kind == LEX_END || next->gap > 1;

	if (!day || lexeme_in(l, i + 1, counted) || is_of_counted(l, i) ||
	    is_rib(l, i) || (lexeme_punct(l, i + 1, '-') && !next->gap) ||
	    (!the && is_turn(l, i)))
		return;
	/* "DM 20th", "remaja 15th": tahun, years */
	if (l->lang == SCRUB_ID_ID && !spelt && !the &&
	    l->t->fold[x->end - 2] == 't')
		return;
	if (!spelt && lexeme_in(l, i + 1, month)) {
		shape_found(l, i, i + 1, SCRUB_DATE, "date-ordinal", 85);
		return; /* "13th inst." */
	}
	if (!spelt && date_over_commencing(l, i)) {
		shape_found(l, i - 3, i, SCRUB_DATE, "date-ordinal", 85);
		return;
	}
	if (find_of(l, i) || find_joined(l, i, before))
		return;
	if (spelt && day < 11 && (!strong || !the || !is_ending(l, i + 1)))
		return; /* "since the first clip" */
	if ((cue && is_ending(l, i + 1)) || (strong && !spelt) ||
	    (the && stop && !spelt &&
		(day > 4 || l->at[before].kind == LEX_FUNC)) ||
	    (the && day > 12 && !spelt) || (spelt && the && cue) ||
	    (spelt && the && day > 12 && is_ending(l, i + 1)) ||
	    (!spelt && next->kind == LEX_TIME) ||
	    (day > 12 && is_ending(l, i + 1) && !spelt))
		shape_found(l, first - (the ? over_weekend(l, first - 1) : 0),
		    i, SCRUB_DATE, "date-ordinal", cue || strong ? 80 : 65);
}

/* --- Indonesian: "tanggal" and its number ----------------------------------
 */

/* The last of the words for a day at i: "dua puluh satu"; i - 1: none. */
static size_t
over_day_words(const struct lexemes *l, size_t i)
{
	size_t last = i;

	while (last < i + 3 && l->at[last].kind == LEX_NUM &&
	       l->at[last].value != 0 && l->at[last].value != 100 &&
	       (last == i || l->at[last].gap == 1))
		last++;
	return last - 1;
}

/* "tgl 3 jam 11 malam", "tgl 28 C-arm": a clock, and a thing. */
static bool
is_other_unit(const struct lexemes *l, size_t i)
{
	return (lexeme_is(l, i, "jam") && l->at[i + 1].digits > 0) ||
	       (l->at[i].letters == 1 && lexeme_punct(l, i + 1, '-') &&
		   !l->at[i + 1].gap && l->at[i + 2].letters > 1);
}

/* "tgl 20an", "tanggal 3-nya": about that day, that very day. */
static bool
is_about(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin, *end = l->t->fold + x->end;
	unsigned day = 0;

	while (s < end && *s >= '0' && *s <= '9' && day < 100)
		day = 10 * day + (unsigned)(*s++ - '0');
	if (day == 0 || day > 31)
		return false;
	if (s < end && *s == '-')
		s++;
	return (end - s == 2 && memcmp(s, "an", 2) == 0) ||
	       (end - s == 3 && memcmp(s, "nya", 3) == 0);
}

/* The last of one day's or month's number or words at i; i - 1: none. */
static size_t
over_day_number(const struct lexemes *l, size_t i)
{
	static const char *const behind[] = {
	    "bulan", "bln", "tahun", "thn", "th", NULL};
	static const char *const which[] = {
	    "depan", "ini", "kemarin", "lalu", NULL};

	if (is_about(l, i))
		return i;
	if (l->at[i].kind != LEX_INT)
		return over_day_words(l, i);
	if (!date_is_day(l, i) ||
	    (lexeme_unit(l, i + 1) && !is_other_unit(l, i + 1) &&
		!(lexeme_in(l, i + 1, behind) &&
		    (l->at[i + 2].kind == LEX_INT ||
			lexeme_in(l, i + 2, which)))))
		return i - 1;
	return i;
}

/* "bulan sepuluh", "bln 4 thn 61" behind the day that ends at last. */
static size_t
over_month_number(const struct lexemes *l, size_t last)
{
	static const char *const month[] = {"bulan", "bln", NULL};
	static const char *const year[] = {"tahun", "thn", "th", NULL};
	size_t end;

	if (!lexeme_in(l, last + 1, month))
		return last;
	end = over_day_number(l, last + 2);
	if (end < last + 2)
		return last;
	if (lexeme_in(l, end + 1, year) && l->at[end + 2].kind == LEX_INT &&
	    (l->at[end + 2].digits == 2 || date_is_year(l, end + 2)))
		end += 2;
	return end;
}

/* "thn 2021 bulan 6", "bln 4 tahun 2019": the number of a month, with its year.
 */
void
date_month_number(struct lexemes *l, size_t i)
{
	static const char *const month[] = {"bulan", "bln", NULL};
	static const char *const year[] = {"tahun", "thn", "th", NULL};
	const size_t behind = i + 1 + lexeme_in(l, i + 1, year);
	size_t first = i, last = i;

	if (l->lang != SCRUB_ID_ID || !lexeme_in(l, i - 1, month) ||
	    l->at[i].digits > 2 || l->at[i].value < 1 || l->at[i].value > 12)
		return;
	if (date_is_year(l, behind)) {
		first = i - 1;
		last = behind;
	} else if (i > 1 && date_is_year(l, i - 2) && !lexeme_unit(l, i + 1)) {
		first = i - 2;
	} else {
		return;
	}
	shape_found(l, first, last, SCRUB_DATE, "date-month-year", 85);
}

/* "tgl 15", "tanggal tujuh belas bulan sepuluh", "tgl 15 dan 17", "tanggal 10
 * s.d. 12", "tgl 10 besar". */
size_t
date_numbered(struct lexemes *l, size_t i)
{
	static const char *const word[] = {"tgl", "tanggal", NULL};
	/* Months that are ordinary words elsewhere. */
	static const char *const java[] = {
	    "besar", "poso", "pasa", "selo", "apit", NULL};
	size_t first =
	    i + 1 + lexeme_punct(l, i + 1, '.') + lexeme_punct(l, i + 1, ':');
	size_t last;

	if (!lexeme_in(l, i, word))
		return i;
	last = over_day_number(l, first);
	if (last < first)
		return i;
	for (size_t at = last + 2, end; at < last + 7; at++) {
		end = over_day_number(l, at);
		if (end < at)
			continue;
		if (date_joint_before(l, at) != last + 1)
			break;
		if (date_is_month(l->at[end + 1].kind))
			return i; /* the month takes them */
		if (!is_ending(l, end + 1) &&
		    l->at[end + 1].kind != LEX_CUE_DATE)
			break;
		last = end;
		at = last + 1;
	}
	last = over_month_number(l, last);
	if (date_is_month(
		l->at[last + 1 + lexeme_is(l, last + 1, "bulan")].kind))
		return i; /* the month takes them */
	last += lexeme_in(l, last + 1, java);
	shape_found(l, first, last, SCRUB_DATE, "date-day", 85);
	return last;
}

/* "bu Mei", "ny. Mei", "Lie Mei Hua", "Mei Ling": somebody who is called so. */
bool
date_is_mei(const struct lexemes *l, size_t i)
{
	FEW(title, "bu", "ibu", "ny", "nyonya", "nn", "nona", "ci", "cik",
	    "cici", "tante", "mbak", "mba", "kak", "sdri", "sus", "suster",
	    "zr", "oma");
	const size_t before = i - 1 - lexeme_punct(l, i - 1, '.');

	if (l->lang != SCRUB_ID_ID || !lexeme_is(l, i, "mei"))
		return false;
	return lexeme_few(l, before, &title) ||
	       (!l->t->all_caps && lexeme_title(l, i) &&
		   l->at[i + 1].kind == LEX_WORD && l->at[i + 1].gap == 1 &&
		   lexeme_title(l, i + 1) && l->at[i + 1].letters < 6);
}

/* What a rota says before the days of somebody: "jaga malam 12, 15 dan 18",
 * "libur sy 5 sama 6". */
static bool
is_on_rota(const struct lexemes *l, size_t i)
{
	FEW(duty, "jaga", "dinas", "libur", "cuti", "piket");
	FEW(who, "sy", "saya", "aku", "sya", "kita", "hari");
	size_t k = i - 1 - lexeme_punct(l, i - 1, ':');

	for (unsigned far = 0; far < 3; far++, k--) {
		if (lexeme_few(l, k, &duty))
			return true;
		if (l->at[k].kind != LEX_DAY_PART && !lexeme_few(l, k, &who))
			return false;
	}
	return false;
}

/* The days from i on, each later than the one before; "jaga 2, 3 orang" and
 * "jaga 1, 2" are none. */
void
date_rota(struct lexemes *l, size_t i)
{
	FEW(joint, "dan", "sama", "ama", "&", "n");
	size_t day[12], count = 0, at = i;

	if (l->lang != SCRUB_ID_ID || !is_on_rota(l, i))
		return;
	while (count < 12 && l->at[at].kind == LEX_INT && date_is_day(l, at) &&
	       !l->at[at].taken && l->at[at].value <= 31 &&
	       (!count || l->at[at].value > l->at[day[count - 1]].value)) {
		day[count++] = at++;
		at += l->at[at].kind == LEX_DAY_PART;
		if (!lexeme_punct(l, at, ',') && !lexeme_punct(l, at, '&') &&
		    !lexeme_few(l, at, &joint))
			break;
		at++;
	}
	if (count < 2 || l->at[day[count - 1]].value < 4 ||
	    day[count - 1] >= at || !is_ending(l, day[count - 1] + 1))
		return;
	for (size_t k = 0; k < count; k++)
		shape_found(l, day[k], day[k], SCRUB_DATE, "date-day", 70);
}

/* A day in parts: "the 4 th", "17 an". The last lexeme, or i: none. */
size_t
date_parted(struct lexemes *l, size_t i)
{
	static const char *const ending[] = {"th", "st", "nd", "rd", "th"};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	size_t far =
	    x->value % 10u < 4 && x->value / 10u != 1 ? x->value % 10u : 4;
	bool the = lexeme_is(l, i - 1, "the");

	if (lexeme_is(l, i, "17-an") ||
	    (x->value == 17 && x->kind == LEX_INT && next->gap == 1 &&
		lexeme_is(l, i + 1, "an") && l->lang == SCRUB_ID_ID &&
		!lexeme_punct(l, i + 2, '.'))) {
		size_t last = i + (x->kind == LEX_INT);

		shape_found(l, i, last, SCRUB_DATE, "date-holiday", 85);
		return last;
	}
	if (x->kind != LEX_INT || l->lang == SCRUB_ID_ID ||
	    !date_is_day(l, i) || next->gap != 1 ||
	    !lexeme_is(l, i + 1, ending[far]) || !is_ending(l, i + 2) ||
	    (!the && !date_is_cue(l, i - 1) && !lexeme_is(l, i + 2, "of")))
		return i;
	shape_found(l, i, i + 1, SCRUB_DATE, "date-ordinal", 75);
	return i + 1;
}
