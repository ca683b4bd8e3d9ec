/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WORDS_H
#define SCRUB_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scrub.h"

/*
 * What the word lists know of a folded word (text.fold). Bits may combine; 0
 * is a word that no list has. The tables are made at build time by
 * gen/words.py from the sources that data/README.md names.
 */
#define WORD_COMMON 0x0001u  /* an ordinary word of the language */
#define WORD_MEDICAL 0x0002u /* anatomy, drug, instrument, operating room */
#define WORD_FORENAME 0x0004u
#define WORD_SURNAME 0x0008u
#define WORD_MOSTLY 0x0010u   /* common too, but mostly seen as a name */
#define WORD_EPONYM 0x0020u   /* Kocher, Calot, Parkinson */
#define WORD_PLACE 0x0040u    /* town, county, district */
#define WORD_COUNTRY 0x0080u  /* country or US state, or its adjective */
#define WORD_BRAND 0x0100u    /* device or drug brand, society */
#define WORD_FREQUENT 0x0200u /* among the most frequent 5,000 words */
#define WORD_THING 0x0400u    /* noun an eponym belongs to: clamp, sign */
#define WORD_RARE 0x0800u     /* common, but in large dictionaries only */
#define WORD_STRONG 0x1000u   /* a frequent forename or surname */
#define WORD_WEAK 0x2000u     /* a rare forename or surname */
#define WORD_OTHER 0x4000u    /* common in the other language only */
#define WORD_CURATED 0x8000u  /* said in operating rooms, by our own list */

/* Layer 4: S, N, A, E, U of the design. */
enum word_class {
	WORD_IS_UNKNOWN,
	WORD_IS_SAFE,
	WORD_IS_NAME,
	WORD_IS_BOTH,
	WORD_IS_EPONYM
};

/*
 * Bits of one folded word (no spaces, no possessive). A word that no list
 * has, but that is made of one by the language's rules (plural, past,
 * me-...-kan, post..., ...ectomy), has the bits of what it is made of.
 */
uint16_t words_find(enum scrub_lang lang, const char *word, size_t len);
/*
 * The same with its hash_word(), which a token has. *cluster: the number of
 * the words that stand where this one does in English; 0: of none.
 */
uint16_t words_find_hashed(enum scrub_lang lang, const char *word, size_t len,
    uint64_t hash, uint8_t *cluster);
/* A word of this hash will be asked for. */
void words_fetch(uint64_t hash);
/* By the lists alone; 0 when none has it. Quick. */
uint16_t words_listed(enum scrub_lang lang, const char *word, size_t len);
/* What folded words, one space between them, are to a place that is called by
 * several. */
#define WORDS_PLACE 1u /* its whole name: "padang panjang" */
#define WORDS_GO_ON 2u /* its first words: "rio de" */
unsigned words_toponym(const char *words, size_t len);
/* Does a word of this hash_word() begin one? */
bool words_go_on(uint64_t hash);
/*
 * Is it one letter from a word of the clinic or a frequent one: one too many,
 * one missing, another one, two that changed places? Never the first letter.
 */
bool words_near(enum scrub_lang lang, const char *word, size_t len);
/*
 * Is it a frequent word as hands and thumbs write it: two letters that changed
 * places, a letter once for twice or twice for once, a vowel left out (two in
 * Indonesian)? Short words too, which words_near() does not ask for.
 */
bool words_typed(enum scrub_lang lang, const char *word, size_t len);
/*
 * How much a folded word looks like a name by its letters: above 0 rather a
 * name, in 1/16 of a natural logarithm for three letters.
 */
int words_name_like(const char *word, size_t len);
static inline enum word_class
words_class(uint16_t bits)
{
	const unsigned name = WORD_FORENAME | WORD_SURNAME | WORD_PLACE;
	const unsigned safe = WORD_COMMON | WORD_MEDICAL | WORD_BRAND |
			      WORD_COUNTRY | WORD_CURATED;

	if (bits & WORD_EPONYM)
		return WORD_IS_EPONYM;
	if (bits & WORD_COUNTRY &&
	    !(bits & WORD_STRONG && bits & WORD_FORENAME))
		return WORD_IS_SAFE;
	if (bits & name) {
		if (bits & safe &&
		    (!(bits & WORD_RARE) || bits & (WORD_MEDICAL | WORD_BRAND)))
			return WORD_IS_BOTH;
		return WORD_IS_NAME;
	}
	return bits & safe ? WORD_IS_SAFE : WORD_IS_UNKNOWN;
}

#endif
