/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TAGGER_H
#define SCRUB_TAGGER_H

#include "context_feature.h"

/*
 * Layer 6: a linear tagger. What context_feature.c and context_letter.c say of
 * a word, weighed with the whole numbers of tagger_weights.h, which
 * train/train.py makes. Numbered features have a weight for every word and one
 * more for each class of word; hashed ones share a table.
 */
#define TAGGER_SCALE 32 /* of a weight: this much is one logit */
#define TAGGER_HASH_BITS 17
#define TAGGER_CLASSES (FACT_KINDS - FACT_UNKNOWN)
#define TAGGER_HASHED ((TAGGER_CLASSES + 1u) * F_COUNT)
#define TAGGER_SLOTS (TAGGER_HASHED + (1u << TAGGER_HASH_BITS))

enum tagger_head {
	TAGGER_GOES,  /* does the word go? */
	TAGGER_PLACE, /* a place rather than a person? */
	TAGGER_HOUSE, /* an organization rather than a person? */
	TAGGER_HEADS
};

/* Does word i go? The sum of the weights of these features (FEATURES_*). */
int tagger_weigh(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, unsigned which, struct reach *reach);
/* Adds the sums that say what it is. */
void tagger_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, int *place, int *house);

#ifdef SCRUB_EVAL
/* Where the weights of f stand, at most TAGGER_PLACES; their count. */
#define TAGGER_PLACES (2 * FEATURES_MAX + HASHES_MAX)
size_t tagger_places(
    const struct features *f, uint8_t kind, uint32_t place[TAGGER_PLACES]);

/* Trainer and tests only: the weights, heads * slots of them. */
extern const signed char *tagger_other;
#endif

#endif
