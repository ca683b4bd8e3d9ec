/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

#include "words.h"

/*
 * A text without capitals, or of nothing else, says of no word how it would
 * have been written. Many rules ask for capitals: "INT 90336", "DH 7126 BE",
 * "VH-XQZ". Such a text is looked at once more with capitals where its writer
 * would have had them, were it not for haste: letters beside a number that are
 * no everyday word, codes, names.
 */

#define SHORT_MAX 5u /* letters before a number; "MORGA 753116" */

/* The token that begins where a lexeme does, from *next on; NULL: none. */
static const struct token *
token_at(const struct text *t, uint32_t at, size_t *next)
{
	while (*next > 0 && t->token[*next - 1].begin >= at)
		(*next)--;
	while (*next < t->token_count && t->token[*next].begin < at)
		(*next)++;
	return *next < t->token_count && t->token[*next].begin == at
		   ? &t->token[*next]
		   : NULL;
}

/* Do digits hang on lexeme i, behind a sign and without a blank? */
static bool
hangs_before(const struct lexemes *l, size_t i)
{
	return l->at[i + 1].kind == LEX_PUNCT && !l->at[i + 1].gap &&
	       !l->at[i + 2].gap && l->at[i + 2].digits;
}

static bool
hangs_behind(const struct lexemes *l, size_t i)
{
	return l->at[i - 1].kind == LEX_PUNCT && !l->at[i].gap &&
	       !l->at[i - 1].gap && l->at[i - 2].digits;
}

/* How many digits stand there, in groups one blank apart? */
static unsigned
digits_at(const struct lexemes *l, size_t i, int step)
{
	unsigned digits = 0;

	for (unsigned n = 0; n < 3; n++, i += (size_t)step) {
		const struct lexeme *x = &l->at[i];

		if (!x->digits || (step > 0 ? x : x + 1)->gap > 1)
			break;
		digits += x->digits;
	}
	return digits;
}

/* Is this unit letters of a number: "gr 518", "4827 116 093 kv", "20419 h"? */
static bool
is_no_unit(const struct lexemes *l, size_t i)
{
	const struct lexeme *a = &l->at[i - 1], *b = &l->at[i + 1];

	if (l->at[i].letters > 2)
		return false;
	if (!a->digits)
		return hangs_behind(l, i) || hangs_before(l, i) ||
		       (b->digits > 2 && b->gap == 1);
	return a->digits > 4 || (a->digits > 2 && l->at[i - 2].letters == 1) ||
	       (l->at[i - 2].digits && digits_at(l, i - 1, -1) > 2);
}

/* May letters of this kind be a part of a number or code? */
static bool
may_be_letters(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	switch (x->kind) {
	case LEX_FUNC:
		return x->letters == 1 && (l->at[i - 1].kind == LEX_CUE_ID ||
					      l->at[i - 1].kind == LEX_CUE_NO ||
					      lexeme_punct(l, i - 1, '(') ||
					      lexeme_punct(l, i - 1, ':'));
	case LEX_UNIT:
	case LEX_SPAN_UNIT:
	case LEX_YEARS:
		return is_no_unit(l, i);
	case LEX_CUE_ID:
	case LEX_CUE_ID_MAYBE:
		/* "accession acc 26-22-041", not "acc 7719203" */
		return l->at[i - 1].kind >= LEX_CUE_ID ||
		       l->at[i - 1].kind == LEX_PUNCT ||
		       l->at[i + 1].kind == LEX_PUNCT;
	case LEX_PREP:
	case LEX_OLD:
	case LEX_NUM:
	case LEX_REL:
	case LEX_DAY_PART:
	case LEX_AGE:
	case LEX_PERSON:
	case LEX_MONTH:
	case LEX_MONTH_MAYBE:
		return false;
	default:
		return true;
	}
}

/* Is a number, or the letters of one, joined to lexeme i or one blank away?
 * shown, shown2: the next one, and the one behind it, are such letters. */
