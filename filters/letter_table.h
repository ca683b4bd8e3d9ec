/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LETTER_TABLE_H
#define SCRUB_LETTER_TABLE_H

#include <stdint.h>

/*
 * Made by gen/letters.c from utf8proc's tables: what letter.c knows of each
 * code point, in two steps (block, then place in it).
 */

#define LETTER_BLOCK_BITS 7

#define LETTER_IS 1u    /* a letter of any script */
#define LETTER_UPPER 2u /* upper-case or title-case */
#define LETTER_SELF 4u  /* its plain form is itself */

struct letter_row {
	int32_t lower; /* to the lower-case form of the same length */
	uint16_t at;   /* plain form in letter_pool */
	uint8_t len, bits;
};

extern const uint8_t letter_blocks[];
extern const uint16_t letter_index[];
extern const struct letter_row letter_rows[];
extern const char letter_pool[];

#endif
