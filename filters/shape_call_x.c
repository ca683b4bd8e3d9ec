/* SPDX-License-Identifier: MIT */
#include "shape_call.h"

/* Numbers as they are dialled, and behind an x: "x406", "x 2 0 8". */

#define DIGITS_MOST 6u
#define PARTS_MOST 10u

static bool
only_digits(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	for (uint32_t at = x->begin; at < x->end; at++) {
		char c = l->t->fold[at];

		if (c != '-' && (c < '0' || c > '9'))
			return false;
	}
	return true;
}

/* "5-1-1-6": a hyphen behind each digit. */
static bool
is_single(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->digits > 2 && x->end - x->begin == 2u * x->digits - 1;
}

/* What stands behind says that something was measured or timed. */
bool
shape_call_measures(const struct lexemes *l, size_t last)
{
	FEW(goods, "of", "times", "pm", "am", "o", "units", "unit", "bags",
	    "puffs", "holes", "hole", "lumen", "kali", "litre", "persen",
	    "each", "levels", "more", "patients", "cases", "hourly", "tpm",
	    "vessel", "to", "into", "over");

	return lexeme_unit(l, last + 1) || lexeme_punct(l, last + 1, '/') ||
	       lexeme_punct(l, last + 1, '%') ||
	       lexeme_few(l, last + 1, &goods) ||
	       (lexeme_punct(l, last + 1, ':') && l->at[last + 2].digits);
}

bool
shape_call_read(const struct lexemes *l, size_t i, struct dialled *n)
{
	const struct lexeme *x = &l->at[i];

	*n = (struct dialled){.last = i, .digits = x->digits};
	if (x->taken || !x->digits || x->digits > DIGITS_MOST)
		return false;
	if (x->kind == LEX_CODE) {
		n->single = is_single(l, i);
		n->parted = true;
		return x->digits > 2 && only_digits(l, i);
	}
	if (x->kind != LEX_INT)
		return false;
	while (l->at[n->last + 1].kind == LEX_INT &&
	       l->at[n->last + 1].gap == 1 && !l->at[n->last + 1].taken &&
	       x->digits == 1 && l->at[n->last + 1].digits == 1 &&
	       n->digits < DIGITS_MOST) {
		n->last++;
		n->digits++;
		n->single = true;
	}
	if (n->digits == 2 && n->single)
		n->single = false;
	/* "555 0 117", "81 22", but "4471 2 units". */
	while (!n->single && l->at[n->last + 1].kind == LEX_INT &&
	       l->at[n->last + 1].gap == 1 && !l->at[n->last + 1].taken &&
	       n->digits + l->at[n->last + 1].digits <= PARTS_MOST &&
	       !shape_call_measures(l, n->last + 1)) {
		n->last++;
		n->digits += l->at[n->last].digits;
		n->parted = true;
	}
	return true;
}

/* Where a number ends that nothing is counted with. */
bool
shape_call_ends(const struct lexemes *l, size_t last)
{
	static const char *const behind[] = {"buat", "untuk", "utk", "ga",
	    "gak", "first", "instead", "direct", "tonight", "today", "asap",
	    "again", "unless", "rings", "dari", "icu", "when", "from", "or",
	    "me", "nobody", "anytime", "always", "dulu", NULL};
	enum lexeme_kind kind = l->at[last + 1].kind;

	return kind == LEX_END || kind == LEX_FUNC || kind == LEX_PREP ||
	       (kind == LEX_PUNCT && !lexeme_punct(l, last + 1, '/') &&
		   !lexeme_punct(l, last + 1, '%') &&
		   !lexeme_punct(l, last + 1, '+')) ||
	       lexeme_in(l, last + 1, behind);
}

/* --- x -------------------------------------------------------------------- */

/* Beside a lens "x400" is how much it magnifies. */
static bool
magnifies(const struct lexemes *l, size_t i)
{
	static const char *const lens[] = {"magnification", "power", "field",
	    "mag", "objective", "lens", "microscope", "scope", "view", "hpf",
	    "zoom", "loupes", "gain", "speed", "fluoro", NULL};

	for (size_t k = i > 4 ? i - 4 : 0; k < i + 5; k++)
		if (lexeme_in(l, k, lens))
			return true;
	return false;
}

/* Does somebody tell whom to ring on the x before it? */
static bool
x_is_dialled(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const ahead[] = {"on", "ring", "call", "dial",
	    "pencet", "tekan", "hubungi", "ke", "di", "at", "phone", "ext",
	    "me", "or", "use", "via", "satpam", "up", NULL};
	static const char *const calls[] = {"ring", "call", "dial", "pencet",
	    "tekan", "hubungi", "me", "her", "him", NULL};

	if (shape_call_measures(l, last) || !lexeme_in(l, i - 1, ahead))
		return false;
	if (lexeme_in(l, i - 1, calls))
		return true;
	return shape_call_ends(l, last);
}

/* "X4 is the freezer room", "x1 me, x2 the reg". */
bool
shape_call_listed(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const what[] = {"the", "me", "my", "for", NULL};
	bool first = l->at[i - 1].kind == LEX_END ||
		     lexeme_punct(l, i - 1, '.') || l->at[i].gap > 1;

	return first && (lexeme_is(l, last + 1, "me") ||
			    (lexeme_is(l, last + 1, "is") &&
				lexeme_in(l, last + 2, what)));
}

/* "x406", "x 3080", "x 2 0 8", "x6 220": the last lexeme; i - 1: none. */
size_t
shape_call_x(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	struct dialled n = {.last = i, .digits = x->digits};
	bool apart = lexeme_is(l, i, "x");
	bool round;

	if (l->t->fold[x->begin] != 'x' || x->taken || l->at[i - 1].digits ||
	    (l->at[i - 1].kind == LEX_UNIT && x->gap))
		return i - 1;
	if (apart) {
		if (!shape_call_read(l, i + 1, &n) || l->at[i + 1].gap > 1)
			return i - 1;
		round = l->at[i + 1].value % 50 == 0;
	} else {
		if (x->kind != LEX_TIMES)
			return i - 1;
		round = x->digits > 2 && l->t->fold[x->end - 1] == '0' &&
			(l->t->fold[x->end - 2] == '0' ||
			    l->t->fold[x->end - 2] == '5');
		if (l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1 &&
		    l->at[i + 1].digits < 4 && !l->at[i + 1].taken &&
		    shape_call_ends(l, i + 1) &&
		    (x_is_dialled(l, i, i + 1) ||
			(l->at[i + 1].digits == 3 &&
			    l->at[i - 1].kind == LEX_PUNCT)))
			return i + 1; /* "x6 220" */
	}
	if (magnifies(l, i) || shape_call_measures(l, n.last))
		return i - 1;
	if ((n.digits > 3 || (n.digits == 3 && !round)) &&
	    (!apart || n.digits > 2))
		return n.last;
	if (x_is_dialled(l, i, n.last) || shape_call_listed(l, i, n.last))
		return n.last;
	return i - 1;
}
