/* SPDX-License-Identifier: MIT */
#ifndef SR_POLICIES_H
#define SR_POLICIES_H

#include "config.h"
#include "proto/err.h"
#include "scrub.h"

/* The policy of each audience, as the configuration names it: built in, or
 * from a file where the name has a slash. What was read before an error stays
 * in policy[] for the caller to free. SR_ECONFIG: *fault says file, line, key.
 */
SR_MUST_USE enum sr_err policies_open(struct scrub_policy *policy[AUDIENCES],
    const struct config *c, struct sr_fault *fault);

#endif
