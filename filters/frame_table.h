/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FRAME_TABLE_H
#define SCRUB_FRAME_TABLE_H

#include <stdint.h>

/*
 * Made by gen/frames.py of lang/frames-en.txt and lang/frames-id.txt; what the
 * lines of these mean stands there. Words are known by a number, which
 * lexicon_fill() puts into their tokens (`said`); a sign by its character.
 */
enum frame_kind {
	FRAME_ONE,  /* this word */
	FRAME_WORD, /* one of this set */
	FRAME_CUE,  /* a token with one of these cues */
	FRAME_KIND, /* one of a kind: FRAME_NUMBER, ... */
	FRAME_ANY,  /* any word */
	FRAME_SLOT,
	FRAME_OWNS, /* "'s" right behind a word */
	FRAME_IS,   /* "is", "was" or "'s" */
	/* These take no token. */
	FRAME_BEGINS,
	FRAME_FIRST,
	FRAME_ENDS,
	FRAME_GOES_ON,
	FRAME_NO_WORD_BEFORE,
	FRAME_NO_WORD_BEHIND,
	FRAME_NO_CUE_BEFORE,
	FRAME_NO_CUE_BEHIND,
	FRAME_NO_KIND_BEFORE,
	FRAME_NO_KIND_BEHIND
};

/* Kinds of tokens that a frame may ask for. */
enum frame_token {
	FRAME_NUMBER, /* or what must survive: a value */
	FRAME_BRAND,
	FRAME_LETTER, /* a word of one */
	FRAME_CLINIC, /* a word of the clinic, by our lists */
	FRAME_SMALL,  /* begins small */
	FRAME_AGE,    /* years glued to what they are of: "54M", "80yo" */
	FRAME_LONG,   /* a word of six letters and more that ends -ing */
	FRAME_THEIRS  /* Indonesian -nya: "drainnya" */
};

struct frame_item {
	uint8_t kind;     /* enum frame_kind */
	uint8_t optional; /* or no token */
	uint16_t value;   /* word, set, mask of cues, enum frame_token */
};

/* What may stand in the slot (frame_who.h): one of `any`, all of `all`, none of
 * `none`; a word of the set `in`, not of `out`, if there is one. It goes by
 * `rule`, or stays: certainty 0. */
struct frame_head {
	uint32_t any, all, none;
	uint16_t in, out;
	uint8_t certainty;
	const char *rule;
};

struct frame {
	uint16_t item; /* the first of `count` */
	uint16_t head;
	uint8_t count;
	uint8_t anchor; /* the item that it is looked up by */
};

struct frame_table {
	const uint16_t *pool; /* of sets: how many, and words in order */
	const uint16_t *set;  /* where in the pool; 0 is the empty one */
	const uint64_t *mask; /* CUE_* */
	const struct frame_item *item;
	const struct frame_head *head;
	const struct frame *list;
	/* By language: frames that are looked up by a word are those of
	 * order[from[word]] to order[from[word + 1]]; by 0, by a
	 * number or letter. */
	struct {
		const uint16_t *from, *order;
	} by[2];
};

extern const struct frame_table frame_table;

#endif