static bool
beside_number(const struct lexemes *l, size_t i, bool shown, bool shown2)
{
	const struct lexeme *a = &l->at[i - 1], *b = &l->at[i + 1];

	if ((a->digits && l->at[i].gap <= 1) || (b->digits && b->gap <= 1) ||
	    hangs_behind(l, i) || hangs_before(l, i))
		return true;
	if (b->kind == LEX_PUNCT)
		return shown2 && !b->gap && !l->at[i + 2].gap;
	return shown && b->gap == 1 && b->letters < 3 &&
	       l->at[i + 2].digits > 2;
}

/* "be 5520 gh", "lsd 335 hx": everyday words as they are, and a plate. */
static bool
in_plate(const struct lexemes *l, size_t i)
{
	/* "rx 4410 is in": what is said of it */
	FEW(said, "and", "at", "by", "for", "has", "in", "is", "not", "of",
	    "on", "or", "the", "to", "was");
	const struct lexeme *x = &l->at[i], *a = x - 1, *b = x + 1;

	if (l->lang != SCRUB_ID_ID && a->digits && b->kind != LEX_PUNCT &&
	    b->kind != LEX_END && !b->digits && lexeme_few(l, i, &said))
		return false;
	if (x->letters > 3 || x->kind == LEX_UNIT || x->kind == LEX_SPAN_UNIT ||
	    lexeme_is(l, i, "ms"))
		return false;
	/* "ka 05 mx 0417" */
	if (x->letters == 2 && b->kind == LEX_INT && b[2].kind == LEX_INT &&
	    b->digits == 2 && b[2].digits == 4)
		return b[1].letters > 0 && b[1].letters < 3 && b->gap == 1;
	if (x->letters < 3 && a->kind == LEX_INT && b->kind == LEX_INT &&
	    a->digits == 2 && b->digits == 4)
		return a[-1].letters == 2 && !a[-1].digits && x->gap == 1 &&
		       b->gap == 1;
	if (b->kind == LEX_INT && b->gap == 1 &&
	    (b->digits == 4 || (b->digits == 3 && x->letters == 3)))
		return b[1].letters > 0 && b[1].letters < 3 && b[1].gap == 1 &&
		       b[1].kind != LEX_UNIT && b[1].kind != LEX_SPAN_UNIT;
	return a->kind == LEX_INT && x->gap == 1 && x->letters < 3 &&
	       a->gap == 1 && a[-1].letters > 0 && !a[-1].digits &&
	       ((a->digits == 4 && a[-1].letters < 4) ||
		   (a->digits == 3 && a[-1].letters == 3));
}

/* "vh-xqz", "g-zzla" */
static bool
is_aircraft(const struct lexemes *l, size_t i, const struct token *w)
{
	const struct lexeme *x = &l->at[i];

	return x->letters > 2 && x->letters < 5 && w && !x->gap &&
	       words_class(w->words) == WORD_IS_UNKNOWN &&
	       lexeme_punct(l, i - 1, '-') && !l->at[i - 1].gap &&
	       l->at[i - 2].letters > 0 && l->at[i - 2].letters < 3 &&
	       !l->at[i - 2].digits;
}

/* No word that is written in small letters: "int 90336" may be a number's
 * letters, "iga 4" and "scope 2205519" are words. */
static bool
is_strange(const struct lexemes *l, size_t i, const struct token *w)
{
	const size_t hangs = hangs_before(l, i) ? 2 : 1;
	const size_t behind = hangs_behind(l, i) ? 2 : 1;
	const bool common = w && (w->words & WORD_COMMON) != 0;
	unsigned digits;

	if (!w || words_class(w->words) == WORD_IS_UNKNOWN)
		return true;
	if ((w->words & WORD_FREQUENT) != 0 || l->at[i].letters > 4 ||
	    (common && l->at[i].letters > 3))
		return false;
	digits = digits_at(l, i + hangs, 1) + digits_at(l, i - behind, -1);
	return digits > 3;
}

