/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include "words.h"

/*
 * Streets with their number, villages, post boxes. Towns and wards with a
 * proper name are for the word layers.
 */

/* --- streets -------------------------------------------------------------- */

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
	if (first == at && l->at[at].kind == LEX_INT && l->at[at].gap == 1 &&
	    lexeme_in(l, at - 1,
		(const char *const[]){"lot", "plot", "site", "stand", NULL}))
		return at - 1; /* "Lot 88 Sagebrush Flats" */
	if (lexeme_punct(l, first - 1, ',') && l->at[first - 2].digits &&
	    l->at[first - 2].digits < 5 &&
	    (l->at[first - 3].kind == LEX_ROOM_MAYBE ||
		l->at[first - 3].kind == LEX_CUE_ID_MAYBE ||
		l->at[first - 3].kind == LEX_CUE_DEVICE ||
		l->at[first - 3].kind == LEX_ROOM))
		return first - 3;
	return first;
}

/* "Calle Mayor 22, 3B" with a sign behind the 3: the floor and the door, behind
 * a comma. */
static size_t
over_floor(const struct lexemes *l, size_t last)
{
	const size_t floor = last + 2, sign = floor + 1, door = sign + 1;

	if (!lexeme_punct(l, last + 1, ',') || !lexeme_digits(l, floor, 1, 2) ||
	    l->at[sign].kind != LEX_PUNCT || l->at[sign].value != 0xC2 ||
	    l->at[sign].gap)
		return last;
	return l->at[door].letters == 1 && l->at[door].gap < 2 ? door : sign;
}

/* ", Flat 9", "Apt 12", ", Bldg D", " #08-331" behind a street. */
static size_t
over_flat_behind(const struct lexemes *l, size_t last)
{
	static const char *const flat[] = {
	    "depto", "dpto", "piso", "daire", "lgh", NULL};
	size_t at = last + 1;

	if (lexeme_punct(l, at, '#') && !l->at[at + 1].gap &&
	    l->at[at + 1].kind == LEX_CODE && !l->at[at + 1].letters)
		return at + 1;

	if (lexeme_punct(l, at, ',') || lexeme_punct(l, at, '.'))
		at++;
	if ((l->at[at].kind == LEX_ROOM_MAYBE || l->at[at].kind == LEX_ROOM ||
		lexeme_is(l, at, "unit") || lexeme_is(l, at, "lot") ||
		lexeme_in(l, at, flat)) &&
	    l->at[at + 1].gap == 1 && l->at[at + 1].digits < 4 &&
	    (l->at[at + 1].kind == LEX_INT || l->at[at + 1].kind == LEX_CODE ||
		l->at[at + 1].letters == 1))
		return at + 1;
	return over_floor(l, last);
}

static size_t
street_first_word(const struct lexemes *l, size_t i)
{
	static const char *const not_street[] = {"the", "this", "off", "on",
	    "air", "right", "same", "of", "long", "no", "wrong", "closed",
	    "back", "side", "slow", "fast", "ambulance", "helipad", "called",
	    "access", "service", NULL};
	bool title = lexeme_title(l, i);
	size_t first = i;

	for (unsigned parts = 0; parts < 4 && l->at[first].gap == 1; parts++) {
		size_t before = first - 1;

		if (lexeme_is(l, before, "s") &&
		    lexeme_punct(l, before - 1, '\'') && !l->at[before].gap)
			before -= 2; /* "Queen's Road" */
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

/* "Sanaya Street 38,": the number behind. */
static bool
is_number_behind(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i + 1], *next = &l->at[i + 2];

	return x->kind == LEX_INT && x->gap == 1 && x->digits < 4 &&
	       !x->taken && lexeme_title(l, i) && !l->t->all_caps &&
	       (next->kind == LEX_END ||
		   (next->kind == LEX_PUNCT && next->value != '/' &&
		       next->value != '%' && next->value != '-'));
}

/* A word of the operation, and nobody's: "1 pds loop", "3 small bowel loop",
 * "fistula av". */
static bool
has_said(const struct lexemes *l, size_t first, size_t last)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_BRAND;
	const unsigned name = WORD_FORENAME | WORD_SURNAME | WORD_PLACE;

	for (size_t i = first; i <= last; i++) {
		const struct token *w = lexeme_token(l, i);

		if (w && w->words & said && !(w->words & name))
			return true;
	}
	return false;
}

