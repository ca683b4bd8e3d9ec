/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ASKED_H
#define SCRUB_CONTEXT_ASKED_H

#include "context_feature.h"

/*
 * Names that are words, too, and initials, by what is said of persons only:
 * whose age follows, whose mother it is, who is asked whether, what somebody
 * is to us, what letters want, who has been discussed with.
 */
void context_asked(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
