/* SPDX-License-Identifier: MIT */
/* The roster's places and organisations: whole, in short, by their word. */
#include "roster.h"

#include <stdio.h>
#include <string.h>

#include "words.h"

/* Words of a place that is no town. */
static const char *const no_town[] = {"ward", "road", "rd", "street", "lane",
    "avenue", "ave", "drive", "court", "close", "house", "unit", "wing", "bay",
    "room", "route", "highway", "theatre", "theater", "suite", "floor", "or",
    "ot", "ok", "jl", "jalan", "gang", "gg", "ruang", "bangsal", "kamar", NULL};

static bool
may_be_town(const struct text *t)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED)
			return false;
		for (size_t k = 0; no_town[k]; k++) {
			if (token_is(t, w, no_town[k]))
				return false;
		}
	}
	return true;
}

/* What kind of house it is; the name stands before it. */
static const char *const houses[] = {"hospital", "hospitals", "infirmary",
    "medical", "center", "centre", "clinic", "institute", "school", "college",
    "university", "teaching", "general", "children", "childrens", "specialist",
    "health", "heart", "kidney", "base", "royal", "memorial", "rs", "rsud",
    "rsup", "klinik", NULL};

/* "Little Lotus" of "Little Lotus Children's Hospital". */
static bool
take_short_name(struct roster *r, const struct text *t, uint32_t tag)
{
	size_t count = 0, words = 0;

	while (count < t->token_count && !token_one_of(t, count, houses))
		words += t->token[count++].kind != TOKEN_PUNCT;
	if (words < 2 || count == t->token_count)
		return true;
	return phrases_add(&r->places, t, count, tag) == SCRUB_OK;
}

/* Words that the wards are full of, whatever a place is called. */
static bool
everyday(const char *word, size_t len)
{
	for (unsigned lang = 0; lang < SCRUB_LANGS; lang++) {
		uint16_t bits = words_find((enum scrub_lang)lang, word, len);

		if (words_class(bits) == WORD_IS_SAFE && !(bits & WORD_RARE) &&
		    (bits & (WORD_FREQUENT | WORD_MEDICAL | WORD_CURATED)) != 0)
			return true;
	}
	return false;
}

/* A word of a place that is found by itself too: "Rathbeg" of the ward. An
 * ordinary one ("Banksia") where a capital shows it. */
static bool
telling(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	const char *word = t->fold + w->begin;

	return w->kind != TOKEN_PUNCT && w->kind != TOKEN_NUMBER && len > 3 &&
	       !everyday(word, len) && !roster_particle(word, len) &&
	       !token_one_of(t, i, no_town) && !token_one_of(t, i, houses);
}

/* "HCMC" of "Harlan Creek Medical Center"; "pelican bay" of a company. */
static bool
take_short_forms(struct roster *r, const struct text *t, uint32_t tag)
{
	char letters[8];
	size_t count = 0, words = 0, two = 0;
	struct roster_part *p;

	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const size_t len = w->end - w->begin;

		/* St Colman's */
		if (w->kind == TOKEN_PUNCT ||
		    (i > 0 && len == 1 && token_sign(t, i - 1, '\'')))
			continue;
		if (roster_particle(t->fold + w->begin, len) && words > 0)
			continue;
		if (count == sizeof(letters))
			return true;
		letters[count++] = t->fold[w->begin];
		if (++words == 2 && len > 2 && !token_one_of(t, i, houses) &&
		    !token_one_of(t, 0, houses))
			two = i + 1;
	}
	if (words < 3)
		return true;
	if (two > 0 && phrases_add(&r->places, t, two, tag) != SCRUB_OK)
		return false;
	if (roster_part(r, letters, count))
		return true;
	p = roster_add_part(r, letters, count);
	if (!p)
		return false;
	p->label = (uint8_t)SCRUB_ORGANIZATION;
	p->acronym = p->exact = true;
	return true;
}

/* "Theatre no. 4", "theatre 04", "Theatre IV", "theatre four" of Theatre 4. An
 * ordinary word before a number as a word is that: "a minute or two". */
static bool
take_room_forms(struct roster *r, const struct text *t, uint32_t tag)
{
	static const char *const words[][3] = {{"one", "satu", "i"},
	    {"two", "dua", "ii"}, {"three", "tiga", "iii"},
	    {"four", "empat", "iv"}, {"five", "lima", "v"},
	    {"six", "enam", "vi"}, {"seven", "tujuh", "vii"},
	    {"eight", "delapan", "viii"}, {"nine", "sembilan", "ix"},
	    {"ten", "sepuluh", "x"}, {"eleven", "sebelas", "xi"},
	    {"twelve", "duabelas", "xii"}};
	static const char *const before[] = {
	    "0", "no", "nomor", "number", "nr"};
	const size_t last = t->token_count - 1;
	const struct token *w = &t->token[last];
	const size_t len = w->end - w->begin;
	char number[16];
	unsigned value = 0;
	bool good = true;

	if (last == 0 || w->kind != TOKEN_NUMBER || len > 3 ||
	    t->token[last - 1].kind != TOKEN_WORD)
		return true;
	for (size_t i = 0; i < len; i++)
		value = value * 10 + (unsigned)(t->fold[w->begin + i] - '0');
	for (size_t i = 0; good && i < sizeof(before) / sizeof(before[0]);
	     i++) {
		snprintf(number, sizeof(number), "%s%u", before[i], value);
		good = phrases_add_with(&r->places, t, last, number, tag) ==
		       SCRUB_OK;
	}
	for (size_t i = 0; good && i < 3 && value >= 1 && value <= 12 &&
			   (tag & ROSTER_TAG_WEAK) == 0;
	     i++)
		good = phrases_add_with(&r->places, t, last,
			   words[value - 1][i], tag) == SCRUB_OK;
	explicit_bzero(number, sizeof(number));
	return good;
}

bool
roster_take_place(
    struct roster *r, const struct text *t, enum scrub_label label)
{
	uint32_t tag = (uint32_t)label;
	const struct token *first = &t->token[0];

	if (label == SCRUB_LOCATION && may_be_town(t))
		tag |= ROSTER_TAG_TOWN;
	while (first->kind == TOKEN_PUNCT)
		first++; /* take_text() saw a word */
	/* Rooms only: "St Colman's" begins with an ordinary word too. */
	if (!may_be_town(t) && first->end - first->begin < 3 &&
	    roster_ordinary(t->fold + first->begin, first->end - first->begin))
		tag |= ROSTER_TAG_WEAK;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		struct roster_part *p;

		if (!telling(t, i) ||
		    roster_part(r, t->fold + w->begin, w->end - w->begin))
			continue;
		p = roster_add_part(r, t->fold + w->begin, w->end - w->begin);
		if (!p)
			return false;
		p->label = (uint8_t)label;
		p->with_s = token_sign(t, i + 1, '\'');
		p->town = (tag & ROSTER_TAG_TOWN) != 0;
	}
	if (label == SCRUB_ORGANIZATION &&
	    (!take_short_name(r, t, tag) || !take_short_forms(r, t, tag)))
		return false;
	/* "4417 Larkspur" of its lane */
	if (label == SCRUB_LOCATION && t->token_count > 2 &&
	    t->token[0].kind == TOKEN_NUMBER &&
	    t->token[1].kind == TOKEN_WORD &&
	    phrases_add(&r->places, t, 2, tag) != SCRUB_OK)
		return false;
	return take_room_forms(r, t, tag) &&
	       phrases_add(&r->places, t, t->token_count, tag) == SCRUB_OK;
}
