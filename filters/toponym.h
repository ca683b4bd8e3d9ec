/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TOPONYM_H
#define SCRUB_TOPONYM_H

#include "context_feature.h"
#include "text.h"

/*
 * Names of places that are several words, many of which are plain ones alone:
 * "Padang Panjang", "Long Beach", "Pasar Rebo". Marks what they cover in the
 * facts; whether a place is meant is weighed by those who ask.
 */
void toponym_mark(const struct text *t, struct fact *fact);

#endif
