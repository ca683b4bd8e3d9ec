/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

/*
 * What the writer explains: two numbers that are said to be a date ("8.3 = 8
 * March", ""3-12" on the drain it's Dec third"), and ages of 90 and more in a
 * list that is said to be of them ("two over ninety: 91 for hemi, 96 for EUA").
 */

#define DATE_BACK 12u /* lexemes between the numbers and what they are */
#define LIST_BACK 18u /* lexemes between an age and what the list is of */
#define SPELT 1000u   /* more is an ordinal in letters */
#define OLD 90u
#define OLDEST 115u

/* The day beside the month at i, which was found with it; 0: none. */
static unsigned
day_beside(const struct lexemes *l, size_t i)
{
	for (size_t k = i - 1; k < i + 2; k += 2) {
		const struct lexeme *x = &l->at[k];
		const unsigned day = x->value % SPELT;

		if (x->taken && day >= 1 && day <= 31 &&
		    (x->kind == LEX_INT || x->kind == LEX_ORDINAL ||
			x->kind == LEX_NUM))
			return day;
	}
	return 0;
}

/* 1 to 12, by its first three letters in both languages; 0: none of them. */
static unsigned
month_of(const struct lexemes *l, size_t i)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec"
				     "janpebmrtaprmeijunjulagusepoktnopdes";
	const struct lexeme *x = &l->at[i];

	for (size_t k = 0; x->end - x->begin >= 3 && months[k] != '\0'; k += 3)
		if (memcmp(l->t->fold + x->begin, months + k, 3) == 0)
			return (unsigned)(k / 3 % 12) + 1;
	return 0;
}

/* "=", "means", "it's" before the date that the month at i is of. */
static bool
is_explained(const struct lexemes *l, size_t i)
{
	FEW(means, "artinya", "berarti", "e", "ie", "is", "itu", "maksudnya",
	    "meaning", "means", "s", "say", "says");
	size_t at = i;

	while (at > 0 && at + 3 > i && l->at[at - 1].taken)
		at--;
	at -= lexeme_is(l, at - 1, "the");
	at -= lexeme_punct(l, at - 1, '.') && lexeme_is(l, at - 2, "e");
	return lexeme_punct(l, at - 1, '=') || lexeme_few(l, at - 1, &means);
}

/* Are the one or three lexemes that end with i the numbers a and b, of which
 * nothing else is said? The first; 0: no. */
static size_t
numbers_at(const struct lexemes *l, size_t i, unsigned a, unsigned b)
{
	unsigned n[3] = {0};
	size_t first = i;

	if (l->at[i].kind == LEX_INT && !l->at[i].gap && i > 2 &&
	    !l->at[i - 1].gap && l->at[i - 2].kind == LEX_INT &&
	    (lexeme_punct(l, i - 1, '-') || lexeme_punct(l, i - 1, '/') ||
		lexeme_punct(l, i - 1, '.'))) {
		first = i - 2;
		n[0] = l->at[first].value;
		n[1] = l->at[i].value;
	} else if (l->at[i].letters || lexeme_numbers(l, i, n, 3) != 2) {
		return 0;
	}
	if (l->at[first].taken || l->at[i].taken ||
	    l->at[first - 1].kind == LEX_VITAL ||
	    l->at[first - 1].kind == LEX_SCORE || lexeme_unit(l, i + 1))
		return 0;
	return (n[0] == a && n[1] == b) || (n[0] == b && n[1] == a) ? first : 0;
}

/* "6/5, clinic is 6 May": behind the comma at i something else is said. */
static bool
is_other_clause(const struct lexemes *l, size_t i)
{
	static const char *const it[] = {"i", "ie", "it", "its", "meaning",
	    "means", "so", "that", "thats", "this", "which", "artinya",
	    "berarti", "itu", "maksudnya", NULL};

	return lexeme_punct(l, i, ',') && !lexeme_in(l, i + 1, it);
}

/* "8.3 = 8 March": the numbers before the month at i. */
static void
told_before(struct lexemes *l, size_t i)
{
	const unsigned day = day_beside(l, i), month = month_of(l, i);

	if (day == 0 || month == 0 || !is_explained(l, i))
		return;
	for (size_t k = i - 1; k > 3 && k + DATE_BACK > i; k--) {
		const size_t first = numbers_at(l, k, day, month);

		if (is_other_clause(l, k))
			return;
		if (first == 0)
			continue;
		shape_found(l, first, k, SCRUB_DATE, "date-cue", 80);
		return;
	}
}

/* "over ninety", "90+", "nonagenarians" at i. */
static bool
is_old(const struct lexemes *l, size_t i)
{
	FEW(olds, "centenarians", "nonagenarian", "nonagenarians");
	FEW(over, "above", "over", "past");
	const struct lexeme *x = &l->at[i];

	if (x->kind == LEX_WORD)
		return lexeme_few(l, i, &olds);
	if ((x->kind != LEX_NUM && x->kind != LEX_INT) || x->value != OLD ||
	    l->at[i - 2].kind == LEX_VITAL)
		return false;
	/* "90+ yo" is one */
	return lexeme_punct(l, i + 1, '+') ? l->at[i + 2].kind != LEX_YEARS &&
						 l->at[i + 2].kind != LEX_SEX
					   : lexeme_few(l, i - 1, &over);
}

/* An age in a list: between its signs, for an operation or with the next. */
static bool
is_entry(const struct lexemes *l, size_t i)
{
	static const char *const on[] = {"and", "dan", "for", NULL};
	static const char *const joint[] = {"and", "dan", NULL};
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_INT && x->value >= OLD && x->value <= OLDEST &&
	       (lexeme_punct(l, i - 1, ':') || lexeme_punct(l, i - 1, ',') ||
		   lexeme_punct(l, i - 1, '&') || lexeme_in(l, i - 1, joint)) &&
	       (l->at[i + 1].kind == LEX_END || lexeme_punct(l, i + 1, ',') ||
		   lexeme_punct(l, i + 1, '.') || lexeme_punct(l, i + 1, ';') ||
		   lexeme_punct(l, i + 1, '&') || lexeme_in(l, i + 1, on));
}

/* Is the entry at i one of a list that is said to be of the old? */
static bool
is_of_old(const struct lexemes *l, size_t i)
{
	for (size_t k = i - 1; k > 3 && k + LIST_BACK > i; k--) {
		const struct lexeme *x = &l->at[k];

		if (x->kind == LEX_VITAL || lexeme_punct(l, k, '.'))
			return false;
		if (is_old(l, k))
			return true;
	}
	return false;
}

void
shape_told_dates(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_DATE)) < l->count; i++)
		if (l->at[i].taken && date_is_month(l->at[i].kind))
			told_before(l, i);
}

void
shape_told_ages(struct lexemes *l)
{
	for (size_t i = 4; i < l->count; i++)
		if (!l->at[i].taken && is_entry(l, i) && is_of_old(l, i))
			shape_found(l, i, i, SCRUB_AGE, "age-cue", 80);
}
