/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_ROSTER_PIECES_H
#define SCRUB_ROSTER_PIECES_H

#include <string.h>

#include "roster.h"

/* What is written in pieces, for roster_pieces.c and roster_pair.c. */

#define PIECES_MAX 96u /* letters looked at together; three long names */

/* Letters from one token on, as long as they belong together. */
struct pieces {
	char letter[PIECES_MAX]; /* of fold */
	uint32_t token[PIECES_MAX];
	bool begins[PIECES_MAX]; /* its token, or all of it that counts */
	size_t len;
	size_t next;  /* the token behind */
	size_t count; /* of tokens with letters */
	bool odd;     /* signs between them that belong between no words */
	bool signs;   /* letters may hide in "@", "$", "!" and digits */
	bool plain;   /* every piece is an ordinary word */
	bool loose;   /* single letters apart */
};

/* May it stand between two words? */
static inline bool
pieces_ordinary(char sign)
{
	return sign != '\0' && strchr("-/.,'", sign) != NULL;
}

/* Does its token, or what counts of it, end with letter `last`? */
static inline bool
pieces_end(const struct pieces *p, size_t last)
{
	return last + 1 == p->len || p->begins[last + 1];
}

/* The roster's name from token `first` to `last`, with what hangs on it. */
void roster_found_piece(struct roster *r, const struct text *t, size_t first,
    size_t last, const struct roster_part *part, unsigned certainty,
    struct spans *found);
/* The names of two letters. (roster_pair.c) */
void roster_find_pair(struct roster *r, const struct text *t,
    const struct pieces *p, struct spans *found);

#endif
