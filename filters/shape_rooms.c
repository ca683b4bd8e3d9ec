/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Numbered rooms, beds, bays and theatres. */

static const char *const many[] = {
    "rooms", "theatres", "theaters", "beds", "bays", "wards", "cubicles", NULL};

/* "theatre twelve", not "room one more". */
static bool
is_spoken_number(const struct lexemes *l, size_t i)
{
	const enum lexeme_kind next = l->at[i + 1].kind;

	return l->at[i].gap == 1 && l->at[i].value > 0 &&
	       l->at[i].value <= 30 &&
	       (next == LEX_END || next == LEX_PUNCT || next == LEX_FUNC ||
		   (next == LEX_PREP && !lexeme_is(l, i + 1, "of")));
}

/* "3", "12A", "C4", "2.17", "B": a room's number? */
static bool
is_room_number(const struct lexemes *l, size_t i, bool place)
{
	const struct lexeme *x = &l->at[i];

	if (x->gap > 1 || x->taken)
		return false;
	if (x->kind == LEX_INT && x->digits == 4 && l->t->fold[x->begin] == '0')
		return false; /* "in room 0710": a clock */
	if (x->kind == LEX_INT && x->digits == 1 && x->value == 0)
		return false; /* "bed 0": none */
	if (x->kind == LEX_INT)
		return x->digits <= 4 && !lexeme_punct(l, i + 1, '%') &&
		       !(lexeme_punct(l, i + 1, '/') && l->at[i + 2].digits);
	if (x->kind == LEX_CODE || x->kind == LEX_TIMES)
		return x->digits <= 4 && x->letters <= 2;
	if (x->kind == LEX_DECIMAL)
		return place && x->digits <= 4 && !lexeme_unit(l, i + 1);
	if (x->kind == LEX_FRACTION)
		return place && x->digits <= 4 && !lexeme_unit(l, i + 1);
	if (x->kind == LEX_NUM)
		return place && is_spoken_number(l, i);
	return x->letters == 1 && !x->digits && x->gap == 1 &&
	       !lexeme_punct(l, i + 1, '/') &&
	       (lexeme_upper(l, i) || lexemes_small(l)) &&
	       !lexeme_in(l, i, (const char *const[]){"a", "i", "u", NULL});
}

static bool
is_place_prep(const struct lexemes *l, size_t i)
{
	static const char *const to[] = {"to", "in", "into", "from", "at",
	    "for", "of", "near", "by", "outside", "inside", "ke", "di", "dari",
	    "leaving", "moved", "move", "now", "our", "on", "go", "pindah",
	    "via", "recovery", "pacu", "icu", "picu", "sim", "hdu", "trauma",
	    "anaes", "main", "paeds", NULL};

	return lexeme_in(l, i, to) || l->at[i].kind == LEX_ROOM ||
	       lexeme_punct(l, i, '/');
}

/* Is it said that what stands at `i` is a number: "no. 4", "number 4"? */
static bool
is_number_word(const struct lexemes *l, size_t i)
{
	FEW(words, "no", "no.", "nr", "num", "number", "nomor", "nomer", "nmr");

	return lexeme_few(l, i, &words);
}

/*
 * "bed #6", "bay no. 6", "ward: 6", "room number 6", "theatre (6)", "OR - 6":
 * the number behind the word that stands at `i`, over what is between; i + 1 of
 * one that nothing parts.
 */
static size_t
over_room_sign(const struct lexemes *l, size_t i)
{
	const size_t at = i + 1;

	if (lexeme_punct(l, at, '(') &&
	    (l->at[at + 1].kind == LEX_INT ||
		(l->at[at + 1].kind == LEX_CODE &&
		    l->at[at + 1].letters == 1)) &&
	    lexeme_punct(l, at + 2, ')') && !lexeme_in(l, i, many))
		return at + 1;
	if (lexeme_punct(l, at, '-') && l->at[at].gap &&
	    l->at[at + 1].kind == LEX_INT && l->at[at + 1].digits < 3 &&
	    (l->at[at + 2].kind == LEX_END || l->at[at + 2].kind == LEX_PUNCT))
		return at + 1;
	if ((lexeme_punct(l, at, '-') && !l->at[at].gap) ||
	    lexeme_punct(l, at, '.') || lexeme_punct(l, at, '#') ||
	    lexeme_punct(l, at, ':') || lexeme_punct(l, at, '=') ||
	    is_number_word(l, at))
		return at + 1 +
		       (lexeme_punct(l, at + 1, '.') ||
			   lexeme_punct(l, at + 1, '#') ||
			   lexeme_punct(l, at + 1, ':'));
	return at;
}

