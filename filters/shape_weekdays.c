/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/* Weekdays and holidays by name. */

static const char *const articles[] = {"a", "an", NULL};

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

	if (next->kind == LEX_INT && next->digits == 4 && next->value < 2400 &&
	    next->value % 100 < 60)
		return true; /* "sat 0900" */
	if ((lexeme_is(l, i - 1, "or") || lexeme_is(l, i - 1, "and")) &&
	    l->at[i - 2].taken)
		return true;
	if (lexeme_title(l, i) && !l->t->all_caps && inside &&
	    ((lexeme_is(l, i + 1, "at") &&
		 (lexeme_is(l, i + 2, "noon") ||
		     l->at[i + 2].kind == LEX_TIME ||
		     l->at[i + 2].kind == LEX_DAY_PART)) ||
		(lexeme_is(l, i + 1, "is") && lexeme_is(l, i + 2, "in"))))
		return true; /* "lands Sat at noon" */
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

bool
date_weekday_for_sure(const struct lexemes *l, size_t i)
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
	if (date_is_month(l->at[i + 2].kind) || next->kind == LEX_FRACTION ||
	    next->kind == LEX_DAY_PART || next->kind == LEX_TIME ||
	    next->kind == LEX_ORDINAL || next->kind == LEX_DATE ||
	    next->kind == LEX_WEEKDAY || lexeme_is(l, i + 1, "list"))
		return true;
	if (lexeme_punct(l, i + 1, '.') && lexeme_title(l, i) &&
	    l->at[i + 2].kind == LEX_FRACTION)
		return true; /* "Sun. 11/22" */
	if (next->kind == LEX_PUNCT || lexeme_is(l, i + 1, "to"))
		if (l->at[i + 2].kind == LEX_WEEKDAY ||
		    l->at[i + 2].kind == LEX_WEEKDAY_MAYBE)
			return true;
	if (lexeme_is(l, i, "sat"))
		return sat_is_saturday(l, i);
	return !article && !(lexeme_punct(l, i + 1, '\'') && !next->gap) &&
	       !lexeme_punct(l, i + 1, '.') && next->kind != LEX_INT;
}

size_t
date_weekday(struct lexemes *l, size_t i)
{
	static const char *const behind[] = {"depan", "lalu", "kemarin",
	    "kemaren", "ini", "besok", "mendatang", "last", NULL};
	static const char *const before[] = {
	    "last", "next", "this", "coming", NULL};
	size_t first = i, last = i;
	bool alone = true;

	if (!date_weekday_for_sure(l, i))
		return i;
	if (lexeme_in(l, i - 1, before))
		first--;
	else if (l->at[i - 1].kind == LEX_ORDINAL &&
		 (lexeme_is(l, i + 1, "in") || lexeme_is(l, i + 1, "of")) &&
		 date_is_month(l->at[i + 2].kind)) {
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
	else if (date_is_day(l, last + 1) && l->at[last + 1].gap == 1 &&
		 (l->at[last + 1].kind == LEX_ORDINAL ||
		     date_is_month(l->at[last + 2].kind))) {
		last++;
		alone = l->at[last].kind != LEX_ORDINAL;
	} else if (lexeme_is(l, last + 1, "the") &&
		   l->at[last + 2].kind == LEX_ORDINAL) {
		last += 2;
		alone = false;
	}
	if (alone && date_is_month(l->at[last + 1].kind) && last > i)
		return date_month(l, last + 1);
	if (lexeme_is(l, last + 1, "ago") && l->at[i - 1].kind == LEX_NUM) {
		first = i - 1; /* "three Fridays ago" */
		last++;
	} else if (lexeme_is(l, last + 1, "week") &&
		   (l->at[last + 2].kind == LEX_PUNCT ||
		       l->at[last + 2].kind == LEX_END ||
		       lexeme_is(l, last + 2, "for") ||
		       lexeme_is(l, last + 2, "at"))) {
		last++; /* "Thursday week" */
	} else if (last == i && l->at[i].kind == LEX_WEEKDAY &&
		   l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1 &&
		   l->at[i + 1].value > 24 && l->at[i + 1].value < 32 &&
		   !lexeme_unit(l, i + 2)) {
		last++; /* "Sabtu 28" */
	}
	shape_found(l, first, last, SCRUB_DATE, "date-weekday",
	    l->at[i].kind == LEX_WEEKDAY ? 92 : 75);
	return last;
}

/* "2nd day of Eid", "first week of Advent", "hari kedua Lebaran". */
static size_t
over_part_of_holiday(const struct lexemes *l, size_t i)
{
	static const char *const part[] = {
	    "day", "night", "week", "weekend", "sunday", NULL};
	static const char *const nth[] = {
	    "pertama", "kedua", "ketiga", "terakhir", NULL};

	if (lexeme_is(l, i - 1, "of") && lexeme_in(l, i - 2, part) &&
	    (l->at[i - 3].kind == LEX_ORDINAL || lexeme_is(l, i - 3, "last")) &&
	    !l->at[i - 3].taken)
		return i - 3;
	if (lexeme_in(l, i - 1, nth) && lexeme_is(l, i - 2, "hari"))
		return i - 2;
	return i;
}

size_t
date_holiday(struct lexemes *l, size_t i)
{
	static const char *const part[] = {
	    "weekend", "wknd", "eve", "term", NULL};
	size_t first = over_part_of_holiday(l, i), last = date_over_year(l, i);

	if (lexeme_is(l, i + 1, "disease") || lexeme_is(l, i + 1, "tree"))
		return i;
	if (l->at[i].kind == LEX_HOLIDAY_MAYBE &&
	    (!lexeme_title(l, i) || l->t->all_caps ||
		l->at[i - 1].kind == LEX_END) &&
	    !(i && lexeme_in(l, i - 1,
		       (const char *const[]){"for", "since", "during", "until",
			   "before", "after", "bulan", NULL})))
		return i;
	if (l->at[i + 1].kind == LEX_ORDINAL && l->at[i + 1].gap == 1)
		last = i + 1;
	else if (lexeme_in(l, last + 1, part))
		last++;
	if (first == i && date_is_day(l, i - 1) &&
	    l->at[i - 1].kind == LEX_INT && l->at[i].gap == 1 &&
	    !l->at[i - 1].taken)
		first--; /* "5 Ramadan" */
	shape_found(l, first, last, SCRUB_DATE, "date-holiday",
	    l->at[i].kind == LEX_HOLIDAY ? 90 : 70);
	return last;
}
