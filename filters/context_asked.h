/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ASKED_H
#define SCRUB_CONTEXT_ASKED_H

#include "context_feature.h"

/*
 * Names that are words, too, and initials, by what is said of persons only:
 * whose age follows, whose mother it is, who is asked whether, what somebody
 * is to us, what letters want, who has been discussed with.
 */
/* Undecided, in a list of names, and no word of the operating room? */
bool context_may_be_called(
    const struct text *t, const struct fact *fact, size_t i);
/* Undecided, and what something is called after is a frequent surname? */
bool context_may_be_eponym(
    const struct text *t, const struct fact *fact, size_t i);
void context_asked(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
