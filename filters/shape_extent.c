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
	    l->at[i].digits > 2 && a->kind != LEX_CUE_NO &&
	    a->kind != LEX_FUNC && (a->letters > 1 || !b->digits))
		return i + 1;
	/* "PPS no. 7719904 TW" */
	if (i == first && l->at[i].digits == 7 && a->gap == 1 &&
	    a->letters == 2 && !a->digits && lexeme_upper(l, i + 1) &&
	    !l->t->all_caps && (b->kind == LEX_PUNCT || b->kind == LEX_END) &&
	    !lexeme_unit(l, i + 1))
		return i + 1;
	return i;
}

/* A capital by itself, where not all are large. */
static bool
is_capital(const struct lexemes *l, size_t i)
{
	return l->at[i].gap == 1 && l->at[i].letters == 1 && !l->at[i].digits &&
	       lexeme_upper(l, i) && !l->t->all_caps;
}

/* A letter alone behind a number: "44 712 K", "55 910 B says"; not a side, a
 * sex, a blood group, a letter that a value follows. */
static bool
is_check_letter(const struct lexemes *l, size_t i)
{
	static const char *const other[] = {
	    "l", "r", "m", "f", "a", "i", "o", "x", NULL};
	static const char *const group[] = {
	    "pos", "neg", "positive", "negative", "rh", "+", "-", "&", NULL};

	return is_capital(l, i) && !lexeme_in(l, i, other) &&
	       !lexeme_begins_next(l, i) && !l->at[i + 1].digits &&
	       !lexeme_in(l, i + 1, group);
}

/* Is what stands before i measured? "x 4" counts what came, "712 K" may be no
 * unit. */
static bool
is_measured(const struct lexemes *l, size_t i)
{
	static const char *const real[] = {
	    "w", "j", "v", "c", "g", "p", "u", NULL};

	if (!lexeme_unit(l, i) ||
	    (lexeme_is(l, i, "x") && l->at[i + 1].digits) ||
	    (lexeme_is(l, i, "f") && l->at[i + 1].digits == 2))
		return false; /* "x 4 units", "F 44" */
	return !is_check_letter(l, i) || lexeme_in(l, i, real);
}

/* One more group of digits behind a blank. */
static bool
is_number_group(const struct lexemes *l, size_t first, size_t i)
{
	const struct lexeme *x = &l->at[i + 1];
	bool single = l->at[i].digits == 1 && x->digits == 1 && !x->letters;

	if (x->kind != LEX_INT ||
	    (is_measured(l, i + 2) && !is_check_pair(l, first, i) &&
		!(i > first && is_check_letter(l, i + 2))))
		return false;
	return x->digits > 1 || single || l->at[i + 2].kind == LEX_INT ||
	       (l->at[i].digits > 2 && i > first) ||
	       (i > first && lexeme_ends(l, i + 2)) || /* "5088 08 4 in" */
	       (l->at[i + 2].digits == 0 && is_check_letter(l, i + 2));
	/* not "badge 28943 82 y" */
}

/* One of letters and digits: "0381 26A14", "7701 4410 22K",
 * "MORGA 753116 SM9IJ". */
static bool
is_code_group(const struct lexemes *l, size_t first, size_t i)
{
	const struct lexeme *x = &l->at[i + 1];
	const char *end = l->t->fold + x->end;

	if (x->kind != LEX_CODE)
		return false;
	if (x->digits >= 3 && x->letters <= 2 && l->at[i].digits <= 4)
		return true;
	if (i > first && x->digits == 2 && x->letters == 1 &&
	    x->end - x->begin == 3)
		return end[-1] >= 'a' && end[-1] != 'g' && end[-1] != 'f';
	if (i > first && x->digits == 2 && !x->letters && l->at[i].digits == 5)
		return true; /* "2428 77813 2-1" */
	if (x->letters && l->at[first].kind == LEX_CODE &&
	    l->at[first].end - l->at[first].begin == 4 &&
	    (x->end - x->begin == 4 || x->end - x->begin == 3) &&
	    l->t->fold[l->at[first].begin] <= '9')
		return true; /* "9f3c 22ab", "1EG4 TE5 MK72" */
	return x->letters >= 3 && x->digits && x->end - x->begin == 5 &&
	       l->at[i].digits == 6 && lexeme_upper(l, i + 1);
}

