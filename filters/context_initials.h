/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_INITIALS_H
#define SCRUB_CONTEXT_INITIALS_H

#include "context_feature.h"

/*
 * Two or three letters without stops that can only be somebody's: behind
 * "initials" or "paraf", beside what several did ("HW operator, LS asisten"),
 * tied to others that go ("PJ > CJ"), and "J-P". When it is decided which words
 * go.
 */
void context_initials(const struct text *t, struct fact *fact);

#endif
