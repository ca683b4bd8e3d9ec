/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ONLY_H
#define SCRUB_CONTEXT_ONLY_H

#include "context_feature.h"

/*
 * Of what is called after somebody, of a country, and of a word that is hardly
 * a name, what is said of nobody but a person: "Penrose is on nights", "India,
 * our scrub nurse, is late", "Foley's wife", "Promise is the porter". Token i
 * is a word, English, the first of a sentence.
 */
void context_only(const struct text *t, struct fact *fact, size_t i);

#endif
