/* SPDX-License-Identifier: MIT */
/* What kind of place it is, before its name, and which part of it, behind. */
#include "redact.h"

#include <string.h>

#include "lang/cue.h"
#include "lang/lexicon.h"
#include "words.h"

#define PARTS_MOST 4u /* of one address, on each side of what was found */

/* The token that ends right before `at`, a blank between; else token_count. */
static size_t
before(const struct text *t, uint32_t at)
{
	size_t i;

	if (at < 2)
		return t->token_count;
	i = text_token_from(t, at);
	if (i == 0 || t->token[i - 1].end + 1 < at)
		return t->token_count;
	return i - 1;
}

/* Words that only a place has before its name, "kali [brantas]"; whatever the
 * name is, or of what is known to be a place. */
static bool
is_noun(const struct text *t, size_t i, bool any)
{
	FEW(sure, "bandara", "bendungan", "bundaran", "bypass", "curug",
	    "danau", "dermaga", "desa", "distrik", "ds", "dsn", "dukuh",
	    "dusun", "gampong", "gedung", "gerbang", "halte", "huta",
	    "jembatan", "jorong", "kab", "kabupaten", "kampung", "kavling",
	    "kec", "kecamatan", "kelurahan", "kepulauan", "komplek", "kompleks",
	    "kp", "lembah", "lereng", "nagari", "nether", "paviliun",
	    "pelabuhan", "perempatan", "pertigaan", "perum", "perumahan",
	    "perumnas", "pulau", "rusun", "rusunawa", "sei", "selat", "simpang",
	    "stasiun", "sungai", "tanjakan", "telaga", "teluk", "tol", "tpi",
	    "tugu", "underpass", "waduk", "wae");
	FEW(other, "alun", "alun2", "apartemen", "asrama", "aula", "banjar",
	    "block", "brgy", "cape", "cluster", "fort", "gang", "gate", "gg",
	    "gor", "great", "gudang", "gunung", "helipad", "hmp", "isle", "kav",
	    "kebon", "kep", "komp", "lake", "lapangan", "lapas", "lingk",
	    "lobi", "loch", "lorong", "lot", "lough", "lower", "mess", "mount",
	    "mushola", "pasar", "pavilion", "pesisir", "pinggir", "plot",
	    "pondok", "puncak", "rutan", "sector", "tebing", "tepi", "tower",
	    "upper", "villa", "wisma");

	if (i >= t->token_count || t->token[i].kind != TOKEN_WORD)
		return false;
	/* "2 kali Brantas": so often; "kali Budi": perhaps; and the river */
	if (token_is(t, &t->token[i], "kali"))
		return !any &&
		       (i == 0 || (t->token[i - 1].kind != TOKEN_NUMBER &&
				      !(t->token[i - 1].lists & LIST_NUMBER)));
	return token_few(t, i, &sure) || (!any && token_few(t, i, &other));
}

/* "asrama polisi [Sukabumi]": what for, between the noun and the name. */
static bool
is_sort(const struct text *t, size_t i)
{
	FEW(sorts, "area", "bensin", "bpn", "haji", "induk", "karyawan",
	    "kodim", "mahasiswa", "nelayan", "over", "polisi", "rakyat",
	    "serbaguna", "tentara", "tni", "tol", "warga");
	FEW(heads, "asrama", "fly", "gedung", "gerbang", "komplek", "kompleks",
	    "mess", "pasar", "perum", "perumahan", "pom", "rest", "terminal",
	    "wisma");

	return i > 0 && token_few(t, i, &sorts) && token_few(t, i - 1, &heads);
}

/* A room by its number has no such noun. */
static bool
is_room(const struct text *t, size_t i)
{
	FEW(rooms, "bay", "bed", "kamar", "ok", "or", "ot", "room", "ruang",
	    "theater", "theatre", "ward");

	return t->token[i].kind != TOKEN_WORD || token_few(t, i, &rooms);
}

