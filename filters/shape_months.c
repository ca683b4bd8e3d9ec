/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Dates by the names of months. */

/* 1447 of the Hijra, 1404 in Persia, 2569 in Thailand, 5786 of the Jews:
 * behind what is of another calendar than ours. */
static bool
is_other_year(const struct lexemes *l, size_t before, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const uint8_t kind = l->at[before].kind;

	return (kind == LEX_MONTH_OTHER || kind == LEX_HOLIDAY) &&
	       x->kind == LEX_INT && x->digits == 4 && x->gap == 1 &&
	       ((x->value >= 1300 && x->value < 1500) ||
		   (x->value >= 2400 && x->value < 2700) ||
		   (x->value >= 5600 && x->value < 5900));
}

/* Behind a date: ", 2026", " '26", " 26" (only 'nn or 4 digits). */
size_t
date_over_year(const struct lexemes *l, size_t last)
{
	FEW(era, "h", "ah", "hijri", "hijriah", "hijriyah");
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
	if (is_other_year(l, last, i))
		return i + lexeme_few(l, i + 1, &era);
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

	if (l->at[i - 1].kind == LEX_DAY_PART &&
	    l->at[i - 2].kind == LEX_WEEKDAY && l->at[i].gap == 1)
		return i - 2; /* "Rabu pagi 08/04" */
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

/* "wk of 6 July", "w/c 4 May", "le 4 mai": the first lexeme. */
static size_t
over_week_before(const struct lexemes *l, size_t first)
{
	static const char *const week[] = {
	    "week", "wk", "weekend", "wknd", NULL};
	const size_t word = first - 1 - lexeme_is(l, first - 1, "the");

	if (l->at[first].gap > 1)
		return first;
	if (lexeme_is(l, word, "of") && lexeme_in(l, word - 1, week))
		return word - 1;
	if ((lexeme_is(l, first - 1, "c") || lexeme_is(l, first - 1, "e")) &&
	    lexeme_punct(l, first - 2, '/') && lexeme_is(l, first - 3, "w"))
		return first - 3;
	return first - (lexeme_is(l, first - 1, "le") && date_is_day(l, first));
}

void
date_found(struct lexemes *l, size_t first, size_t last, const char *rule,
    unsigned certainty)
{
	first = over_weekday_before(l, first);
	first = over_week_before(l, first);
	shape_found(l, first, last, SCRUB_DATE, rule, certainty);
}

static const char *const articles[] = {"a", "an", NULL};

size_t
date_joint_before(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"and", "to", "or", "till", "until",
	    "through", "thru", "s/d", "sd", "sampai", "hingga", "dan", "atau",
	    NULL};
	size_t at = i - 1 - lexeme_is(l, i - 1, "the"), d;

	if (lexeme_in(l, at, word) ||
	    (at == i - 1 &&
		(lexeme_punct(l, at, '-') || lexeme_punct(l, at, '/') ||
		    lexeme_punct(l, at, '&') || lexeme_punct(l, at, '+'))))
		return at;
	d = i - 1 - lexeme_punct(l, i - 1, '.');
	if (lexeme_is(l, d, "d") && lexeme_punct(l, d - 1, '.') &&
	    lexeme_is(l, d - 2, "s"))
		return d - 2;
	return i;
}

/* "14 s.d. 19 Okt", "3, 4 and 5 May": the first of the days before the one at
 * i. */
static size_t
over_joined_days(const struct lexemes *l, size_t i)
{
	size_t joint = date_joint_before(l, i);

	for (unsigned far = 0;
	     far < 6 && joint != i && date_is_day(l, joint - 1) &&
	     !l->at[joint - 1].taken;
	     far++) {
		i = joint - 1;
		joint = lexeme_punct(l, i - 1, ',') ? i - 1
						    : date_joint_before(l, i);
	}
	return i;
}

/* May the number words from i on be a day of this month? In English, "the two
 * may go" is none. */
static bool
may_count_days(const struct lexemes *l, size_t i, size_t month)
{
	static const char *const verbs[] = {"may", "march", "mar", NULL};
	const unsigned value = l->at[i].value;

	if (l->at[i].kind != LEX_NUM || (value > 20 && value != 30))
		return false;
	return l->lang == SCRUB_ID_ID || !lexeme_in(l, month, verbs) ||
	       date_is_cue(l, i - 1);
}

/* "tiga maret", "dua puluh satu Mei", "satu suro", "twenty-six January", in
 * either language's texts; month: none. */
