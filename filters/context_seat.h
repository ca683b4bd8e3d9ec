/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SEAT_H
#define SCRUB_CONTEXT_SEAT_H

#include "context_feature.h"

/*
 * Letters of those who sit round a table, words of the clinic, too: "asst:
 * KM/TR", "HB sir will show", "KK Wong", "anaes Lim SL".
 */
/* Of two seats, or of two behind one, all are somebody's: those go. */
void context_seats(const struct text *t, struct fact *fact);
/* Beside a "sir" or a surname? */
bool context_is_seated(const struct text *t, const struct fact *fact, size_t i);

#endif
