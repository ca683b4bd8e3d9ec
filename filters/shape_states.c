/* SPDX-License-Identifier: MIT */
/* Postcodes behind the name of a state or province: "Oregon 97019". */
#include "lexeme.h"

/*
 * Each with the first digits that its postcodes have (three of a ZIP code, two
 * of an Indonesian one, one of an Australian), so that a number behind a
 * person called Virginia is no postcode of hers.
 * Source: USPS Publication 65; Pos Indonesia; Australia Post.
 */
struct state {
	const char *before, *name, *short_form;
	uint16_t from, to, more_from, more_to;
	bool person; /* a given name, too: its digits must fit */
};

/* clang-format off */
static const struct state zip[] = {
	{NULL, "alabama", "al", 350, 369, 0, 0, false},
	{NULL, "alaska", "ak", 995, 999, 0, 0, false},
	{NULL, "arizona", "az", 850, 865, 0, 0, false},
	{NULL, "arkansas", "ar", 716, 729, 0, 0, false},
	{NULL, "california", "ca", 900, 961, 0, 0, false},
	{NULL, "colorado", "co", 800, 816, 0, 0, false},
	{NULL, "connecticut", "ct", 60, 69, 0, 0, false},
	{NULL, "delaware", "de", 197, 199, 0, 0, false},
	{NULL, "florida", "fl", 320, 349, 0, 0, false},
	{NULL, "georgia", "ga", 300, 319, 398, 399, true},
	{NULL, "hawaii", "hi", 967, 968, 0, 0, false},
	{NULL, "idaho", "id", 832, 838, 0, 0, false},
	{NULL, "illinois", "il", 600, 629, 0, 0, false},
	{NULL, "indiana", "in", 460, 479, 0, 0, true},
	{NULL, "iowa", "ia", 500, 528, 0, 0, false},
	{NULL, "kansas", "ks", 660, 679, 0, 0, false},
	{NULL, "kentucky", "ky", 400, 427, 0, 0, false},
	{NULL, "louisiana", "la", 700, 714, 0, 0, false},
	{NULL, "maine", "me", 39, 49, 0, 0, false},
	{NULL, "maryland", "md", 206, 219, 0, 0, false},
	{NULL, "massachusetts", "ma", 10, 27, 55, 55, false},
	{NULL, "michigan", "mi", 480, 499, 0, 0, false},
	{NULL, "minnesota", "mn", 550, 567, 0, 0, false},
	{NULL, "mississippi", "ms", 386, 397, 0, 0, false},
	{NULL, "missouri", "mo", 630, 658, 0, 0, false},
	{NULL, "montana", "mt", 590, 599, 0, 0, true},
	{NULL, "nebraska", "ne", 680, 693, 0, 0, false},
	{NULL, "nevada", "nv", 889, 898, 0, 0, true},
	{"new", "hampshire", "nh", 30, 38, 0, 0, false},
	{"new", "jersey", "nj", 70, 89, 0, 0, false},
	{"new", "mexico", "nm", 870, 884, 0, 0, false},
	{"new", "york", "ny", 100, 149, 5, 63, false},
	{"north", "carolina", "nc", 270, 289, 0, 0, false},
	{"south", "carolina", "sc", 290, 299, 0, 0, false},
	{"north", "dakota", "nd", 580, 588, 0, 0, false},
	{"south", "dakota", "sd", 570, 577, 0, 0, false},
	{NULL, "ohio", "oh", 430, 459, 0, 0, false},
	{NULL, "oklahoma", "ok", 730, 749, 0, 0, false},
	{NULL, "oregon", "or", 970, 979, 0, 0, false},
	{NULL, "pennsylvania", "pa", 150, 196, 0, 0, false},
	{"rhode", "island", "ri", 28, 29, 0, 0, false},
	{NULL, "tennessee", "tn", 370, 385, 0, 0, false},
	{NULL, "texas", "tx", 750, 799, 733, 733, false},
	{NULL, "utah", "ut", 840, 847, 0, 0, false},
	{NULL, "vermont", "vt", 50, 59, 0, 0, false},
	{"west", "virginia", "wv", 247, 268, 0, 0, false},
	{NULL, "virginia", "va", 220, 246, 201, 201, true},
	{NULL, "washington", "wa", 980, 994, 0, 0, true},
	{NULL, "wisconsin", "wi", 530, 549, 0, 0, false},
	{NULL, "wyoming", "wy", 820, 831, 0, 0, false},
	{"puerto", "rico", "pr", 6, 9, 0, 0, false},
};

