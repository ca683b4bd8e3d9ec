/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LETTERED_H
#define SCRUB_LETTERED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Things of a letter and a word: "E coli", "B lynch", "C section", "K wire". A
 * number before one is neither measured in the letter nor goes on with it:
 * "bed 4 C section", "MRN 771204 E coli".
 */
bool lettered_thing(char letter, const char *word, size_t len);

#endif
