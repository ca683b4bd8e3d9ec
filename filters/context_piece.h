/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_PIECE_H
#define SCRUB_CONTEXT_PIECE_H

#include "context_feature.h"

/*
 * Names of two short syllables, as Hmong, Karen, Burmese, Vietnamese and
 * Chinese have them, of which one or both are words: "interpreter Pa Houa",
 * "mom so yeon", "pao lo is one person". When it is decided which words go.
 */
void context_pieces(const struct text *t, struct fact *fact);

#endif
