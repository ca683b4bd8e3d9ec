/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_EPONYM_H
#define SCRUB_CONTEXT_EPONYM_H

#include "context_feature.h"

/*
 * Words that are somebody's name, and nobody is meant: "Calot's triangle",
 * "Heineke-Mikulicz"; and who is meant though others of the name found
 * something: "by Marchetti-Doyle". Token i is a word.
 */
void context_eponym(const struct text *t, struct fact *fact, size_t i);

/* Things of several words, of which some are names elsewhere; token i is the
 * first of one. */
void context_thing(const struct text *t, struct fact *fact, size_t i);

#endif
