/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LANG_LEXICON_H
#define SCRUB_LANG_LEXICON_H

#include "text.h"

/*
 * What the rules know of a word, in one look: its cues in the language of the
 * text (lang/en.c, lang/id.c), and which lists of lang/lists.txt have it.
 */
#define LIST_TITLE_ALWAYS ((uint64_t)1 << 0)
#define LIST_TITLE_EN ((uint64_t)1 << 1)
#define LIST_TITLE_ID ((uint64_t)1 << 2)
#define LIST_NAMED ((uint64_t)1 << 3)
#define LIST_NAME_KIND ((uint64_t)1 << 4)
#define LIST_NAME_IS ((uint64_t)1 << 5)
#define LIST_DISEASE ((uint64_t)1 << 6)
#define LIST_GENERIC ((uint64_t)1 << 7)
#define LIST_HOUSE ((uint64_t)1 << 8)
#define LIST_HOUSE_FIRST ((uint64_t)1 << 9)
#define LIST_SAINT ((uint64_t)1 << 10)
#define LIST_SAINT_NOT ((uint64_t)1 << 11)
#define LIST_HOUSE_ID ((uint64_t)1 << 12)
#define LIST_AREA_ID ((uint64_t)1 << 13)
#define LIST_PLACE_NOUN ((uint64_t)1 << 14)
#define LIST_WARD ((uint64_t)1 << 15)
#define LIST_STOP ((uint64_t)1 << 16)
#define LIST_ROSTER_BEFORE ((uint64_t)1 << 17)
#define LIST_ROSTER_POLITE ((uint64_t)1 << 18)
#define LIST_ROSTER_AFTER ((uint64_t)1 << 19)
#define LIST_SPELLED_PATIENT ((uint64_t)1 << 20)
#define LIST_SPELLED_TITLE ((uint64_t)1 << 21)
#define LIST_SPELLED_NO_NAME ((uint64_t)1 << 22)
#define LIST_WINNER ((uint64_t)1 << 23)
#define LIST_ID_NOUN ((uint64_t)1 << 24)
#define LIST_DEVICE_NOUN ((uint64_t)1 << 25)
#define LIST_PHONE_NOUN ((uint64_t)1 << 26)
#define LIST_BODY_NOUN ((uint64_t)1 << 27)
#define LIST_NUMBER ((uint64_t)1 << 28) /* said for digits */
#define LIST_LETTER ((uint64_t)1 << 29) /* said for its first letter */
#define LIST_PLACE_TAIL ((uint64_t)1 << 30)
#define LIST_THING ((uint64_t)1 << 31) /* the first of `things` */
#define LIST_TITLE_HERE_EN ((uint64_t)1 << 32)
#define LIST_TITLE_HERE_ID ((uint64_t)1 << 33)
#define LIST_TITLE_SMALL ((uint64_t)1 << 34)
#define LIST_HOUSE_CALLED ((uint64_t)1 << 35)
#define LIST_HOUSE_FOR ((uint64_t)1 << 36)
#define LIST_WARD_KIND ((uint64_t)1 << 37)
#define LIST_HOUSE_TAIL ((uint64_t)1 << 38)
#define LIST_HOUSE_MID ((uint64_t)1 << 39)
#define LIST_HOUSE_END ((uint64_t)1 << 40)
#define LIST_HOUSE_CARE ((uint64_t)1 << 41)

/* Fills words, cues and lists of every token; before any rule. */
void lexicon_fill(struct text *t, enum scrub_lang lang);

/* Is token i in one of these lists? False behind the end. */
static inline bool
in_list(const struct text *t, size_t i, uint64_t lists)
{
	return i < t->token_count && (t->token[i].lists & lists) != 0;
}

#define THING_WORDS 4

/* Words of a thing; a shorter one ends with NULL. By their first word; of those
 * that begin alike the longer stand first. */
extern const char *const things[][THING_WORDS];
/* Those whose first word begins with the letter c: from things_from[c - 'a'] to
 * things_from[c - 'a' + 1]. */
extern const uint16_t things_from[];

#endif