/* "or", "ok": a room here, or a conjunction? Its number stands at `n`. */
static bool
is_theatre_here(const struct lexemes *l, size_t i, size_t n)
{
	bool upper = lexeme_upper(l, i) && !l->t->all_caps;
	bool start = l->at[i].gap > 1 || lexeme_punct(l, i - 1, '.');

	if (lexeme_punct(l, i + 1, '#'))
		return true;
	if (is_number_word(l, i + 1) && l->at[n].digits && l->at[n].digits < 3)
		return upper || is_place_prep(l, i - 1) ||
		       (lexeme_is(l, i, "ok") && l->lang == SCRUB_ID_ID);
	if (n > i + 1 &&
	    ((!upper && !is_place_prep(l, i - 1)) ||
		(lexeme_is(l, i, "ok") && lexeme_punct(l, i + 1, ':'))))
		return false; /* "in or. 6", not "ok. 6 more", "OK: 1 nurse" */
	if (l->at[n].kind != LEX_INT && l->at[n].kind != LEX_CODE)
		return false;
	if (l->at[n].digits > 2 || (l->at[i - 1].digits && !l->at[i - 1].taken))
		return false; /* "2 or 3" */
	if (lexeme_is(l, i, "ok"))
		return l->lang == SCRUB_ID_ID ||
		       ((upper || l->t->all_caps) && is_place_prep(l, i - 1));
	return upper || start || is_place_prep(l, i - 1) ||
	       (l->at[i - 1].kind == LEX_PUNCT && !lexeme_punct(l, i - 1, ','));
}

/* Units with numbered places of their own. */
static const char *const bays[] = {"icu", "picu", "nicu", "sicu", "micu", "ccu",
    "hcu", "hdu", "itu", "cvicu", "csicu", "cticu", "ctsicu", "tsicu", "ticu",
    "cicu", "gicu", "nccu", "nsicu", "imcu", "pcu", "sdu", "scbu", "ldr",
    "pacu", "recovery", "cath", "angio", "endo", "endoscopy", "preop", "pre-op",
    "holding", "step-down", "stepdown", "triage", "igd", "vk", "ibs", "dsu",
    "cvor", "isolasi", NULL};

/* "to SICU 8", "in cath 2.": which place of the unit, or how many? */
static bool
is_bay_here(const struct lexemes *l, size_t i)
{
	FEW(into, "antar", "jemput", "masuk", "masukin", "siapin", "siapkan",
	    "titip", "transfer", "turun");
	const struct lexeme *x = &l->at[i + 1];
	const bool end = l->at[i + 2].kind == LEX_PUNCT || i + 2 >= l->count;

	if (x->kind != LEX_INT || x->digits > 2 || x->gap != 1 ||
	    l->at[i - 1].digits || lexeme_is(l, i + 2, "hari") ||
	    lexeme_is(l, i + 2, "minggu"))
		return false;
	/* "Liadh Recovery 5": somebody's, by capitals. */
	if (lexeme_is(l, i, "isolasi") && l->lang == SCRUB_ID_ID &&
	    lexeme_few(l, i - 1, &into))
		return true;
	return is_place_prep(l, i - 1) || (end && lexeme_upper(l, i)) ||
	       (lexeme_is(l, i, "recovery") && lexeme_title(l, i) &&
		   !l->t->all_caps && l->at[i - 1].kind == LEX_WORD &&
		   l->at[i].gap == 1 && lexeme_title(l, i - 1) &&
		   !lexeme_unit(l, i + 2));
}

