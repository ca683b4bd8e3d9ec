/* SPDX-License-Identifier: MIT */
#ifndef SR_SELFTEST_H
#define SR_SELFTEST_H

#include "audit.h"
#include "procedure.h"
#include "proto/err.h"
#include "proto/ws.h"

/*
 * The filter's own test: a made-up patient goes through each audience's policy
 * at start, with every new policy, and every minute (SELFTEST_MS). If anything
 * of her comes through, everything is held until nothing does.
 */

struct selftest;

/* What came through first, as a stable id ("roster-name"); NULL: nothing. */
const char *selftest_filter(struct scrub_policy *const policy[AUDIENCES]);

/* The same for policies that are not in use yet. SR_ECONFIG: *fault. */
SR_MUST_USE enum sr_err selftest_policies(
    struct scrub_policy *const policy[AUDIENCES], struct sr_fault *fault);

/* Tests at once, and from then on. policy: the array that holds the policies
 * in use; looked at each time. All borrowed. */
SR_MUST_USE enum sr_err selftest_new(struct selftest **out,
    struct ws_loop *loop, struct procedures *procedures,
    struct scrub_policy *const *policy, struct audit *audit);
/* Now, and not only when the minute is over: the policies are others. */
void selftest_now(struct selftest *t);
void selftest_free(struct selftest *t);

#endif
