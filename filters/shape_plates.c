/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Plates of the world: a few that look like nothing else ("LSD 335 HX",
 * "Dubai K 48813", "UP32 KX 0917"), and groups of capitals and digits beside a
 * vehicle ("ambulance GR 518", "VLX 772 ute", "HX 21 998 is blocking").
 */

#define PARTS 4u
#define FAR 6u /* lexemes between a vehicle and its plate */

struct plate {
	size_t last;
	unsigned parts, letters, digits;
	bool mixed; /* letters on both sides of digits, or a hyphen */
};

static bool
is_caps(const struct lexemes *l, size_t i)
{
	return lexeme_upper(l, i) || lexemes_small(l);
}

/* A value's word elsewhere, a plate's right behind its vehicle: "taxi PP 7714".
 */
static bool
is_value_word(const struct lexemes *l, size_t i)
{
	FEW(word, "pp", "ga", "sb", "ld", "ap", "ms", "km", "w", "v", "c", "n",
	    "m", "f", "h");

	return lexeme_few(l, i, &word);
}

/* What stands before a value everywhere. */
static bool
is_clinical(const struct lexemes *l, size_t i)
{
	FEW(word, "bp", "hr", "gcs", "iss", "ef", "rr", "lvef", "hb", "ns",
	    "rl", "lr", "ct", "mri", "iv", "im", "po", "sc", "pa", "lat", "et",
	    "ett", "lma", "icu", "ed", "er", "or", "ot", "ok", "fr", "pt",
	    "ffp", "prc", "prbc", "plt", "icd", "asa", "mep", "ssep", "act",
	    "map", "cvp", "icp", "bis", "pap", "mpap", "ebl", "uop", "tte",
	    "toe", "ecg", "cpb", "cpr", "rosc", "tka", "tha", "thr", "tkr",
	    "td", "rs", "ph", "ir", "gsw", "rta", "mva", "mvc", "rtc", "ais",
	    "sp", "at", "to", "in", "on", "of", "is", "by", "and", "for", "bed",
	    "bay", "cm", "mm", "ml", "mg", "kg", "kph", "mph", "am", "pm", "x",
	    "vs", "der", "de", "den", "hu", "iu", "go", "so", "no", "gy", "hz",
	    "cc", "who", "all", "his", "her", "the", "not", "hct", "wbc", "fio",
	    "gw", "via", "yo", "yr", "yrs", "th", "s", "me", "my", "our", "we",
	    "us", "it");
	enum lexeme_kind kind = l->at[i].kind;

	if (is_value_word(l, i))
		return false;
	if (kind == LEX_VITAL || kind == LEX_SCORE || kind == LEX_MODEL ||
	    kind == LEX_ROOM || kind == LEX_ROOM_MAYBE || kind == LEX_CODING ||
	    (kind >= LEX_CUE_DOB && kind <= LEX_CUE_NET))
		return true;
	return lexeme_few(l, i, &word);
}

/* Letters or digits short enough for a plate; before: digits stand before. */
static bool
is_part(const struct lexemes *l, size_t i, bool first, bool before)
{
	/* "plate ab 1234 is towed": where no capital tells */
	FEW(next, "and", "at", "by", "for", "has", "in", "is", "no", "not",
	    "of", "on", "or", "the", "to", "was");
	const struct lexeme *x = &l->at[i];

	if (x->taken || x->kind == LEX_PUNCT || x->kind == LEX_END ||
	    (before && (l->t->all_caps || lexemes_small(l)) &&
		lexeme_few(l, i, &next)))
		return false;
	if (x->kind == LEX_INT)
		return x->digits <= 5;
	if (x->kind == LEX_CODE && x->letters > 1 &&
	    x->end - x->begin > x->letters + x->digits &&
	    shape_is_clinical(l, i))
		return false; /* "HNP L5-S1" */
	if (x->kind == LEX_CODE)
		return x->letters <= 5 && x->digits <= 7 && !lexemes_small(l) &&
		       (!x->letters || lexeme_upper(l, i)) &&
		       (first ? x->letters + x->digits > 3 : x->letters < 4);
	if (x->digits || !x->letters || x->letters > 3 ||
	    x->end - x->begin != x->letters || !is_caps(l, i))
		return false;
	if (lexemes_small(l) && x->kind != LEX_WORD)
		return false;
	/* "GCS 14" behind one is no part of it. */
	return before ? !l->at[i + 1].digits || l->at[i + 1].digits == 4 ||
			    !is_clinical(l, i)
		      : !is_clinical(l, i);
}

