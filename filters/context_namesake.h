/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_NAMESAKE_H
#define SCRUB_CONTEXT_NAMESAKE_H

#include "context_feature.h"

/*
 * Who is called as an instrument is, and holds it ("kelly on kelly clamps"),
 * and who an operation is called after, long dead ("Mayo did it first, 1912").
 * Before it is weighed. English.
 */
void context_namesakes(const struct text *t, struct fact *fact);

/* "Lachman (+)": in both languages. */
void context_signs_stay(const struct text *t, struct fact *fact);

#endif
