/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_DESCRIBED_TRAIN_H
#define SCRUB_DESCRIBED_TRAIN_H

#include <stddef.h>

#include "described.h"

/*
 * Weights of described.h by the averaged perceptron (Collins, 2002), with a
 * margin: what a range is short of costs more than what it has too much. All
 * in whole numbers, so the same messages give the same weights.
 */
struct described_set;

#define DESCRIBED_MARKS 8u /* of one sort in one message, at most */

struct described_set *described_set_new(void);
/* What is marked in a message, of one sort. */
struct described_marks {
	struct described_range range[DESCRIBED_MARKS];
	size_t count;
};

/* A message; its text and facts are copied. */
void described_put(struct described_set *s, const struct described_in *in,
    const struct described_marks marks[DESCRIBED_WHATS]);
/* DESCRIBED_SLOTS of them. */
void described_fit(struct described_set *s, int16_t *weights);
void described_set_free(struct described_set *s);

#endif