/* "House 22, Road 7, Dhanmondi", "Villa 18, Street 4": both have a number. */
static void
find_numbered(struct lexemes *l, size_t i)
{
	static const char *const house[] = {
	    "building", "flat", "holding", "house", "plot", "villa", NULL};
	const size_t first = i - 3;

	if (!lexeme_digits(l, i + 1, 1, 3) || !lexeme_punct(l, i - 1, ',') ||
	    !l->at[i - 2].digits || l->at[i - 2].digits > 4 ||
	    !lexeme_in(l, first, house) || l->at[first].taken)
		return;
	shape_found(l, first, shape_address_last(l, i + 1), SCRUB_LOCATION,
	    "street", 85);
}

/* "22 Corrib Drive", "Shankill Road", "402 SE Birch Ave". */
static void
find_street(struct lexemes *l, size_t i)
{
	static const char *const block[] = {"blk", "block", NULL};
	bool sure = l->at[i].kind == LEX_STREET;
	bool title = lexeme_title(l, i) && !l->t->all_caps;
	size_t first = street_first_word(l, i), last = i, number;

	if (first == i) {
		find_numbered(l, i);
		return;
	}
	number = over_house_number(l, first);
	if (number == first && lexeme_is(l, first - 1, "of") &&
	    lexeme_is(l, first - 2, "block") &&
	    l->at[first - 3].kind == LEX_INT)
		number = first - 3; /* "1400 block of Marsh St" */
	if (!title && !(sure && number != first) && has_said(l, first, i - 1) &&
	    !(number != first && shape_is_home(l, number)))
		return;
	if (number == first) {
		/* Without a number: only a word that streets alone have. */
		if (!sure &&
		    (!shape_is_way(l, first, i) || has_said(l, first, i - 1)))
			return;
		if (!title)
			number = i - 1;
	} else if (!sure && !title && !lexemes_small(l) && !l->t->all_caps) {
		return;
	} else if (!sure && !title && i - first > 2) {
		return;
	}
	if (l->at[last + 1].kind == LEX_STREET_MAYBE && title &&
	    lexeme_title(l, last + 1))
		last++;
	/* "Blk 512 Bedok North Ave 2 #08-331": of Singapore */
	if (number < first && lexeme_in(l, number - 1, block))
		number--;
	if (last == i && (number >= first || lexeme_in(l, number, block)))
		last += is_number_behind(l, i);
	last = over_flat_behind(l, last);
	if (number < first)
		last = shape_address_last(l, last);
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
	    "blok", "kav", "gg", "gang", "nomor", "lt", "unit", "rt/rw", "lr",
	    "lrg", NULL};

	return lexeme_in(l, i, word);
}

/* "udah jalan setengah", "TIGA OK JALAN SERENTAK": it goes, and is no street,
 * unless a house's number follows; in capitals the word behind it tells. */
static bool
is_walked(const struct lexemes *l, size_t i, size_t next)
{
	FEW(home, "alamat", "alamatnya", "domisili", "ktp", "rmh", "rumah",
	    "rumahnya");
	const struct token *w = lexeme_token(l, next);

	for (size_t k = next; k < next + 4 && is_name_part(l, k); k++) {
		const size_t at = k + 1 + (l->at[k + 1].kind == LEX_INT);

		if (is_address_word(l, at) &&
		    l->at[at + 1 + lexeme_punct(l, at + 1, '.')].digits)
			return false;
	}
	if (lexeme_few(l, i - 1, &home))
		return false;
	if (l->t->all_caps)
		return !w || !l->at[next].letters ||
		       words_class(w->words) == WORD_IS_SAFE;
	return !lexeme_title(l, i) && !lexeme_title(l, next);
}

