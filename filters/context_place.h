/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PLACE_H
#define SCRUB_CONTEXT_PLACE_H

#include "context_feature.h"

/*
 * Organisations and places made of ordinary words, which only their grammar
 * gives away: "from pocket creek clinic", "RSUD Teluk Mandiri", "St
 * Malachy's", "kec. Tanimbar Selatan".
 */
void context_places(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

/* Sets fact[i].gone, unless it is. */
void context_take(
    struct fact *fact, size_t i, const char *rule, unsigned certainty);

#endif