/* "[... street]", "[banana island]": houses there have numbers. */
static bool
has_houses(const struct text *t, const struct span *s)
{
	FEW(roads, "ave", "avenue", "close", "colony", "court", "crescent",
	    "dr", "drive", "estate", "gardens", "gate", "island", "jalan",
	    "jln", "lane", "layout", "nagar", "place", "rd", "road", "row",
	    "sokak", "st", "street", "terrace", "way");

	for (size_t i = text_token_from(t, s->begin);
	     i < t->token_count && t->token[i].begin < s->end; i++)
		if (token_few(t, i, &roads))
			return true;
	return false;
}

/* "22b [king street]", "no. 45 [gandhi nagar]", "sector 22 [chandigarh]": the
 * house's number and what it is called; s->begin: there is none. */
static uint32_t
over_house(const struct text *t, const struct span *s, size_t i, bool alone)
{
	FEW(houses, "apt", "blk", "block", "flat", "house", "lot", "no", "plot",
	    "sector", "unit", "villa");
	const size_t last = i;
	size_t word;

	if (t->token[i].kind != TOKEN_NUMBER && t->token[i].kind != TOKEN_MIXED)
		return s->begin;
	while (i > 1 &&
	       (token_sign(t, i - 1, '/') || token_sign(t, i - 1, '-')) &&
	       !t->token[i].space_before && !t->token[i - 1].space_before)
		i -= 2;
	if (i == 0)
		return alone && has_houses(t, s) ? t->token[i].begin : s->begin;
	word = i - 1 - (i > 1 && token_sign(t, i - 1, '.'));
	if (!token_few(t, word, &houses))
		return alone && has_houses(t, s) &&
			       t->token[last].end - t->token[i].begin < 6
			   ? t->token[i].begin
			   : s->begin;
	if (token_is(t, &t->token[word], "no") && word > 0 &&
	    (token_is(t, &t->token[word - 1], "h") ||
		token_is(t, &t->token[word - 1], "house")))
		word--;
	return t->token[word].begin;
}

/* One part more before the span; false: there is none. */
static bool
take_one_before(const struct text *t, struct span *s)
{
	const size_t first = text_token_from(t, s->begin);
	size_t i = before(t, s->begin);
	uint32_t begin;

	if (i >= t->token_count || first >= t->token_count || is_room(t, first))
		return false;
	/* "Lot 8, [Mango Ridge]", "No. 4-11-7, [Nishi-Ogu]" */
	if (token_sign(t, i, ',') && i > 1) {
		begin = over_house(t, s, i - 1, false);
		i = t->token_count;
	} else if (token_sign(t, i, '.') && i > 0 &&
		   !t->token[i].space_before) {
		i--; /* "kec. [Ngimbang]" */
		/* "P. [Buru]", "link. [Pakelan]" */
		begin = token_is(t, &t->token[i], "p") ||
				token_is(t, &t->token[i], "link")
			    ? t->token[i].begin
			    : s->begin;
	} else if (t->token[first].space_before) {
		begin = over_house(t, s, i, true);
	} else {
		return false;
	}
	if (is_noun(t, i, false))
		begin = t->token[i].begin;
	else if (is_sort(t, i))
		begin = t->token[i - 1].begin;
	if (begin >= s->begin)
		return false;
	s->begin = begin;
	return true;
}

/* "kep. [Talaud]", "gerbang [Teuku]": people, but behind such a word. */
static void
find_named(const struct text *t, struct span *s)
{
	size_t i = before(t, s->begin);

	if (s->label != SCRUB_NAME || s->person || i >= t->token_count ||
	    strcmp(s->layer, "context") != 0)
		return;
	if (token_sign(t, i, '.') && i > 0 && !t->token[i].space_before)
		i--;
	else if (t->token[i].end == s->begin)
		return;
	if (is_noun(t, i, true) && t->token[i].space_before == (i > 0))
		s->label = SCRUB_LOCATION;
}

