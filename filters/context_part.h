/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PART_H
#define SCRUB_CONTEXT_PART_H

#include "context_feature.h"

/*
 * What belongs to a name that goes: initials, hyphens, "van" and "bin", large
 * words beside it. Marks them; is there anything that goes?
 */
bool context_parts(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
