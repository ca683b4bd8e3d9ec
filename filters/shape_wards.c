/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Wards that are called after flowers and trees; rooms that are none. */

/* "ruang flamboyan", "dari anyelir", "kenanga bawah", "to maple,": the ward
 * without a number. */
static size_t
find_ward_alone(struct lexemes *l, size_t i)
{
	static const char *const before_id[] = {"bangsal", "dari", "di", "ke",
	    "kls", "paviliun", "pav", "perawat", "ruang", "ruangan", "suster",
	    "vip", "ward", "zaal", "zal", "inap", NULL};
	static const char *const before_en[] = {"to", "in", "on", "from", NULL};
	static const char *const side[] = {
	    "atas", "bawah", "dalam", "utara", "selatan", NULL};
	static const char *const no_ward[] = {"lavender", NULL};
	const enum lexeme_kind next = l->at[i + 1].kind;
	size_t last = i;

	if (lexeme_is(l, i + 1, "lantai") || lexeme_is(l, i + 1, "lt") ||
	    (l->at[i].gap > 1 && l->at[i - 1].kind != LEX_END) ||
	    (l->at[i - 1].kind == LEX_END && lexeme_is(l, i + 1, "dalam")))
		return i;
	if (l->lang == SCRUB_ID_ID) {
		last += lexeme_in(l, i + 1, side) && l->at[i + 1].gap == 1;
		if (last == i && !lexeme_in(l, i - 1, before_id))
			return i;
	} else if (lexeme_in(l, i, no_ward)) {
		return i;
	} else if (l->at[i - 1].kind == LEX_END && shape_is_calling(l, i + 1) &&
		   !lexeme_is(l, i + 1, "is")) {
		/* "foxglove takes her" */
	} else if (!lexeme_in(l, i - 1, before_en) || lexeme_title(l, i) ||
		   (next != LEX_END && next != LEX_PUNCT) ||
		   lexeme_punct(l, i + 1, '-') ||
		   l->at[i - 2].kind == LEX_END || l->at[i - 2].taken) {
		return i;
	}
	if (lexeme_in(
		l, i - 1, (const char *const[]){"paviliun", "pav", NULL}) &&
	    !l->at[i - 1].taken)
		i--;
	shape_found(l, i, last, SCRUB_LOCATION, "room-ward", 70);
	return last;
}

/* "mawar 3 tangkai": flowers, or what the ward has. */
static bool
is_counted_here(const struct lexemes *l, size_t i)
{
	FEW(counted, "ampul", "bed", "botol", "buah", "hari", "jam", "kali",
	    "kamar", "kantong", "kasur", "kolf", "kuntum", "menit", "orang",
	    "org", "pasien", "perawat", "px", "tangkai");

	return lexeme_few(l, i, &counted) || lexeme_unit(l, i) ||
	       lexeme_punct(l, i, '-');
}

/* "mawar dua penuh", "dari kenanga tiga,": said. */
static bool
is_spoken(const struct lexemes *l, size_t i)
{
	return l->lang == SCRUB_ID_ID && l->at[i].kind == LEX_NUM &&
	       l->at[i].value > 0 && l->at[i].value < 13 &&
	       !is_counted_here(l, i + 1);
}

/* "anggrek bulan 3", "mawar merah 6": which flower. */
static size_t
over_colour(const struct lexemes *l, size_t i)
{
	FEW(colours, "biru", "bulan", "hitam", "jingga", "kuning", "merah",
	    "putih", "ungu");

	return l->lang == SCRUB_ID_ID && l->at[i + 1].gap == 1 &&
		       lexeme_few(l, i + 1, &colours) &&
		       l->at[i + 2].kind == LEX_INT &&
		       l->at[i + 2].digits < 3 && !is_counted_here(l, i + 3)
		   ? i + 1
		   : i;
}

/* "Melati 7", "spruce 4": the flower or tree with its number; the last lexeme
 * of what was found, or i. */
size_t
shape_ward(struct lexemes *l, size_t i)
{
	const size_t at = over_colour(l, i) + 1;

	if (l->at[at].gap != 1 || l->at[at].taken ||
	    (!is_spoken(l, at) &&
		((l->at[at].kind != LEX_INT && l->at[at].kind != LEX_CODE) ||
		    l->at[at].digits > 3 || l->at[at].letters > 1 ||
		    lexeme_unit(l, at + 1))))
		return find_ward_alone(l, i);
	shape_found(l, i, at, SCRUB_LOCATION, "room-ward", 80);
	return at;
}

/* "7B" in "pt from 7B", "the 7B patient", "call 7B": a ward by its floor and
 * side, beside who comes and goes; "back to 4B" may be a segment. */
