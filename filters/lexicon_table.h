/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LEXICON_TABLE_H
#define SCRUB_LEXICON_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define LEXICON_SLOTS 8192u /* a power of two */

/*
 * Made by gen/lexicon.py: open addressing by hash_word(), the word's upper 32
 * bits as its print. cue: numbers from 1 in cues_en and cues_id.
 */
struct lexicon_slot {
	uint32_t print;
	uint32_t lists;
	uint16_t cue[2];
	bool used;
};

extern const struct lexicon_slot lexicon_slots[LEXICON_SLOTS];

#endif