/* A sign inside a plate at i; the lexeme behind it, or i. */
static size_t
over_sign(const struct lexemes *l, size_t i, bool digits)
{
	size_t at = i + 1;

	if (l->at[i].kind == LEX_PUNCT && !l->at[i].gap && !l->at[at].gap &&
	    (lexeme_punct(l, i, '-') || l->at[i].value == 0xc2) &&
	    is_part(l, at, false, digits))
		return at;
	/* "GT 12 No. 3381" */
	if (!digits || l->at[i].kind != LEX_CUE_NO || !lexeme_title(l, i))
		return i;
	at += lexeme_punct(l, at, '.');
	return l->at[at].kind == LEX_INT && l->at[at].digits > 2 ? at : i;
}

/* Groups of capitals and digits from i on; false: no plate. */
static bool
read_plate(const struct lexemes *l, size_t i, struct plate *p)
{
	size_t at = i;
	bool letters_last = false;

	*p = (struct plate){.last = i};
	while (p->parts < PARTS && is_part(l, at, at == i, p->digits > 0) &&
	       (at == i || l->at[at].gap <= 1)) {
		const struct lexeme *x = &l->at[at];
		bool letters = !x->digits;

		if (letters && letters_last && p->digits)
			break;
		if (p->mixed && !letters && l->at[at - 1].kind != LEX_PUNCT &&
		    x->digits != 4 && l->at[i].kind != LEX_CODE)
			break; /* "BA 7051 QU 9 victims" */
		p->mixed |= (letters && p->digits && p->letters) ||
			    (x->kind == LEX_CODE && x->letters > 0);
		p->letters += x->letters;
		p->digits += x->digits;
		p->parts++;
		p->last = at++;
		letters_last = letters;
		at = over_sign(l, at, p->digits > 0);
	}
	return p->letters > 0 && p->letters < 7 && p->digits > 0 &&
	       p->digits < 9 && p->letters + p->digits > 3 &&
	       (!lexemes_small(l) ||
		   (p->mixed && l->at[i].letters < 3 && p->digits > 1)) &&
	       !lexeme_unit(l, p->last + 1) &&
	       !lexeme_punct(l, p->last + 1, '/');
}

/* --- vehicles ------------------------------------------------------------- */

/* "plat femur lot DF2210", "plat kepala": the word behind "plat". */
static bool
is_bone_plate(const struct lexemes *l, size_t i)
{
	static const char *const driven[] = {"merah", "hitam", "kuning",
	    "putih", "mobil", "motor", "nya", "no", "nomor", "nomer", "dinas",
	    "ambulans", "truk", "kendaraan", NULL};

	return l->at[i].kind == LEX_WORD && !lexeme_title(l, i) &&
	       !lexemes_small(l) && l->at[i].letters > 2 &&
	       !lexeme_in(l, i, driven);
}

/* Words that mean nothing else than what is driven. */
static bool
is_vehicle(const struct lexemes *l, size_t i)
{
	static const char *const vague[] = {"motor", "moto", "whose", "crew",
	    "crash", "owns", "tail", "driving", "drives", "fleet", "ranger",
	    "parks", "car", "parked", "van", NULL};
	FEW(more, "jeepney", "tuk", "speedboat", "perahu", "boat", "hatchback",
	    "saloon", "pikap", "becak", "bentor", "angkutan", "tricycle",
	    "rickshaw", "auto-rickshaw", "wheeler", "fiesta", "volvo", "bmw",
	    "audi", "hyundai", "kia", "nissan", "suzuki", "mazda", "mercedes",
	    "yamaha", "kawasaki", "bajaj", "tractor", "tanker", "lorries",
	    "cars", "vans", "rental", "truk", "bis", "mikrolet", "combi",
	    "maxi", "coaster", "dalla", "daladala", "songthaew", "helikopter",
	    "probox", "vitz", "prius", "civic", "golf", "polo", "merah");

	if (lexeme_is(l, i, "merah"))
		return lexeme_is(l, i - 1, "plat");
	if (lexeme_is(l, i, "plat"))
		return !is_bone_plate(l, i + 1);
	if (lexeme_is(l, i, "van"))
		return !lexeme_title(l, i) && !lexeme_title(l, i + 1);
	if (lexeme_is(l, i, "car") || lexeme_is(l, i, "parked"))
		return true;
	if (lexeme_is(l, i, "motor") || lexeme_is(l, i, "parkir"))
		return l->lang == SCRUB_ID_ID;
	if (l->at[i].kind == LEX_CUE_PLATE)
		return true;
	if (l->at[i].kind == LEX_CUE_VEHICLE)
		return !lexeme_in(l, i, vague);
	return lexeme_few(l, i, &more);
}

