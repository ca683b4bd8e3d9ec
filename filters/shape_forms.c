/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Numbers that show by their form, or by what is said of them, that they are
 * somebody's. */

/* "118 204 663": nothing that goes up by steps, no readings. */
static bool
is_threes(const struct lexemes *l, size_t first, size_t i, size_t last)
{
	const struct lexeme *x = &l->at[i];

	if (first < i || last != i + 2 || shape_is_series_of(l, i, last))
		return false;
	for (size_t k = i; k <= last; k++)
		if (l->at[k].kind != LEX_INT || l->at[k].digits != 3)
			return false;
	return !(x[0].value % 10) + !(x[1].value % 10) + !(x[2].value % 10) <
		   2 &&
	       x[1].value - x[0].value != x[2].value - x[1].value;
}

/* Groups that only an identifier has: "G0916 37 005 530 3", "QZN 771 204",
 * "0047 7821", "77·201·8833". */
bool
shape_is_grouped(const struct lexemes *l, size_t first, size_t i, size_t last)
{
	bool clocks = true, fours = true, zero = false, code = false;
	bool letters = first < i, dots = false;

	for (size_t k = i; k <= last; k++) {
		const struct lexeme *x = &l->at[k];

		if (k > i && x->kind == LEX_PUNCT && x->value == 0xc2) {
			dots = true;
			continue;
		}
		if (x->kind != LEX_INT && x->kind != LEX_CODE)
			return false;
		if (x->digits < 2 && k < last)
			return false;
		clocks &= lexeme_clock(l, k);
		fours &= x->kind == LEX_INT && x->digits == 4;
		code |= x->kind == LEX_CODE;
		zero |= x->digits > 2 && l->t->fold[x->begin] == '0';
	}
	if (clocks)
		return false;
	if (is_threes(l, first, i, last))
		return true;
	if (last < i + 2 - letters)
		return last == i + 1 && fours && zero;
	return letters || code || zero || dots;
}

/* What hides digits: "xxxx", "***", "..". */
bool
shape_is_mask(const struct lexemes *l, size_t i)
{
	uint32_t at = l->at[i].begin;

	while (at < l->at[i].end && l->t->fold[at] == 'x')
		at++;
	return (at == l->at[i].end && l->at[i].letters > 1) ||
	       lexeme_punct(l, i, '*') || lexeme_punct(l, i, '.') ||
	       lexeme_punct(l, i, '-') || lexeme_punct(l, i, '#');
}

/* "xxxx xxxx 4471", "***4471", "..77": the first lexeme of it. */
static size_t
over_mask(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 16 && shape_is_mask(l, i - 1); far++)
		i--;
	return i;
}

/* "***-**-7821", "xxx-xx-7821": enough of it that it is no rule, no dose. */
static bool
is_hidden(const struct lexemes *l, size_t first, size_t i)
{
	unsigned hidden = 0;

	for (size_t k = first; k < i; k++)
		hidden += l->at[k].letters + lexeme_punct(l, k, '*');
	return hidden > 2 && !l->at[i].gap;
}

/* "9940 is her last four". */
static bool
is_before_last_four(const struct lexemes *l, size_t i)
{
	static const char *const four[] = {"four", "4", "digits", NULL};

	if (l->at[i].digits != 4 ||
	    !lexeme_in(l, i + 1,
		(const char *const[]){"is", "are", "was", "as", NULL}))
		return false;
	for (size_t k = i + 2; k < i + 5; k++)
		if (lexeme_is(l, k, "last"))
			return lexeme_in(l, k + 1, four);
	return false;
}

/* "ends in 7781", "last four 6619", "Aadhaar ends xxxx xxxx 4471"; behind a
 * word for it "NRIC ends 119F", "policy ends in -661". */
