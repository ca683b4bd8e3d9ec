/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SHORT_H
#define SCRUB_CONTEXT_SHORT_H

#include "context_feature.h"

/* "Abd. Karim", "I Gst. Ngr. Rai", "IB Mantra": the part, and the word behind
 * it. */
void context_short_parts(const struct text *t, struct fact *fact);
/* "DWI bright": token i, if it is a short form of the clinic that some are
 * called, stays. */
void context_short_form(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i);

#endif
