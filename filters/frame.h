/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FRAME_H
#define SCRUB_FRAME_H

#include "context_feature.h"

/*
 * Who is told of by a word that is another one, too: a name that is a word, an
 * instrument's or a country's, a nickname. Their letters do not tell, but what
 * stands around them does: nobody but a person "is on the phone", is asked
 * "if she has it" or has a bleep. Such frames are lines of lang/frames-en.txt
 * and lang/frames-id.txt; here they are looked for.
 */
void frames_scan(const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
