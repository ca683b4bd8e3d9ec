/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Numbered places without a word for a room: a unit's or a thing's number
 * ("Antepartum 22", "trolley 3"), floors with their side or building ("level
 * 5 west"). A unit's number is a place where the words around it say where;
 * else it may be how many.
 */

/* A number is which one of these, whatever stands around it. */
FEW(things, "antepartum", "antenatal", "asc", "brankar", "chair", "cot", "crib",
    "dermaga", "gurney", "hut", "inkubator", "isolation", "isolette",
    "junction", "mot", "postnatal", "postpartum", "ranjang", "stretcher",
    "trolley", "vip");

/* A number is which one of these behind a word for where only. */
FEW(units, "angio", "burns", "cardiac", "cath", "clinic", "ct", "daycase",
    "delivery", "dialysis", "echo", "ed", "endo", "endoscopy", "gastro",
    "gynae", "igd", "imaging", "ir", "isolasi", "labour", "lobby", "majors",
    "maternity", "medical", "minors", "mri", "neuro", "nursery", "obs",
    "oncology", "ortho", "paeds", "peds", "plastics", "poli", "renal", "resus",
    "surg", "surgery", "surgical", "tele", "trauma", "urology", "xray");

/* Stand before one of these and belong to it. */
static const char *const kinds[] = {"acute", "adult", "female", "male", "med",
    "mixed", "paeds", "peds", "surg", NULL};

static const char *const wheres[] = {"at", "di", "dari", "from", "in", "inside",
    "into", "ke", "leaving", "near", "on", "outside", "to", "via", NULL};

/* What a unit does that calls. */
static const char *const calls[] = {"asks", "called", "calling", "calls",
    "charge", "has", "is", "nurse", "phoned", "rang", "refuses", "reports",
    "says", "staff", "takes", "wants", NULL};

/* A number and a letter is which one of these: "Unit 9C"; but "station 4R"
 * of nodes is right or left. */
static const char *const sides[] = {
    "floor", "station", "step-down", "stepdown", "unit", NULL};

FEW(compass, "east", "north", "south", "west");

FEW(floors, "floor", "lantai", "level", "lt", "lvl");

/* A wing or building, behind its name or before it. */
static const char *const behind[] = {
    "annex", "annexe", "block", "building", "pavilion", "tower", "wing", NULL};
static const char *const before[] = {
    "blok", "gd", "gedung", "menara", "paviliun", "sayap", "tower", NULL};

/* "22", "5B", not "3 mm", "2/3", "4 %", "2-3". */
bool
shape_is_place_number(const struct lexemes *l, size_t i, unsigned digits)
{
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];

	if (x->taken || x->gap != 1 || x->digits > digits)
		return false;
	if (x->kind != LEX_INT && (x->kind != LEX_CODE || x->letters != 1 ||
				      x->end - x->begin != x->digits + 1u))
		return false;
	if (lexeme_unit(l, i + 1) || next->kind == LEX_ORDINAL ||
	    lexeme_is(l, i + 1, "hari") || lexeme_is(l, i + 1, "minggu"))
		return false;
	return !(next->kind == LEX_PUNCT && !next->gap &&
		 (next->value == '/' || next->value == '+' ||
		     next->value == '-' || next->value == '%'));
}

/* Does nothing that is counted stand here? */
static bool
counts_nothing(const struct lexemes *l, size_t i)
{
	/* "CT 2 of them", "isolasi 3 hari" */
	static const char *const counts[] = {
	    "bulan", "hari", "hr", "of", "per", "week", "wk", NULL};

	switch (l->at[i].kind) {
	case LEX_END:
	case LEX_PUNCT:
	case LEX_FUNC:
	case LEX_REL:
	case LEX_WEEKDAY:
		return true;
	case LEX_PREP:
		return !lexeme_in(l, i, counts);
	case LEX_ROOM:
		return l->at[i + 1].digits > 0; /* "medical 2 beds" */
	default:
		return l->at[i].taken || lexeme_few(l, i, &compass);
	}
}

bool
shape_is_calling(const struct lexemes *l, size_t i)
{
	return l->at[i].gap == 1 && lexeme_in(l, i, calls);
}

/* The last lexeme of a number: with its side behind. */
static size_t
over_side(const struct lexemes *l, size_t i)
{
	return i + (l->at[i + 1].gap == 1 && lexeme_few(l, i + 1, &compass));
}

