/* SPDX-License-Identifier: MIT */
#ifndef SR_FAILURES_H
#define SR_FAILURES_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * How often proofs of identity failed lately, by address and by account. A
 * table of fixed size: what does not fit shares a counter, so that an attacker
 * may slow down others that share his, and can never make it grow.
 */

struct failures;

SR_MUST_USE enum sr_err failures_new(
    struct failures **out, unsigned per_minute);
void failures_free(struct failures *f);

/* An account may be named like an address: they do not count for each other. */
enum failures_of { FAILURES_ADDRESS, FAILURES_ACCOUNT };

/* Is `who` over the limit at now_ms? */
bool failures_over(const struct failures *f, enum failures_of of,
    const char *who, uint64_t now_ms);
void failures_add(struct failures *f, enum failures_of of, const char *who,
    uint64_t now_ms);

#endif