/* "ng-bvn-fp 4403": letters joined to others. */
static bool
joined_to_next(const struct lexemes *l, size_t i)
{
	return l->at[i].letters < 4 && lexeme_punct(l, i + 1, '-') &&
	       !l->at[i + 1].gap && !l->at[i + 2].gap;
}

static bool
shown_upper(const struct lexemes *l, size_t i, const struct token *w,
    bool shown, bool shown2)
{
	const struct lexeme *x = &l->at[i];

	if (x->digits)
		return x->kind == LEX_CODE || x->kind == LEX_GS1;
	if (is_aircraft(l, i, w) || in_plate(l, i) ||
	    (shown2 && joined_to_next(l, i)))
		return true;
	if (x->letters > SHORT_MAX || x->letters != x->end - x->begin ||
	    !may_be_letters(l, i) || !beside_number(l, i, shown, shown2))
		return false;
	/* "u/r 447120" */
	if (x->letters == 1 && !x->gap && lexeme_punct(l, i - 1, '/') &&
	    l->at[i - 2].letters)
		return false;
	return x->letters == 1 || is_strange(l, i, w) ||
	       (hangs_behind(l, i) && hangs_before(l, i));
}

/* "minggu" is a week, too. */
static bool
is_week(const struct lexemes *l, size_t i)
{
	static const char *const how_many[] = {"beberapa", "berapa", "per",
	    "sekitar", "dalam", "tiap", "setiap", NULL};

	static const char *const which[] = {"pertama", "ini", "lalu", NULL};
	const char *next = l->t->fold + l->at[i + 1].begin;

	return lexeme_in(l, i - 1, how_many) || lexeme_in(l, i + 1, which) ||
	       (l->at[i + 1].letters > 4 && next[0] == 'k' && next[1] == 'e');
}

static bool
shown_title(const struct lexemes *l, size_t i, const struct token *w)
{
	const struct lexeme *x = &l->at[i];
	enum word_class class;

	if (!w || x->letters < 3)
		return false;
	/* "oct" is a scan, "apr" an operation, "aug" a pressure. */
	if (x->kind == LEX_MONTH_MAYBE || x->kind == LEX_MONTH)
		return !lexeme_is(l, i, "oct") && !lexeme_is(l, i, "apr") &&
		       !lexeme_is(l, i, "aug");
	if (x->kind == LEX_WEEKDAY_MAYBE)
		return lexeme_is(l, i, "minggu") && !is_week(l, i);
	if (x->kind == LEX_HOLIDAY_MAYBE)
		return false;
	class = words_class(w->words);
	return class == WORD_IS_UNKNOWN || class == WORD_IS_NAME;
}

static void
raise(const struct text *t, char *norm, uint32_t begin, uint32_t end)
{
	for (uint32_t at = begin; at < end; at++) {
		if (t->fold[at] >= 'a' && t->fold[at] <= 'z')
			norm[at] = (char)(t->fold[at] - 'a' + 'A');
	}
}

void
shape_cased(const struct lexemes *l, char *norm)
{
	const struct text *t = l->t;
	size_t next = t->token_count;
	bool shown = false, shown2 = false; /* the next two are such letters */

	memcpy(norm, t->fold, t->norm_len);
	for (size_t i = l->count; i-- > 0;) {
		const struct lexeme *x = &l->at[i];
		bool upper = false;

		if (x->letters) {
			const struct token *w = token_at(t, x->begin, &next);

			upper = shown_upper(l, i, w, shown, shown2);
			if (upper)
				raise(t, norm, x->begin, x->end);
			else if (shown_title(l, i, w))
				raise(t, norm, x->begin, x->begin + 1);
		}
		shown2 = shown;
		shown = upper;
	}
}
