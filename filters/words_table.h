/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WORDS_TABLE_H
#define SCRUB_WORDS_TABLE_H

#include <stdint.h>

/*
 * Made by gen/words.py: 2^words_table_bits slots, little-endian, and behind
 * them 28^3 signed bytes, how much likelier three letters are in a name.
 */
extern const unsigned words_table_bits;
extern const uint64_t words_table_slots;
extern const uint64_t words_table[];

#endif
