/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_LABEL_H
#define SCRUB_CONTEXT_LABEL_H

#include "context_feature.h"

/*
 * What the name of tokens first..last is of, when no noun of a house is in
 * it: a person, a place or an organization. By the rule that took it, by the
 * cues before it (left), else by the tagger.
 */
enum scrub_label context_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t first, size_t last, uint64_t left);

#endif
