/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_RUN_H
#define SCRUB_CONTEXT_RUN_H

#include "context_feature.h"

/*
 * Words that go, joined to names, places and organisations: initials,
 * particles and hyphens belong to a name, "Hospital" to its own.
 */
void context_runs(const struct text *t, enum scrub_lang lang, struct fact *fact,
    struct spans *found);

#endif
