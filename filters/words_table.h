/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WORDS_TABLE_H
#define SCRUB_WORDS_TABLE_H

#include <stdint.h>

/*
 * Made by gen/words.py: 2^words_table_bits slots, little-endian, and behind
 * them 28^3 signed bytes, how much likelier three letters are in a name. The
 * lower bits of a folded word's hash_word() say its slot, the upper are its
 * fingerprint.
 */
extern const unsigned words_table_bits;
extern const uint64_t words_table_slots;
#ifdef SCRUB_WORDS_PACKED
extern uint64_t words_table[]; /* filled by words_unpack() */
#else
extern const uint64_t words_table[];
#endif

#define WORDS_SLOT_BITS 24          /* of a slot: what lists know of it */
#define WORDS_TAIL (28u * 28u * 28u) /* bytes behind the slots */

#endif
