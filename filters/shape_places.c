/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/*
 * Numbered rooms, streets with their number, postcodes, coordinates. Towns
 * and wards with a proper name are for the word layers.
 */

static bool
is_unit(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_UNIT || kind == LEX_SPAN_UNIT || kind == LEX_YEARS ||
	       lexeme_punct(l, i, '%');
}

/* --- rooms -----------------------------------------------------------------
 */

/* "3", "12A", "C4", "2.17", "B": a room's number? */
static bool
is_room_number(const struct lexemes *l, size_t i, bool place)
{
	const struct lexeme *x = &l->at[i];

	if (x->gap > 1 || x->taken)
		return false;
	if (x->kind == LEX_INT)
		return x->digits <= 4 && !lexeme_punct(l, i + 1, '%') &&
		       !(lexeme_punct(l, i + 1, '/') && l->at[i + 2].digits);
	if (x->kind == LEX_CODE || x->kind == LEX_TIMES)
		return x->digits <= 4 && x->letters <= 2;
	if (x->kind == LEX_DECIMAL)
		return place && x->digits <= 4 && !is_unit(l, i + 1);
	if (x->kind == LEX_FRACTION)
		return place && x->digits <= 4 && !is_unit(l, i + 1);
	return x->letters == 1 && !x->digits && x->gap == 1 &&
	       (lexeme_upper(l, i) || l->t->no_caps) &&
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

/* "or", "ok": a room here, or a conjunction? */
static bool
is_theatre_here(const struct lexemes *l, size_t i)
{
	bool upper = lexeme_upper(l, i) && !l->t->all_caps;
	bool start = l->at[i].gap > 1 || lexeme_punct(l, i - 1, '.');

	if (l->at[i + 1].kind != LEX_INT && l->at[i + 1].kind != LEX_CODE)
		return false;
	if (l->at[i + 1].digits > 2 ||
	    (l->at[i - 1].digits && !l->at[i - 1].taken))
		return false; /* "2 or 3" */
	if (lexeme_is(l, i, "ok"))
		return l->lang == SCRUB_ID_ID ||
		       ((upper || l->t->all_caps) && is_place_prep(l, i - 1));
	return upper || start || is_place_prep(l, i - 1) ||
	       (l->at[i - 1].kind == LEX_PUNCT && !lexeme_punct(l, i - 1, ','));
}

/* May the uncertain word ("level", "table", "flat") be a place's here? */
static bool
is_room_here(const struct lexemes *l, size_t i)
{
	static const char *const home[] = {
	    "flat", "apt", "plot", "apartment", "bldg", NULL};
	static const char *const part[] = {"block", "blok", "sector", "sektor",
	    "level", "unit", "building", "tower", "house", NULL};
	static const char *const inside[] = {"table", "slot", "desk", "chair",
	    "lvl", "floor", "lantai", "lt", "clinic", "isolation", "counter",
	    "stall", "poli", NULL};
	static const char *const unit[] = {
	    "icu", "picu", "nicu", "sicu", "micu", "ccu", "hcu", "hdu", NULL};
	size_t next = i + 2;
	bool room =
	    l->at[next].kind == LEX_ROOM ||
	    (l->at[next].kind == LEX_ROOM_MAYBE && l->at[next + 1].digits);
	bool chain = l->at[i - 1].taken ||
		     (lexeme_punct(l, i - 1, ',') && l->at[i - 2].taken);
	bool list = lexeme_punct(l, next, ',') &&
		    l->at[next + 1].kind == LEX_ROOM_MAYBE;

	if (lexeme_is(l, i, "or") || lexeme_is(l, i, "ok"))
		return is_theatre_here(l, i);
	if (lexeme_is(l, i, "ot"))
		return true;
	if (lexeme_in(l, i, home))
		return lexeme_punct(l, next, ',') || chain || room ||
		       is_place_prep(l, i - 1) || lexeme_title(l, i);
	if (lexeme_in(l, i, part))
		return (chain && l->at[i + 1].kind != LEX_CODE) || room || list;
	if (lexeme_in(l, i, inside))
		return l->at[i + 1].letters < 2 &&
		       (room || chain || is_place_prep(l, i - 1) ||
			   lexeme_is(l, i - 1, "no"));
	return room && l->at[i + 1].kind == LEX_INT && lexeme_in(l, i, unit);
}

/* "Family Room 2", "C2 bed 9", "TU room 5": the word before belongs to it. */
static size_t
over_room_before(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"family", "anaes", "anaesthetic",
	    "trauma", "isolation", "consult", "consulting", "exam", "procedure",
	    "relatives", "relative", "quiet", "induction", "scrub", "plaster",
	    "endo", "endoscopy", "delivery", "labour", "labor", "birth",
	    "treatment", "seminar", "conference", "interview", "waiting",
	    "holding", "minor", "eye", "debrief", "observation", NULL};
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
	    l->at[i + 1].gap != 1 || is_unit(l, i + 2))
		return false;
	if (lexeme_is(l, i, "th"))
		return lexeme_is(l, i - 1, "to") || lexeme_is(l, i - 1, "in");
	return lexeme_is(l, i, "dr") && lexeme_upper(l, i) &&
	       is_place_prep(l, i - 1);
}

