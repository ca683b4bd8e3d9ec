/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_OTHER_H
#define SCRUB_CONTEXT_OTHER_H

#include "context_feature.h"

/*
 * OTHER: a characteristic that names one person without a name. "the mayor's
 * daughter" (an office and a relative), "the only survivor of the ferry
 * sinking" (one of a kind, and of what), "the goalie who collapsed in the cup
 * final" (a trade or person, and an event that people heard of). Where a word
 * of such a kind stands, described.h says what goes; what the rules for the
 * plainest of them find is a feature to it.
 */
void context_others(struct text *t, enum scrub_lang lang,
    const struct fact *fact, struct spans *found);
/* What the rules alone find; true when there is anything to look for. */
bool context_other_rules(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, struct spans *found);

#endif
