/* SPDX-License-Identifier: MIT */
#include "place.h"

#include <string.h>

#include "lang/cue.h"
#include "words.h"

/*
 * Names that are places' by the words beside them, whatever their letters are
 * like: "RSUD Teluk Mandiri, Purwodadi", "1012 WX Amsterdam", "kec.
 * Mantikulore", "Cameron Parish", "nr Lonavala".
 */

#define PERSON_CUES (CUE_TITLE | CUE_KIN | CUE_TELL | CUE_PATIENT)

/* The last word of a name of several, or the one behind it. Surnames that are
 * also places' ("Ward", "Hill", "Field") count behind another word only. */
FEW(ends, "wing", "building", "block", "annexe", "annex", "valley", "county",
    "harbour", "harbor", "square", "terminal", "jetty", "wharf", "ward",
    "highway", "island", "peninsula", "borough", "township", "ferry", "turnoff",
    "bridge", "beach", "campus");
/* Behind one of these stands a place. */
FEW(heads, "kec", "kecamatan", "kelurahan", "kab", "kabupaten", "desa", "dusun",
    "dsn", "kampung", "nagari", "pekon", "jorong", "asal", "dekat", "sekitar",
    "posko", "perumnas", "kampungnya", "bangsal", "kos", "orang", "wong",
    "warga", "brgy", "barangay", "ttl", "kampus");
/* The same, if no forename stands there. */
static const char *const of_there[] = {"gempa", "banjir", "longsor", "tsunami",
    "erupsi", "puncak", "lereng", "pengungsi", "nelayan", "petani", "gampong",
    "wilayah", "org", "tol", "transmigran", "pendaki", "antara", "ti",
    NULL};
/* And the place begins with one of these. */
static const char *const firsts[] = {"gedung", "kec", "kab", "lembah", "arah",
    "pura", "dermaga", "pelabuhan", "kampung", "kecamatan", "kelurahan",
    "kabupaten", "desa", "dusun", "dsn", "banjar", "pekon", "posko", "pasar",
    "terminal", "stasiun", "pulau", "pantai", "simpang", "bundaran", "lorong",
    "nagari", "perumnas", "masjid", "farm", "fob", "pavillon", NULL};
/* And behind one of these none. */
static const char *const callers[] = {"gp", "side", "crew", "ems", "retrieval",
    "boat", "boatie", "sending", "lad", "kid", "lass", "farmer", "fisherman",
    "villager", "chopper", "flight", "ferry", "tornado", "quake", "earthquake",
    "flood", "bushfire", "referral", NULL};
/* The same, and said of no place that is a forename, too. */
static const char *const there[] = {"hiker", "cyclist", "climber", "stabbing",
    "fire", "roads", "strip", "flights", "trained",
    "fella", "blast", "lifeboat", "helimed", "rta", "macet", "banjir",
    "longsor", "hujan", "kebakaran", "erupsi", NULL};
static const char *const young[] = {"kid", "lad", "lass", NULL};
static const char *const states[] = {"nsw", "qld", NULL};

static bool
is_house(const struct text *t, const struct span *s)
{
	for (size_t i = text_token_from(t, s->begin);
	     i < t->token_count && t->token[i].begin < s->end; i++)
		if (t->token[i].cues & CUE_ORG)
			return true;
	return false;
}

/* Does the sentence pause behind token i? */
static bool
pauses(const struct text *t, size_t i)
{
	return i >= t->token_count || t->token[i].kind == TOKEN_PUNCT;
}

/* "1012 WX Amsterdam": the Dutch postcode. */
static bool
behind_postcode(const struct text *t, size_t first)
{
	const struct token *a, *b;

	if (first < 2)
		return false;
	a = &t->token[first - 2];
	b = &t->token[first - 1];
	return a->kind == TOKEN_NUMBER && a->end - a->begin == 4 &&
	       b->kind == TOKEN_WORD && b->end - b->begin == 2 &&
	       b->letter_case == CASE_UPPER && t->token[first].space_before;
}

