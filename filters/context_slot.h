/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SLOT_H
#define SCRUB_CONTEXT_SLOT_H

#include "context_feature.h"

/*
 * Places in a sentence where hardly anything but a name stands: "si botak",
 * "mpok ati", "a.n. bulan", "wren the porter".
 */
void context_slots(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
