/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SINGLE_H
#define SCRUB_CONTEXT_SINGLE_H

#include "context_feature.h"

/* Single letters that are of a name: "R. Oduya", "Mr P's bed", "Erwin T". */
void context_singles(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