/* Does a word of the range stand in lists of forenames, and of no places? */
static bool
is_called(const struct text *t, size_t first, size_t next)
{
	for (size_t i = first; i < next; i++)
		if ((t->token[i].words & WORD_FORENAME) != 0 &&
		    (t->token[i].words & WORD_PLACE) == 0)
			return true;
	return false;
}

/* "Klinik Norrtull, Uppsala, wrong patient"; before: what was found last. */
static bool
behind_house(
    const struct text *t, const struct span *before, size_t first, size_t next)
{
	return before && first > 1 && token_sign(t, first - 1, ',') &&
	       before->label == SCRUB_ORGANIZATION &&
	       t->token[first - 2].end == before->end && pauses(t, next) &&
	       !is_called(t, first, next);
}

/* "crash nr Lonavala": no nurse. */
static bool
behind_near(const struct text *t, size_t first)
{
	static const char *const scene[] = {"crash", "rtc", "rta", "mva", "mvc",
	    "accident", "collision", "farm", "village", "lives", "found",
	    "fell", "fall", "fire", NULL};

	return first > 1 && token_is(t, &t->token[first - 1], "nr") &&
	       token_one_of(t, first - 2, scene);
}

/* "Discharge address is 17 Kudeti Street, Orile-Ado", "Home: Brgy. Malinta,
 * San Aurelio". */
static bool
in_address(const struct text *t, size_t first)
{
	static const char *const words[] = {
	    "address", "alamat", "alamatnya", "rumahnya", NULL};
	size_t seen = 0;

	for (size_t i = first; i-- > 0 && seen < 8;) {
		if (token_sign(t, i, ';') ||
		    (token_sign(t, i, '.') && i > 0 &&
			!token_one_of(t, i - 1,
			    (const char *const[]){"no", "jl", "jln", "brgy",
				"sta", "st", "gg", "kec", "kel", NULL})))
			return false;
		if (token_one_of(t, i, words))
			return true;
		if (token_is(t, &t->token[i], "home"))
			return token_sign(t, i + 1, ':') ||
			       token_is(
				   t, &t->token[i + (i + 1 < first)], "of");
		seen += t->token[i].kind != TOKEN_PUNCT;
	}
	return false;
}

/* "came by taxi from Port Alban", "flew to Wakra": who moves, moves so. */
static bool
behind_way(const struct text *t, size_t first)
{
	static const char *const way[] = {"from", "to", "via", "fr", NULL};
	static const char *const moved[] = {"came", "drove", "driven", "flew",
	    "fly", "flown", "rode", "travelled", "traveled", "walked",
	    "airborne", "ferry", "bus", "boat", "sailed", "rowed", "chopper",
	    "heli", "helicopter", "airlifted", "choppered", "flight", "flights",
	    "plane", "train", "taxi", "road", "roads", "diverts", "diverted",
	    "bound", "leaves", "lady", "woman", "man", "boy", "girl", "lad",
	    "lass", "bloke", "guy", "fella", "family", "miles", NULL};

	if (first == 0 || !token_one_of(t, first - 1, way))
		return false;
	for (size_t i = first - 1, far = 0; i-- > 0 && far < 4; far++) {
		if (t->token[i].kind == TOKEN_PUNCT)
			return false;
		if (token_one_of(t, i, moved))
			return true;
	}
	return false;
}

/* "home is Rubanda", "born in Ust-Kut", "lives in Maggotty". */
static bool
behind_home(const struct text *t, size_t first)
{
	static const char *const born[] = {"born", "raised", "lives", "living",
	    "lived", "grew", "tinggal", "domisili", "berdomisili", NULL};
	static const char *const in[] = {"in", "at", "di", "near", NULL};
	static const char *const home[] = {"home", "hometown", "village", NULL};

	if (first < 2)
		return false;
	if (token_one_of(t, first - 1, in))
		return token_one_of(t, first - 2, born);
	return token_one_of(t, first - 1,
		   (const char *const[]){"is", "to", "in", NULL}) &&
	       token_one_of(t, first - 2, home);
}

