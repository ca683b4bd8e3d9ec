/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_PHRASE_H
#define SCRUB_PHRASE_H

#include "text.h"

/*
 * Words and phrases to be found whatever stands between their words, and
 * whether they are run together: "Tabor Springs", "tabor-springs",
 * "TaborSprings". Case is not looked at.
 */

#define PHRASE_BUCKETS 1024u  /* a power of two */
#define PHRASE_BEGINS 0x8000u /* bits; likewise */

struct phrase {
	uint32_t at, len; /* in the pool: folded letters and digits only */
	uint32_t tag;     /* the caller's */
	uint32_t next;    /* in the bucket, from 1; 0 ends it */
};

struct phrases {
	struct phrase *phrase;
	size_t count, room;
	char *pool;
	size_t pool_len, pool_room;
	uint32_t bucket[PHRASE_BUCKETS];
	/* What a phrase may begin with, up to its end, by hash_word(): two
	 * bits for each. Hardly a word of a text has both. */
	uint64_t begins[PHRASE_BEGINS / 64];
};

/* May some phrase begin with this token? */
static inline bool
phrases_may(const struct phrases *p, const struct token *w)
{
	const uint64_t a = w->hash & (PHRASE_BEGINS - 1);
	const uint64_t b = w->hash >> 32 & (PHRASE_BEGINS - 1);

	return (p->begins[a / 64] >> (a & 63) & 1) != 0 &&
	       (p->begins[b / 64] >> (b & 63) & 1) != 0;
}

void phrases_init(struct phrases *p);
void phrases_wipe(struct phrases *p);

/* The first `tokens` of text, as one phrase. SCRUB_EROSTER: fewer than two
 * letters or digits. */
enum scrub_err phrases_add(
    struct phrases *p, const struct text *text, size_t tokens, uint32_t tag);

/* The same with more folded letters and digits behind them. */
enum scrub_err phrases_add_with(struct phrases *p, const struct text *text,
    size_t tokens, const char *more, uint32_t tag);

/* The longest phrase that begins at token i: how many tokens, 0 for none. */
size_t phrases_match(
    const struct phrases *p, const struct text *t, size_t i, uint32_t *tag);

#endif
