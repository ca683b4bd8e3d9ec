/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_TOPONYM_H
#define SCRUB_CONTEXT_TOPONYM_H

#include "context_feature.h"

/* "rujukan toli toli", "dari teluk dalam": a place of several words, of which
 * each is another word, where somebody comes from. */
void context_toponyms(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