/* May the uncertain word ("level", "table", "flat") be a place's here? */
static bool
is_room_here(const struct lexemes *l, size_t i, size_t n)
{
	static const char *const home[] = {
	    "flat", "apt", "plot", "apartment", "bldg", NULL};
	static const char *const part[] = {"block", "blok", "sector", "sektor",
	    "level", "unit", "building", "tower", "house", NULL};
	static const char *const inside[] = {"table", "slot", "desk", "chair",
	    "lvl", "floor", "lantai", "lt", "clinic", "isolation", "counter",
	    "stall", "poli", "store", "entrance", NULL};
	size_t next = i + 2;
	bool room =
	    l->at[next].kind == LEX_ROOM ||
	    (l->at[next].kind == LEX_ROOM_MAYBE && l->at[next + 1].digits);
	bool chain = l->at[i - 1].taken ||
		     (lexeme_punct(l, i - 1, ',') && l->at[i - 2].taken);
	bool list = lexeme_punct(l, next, ',') &&
		    l->at[next + 1].kind == LEX_ROOM_MAYBE;

	if (lexeme_is(l, i, "or") || lexeme_is(l, i, "ok"))
		return is_theatre_here(l, i, n);
	if (lexeme_is(l, i, "ot"))
		return true;
	if (lexeme_is(l, i, "flat") && !l->at[i + 1].digits &&
	    !lexeme_punct(l, next, ',') && !chain)
		return false; /* "flat R" of an ECG */
	if (lexeme_in(l, i, home))
		return lexeme_punct(l, next, ',') || chain || room ||
		       is_place_prep(l, i - 1) || lexeme_title(l, i);
	if (lexeme_in(l, i, part) && lexeme_title(l, i) && !l->t->all_caps &&
	    l->at[i + 1].letters == 1 && !l->at[i + 1].digits)
		return lexeme_upper(l, i + 1); /* "Tower B" */
	if (lexeme_in(l, i, part))
		return (chain && l->at[i + 1].kind != LEX_CODE) || room || list;
	if (lexeme_in(l, i, inside))
		return l->at[i + 1].letters < 2 &&
		       (room || chain || is_place_prep(l, i - 1) ||
			   lexeme_is(l, i - 1, "no"));
	if (lexeme_in(l, i, bays))
		return (room && l->at[i + 1].kind == LEX_INT &&
			   !lexeme_is(l, next, "beds")) ||
		       is_bay_here(l, i);
	return false;
}

/* "Family Room 2", "C2 bed 9", "TU room 5": the word before belongs to it. */
static size_t
over_room_before(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"family", "anaes", "anaesthetic",
	    "trauma", "isolation", "consult", "consulting", "exam", "procedure",
	    "relatives", "relative", "quiet", "induction", "scrub", "plaster",
	    "endo", "endoscopy", "delivery", "labour", "labor", "birth",
	    "treatment", "seminar", "hybrid", "conference", "interview",
	    "waiting", "holding", "minor", "eye", "debrief", "observation",
	    "side", "hall", "hallway", "block", "lab", "chamber", "proc",
	    "dressing", "cysto", "changing", "operating", "store", "corridor",
	    "locker", "tele", "hdu", NULL};
	static const char *const compass[] = {
	    "north", "south", "east", "west", NULL};
	const struct lexeme *before = &l->at[i - 1];

	if (l->at[i].gap != 1 || before->taken)
		return i;
	if (lexeme_in(l, i - 1, compass) && l->at[i - 2].kind == LEX_INT)
		return i - 2;
	if (lexeme_in(l, i - 1, word))
		return i - 1;
	if (before->kind == LEX_CODE && before->digits <= 2 &&
	    before->letters <= 6 && lexeme_upper(l, i - 1) && !l->t->all_caps)
		return i - 1;
	return i;
}

/* "DR 2", "TH 6": words that are rooms in capitals or behind "to" only. */
static bool
is_short_room(const struct lexemes *l, size_t i)
{
	if (l->at[i + 1].kind != LEX_INT || l->at[i + 1].digits > 2 ||
	    l->at[i + 1].gap != 1 || lexeme_unit(l, i + 2))
		return false;
	if (lexeme_is(l, i, "th"))
		return lexeme_is(l, i - 1, "to") || lexeme_is(l, i - 1, "in");
	return lexeme_is(l, i, "dr") && lexeme_upper(l, i) &&
	       is_place_prep(l, i - 1);
}

/* "bangsal Kenanga 5", "kamar Nusa Indah 2", "Ward Jasmine 10": the number
 * behind one or two words that name the room; i: none. */
