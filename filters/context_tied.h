/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_TIED_H
#define SCRUB_CONTEXT_TIED_H

#include "context_feature.h"

/* What a hyphen or an apostrophe ties to a name that goes: "Hye-won",
 * "Okafor-Lund", "Nu'u". */
void context_tied(const struct text *t, struct fact *fact);

#endif
