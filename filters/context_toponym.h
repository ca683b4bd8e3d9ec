/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_TOPONYM_H
#define SCRUB_CONTEXT_TOPONYM_H

#include "context_feature.h"

/* "rujukan toli toli", "dari teluk dalam": a place of several words, of which
 * each is another word, where somebody comes from. */
void context_toponyms(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

/* "KLL di pertigaan kentungan": the name behind such a word at i. */
void context_crossing(const struct text *t, struct fact *fact, size_t i);

#endif
