/* SPDX-License-Identifier: MIT */
#include "shape_age.h"

#include "words.h"

/* ninety, ninety-six, a hundred and two, sembilan puluh dua: last lexeme. */
unsigned
shape_age_number(const struct lexemes *l, size_t i, size_t *last)
{
	unsigned n = l->at[i].value;
	size_t at = i;

	if (n == 9 && l->at[i + 1].kind == LEX_NUM &&
	    l->at[i + 1].value == LEXEME_TENS_ID) {
		n = 90;
		at++;
	} else if (n == 1 && l->at[i + 1].value == 100 &&
		   l->at[i + 1].kind == LEX_NUM) {
		n = 100;
		at++;
	} else if (n == 101) {
		n = 100;
	}
	*last = at;
	if ((n != 90 && n != 100) ||
	    (n == 100 && at == i && l->at[i - 1].kind == LEX_NUM))
		return 0; /* "three hundred and two" */
	if (n == 100 && lexeme_is(l, at + 1, "and") &&
	    l->at[at + 2].kind == LEX_NUM)
		at++;
	if (lexeme_punct(l, at + 1, '-'))
		at++;
	/* "a hundred and twenty over eighty" */
	if (l->at[at + 1].kind == LEX_NUM && l->at[at + 1].value > 9)
		return 0;
	if (l->at[at + 1].kind == LEX_NUM && l->at[at + 1].value < 10 &&
	    l->at[at + 1].value) {
		n += l->at[at + 1].value;
		*last = at + 1;
	}
	return n;
}

/* "ninety times", "a hundred per cent", "ninety over sixty". */
bool
shape_age_counts(const struct lexemes *l, size_t last)
{
	static const char *const what[] = {"times", "per", "over", "kali",
	    "fold", "pairs", "quid", "something", "ish", "cent", "procent",
	    "kilos", "kilo", "miles", "things", "people", "patients", "cases",
	    "ribu", "juta", "thousand", NULL};

	return lexeme_in(l, last + 1, what);
}

/* A number in words is hardly ever a reading: "EF 25, ninety-six, block",
 * "Ninety-one is no reason", "Mrs Hale's ninety six". */
bool
shape_age_spelt(const struct lexemes *l, size_t first, size_t last)
{
	static const char *const no[] = {"no", "not", "just", "nothing", NULL};
	static const char *const on[] = {"still", "sharp", "lives", "living",
	    "fit", "walks", "drives", "independent", "counting", NULL};
	const struct lexeme *before = &l->at[first - 1],
			    *next = &l->at[last + 1];
	bool starts =
	    before->kind == LEX_END || lexeme_punct(l, first - 1, '.');

	if (starts)
		return (lexeme_is(l, last + 1, "is") &&
			   lexeme_in(l, last + 2, no)) ||
		       (lexeme_is(l, last + 1, "and") &&
			   lexeme_in(l, last + 2, on));
	if (!lexeme_punct(l, first - 1, ','))
		return false;
	for (size_t k = first - 2; k + 7 > first && k > 3; k--)
		if (l->at[k].kind == LEX_CUE_DOB)
			return true;
	return next->kind == LEX_PUNCT && next->value == ',' &&
	       l->at[first - 2].kind != LEX_NUM && last > first;
}

/* "101 F AT MIDNIGHT, 99.1 NOW": degrees, as the ones behind it. */
bool
shape_age_is_heat(const struct lexemes *l, size_t last)
{
	if (!lexeme_is(l, last + 1, "f") || l->at[last].value > 108)
		return false;
	for (size_t k = last + 2; k < last + 9; k++) {
		unsigned n[2] = {0};

		if (l->at[k].kind == LEX_END)
			return false;
		if (l->at[k].kind == LEX_DECIMAL &&
		    lexeme_numbers(l, k, n, 2) == 2 && n[0] > 94 &&
		    n[0] < 109 && n[1] < 10)
			return true;
	}
	return false;
}

/* "Pasquale 90 goes home", "Ludovica 92 wants no blood": what somebody does. */
bool
shape_age_does(const struct lexemes *l, size_t i)
{
	static const char *const verb[] = {"wants", "lives", "refuses",
	    "refused", "says", "asks", "drove", "walked", "walks", "consented",
	    "complains", "speaks", "prefers", "insists", "declines", "declined",
	    "agrees", "agreed", "remembers", "hates", "loves", NULL};

	return lexeme_in(l, i, verb) ||
	       (lexeme_is(l, i, "goes") && lexeme_is(l, i + 1, "home"));
}

/* "ulang tahun ke-90", "ultah ke-92". */
bool
shape_age_is_nth_birthday(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	unsigned n[1] = {0};

	return l->at[i].kind == LEX_CODE && l->at[i].letters == 2 &&
	       memcmp(s, "ke-", 3) == 0 && lexeme_numbers(l, i, n, 1) == 1 &&
	       n[0] >= 90 && n[0] <= 125 &&
	       (l->at[i - 1].kind == LEX_CUE_DOB ||
		   (lexeme_is(l, i - 1, "tahun") &&
		       lexeme_is(l, i - 2, "ulang")));
}

/* "91 & 97", Indonesian "Tn. Sastro yang 92": as old, and who is. */
bool
shape_age_is_one_more(const struct lexemes *l, size_t i)
{
	static const char *const who[] = {"yang", "yg", NULL};
	const struct lexeme *x = &l->at[i - 2];

	if (lexeme_punct(l, i - 1, '&'))
		return x->taken && x->kind == LEX_INT && x->value >= 90 &&
		       x->value <= 125;
	return lexeme_in(l, i - 1, who) && x->kind == LEX_WORD &&
	       x->letters > 2 && lexeme_title(l, i - 2) &&
	       !lexeme_upper(l, i - 2) && l->at[i + 1].kind != LEX_PUNCT &&
	       !l->at[i + 1].digits;
}

/* "Tambah Fentanyl 100", "CVC Seldinger 95": a drug or thing by its capital,
 * and nobody's name. */
bool
shape_age_is_thing(const struct lexemes *l, size_t i)
{
	const unsigned name = WORD_FORENAME | WORD_SURNAME;
	const unsigned thing = WORD_MEDICAL | WORD_BRAND | WORD_EPONYM;
	const struct token *w = lexeme_token(l, i);

	return w && w->words & thing && !(w->words & name);
}
