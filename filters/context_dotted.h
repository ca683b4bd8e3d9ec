/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_DOTTED_H
#define SCRUB_CONTEXT_DOTTED_H

#include "context_feature.h"

/*
 * Initials by their stops, hyphens and apostrophes: "R.S.", "J.-P.", "O'D.",
 * "R.McA.", and none of "I.V.", "e.g.". In a text that has single letters, when
 * it is decided which words go.
 */
void context_dotted(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
