/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SPELLED_H
#define SCRUB_SPELLED_H

#include "span.h"
#include "text.h"

/*
 * Names letter by letter: "S-M-Y-T-H-E", "d e v e r e a u x"; a patient's
 * initials: "pt KS", "Pt J.K."; and a capital behind a title: "Mr. Bone". Needs
 * the tokens' words.
 */
void spelled_scan(const struct text *t, struct spans *found);

#endif
