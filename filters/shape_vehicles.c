/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Licence plates after their word, and by their shape where only a plate has
 * it; VINs; call signs.
 */

#define PLATE_PARTS 4u
#define PLATE_LETTERS 4u
#define PLATE_DIGITS 6u

/* Letters or digits short enough for a plate? */
static bool
is_part(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (x->taken || x->kind == LEX_PUNCT || x->kind == LEX_END)
		return false;
	return (x->letters || x->digits) &&
	       x->letters <= PLATE_LETTERS + (x->kind == LEX_CODE ? 2 : 0) &&
	       x->digits <= PLATE_DIGITS + 2 && x->kind != LEX_FUNC &&
	       x->kind != LEX_PREP && x->kind != LEX_TIME;
}

/* The last part of a plate that begins at i, or i - 1: none. */
static size_t
plate_last(const struct lexemes *l, size_t i, bool upper)
{
	size_t last = i, parts = 0;
	unsigned digits = 0, letters = 0;

	while (parts < PLATE_PARTS && is_part(l, last) &&
	       (!parts || l->at[last].gap <= 1)) {
		const struct lexeme *x = &l->at[last];

		if (upper && x->letters && !x->digits && !lexeme_upper(l, last))
			break;
		if (x->kind == LEX_CUE_VEHICLE || x->kind == LEX_CUE_NO ||
		    (x->kind == LEX_UNIT && x->letters > 1 && !upper))
			break;
		if (digits && letters && x->kind == LEX_WORD && x->letters > 3)
			break;
		digits += x->digits;
		letters += x->letters;
		parts++;
		last++;
		if (l->at[last].kind == LEX_PUNCT && !l->at[last].gap &&
		    !l->at[last + 1].gap &&
		    (l->at[last].value == '-' || l->at[last].value == 0xc2 ||
			l->at[last].value == '.') &&
		    is_part(l, last + 1))
			last++;
	}
	if (!digits || digits > 8)
		return i - 1;
	return last - 1;
}

/* Indonesia "B 1234 XYZ", UK "LK19 PXD", Kenya "KDA 425X", India
 * "MH 21 QX 6417": by shape, capitals only. */
static bool
is_plate_shape(const struct lexemes *l, size_t i)
{
	const struct lexeme *a = &l->at[i], *b = &l->at[i + 1],
			    *c = &l->at[i + 2];

	if (!lexeme_upper(l, i) || l->t->all_caps || b->gap != 1)
		return false;
	if (a->letters <= 2 && !a->digits && b->kind == LEX_INT &&
	    b->digits >= 3 && b->digits <= 4 && c->gap == 1 && !c->digits &&
	    c->letters >= 2 && c->letters <= 3 && lexeme_upper(l, i + 2) &&
	    c->kind == LEX_WORD)
		return true;
	if (a->letters == 2 && a->digits == 2 && a->kind == LEX_CODE &&
	    a->end - a->begin == 4 && !b->digits && b->letters == 3 &&
	    lexeme_upper(l, i + 1) && l->t->fold[a->begin] >= 'a' &&
	    b->kind == LEX_WORD)
		return true;
	if (a->letters == 3 && !a->digits && a->kind == LEX_WORD &&
	    b->kind == LEX_CODE && b->digits == 3 && b->letters == 1 &&
	    lexeme_upper(l, i + 1))
		return true;
	if (a->letters >= 2 && a->letters <= 3 && !a->digits &&
	    (a->kind == LEX_WORD || a->kind == LEX_STATE) &&
	    b->kind == LEX_CODE && !b->letters && b->digits == 6 &&
	    b->end - b->begin == 7 && l->t->fold[b->begin + 3] == '-')
		return true; /* South Africa "CAA 944-800" */
	return a->letters == 2 && !a->digits && b->kind == LEX_INT &&
	       b->digits == 2 && c->gap == 1 && c->letters && c->letters <= 2 &&
	       !c->digits && lexeme_upper(l, i + 2) && l->at[i + 3].gap == 1 &&
	       l->at[i + 3].kind == LEX_INT && l->at[i + 3].digits == 4;
}

