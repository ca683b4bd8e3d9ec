/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Numbered places that are no rooms ("tent 4", "exit 212", "km 41", "loket
 * 5"), units that are called by their number ("HDU 5 wants", "male surgical
 * 11"), rooms whose number is said or Roman ("kamar tiga", "OK IV", "bed
 * sixteen pulled"), theatres by their kind ("OK Emergency 2", "R. Operasi 1"),
 * buildings with their floor ("Gedung Cendana lt. 4").
 */

#define NAME_MAX 3u /* words of a building's name */

/* Nobody counts with a number behind one of these. */
FEW(spots_en, "annex", "annexe", "bunk", "bunker", "cabin", "camp", "cottage",
    "deluxe", "entrance", "exit", "hatch", "iso", "lounge", "pavilion",
    "payward", "pier", "recliner", "tent", "villa", "vvip");
FEW(spots_id, "basement", "konter", "loket", "tenda", "teater", "vvip", "posko",
    "selasar");
/* Somebody may, unless one of `where` stands before. */
static const char *const maybe_en[] = {"door", "lane", "lift", "tower", "lab",
    "mile", "platform", "slot", "spot", "store", "wing", "shaft", "chair",
    "stall", "lvl", NULL};
static const char *const floors_id[] = {"lantai", "lt", NULL};
static const char *const maybe_id[] = {
    "meja", "pintu", "lantai", "lt", "gerbang", "koridor", NULL};
FEW(wheres, "at", "from", "in", "into", "near", "on", "outside", "past", "pod",
    "hallway", "corridor", "the", "to", "use", "recovery", "pacu", "holding",
    "pre-op", "preop", "skills", "by", "ke", "di", "dari", "lewat", "masuk",
    "atas");

/* A unit, by its number if it does or needs something. */
FEW(units, "burns", "cath", "ccu", "csicu", "cticu", "cvcu", "cvicu", "hcu",
    "hdu", "iccu", "icu", "icvcu", "itu", "ldr", "micu", "nicu", "pacu", "picu",
    "recovery", "resus", "sicu", "ticu", "stepdown", "step-down", "endo", "ed",
    "angio", "gicu", "nccu", "nsicu", "tsicu");
static const char *const sexes[] = {"female", "male", "paeds", "mens", NULL};
FEW(trades, "medical", "ortho", "surgical", "surg", "med");
/* What there is a number of in a unit. */
FEW(counted, "bed", "beds", "cots", "days", "nights", "patients", "pts",
    "patient", "nurses", "nurse", "free", "available", "full", "empty",
    "spaces", "slots", "more", "left", "open", "staff", "of", "to", "or",
    "hari", "malam", "jam", "pasien", "px", "orang", "kosong", "tempat", "tt",
    "penuh", "kali", "minggu", "lagi", "bh", "buah", "biji", "unit", "units",
    "times", "vessel", "vessels", "less", "extra", "person", "people", "at",
    "th", "and", "dan", "derajat", "degrees", "cm", "shift", "titik", "port",
    "ports", "bulan", "x", "scopes");

/* "22", "5B": a place's number, and nothing that a unit has so many of. */
static bool
is_number(const struct lexemes *l, size_t i, unsigned digits)
{
	return shape_is_place_number(l, i, digits) &&
	       !lexeme_few(l, i + 1, &counted);
}

static bool
begins(const struct lexemes *l, size_t i)
{
	return l->at[i - 1].kind == LEX_END || l->at[i].gap > 1 ||
	       (l->at[i - 1].kind == LEX_PUNCT && !lexeme_punct(l, i - 1, ':'));
}

/* Houses and rooms of more than one floor: "Asrama Haji lantai 3". */
static bool
has_floors(const struct lexemes *l, size_t i)
{
	static const char *const house[] = {"koas", "depo", "induk", "station",
	    "perawat", "parkir", "lobi", "kantin", "farmasi", "radiologi",
	    "lab", "gudang", "klinik", "apotek", "ot", "ok", "asrama", "haji",
	    "bakar", "kantor", "mushola", NULL};

	return lexeme_in(l, i, house) || l->at[i].kind == LEX_ROOM ||
	       l->at[i].kind == LEX_ROOM_MAYBE;
}

static bool
is_spot(const struct lexemes *l, size_t i)
{
	const bool here = lexeme_few(l, i - 1, &wheres) || l->at[i - 1].taken;

	if (lexeme_is(l, i, "spot") && begins(l, i))
		return true;
	if (l->lang == SCRUB_ID_ID)
		return lexeme_few(l, i, &spots_id) ||
		       (here && lexeme_in(l, i, maybe_id)) ||
		       (lexeme_in(l, i, floors_id) && has_floors(l, i - 1));
	return lexeme_few(l, i, &spots_en) ||
	       (here && lexeme_in(l, i, maybe_en) &&
		   !(lexeme_is(l, i - 1, "to") && lexeme_is(l, i, "store")));
}

/* "Th 5", "thtr 2": English, and no vertebra, rib or year. */
static bool
is_theatre(const struct lexemes *l, size_t i)
{
	FEW(words, "th", "thr", "thtr", "theatr", "thearte", "thea");
	static const char *const bones[] = {"rib", "ribs", "vertebra", "body",
	    "level", "fracture", "fx", "cells", "nerve", "root", "burst", NULL};

	if (lexeme_is(l, i, "thr") && !lexeme_few(l, i - 1, &wheres))
		return false; /* a hip */
	return l->lang != SCRUB_ID_ID && lexeme_few(l, i, &words) &&
	       l->at[i + 1].kind == LEX_INT && l->at[i + 1].digits < 3 &&
	       !l->at[i - 1].digits && !lexeme_in(l, i + 2, bones) &&
	       (i < 5 || !lexeme_in(l, i - 1, bones));
}

/* "ICU 3 to OR 1", "CVICU 4 to step down" */
static bool
goes_to_room(const struct lexemes *l, size_t i)
{
	FEW(there, "ct", "floor", "mri", "step", "the", "theatre", "ward");

	return lexeme_is(l, i + 1, "to") &&
	       (l->at[i + 2].kind == LEX_ROOM ||
		   l->at[i + 2].kind == LEX_ROOM_MAYBE ||
		   lexeme_few(l, i + 2, &there));
}

/* "SICU 21 from OR" */
static bool
comes(const struct lexemes *l, size_t i)
{
	return lexeme_upper(l, i - 1) && lexeme_is(l, i + 1, "from");
}

/* "HDU 5 desaturating", "Male Surgical 11", "gives us HDU 3 after 4". */
static size_t
unit_first(const struct lexemes *l, size_t i)
{
	FEW(given, "us", "got", "booked", "offered", "offers", "gave", "give",
	    "gives");
	const enum lexeme_kind next = l->at[i + 1].kind;
	const size_t unit = i - 1;
	const bool is_given = lexeme_few(l, unit - 1, &given);
	const bool goes = goes_to_room(l, i) || comes(l, i);

	if (l->at[i].digits > 2)
		return i;
	if (lexeme_few(l, unit, &trades) && l->at[unit].gap == 1 &&
	    !l->at[unit - 1].taken && lexeme_in(l, unit - 1, sexes))
		return unit - 1;
	if (lexeme_is(l, unit, "stay") && lexeme_is(l, unit - 1, "short"))
		return unit - 1;
	if (l->at[i].kind == LEX_INT && lexeme_few(l, unit, &units) &&
	    (begins(l, unit) || is_given ||
		(goes && lexeme_punct(l, unit - 1, ':'))) &&
	    /* "waras itu 3": that */
	    !(l->lang == SCRUB_ID_ID && lexeme_is(l, unit, "itu") &&
		!lexeme_upper(l, unit)) &&
	    (next == LEX_WORD || next == LEX_FUNC || goes ||
		(is_given && next == LEX_PREP) ||
		(lexeme_is(l, i + 1, "for") &&
		    lexeme_in(l, i + 2,
			(const char *const[]){
			    "the", "him", "her", "this", NULL})) ||
		(next == LEX_END && l->at[unit - 1].kind == LEX_PUNCT)))
		return unit;
	return i;
}

/* "km 71", "tol kilometer 231", but not "12 km 40 min", "per km 3". */
static bool
is_milestone(const struct lexemes *l, size_t i)
{
	return (lexeme_is(l, i - 1, "km") || lexeme_is(l, i - 1, "kilometer") ||
		   lexeme_is(l, i - 1, "kilometre")) &&
	       !l->at[i - 1].taken && !l->at[i - 2].digits &&
	       l->at[i - 2].kind != LEX_NUM && !lexeme_is(l, i - 2, "per") &&
	       !lexeme_punct(l, i - 2, '/') && l->at[i].gap == 1 &&
	       l->at[i].digits < 4 && !l->at[i].taken && !lexeme_unit(l, i + 1);
}

/* "OK Emergency 2", "OK-IBS 4", "ok igd 2", "R. Tindakan 2", "kam. bedah 9",
 * "R.12": the head of the room that the number at i ends; i: none. */
static size_t
theatre_first(const struct lexemes *l, size_t i)
{
	FEW(kinds, "bedah", "emergency", "emergensi", "hibrid", "hybrid", "igd",
	    "isolasi", "minor", "mayor", "operasi", "op", "obgyn", "ortho",
	    "mata", "sentral", "tindakan", "vip", "rawat", "ibs", "jantung",
	    "saraf", "urologi", "tengah");
	FEW(rooms, "emergency", "emergensi", "ibs", "igd", "sentral");
	static const char *const heads[] = {
	    "kam", "kmr", "kamar", "r", "rg", "ruang", NULL};
	const bool room = lexeme_few(l, i - 1, &rooms);
	size_t at = i - 1;

	if (lexeme_few(l, at, &kinds) && l->at[i].gap == 1 && !l->at[at].taken)
		at--;
	if (at < i - 1 && lexeme_punct(l, at, '-') && !l->at[at].gap)
		at--;
	if (at < i - 1 && lexeme_is(l, at, "ok") &&
	    (lexeme_upper(l, at) || room))
		return at;
	if (lexeme_punct(l, at, '.') && !l->at[at].gap && at < i - 1)
		at--;
	if (at < i - 1 && lexeme_in(l, at, heads) && !l->at[at].taken &&
	    (l->at[at].letters > 1 || lexeme_punct(l, at + 1, '.')))
		return at;
	/* "R.12" */
	at = i - 2;
	return lexeme_punct(l, i - 1, '.') && lexeme_is(l, at, "r") &&
		       lexeme_upper(l, at) && !l->at[i - 1].gap &&
		       !l->at[i].gap && !l->at[at].taken
		   ? at
		   : i;
}

/* "o.r. 4", "O.T. 4", "O/R 4", "O R 4": where the letters before the number
 * begin; i: none. */
static size_t
spelt_theatre_first(const struct lexemes *l, size_t i)
{
	static const char *const ends[] = {"r", "t", NULL};
	const size_t last = i - 1 - lexeme_punct(l, i - 1, '.');
	size_t o = last - 1;

	if (!lexeme_in(l, last, ends) &&
	    !(l->lang == SCRUB_ID_ID && lexeme_is(l, last, "k")))
		return i;
	if (lexeme_punct(l, o, '.') || lexeme_punct(l, o, '/'))
		o--;
	else if (last == i - 2 || !lexeme_upper(l, last))
		return i;
	return lexeme_is(l, o, "o") && !l->at[o].taken &&
		       (last == i - 2 || lexeme_upper(l, o))
		   ? o
		   : i;
}

/* "o.r. 4", "bed space 21"; i: none. */
static size_t
split_first(const struct lexemes *l, size_t i)
{
	if (l->at[i].kind != LEX_INT || l->at[i].digits > 2 ||
	    l->at[i].gap > 1 || l->at[i].taken || lexeme_unit(l, i + 1))
		return i;
	if (lexeme_is(l, i - 1, "space") && lexeme_is(l, i - 2, "bed") &&
	    !l->at[i - 2].taken)
		return i - 2;
	return spelt_theatre_first(l, i);
}

static void
find_spot(struct lexemes *l, size_t i)
{
	const size_t before = i - 1;
	size_t first = split_first(l, i);

	if (first < i) {
		shape_found(l, first, i, SCRUB_LOCATION, "room", 80);
		return;
	}
	if (l->lang == SCRUB_ID_ID && l->at[i].kind == LEX_INT &&
	    !l->at[i].taken && l->at[i].digits < 4 &&
	    !lexeme_few(l, i + 1, &counted) && !lexeme_unit(l, i + 1))
		first = theatre_first(l, i);
	if (first < i) {
		shape_found(l, first, i, SCRUB_LOCATION, "room-name", 80);
		return;
	}
	if (is_milestone(l, i)) {
		shape_found(l, before, i, SCRUB_LOCATION, "street-route", 80);
		return;
	}
	/* "ruang koas lt. 3" */
	if (l->lang == SCRUB_ID_ID && lexeme_punct(l, before, '.') &&
	    !l->at[before].gap && lexeme_in(l, before - 1, floors_id) &&
	    !l->at[before - 1].taken && l->at[i].kind == LEX_INT &&
	    l->at[i].digits < 3 && l->at[i].gap < 2 && !l->at[i].taken &&
	    has_floors(l, before - 2)) {
		shape_found(l, before - 1, i, SCRUB_LOCATION, "room-unit", 75);
		return;
	}
	if (l->at[before].taken || !l->at[before].letters ||
	    l->at[before].digits ||
	    !(is_number(l, i, 3) ||
		(shape_is_place_number(l, i, 3) &&
		    (goes_to_room(l, i) ||
			(lexeme_is(l, i + 1, "at") &&
			    lexeme_few(l, before - 1, &wheres))))))
		return;
	if (is_spot(l, before) || is_theatre(l, before))
		first = before;
	else
		first = unit_first(l, i);
	if (first == i)
		return;
	while (first == before && l->at[first].gap == 1 &&
	       !l->at[first - 1].taken &&
	       lexeme_in(l, first - 1,
		   (const char *const[]){"corridor", "hallway", "pre-op",
		       "preop", "skills", "recovery", "pacu", NULL}))
		first--;
	shape_found(l, first, i, SCRUB_LOCATION, "room-unit", 75);
}

/* --- said and Roman numbers ----------------------------------------------- */

static bool
is_roman(const struct lexemes *l, size_t i)
{
	static const char *const roman[] = {
	    "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", NULL};

	return l->at[i].gap == 1 && lexeme_upper(l, i) &&
	       lexeme_in(l, i, roman);
}

/* "kamar tiga kosong", "bed sixteen pulled", "OK IV", "theatre A". */
static void
find_said(struct lexemes *l, size_t i)
{
	static const char *const one[] = {"bay", "bed", "cubicle", "kamar",
	    "ruang", "bangsal", "room", "theatre", "theater", "ward", "or",
	    "ok", "ot", "kmr", "bilik", NULL};
	static const char *const not_number[] = {
	    "line", "lines", "access", "cannula", "drip", "paracetamol", NULL};
	const size_t at = i + 1;
	const struct lexeme *x = &l->at[at];

	if (x->taken || x->gap != 1 || !lexeme_in(l, i, one))
		return;
	if (is_roman(l, at)) {
		if (lexeme_in(l, at + 1, not_number) ||
		    (l->lang != SCRUB_ID_ID && l->at[i].letters == 2))
			return;
	} else if (x->kind == LEX_NUM && x->value > 0 && x->value <= 30) {
		if (l->at[i - 1].kind == LEX_NUM || l->at[i - 1].digits)
			return; /* "dua kamar satu set" */
		if (lexeme_is(l, i, "or") || lexeme_is(l, i, "ok")) {
			if (!begins(l, i) || l->at[i - 1].kind == LEX_PUNCT ||
			    (lexeme_is(l, i, "ok") && l->lang != SCRUB_ID_ID))
				return;
			if (lexeme_is(l, i, "or") &&
			    !lexeme_punct(l, at + 1, ':'))
				return;
		}
		if (l->at[at + 1].kind == LEX_NUM || lexeme_unit(l, at + 1) ||
		    lexeme_few(l, at + 1, &counted) ||
		    (l->at[at + 1].kind != LEX_WORD &&
			l->at[at + 1].kind != LEX_PUNCT &&
			l->at[at + 1].kind != LEX_END))
			return;
	} else {
		if (!lexeme_is(l, at, "a") || !lexeme_upper(l, at) ||
		    l->t->all_caps || l->at[i].letters < 3 ||
		    lexeme_punct(l, at + 1, '&') ||
		    lexeme_punct(l, at + 1, '+') ||
		    lexeme_punct(l, at + 1, '/') ||
		    lexeme_punct(l, at + 1, '-'))
			return;
	}
	shape_found(l, i, at, SCRUB_LOCATION, "room", 75);
}

/* --- buildings ------------------------------------------------------------ */

/* The number of the floor or room behind a building; last: none. */
static size_t
over_floor(const struct lexemes *l, size_t last)
{
	static const char *const floors[] = {
	    "lantai", "lt", "kamar", "kmr", "bed", "unit", "no", NULL};
	size_t at = last + 1;

	at += lexeme_punct(l, at, ',');
	if (!lexeme_in(l, at, floors) || l->at[at].gap > 1)
		return last;
	at += 1 + lexeme_punct(l, at + 1, '.');
	return (l->at[at].kind == LEX_INT || l->at[at].kind == LEX_CODE) &&
		       l->at[at].digits < 4 && l->at[at].letters < 2 &&
		       !lexeme_unit(l, at + 1)
		   ? at
		   : last;
}

/* "Paviliun Anggrek 7", "Gedung Cendana lt. 4", "Blok Flamboyan lantai 1". */
static void
find_building(struct lexemes *l, size_t i)
{
	static const char *const nouns[] = {"gedung", "gd", "paviliun",
	    "pavilion", "pav", "menara", "wisma", NULL};
	static const char *const with_floor[] = {
	    "blok", "tower", "ruang", "ruangan", "bangsal", "block", NULL};
	const bool sure = lexeme_in(l, i, nouns);
	size_t name = i + 1 + lexeme_punct(l, i + 1, '.'), at = name, last;

	if ((!sure && !lexeme_in(l, i, with_floor)) || l->at[name].gap > 1)
		return;
	/* "gedung teratai lt 5": one word, and its floor. */
	if (l->t->all_caps || lexemes_small(l)) {
		last = l->at[name].letters > 3 && !l->at[name].taken
			   ? over_floor(l, name)
			   : name;
		if (sure && last > name && !lexeme_in(l, name, floors_id))
			shape_found(
			    l, i, last, SCRUB_LOCATION, "room-floor", 80);
		return;
	}
	while (at < name + NAME_MAX && l->at[at].gap <= 1 && !l->at[at].taken &&
	       (l->at[at].kind == LEX_WORD || l->at[at].kind == LEX_WARD) &&
	       l->at[at].letters > 2 && lexeme_title(l, at))
		at++;
	if (at == name || (lexeme_is(l, i, "blok") && lexeme_upper(l, name)))
		return; /* "blok ESP T8": a nerve's */
	last = over_floor(l, at - 1);
	if (last == at - 1 && is_number(l, at, 3))
		last = at;
	if (last == at - 1 && !(sure && lexeme_title(l, i)))
		return;
	if (l->at[i].gap == 1 && !l->at[i - 1].taken &&
	    (lexeme_is(l, i - 1, "lobby") || lexeme_is(l, i - 1, "lobi")))
		i--;
	shape_found(l, i, last, SCRUB_LOCATION, "room-floor", 80);
}

/* "blok C4 no 17", "Blok F7/12": of houses, not of a nerve. */
static void
find_plot(struct lexemes *l, size_t i)
{
	size_t at = i + 1, last;
	const struct lexeme *x = &l->at[at];

	if (!lexeme_is(l, i, "blok") || x->gap != 1 || x->taken ||
	    (x->kind != LEX_CODE && x->letters != 1 && x->kind != LEX_WORD) ||
	    x->letters > 2)
		return;
	last = at;
	if (lexeme_is(l, at + 1, "no") || lexeme_is(l, at + 1, "nomor") ||
	    lexeme_punct(l, at + 1, '/')) {
		at += 2 + lexeme_punct(l, at + 2, '.');
		if (l->at[at].kind == LEX_INT && l->at[at].digits < 4)
			last = at;
	} else if (x->kind == LEX_CODE &&
		   memchr(l->t->fold + x->begin, '/', x->end - x->begin)) {
		shape_found(l, i, last, SCRUB_LOCATION, "street", 80);
		return;
	}
	if (last > i + 1)
		shape_found(l, i, last, SCRUB_LOCATION, "street", 80);
}

void
shape_spots(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_ROOM)) < l->count; i++) {
		const enum lexeme_kind kind = l->at[i].kind;

		if (l->at[i].taken)
			continue;
		if (kind == LEX_INT || kind == LEX_CODE)
			find_spot(l, i);
		if (kind == LEX_CODE && !l->at[i].taken)
			shape_ward_code(l, i);
		if (kind != LEX_ROOM && kind != LEX_ROOM_MAYBE)
			continue;
		find_said(l, i);
		if (l->lang == SCRUB_ID_ID && !l->at[i].taken) {
			find_building(l, i);
			find_plot(l, i);
		}
	}
}
