/* SPDX-License-Identifier: MIT */
#ifndef SHAPE_CALL_H
#define SHAPE_CALL_H

#include "lexeme.h"

/* Short telephones (shape_call_x.c), for shape_calls.c. */

/* A number as it is dialled: where it ends, how long, how written. */
struct dialled {
	size_t last;
	unsigned digits;
	bool single; /* "5-1-1-6", "2 4 2" */
	bool parted; /* "2-1190", "81 22" */
};

bool shape_call_read(const struct lexemes *l, size_t i, struct dialled *n);
/* What stands behind says that something was measured or timed. */
bool shape_call_measures(const struct lexemes *l, size_t last);
/* A number ends here that nothing is counted with. */
bool shape_call_ends(const struct lexemes *l, size_t last);
/* "X4 is the freezer room", "x1 me, x2 the reg". */
bool shape_call_listed(const struct lexemes *l, size_t i, size_t last);
/* "x406", "x 3080", "x 2 0 8", "x6 220": the last lexeme; i - 1: none. */
size_t shape_call_x(const struct lexemes *l, size_t i);

#endif
