/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LAYER_H
#define SCRUB_LAYER_H

/*
 * Layers that tests/eval/run --ablate switches off, to see what each is worth.
 * In the library itself all are on, and nothing can switch them.
 */
enum layer {
	LAYER_SHAPES = 1 << 0,    /* what has a shape */
	LAYER_KEEP = 1 << 1,      /* what must survive */
	LAYER_RELABEL = 1 << 2,   /* whose a number is */
	LAYER_RULES = 1 << 3,     /* context_name.c */
	LAYER_TAGGER = 1 << 4,    /* weights; else unknown words and names go */
	LAYER_LETTERS = 1 << 5,   /* context_letter.c */
	LAYER_PLACES = 1 << 6,    /* context_place.c */
	LAYER_OTHERS = 1 << 7,    /* context_other.c */
	LAYER_SPELLED = 1 << 8,   /* spelled.c */
	LAYER_MADE = 1 << 9,      /* clinical.c: words made of clinical stems */
	LAYER_NEAR = 1 << 10,     /* a typing error of a listed word */
	LAYER_LABELS = 1 << 11,   /* the tagger's labels; else by lists */
	LAYER_DOUBT = 1 << 12,    /* a text that names someone names more */
	LAYER_NUMERALS = 1 << 13, /* numeral.c */
	LAYER_AROUND = 1 << 14    /* around.c */
};

#ifdef SCRUB_EVAL
extern unsigned layer_off;
#define LAYER_ON(layer) ((layer_off & (unsigned)(layer)) == 0)
#else
#define LAYER_ON(layer) 1
#endif

#endif
