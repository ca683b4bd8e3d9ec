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

#endif
