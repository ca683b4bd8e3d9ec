/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TAGGER_FIT_H
#define SCRUB_TAGGER_FIT_H

#include "tagger.h"

enum sample_is {
	SAMPLE_STAYS,
	SAMPLE_PERSON,
	SAMPLE_PLACE,
	SAMPLE_HOUSE
};

/* A word of a message. */
struct sample {
	size_t first;   /* of the places of all samples */
	uint32_t count; /* of its own, tagger_places() */
	float share;    /* of a sample's weight */
	uint8_t is;     /* enum sample_is */
};

/* The weights that these samples give; the same samples give the same. The
 * caller frees them. */
struct tagger_weights *tagger_fit(
    const struct sample *sample, size_t samples, const uint32_t *place);

#endif
