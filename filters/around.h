/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_AROUND_H
#define SCRUB_AROUND_H

#include "context_feature.h"

/*
 * Layer 6, beside the tagger: a small net that hears a word and three tokens
 * on each side of it, and says what the tagger's features do not: which words
 * have like letters, and what several neighbours mean together. Of each token
 * it hears two short vectors: the sum of those of its letters (the word, and
 * pieces of it), and the sum of those of what is known of it (lists, cues,
 * kind, case). Sixteen hidden units hear those of all seven. It depends on no
 * decision. The whole numbers are around_weights.h, which train/train.py makes.
 */
#define AROUND_SIDE 3u
#define AROUND_TOKENS (2 * AROUND_SIDE + 1)
#define AROUND_HALF (AROUND_HEARD / 2) /* of letters; then what is known */
#define AROUND_INPUTS (AROUND_TOKENS * AROUND_HEARD)
#define AROUND_UNITS 16u
#define AROUND_PIECE_BITS 14
#define AROUND_PIECES (1u << AROUND_PIECE_BITS)

/* What is known of a token: numbers of rows. */
enum {
	A_BITS, /* 16: the word's bits */
	A_CUES = A_BITS + 16,
	A_LISTS = A_CUES + CUE_BITS,
	A_KIND = A_LISTS + 64,
	A_TOKEN = A_KIND + FACT_KINDS, /* enum token_kind */
	A_CASE = A_TOKEN + TOKEN_OTHER + 1,
	A_LIKE = A_CASE + CASE_MIXED + 1, /* 10: a name, by its letters */
	A_VOWEL = A_LIKE + 10,
	A_CLINICAL,
	A_NEAR,
	A_TYPED,
	A_SENTENCE,
	A_NO_CAPS,
	A_ALL_CAPS,
	A_FIRST_CAPS,
	A_INDONESIAN,
	A_COUNT
};
#define AROUND_KNOWN 192u /* rows of them */
_Static_assert(A_COUNT <= AROUND_KNOWN, "a row for each");

/* What a word may be; all but the first go. */
enum around_is {
	AROUND_STAYS,
	AROUND_PERSON,
	AROUND_PLACE,
	AROUND_HOUSE,
	AROUND_DESCRIBED,
	AROUND_REST,
	AROUND_CLASSES
};

#define AROUND_HEARD_SCALE 64 /* of what is heard: this much is 1 */
#define AROUND_UNIT_SCALE 128 /* of a unit's weight */
#define AROUND_UNIT_MOST 511
#define AROUND_OUT_SCALE 128 /* of what 1 of a unit is worth in logits */
#define AROUND_OUT_MOST 2047

/* As in the file that the trainer writes, little-endian and without a gap. */
struct around_weights {
	int16_t unit[AROUND_UNITS][AROUND_INPUTS];
	int16_t bias[AROUND_UNITS]; /* in 1/AROUND_HEARD_SCALE */
	int16_t out[AROUND_CLASSES][AROUND_UNITS];
	int16_t out_bias[AROUND_CLASSES]; /* in 1/AROUND_OUT_SCALE */
	int8_t piece[AROUND_PIECES][AROUND_HALF];
	int8_t known[AROUND_KNOWN][AROUND_HALF];
};

/* What is heard of one token: rows of piece, and of known. */
#define AROUND_LETTERS 24u /* of a word; what is longer is cut */
#define AROUND_PIECES_MOST (AROUND_LETTERS + 8)
#define AROUND_KNOWN_MOST (16 + CUE_BITS + 64 + 16)
struct around_ids {
	uint16_t piece[AROUND_PIECES_MOST];
	uint16_t known[AROUND_KNOWN_MOST];
	size_t pieces, knowns;
};

void around_ids(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, struct around_ids *f);

/* What is new of what word i hears: its rows, asked for. */
struct around_told {
	struct fact *at[AROUND_TOKENS];
	struct around_ids ids[AROUND_TOKENS];
	size_t count;
};

/* How much more likely it is that word i goes, in 1/TAGGER_SCALE of a logit: in
 * two steps, so that something else is done until the rows are there. What is
 * heard of the tokens beside it is kept in their facts. */
void around_listen(const struct text *t, enum scrub_lang lang,
    struct fact *fact, size_t i, struct around_told *told);
int around_weigh(
    const struct fact *fact, size_t i, const struct around_told *told);

#ifdef SCRUB_EVAL
/* Trainer and tests only: the weights. */
extern const struct around_weights *around_other;
#endif

#endif
