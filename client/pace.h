/* SPDX-License-Identifier: MIT */
#ifndef SR_PACE_H
#define SR_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/limits.h"

/* How fast drafts go: the relay allows a connection REQUESTS_BURST at once
 * and REQUESTS_PER_S after it; a little below both, for what is no draft. */

#define PACE_BURST (REQUESTS_BURST * 3u / 4u)
#define PACE_PER_S (REQUESTS_PER_S * 4u / 5u)
#define PACE_WAIT_MS (1000u / PACE_PER_S + 1u) /* until there is one more */

struct pace {
	uint64_t tokens, at_ms;
};

static inline void
pace_init(struct pace *p, uint64_t now_ms)
{
	p->tokens = PACE_BURST;
	p->at_ms = now_ms;
}

/* True: one may go now. */
static inline bool
pace_take(struct pace *p, uint64_t now_ms)
{
	uint64_t more = (now_ms - p->at_ms) * PACE_PER_S / 1000;

	if (more) {
		p->tokens += more;
		p->at_ms = now_ms;
	}
	if (p->tokens > PACE_BURST)
		p->tokens = PACE_BURST;
	if (!p->tokens)
		return false;
	p->tokens--;
	return true;
}

#endif