bool
shape_is_ending(const struct lexemes *l, size_t i, enum shape_cued cue)
{
	static const char *const ends[] = {"ends", "ending", "end", "finishes",
	    "finishing", "finish", "akhir", "akhiran", "belakang",
	    "belakangnya", "terakhir", "berakhir", NULL};
	static const char *const joint[] = {"in", "with", "on", "at", NULL};
	const struct lexeme *x = &l->at[i];
	bool year = x->kind == LEX_INT && x->value >= 1900 && x->value <= 2100;
	size_t at;

	if ((x->kind != LEX_INT &&
		(cue == SHAPE_CUE_NONE || x->kind != LEX_CODE)) ||
	    x->digits < 3 || x->digits > 4 || x->letters > 1 ||
	    lexeme_unit(l, i + 1))
		return false;
	at = over_mask(l, i);
	if (at + 3 <= i && x->digits == 4 && is_hidden(l, at, i))
		return true;
	if (lexeme_in(l, at - 1, joint) && lexeme_in(l, at - 2, ends))
		return !year &&
		       (cue != SHAPE_CUE_NONE || lexeme_is(l, at - 1, "in"));
	if (cue != SHAPE_CUE_NONE && lexeme_in(l, at - 1, ends))
		return !year &&
		       (cue == SHAPE_CUE_STRONG || !lexeme_clock(l, i));
	if (is_before_last_four(l, i))
		return true;
	return (lexeme_is(l, at - 1, "four") || lexeme_is(l, at - 1, "4") ||
		   lexeme_is(l, at - 1, "digits")) &&
	       (lexeme_is(l, at - 2, "last") || lexeme_is(l, at - 3, "last"));
}

/* "4471/26", "26/4471", "26:4471", "7/0219": no share, no pressure, no day. */
bool
shape_is_filed(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	unsigned n[2] = {0};
	uint32_t before = 0, behind;

	if ((l->at[i].kind != LEX_FRACTION && l->at[i].kind != LEX_RATIO) ||
	    lexeme_numbers(l, i, n, 2) != 2)
		return false;
	while (s[before] >= '0' && s[before] <= '9')
		before++;
	behind = l->at[i].end - l->at[i].begin - before - 1;
	if (s[before] == ':') /* "26:4471" */
		return before == 2 && behind > 3 && n[0] > 19 && n[0] < 40;
	if (behind > 2 && s[before + 1] == '0')
		return true;
	if (before > 2 && s[0] == '0')
		return true;
	return (before > 2 && behind == 2 && n[1] > 9 && n[1] < 40) ||
	       (behind > 2 && before == 2 && n[0] > 9 && n[0] < 40);
}

/* "QQ 12 34 56 C": the United Kingdom's national insurance. */
bool
shape_is_insurance(const struct lexemes *l, size_t i)
{
	if (l->at[i - 1].letters != 2 || l->at[i - 1].digits ||
	    l->at[i + 3].letters != 1 || l->at[i + 3].digits)
		return false;
	for (size_t k = i; k < i + 3; k++)
		if (l->at[k].kind != LEX_INT || l->at[k].digits != 2 ||
		    l->at[k].gap != 1)
			return false;
	return l->at[i + 3].gap == 1 && !l->at[i - 1].taken;
}

/* "page 212 of the manual", "catalogue page 118". */
bool
shape_is_page(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i - 1, "page") &&
	       (lexeme_is(l, i + 1, "of") || l->at[i - 2].kind == LEX_MODEL);
}

/* "his 2000th pump case" */
bool
shape_is_nth(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->letters == 2 && x->digits == 4 && x->end - x->begin == 6 &&
	       memcmp(l->t->fold + x->end - 2, "th", 2) == 0;
}

/* "serial 88A120, 21.5 D", "sheet graft 12/1000": the power of a lens, how
 * thick skin is. */
bool
shape_is_power(const struct lexemes *l, size_t i)
{
	FEW(powers, "d", "dpt", "diopters", "dioptres");
	const struct lexeme *x = &l->at[i];

	return (x->kind == LEX_DECIMAL && lexeme_few(l, i + 1, &powers)) ||
	       (x->kind == LEX_FRACTION && x->end - x->begin > 5 &&
		   memcmp(l->t->fold + x->end - 5, "/1000", 5) == 0);
}

bool
shape_is_half_name(const struct lexemes *l, size_t i)
{
	FEW(when, "after", "before", "by", "each", "early", "end", "every",
	    "from", "in", "last", "late", "mid", "next", "non", "post", "pre",
	    "since", "start", "this", "till", "to", "until");

	return l->at[i].kind == LEX_MONTH_MAYBE && !l->at[i].gap &&
	       lexeme_punct(l, i - 1, '-') && !l->at[i - 1].gap &&
	       l->at[i - 2].letters > 1 && !l->at[i - 2].digits &&
	       l->at[i - 2].kind != LEX_MONTH &&
	       l->at[i - 2].kind != LEX_MONTH_MAYBE && !l->at[i - 2].taken &&
	       !lexeme_few(l, i - 2, &when);
}
