/* SPDX-License-Identifier: MIT */
#ifndef SR_WAITS_H
#define SR_WAITS_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/limits.h"

/* Own drafts that are on the relay's disk and not released: which line of the
 * input each was. The oldest is forgotten when there are too many: its end is
 * then told without the line. */

#define WAITS_MAX 256u /* what anybody can still undo by looking */

struct waits {
	struct {
		char draft[DRAFT_ID_MAX + 1];
		uint64_t line;
		bool undoing;
	} row[WAITS_MAX];
	unsigned count; /* row[count - 1] is the newest */
};

void waits_add(struct waits *w, const char *draft, uint64_t line);
/* False: it is none of ours. */
bool waits_take(struct waits *w, const char *draft, uint64_t *line);
/* The newest that is not being undone is from now on. NULL: there is none. */
const char *waits_undo(struct waits *w);
/* One of them could not be: each may be asked for again. */
void waits_not_undone(struct waits *w);

#endif
