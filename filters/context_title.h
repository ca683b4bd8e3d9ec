/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_TITLE_H
#define SCRUB_CONTEXT_TITLE_H

#include "context_feature.h"

/*
 * "Mama", "Sergeant", "Opung" before a name and "SpBM" behind it stay outside,
 * though somebody may bear them for a name.
 */
bool context_is_title(const struct text *t, enum scrub_lang lang, size_t i);

/* "SpBM", "SpOG": what a doctor is, in one word. */
bool context_is_degree(const struct text *t, size_t i);

/* Before it is decided: a degree, and a title before our own stand-in. */
void context_titles_stay(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

/* When it is decided: a title that goes before what goes, too. */
void context_titles_leave(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

/* "Lovely Begum, 24": a forename that is a word, before a surname that goes. */
bool context_is_called(const struct text *t, const struct fact *fact, size_t i);

#endif