/* "villagers of Dantewada", "chief of Adansi" */
static bool
behind_of(const struct text *t, size_t first)
{
	static const char *const what[] = {"villagers", "people", "chief",
	    "mayor", "village", "town", "city", "port", "isle", "outskirts",
	    "north", "south", "east", "west", "coast", "hills", "off", NULL};

	return first > 1 && token_is(t, &t->token[first - 1], "of") &&
	       token_one_of(t, first - 2, what);
}

/* "Orchid 14", "Melati 7": persons have no numbers. */
static bool
is_numbered(const struct text *t, size_t first, size_t next)
{
	const struct token *w = &t->token[next - 1];

	return next > first + 1 && w->kind == TOKEN_NUMBER &&
	       w->space_before && w->end - w->begin < 3;
}

/* "pasien kiriman dr Wates", "datang dr Pulau Enggano", "Yunus Ndun dr Rote":
 * from there, no doctor. */
static bool
behind_dari(const struct text *t, const struct span *before, size_t first,
    size_t next)
{
	static const char *const came[] = {"datang", "dateng", "pulang",
	    "berangkat", "donor", "kornea", "ginjal", "jenazah", "pindahan",
	    "evakuasi", "dievakuasi", "ambulans", "ambulan", NULL};
	/* a doctor may send, too */
	static const char *const sent[] = {
	    "kiriman", "rujukan", "dirujuk", "dikirim", "pasien", "px", NULL};

	if (first < 2 || !token_is(t, &t->token[first - 1], "dr") ||
	    t->token[first - 1].letter_case != CASE_LOWER ||
	    is_called(t, first, next))
		return false;
	return token_one_of(t, first, firsts) ||
	       token_one_of(t, first - 2, came) ||
	       (before && before->label == SCRUB_NAME &&
		   before->end == t->token[first - 2].end) ||
	       (t->token[first].words & WORD_PLACE &&
		   token_one_of(t, first - 2, sent));
}

static bool
is_place(const struct text *t, const struct span *before, const struct span *s)
{
	const size_t first = text_token_from(t, s->begin),
		     next = text_token_from(t, s->end);
	size_t head = first - 1;

	if (next <= first || strstr(s->rule, "initial") != NULL)
		return false;
	if (behind_near(t, first) || behind_dari(t, before, first, next) ||
	    (s->label == SCRUB_NAME && is_numbered(t, first, next)))
		return true;
	if (first > 0 && t->token[first - 1].cues & PERSON_CUES)
		return false;
	if ((next > first + 1 && token_few(t, next - 1, &ends)) ||
	    token_few(t, next, &ends))
		return true;
	if (s->label == SCRUB_ORGANIZATION && is_house(t, s))
		return false;
	if (next > first + 1 && token_one_of(t, first, firsts))
		return true;
	if (first > 1 && token_sign(t, head, '.'))
		head--;
	if (first > 0 &&
	    (token_few(t, head, &heads) || behind_postcode(t, first) ||
		behind_house(t, before, first, next) || behind_home(t, first)))
		return true;
	if (token_one_of(t, next, states) ||
	    (next > first + 1 && token_one_of(t, next - 1, states)))
		return true;
	/* "use iso on the Wafula kid": whose kid it is */
	if (first > 0 && token_is(t, &t->token[first - 1], "the") &&
	    token_one_of(t, next, young))
		return false;
	return !is_called(t, first, next) &&
	       (token_one_of(t, next, callers) ||
		   (s->label == SCRUB_NAME && token_one_of(t, next, there)) ||
		   behind_of(t, first) ||
		   (first > 0 && token_one_of(t, first - 1, of_there)) ||
		   (next > first + 1 && token_one_of(t, next - 1, callers)) ||
		   (s->label == SCRUB_NAME && behind_way(t, first)) ||
		   in_address(t, first));
}