/* "3", "12b", "d3", "XI", "c" in "tower c": which of them. */
static bool
is_which(const struct text *t, size_t i)
{
	FEW(words, "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh",
	    "delapan", "sembilan", "dasar", "bawah", "atas", "ii", "iii", "iv",
	    "vi", "vii", "viii", "ix", "xi", "xii");
	const struct token *w = &t->token[i];

	if (i >= t->token_count || !w->space_before || w->end - w->begin > 5)
		return false;
	return w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED ||
	       (w->kind == TOKEN_WORD &&
		   (w->end - w->begin == 1 || token_few(t, i, &words)));
}

/* "d3/5", "02/rw": the last token of a number of which token i is the first. */
static size_t
over_number(const struct text *t, size_t i)
{
	while (i + 2 < t->token_count && !t->token[i + 1].space_before &&
	       !t->token[i + 2].space_before &&
	       (token_sign(t, i + 1, '/') || token_sign(t, i + 1, '-')) &&
	       (t->token[i + 2].kind == TOKEN_NUMBER ||
		   t->token[i + 2].kind == TOKEN_MIXED))
		i += 2;
	return i;
}

FEW(parts, "blok", "gang", "gd", "gedung", "gg", "kav", "kls", "lantai", "los",
    "lt", "no", "nomor", "rt", "rw", "tower");

/* "lantai 2", "blok c", "no. 31", "9th floor" from token i on: its last token;
 * token_count: none. */
static size_t
over_part(const struct text *t, size_t i)
{
	const size_t none = t->token_count;
	size_t at = i + 1;

	if (i >= none)
		return none;
	if (t->token[i].kind == TOKEN_MIXED && at < none &&
	    token_is(t, &t->token[at], "floor"))
		return at;
	if (!token_few(t, i, &parts))
		return none;
	at += token_sign(t, at, '.');
	return is_which(t, at) ? over_number(t, at) : none;
}

/* "[wurukum] roundabout", "[theatre 2] annex": what kind of place it is, which
 * a word behind its name says. */
static size_t
over_kind(const struct text *t, const struct span *s, size_t i)
{
	FEW(rooms, "annex", "annexe", "corridor", "dayroom", "verandah");
	FEW(units, "aft", "hdu", "ortho", "prep", "recovery", "store");
	FEW(kinds, "arch", "bridge", "causeway", "colony", "crossing",
	    "entrance", "estate", "exit", "ghat", "gulch", "highway", "island",
	    "jetty", "junction", "lane", "market", "motorway", "pass", "pier",
	    "road", "roundabout", "settlement", "street", "tube", "turnoff",
	    "village", "viaduct", "wharf");
	static const char *const pairs[][2] = {{"anaesthetic", "room"},
	    {"border", "post"}, {"bus", "stop"}, {"lift", "lobby"},
	    {"prep", "room"}, {"ring", "road"}, {"side", "room"},
	    {"side", "ward"}, {"taxi", "rank"}, {"tram", "stop"},
	    {"truck", "stop"}};
	const size_t none = t->token_count;

	/* "ward 4 entrance criteria" */
	if (token_few(t, i, &rooms) ||
	    (token_few(t, i, &units) && t->fold[s->end - 1] <= '9' &&
		redact_ends_at(t, i + 1)) ||
	    (token_few(t, i, &kinds) &&
		(t->fold[s->end - 1] > '9' || redact_ends_at(t, i + 1))))
		return i;
	for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++)
		if (i + 1 < none && token_is(t, &t->token[i], pairs[k][0]) &&
		    token_is(t, &t->token[i + 1], pairs[k][1]))
			return i + 1;
	return none;
}

/* "[arjuna] 305", "[Kalianak Barat] 61"; not "from [Charleville ETA] 40", nor
 * "dari [Bogor] 45", which is an age. */
static bool
is_door(const struct text *t, const struct span *s, size_t i)
{
	const struct token *w = &t->token[i];
	const size_t first = text_token_from(t, s->begin);

	if (!t->all_caps && w[-1].letter_case == CASE_UPPER)
		return false;
	if (w->end - w->begin == 2)
		return first + 1 < i &&
		       !(first > 0 && t->token[first - 1].cues & CUE_FROM);
	return w->end - w->begin < 4;
}

