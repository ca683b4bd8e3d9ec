/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_INSIDE_H
#define SCRUB_CONTEXT_INSIDE_H

#include "context_feature.h"

/* Takes a forename and a surname side by side. */
void context_pairs(const struct text *t, struct fact *fact);

/* Takes a plain word as a name's own, which is left out at no end of it,
 * weighed or not. */
void context_own(struct fact *fact, size_t i);

/* Takes the words of a name that goes which are other words, too: "An Le",
 * "Khin Than Nwe", "Yohanes Bere Mau", "big Mike". */
void context_inside(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