/* "Antepartum 22", "to MRI 2,", "on Neuro 5B", "from med surg 3 west". */
static bool
find_unit(struct lexemes *l, size_t i)
{
	const bool code = l->at[i].kind == LEX_CODE;
	size_t first = i - 1;

	if (l->at[first].taken || l->at[first].digits)
		return false;
	if (lexeme_few(l, first, &things) && shape_is_place_number(l, i, 3)) {
		shape_found(
		    l, first, over_side(l, i), SCRUB_LOCATION, "room-unit", 80);
		return true;
	}
	if (code && lexeme_in(l, first, sides) &&
	    !(l->lang == SCRUB_ID_ID && lexeme_is(l, first, "station")) &&
	    shape_is_place_number(l, i, 2)) {
		const char side = l->t->norm[l->at[i].end - 1];

		if (side < 'A' || side > 'Z' || side == 'R' || side == 'L')
			return false;
		shape_found(l, first, i, SCRUB_LOCATION, "room-unit", 75);
		return true;
	}
	if (!lexeme_few(l, first, &units) || !shape_is_place_number(l, i, 2) ||
	    (!code && !counts_nothing(l, i + 1) && !lexeme_in(l, i + 1, calls)))
		return false;
	while (l->at[first].gap == 1 && !l->at[first - 1].taken &&
	       lexeme_in(l, first - 1, kinds))
		first--;
	if (!lexeme_in(l, first - 1, wheres) &&
	    !(lexeme_title(l, first) && !l->t->all_caps &&
		l->at[first - 1].kind == LEX_END && !code &&
		(lexeme_punct(l, i + 1, ':') || lexeme_in(l, i + 1, calls))))
		return false;
	shape_found(l, first, over_side(l, i), SCRUB_LOCATION, "room-unit", 75);
	return true;
}

/* A name of up to two words and "Block" behind "Level 2"; i: none. */
static size_t
over_block(const struct lexemes *l, size_t i)
{
	size_t at = i + 1;

	while (at < i + 3 && l->at[at].gap == 1 && l->at[at].letters > 2 &&
	       lexeme_title(l, at) && !lexeme_in(l, at, behind))
		at++;
	return l->at[at].gap == 1 && !l->at[at].taken &&
		       lexeme_in(l, at, behind) &&
		       (at == i + 1 || lexeme_title(l, at))
		   ? at
		   : i;
}

/* "Gedung Kenari" behind "lantai 3"; i: none. */
static size_t
over_building(const struct lexemes *l, size_t i)
{
	size_t at = i + 1, name;

	if (l->at[at].gap != 1 || !lexeme_in(l, at, before))
		return i;
	if (lexeme_is(l, at, "sayap") &&
	    lexeme_in(l, at + 1,
		(const char *const[]){
		    "timur", "barat", "utara", "selatan", NULL}))
		return at + 1;
	name = at + 1 + lexeme_punct(l, at + 1, '.');
	if (l->at[name].gap > 1 || !l->at[name].letters ||
	    !lexeme_title(l, name) || l->at[name].kind == LEX_FUNC)
		return i;
	if (l->at[name + 1].gap == 1 && l->at[name + 1].kind == LEX_WORD &&
	    lexeme_title(l, name + 1) && !l->t->all_caps)
		name++;
	return name;
}

/* "the relatives room on level 3", "family waits on level 4": where somebody
 * or something is that no spine has. */
static bool
is_floor(const struct lexemes *l, size_t i)
{
	FEW(there, "cafe", "cafeteria", "canteen", "chapel", "desk", "family",
	    "fridge", "husband", "lounge", "mum", "office", "parked", "printer",
	    "reception", "relatives", "room", "store", "wait", "waiting",
	    "waits", "wife");
	static const char *const on[] = {"at", "from", "on", "to", NULL};

	if (l->lang != SCRUB_EN || lexeme_is(l, i - 1, "lt") ||
	    (!lexeme_in(l, i - 2, on) && !lexeme_punct(l, i - 2, ',')))
		return false;
	for (size_t k = i - 3; k + 6 > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_few(l, k, &there))
			return true;
	return false;
}

/* "level 5 west", "Level 2 Mackay Block", "lantai 3 Gedung Kenari". */
static bool
find_floor(struct lexemes *l, size_t i)
{
	size_t last;

	if (!lexeme_few(l, i - 1, &floors) || l->at[i].kind != LEX_INT ||
	    l->at[i].digits > 2 || l->at[i].taken || l->at[i].gap != 1)
		return false;
	last = over_side(l, i);
	if (last == i)
		last = over_block(l, i);
	if (last == i)
		last = over_building(l, i);
	if (last == i && !is_floor(l, i))
		return false;
	shape_found(l, i - 1, last, SCRUB_LOCATION, "room-floor", 85);
	return true;
}

/* "OT complex B": the building of the theatres. */
static void
find_complex(struct lexemes *l, size_t i)
{
	static const char *const theatres[] = {
	    "ok", "operating", "or", "ot", "surgical", "theatre", NULL};

	if (lexeme_is(l, i + 1, "complex") && l->at[i + 1].gap == 1 &&
	    lexeme_in(l, i, theatres) && l->at[i + 2].letters == 1 &&
	    !l->at[i + 2].digits && l->at[i + 2].gap == 1 &&
	    lexeme_upper(l, i + 2) && !l->t->all_caps) {
		size_t last = i + 2;

		if (lexeme_punct(l, last + 1, ',') &&
		    lexeme_is(l, last + 2, "table") &&
		    l->at[last + 3].kind == LEX_INT &&
		    l->at[last + 3].digits == 1)
			last += 3; /* "OR Complex B, table 2" */
		shape_found(l, i, last, SCRUB_LOCATION, "room-floor", 75);
	}
}

void
shape_units(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_ROOM)) < l->count; i++) {
		const enum lexeme_kind kind = l->at[i].kind;

		if (kind == LEX_ROOM || kind == LEX_ROOM_MAYBE)
			find_complex(l, i);
		if ((kind != LEX_INT && kind != LEX_CODE) || find_floor(l, i))
			continue;
		find_unit(l, i);
	}
}
