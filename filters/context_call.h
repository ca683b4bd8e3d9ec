/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_CALL_H
#define SCRUB_CONTEXT_CALL_H

#include "context_feature.h"

/*
 * Words that are somebody because they are called, told or asked after, and
 * letters that are because they sign or have a pulse; English.
 */
void context_call(const struct text *t, struct fact *fact);

#endif