/* "lars van dijk sats 88", "vo van duc bp 120/80": of a name, unless what is
 * behind it says that it drives or whose number follows. */
static bool
is_surname(const struct lexemes *l, size_t i)
{
	FEW(driven, "and", "driver", "from", "had", "has", "hit", "in", "is",
	    "licence", "license", "no", "number", "outside", "parked", "plate",
	    "plates", "reg", "registration", "that", "was", "with");

	return lexeme_is(l, i, "van") && l->at[i + 1].kind == LEX_WORD &&
	       !lexeme_few(l, i + 1, &driven);
}

/* The distance to the vehicle before i; 0: there is none. */
static unsigned
vehicle_before(const struct lexemes *l, size_t i)
{
	for (unsigned far = 1; far <= FAR && i-- > 0; far++) {
		if (l->at[i].kind == LEX_END || lexeme_punct(l, i, '.') ||
		    lexeme_punct(l, i, ';') || lexeme_punct(l, i, '?') ||
		    l->at[i + 1].gap > 1)
			return 0;
		if (is_vehicle(l, i) && (far == 1 || !is_surname(l, i)))
			return far;
	}
	return 0;
}

/* "VLX 772 ute", "HX 21 998 is blocking the gate". */
static bool
vehicle_behind(const struct lexemes *l, size_t last)
{
	static const char *const stands[] = {"blocking", "blocks", "parked",
	    "towed", "clamped", "lights", "parkir", "keys", NULL};

	for (size_t k = last + 1; k < last + 4; k++) {
		if (l->at[k].kind == LEX_END || l->at[k].gap > 1 ||
		    lexeme_punct(l, k, '.') || lexeme_punct(l, k, ';') ||
		    (lexeme_punct(l, k, ',') && k == last + 1))
			return false;
		if (lexeme_in(l, k, stands) ||
		    (k == last + 1 && is_vehicle(l, k)))
			return true;
	}
	return false;
}

/* "knocked down by 8-KTR-25", "sends by road MKW871", "in NZT442 from". */
static bool
is_carried(const struct lexemes *l, size_t i)
{
	static const char *const by[] = {"by", "in", "road", "via", NULL};
	static const char *const moved[] = {"knocked", "hit", "struck", "run",
	    "sends", "sent", "delivered", "driven", "brought", "transported",
	    "dropped", "road", NULL};

	if (!lexeme_in(l, i - 1, by))
		return false;
	if (lexeme_is(l, i - 1, "road") && l->at[i].letters == 1)
		return false; /* "road B6417" is flooded */
	for (size_t k = i - 1; k + FAR > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_in(l, k, moved))
			return true;
	return false;
}

/* --- by themselves -------------------------------------------------------- */

static bool
is_run(const struct lexemes *l, size_t i, unsigned least, unsigned most)
{
	const struct lexeme *x = &l->at[i];

	return !x->taken && !x->digits && x->letters >= least &&
	       x->letters <= most && x->end - x->begin == x->letters &&
	       lexeme_upper(l, i) && !is_clinical(l, i) &&
	       x->kind != LEX_UNIT && x->kind != LEX_FUNC &&
	       x->kind != LEX_PREP;
}

/* Another word says whose number it is. */
static bool
is_claimed(const struct lexemes *l, size_t i)
{
	for (size_t k = i - 1; k + 5 > i && l->at[k].kind != LEX_END; k--)
		if (l->at[k].kind == LEX_CUE_ID ||
		    l->at[k].kind == LEX_CUE_NO ||
		    l->at[k].kind == LEX_CUE_DEVICE ||
		    l->at[k].kind == LEX_CUE_ID_MAYBE ||
		    l->at[k].kind == LEX_MODEL)
			return true;
	return false;
}

