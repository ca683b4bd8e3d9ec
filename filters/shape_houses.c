/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/*
 * Houses with a number in their name ("SMPN 3 Kalibaru", "from Station 14"),
 * factories called after what they make ("pabrik gula Gondang"), corners of two
 * streets ("at Cherokee and 5th").
 */

#define NAME_MAX 3u /* words behind the number */

FEW(schools, "mi", "min", "mts", "mtsn", "paud", "sd", "sdit", "sdn", "sma",
    "smak", "sman", "smk", "smkn", "smp", "smpit", "smpk", "smpn", "tk");

/* Between the school and its number. */
FEW(sorts, "inpres", "islam", "katolik", "kristen", "muhammadiyah", "negeri",
    "no", "swasta", "terpadu");

static bool
is_name(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	return x->kind == LEX_WORD && !x->taken && x->letters > 2 &&
	       lexeme_title(l, i) && !l->t->all_caps;
}

/* The last of at most `most` capital words from `i` on; i - 1: none. */
static size_t
over_name(const struct lexemes *l, size_t i, unsigned most)
{
	size_t at = i;

	while (at < i + most && l->at[at].gap == 1 && is_name(l, at))
		at++;
	return at - 1;
}

/* "SDN 2 Sukamaju", "SMP Negeri 3 Atambua". */
static void
find_school(struct lexemes *l, size_t i)
{
	size_t first = i - 1;

	if (l->at[i].digits > 3 || l->at[i].gap != 1)
		return;
	if (lexeme_few(l, first, &sorts))
		first--;
	if (!lexeme_few(l, first, &schools) || l->at[first].taken ||
	    (!lexeme_upper(l, first) && !lexemes_small(l)))
		return;
	if (over_name(l, i + 1, NAME_MAX) == i && l->at[first].letters < 3)
		return; /* "SD 2": a deviation */
	shape_found(l, first, over_name(l, i + 1, NAME_MAX), SCRUB_ORGANIZATION,
	    "house-number", 85);
}

/* "SMK Bhakti Nusantara 2,": the number behind its name. */
static void
find_school_behind(struct lexemes *l, size_t i)
{
	size_t first = i;

	if (l->at[i].digits > 2 || l->at[i].gap != 1 || lexeme_unit(l, i + 1) ||
	    l->at[i + 1].kind == LEX_WORD)
		return;
	while (first > 1 && i - first < NAME_MAX && is_name(l, first - 1) &&
	       l->at[first].gap == 1 && !lexeme_few(l, first - 1, &schools))
		first--;
	if (first == i || l->at[first].gap != 1 ||
	    !lexeme_few(l, first - 1, &schools) ||
	    !lexeme_upper(l, first - 1) || l->at[first - 1].taken)
		return;
	shape_found(l, first - 1, i, SCRUB_ORGANIZATION, "house-number", 85);
}

/* "from Station 14": of the fire brigade; "station 7" has nodes. */
static void
find_station(struct lexemes *l, size_t i)
{
	static const char *const ahead[] = {
	    "at", "from", "of", "our", "to", "with", NULL};

	FEW(crews, "battalion", "engine", "ladder", "rescue", "station",
	    "truck");

	if (!lexeme_few(l, i - 1, &crews) || !lexeme_title(l, i - 1) ||
	    l->t->all_caps || !lexeme_in(l, i - 2, ahead) ||
	    l->at[i].digits > 3 || l->at[i].gap != 1 || lexeme_unit(l, i + 1))
		return;
	shape_found(l, i - 1, i, SCRUB_ORGANIZATION, "house-number", 75);
}

/* "at Cherokee and 5th": two streets. */
static void
find_corner(struct lexemes *l, size_t i)
{
	static const char *const ahead[] = {
	    "at", "by", "from", "near", "of", "off", "on", NULL};
	size_t first = i - 2;

	if (l->at[i].value > 1000 || l->at[i + 1].kind == LEX_WORD ||
	    (!lexeme_is(l, i - 1, "and") && !lexeme_punct(l, i - 1, '&')) ||
	    !is_name(l, first))
		return;
	if (l->at[first].gap == 1 && is_name(l, first - 1))
		first--;
	if (lexeme_in(l, first - 1, ahead) || l->at[first - 1].kind == LEX_END)
		shape_found(l, first, i, SCRUB_LOCATION, "street-corner", 75);
}

/* "mva at fifth and elm": an ordinal first, or in small letters. */
static void
find_crossing(struct lexemes *l, size_t i)
{
	static const char *const happens[] = {"accident", "collision", "corner",
	    "crash", "found", "gsw", "mva", "mvc", "ped", "pedestrian", "rta",
	    "rtc", "shooting", "shot", "stabbed", "stabbing", "struck", NULL};
	const struct lexeme *other = &l->at[i + 2];

	if (l->at[i].taken ||
	    (!lexeme_is(l, i + 1, "and") && !lexeme_punct(l, i + 1, '&')) ||
	    other->kind != LEX_WORD || other->taken || other->letters < 3 ||
	    !lexeme_in(l, i - 1, (const char *const[]){"at", "of", "on", NULL}))
		return;
	if (lexeme_in(l, i - 2, happens) || lexeme_in(l, i - 3, happens))
		shape_found(l, i, i + 2, SCRUB_LOCATION, "street-corner", 75);
}

/* "Yonif 871 Rante Mario", "Lapas Kelas IIB", "MAN 3 Wonotirto". */
static void
find_post(struct lexemes *l, size_t i)
{
	static const char *const posts[] = {
	    "kodim", "koramil", "man", "yonif", "yon", "polsek", NULL};

	if (l->at[i].digits > 4 || l->at[i].gap != 1 ||
	    !lexeme_in(l, i - 1, posts) || l->at[i - 1].taken ||
	    (!lexeme_title(l, i - 1) && lexeme_is(l, i - 1, "man")))
		return;
	shape_found(l, i - 1, over_name(l, i + 1, NAME_MAX), SCRUB_ORGANIZATION,
	    "house-number", 80);
}

/* "pabrik gula Gondang Baru": its goods and its name. */
static void
find_factory(struct lexemes *l, size_t i)
{
	size_t last = over_name(l, i + 2, NAME_MAX);

	if (l->at[i + 1].kind != LEX_WORD || l->at[i + 1].gap != 1 ||
	    lexeme_title(l, i + 1) || last == i + 1)
		return;
	shape_found(l, i, last, SCRUB_ORGANIZATION, "house-factory", 80);
}

void
shape_houses(struct lexemes *l)
{
	for (size_t i = 0; (i = lexeme_next(l, i, MAY_PLACE)) < l->count; i++) {
		if (l->at[i].taken)
			continue;
		if (lexeme_is(l, i, "pabrik"))
			find_factory(l, i);
		if (l->at[i].kind == LEX_ORDINAL)
			find_corner(l, i);
		if (l->at[i].kind == LEX_ORDINAL && l->lang != SCRUB_ID_ID)
			find_crossing(l, i);
		if (l->at[i].kind != LEX_INT)
			continue;
		if (l->lang == SCRUB_ID_ID)
			find_post(l, i);
		if (l->lang == SCRUB_ID_ID && !l->at[i].taken)
			find_school(l, i);
		if (l->lang == SCRUB_ID_ID && !l->at[i].taken)
			find_school_behind(l, i);
		else if (l->lang != SCRUB_ID_ID)
			find_station(l, i);
	}
}
