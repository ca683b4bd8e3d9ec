/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_AROUND_FIT_H
#define SCRUB_AROUND_FIT_H

#include "around.h"

/*
 * Weights of around.h by Adagrad, a message at a time. A fifth of what is
 * heard of a token and a tenth of the units are left out at random while it
 * learns. The same messages give the same weights.
 */
struct around_set;

struct around_set *around_set_new(void);
/* A message; is: enum around_is of each token. share: of a whole message's
 * weight. */
void around_put(struct around_set *s, const struct text *t,
    enum scrub_lang lang, const struct fact *fact, const uint8_t *is,
    float share);
/* The caller frees them. */
struct around_weights *around_fit(struct around_set *s);
void around_set_free(struct around_set *s);

#endif
