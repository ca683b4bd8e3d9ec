/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_POETIC_H
#define SCRUB_CONTEXT_POETIC_H

#include "context_feature.h"

/*
 * Indonesian names that are words, too, by what only persons have or do:
 * "intan: kasa kurang", "drain surya 300", "Wahyu turun ke bank darah".
 */
void context_poetic(const struct text *t, struct fact *fact);

#endif
