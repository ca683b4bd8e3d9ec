/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_MARKS_H
#define SCRUB_MARKS_H

#include "text.h"

/* What is marked in a message of training. */
#define MARKS_MAX 256
#define MARKS_NONE SIZE_MAX

enum mark_kind {
	MARK_NONE,
	MARK_NAME,
	MARK_PLACE,
	MARK_HOUSE,
	MARK_OTHER,
	MARK_DESCRIBED,
	MARK_DATE, /* these are MARK_OTHER to a word */
	MARK_AGE,
	MARK_PHONE,
	MARK_NUMBERED /* a place with a number */
};

struct mark {
	uint32_t begin, end;
	int kind;
};

/* "BEGIN,END,MARK;...", which is cut up: at most MARKS_MAX; how many. */
size_t marks_read(char *field, struct mark *mark);
/* The first that holds a byte of the token; MARKS_NONE: none. */
size_t marks_at(const struct text *t, const struct token *w,
    const struct mark *mark, size_t marks);
/* Its kind, or MARK_NONE. */
int marks_kind(const struct text *t, const struct token *w,
    const struct mark *mark, size_t marks);

#endif
