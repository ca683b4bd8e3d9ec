/* SPDX-License-Identifier: MIT */
#ifndef SHAPE_AGE_H
#define SHAPE_AGE_H

#include "lexeme.h"

/* Numbers in words (shape_ages_spelt.c), for shape_ages.c. */

/* ninety, ninety-six, a hundred and two, sembilan puluh dua from i on: the
 * number, 0 if it is none of these; *last lexeme. */
unsigned shape_age_number(const struct lexemes *l, size_t i, size_t *last);
/* Does what stands behind say that something is counted? */
bool shape_age_counts(const struct lexemes *l, size_t last);
/* Are the number at last and its F degrees, as others behind it? */
bool shape_age_is_heat(const struct lexemes *l, size_t last);
/* Is the number in words at first..last an age by where it stands? */
bool shape_age_spelt(const struct lexemes *l, size_t first, size_t last);

/* "goes home", "wants": what somebody with an age does, at i. */
bool shape_age_does(const struct lexemes *l, size_t i);
/* Is the number at i another's age, or whose is told before it: "91 & 97",
 * "Sastro yang 92"? */
bool shape_age_is_one_more(const struct lexemes *l, size_t i);
/* Is i the name of a drug or thing, and nobody's? */
bool shape_age_is_thing(const struct lexemes *l, size_t i);
/* Is i the "ke-90" of "ulang tahun ke-90"? */
bool shape_age_is_nth_birthday(const struct lexemes *l, size_t i);

#endif
