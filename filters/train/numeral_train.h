/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_NUMERAL_TRAIN_H
#define SCRUB_NUMERAL_TRAIN_H

#include "numeral.h"

/* Weights of numeral.h: logistic regression by Adagrad. */
struct numeral_set;

struct numeral_set *numeral_set_new(void);
/* One number; share: of a whole sample's weight. */
void numeral_put(struct numeral_set *s, const struct numeral_ids *f,
    bool identifies, double share);
/* NUMERAL_SLOTS of them. */
void numeral_fit(struct numeral_set *s, int16_t *weights);
void numeral_set_free(struct numeral_set *s);

#endif