/* "[rawa belong] 4c", "[arjuna] 305,": the house's or the bed's. */
static size_t
over_code(const struct text *t, const struct span *s, size_t i)
{
	/* "[brgy] 176 [Caloocan]" */
	FEW(areas, "barangay", "blk", "block", "brgy", "chak", "kelas",
	    "sector", "sektor", "zone");
	const struct token *w = &t->token[i];
	const size_t last = over_number(t, i);
	const bool ends = redact_ends_at(t, last + 1);

	if (i > 0 &&
	    (token_few(t, i - 1, &parts) || token_few(t, i - 1, &areas)) &&
	    is_which(t, i) && w->end - w->begin < 4)
		return last;
	if (strcmp(s->layer, "context") != 0 || !ends)
		return t->token_count;
	if (w->kind == TOKEN_NUMBER)
		return is_door(t, s, i) ? last : t->token_count;
	/* "Solo C4": a vertebra */
	if (w->kind != TOKEN_MIXED || w->end - w->begin > 4 ||
	    (last == i && strchr("ctls", t->fold[w->begin]) &&
		!memchr(t->fold + s->begin, ' ', s->end - s->begin)))
		return t->token_count;
	return last;
}

/* "[sungai raya] dalam,": which end of it, and the clause is over. */
static size_t
over_end(const struct text *t, size_t i)
{
	FEW(ends, "atas", "barat", "bawah", "buntu", "dalam", "hilir", "hulu",
	    "ilir", "kidul", "kulon", "lama", "lor", "pojok", "selatan",
	    "tengah", "timur", "ujung", "utara", "wetan");

	return token_few(t, i, &ends) && t->token[i].space_before &&
		       (i + 1 >= t->token_count ||
			   t->token[i + 1].kind == TOKEN_PUNCT)
		   ? i
		   : t->token_count;
}

/* "[14 mill lane], upper heyford": where capitals tell nothing, two words of
 * which the first is none but a place's, and the clause is over. */
static size_t
over_small_town(const struct text *t, size_t i)
{
	FEW(heads, "chipping", "east", "great", "isle", "little", "long",
	    "lower", "market", "much", "nether", "new", "north", "old", "port",
	    "saint", "south", "st", "upper", "west");
	const unsigned said = WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT;
	const size_t at = i + 1;

	if (!(t->no_caps || t->all_caps) || !token_few(t, i, &heads) ||
	    at >= t->token_count || t->token[at].kind != TOKEN_WORD ||
	    t->token[at].end - t->token[at].begin < 4 ||
	    t->token[at].words & said || !redact_ends_at(t, at + 1))
		return t->token_count;
	return at;
}

static void
take_behind(const struct text *t, struct span *s)
{
	for (size_t part = 0; part < PARTS_MOST; part++) {
		size_t i = text_token_from(t, s->end), last;
		const bool comma = token_sign(t, i, ',');

		/* "[blok c].14" */
		if (i > 0 && i + 1 < t->token_count && token_sign(t, i, '.') &&
		    !t->token[i].space_before &&
		    !t->token[i + 1].space_before &&
		    t->token[i + 1].kind == TOKEN_NUMBER &&
		    t->token[i - 1].end - t->token[i - 1].begin == 1) {
			s->end = t->token[i + 1].end;
			continue;
		}
		i += comma;
		if (i >= t->token_count || !t->token[i].space_before ||
		    t->token[i].begin > s->end + 1 + comma)
			return;
		last = over_part(t, i);
		if (last >= t->token_count && comma)
			last = over_small_town(t, i);
		if (last >= t->token_count && !comma)
			last = over_kind(t, s, i);
		if (last >= t->token_count && !comma)
			last = over_code(t, s, i);
		if (last >= t->token_count && !comma)
			last = over_end(t, i);
		if (last >= t->token_count)
			return;
		s->end = t->token[last].end;
	}
}