static size_t
find_room(struct lexemes *l, size_t i)
{
	static const char *const compass[] = {
	    "north", "south", "east", "west", "n", "s", "e", "w", NULL};
	size_t first = i, last = i + 1;
	bool sure = l->at[i].kind == LEX_ROOM || lexeme_is(l, i, "rm");

	if (lexeme_is(l, i, "rm") && l->lang == SCRUB_ID_ID)
		return i;
	if ((lexeme_punct(l, last, '-') && !l->at[last].gap) ||
	    lexeme_punct(l, last, '.') || lexeme_punct(l, last, '#') ||
	    lexeme_is(l, last, "no") || lexeme_is(l, last, "no.") ||
	    lexeme_punct(l, last, ':'))
		last++;
	if (lexeme_punct(l, last, '.') || lexeme_punct(l, last, '#'))
		last++;
	if (!is_room_number(l, last, sure) || (!sure && !is_room_here(l, i)) ||
	    is_unit(l, last + 1))
		return i;
	if (!l->at[last].digits && last > i + 1)
		return i; /* "ward. k wire" */
	if (lexeme_is(l, i, "pod") && l->at[last].digits)
		return i; /* postoperative day */
	if (lexeme_punct(l, last + 1, '-') && l->at[last + 2].letters == 1 &&
	    !l->at[last + 2].gap)
		last += 2;
	else if (lexeme_in(l, last + 1, compass) && sure &&
		 lexeme_title(l, last + 1))
		last++;
	first = over_room_before(l, i);
	shape_found(l, first, last, SCRUB_LOCATION, "room", sure ? 92 : 80);
	return last;
}

