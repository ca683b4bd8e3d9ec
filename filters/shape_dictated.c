/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Numbers as they are spoken or spelt: "7 7 1 4 0 9 2", "oh seven seven
 * double oh", "zero nine bravo four".
 */

#define SPOKEN_MIN 5u     /* digits in a row without a word that explains */
#define SPOKEN_DIGITS 4u  /* the same, of single digits only */
#define SPOKEN_MIN_CUE 3u /* behind "pager", "MRN", "serial" */

static bool
is_spoken(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return (x->kind == LEX_NUM &&
		   (x->value <= 90 || x->value == LEXEME_REPEAT)) ||
	       x->kind == LEX_NATO || lexeme_is(l, i, "hundred");
}

static bool
is_joint(const struct lexemes *l, size_t i)
{
	return (lexeme_punct(l, i, '-') || lexeme_punct(l, i, ',')) &&
	       is_spoken(l, i + 1);
}

static bool
is_cue(enum lexeme_kind kind)
{
	return (kind >= LEX_CUE_DOB && kind <= LEX_CUE_NET &&
		   kind != LEX_CUE_DATE && kind != LEX_CUE_VEHICLE) ||
	       kind == LEX_CUE_POST;
}

static enum lexeme_kind
cue_before(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 4 && i-- > 0; far++)
		if (is_cue(l->at[i].kind))
			return l->at[i].kind;
	return LEX_END;
}

static enum scrub_label
cue_label(enum lexeme_kind kind)
{
	if (kind == LEX_CUE_PHONE || kind == LEX_CUE_CALL ||
	    kind == LEX_CUE_EXT)
		return SCRUB_PHONE;
	if (kind == LEX_CUE_DEVICE)
		return SCRUB_DEVICE;
	if (kind == LEX_CUE_DOB)
		return SCRUB_DATE;
	if (kind == LEX_CUE_PLATE || kind == LEX_CUE_VIN)
		return SCRUB_VEHICLE;
	if (kind == LEX_CUE_BIO)
		return SCRUB_BIOMETRIC;
	return SCRUB_ID;
}

/* One, two, three, four, five: somebody counts. */
static bool
counts_on(const struct lexemes *l, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		if (l->at[i].kind == LEX_PUNCT ||
		    l->at[i + 1].kind == LEX_PUNCT)
			continue;
		if (l->at[i + 1].value != l->at[i].value + 1 &&
		    l->at[i].value != l->at[i + 1].value + 1)
			return false;
	}
	return true;
}

/* "one six twenty-six", "nine eleven twenty-five", "oh three fourteen". */
static bool
is_spoken_date(const struct lexemes *l, size_t first, size_t last)
{
	unsigned n[4] = {0};
	size_t count = 0;

	for (size_t i = first; i <= last; i++) {
		if (l->at[i].kind != LEX_NUM)
			continue;
		if (count == 4)
			return false;
		n[count++] = l->at[i].value;
	}
	return count >= 3 && n[0] <= 12 && n[1] <= 12 && n[2] > 12 &&
	       n[2] < 100 && (count == 3 || n[3] < 10);
}

static size_t
find_spoken(struct lexemes *l, size_t i)
{
	size_t last = i, count = 0, digits = 0, at = i;
	enum lexeme_kind cue;

	while (is_spoken(l, at) || is_joint(l, at)) {
		if (is_spoken(l, at)) {
			if (at > i && l->at[at].gap > 1)
				break;
			count++;
			digits +=
			    l->at[at].kind == LEX_NUM && l->at[at].value < 10;
			last = at;
		}
		at++;
	}
	cue = cue_before(l, i);
	if (digits < 2 || l->at[last + 1].kind == LEX_UNIT ||
	    l->at[last + 1].kind == LEX_YEARS || counts_on(l, i, last))
		return last;
	if (count < SPOKEN_MIN && is_spoken_date(l, i, last) &&
	    (cue == LEX_END || cue == LEX_CUE_DOB)) {
		shape_found(l, i, last, SCRUB_DATE, "date-spoken", 70);
		return last;
	}
	if (count >= SPOKEN_MIN ||
	    (count == digits && count >= SPOKEN_DIGITS) ||
	    (cue != LEX_END && count >= SPOKEN_MIN_CUE))
		shape_found(l, i, last, cue_label(cue), "spoken-digits",
		    cue == LEX_END ? 70 : 90);
	return last;
}

/* "7 7 1 4 0 9 2" and "A K 4 4 7". */
static size_t
find_spaced(struct lexemes *l, size_t i)
{
	size_t last = i;
	enum lexeme_kind cue;

	while (l->at[last + 1].kind == LEX_INT && l->at[last + 1].gap <= 1 &&
	       l->at[last + 1].digits == 1 && !l->at[last + 1].taken)
		last++;
	cue = cue_before(l, i);
	if (last - i + 1 < SPOKEN_MIN || counts_on(l, i, last))
		return last;
	shape_found(l, i, last, cue_label(cue), "spaced-digits",
	    cue == LEX_END ? 65 : 92);
	return last;
}

void
shape_dictated(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_DICTATED)) < l->count;
	     i++) {
		if (l->at[i].taken)
			continue;
		if (l->at[i].kind == LEX_NUM || l->at[i].kind == LEX_NATO)
			i = find_spoken(l, i);
		else if (l->at[i].kind == LEX_INT && l->at[i].digits == 1)
			i = find_spaced(l, i);
	}
}
