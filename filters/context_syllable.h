/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SYLLABLE_H
#define SCRUB_CONTEXT_SYLLABLE_H

#include "context_feature.h"

/*
 * Chinese names of Indonesia as they are spelt there: a clan and one or two
 * syllables, of which each may be another word: "tan bun an", "a liong".
 */
void context_syllables(const struct text *t, struct fact *fact);

#endif
