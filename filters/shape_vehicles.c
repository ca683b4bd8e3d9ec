/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Licence plates after their word, and by their shape where only a plate has
 * it; VINs; call signs. */

#define PLATE_PARTS 4u
#define PLATE_LETTERS 4u
#define PLATE_DIGITS 6u

/* "plate ab 1234 is towed": what is said, where no capital tells. */
static bool
is_said(const struct lexemes *l, size_t i)
{
	FEW(words, "and", "at", "by", "has", "in", "is", "of", "to", "was");

	return l->at[i - 1].digits && (l->t->all_caps || !lexeme_upper(l, i)) &&
	       lexeme_few(l, i, &words);
}

/* Letters or digits short enough for a plate? */
static bool
is_part(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (x->taken || x->kind == LEX_PUNCT || x->kind == LEX_END ||
	    is_said(l, i))
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
		if (x->kind == LEX_DECIMAL && x->digits < 4)
			return i - 1; /* "plat mini 2.0", of bone */
		if (x->kind == LEX_CUE_VEHICLE || x->kind == LEX_CUE_NO ||
		    lexeme_is(l, last, "eta") ||
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

static bool
is_letters(const struct lexemes *l, size_t i, unsigned least, unsigned most)
{
	const struct lexeme *x = &l->at[i];
	bool month = x->kind == LEX_MONTH || x->kind == LEX_MONTH_MAYBE;

	return (!x->taken || month) && !is_said(l, i) && !x->digits &&
	       x->letters >= least && x->letters <= most &&
	       x->end - x->begin == x->letters &&
	       ((x->kind != LEX_FUNC && x->kind != LEX_PREP) ||
		   (lexeme_upper(l, i) && (l->at[i - 1].digits > 2 ||
					      (l->lang == SCRUB_ID_ID &&
						  l->at[i + 1].digits == 4))));
}

/* A code of so many letters and digits, nothing else, a letter first? */
static bool
is_code(const struct lexemes *l, size_t i, unsigned letters, unsigned digits)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_CODE && !x->taken && x->letters == letters &&
	       x->digits == digits && x->end - x->begin == letters + digits;
}

/* "B 1234 XYZ", India "MH 21 QX 6417", South Africa "CX 29 PL GP". */
static size_t
plate_in_parts(const struct lexemes *l, size_t i)
{
	FEW(province, "gp", "nw", "ec", "wc", "nc", "fs", "mp", "zn", "l");
	const struct lexeme *b = &l->at[i + 1], *c = &l->at[i + 2];

	if (!is_letters(l, i, 1, 3) || !lexeme_digits(l, i + 1, 1, 4) ||
	    c->gap != 1 || !is_letters(l, i + 2, 1, 3) ||
	    (lexeme_upper(l, i) && !lexeme_upper(l, i + 2)) ||
	    b->digits + c->letters < 4)
		return i - 1;
	if ((lexeme_digits(l, i + 3, 4, 4) && l->at[i].letters == 2) ||
	    (l->at[i + 3].gap == 1 && lexeme_few(l, i + 3, &province)))
		return i + 3;
	if (l->at[i].letters == 3 && b->digits == 3 && c->letters == 2)
		return i + 2; /* Nigeria "ABJ 482 KQ" */
	return l->at[i].letters < 3 || c->letters == 1 ? i + 2 : i - 1;
}

/* The last lexeme of a plate that has the shape of one; i - 1: none. */
static size_t
plate_shape(const struct lexemes *l, size_t i)
{
	const struct lexeme *b = &l->at[i + 1];
	const char *s = l->t->fold + l->at[i].begin;
	size_t last = plate_in_parts(l, i);

	if (last >= i || b->gap != 1)
		return last;
	if (is_code(l, i, 2, 2) && is_letters(l, i + 1, 3, 3) && s[0] >= 'a' &&
	    s[1] >= 'a')
		return i + 1; /* United Kingdom "LK19 PXD" */
	if (is_letters(l, i, 3, 3) && is_code(l, i + 1, 1, 3) &&
	    l->t->fold[b->end - 1] >= 'a')
		return i + 1; /* Kenya "KDA 425X" */
	if (is_letters(l, i, 2, 3) && !lexeme_is(l, i, "rm") &&
	    !lexeme_is(l, i, "mr") && b->kind == LEX_CODE && !b->letters &&
	    b->digits == 6 && b->end - b->begin == 7 &&
	    l->t->fold[b->begin + 3] == '-' && !b->taken)
		return i + 1; /* South Africa "CAA 944-800" */
	return i - 1;
}

/* "BE 5520 GH": the letters of a region of Indonesia in front. */
static bool
is_region_plate(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const region[] = {"a", "aa", "ab", "ad", "ae", "ag",
	    "b", "ba", "bb", "bd", "be", "bg", "bh", "bk", "bl", "bm", "bn",
	    "bp", "d", "da", "db", "dc", "dd", "de", "dg", "dh", "dk", "dl",
	    "dm", "dn", "dp", "dr", "dt", "dw", "e", "ea", "eb", "ed", "f", "g",
	    "h", "k", "kb", "kh", "kt", "ku", "l", "m", "n", "p", "pa", "pb",
	    "r", "s", "py", "t", "w", "z", NULL};
	static const char *const dose[] = {
	    "iv", "im", "sc", "po", "ml", "cc", "mg", "rl", "ns", "iu", NULL};

	return last == i + 2 && l->lang == SCRUB_ID_ID && !l->t->all_caps &&
	       l->at[i + 1].digits == 4 && lexeme_upper(l, i) &&
	       lexeme_upper(l, i + 2) && lexeme_in(l, i, region) &&
	       !lexeme_in(l, i + 2, dose);
}

/* Capitals in a text of both cases: the shape alone is enough. */
static bool
is_plate_alone(const struct lexemes *l, size_t i, size_t last)
{
	FEW(cue, "id", "no", "number", "mrn", "lot", "sn", "serial", "ref");
	unsigned n = 0;

	if (last < i || l->t->all_caps)
		return false;
	if (last == i + 2 &&
	    (shape_is_newborn(l, last) ||
		(l->at[last].letters == 1 && l->at[last + 1].gap == 1 &&
		    lexeme_digits(l, last + 1, 3, 4))))
		return false; /* "BB 2900 AS 8/9"; twins: "A 2100 B 1870" */
	if (is_region_plate(l, i, last))
		return true;
	/* Another word claims the number. */
	for (size_t k = i - 1; k + 5 > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_few(l, k, &cue) || l->at[k].kind == LEX_CUE_ID ||
		    l->at[k].kind == LEX_CUE_BIO ||
		    l->at[k].kind == LEX_CUE_BIO_MAYBE)
			return false;
	if (lexeme_numbers(l, i + 1, &n, 1) && last == i + 2 &&
	    (l->at[i + 2].kind != LEX_WORD || n % 100 == 0 ||
		(l->at[i + 1].digits < 4 && l->lang != SCRUB_ID_ID)))
		return false; /* "NS 1000 IV" */
	for (size_t k = i; k <= last; k++)
		if (l->at[k].letters &&
		    (!lexeme_upper(l, k) || l->at[k].kind == LEX_VITAL))
			return false;
	if (l->at[i].letters > 2 && !l->at[i].digits && last == i + 2)
		return false; /* "MEP 450 V" */
	return l->at[i + 1].digits > 2 || last > i + 2 ||
	       l->at[i].kind == LEX_CODE;
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

/* Whoever speaks of one of these may say a plate. */
static bool
near_traffic(const struct lexemes *l, size_t i)
{
	FEW(traffic, "gate", "gates", "driver", "driven", "drove", "parking",
	    "park", "parked", "parkir", "sopir", "supir", "pakai", "naik",
	    "valet", "guard", "security", "satpam", "towed", "towing",
	    "barrier", "blocking", "portal", "traffic", "clamped", "tractor",
	    "getaway", "ramp", "police", "plates");

	for (size_t k = i - 1; k + 5 > i && l->at[k].kind != LEX_END; k--)
		if ((l->at[k].kind == LEX_CUE_VEHICLE ||
			l->at[k].kind == LEX_CUE_PLATE ||
			lexeme_few(l, k, &traffic)) &&
		    !lexeme_is(l, k - 1, "needle"))
			return true;
	return false;
}

/* Beside traffic: "WVX 8821", "7ABX 204", "LSD 552 XK"; i - 1: none. */
static size_t
plate_in_traffic(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const bool front =
	    is_letters(l, i, 3, 3) || is_code(l, i, 2, 2) ||
	    (x->kind == LEX_CODE && !x->taken && x->digits == 1 &&
		x->letters == 3 && x->end - x->begin == 4);
	size_t last = plate_in_parts(l, i);

	if (l->t->all_caps || !lexeme_upper(l, i) || x->kind == LEX_VITAL ||
	    x->kind == LEX_CUE_ID || l->at[i - 1].digits)
		return i - 1;
	if (last > i && lexeme_upper(l, last))
		return near_traffic(l, i) ? last : i - 1;
	if (is_letters(l, i, 2, 2) && lexeme_digits(l, i + 1, 2, 2) &&
	    lexeme_digits(l, i + 2, 3, 3) && !lexeme_unit(l, i + 3))
		return near_traffic(l, i) ? i + 2 : i - 1; /* "DX 71 882" */
	if (!front || !lexeme_digits(l, i + 1, 3, 4) || lexeme_unit(l, i + 2))
		return i - 1;
	return near_traffic(l, i) ? i + 1 : i - 1;
}

/* "DXB K 70318": the emirate, a letter, digits. */
static bool
is_emirate(const struct lexemes *l, size_t i)
{
	FEW(mark, "dxb", "auh", "shj", "ajm", "uaq", "rak", "fuj");

	return lexeme_few(l, i - 1, &mark) && lexeme_upper(l, i - 1) &&
	       is_letters(l, i, 1, 2) && lexeme_digits(l, i + 1, 3, 5);
}

/* What a plate may begin with: no "sats 91", no "road B6417". */
static bool
is_plate_start(const struct lexemes *l, size_t i)
{
	switch (l->at[i].kind) {
	case LEX_WORD:
	case LEX_STATE:
	case LEX_CODE:
	case LEX_INT:
	case LEX_SEX:
	case LEX_UNIT:
	case LEX_SPAN_UNIT:
	case LEX_CUE_ID:
	case LEX_CUE_ID_MAYBE:
		return true;
	default:
		return false;
	}
}

/* A plate of a known shape within some words behind its cue. */
static size_t
find_shape_after(struct lexemes *l, size_t i, size_t words)
{
	for (size_t at = i + 1; at <= i + words; at++) {
		size_t last = plate_shape(l, at);

		if (l->at[at].gap > 1 || l->at[at].kind == LEX_END ||
		    l->at[at].kind == LEX_VITAL)
			return i;
		if (last < at && l->at[at].kind == LEX_WORD &&
		    is_letters(l, at, 3, 3) && lexeme_digits(l, at + 1, 3, 4))
			last = at + 1; /* "JTW 4915" */
		if (last < at)
			continue;
		at -= at > i + 1 && l->at[at].gap == 1 &&
		      lexeme_digits(l, at - 1, 2, 2); /* "34 FZT 618" */
		shape_found(l, at, last, SCRUB_VEHICLE, "vehicle-plate", 85);
		return last;
	}
	return i;
}

/* "34 ABC 917": digits, capitals, digits. */
static bool
is_number_first(const struct lexemes *l, size_t i)
{
	return l->at[i].kind == LEX_INT && l->at[i].digits < 4 &&
	       is_letters(l, i + 1, 1, 3) && lexeme_upper(l, i + 1) &&
	       lexeme_digits(l, i + 2, 2, 5);
}

/* "Snowmobile reg SN 40772", "truck LT 2206": no serial's, no side. */
static bool
is_marked(const struct lexemes *l, size_t cue, size_t i)
{
	return (l->at[cue - 1].kind == LEX_CUE_VEHICLE ||
		   lexeme_is(l, i, "lt") || lexeme_is(l, i, "rt")) &&
	       i == cue + 1 && l->at[i].letters == 2 && lexeme_upper(l, i) &&
	       l->at[i + 1].digits > 3;
}

/* "asset tag", "band tag", "pasien reg": of things or people, not of what is
 * driven. */
static bool
is_other_tag(const struct lexemes *l, size_t i)
{
	if (lexeme_is(l, i, "reg"))
		return l->at[i - 1].kind == LEX_PERSON ||
		       (l->lang == SCRUB_ID_ID && !near_traffic(l, i));
	if (!lexeme_is(l, i, "tag") || l->at[i - 1].kind == LEX_STATE)
		return false;
	for (size_t k = i + 1; k < i + 8; k++)
		if (lexeme_is(l, k, "parking") || lexeme_is(l, k, "permit"))
			return false;
	/* "Brazilian tag RHK4D72" */
	return !near_traffic(l, i) &&
	       !(lexeme_title(l, i - 1) && l->at[i - 1].letters > 5 &&
		   l->t->fold[l->at[i - 1].end - 1] == 'n');
}

static size_t
find_after_cue(struct lexemes *l, size_t i, bool strong)
{
	size_t first = over_small(l, i + 1),
	       last = find_shape_after(
		   l, i, l->at[i].kind == LEX_CUE_PLATE ? 14 : 6);
	unsigned digits = 0, letters = 0;

	if (last > i)
		return last;
	/* One word between: "whose ford ranger cx 29 pl gp". */
	if (!strong && l->at[first].kind == LEX_WORD &&
	    !lexeme_upper(l, first) && l->at[first].letters > 3)
		first++;
	last = plate_last(l, first, !strong && !lexemes_small(l));
	if (last + 1 == first || l->at[first].taken ||
	    !(is_plate_start(l, first) || is_marked(l, i, first)) ||
	    (!strong && !l->at[first].letters && !is_number_first(l, first)))
		return i;
	for (size_t k = first; k <= last; k++) {
		if (lexeme_is(l, k, "hole") || lexeme_is(l, k, "holes"))
			return i; /* a plate for bones */
		digits += l->at[k].digits;
		letters += l->at[k].letters;
	}
	if (digits + letters < 4 ||
	    (!strong && (letters < 2 || digits < 2 || digits + letters < 5 ||
			    l->at[first].kind == LEX_UNIT)))
		return i;
	if ((lexeme_is(l, i, "plate") &&
		(digits < 3 || (!letters && digits < 7))) ||
	    (lexeme_is(l, i, "plat") && digits < 2 && !lexeme_upper(l, first)))
		return i;
	shape_found(
	    l, first, last, SCRUB_VEHICLE, "vehicle-plate", strong ? 93 : 75);
	return last;
}

/* "Medic 92", "HEMS 42", "rig number A-949". */
static size_t
find_crew(struct lexemes *l, size_t i)
{
	size_t at = over_small(l, i + 1);
	bool code = l->at[at].kind == LEX_CODE && l->at[at].digits >= 2;

	if (l->at[at].gap > 1 || l->at[at].taken ||
	    l->at[at + 1].kind == LEX_SPAN_UNIT ||
	    l->at[at + 1].kind == LEX_UNIT ||
	    !(code || (l->at[at].kind == LEX_INT && at == i + 1)))
		return i;
	shape_found(
	    l, code ? at : i, at, SCRUB_VEHICLE, "vehicle-callsign", 75);
	return at;
}

/* "ECHO-78", "Medic-12". */
static bool
is_callsign(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"echo-", "medic-", "hems-",
	    "helimed-", "rescue-", "delta-", "tango-", "bravo-", "charlie-",
	    "foxtrot-", "sierra-", "whiskey-", "zulu-", "victor-", "amb-",
	    "ambo-", "lifeflight-", NULL};
	const struct lexeme *x = &l->at[i];

	if (x->kind != LEX_CODE || x->digits < 2 || x->digits > 4)
		return false;
	for (size_t k = 0; word[k]; k++)
		if (strlen(word[k]) + x->digits == x->end - x->begin &&
		    memcmp(l->t->fold + x->begin, word[k], strlen(word[k])) ==
			0)
			return true;
	return false;
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
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_VEHICLE)) < l->count;
	     i++) {
		const struct lexeme *x = &l->at[i];

		if (x->kind == LEX_CODE && is_vin(l, i) && !x->taken)
			shape_found(l, i, i, SCRUB_VEHICLE, "vehicle-vin",
			    shape_vin(l->t->fold + x->begin, 17) ? 99 : 90);
		else if (lexeme_is(l, i, "tail") || lexeme_is(l, i, "unit"))
			i = find_tail(l, i);
		else if (is_other_tag(l, i))
			continue;
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
		else if (!x->taken && is_callsign(l, i))
			shape_found(
			    l, i, i, SCRUB_VEHICLE, "vehicle-callsign", 75);
		else if (!x->taken && x->letters < 3 && shape_is_aircraft(l, i))
			shape_found(
			    l, i, i + 2, SCRUB_VEHICLE, "vehicle-aircraft", 80);
		else if (!x->taken && x->letters) {
			size_t last = plate_shape(l, i);

			if (is_plate_alone(l, i, last))
				shape_found(l, i, last, SCRUB_VEHICLE,
				    "vehicle-shape", 75);
			else if (is_emirate(l, i))
				shape_found(l, i - 1, i + 1, SCRUB_VEHICLE,
				    "vehicle-shape", 80);
			else if ((last = shape_over_boat(l, i)) >= i ||
				 (last = plate_in_traffic(l, i)) >= i)
				shape_found(l, i, last, SCRUB_VEHICLE,
				    "vehicle-shape", 75);
		}
	}
}