/* "OT-5", "OR7", "Rm4": run together. */
static void
find_glued_room(struct lexemes *l, size_t i)
{
	static const char *const word[] = {"or", "ot", "ok", "rm", "bed",
	    "room", "bay", "ward", "theatre", "icu", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;

	if (x->digits < 1 || x->digits > 3)
		return;
	for (size_t k = 0; word[k]; k++) {
		uint32_t m = 0;

		while (word[k][m] && s[m] == word[k][m])
			m++;
		if (word[k][m] || x->letters != m)
			continue;
		if (s[m] == '-')
			m++;
		if (x->end - x->begin != m + x->digits)
			continue;
		shape_found(l, i, i, SCRUB_LOCATION, "room-glued",
		    lexeme_upper(l, i) ? 85 : 70);
		return;
	}
}

/* --- streets ----------------------------------------------------------------
 */

static bool
is_name_part(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (x->kind == LEX_PUNCT)
		return x->value == '.' && l->at[i - 1].letters == 1;
	return x->letters && x->kind != LEX_FUNC && x->kind != LEX_PREP &&
	       x->kind != LEX_SPAN_UNIT && x->kind != LEX_VITAL &&
	       x->kind != LEX_REL && x->kind != LEX_PERSON &&
	       x->kind != LEX_CUE_DATE && x->kind != LEX_CUE_CALL &&
	       (x->kind != LEX_UNIT || x->letters == 1) &&
	       (x->kind != LEX_NUM || lexeme_is(l, i, "se"));
}

/* A house number before a street's name: "17", "3/2,", "Flat 9, 41". */
static size_t
over_house_number(const struct lexemes *l, size_t first)
{
	size_t at = first - 1;

	if ((l->at[at].kind == LEX_INT || l->at[at].kind == LEX_FRACTION ||
		(l->at[at].kind == LEX_CODE && l->at[at].digits <= 5)) &&
	    l->at[first].gap <= 1 && l->at[at].digits <= 6)
		first = at;
	if (lexeme_punct(l, first - 1, ',') && l->at[first - 2].digits &&
	    l->at[first - 2].digits < 5 &&
	    (l->at[first - 3].kind == LEX_ROOM_MAYBE ||
		l->at[first - 3].kind == LEX_CUE_ID_MAYBE ||
		l->at[first - 3].kind == LEX_CUE_DEVICE ||
		l->at[first - 3].kind == LEX_ROOM))
		return first - 3;
	return first;
}

/* ", Flat 9", "Apt 12", ", Bldg D" behind a street. */
static size_t
over_flat_behind(const struct lexemes *l, size_t last)
{
	size_t at = last + 1;

	if (lexeme_punct(l, at, ',') || lexeme_punct(l, at, '.'))
		at++;
	if ((l->at[at].kind == LEX_ROOM_MAYBE || l->at[at].kind == LEX_ROOM ||
		lexeme_is(l, at, "unit")) &&
	    l->at[at + 1].gap == 1 &&
	    (l->at[at + 1].kind == LEX_INT || l->at[at + 1].kind == LEX_CODE ||
		l->at[at + 1].letters == 1))
		return at + 1;
	return last;
}

static size_t
street_first_word(const struct lexemes *l, size_t i)
{
	static const char *const not_street[] = {"the", "this", "off", "on",
	    "main", "air", "right", "same", "of", "long", "no", "wrong",
	    "closed", "back", "side", "slow", "fast", "ambulance", "helipad",
	    "called", "called", "access", "service", NULL};
	bool title = lexeme_title(l, i);
	size_t first = i;

	for (unsigned parts = 0; parts < 4 && l->at[first].gap == 1; parts++) {
		size_t before = first - 1;

		if (!is_name_part(l, before) || l->at[before].taken ||
		    lexeme_in(l, before, not_street))
			break;
		if (title && !l->t->all_caps && !lexeme_title(l, before) &&
		    l->at[before].kind != LEX_PUNCT &&
		    l->at[before].kind != LEX_ORDINAL)
			break;
		first = before;
		if (l->at[first].kind == LEX_PUNCT)
			first--; /* "N. Cedar Bend" */
	}
	return first;
}

/* "22 Corrib Drive", "Shankill Road", "402 SE Birch Ave". */
static void
find_street(struct lexemes *l, size_t i)
{
	bool sure = l->at[i].kind == LEX_STREET;
	bool title = lexeme_title(l, i) && !l->t->all_caps;
	size_t first = street_first_word(l, i), last = i, number;

	if (first == i)
		return;
	number = over_house_number(l, first);
	if (number == first) {
		/* Without a number: only a word that streets alone have. */
		if (!sure)
			return;
		if (!title)
			number = i - 1;
	} else if (!sure && !title && !l->t->no_caps && !l->t->all_caps) {
		return;
	} else if (!sure && !title && i - first > 2) {
		return;
	}
	if (l->at[last + 1].kind == LEX_STREET_MAYBE && title &&
	    lexeme_title(l, last + 1))
		last++;
	last = over_flat_behind(l, last);
	shape_found(l, number, last, SCRUB_LOCATION, "street",
	    number != first ? 90 : 75);
}

/* "02/rw" is one lexeme. */
static bool
ends_in_rw(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].end;

	return l->at[i].kind == LEX_CODE && l->at[i].letters == 2 &&
	       s[-1] == 'w' && s[-2] == 'r';
}