/* "accession S26-41077", "passport LA8831740", "seri OS-4471-B": right before
 * it. */
static bool
is_filed(const struct lexemes *l, size_t i)
{
	static const char *const papers[] = {"accession", "passport", "paspor",
	    "licence", "docket", "mrn", "rm", "seri", "lot", "serial", "batch",
	    "specimen", "spesimen", "receipt", "subject", NULL};

	for (size_t k = i - 1; k + 4 > i && l->at[k].kind != LEX_END; k--)
		if (lexeme_in(l, k, papers) && !lexeme_is(l, k + 1, "plate"))
			return true;
	return false;
}

/* India's "UP32 KX 0917", "dl8caf 5031": the last lexeme; i - 1: none. */
static size_t
over_india(const struct lexemes *l, size_t i)
{
	static const char *const state[] = {"ap", "ar", "as", "br", "cg", "ch",
	    "dl", "ga", "gj", "hp", "hr", "jh", "jk", "ka", "kl", "mh", "ml",
	    "mn", "mp", "mz", "nl", "od", "pb", "py", "rj", "sk", "tn", "tr",
	    "ts", "uk", "up", "wb", NULL};
	const struct lexeme *x = &l->at[i];
	const char *s = l->t->fold + x->begin;
	unsigned n = x->end - x->begin;
	bool known = false;

	if (x->kind != LEX_CODE || x->taken || n != x->letters + x->digits ||
	    x->digits > 2 || x->letters < 2 || s[2] < '0' || s[2] > '9')
		return i - 1;
	for (size_t k = 0; state[k]; k++)
		known |= s[0] == state[k][0] && s[1] == state[k][1];
	if (!known)
		return i - 1;
	if (x->letters == 2 && x->digits == 2 && is_run(l, i + 1, 1, 3) &&
	    lexeme_digits(l, i + 2, 4, 4))
		return i + 2;
	return x->letters > 3 && x->letters < 6 && lexeme_digits(l, i + 1, 4, 4)
		   ? i + 1
		   : i - 1;
}

/* "Dubai K 48813", "Abu Dhabi 14 22871", from the letter or first number on. */
static size_t
over_emirate(const struct lexemes *l, size_t i, size_t *first)
{
	FEW(name, "dubai", "dhabi", "sharjah", "ajman", "fujairah", "khaimah",
	    "quwain");

	if (!lexeme_few(l, i - 1, &name) || l->at[i].taken ||
	    !(l->at[i].letters < 3 || lexeme_digits(l, i, 1, 2)) ||
	    !lexeme_digits(l, i + 1, 3, 5) || lexeme_unit(l, i + 2))
		return i - 1;
	*first = lexeme_is(l, i - 1, "dhabi") ? i - 2 : i - 1;
	return i + 1;
}

/* Nigeria's "LSD 335 HX", Tanzania's "T 884 DKX". */
static size_t
over_capitals(const struct lexemes *l, size_t i)
{
	if (l->t->all_caps || is_claimed(l, i) || l->at[i].kind == LEX_UNIT)
		return i - 1;
	if (is_run(l, i, 3, 3) && lexeme_digits(l, i + 1, 3, 3) &&
	    l->at[i + 1].value % 50 != 0 && is_run(l, i + 2, 2, 2) &&
	    l->at[i + 2].gap == 1 && l->at[i].kind == LEX_WORD)
		return i + 2;
	if (lexeme_is(l, i, "t") && lexeme_upper(l, i) &&
	    lexeme_digits(l, i + 1, 3, 3) && is_run(l, i + 2, 3, 3) &&
	    l->at[i + 2].gap == 1)
		return i + 2;
	return i - 1;
}

/* "DHAKA METRO-GA 19-4471": the region's letter and two numbers. */
static bool
is_metro(const struct lexemes *l, size_t i)
{
	return lexeme_punct(l, i - 1, '-') && lexeme_is(l, i - 2, "metro") &&
	       l->at[i + 1].digits >= 4;
}

