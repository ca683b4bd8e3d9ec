/* SPDX-License-Identifier: MIT */
#ifndef SR_WHEEL_H
#define SR_WHEEL_H

#include <stdint.h>

/*
 * Many coarse deadlines under one timer: setting, moving and cancelling cost
 * the same however many there are. Time is a value passed in.
 */

/* Milliseconds of one step; nothing fires more exactly than this. */
#define WHEEL_STEP_MS 100u
/* Steps of one turn, a power of two: later deadlines wait for their turn. */
#define WHEEL_SLOTS 1024u

/* Belongs to the caller, who embeds it; all zero is "not set". */
struct wheel_item {
	struct wheel_item *next, **previous;
	uint64_t due_ms;
};

struct wheel {
	struct wheel_item *slot[WHEEL_SLOTS];
	uint64_t step; /* all steps up to this one are done */
	unsigned count;
};

void wheel_init(struct wheel *w, uint64_t now_ms);
/* Replaces an earlier setting. The item must stay until it fired or was
 * cancelled. */
void wheel_set(struct wheel *w, struct wheel_item *item, uint64_t due_ms);
void wheel_cancel(struct wheel *w, struct wheel_item *item);
/* Calls fire() for each item that is due at now_ms, which is not set any more
 * then; fire() may set and cancel any. */
void wheel_run(struct wheel *w, uint64_t now_ms,
    void (*fire)(void *ctx, struct wheel_item *item), void *ctx);

#endif