static bool
is_address_word(const struct lexemes *l, size_t i)
{
	static const char *const word[] = {"no", "no.", "rt", "rw", "km",
	    "blok", "kav", "gg", "gang", "nomor", "lt", "unit", "rt/rw", NULL};

	return lexeme_in(l, i, word);
}

/* "Jl. Melati No. 12 RT 03/RW 05", "rue des Tilleuls", "Route 9". */
static size_t
find_street_first(struct lexemes *l, size_t i)
{
	size_t last = i, at = i + 1;
	bool dot = lexeme_punct(l, at, '.');
	static const char *const verb[] = {"kaki", "napas", "nafas", "terus",
	    "keluar", "lahir", "darah", "operasi", "cepat", "pagi", "dulu",
	    "sendiri", "kanalis", "aja", "lagi", NULL};
	static const char *const particle[] = {"de", "des", "la", "las", "los",
	    "del", "da", "das", "dos", "do", "du", "di", NULL};
	bool words = false;
	bool number_only = lexeme_is(l, i, "route") || lexeme_is(l, i, "rte") ||
			   lexeme_is(l, i, "interstate") ||
			   lexeme_is(l, i, "rr") || lexeme_is(l, i, "motorway");

	if (dot)
		at++;
	if (number_only) {
		if (l->at[at].kind != LEX_INT || l->at[at].digits > 4 ||
		    is_unit(l, at + 1) || lexeme_is(l, i, "rr"))
			return i;
		shape_found(l, i, at, SCRUB_LOCATION, "street-route", 85);
		return at;
	}
	if (lexeme_in(l, at, verb) ||
	    (lexeme_is(l, i, "jalan") && !lexeme_title(l, i) &&
		!lexeme_title(l, at)))
		return i;
	for (unsigned max = 9; max && at < l->count; max--, at++) {
		const struct lexeme *x = &l->at[at];

		if (x->gap > 1 || (x->kind == LEX_PUNCT && x->value != '.' &&
				      x->value != '-' && x->value != '/'))
			break;
		if ((x->kind == LEX_PREP || x->kind == LEX_FUNC) &&
		    !lexeme_in(l, at, particle))
			break;
		if (is_address_word(l, at) && !lexeme_is(l, at, "gg") &&
		    !lexeme_is(l, at, "gang") && !lexeme_is(l, at, "lr"))
			break;
		if (x->kind == LEX_PUNCT && l->at[at + 1].gap &&
		    !is_address_word(l, at - 1))
			break;
		if (x->letters)
			words = true;
		last = at;
		if (x->kind == LEX_INT || x->kind == LEX_CODE)
			break;
	}
	while (
	    last + 1 < l->count && l->at[last + 1].gap <= 1 &&
	    (is_address_word(l, last + 1) ||
		((l->at[last + 1].kind == LEX_INT ||
		     l->at[last + 1].kind == LEX_CODE ||
		     lexeme_punct(l, last + 1, '/') ||
		     lexeme_punct(l, last + 1, '.')) &&
		    (is_address_word(l, last) || lexeme_punct(l, last, '.') ||
			lexeme_punct(l, last, '/') ||
			(lexeme_punct(l, last + 1, '/') &&
			    l->at[last].digits)))))
		last++;
	if (ends_in_rw(l, last) && l->at[last + 1].kind == LEX_INT)
		last++;
	if (lexeme_punct(l, last, '.') && last > i)
		last--;
	if (last == i || (!words && !l->at[last].digits))
		return i;
	if (l->at[i].kind == LEX_STREET_FIRST && !lexeme_is(l, i, "jl") &&
	    !lexeme_is(l, i, "jln") && !dot && !lexeme_title(l, last) &&
	    !l->at[last].digits && !l->t->no_caps)
		return i;
	if (i)
		i = over_house_number(l, i);
	shape_found(l, i, last, SCRUB_LOCATION, "street", 88);
	return last;
}

