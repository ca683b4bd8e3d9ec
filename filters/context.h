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
 *   found         NAME, LOCATION, ORGANIZATION and OTHER are added here
 */
void context_scan(struct text *t, enum scrub_lang lang,
    const struct spans *keep, const struct spans *found_so_far,
    struct spans *found);

#endif
