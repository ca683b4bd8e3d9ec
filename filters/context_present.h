/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PRESENT_H
#define SCRUB_CONTEXT_PRESENT_H

#include "context_feature.h"

/*
 * Words that are an eponym's or a country's, too, and letters, where somebody
 * must be in the room: "Bell at the console", "asks Killian", "waiting on
 * Hoffmann", "ask Danish for the scope", "ST doing the block". English.
 */
void context_present(const struct text *t, struct fact *fact);

#endif
