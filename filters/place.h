/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_PLACE_H
#define SCRUB_PLACE_H

#include "span.h"
#include "text.h"

/*
 * What the context layer found (names, in the order of the text): those whose
 * neighbours say that they are places become LOCATION, those whose first or
 * last word is a house's ORGANIZATION. Changes labels only.
 */
void place_names(const struct text *t, struct spans *names);

/* Streets that shapes found and a house is called after ("Harbour Road
 * Surgery") become ORGANIZATION. Changes labels only. */
void place_houses(const struct text *t, struct spans *found);

#endif