/* "RT 02/RW 11", "Km 14". */
static size_t
find_rt(struct lexemes *l, size_t i)
{
	size_t last = i;

	while (l->at[last].kind == LEX_RT) {
		size_t at = last + 1;

		if (lexeme_punct(l, at, '.'))
			at++;
		if (lexeme_punct(l, at, '/') && l->at[at + 1].kind == LEX_RT) {
			last = at + 1;
			continue;
		}
		if (ends_in_rw(l, at) && l->at[at + 1].kind == LEX_INT) {
			last = at + 1;
			break;
		}
		if (l->at[at].kind != LEX_INT && l->at[at].kind != LEX_FRACTION)
			break;
		last = at;
		if (lexeme_punct(l, at + 1, '/') &&
		    l->at[at + 2].kind == LEX_RT)
			last = at + 2;
		else if (l->at[at + 1].kind == LEX_RT)
			last = at + 1;
	}
	if (last == i || !l->at[last].digits)
		return i;
	if (lexeme_is(l, i, "rt") && last == i + 1 && l->lang != SCRUB_ID_ID)
		return i;
	shape_found(l, i, last, SCRUB_LOCATION, "street-rt-rw", 88);
	return last;
}

/* --- postcodes --------------------------------------------------------------
 */

/* "5cm", "2ml": not the second half of a postcode. */
static bool
is_measure(const char *s, uint32_t len)
{
	static const char *const unit[] = {"cm", "mm", "ml", "mg", "kg", "fr",
	    "hr", "cc", "in", "mu", "iu", "yo", "st", "nd", "rd", "th", "am",
	    "pm", NULL};

	for (size_t i = 0; len == 3 && unit[i]; i++)
		if (s[1] == unit[i][0] && s[2] == unit[i][1])
			return true;
	return false;
}

/* UK "EH41 3PQ", Ireland "V94 T9XH", Canada "K2P 9X1", NL "1012 WX". */
static bool
is_postcode_shape(const struct lexemes *l, size_t i)
{
	const struct lexeme *a = &l->at[i], *b = &l->at[i + 1];
	const char *s = l->t->fold + a->begin, *r = l->t->fold + b->begin;
	uint32_t n = a->end - a->begin, m = b->end - b->begin;

	if (b->gap != 1 || b->taken || !b->letters)
		return false;
	if ((!lexeme_upper(l, i) && a->letters) || !lexeme_upper(l, i + 1)) {
		if (!l->t->no_caps || a->letters < 2 || m != 3)
			return false;
	}
	if (a->kind == LEX_INT && a->digits == 4 && m == 2 && !b->digits &&
	    !l->t->all_caps)
		return b->kind == LEX_WORD;
	if (s[0] < 'a' || !a->digits || is_measure(r, m))
		return false;
	if (n >= 2 && n <= 4 && m == 3 && b->digits == 1 && r[0] <= '9')
		return true; /* UK */
	if (n == 3 && m == 3 && a->digits == 1 && b->digits == 2 && r[1] >= 'a')
		return true; /* Canada */
	return n == 3 && m == 4 && a->digits >= 2 && r[0] >= 'a' && b->digits;
}

static bool
is_zip4(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;

	return l->at[i].end - l->at[i].begin == 10 && l->at[i].digits == 9 &&
	       s[5] == '-';
}

static void
find_postcode(struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if ((x->kind == LEX_CODE || x->kind == LEX_INT) && !x->taken &&
	    is_postcode_shape(l, i)) {
		shape_found(l, i, i + 1, SCRUB_LOCATION, "postcode-shape", 85);
		return;
	}
	if (x->kind == LEX_CODE && !x->taken && is_zip4(l, i)) {
		shape_found(l, i, i, SCRUB_LOCATION, "postcode-zip4", 85);
		return;
	}
	if (x->kind == LEX_CUE_POST) {
		size_t at = i + 1;
		unsigned max = 4;

		while (max-- && !l->at[at].digits && l->at[at].kind != LEX_END)
			at++;
		if (l->at[at].taken || !l->at[at].digits || l->at[at].gap > 1)
			return;
		if (l->at[at + 1].gap == 1 && l->at[at + 1].digits &&
		    (l->at[at + 1].kind == LEX_CODE ||
			(l->at[at + 1].kind == LEX_INT &&
			    l->at[at].digits <= 3)))
			shape_found(
			    l, at, at + 1, SCRUB_LOCATION, "postcode-cue", 95);
		else if (l->at[at].digits + l->at[at].letters >= 3)
			shape_found(
			    l, at, at, SCRUB_LOCATION, "postcode-cue", 95);
		return;
	}
	if (x->kind == LEX_STATE && lexeme_upper(l, i) &&
	    l->at[i + 1].kind == LEX_INT && l->at[i + 1].gap == 1 &&
	    (l->at[i + 1].digits == 5 ||
		(l->at[i + 1].digits == 4 && x->letters == 3)) &&
	    !is_unit(l, i + 2))
		shape_found(
		    l, i + 1, i + 1, SCRUB_LOCATION, "postcode-state", 90);
}