/* "Lr. 3 No. 12", "lr bayam 2 no 5": what a lane's house needs, and neither
 * Ringer's lactate nor a muscle has. */
static bool
is_lorong(const struct lexemes *l, size_t i)
{
	for (size_t at = i + 1; at < i + 6 && l->at[at].gap < 2; at++) {
		if (l->at[at].kind == LEX_CUE_NO)
			return l->lang == SCRUB_ID_ID;
		if (lexeme_unit(l, at) ||
		    (l->at[at].kind == LEX_PUNCT && l->at[at].value != '.'))
			return false;
	}
	return false;
}

/* "jl a yani", "Jl. H. Agus": of whom it is called after. */
static bool
is_initial(const struct lexemes *l, size_t i)
{
	return l->lang == SCRUB_ID_ID && l->at[i].letters == 1 &&
	       l->at[i + 1].kind == LEX_WORD && l->at[i + 1].gap == 1;
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
	/* "lorong penuh tamu", "gang sempit": how it is, not which */
	static const char *const kind[] = {"penuh", "depan", "sana", "sini",
	    "sempit", "licin", "kita", "steril", "padat", "sendirian", "gelap",
	    "kotor", "basah", "bersih", "kosong", "ramai", "panjang", "luka",
	    "linen", "utama", "kuning", "darurat", "di", "ok", "icu", NULL};
	static const char *const particle[] = {"de", "des", "la", "las", "los",
	    "del", "da", "das", "dos", "do", "du", "di", NULL};
	bool words = false;
	bool number_only =
	    lexeme_is(l, i, "route") || lexeme_is(l, i, "rte") ||
	    lexeme_is(l, i, "interstate") || lexeme_is(l, i, "rr") ||
	    lexeme_is(l, i, "motorway") || lexeme_is(l, i, "mile marker") ||
	    lexeme_is(l, i, "milepost");

	if (lexeme_is(l, i, "lr") && !is_lorong(l, i))
		return i;
	if (dot)
		at++;
	if (number_only) {
		/* "RR 18" is breathed, but behind "Box 19," */
		if (l->at[at].kind != LEX_INT || l->at[at].digits > 4 ||
		    lexeme_unit(l, at + 1) ||
		    (lexeme_is(l, i, "rr") && !(lexeme_punct(l, i - 1, ',') &&
						  lexeme_is(l, i - 3, "box"))))
			return i;
		shape_found(l, i, at, SCRUB_LOCATION, "street-route", 85);
		return at;
	}
	if (lexeme_in(l, at, verb) || l->at[at].kind == LEX_STREET_FIRST ||
	    shape_is_judkins(l, i) ||
	    (lexeme_in(l, at, kind) && !lexeme_title(l, i)) ||
	    (l->at[at].kind == LEX_INT && lexeme_unit(l, at + 1)) ||
	    (lexeme_is(l, i, "jalan") && is_walked(l, i, at)))
		return i;
	for (unsigned max = 9; max && at < l->count; max--, at++) {
		const struct lexeme *x = &l->at[at];

		if (x->gap > 1 || (x->kind == LEX_PUNCT && x->value != '.' &&
				      x->value != '-' && x->value != '/'))
			break;
		if ((x->kind == LEX_PREP || x->kind == LEX_FUNC) &&
		    !lexeme_in(l, at, particle) && !is_initial(l, at))
			break;
		if (is_address_word(l, at) && !lexeme_is(l, at, "gg") &&
		    !lexeme_is(l, at, "gang") && !lexeme_is(l, at, "lr"))
			break;
		if (x->kind == LEX_PUNCT && l->at[at + 1].gap &&
		    !is_address_word(l, at - 1) && l->at[at - 1].letters != 1)
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
		     (l->at[last + 1].kind == LEX_DECIMAL &&
			 lexeme_is(l, last, "km")) ||
		     (l->at[last + 1].kind == LEX_FRACTION &&
			 lexeme_is(l, last, "rt")) ||
		     l->at[last + 1].kind == LEX_CODE ||
		     lexeme_punct(l, last + 1, '/') ||
		     lexeme_punct(l, last + 1, '.')) &&
		    (is_address_word(l, last) || lexeme_punct(l, last, '.') ||
			lexeme_punct(l, last, '/') ||
			(lexeme_punct(l, last + 1, '/') &&
			    l->at[last].digits)))))
		last++;
	if (lexeme_is(l, last, "blok") && l->at[last + 1].letters == 1) {
		last++; /* "Blok C No. 4" */
		while (is_address_word(l, last + 1) ||
		       (l->at[last + 1].kind == LEX_INT &&
			   is_address_word(l, last)))
			last++;
	}
	if (ends_in_rw(l, last) && l->at[last + 1].kind == LEX_INT)
		last++;
	if (lexeme_punct(l, last, '.') && last > i)
		last--;
	last = shape_address_last(
	    l, shape_area_last(l, over_flat_behind(l, last)));
	if (last == i || (!words && !l->at[last].digits))
		return i;
	if (l->at[i].kind == LEX_STREET_FIRST && !lexeme_is(l, i, "jl") &&
	    !lexeme_is(l, i, "jln") && !dot && !lexeme_title(l, last) &&
	    !l->at[last].digits && !lexemes_small(l))
		return i;
	if (i)
		i = over_house_number(l, i);
	shape_found(l, i, last, SCRUB_LOCATION, "street", 88);
	return last;
}