static size_t
over_room_name(const struct lexemes *l, size_t i)
{
	static const char *const room[] = {"kamar", "kmr", "ruang", "ruangan",
	    "bangsal", "paviliun", "pavilion", "pav", "ward", NULL};
	static const char *const not_name[] = {"interkostal", "intercostal",
	    "ics", "sela", "iga", "antar", "suhu", "round", "kira", "sekitar",
	    "perlu", "minta", "pasien", "operasi", NULL};
	bool english = lexeme_is(l, i, "ward");
	size_t at = i + 1;

	if (!lexeme_in(l, i, room) || lexeme_is(l, i - 1, "suhu"))
		return i;
	while (at < i + 3 && l->at[at].gap == 1 && !l->at[at].taken &&
	       (l->at[at].kind == LEX_WORD || l->at[at].kind == LEX_WARD) &&
	       (lexeme_title(l, at) || (!english && l->at[at].letters > 3)) &&
	       !lexeme_in(l, at, not_name))
		at++;
	if (at == i + 1 || l->at[at].kind != LEX_INT || l->at[at].gap != 1 ||
	    l->at[at].digits > 3 || l->at[at].taken || lexeme_unit(l, at + 1))
		return i;
	return at;
}

/* "beds 3 and 4": the last lexeme of both. */
static size_t
over_second(const struct lexemes *l, size_t i, size_t last)
{
	static const char *const joint[] = {"and", "&", "to", NULL};
	const struct lexeme *x = &l->at[last + 2];

	if ((!lexeme_in(l, i, many) && !lexeme_punct(l, last + 1, '&')) ||
	    l->at[last].kind != LEX_INT || !lexeme_in(l, last + 1, joint) ||
	    x->kind != LEX_INT || x->gap > 1 || x->digits > 3 ||
	    lexeme_unit(l, last + 3))
		return last;
	return last + 2;
}

/* "pod 2 bed 18", "Pod 3, stretcher 8": what stands behind its number. */
static bool
is_pod_here(const struct lexemes *l, size_t i)
{
	static const char *const things[] = {
	    "chair", "gurney", "recliner", "stretcher", "trolley", NULL};

	if (lexeme_punct(l, i, ',')) {
		if (lexeme_upper(l, i - 2))
			return false; /* "POD 2, bed 5 is up" */
		i++;
	}
	return (l->at[i].kind == LEX_ROOM || lexeme_in(l, i, things)) &&
	       l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1;
}

static size_t
find_room(struct lexemes *l, size_t i)
{
	static const char *const compass[] = {
	    "north", "south", "east", "west", "n", "s", "e", "w", NULL};
	size_t first = i, last;
	bool sure = l->at[i].kind == LEX_ROOM || lexeme_is(l, i, "rm");

	if ((lexeme_is(l, i, "rm") && l->lang == SCRUB_ID_ID) ||
	    shape_is_measured_room(l, i))
		return i;
	if (over_room_name(l, i) > i) {
		last = over_room_name(l, i);
		shape_found(l,
		    i + !lexeme_in(l, i,
			    (const char *const[]){
				"kmr", "paviliun", "pav", "pavilion", NULL}),
		    last, SCRUB_LOCATION, "room-name", 85);
		return last;
	}
	last = over_room_sign(l, i);
	if (!is_room_number(l, last, sure) ||
	    (!sure && !is_room_here(l, i, last)) ||
	    (lexeme_unit(l, last + 1) && !shape_is_with(l, last + 1) &&
		!(sure && lexeme_is(l, last + 1, "drops"))))
		return i; /* not "bed 8 drops the pressure" */
	if (!l->at[last].digits && last > i + 1)
		return i; /* "ward. k wire" */
	if (lexeme_is(l, i, "pod") && l->at[last].digits &&
	    !is_pod_here(l, last + 1))
		return i; /* postoperative day */
	if (lexeme_punct(l, last - 1, '('))
		last++;
	else if (lexeme_punct(l, last + 1, '-') &&
		 l->at[last + 2].letters == 1 && !l->at[last + 2].gap)
		last += 2;
	else if (lexeme_in(l, last + 1, compass) && sure &&
		 lexeme_title(l, last + 1) &&
		 !lexeme_begins_next(l, last + 1))
		last++;
	first = over_room_before(l, i);
	last = over_second(l, i, last);
	shape_found(l, first, last, SCRUB_LOCATION, "room", sure ? 92 : 80);
	return last;
}

