/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_WORDS_TABLE_H
#define SCRUB_WORDS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Made by gen/words.py: 2^words_table_bits slots, little-endian, and behind
 * them 28^3 signed bytes, how much likelier three letters are in a name, and
 * the filters of words_near(): clinical and frequent words, whole and without
 * each of their letters but the first; and whole alone, which is small enough
 * to stay in the cache, and which letters they have between which. The lower
 * bits of a folded word's hash_word() say its slot, the upper are its
 * fingerprint.
 */
extern const unsigned words_table_bits;
extern const uint64_t words_table_slots;
#ifdef SCRUB_WORDS_PACKED
extern uint64_t words_table[]; /* filled by words_unpack() */
#else
extern const uint64_t words_table[];
#endif

#define WORDS_SLOT_BITS 36           /* of a slot: what lists know of it */
#define WORDS_CLUSTER_SHIFT 20       /* of these: where the cluster begins */
#define WORDS_CLUSTER_ID_SHIFT 28    /* that of Indonesian */
#define WORDS_TAIL (28u * 28u * 28u) /* bytes behind the slots */
#define WORDS_NEAR 0x40000u          /* of 8 bytes each, behind those */
#define WORDS_SURE 0x8000u           /* likewise: the whole words alone */
#define WORDS_BETWEEN 0x200u         /* likewise: letters between two others */
#define WORDS_FILTERS (WORDS_NEAR + WORDS_SURE + WORDS_BETWEEN)

/* Of the filters that words_near() asks: two bits of one slot for a word. */
static inline uint64_t
words_near_slot(uint64_t hash)
{
	return hash & (WORDS_NEAR - 1);
}

static inline uint64_t
words_sure_slot(uint64_t hash)
{
	return hash & (WORDS_SURE - 1);
}

static inline uint64_t
words_near_bits(uint64_t hash)
{
	return (uint64_t)1 << (hash >> 58) | (uint64_t)1 << (hash >> 52 & 63);
}

/* Of which a word has this one between these two: a bit for each letter from
 * a. Two of them a slot. */
static inline unsigned
words_between_at(char before, char behind)
{
	return (unsigned)(before & 31) * 32 + (unsigned)(behind & 31);
}

/* May what the lists know of a word (HAS_*) make it one to be near to? */
static inline bool
words_near_wanted(uint32_t has, size_t len)
{
	const uint32_t sure = 0x8032u, names = 0x8C0u, never = 0x60000u;

	return len > 4 && len < 26 && (has & sure) != 0 &&
	       ((has & names) == 0 || (has & never) != 0);
}

#endif
