/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LEXICON_TABLE_H
#define SCRUB_LEXICON_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define LEXICON_SLOTS 16384u /* a power of two */

/*
 * Made by gen/lexicon.py: open addressing by hash_word(), the word's upper 32
 * bits as its print. cue: numbers from 1 in cues_en and cues_id; said: of a
 * word in frames (frame_table.h), or 0.
 */
struct lexicon_slot {
	uint32_t print;
	uint64_t lists;
	uint16_t cue[2];
	uint16_t said;
	bool used;
};

/* Parts of clinical words, by their first letter. */
struct clinical_part {
	uint8_t len;
	char text[15];
};

struct clinical_parts {
	const struct clinical_part *part;
	uint16_t first[27]; /* of each letter; the last ends "z" */
};

extern const struct clinical_parts clinical_stems, clinical_starts,
    clinical_ends;

extern const struct lexicon_slot lexicon_slots[LEXICON_SLOTS];

#endif
