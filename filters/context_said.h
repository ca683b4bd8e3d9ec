/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SAID_H
#define SCRUB_CONTEXT_SAID_H

#include "context_feature.h"

/*
 * What is said of nobody but a person, in English: of those who are called like
 * a thing (context_eponym.c). All are false behind the last token.
 */

/* Are the two words at i one of these pairs? */
bool context_said_as(
    const struct text *t, size_t i, const char *const pairs[][2], size_t count);

/* The token behind a word: its verb, or the s of "Kelly's off sick". */
size_t context_verb_of(const struct text *t, size_t i);

/* What is said of the word i: behind it, and behind "is" and "'s". */
size_t context_behind_is(const struct text *t, size_t i);

/* Is i somebody who is frequently called so, of whom such a thing is said: "is
 * allergic to latex", "'s off sick", "is in recovery"? */
bool context_is_person(const struct text *t, size_t i);

/* Does i do, say or feel what nobody but a person does? A score says, a doppler
 * agrees, a knife takes and an approach gives. */
bool context_acts(const struct text *t, size_t i);

/* Is i such a word itself: "argues", "hungry"? */
bool context_verb_of_people(const struct text *t, size_t i);

/* "moore's hb please", "baker's patient", "Bill's epidural": has it what people
 * have? A disease has patients, too. */
bool context_has_as_people_do(const struct text *t, size_t i);

#endif