static size_t
over_words_before(const struct lexemes *l, size_t month)
{
	size_t i = month;

	while (month - i < 4 && !l->at[i - 1].taken && l->at[i].gap <= 1) {
		const bool hyphen = i != month && lexeme_punct(l, i - 1, '-');

		if (l->at[i - 1 - hyphen].kind != LEX_NUM ||
		    l->at[i - 1 - hyphen].value == 0)
			break;
		i -= 1u + hyphen;
	}
	return i != month && may_count_days(l, i, month) ? i : month;
}

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
		return l->at[i - 1].kind == LEX_NUM && i != month
			   ? i - 1
			   : over_words_before(l, month);
	i--;
	if (l->at[i].kind == LEX_ORDINAL && i > 1 &&
	    lexeme_punct(l, i - 1, '-') && l->at[i - 2].kind == LEX_NUM)
		return i - 2;
	return over_joined_days(l, i);
}

/* APR, OCT, DES, PEB: operations, scans, stents, states in capitals. */
static bool
is_abbreviation(const struct lexemes *l, size_t i)
{
	return l->at[i].letters == 3 && lexeme_upper(l, i) && !l->t->all_caps;
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
	FEW(span, "bulan", "bln", "minggu", "mgg", "hari");
	size_t i = month + 1;

	if (lexeme_punct(l, i, '.') && l->at[i + 1].gap == 1)
		i++;
	if (lexeme_is(l, i, "the"))
		i++;
	if (l->at[i].gap > 1 || !date_is_day(l, i) ||
	    (lexeme_unit(l, i + 1) && !is_with(l, i + 1)) ||
	    (is_abbreviation(l, month) && lexeme_few(l, i + 1, &span)))
		return month; /* "riw DES 3 bulan lalu": a stent */
	if ((lexeme_punct(l, i + 1, '-') || lexeme_punct(l, i + 1, '/') ||
		lexeme_punct(l, i + 1, '&')) &&
	    date_is_day(l, i + 2) && !lexeme_unit(l, i + 3))
		return i + 2;
	return i;
}

/* Is it another calendar's month that is called like somebody or something? */
static bool
is_other_name(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_MONTH_OTHER && l->at[i].value != 0;
}

