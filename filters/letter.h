/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LETTER_H
#define SCRUB_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "utf8.h"

/* One character at a time: plain forms, look-alikes. */

#define LETTER_PLAIN_MAX 16u /* bytes that letter_plain() writes at most */

/*
 * The plain form of a character beyond ASCII: NFKC without marks, Latin
 * letters, digits, quotes, dashes and spaces as ASCII. 0 bytes: invisible.
 */
unsigned letter_plain(uint32_t cp, char out[LETTER_PLAIN_MAX]);

/* The Latin letter that a Cyrillic or Greek one looks like, else 0. */
char letter_looks(uint32_t cp);
/* The same, with those that look it less, for a word that has Latin letters. */
char letter_drawn(uint32_t cp);

bool letter_is(uint32_t cp);    /* a letter of any script */
bool letter_upper(uint32_t cp); /* an upper-case or title-case one */

/* The lower-case form if it is as long in UTF-8, else cp. */
uint32_t letter_lower(uint32_t cp);

#endif
