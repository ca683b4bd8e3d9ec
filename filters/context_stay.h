/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_STAY_H
#define SCRUB_CONTEXT_STAY_H

#include "context_feature.h"

/*
 * What is nobody by the words beside it, whatever its weight: an office behind
 * a title, what is said "very" of, a score that something is graded by. To be
 * asked before context_names(), which would take the first.
 */
void context_stays(
    const struct text *t, enum scrub_lang lang, struct fact *fact);
/*
 * In a text with capitals a word in small letters beside a name is seldom part
 * of it: "acil Imah", "Fisher speaks". To be asked when all are decided.
 */
void context_trim(const struct text *t, struct fact *fact);

#endif
