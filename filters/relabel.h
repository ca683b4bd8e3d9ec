/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_RELABEL_H
#define SCRUB_RELABEL_H

#include "span.h"
#include "text.h"

/*
 * Numbers that the shapes know to be identifiers, but not whose: the noun
 * nearest before them (or right behind) says whether they are a device's, a
 * phone's or a body's. Changes labels only, never ranges; before anything but
 * shapes is in found.
 */
void relabel_numbers(const struct text *t, struct spans *found);

#endif
