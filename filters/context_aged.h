/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_AGED_H
#define SCRUB_CONTEXT_AGED_H

#include "context_feature.h"

/*
 * Whose years stand behind: "Chase, 67, AAA", "langit, 4 th, fimosis", and as
 * lists and boards have it: "Walsh 54M R TKR", "Rose 80yo NOF".
 */
void context_aged(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
