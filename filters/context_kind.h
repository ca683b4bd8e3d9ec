/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_KIND_H
#define SCRUB_CONTEXT_KIND_H

#include "context_feature.h"

/* Where a name ends that is a house's: English. */

/* Behind "'s" or "-" that belongs to what ends before `at`; else `at`. */
size_t context_past_tie(const struct text *t, size_t at);

/*
 * "[Fell View] care home", "[flinders] and sons": the tokens from *first to
 * *last with what kind of house or firm they are. Does anything say so?
 */
bool context_kind(
    const struct text *t, const struct fact *fact, size_t *first, size_t *last);

/* Behind a house: "[St Mary's Hospital] for women", "[St John] of God". */
void context_whom(const struct text *t, const struct fact *fact, size_t *last);

#endif
