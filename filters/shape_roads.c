/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

/* Roads by their number, and places by their coordinates. */

/* 51.5074, -0.1278: four and more decimals, twice. */
void
shape_coordinates(struct lexemes *l, size_t i)
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

/* A word of the road or of what happens there. */
static bool
is_traffic(const struct lexemes *l, size_t i)
{
	static const char *const words[] = {"accident", "collision", "crash",
	    "crashed", "eastbound", "exit", "extricated", "hit", "interchange",
	    "junction", "mva", "mvc", "northbound", "overturned", "pile-up",
	    "pileup", "rolled", "rollover", "roundabout", "rta", "rtc", "slip",
	    "southbound", "services", "stuck", "toll", "traffic", "westbound",
	    NULL};

	return lexeme_in(l, i, words);
}

/* "the A470", "M4 westbound", "RTC on the a9", "the N2 pileup": a road of
 * Britain or South Africa. */
static bool
is_british_road(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];
	const char c = l->t->fold[x->begin];
	const size_t the = i - lexeme_is(l, i - 1, "the");

	if (l->lang == SCRUB_ID_ID || !strchr("abjmnr", c) || x->letters != 1 ||
	    x->end - x->begin != x->digits + 1u || x->digits > 4)
		return false;
	if (lexeme_is(l, i - 1, "road") && x->digits > 1)
		return true; /* "road B6417" */
	if (is_traffic(l, i + 1) || is_traffic(l, the - 1) ||
	    is_traffic(l, the - 2))
		return true;
	if (c != 'a' && c != 'm')
		return false;
	if (lexeme_is(l, the - 1, "off") &&
	    lexeme_in(l, the - 2,
		(const char *const[]){"came", "went", "slid", "ran", NULL}))
		return true;
	return the < i && x->digits > 1 &&
	       lexeme_in(l, the - 1,
		   (const char *const[]){"along", "down", "from", "near", "off",
		       "on", "up", "via", NULL});
}

/* "crash on the 401", "driving it up the 405", "stuck on the PIE": the road
 * that stands at i, behind "the". */
void
shape_called_road(struct lexemes *l, size_t i)
{
	FEW(along, "along", "down", "from", "off", "on", "up", "via");
	FEW(goes, "came", "coming", "courier", "drive", "driven", "driving",
	    "drove", "ran", "travelling", "traveling");
	/* of Singapore and Toronto */
	FEW(roads, "aye", "bke", "cte", "dvp", "ecp", "kje", "kpe", "pie",
	    "qew", "sle", "tpe");
	const size_t way = i - 2;
	const bool number = l->at[i].kind == LEX_INT && l->at[i].digits == 3;
	const bool letters = lexeme_few(l, i, &roads) &&
			     (lexeme_upper(l, i) || lexemes_small(l));

	if (l->lang == SCRUB_ID_ID || !lexeme_is(l, i - 1, "the") ||
	    !lexeme_few(l, way, &along) || l->at[i].gap != 1 ||
	    !(number || letters) || lexeme_unit(l, i + 1))
		return;
	for (size_t k = way - 1, far = 0; far < 5 && l->at[k].kind != LEX_END;
	     k--, far++)
		if (is_traffic(l, k) || lexeme_few(l, k, &goes)) {
			shape_found(
			    l, i, i, SCRUB_LOCATION, "street-route", 70);
			return;
		}
}

/* "on I-95", "off US-101", "the A470". */
void
shape_numbered_road(struct lexemes *l, size_t i)
{
	static const char *const ahead[] = {"at", "on", "off", "near", "along",
	    "from", "via", "the", "to", NULL};
	const char *s = l->t->fold + l->at[i].begin;
	size_t last = i;

	if (is_british_road(l, i)) {
		shape_found(l, i, i, SCRUB_LOCATION, "street-route", 75);
		return;
	}
	if (!lexeme_upper(l, i) ||
	    !(lexeme_in(l, i - 1, ahead) || is_traffic(l, i - 1) ||
		is_traffic(l, i + 1)) ||
	    l->at[i].digits > 3)
		return;
	if ((lexeme_is(l, i + 1, "mile marker") ||
		lexeme_is(l, i + 1, "exit")) &&
	    l->at[i + 2].kind == LEX_INT)
		last = i + 2;
	if ((s[0] == 'i' && s[1] == '-' && l->at[i].letters == 1) ||
	    (s[0] == 'u' && s[1] == 's' && s[2] == '-' &&
		l->at[i].letters == 2))
		shape_found(l, i, last, SCRUB_LOCATION, "street-route", 80);
}

/* "crash on Chapman's Peak Drive": two words and more, all large. */
bool
shape_is_way(const struct lexemes *l, size_t first, size_t last)
{
	FEW(ways, "along", "at", "down", "near", "off", "on", "via");
	size_t words = 0;

	for (size_t k = first; k < last; k++)
		words += l->at[k].letters > 1;
	return words > 1 && lexeme_few(l, first - 1, &ways) &&
	       lexeme_title(l, first) && lexeme_title(l, last) &&
	       !l->t->all_caps;
}