static size_t
over_small(const struct lexemes *l, size_t i)
{
	static const char *const small[] = {"is", "no", "number", "no.", "it",
	    "was", "the", "a", "nr", "nomor", "says", "an", "shows", NULL};
	unsigned max = 4;

	while (
	    max-- && (lexeme_in(l, i, small) || lexeme_punct(l, i, ':') ||
			 lexeme_punct(l, i, '.') || lexeme_punct(l, i, ',') ||
			 lexeme_punct(l, i, '(') || lexeme_punct(l, i, '=') ||
			 lexeme_punct(l, i, '"') || lexeme_punct(l, i, '#')))
		i++;
	return i;
}

static size_t
find_after_cue(struct lexemes *l, size_t i, bool strong)
{
	size_t first = over_small(l, i + 1), last;
	unsigned digits = 0, letters = 0;

	/* One word between: "whose ford ranger cx 29 pl gp". */
	if (!strong && l->at[first].kind == LEX_WORD &&
	    !lexeme_upper(l, first) && l->at[first].letters > 3)
		first++;
	last = plate_last(l, first, !strong && !l->t->no_caps);
	if (last + 1 == first || l->at[first].taken)
		return i;
	for (size_t k = first; k <= last; k++) {
		digits += l->at[k].digits;
		letters += l->at[k].letters;
	}
	if (!strong && (letters < 2 || digits < 2 || digits + letters < 5))
		return i;
	if (lexeme_is(l, i, "plate") && (digits < 3 || !letters))
		return i;
	if (l->at[first].kind == LEX_UNIT && !strong)
		return i;
	if (digits + letters < 4)
		return i;
	shape_found(
	    l, first, last, SCRUB_VEHICLE, "vehicle-plate", strong ? 93 : 75);
	return last;
}

/* "Medic 92", "HEMS 42", tail number "5Y-BKT". */
static size_t
find_crew(struct lexemes *l, size_t i)
{
	if (l->at[i + 1].kind != LEX_INT || l->at[i + 1].gap > 1 ||
	    l->at[i + 2].kind == LEX_SPAN_UNIT)
		return i;
	shape_found(l, i, i + 1, SCRUB_VEHICLE, "vehicle-callsign", 75);
	return i + 1;
}

static size_t
find_tail(struct lexemes *l, size_t i)
{
	size_t at = over_small(l, i + 1);
	const struct lexeme *x = &l->at[at];

	if (x->kind == LEX_CODE && !x->taken && x->digits + x->letters >= 3 &&
	    x->digits < 4 && x->end - x->begin > x->digits + x->letters) {
		shape_found(l, at, at, SCRUB_VEHICLE, "vehicle-tail", 80);
		return at;
	}
	return i;
}

static bool
is_vin(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;

	if (x->end - x->begin != 17 || x->letters + x->digits != 17 ||
	    x->letters < 3 || x->digits < 4)
		return false;
	for (unsigned k = 0; k < 17; k++)
		if (s[k] == 'i' || s[k] == 'o' || s[k] == 'q')
			return false;
	return true;
}

void
shape_vehicles(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct lexeme *x = &l->at[i];

		if (x->kind == LEX_CODE && is_vin(l, i) && !x->taken)
			shape_found(l, i, i, SCRUB_VEHICLE, "vehicle-vin",
			    shape_vin(l->t->fold + x->begin, 17) ? 99 : 90);
		else if (lexeme_is(l, i, "tail") || lexeme_is(l, i, "unit"))
			i = find_tail(l, i);
		else if (x->kind == LEX_CUE_PLATE || lexeme_is(l, i, "plate") ||
			 lexeme_is(l, i, "reg") ||
			 lexeme_is(l, i, "registration") ||
			 lexeme_is(l, i, "tag"))
			i = find_after_cue(l, i,
			    x->kind == LEX_CUE_PLATE ||
				lexeme_is(l, i, "plate"));
		else if (x->kind == LEX_CUE_VEHICLE)
			i = find_after_cue(l, i, false);
		else if (x->kind == LEX_CUE_CREW && !x->taken)
			i = find_crew(l, i);
		else if (!x->taken && x->letters && is_plate_shape(l, i)) {
			size_t last = plate_last(l, i, true);

			if (last > i && last < i + 4)
				shape_found(l, i, last, SCRUB_VEHICLE,
				    "vehicle-shape", 75);
		}
	}
}
