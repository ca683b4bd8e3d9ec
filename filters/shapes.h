/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SHAPES_H
#define SCRUB_SHAPES_H

#include "span.h"
#include "text.h"

/*
 * Layer 2: everything with a shape (shapes.re).
 *   found   identifiers: dates, ages of 90 and more, phones, e-mail, URL, ids
 *           after their cue word, serials, plates, addresses, rooms, ...
 *   keep    what must survive whatever other layers think: vitals, doses,
 *           clock times, levels, gauges, ratios, codes, citations, ages < 90
 * A range in both is kept only where the rule of `keep` says so (certainty
 * above that of found).
 */
void shapes_scan(struct text *t, enum scrub_lang lang, struct spans *found,
    struct spans *keep);

#endif
