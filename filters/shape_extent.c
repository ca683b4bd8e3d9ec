/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/* Where a number or code in several parts begins and ends. */

/* "4827 116 093 KV": no unit, behind three groups. */
static bool
is_check_pair(const struct lexemes *l, size_t first, size_t i)
{
	return i > first && l->at[i + 2].letters < 3 && !l->t->all_caps &&
	       lexeme_upper(l, i + 2) && l->at[first].digits > 2 &&
	       l->at[i].digits > 2;
}

/* Behind a value: ".T", ".AH", "(7)", " KV"; the last lexeme of it. */
static size_t
over_check(const struct lexemes *l, size_t first, size_t i)
{
	const struct lexeme *a = &l->at[i + 1], *b = &l->at[i + 2];

	if (lexeme_punct(l, i + 1, '.') && !a->gap && !b->gap && b->letters &&
	    b->letters < 4 && !b->digits && lexeme_upper(l, i + 2) &&
	    !l->t->all_caps)
		return i + 2;
	if (lexeme_punct(l, i + 1, '(') && !a->gap && b->digits == 1 &&
	    b->kind == LEX_INT && lexeme_punct(l, i + 3, ')') &&
	    l->at[first].digits > 5)
		return i + 3;
	if (i > first + 1 && a->gap == 1 && a->letters && a->letters < 3 &&
	    !a->digits && lexeme_upper(l, i + 1) && !l->t->all_caps &&
	    l->at[i].digits > 2 && a->kind != LEX_CUE_NO && a->kind != LEX_FUNC)
		return i + 1;
	return i;
}

/* "943 476 5919", "W0381 26 114207", "NB 20419 B": the last lexeme. */
size_t
shape_value_last(const struct lexemes *l, size_t first)
{
	size_t i = first;

	for (;;) {
		const struct lexeme *x = &l->at[i + 1];
		bool single =
		    l->at[i].digits == 1 && x->digits == 1 && !x->letters;

		if (x->taken || x->gap > 1 || i - first > 11)
			break;
		if (x->gap == 1 && x->kind == LEX_INT &&
		    (!lexeme_unit(l, i + 2) || is_check_pair(l, first, i)) &&
		    (x->digits > 1 || single || l->at[i + 2].kind == LEX_INT ||
			(l->at[i].digits > 2 && i > first))) {
			/* "badge 28943 82 y" */
			i++;
			continue;
		}
		if (x->gap == 1 && x->kind == LEX_CODE && x->digits >= 3 &&
		    x->letters <= 2 && l->at[i].digits <= 4) {
			i++;
			continue;
		}
		if (!x->gap && x->kind == LEX_PUNCT && !l->at[i + 2].gap &&
		    (x->value == ',' || x->value == '.' || x->value == '-' ||
			x->value == '/' || x->value == '_') &&
		    l->at[i + 2].digits && x->value != ',') {
			i += 2;
			continue;
		}
		break;
	}
	/* A check letter: "20419 B", "635 478 A". */
	if (l->at[i + 1].gap == 1 && l->at[i + 1].letters == 1 &&
	    !l->at[i + 1].digits && (lexeme_upper(l, i + 1) || l->t->no_caps) &&
	    l->at[i].digits > 2 &&
	    (l->at[i + 2].kind == LEX_PUNCT || l->at[i + 2].kind == LEX_END))
		return i + 1;
	return over_check(l, first, i);
}

static bool
is_any_cue(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return (kind >= LEX_CUE_ID && kind <= LEX_CUE_NET) ||
	       lexeme_punct(l, i, ':') || lexeme_punct(l, i, '#') ||
	       (lexeme_punct(l, i, '.') && l->at[i - 1].kind == LEX_CUE_NO);
}

/* Letters before the number that belong to it: "SSB 771204", "PV 29920",
 * "FR.1578", "DF#06307", after a cue "rq 5571-b". */
size_t
shape_value_first(const struct lexemes *l, size_t i, size_t last)
{
	const struct lexeme *before = &l->at[i - 1];
	unsigned digits = 0;

	for (size_t k = i; k <= last; k++)
		digits += l->at[k].digits;
	if (l->at[i].gap > 1 || digits < 3)
		return i;
	if (!l->at[i].gap && before->kind == LEX_PUNCT && !before->gap &&
	    (before->value == '.' || before->value == ',' ||
		before->value == '#') &&
	    l->at[i - 2].letters && l->at[i - 2].letters <= 4 &&
	    !l->at[i - 2].digits &&
	    (lexeme_upper(l, i - 2) || before->value == '#') &&
	    l->at[i - 2].kind != LEX_CUE_NO)
		return i - 2;
	if (before->taken || !before->letters || before->letters > 5 ||
	    before->digits || !l->at[i].gap || before->kind == LEX_FUNC ||
	    before->kind == LEX_PREP || before->kind == LEX_CUE_NO)
		return i;
	if (is_any_cue(l, i - 2) && !is_any_cue(l, i - 1) &&
	    before->kind != LEX_MONTH_MAYBE && !lexeme_is(l, i - 1, "vs") &&
	    !lexeme_is(l, i - 1, "rm") &&
	    (before->letters <= 2 ||
		(lexeme_upper(l, i - 1) && !l->t->all_caps)))
		return i - 1;
	if (!lexeme_upper(l, i - 1) || l->t->all_caps)
		return i;
	if (before->kind == LEX_CUE_ID_MAYBE && before->letters == 2 &&
	    is_any_cue(l, i - 2) && digits > 3)
		return i - 1; /* "order RX 77-4120" */
	if (before->kind == LEX_WORD || before->kind == LEX_SEX ||
	    (before->kind == LEX_UNIT && before->letters == 1) ||
	    before->kind == LEX_STATE || lexeme_is(l, i - 1, "fp") ||
	    lexeme_is(l, i - 1, "acc"))
		return i - 1;
	return i;
}