void
shape_ward_code(struct lexemes *l, size_t i)
{
	FEW(goes, "bed", "called", "handover", "lady", "gent", "gentleman",
	    "man", "patient", "porter", "porters", "pt", "transfer",
	    "transferred", "woman", "nurse", "sister");
	FEW(of_it, "lady", "nurse", "nurses", "patient", "porter", "pt",
	    "sister", "staff");
	FEW(says, "asked", "asks", "called", "calling", "phoned", "rang",
	    "refused", "refuses", "said", "says", "wants");
	static const char *const way[] = {"from", "on", "to", NULL};
	static const char *const calls[] = {
	    "call", "ring", "phone", "tell", "bleep", NULL};
	static const char *const the[] = {"the", "our", "a", NULL};
	const char *code = l->t->fold + l->at[i].begin;
	const uint32_t len = l->at[i].end - l->at[i].begin;
	const char side = code[len - 1];

	if (l->lang != SCRUB_EN || l->at[i].letters != 1 ||
	    l->at[i].digits + 1u != len || len > 3 || code[0] == '0' ||
	    !((side >= 'a' && side <= 'e') || side == 'n' || side == 's' ||
		side == 'w') ||
	    (side == 'd' && len == 2 && code[0] < '5') || /* "2D" */
	    (l->at[i].gap != 1 && l->at[i - 1].kind != LEX_END) ||
	    lexeme_punct(l, i + 1, '/') || lexeme_punct(l, i + 1, '-') ||
	    lexeme_unit(l, i + 1))
		return;
	/* "9C says no beds" */
	if (l->at[i - 1].kind == LEX_END && lexeme_few(l, i + 1, &says)) {
		shape_found(l, i, i, SCRUB_LOCATION, "room-ward", 75);
		return;
	}
	if ((lexeme_in(l, i - 1, way) && lexeme_few(l, i - 2, &goes)) ||
	    (lexeme_in(l, i - 1, the) && lexeme_few(l, i + 1, &of_it)) ||
	    lexeme_in(l, i - 1, calls))
		shape_found(l, i, i, SCRUB_LOCATION, "room-ward", 75);
}

/* "fluids 41, room 22": one of the warmers' temperatures. */
static bool
is_warmth(const struct lexemes *l, size_t i)
{
	static const char *const warm[] = {"air", "bair", "blanket", "fluids",
	    "warmer", "suhu", "temp", "cairan", "selimut", NULL};

	if (!lexeme_is(l, i, "room") && !lexeme_is(l, i, "ruang") &&
	    !lexeme_is(l, i, "ruangan") && !lexeme_is(l, i, "kamar"))
		return false;
	if (l->at[i + 1].kind != LEX_INT || l->at[i + 1].value < 15 ||
	    l->at[i + 1].value > 32)
		return false;
	for (unsigned far = 0; far < 4 && i-- > 0; far++)
		if (lexeme_in(l, i, warm))
			return true;
	return false;
}

/* "ex vivo 5400, bed 120", "axilla bed 80 counts": where the node was, and how
 * much the probe still hears. */
static bool
is_counted(const struct lexemes *l, size_t i)
{
	FEW(heard, "counts", "count", "cps", "neoprobe", "gamma", "probe",
	    "vivo");
	const size_t before = i - 1 - lexeme_punct(l, i - 1, ',');

	if (!lexeme_is(l, i, "bed") || l->at[i + 1].kind != LEX_INT ||
	    l->at[i + 1].digits < 2)
		return false;
	if (lexeme_few(l, i + 2, &heard))
		return true;
	if (l->at[before].kind != LEX_INT)
		return false;
	for (size_t k = before, far = 0; far < 3 && k-- > 0; far++)
		if (lexeme_few(l, k, &heard))
			return true;
	return false;
}

/* "Thoraflex hybrid 28": millimetres of a graft. */
static bool
is_graft(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i, "hybrid") && l->at[i + 1].kind == LEX_INT &&
	       l->at[i + 1].value > 19;
}

bool
shape_is_measured_room(const struct lexemes *l, size_t i)
{
	return is_warmth(l, i) || is_counted(l, i) || is_graft(l, i);
}

/* "bed on 4 Heart Tower": a floor of a building. */
static bool
is_tower(const struct lexemes *l, size_t i)
{
	FEW(buildings, "tower", "pavilion", "wing", "building");

	return l->at[i].kind == LEX_INT && l->at[i].digits <= 2 &&
	       l->at[i + 1].kind == LEX_WORD && l->at[i + 1].gap == 1 &&
	       !l->at[i + 1].taken && lexeme_title(l, i + 1) &&
	       l->at[i + 2].gap == 1 && lexeme_few(l, i + 2, &buildings) &&
	       lexeme_title(l, i + 2) && !l->t->all_caps;
}

/* "bay 4 w two drains": with, no watts. */
bool
shape_is_with(const struct lexemes *l, size_t i)
{
	return lexeme_is(l, i, "w") && l->at[i].gap == 1 &&
	       (l->t->all_caps || !lexeme_upper(l, i));
}

/* "to 6 East", "from 4 north": the wing alone. */
static bool
is_wing(const struct lexemes *l, size_t i)
{
	static const char *const to[] = {"to", "from", "on", "at", "ke", NULL};

	return lexeme_in(l, i - 1, to) || l->at[i - 1].kind == LEX_END ||
	       (lexeme_title(l, i + 1) && !lexeme_unit(l, i + 1));
}

/* "12 North bed 4", "4-West 17". */
size_t
shape_compass(struct lexemes *l, size_t i)
{
	static const char *const compass[] = {
	    "north", "south", "east", "west", "tower", NULL};
	static const char *const joined[] = {
	    "-north", "-south", "-east", "-west", NULL};
	const char *s = l->t->fold + l->at[i].begin + 1;

	if (is_tower(l, i)) {
		shape_found(l, i, i + 2, SCRUB_LOCATION, "room-wing", 80);
		return i + 2;
	}
	if (l->at[i].kind == LEX_INT && l->at[i].digits <= 2 &&
	    lexeme_in(l, i + 1, compass) && l->at[i + 1].gap <= 1 &&
	    (l->at[i + 2].kind == LEX_ROOM || l->at[i + 2].kind == LEX_INT ||
		is_wing(l, i))) {
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