/* "PAUD Kuncup Melati", "Penhallow Dairies". */
static bool
is_firm(const struct text *t, const struct span *s)
{
	static const char *const begins[] = {"cv", "ud", "sma", "sman", "smk",
	    "smkn", "smpn", "sdn", "smak", "paud", "rsgm", "rsi", "rsia",
	    "rsud", "rsup", "labkesda", "kolej", "panti", "kantor", "pabrik",
	    "perkebunan", "pondok", "pesantren", "universitas", "univ",
	    "yayasan", "puskesmas", "pusk", "pkm", "pt", "rsal", "rsau",
	    "rumkit", "polindes", "poltekkes", "poltek", "slb", "tk", "fk",
	    "rm", "warung", "katering", "laundry", "konveksi", "spbu",
	    "polres", "polsek", "lantamal", "bpr", "bri", "kri", "gpib",
	    "darul", "majelis", "pusat", "apotek", "klinik", NULL};
	FEW(closes, "opticians", "dairies", "dairy", "abattoir", "surgicenter",
	    "montessori", "grooming", "motors", "builders", "roofing", "labs",
	    "laboratories", "steel", "coaches", "mining", "electrical",
	    "fisheries", "neurosciences", "lithotripsy", "logistics",
	    "quarries", "foundry", "brewery", "bakery", "haulage", "shipping",
	    "airlines", "airways", "plumbing", "tyres", "freight", "sawmill",
	    "vineyards", "orchards", "foods", "meats", "textiles", "industries",
	    "engineering", "optometry", "vidyalaya");
	const size_t first = text_token_from(t, s->begin),
		     next = text_token_from(t, s->end);

	return next > first + 1 && (token_one_of(t, first, begins) ||
				       token_few(t, next - 1, &closes));
}

/* What is called after the street that it stands in. */
static bool
is_house_word(const struct text *t, size_t i)
{
	static const char *const words[] = {"surgery", "practice", "fertility",
	    "pathology", "imaging", "radiology", "renal", "dialysis", "physio",
	    "physiotherapy", "orthodontics", "primary", "cardiology", "dental",
	    "ivf", "endoscopy", "maternity", "hospice", "manor", "mosque",
	    "opticians", "vets", "veterinary", "synagogue", NULL};

	return i < t->token_count &&
	       (t->token[i].cues & CUE_ORG || token_one_of(t, i, words));
}

/* Does it end with what streets are called, or one word behind that? */
static bool
is_road(const struct text *t, size_t first, size_t next)
{
	static const char *const roads[] = {"street", "st", "road", "rd",
	    "lane", "avenue", "ave", "drive", "crescent", "terrace", "way",
	    "court", "close", "place", "square", "boulevard", "parade", "row",
	    NULL};

	return token_one_of(t, next - 1, roads) ||
	       (next > first + 2 && token_one_of(t, next - 2, roads));
}

void
place_houses(const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < found->count; i++) {
		struct span *const s = &found->at[i];
		size_t first, next;

		if (s->label != SCRUB_LOCATION ||
		    strcmp(s->rule, "street") != 0)
			continue;
		first = text_token_from(t, s->begin);
		next = text_token_from(t, s->end);
		/* "12 Harbour Road, surgery at 4" */
		if (next < first + 2 || t->token[first].kind != TOKEN_WORD ||
		    !is_road(t, first, next))
			continue;
		if (is_house_word(t, next - 1) ||
		    (is_house_word(t, next) && t->token[next].space_before &&
			t->token[next].letter_case ==
			    t->token[next - 1].letter_case) ||
		    (next + 1 < t->token_count &&
			t->token[next + 1].cues & CUE_ORG &&
			t->token[next].letter_case == CASE_TITLE &&
			t->token[next + 1].letter_case == CASE_TITLE &&
			t->token[next].space_before &&
			t->token[next + 1].space_before))
			s->label = SCRUB_ORGANIZATION;
	}
}

void
place_names(const struct text *t, struct spans *names)
{
	for (size_t i = 0; i < names->count; i++) {
		struct span *s = &names->at[i];

		if ((s->label == SCRUB_NAME || s->label == SCRUB_LOCATION) &&
		    is_firm(t, s))
			s->label = SCRUB_ORGANIZATION;
		else if ((s->label == SCRUB_NAME ||
			     s->label == SCRUB_ORGANIZATION) &&
			 is_place(t, i > 0 ? s - 1 : NULL, s))
			s->label = SCRUB_LOCATION;
	}
}
