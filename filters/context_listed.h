/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_LISTED_H
#define SCRUB_CONTEXT_LISTED_H

#include "context_feature.h"

/*
 * A surname and one letter, as lists and boards have them: "Ramirez, D. -
 * CABG", "J. Murphy hip", "re k. walsh". Many a surname is an eponym, too; with
 * a letter it is a person's.
 */
void context_listed(const struct text *t, struct fact *fact);

#endif
