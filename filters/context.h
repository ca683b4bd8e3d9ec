/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_H
#define SCRUB_CONTEXT_H

#include "span.h"
#include "text.h"

/*
 * Layers 4 and 5: names, places, organisations and telling characteristics
 * that only words give away. Safe words stay, names and unknown words go, and
 * words that are both are judged by their neighbours.
 *   keep          ranges that must survive (shapes_scan)
 *   found_so_far  what earlier layers took; not touched again, but a taken
 *                 name beside a word makes that word more likely a name
 *   doubt_below   0, or what stays and may be a name is found too, with a
 *                 certainty below 50: all words that no list has, and of the
 *                 others those as near the line as this is above it
 *   found         NAME, LOCATION, ORGANIZATION and OTHER are added here
 */
#define CONTEXT_GOES 50 /* certainty at the line; below it, a word stays */

void context_scan(struct text *t, enum scrub_lang lang,
    const struct spans *keep, const struct spans *found_so_far,
    unsigned doubt_below, struct spans *found);

#endif
