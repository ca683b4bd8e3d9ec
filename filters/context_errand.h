/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ERRAND_H
#define SCRUB_CONTEXT_ERRAND_H

#include "context_feature.h"

/*
 * Indonesian names that are words, too, where only somebody can stand: sent
 * for something, "Embun ambilin kasa"; has it in hand, "dipegang embun aja"; on
 * the board, "Budi BPH, TURP jalan".
 */
void context_errands(const struct text *t, struct fact *fact);

#endif