/* "TH2 / 0830", "in TH5": a theatre, no vertebra. */
static bool
is_glued_theatre(const struct lexemes *l, size_t i)
{
	FEW(level, "block", "blocked", "cold", "down", "fracture", "level",
	    "numb", "sensory", "spinal", "up", "body", "burst", "cells");
	const struct lexeme *x = &l->at[i];

	return l->lang != SCRUB_ID_ID && x->letters == 2 && x->digits <= 2 &&
	       memcmp(l->t->fold + x->begin, "th", 2) == 0 &&
	       x->end == x->begin + 2u + x->digits &&
	       (lexeme_upper(l, i) || lexemes_small(l)) &&
	       !lexeme_few(l, i + 1, &level) && !lexeme_punct(l, i + 1, '-') &&
	       (l->at[i - 1].kind == LEX_END || x->gap > 1 ||
		   l->at[i - 1].kind == LEX_PUNCT ||
		   (is_place_prep(l, i - 1) && !lexeme_few(l, i - 2, &level)));
}

/* "OT-5", "OR7", "Rm4": run together. */
static void
find_glued_room(struct lexemes *l, size_t i)
{
	static const char *const people[] = {
	    "subject", "participant", "volunteer", NULL};
	static const char *const word[] = {"or", "ot", "ok", "rm", "bed",
	    "room", "bay", "ward", "theatre", "theater", "suite", "cubicle",
	    "kamar", "kmr", "ruang", "bangsal", "icu", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;

	if (x->digits < 1 || x->digits > 3)
		return;
	if (is_glued_theatre(l, i)) {
		shape_found(l, i, i, SCRUB_LOCATION, "room-glued", 80);
		return;
	}
	for (size_t k = 0; word[k]; k++) {
		uint32_t m = 0, behind;

		while (word[k][m] && s[m] == word[k][m])
			m++;
		behind = x->letters - m; /* "ward7B", "bed-5A" */
		if (word[k][m] || behind > (m > 2))
			continue;
		if (s[m] == '-' || s[m] == '_' || (m > 2 && s[m] == '/'))
			m++;
		if (x->end - x->begin != m + x->digits + behind || s[m] > '9' ||
		    lexeme_unit(l, i + 1))
			continue;
		if (lexeme_in(l, i - 1, people)) /* "subject OT-54" */
			shape_found(l, i, i, SCRUB_ID, "id-code", 70);
		else
			shape_found(l, i, i, SCRUB_LOCATION, "room-glued",
			    lexeme_upper(l, i) ? 85 : 70);
		return;
	}
}

/* Behind a room's number `seen`: "room 214 ..., then 214-A", "Ward C4, not
 * C2". */
static bool
is_other_room(const struct lexemes *l, size_t seen, size_t i)
{
	const struct lexeme *x = &l->at[i], *y = &l->at[seen];
	const char *s = l->t->fold + x->begin, *r = l->t->fold + y->begin;
	const size_t len = y->end - y->begin;

	if (!seen || x->kind != LEX_CODE || x->taken || x->letters != 1)
		return false;
	if (y->kind == LEX_INT && y->digits > 2 && x->digits == y->digits)
		return memcmp(s, r, len) == 0;
	return y->kind == LEX_CODE && lexeme_is(l, i - 1, "not") &&
	       i < seen + 5 && len == x->end - x->begin && s[0] == r[0];
}

void
shape_rooms(struct lexemes *l)
{
	size_t seen = 0; /* the number of the last room */

	for (size_t i = 0; (i = lexeme_next(l, i, MAY_ROOM)) < l->count; i++) {
		enum lexeme_kind kind = l->at[i].kind;

		if (l->at[i].taken)
			continue;
		if (kind == LEX_WARD)
			i = shape_ward(l, i);
		else if (kind == LEX_ROOM || kind == LEX_ROOM_MAYBE ||
			 lexeme_is(l, i, "rm") || lexeme_is(l, i, "unit")) {
			const size_t last = find_room(l, i);

			if (last > i)
				seen = last;
			i = last;
		} else if (is_other_room(l, seen, i))
			shape_found(l, i, i, SCRUB_LOCATION, "room", 65);
		else if (is_short_room(l, i))
			shape_found(l, i, i + 1, SCRUB_LOCATION, "room", 70);
		else if (kind == LEX_CODE)
			find_glued_room(l, i);
		if ((kind == LEX_INT || kind == LEX_CODE) && !l->at[i].taken)
			i = shape_compass(l, i);
	}
}
