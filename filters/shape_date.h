/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SHAPE_DATE_H
#define SCRUB_SHAPE_DATE_H

#include "lexeme.h"

/* What the files of dates share: numbers (shape_dates.c), days of a month that
 * nobody names (shape_days.c), two numbers with a bar
 * (shape_fractions.c), names of months (shape_months.c), of weekdays
 * and holidays (shape_weekdays.c). */

/* Questions about lexeme i. */
bool date_is_month(enum lexeme_kind kind);

static inline bool
date_is_feast(enum lexeme_kind kind)
{
	return kind == LEX_HOLIDAY || kind == LEX_HOLIDAY_MAYBE;
}

/* "the first Monday of May", "of Lent" */
static inline bool
date_has_weekdays(enum lexeme_kind kind)
{
	return date_is_month(kind) || date_is_feast(kind);
}

bool date_is_cue(const struct lexemes *l, size_t i);
bool date_is_dob(const struct lexemes *l, size_t i);
/* "w/c" before the day: how many lexemes; 0: not there. */
size_t date_over_commencing(const struct lexemes *l, size_t day);
/* A cue that makes even "4.11" a date: stronger than a preposition. */
bool date_is_strong_cue(const struct lexemes *l, size_t i);
/* Is the weekday at i one: "sat", "sun" and "minggu" may be others. */
bool date_weekday_for_sure(const struct lexemes *l, size_t i);
bool date_is_score(const struct lexemes *l, size_t i);
bool date_is_year(const struct lexemes *l, size_t i);
bool date_is_day(const struct lexemes *l, size_t i);
/* Are the ordinals first..last of what is counted: "ribs 4th to 8th"? */
bool date_is_counted(const struct lexemes *l, size_t first, size_t last);
/* Could a and b be a day and a month, either way round? */
bool date_day_and_month(unsigned a, unsigned b);
/* The cue before i over at most `max` small words: "dob: ", "date is the". */
bool date_cue_before(const struct lexemes *l, size_t i, unsigned max,
    bool (*is_cue)(const struct lexemes *, size_t));

/* The last lexeme with the year behind `last`: ", 2026", " '26". */
size_t date_over_year(const struct lexemes *l, size_t last);
/* What joins the day at i with one before it: "-", "and the", "s/d", "s.d.";
 * the joint's first lexeme, or i: none. */
size_t date_joint_before(const struct lexemes *l, size_t i);
/* Found, with the weekday before it. */
void date_found(struct lexemes *l, size_t first, size_t last, const char *rule,
    unsigned certainty);

/* "insisi 08.05": a clock's, not a day of a month (shape_clock.c). */
bool shape_is_clock(struct lexemes *l, size_t i);
bool shape_is_delivery(struct lexemes *l, size_t born);

/* "11/8" at i. */
void date_fraction(struct lexemes *l, size_t i);

/* Finders: what may begin at i; they return the last lexeme used. */
size_t date_month(struct lexemes *l, size_t i);
size_t date_weekday(struct lexemes *l, size_t i);
size_t date_holiday(struct lexemes *l, size_t i);
size_t date_named_day(struct lexemes *l, size_t i);
void date_ordinal(struct lexemes *l, size_t i);
size_t date_numbered(struct lexemes *l, size_t i);
bool date_is_mei(const struct lexemes *l, size_t i);
void date_month_number(struct lexemes *l, size_t i);
void date_rota(struct lexemes *l, size_t i);
/* A season before its year at i: found, or false. */
bool date_season(struct lexemes *l, size_t i);
size_t date_parted(struct lexemes *l, size_t i);
/* "dob 11,2,1949", "born 26|1|71": one odd sign twice. */
bool date_signed(struct lexemes *l, size_t i);

#endif
