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

/* "KW": two or three capitals that are decided about, and stay so far. */
bool context_is_short(const struct text *t, const struct fact *fact, size_t i);
/* A service, a mode or a number that stands where letters do: "ENT", "GA". */
bool context_is_nobody(const struct text *t, size_t i);
/* Does token i tie letters: a comma, "/", "+", "and"? */
bool context_ties(const struct text *t, const struct fact *fact, size_t i);

/* "pot A", "meja B": the letter says which of several, whoever's it is. */
bool context_is_lettered(const struct text *t, size_t i);

#endif