/* "Kampung Sawah" before an RT: the first lexeme; i: none. */
static size_t
over_village_before(const struct lexemes *l, size_t i)
{
	static const char *const village[] = {"dusun", "desa", "kampung",
	    "kamp", "kp", "lingkungan", "perum", "perumahan", NULL};

	for (size_t k = i - 1; k + 4 > i; k--) {
		if (lexeme_in(l, k, village) && k < i - 1)
			return k;
		if (l->at[k].kind != LEX_WORD || l->at[k].taken ||
		    l->at[k + 1].gap > 1)
			break;
	}
	return i;
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
	i = over_village_before(l, i);
	last = shape_address_last(l, shape_area_last(l, last));
	shape_found(l, i, last, SCRUB_LOCATION, "street-rt-rw", 88);
	return last;
}

/* --- boxes, coordinates, roads ----------------------------------------------
 */

static size_t
find_box(struct lexemes *l, size_t i)
{
	size_t at = i + 1;

	if (lexeme_punct(l, at, '#') || lexeme_is(l, at, "no"))
		at++;
	if (l->at[at].kind != LEX_INT || lexeme_unit(l, at + 1))
		return i;
	if (l->at[i - 1].kind == LEX_INT && !l->at[i - 1].taken &&
	    lexeme_in(l, i - 2, (const char *const[]){"hc", "rr", NULL}))
		i -= 2; /* "HC 72 Box 44" */
	else if (lexeme_is(l, i, "box") && !lexeme_title(l, i))
		return i;
	at = shape_address_last(l, at);
	shape_found(l, i, at, SCRUB_LOCATION, "post-box", 85);
	return at;
}

void
shape_places(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_PLACE)) < l->count; i++) {
		enum lexeme_kind kind = l->at[i].kind;

		shape_postcode(l, i);
		if (l->at[i].taken)
			continue;
		if (kind == LEX_STREET_MAYBE && shape_cross(l, i))
			continue;
		if (kind == LEX_STREET || kind == LEX_STREET_MAYBE)
			find_street(l, i);
		else if (kind == LEX_STREET_FIRST)
			i = find_street_first(l, i);
		else if (kind == LEX_RT)
			i = find_rt(l, i);
		else if (kind == LEX_BOX)
			i = find_box(l, i);
		else if (kind == LEX_DECIMAL)
			shape_coordinates(l, i);
		else if (kind == LEX_CODE)
			shape_numbered_road(l, i);
		else if (kind == LEX_INT || kind == LEX_WORD)
			shape_called_road(l, i);
	}
}