/* "dr [Palu] barat belum datang": nobody is called after a side. */
static void
find_side(const struct text *t, struct span *s)
{
	FEW(sides, "barat", "hilir", "hulu", "ilir", "selatan", "tengah",
	    "timur", "utara");
	const size_t first = text_token_from(t, s->begin),
		     i = text_token_from(t, s->end);

	if (s->label != SCRUB_NAME || s->person || first == 0 ||
	    !(t->token[first - 1].cues & (CUE_FROM | CUE_LIVES)))
		return;
	/* "from [hawke]'s bay" */
	if (i + 2 < t->token_count && token_is(t, &t->token[i + 1], "s") &&
	    token_sign(t, i, '\'') && t->token[i].begin == s->end &&
	    t->token[i + 2].lists & LIST_PLACE_NOUN) {
		s->label = SCRUB_LOCATION;
		s->end = t->token[i + 2].end;
		return;
	}
	/* "dari Budi tengah malam" */
	if (!token_few(t, i, &sides) || t->token[i].begin != s->end + 1 ||
	    t->norm[s->end] != ' ' ||
	    (token_is(t, &t->token[i], "tengah") && !redact_ends_at(t, i + 1)))
		return;
	s->label = SCRUB_LOCATION;
	s->end = t->token[i].end;
}

/* "turunin ke [arjuna] 4, spo2 98": a ward, as nobody has a number. */
static void
find_ward(const struct text *t, struct span *s)
{
	const uint64_t way = CUE_FROM | CUE_TO | CUE_IN | CUE_AT;
	const size_t first = text_token_from(t, s->begin),
		     i = text_token_from(t, s->end);
	const struct token *w = &t->token[i];

	if (s->label != SCRUB_NAME || s->person || first == 0 ||
	    i >= t->token_count || strcmp(s->layer, "context") != 0 ||
	    !(t->token[first - 1].cues & way) ||
	    t->token[first - 1].cues & CUE_TITLE || i != first + 1 ||
	    w->kind != TOKEN_NUMBER || w->end - w->begin > 2 ||
	    w->begin != s->end + 1 ||
	    (i + 1 < t->token_count && (t->token[i + 1].kind != TOKEN_PUNCT ||
					   !redact_ends_at(t, i + 1))))
		return;
	s->label = SCRUB_LOCATION;
	s->end = w->end;
}

void
redact_areas(const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < found->count; i++) {
		struct span *const s = &found->at[i];
		const uint32_t begin = s->begin, end = s->end;

		find_side(t, s);
		find_named(t, s);
		find_ward(t, s);
		if (s->label != SCRUB_LOCATION || s->person)
			continue;
		for (size_t k = 0; k < PARTS_MOST; k++)
			if (!take_one_before(t, s))
				break;
		take_behind(t, s);
		if (i > 0 && s->begin < s[-1].end)
			s->begin =
			    s[-1].label != s->label
				? begin
				: t->token[text_token_from(t, s[-1].end)].begin;
		if (i + 1 < found->count && s->end > s[1].begin)
			s->end =
			    s[1].label != s->label
				? end
				: t->token[text_token_from(t, s[1].begin) - 1]
				      .end;
	}
}

/* "from [king]'s [lynn]", "[sutton]-on-[trent]": nobody's, behind where
 * somebody comes from, or with such a word between. */
bool
redact_one_town(
    const struct text *t, const struct span *a, const struct span *b)
{
	static const char *const ties[] = {"-on-", "-upon-", "-in-", "-le-",
	    "-next-", "-super-", "-under-", "-y-", NULL};
	const size_t first = text_token_from(t, a->begin);
	const size_t gap = b->begin - a->end;

	if (a->label > SCRUB_LOCATION || b->label > SCRUB_LOCATION ||
	    a->person != 0 || b->person != 0 || first >= t->token_count)
		return false;
	for (size_t k = 0; ties[k]; k++)
		if (strlen(ties[k]) == gap &&
		    memcmp(t->fold + a->end, ties[k], gap) == 0)
			return true;
	return gap == 3 && memcmp(t->fold + a->end, "'s ", 3) == 0 &&
	       first > 0 && t->token[first - 1].cues & CUE_FROM;
}