/* "10077 33/41": no date, no score. */
static bool
is_fraction_group(const struct lexemes *l, size_t first, size_t i)
{
	unsigned n[2] = {0};

	return i == first && l->at[i + 1].kind == LEX_FRACTION &&
	       l->at[i].kind == LEX_INT && l->at[i].digits == 5 &&
	       l->at[i + 1].digits == 4 &&
	       lexeme_numbers(l, i + 1, n, 2) == 2 && n[0] > 12 && n[1] > 12 &&
	       n[0] < 100 && !lexeme_unit(l, i + 2);
}

/* Signs inside a value, with nothing around them. */
static bool
is_inner(const struct lexemes *l, size_t i)
{
	switch (l->at[i].value) {
	case '.':
	case '-':
	case '/':
	case '_':
	case 0xc2: /* "77·201" */
	case 0xf0: /* an emoji */
		return true;
	case ':': /* "SP26:20117" */
		return l->at[i - 1].kind == LEX_CODE && l->at[i + 1].digits > 3;
	default:
		return false;
	}
}

/* "26 S 4471": no sex, no sign. */
static bool
is_middle_letter(const struct lexemes *l, size_t i)
{
	return is_capital(l, i) && l->at[i].kind != LEX_SEX &&
	       !lexeme_is(l, i, "f") && !lexeme_is(l, i, "x");
}

/* How many more lexemes behind i belong to the value; 0: none. */
static size_t
more_of(const struct lexemes *l, size_t first, size_t i)
{
	const struct lexeme *x = &l->at[i + 1], *y = &l->at[i + 2];

	if (x->taken || x->gap > 1)
		return 0;
	if (x->gap == 1 &&
	    (is_number_group(l, first, i) || is_code_group(l, first, i) ||
		is_fraction_group(l, first, i)))
		return 1;
	if (!x->gap && x->kind == LEX_PUNCT && !y->gap && is_inner(l, i + 1)) {
		if (y->digits)
			return 2;
		if (y->letters && y->letters < 4 && lexeme_upper(l, i + 2) &&
		    !l->t->all_caps && lexeme_punct(l, i + 3, '.') &&
		    !l->at[i + 3].gap && !l->at[i + 4].gap &&
		    l->at[i + 4].digits)
			return 4; /* "00912.AH.02" */
	}
	/* "2428 77813 2 / 1" */
	if (x->gap == 1 && lexeme_punct(l, i + 1, '/') && y->gap == 1 &&
	    y->kind == LEX_INT && y->digits < 3 && l->at[i].kind == LEX_INT &&
	    (i > first || l->at[i].digits > 3) &&
	    (l->at[i + 3].kind == LEX_PUNCT || l->at[i + 3].kind == LEX_END))
		return 2;
	/* "26 S 4471" */
	if (l->at[i].kind == LEX_INT && is_middle_letter(l, i + 1) &&
	    l->at[i].digits == 2 && y->kind == LEX_INT && y->gap == 1 &&
	    y->digits > 3 && !is_measured(l, i + 3))
		return 2;
	return 0;
}

/* "rm 112233 a.n. sri", "rm 112233 a/n sri": in whose name. */
static bool
is_name_of(const struct lexemes *l, size_t i)
{
	return l->lang == SCRUB_ID_ID && lexeme_is(l, i, "a") &&
	       (lexeme_punct(l, i + 1, '.') || lexeme_punct(l, i + 1, '/')) &&
	       lexeme_is(l, i + 2, "n");
}

#define VALUE_MOST 32u /* lexemes: sixteen digits, each with its sign */

