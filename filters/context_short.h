/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SHORT_H
#define SCRUB_CONTEXT_SHORT_H

#include "context_feature.h"

/* "Abd. Karim", "I Gst. Ngr. Rai", "IB Mantra": the part, and the word behind
 * it. */
void context_short_parts(const struct text *t, struct fact *fact);

#endif