static const struct state kode_pos[] = {
	{NULL, "aceh", NULL, 23, 24, 0, 0, false},
	{"sumatera", "utara", "sumut", 20, 22, 0, 0, false},
	{"sumatera", "barat", "sumbar", 25, 27, 0, 0, false},
	{NULL, "riau", NULL, 28, 29, 0, 0, false},
	{"sumatera", "selatan", "sumsel", 30, 32, 0, 0, false},
	{NULL, "lampung", NULL, 34, 35, 0, 0, false},
	{NULL, "jambi", NULL, 36, 37, 0, 0, false},
	{NULL, "bengkulu", NULL, 38, 39, 0, 0, false},
	{NULL, "jakarta", "dki", 10, 14, 0, 0, false},
	{NULL, "banten", NULL, 15, 15, 42, 42, false},
	{"jawa", "barat", "jabar", 16, 17, 40, 46, false},
	{"jawa", "tengah", "jateng", 50, 59, 0, 0, false},
	{"jawa", "timur", "jatim", 60, 69, 0, 0, false},
	{NULL, "yogyakarta", "diy", 55, 55, 0, 0, false},
	{NULL, "bali", NULL, 80, 82, 0, 0, true},
	{NULL, "ntb", NULL, 83, 84, 0, 0, false},
	{NULL, "ntt", NULL, 85, 87, 0, 0, false},
	{"kalimantan", "barat", "kalbar", 78, 79, 0, 0, false},
	{"kalimantan", "tengah", "kalteng", 73, 74, 0, 0, false},
	{"kalimantan", "selatan", "kalsel", 70, 72, 0, 0, false},
	{"kalimantan", "timur", "kaltim", 75, 77, 0, 0, false},
	{"sulawesi", "selatan", "sulsel", 90, 92, 0, 0, false},
	{"sulawesi", "tenggara", "sultra", 93, 93, 0, 0, false},
	{"sulawesi", "tengah", "sulteng", 94, 94, 0, 0, false},
	{"sulawesi", "utara", "sulut", 95, 95, 0, 0, false},
	{NULL, "gorontalo", NULL, 96, 96, 0, 0, false},
	{NULL, "maluku", NULL, 97, 97, 0, 0, false},
	{NULL, "papua", NULL, 98, 99, 0, 0, false},
	{NULL, "bandung", NULL, 40, 40, 0, 0, false},
	{NULL, "surabaya", NULL, 60, 60, 0, 0, false},
	{NULL, "semarang", NULL, 50, 50, 0, 0, false},
	{NULL, "medan", NULL, 20, 20, 0, 0, true},
	{NULL, "makassar", NULL, 90, 90, 0, 0, false},
	{NULL, "denpasar", NULL, 80, 80, 0, 0, false},
};

static const struct state australian[] = {
	{"south", "wales", "nsw", 2, 2, 0, 0, false},
	{NULL, "victoria", "vic", 3, 3, 0, 0, true},
	{NULL, "queensland", "qld", 4, 4, 0, 0, false},
	{"south", "australia", NULL, 5, 5, 0, 0, false},
	{"western", "australia", NULL, 6, 6, 0, 0, false},
	{NULL, "tasmania", "tas", 7, 7, 0, 0, false},
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Does the state's name end in the lexeme at `at`? */
static bool
is_named(const struct lexemes *l, const struct state *s, size_t at)
{
	if (s->short_form && lexeme_is(l, at, s->short_form))
		return lexeme_upper(l, at) && !l->t->all_caps;
	return lexeme_is(l, at, s->name) &&
	       (!s->before ||
		   (l->at[at].gap == 1 && lexeme_is(l, at - 1, s->before)));
}

static bool
fits(const struct state *s, unsigned first)
{
	return (first >= s->from && first <= s->to) ||
	       (first >= s->more_from && first <= s->more_to && s->more_to);
}

/* 0: no state of this table is before the number. */
static unsigned
certainty_in(const struct state *table, size_t count, const struct lexemes *l,
    size_t at, unsigned first)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_named(l, &table[i], at))
			continue;
		if (fits(&table[i], first))
			return 90;
		/* Short forms are words in many other places. */
		return table[i].person || l->at[at].letters < 4 ? 0 : 75;
	}
	return 0;
}

unsigned
shape_behind_state(const struct lexemes *l, size_t i)
{
	const char *s = l->t->fold + l->at[i].begin;
	const size_t len = l->at[i].end - l->at[i].begin;
	const bool comma = lexeme_punct(l, i - 1, ',');
	const size_t at = i - 1 - comma;
	unsigned first, sure;

	if (l->at[i].gap != 1 || (len != 4 && len != 5) ||
	    (comma && l->at[i - 1].gap) || !l->at[at].letters ||
	    l->at[at].taken || lexeme_unit(l, i + 1))
		return 0;
	first = (unsigned)(s[0] - '0');
	if (len == 4)
		return certainty_in(
		    australian, COUNT(australian), l, at, first);
	first = first * 10 + (unsigned)(s[1] - '0');
	sure = certainty_in(kode_pos, COUNT(kode_pos), l, at, first);
	first = first * 10 + (unsigned)(s[2] - '0');
	return sure ? sure : certainty_in(zip, COUNT(zip), l, at, first);
}

static bool
state_begins(const struct text *t, size_t i, const struct state *s)
{
	if (!s->before)
		return token_is(t, &t->token[i], s->name);
	return i + 1 < t->token_count && token_is(t, &t->token[i], s->before) &&
	       token_is(t, &t->token[i + 1], s->name);
}

bool
shape_is_state(const struct text *t, size_t token)
{
	for (size_t i = 0; i < COUNT(zip); i++)
		if (!zip[i].person && state_begins(t, token, &zip[i]))
			return true;
	for (size_t i = 0; i < COUNT(kode_pos); i++)
		if (kode_pos[i].before && state_begins(t, token, &kode_pos[i]))
			return true;
	return false;
}