static bool
beside_vehicle(const struct lexemes *l, size_t i, const struct plate *p)
{
	unsigned far = vehicle_before(l, i);
	bool enough = p->digits > 1 && p->letters + p->digits > 4;
	bool letters_first =
	    !l->at[i].digits || l->at[i].kind == LEX_CODE || far == 1;

	if (is_value_word(l, i) && far != 1 &&
	    !(l->at[i].letters == 1 && p->letters > 1))
		return false;
	if (l->t->all_caps && far != 1)
		return false;
	if (far && p->mixed && l->at[i].kind != LEX_UNIT)
		return enough || (far == 1 && p->parts > 2);
	if (far && far < 4)
		return enough && letters_first && p->digits > 2;
	if (!enough)
		return false;
	if (vehicle_behind(l, p->last))
		return letters_first && (p->digits > 2 || p->mixed);
	return is_carried(l, i) && l->at[i].kind == LEX_CODE && p->digits > 2;
}

/* "car HH AB 1234", "M-QZ 8812": letters before the ones that digits follow. */
static size_t
plate_first(const struct lexemes *l, size_t i)
{
	size_t at = i - 1;

	if (l->at[i].digits || l->at[i].gap > 1)
		return i;
	/* "his car 40 AB 917" */
	if (l->at[at].kind == LEX_INT && l->at[at].digits < 4 &&
	    l->at[i].gap == 1 && !l->at[at].taken &&
	    (is_vehicle(l, at - 1) || lexeme_is(l, at - 1, "plate")))
		return at;
	if (l->at[at].kind == LEX_PUNCT && !l->at[at].gap && !l->at[i].gap &&
	    (lexeme_punct(l, at, '-') || l->at[at].value == 0xc2))
		at--;
	else if (!l->at[i].gap)
		return i;
	return at > 3 && is_part(l, at, true, false) && !l->at[at].digits &&
		       lexeme_upper(l, at) && !l->t->all_caps &&
		       (l->at[at].kind == LEX_WORD || l->at[at].letters == 1 ||
			   l->at[at].kind == LEX_STATE)
		   ? at
		   : i;
}

/* "LK 68 NW GP": the province behind a South African plate. */
static size_t
with_province(const struct lexemes *l, size_t last)
{
	const struct lexeme *x = &l->at[last];

	return !x->digits && x->letters == 2 && x[-1].digits == 2 &&
		       x[-2].letters == 2 && !x[-2].digits &&
		       x[1].letters == 2 && !x[1].digits && x[1].gap == 1 &&
		       lexeme_upper(l, last) && lexeme_upper(l, last + 1) &&
		       !l->t->all_caps && !x[1].taken
		   ? last + 1
		   : last;
}

void
shape_plates(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_VEHICLE)) < l->count;
	     i++) {
		size_t first = i, last;
		struct plate p;

		if (l->at[i].taken)
			continue;
		if (shape_is_plate(l, i) || shape_is_tail_number(l, i)) {
			shape_found(
			    l, i, i, SCRUB_VEHICLE, "vehicle-shape", 78);
			continue;
		}
		last = shape_over_viet_plate(l, i);
		if (last + 1 == i)
			last = over_india(l, i);
		if (last + 1 == i)
			last = over_emirate(l, i, &first);
		if (last + 1 == i && lexeme_is(l, i, "dhabi")) {
			last = over_emirate(l, i + 1, &first);
			last = last > i ? last : i - 1;
		}
		if (last + 1 == i)
			last = over_capitals(l, i);
		if (last + 1 == i && is_metro(l, i)) {
			first = i - 3;
			last = i + 1;
		}
		if (last + 1 == i && is_part(l, i, true, false)) {
			first = plate_first(l, i);
			if (read_plate(l, first, &p) && p.last > first &&
			    !is_filed(l, first) && beside_vehicle(l, first, &p))
				last = p.last;
			else if (read_plate(l, first, &p) &&
				 l->at[i].kind == LEX_CODE && !is_filed(l, i) &&
				 beside_vehicle(l, i, &p))
				last = p.last;
		}
		if (last + 1 == i)
			continue;
		last = with_province(l, last);
		shape_found(l, first, last, SCRUB_VEHICLE, "vehicle-shape", 78);
		i = last;
	}
}
