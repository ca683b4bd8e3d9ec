/* SPDX-License-Identifier: MIT */
#ifndef SR_RETENTION_H
#define SR_RETENTION_H

#include "audit.h"
#include "journal.h"
#include "procedure.h"

/*
 * How long closed procedures are kept: each its own time or the default, then
 * erased as on a withdrawal; none while a legal hold is on it. Noted in the
 * audit log 30, 7 and 1 days before, and when it happens. What is due must be
 * so at two looks, an hour apart, so that a clock that is wrong at start erases
 * nothing.
 */

struct retention;

struct retention_options {
	struct journal *journal;
	struct procedures *procedures;
	struct audit *audit;
	struct ws_loop *loop;
	uint64_t (*wall_ms)(void);
	uint64_t days; /* default; 0: for ever */
};

/* Loads what was set; blocks; at start. Looks at once, then every hour. */
SR_MUST_USE enum sr_err retention_new(
    struct retention **out, const struct retention_options *opt);
void retention_free(struct retention *r); /* NULL is fine */
/* Whether a legal hold is on it; r NULL: none is. */
bool retention_holds(
    const struct retention *r, const struct procedure_id *id);

/* The same while the relay is stopped. SR_EDISK, SR_ECRYPTO: not known. */
SR_MUST_USE enum sr_err retention_is_held(
    struct journal *j, const struct procedure_id *id, bool *held);

/* what: "PROC=hold", "PROC=DAYS" (1 to 36500) or "PROC=default"; else
 * SR_EINVAL. */
SR_MUST_USE enum sr_err retention_check(
    const char *what, struct sr_fault *fault);
/* While the relay is stopped. SR_EINVAL, SR_ENOPROC, SR_EDISK: *fault. */
SR_MUST_USE enum sr_err retention_set(struct journal *j, struct ws_loop *loop,
    struct audit *audit, const char *what, struct sr_fault *fault);

#endif