/* "since Shawwal", "habis syawal"; "month of Rajab". */
static bool
other_alone(const struct lexemes *l, size_t i, bool cue)
{
	static const char *const also[] = {"sebelum", "sesudah", "setelah",
	    "habis", "sampai", "selama", "menjelang", "jelang", "pas", NULL};

	if (lexeme_is(l, i - 1, "bulan") ||
	    (lexeme_is(l, i - 1, "of") && lexeme_is(l, i - 2, "month")))
		return true;
	return !is_other_name(l, i) && (cue || lexeme_in(l, i - 1, also));
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

	if (l->at[i].kind == LEX_MONTH_OTHER)
		return other_alone(l, i, lexeme_in(l, i - 1, before));
	if (lexeme_is(l, i - 1, "the") && lexeme_title(l, i) &&
	    !l->t->all_caps && l->at[i + 1].kind == LEX_WORD &&
	    l->at[i + 1].gap == 1 && !lexeme_title(l, i + 1) &&
	    (lexeme_is(l, i, "may") || lexeme_is(l, i, "march")))
		return true; /* "the May audit" */
	if (lexeme_in(l, i - 1, articles) || lexeme_is(l, i + 1, "bug") ||
	    shape_is_half_name(l, i))
		return false;
	if (lexeme_punct(l, i + 1, '-') && !l->at[i + 1].gap &&
	    l->at[i + 2].letters && !l->at[i + 2].gap)
		return false; /* May-Thurner */
	if (((is_abbreviation(l, i) || lexeme_is(l, i, "peb")) && !cue) ||
	    (lexeme_is(l, i, "des") && l->lang != SCRUB_ID_ID))
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

/* "akhir Maret", "third week of August", "first wk of Sept", "minggu kedua
 * Maret", "ides of March", "malam 1 Suro": the part of the month goes with it.
 */
static size_t
over_part_before(const struct lexemes *l, size_t first)
{
	static const char *const part[] = {
	    "pertengahan", "awal", "akhir", "penghujung", NULL};
	static const char *const week[] = {
	    "week", "wk", "weekend", "wknd", "pekan", "minggu", NULL};
	static const char *const nth[] = {"pertama", "kedua", "ketiga",
	    "keempat", "kelima", "terakhir", "ke-1", "ke-2", "ke-3", "ke-4",
	    NULL};
	size_t bulan = first - lexeme_is(l, first - 1, "bulan");
	size_t of = first - lexeme_is(l, first - 1, "of");

	if (lexeme_in(l, bulan - 1, part))
		return bulan - 1;
	if (of != first &&
	    (lexeme_is(l, of - 1, "ides") || lexeme_is(l, of - 1, "eve")))
		return of - 1;
	if (lexeme_in(l, of - 1, week))
		return of - 1 - (l->at[of - 2].kind == LEX_ORDINAL);
	if (lexeme_in(l, of - 1, nth) && lexeme_in(l, of - 2, week))
		return of - 2;
	return first;
}

/* "Oktober tahun lalu", "november akhir". */
static size_t
over_part_behind(const struct lexemes *l, size_t last)
{
	static const char *const part[] = {"awal", "akhir", NULL};
	static const char *const which[] = {
	    "lalu", "depan", "kemarin", "kemaren", "ini", NULL};

	if (l->lang != SCRUB_ID_ID)
		return last;
	if (lexeme_is(l, last + 1, "tahun") && lexeme_in(l, last + 2, which))
		return last + 2;
	return last + lexeme_in(l, last + 1, part);
}

/* "malam 1 Suro". */
static size_t
over_word_before(const struct lexemes *l, size_t first)
{
	static const char *const word[] = {"malam", "malem", "mlm", NULL};

	return first - lexeme_in(l, first - 1, word);
}

/* "28 Juni s.d. 2 Juli": the sign between two dates, which tells neither. */
static size_t
over_range_before(const struct lexemes *l, size_t first)
{
	size_t joint = date_joint_before(l, first);

	return joint != first && l->at[joint - 1].taken &&
		       (lexeme_is(l, joint, "s") ||
			   lexeme_is(l, joint, "s/d") ||
			   lexeme_is(l, joint, "sd")) &&
		       (date_is_month(l->at[joint - 1].kind) ||
			   date_is_year(l, joint - 1))
		   ? joint
		   : first;
}

/* What number a day of a month that may be a name would rather be. */
static bool
is_bed(const struct lexemes *l, size_t i)
{
	switch (l->at[i].kind) {
	case LEX_ROOM:
	case LEX_ROOM_MAYBE:
	case LEX_WARD:
	case LEX_CUE_NO:
	case LEX_CUE_ID:
	case LEX_CUE_PHONE:
	case LEX_VITAL:
	case LEX_SCORE:
		return true;
	default:
		return false;
	}
}

/* "only 2 may enter", "third may not go": no month. */
static bool
does_behind(const struct lexemes *l, size_t may)
{
	static const char *const verb[] = {"be", "not", "have", "need", "enter",
	    "go", "come", "leave", "stay", "start", "want", "also", "still",
	    "help", "scrub", "observe", "attend", NULL};

	return lexeme_in(l, may + 1, verb);
}

/* "7th of July 46", "Jan 30th, 26.": the year in two digits behind a day; not
 * ", 26 patients". */
static size_t
over_short_year(const struct lexemes *l, size_t last)
{
	const size_t i = last + 1 + (lexeme_punct(l, last + 1, ',') ||
					lexeme_punct(l, last + 1, '.'));
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];

	if (x->kind != LEX_INT || x->digits != 2 || x->gap != 1 ||
	    lexeme_unit(l, i + 1) || next->kind == LEX_SPAN_UNIT ||
	    next->kind == LEX_YEARS || next->kind == LEX_SEX)
		return last;
	if (next->kind == LEX_PUNCT && (next->value == '%' ||
		next->value == '/' || (next->value == '-' && !next->gap)))
		return last;
	if (next->kind == LEX_END || next->gap > 1 ||
	    next->kind == LEX_FUNC || next->kind == LEX_PUNCT)
		return i;
	return i == last + 1 ? i : last;
}

size_t
date_month(struct lexemes *l, size_t i)
{
	const bool other = l->at[i].kind == LEX_MONTH_OTHER;
	size_t first = over_day_before(l, i), last = i, behind;
	bool day = first != i;

	if (day && is_other_name(l, i) &&
	    (is_bed(l, first - 1) || lexeme_is(l, i + 1, "bars")))
		return i;
	if (l->at[i + 1].kind == LEX_PUNCT &&
	    (lexeme_punct(l, i + 1, '/') || lexeme_punct(l, i + 1, '-')) &&
	    date_is_month(l->at[i + 2].kind) && !l->at[i + 2].gap)
		last = i + 2;
	behind = day || is_other_name(l, i) ? last : over_day_behind(l, last);
	if (behind != last)
		day = true;
	if (!day && !other && (behind = over_spoken_day(l, last + 1)) != 0)
		day = true;
	last = behind > last ? behind : last;
	behind = date_over_year(l, last);
	last = over_spoken_year(l, behind == last && day && !other
				       ? over_short_year(l, last)
				       : behind);
	if (!day && last == i && (date_is_mei(l, i) || !month_alone(l, i)))
		return i;
	if (lexeme_is(l, i, "des") && is_abbreviation(l, i) &&
	    l->lang != SCRUB_ID_ID)
		return i;
	if (lexeme_is(l, i, "may") &&
	    ((first == i && last == i + 1 && lexeme_is(l, last + 1, "of")) ||
		(last == i && does_behind(l, i))))
		return i;
	last = over_part_behind(l, last);
	if (!day || first == i)
		first = over_part_before(l, first);
	else if (other)
		first = over_word_before(l, first);
	date_found(
	    l, over_range_before(l, first), last, "date-month", day ? 97 : 85);
	return last;
}
