/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PLACE_H
#define SCRUB_CONTEXT_PLACE_H

#include "context_feature.h"

/* Words that end a name to the left and to the right. */
#define CUE_STOPS                                                              \
	(CUE_THE | CUE_MY | CUE_I | CUE_FROM | CUE_IN | CUE_AT | CUE_ON |      \
	    CUE_TO | CUE_FOR | CUE_BY | CUE_WITH | CUE_NOT | CUE_NOW |         \
	    CUE_BUT | CUE_IS | CUE_SAYS | CUE_MODAL | CUE_TELL | CUE_WHO |     \
	    CUE_PLEASE | CUE_GIVE | CUE_DOES | CUE_ROLE | CUE_PATIENT |        \
	    CUE_KIN | CUE_AND)

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
