/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SHAPE_CUE_H
#define SCRUB_SHAPE_CUE_H

#include "lexeme.h"

/* The word before a number that says whose it is. */
struct shape_cue {
	enum lexeme_kind kind; /* LEX_END: none */
	unsigned distance;     /* lexemes between */
	bool number;           /* "no", "#", "id" between or alone */
	bool passed;           /* another value stands between */
	bool standin;          /* one of ours stands between, or is the word */
};

/* The cue of the value that begins at i. */
struct shape_cue shape_cue_before(const struct lexemes *l, size_t i);
/* What a number behind such a cue is, and the rule's name for it. */
enum scrub_label shape_cue_label(enum lexeme_kind kind);
const char *shape_cue_rule(enum lexeme_kind kind);
/* Does the cue claim any number, or only what looks like one of its own? */
bool shape_cue_strong(enum lexeme_kind kind);
bool shape_cue_weak(enum lexeme_kind kind);

/* Is the number at i what somebody carries, or answers: "HT 2207", "nurse at
 * 6543"? */
bool shape_is_handset(const struct lexemes *l, size_t i);

#endif