static size_t
find_box(struct lexemes *l, size_t i)
{
	size_t at = i + 1;

	if (lexeme_punct(l, at, '#') || lexeme_is(l, at, "no"))
		at++;
	if (l->at[at].kind != LEX_INT || is_unit(l, at + 1))
		return i;
	if (lexeme_is(l, i, "box") && !lexeme_title(l, i))
		return i;
	shape_found(l, i, at, SCRUB_LOCATION, "post-box", 85);
	return at;
}

/* 51.5074, -0.1278: four and more decimals, twice. */
static void
find_coordinates(struct lexemes *l, size_t i)
{
	size_t at = i + 1;

	if (l->at[i].kind != LEX_DECIMAL || l->at[i].digits < 6)
		return;
	while (at < i + 4 &&
	       (l->at[at].kind == LEX_PUNCT || l->at[at].letters == 1))
		at++;
	if (at > i + 1 && l->at[at].kind == LEX_DECIMAL &&
	    l->at[at].digits >= 5)
		shape_found(l, i, at, SCRUB_LOCATION, "coordinates", 85);
}

/* "12 North bed 4", "4-West 17". */
static size_t
find_compass(struct lexemes *l, size_t i)
{
	static const char *const compass[] = {
	    "north", "south", "east", "west", NULL};
	static const char *const joined[] = {
	    "-north", "-south", "-east", "-west", NULL};
	const char *s = l->t->fold + l->at[i].begin + 1;

	if (l->at[i].kind == LEX_INT && l->at[i].digits <= 2 &&
	    lexeme_in(l, i + 1, compass) && l->at[i + 1].gap <= 1 &&
	    (l->at[i + 2].kind == LEX_ROOM || l->at[i + 2].kind == LEX_INT)) {
		size_t last = i + 1 + (l->at[i + 2].kind == LEX_INT);

		shape_found(l, i, last, SCRUB_LOCATION, "room-wing", 80);
		return last;
	}
	for (size_t k = 0; l->at[i].kind == LEX_CODE && joined[k]; k++)
		if (memcmp(s, joined[k], strlen(joined[k])) == 0 &&
		    l->at[i].digits == 1) {
			size_t last = i + (l->at[i + 1].kind == LEX_INT);

			shape_found(
			    l, i, last, SCRUB_LOCATION, "room-wing", 80);
			return last;
		}
	return i;
}

void
shape_places(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct lexeme *x = &l->at[i];

		find_postcode(l, i);
		if (l->at[i].taken)
			continue;
		if (x->kind == LEX_ROOM || x->kind == LEX_ROOM_MAYBE ||
		    lexeme_is(l, i, "rm") || lexeme_is(l, i, "unit"))
			i = find_room(l, i);
		else if (is_short_room(l, i))
			shape_found(l, i, i + 1, SCRUB_LOCATION, "room", 70);
		else if (x->kind == LEX_STREET || x->kind == LEX_STREET_MAYBE)
			find_street(l, i);
		else if (x->kind == LEX_STREET_FIRST)
			i = find_street_first(l, i);
		else if (x->kind == LEX_RT)
			i = find_rt(l, i);
		else if (x->kind == LEX_BOX)
			i = find_box(l, i);
		else if (x->kind == LEX_INT)
			i = find_compass(l, i);
		else if (x->kind == LEX_CODE)
			find_glued_room(l, i);
		else if (x->kind == LEX_DECIMAL)
			find_coordinates(l, i);
		if (l->at[i].kind == LEX_CODE && !l->at[i].taken)
			i = find_compass(l, i);
	}
}
