/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TAGGER_H
#define SCRUB_TAGGER_H

#include "context_feature.h"

/*
 * Layer 6: what context_feature.c and context_letter.c say of a word, weighed
 * with the whole numbers of tagger_weights.h, which train/train.py makes.
 * Numbered features have a weight for every word and one more for each class
 * of word; hashed ones share a table.
 *
 * Whether the word goes is said by two sums: a straight one of its features'
 * weights, and that of a layer of hidden units, each of which adds weights of
 * its own and counts when it is above 0. The units know what features mean
 * together ("will" before "open", behind "ask") that no weight of one says.
 */
#define TAGGER_SCALE 32 /* of a weight: this much is one logit */
#define TAGGER_HASH_BITS 17
#define TAGGER_CLASSES (FACT_KINDS - FACT_UNKNOWN)
#define TAGGER_HASHED ((TAGGER_CLASSES + 1u) * F_COUNT)
#define TAGGER_SLOTS (TAGGER_HASHED + (1u << TAGGER_HASH_BITS))

#define TAGGER_UNIT_SCALE 64 /* of what a unit adds up: this much is 1 */
#define TAGGER_OUT_BITS 10   /* of what 1 is worth in logits: 2^10 is one */
#define TAGGER_ROW_BITS 16
#define TAGGER_ROWS (TAGGER_HASHED + (1u << TAGGER_ROW_BITS))

enum tagger_head {
	TAGGER_GOES,  /* does the word go? */
	TAGGER_PLACE, /* a place rather than a person? */
	TAGGER_HOUSE, /* an organization rather than a person? */
	TAGGER_HEADS
};

/* As in the file that the trainer writes, little-endian and without a gap. */
_Static_assert(TAGGER_SLOTS % 2 == 0, "no gap at the end");
struct tagger_weights {
	int16_t bias[TAGGER_UNITS], out[TAGGER_UNITS];
	int8_t head[TAGGER_HEADS][TAGGER_SLOTS];
	int8_t row[TAGGER_ROWS][TAGGER_UNITS];
};

/* Sums of what no decision changes, of word i, with what around.c says. reach:
 * how far it looked. */
void tagger_still(const struct text *t, enum scrub_lang lang, struct fact *fact,
    size_t i, struct tagger_sum *sum, struct reach *reach);
/* Does word i go? Its weight, with fact[i].still and what was decided beside
 * it. */
int tagger_weigh(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i);
/* Adds the sums that say what it is. */
void tagger_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, int *place, int *house);

/* Where the weights of f stand, at most TAGGER_PLACES; their count. */
#define TAGGER_PLACES (2 * FEATURES_MAX + HASHES_MAX)
size_t tagger_places(
    const struct features *f, uint8_t kind, uint32_t place[TAGGER_PLACES]);

/* The row of hidden units at a place. */
static inline uint32_t
tagger_row(uint32_t place)
{
	if (place < TAGGER_HASHED)
		return place;
	return TAGGER_HASHED + ((place - TAGGER_HASHED) >>
				   (TAGGER_HASH_BITS - TAGGER_ROW_BITS));
}

#ifdef SCRUB_EVAL
/* Trainer and tests only: the weights. */
extern const struct tagger_weights *tagger_other;
#endif

#endif