/* "943 476 5919", "W0381 26 114207", "NB 20419 B": the last lexeme. */
size_t
shape_value_last(const struct lexemes *l, size_t first)
{
	size_t i = first, more;
	unsigned digits = l->at[i].digits;

	while (i - first < VALUE_MOST && (more = more_of(l, first, i)) != 0)
		for (; more > 0; more--)
			digits += l->at[++i].digits;
	/* A check letter: "20419 B", "635 478 A". */
	if (l->at[i + 1].gap == 1 && l->at[i + 1].letters == 1 &&
	    !l->at[i + 1].digits && !is_name_of(l, i + 1) &&
	    (lexeme_upper(l, i + 1) || lexemes_small(l)) &&
	    (l->at[i].digits > 2 || (i > first && digits > 2)) &&
	    (l->at[i + 2].kind == LEX_PUNCT || l->at[i + 2].kind == LEX_END))
		return i + 1;
	if (digits > 4 && l->at[i].kind == LEX_INT &&
	    is_check_letter(l, i + 1) && (digits > 6 || !is_measured(l, i + 1)))
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

static bool
is_bio(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_CUE_BIO ||
	       l->at[i].kind == LEX_CUE_BIO_MAYBE;
}

/* "NIS no. A 771 204": no article. */
static bool
is_capital_a(const struct lexemes *l, size_t i)
{
	return l->at[i].letters == 1 && lexeme_upper(l, i) && !l->t->all_caps &&
	       (is_any_cue(l, i - 1) || lexeme_punct(l, i - 1, '('));
}

/* "hosp no HN 0093-5528", "urn ur 5550172": a word of its own elsewhere, here
 * letters of the number. */
bool
shape_is_own_mark(const struct lexemes *l, size_t i)
{
	static const char *const mark[] = {"hn", "vn", "ur", NULL};

	return lexeme_in(l, i, mark) &&
	       (l->at[i - 1].kind == LEX_CUE_NO ||
		   l->at[i - 1].kind == LEX_CUE_ID ||
		   (lexeme_is(l, i, "hn") && lexeme_upper(l, i) &&
		       !l->t->all_caps));
}

/* Letters in capitals, joined to others before them: "NG-BVN-FP". */
static bool
is_compound(const struct lexemes *l, size_t i)
{
	return !l->at[i].gap && lexeme_punct(l, i - 1, '-') &&
	       !l->at[i - 1].gap && l->at[i - 2].letters &&
	       !l->at[i - 2].digits && l->at[i - 2].letters < 6 &&
	       !l->at[i - 2].taken && lexeme_upper(l, i) &&
	       lexeme_upper(l, i - 2) && !l->t->all_caps;
}

static size_t
compound_first(const struct lexemes *l, size_t i)
{
	for (unsigned far = 0; far < 3 && is_compound(l, i); far++)
		i -= 2;
	return i;
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
	    before->digits || !l->at[i].gap ||
	    (before->kind == LEX_FUNC && !is_capital_a(l, i - 1)) ||
	    before->kind == LEX_PREP || before->kind == LEX_CUE_NO)
		return i;
	if (lexeme_is(l, i - 1, "mr") || lexeme_is(l, i - 1, "pa") ||
	    lexeme_is(l, i - 1, "wna") || lexeme_is(l, i - 1, "wni"))
		return i;
	if (shape_is_own_mark(l, i - 1))
		return i - 1;
	if (digits > 3 && is_compound(l, i - 1))
		return compound_first(l, i - 1);
	if (is_any_cue(l, i - 2) && !is_any_cue(l, i - 1) &&
	    before->kind != LEX_MONTH_MAYBE && !lexeme_is(l, i - 1, "vs") &&
	    !lexeme_is(l, i - 1, "rm") &&
	    (before->letters <= 2 ||
		(lexeme_upper(l, i - 1) && !l->t->all_caps)))
		return i - 1;
	if (before->letters == 2 && before->kind == LEX_CUE_ID_MAYBE &&
	    is_bio(l, i - 2))
		return i - 1; /* "iris code ic 77 90" */
	if (!lexeme_upper(l, i - 1) || l->t->all_caps)
		return i;
	if (is_capital_a(l, i - 1))
		return i - 1; /* "(A 2207 16)" */
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
