/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_HOUSE_H
#define SCRUB_CONTEXT_HOUSE_H

#include "context_feature.h"

/*
 * Houses of words that nobody needs for an operation, English: whom they are
 * dedicated to ("sacred heart", "queen mary's"), what stands behind "works at",
 * inns ("the crown and anchor"), orders and clubs of a place ("rotary of
 * ullapool"). To be asked when all words are decided.
 */
void context_houses(const struct text *t, struct fact *fact);

/* The same, Indonesian: "di kasih ibu", "kerja di toko roti wangi". */
void context_houses_id(const struct text *t, struct fact *fact);

#endif
