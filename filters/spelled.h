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

#endif
