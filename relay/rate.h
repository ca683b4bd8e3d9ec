/* SPDX-License-Identifier: MIT */
#ifndef SR_RATE_H
#define SR_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * How often something may be done, for each account and each procedure: so
 * many a minute, and a minute's worth at once. A table of fixed size; when it
 * is full of others, the one that is nearest to its end is forgotten, so that
 * a crowd can make a limit wider and never lock anybody out.
 */

struct rates;

SR_MUST_USE enum sr_err rates_new(struct rates **out);
void rates_free(struct rates *r);

/* What is counted: a kind of operation and whose, up to 96 bytes. */
struct rate_key {
	unsigned kind;
	const void *who;
	size_t len;
};

/* 0: it may be done now, and counts. Else milliseconds until it may; nothing
 * is counted. now_ms: a clock that only goes forward. per_min 0: no limit. */
SR_MUST_USE uint64_t rates_take(
    struct rates *r, struct rate_key key, uint64_t per_min, uint64_t now_ms);

#endif
