/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SPELLED_H
#define SCRUB_SPELLED_H

#include "span.h"
#include "text.h"

/*
 * Names letter by letter: "S-M-Y-T-H-E", "d e v e r e a u x"; a patient's
 * initials: "pt KS", "Pt J.K."; and a capital behind a title: "Mr. Bone". A
 * handle, "zuzka98"; an age behind a name that is found already. Needs the
 * tokens' words.
 */
void spelled_scan(
    const struct text *t, enum scrub_lang lang, struct spans *found);

/* "45 th", ", 3 bln", "/P/67th", "G2P1A0": somebody's years from token i on, or
 * how often she gave birth. */
bool spelled_has_years(const struct text *t, size_t i);

#endif
