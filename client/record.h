/* SPDX-License-Identifier: MIT */
#ifndef SR_RECORD_H
#define SR_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "follow.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "resolve.h"
#include "template.h"

/*
 * A procedure read whole: what exports, search and replay work on. Times are
 * milliseconds since the template's anchor (incision) where that was posted,
 * else since the opening; before it they are negative.
 */

struct record_item {
	struct wire_entry entry; /* what it points to is in data */
	char *data;
	int64_t t_ms;
	const struct template_step *step; /* milestones of the template */
	const struct template_step *phase; /* of the latest milestone; NULL */
};

struct record {
	struct resolved which;
	const struct template *template; /* NULL: not one we know */
	struct record_item *item;
	size_t count, room;
	bool anchored;
	uint64_t anchor_ms; /* since the opening */
	char account[NAME_MAX_BYTES + 1]; /* who read it */
	enum audience audience;
};

/* For record_wipe() in any case. */
void record_init(struct record *r, const struct resolved *which);
void record_wipe(struct record *r);
/* In order of number; copied. SR_ENOMEM. */
SR_MUST_USE enum sr_err record_add(
    struct record *r, const struct wire_entry *e);
/* All is there: times and phases. */
void record_end(struct record *r);
/* The item of this number, or NULL. */
const struct record_item *record_find(const struct record *r, uint64_t number);

/* Reads it from the relay: profile, word, audience and lang of *how. What
 * goes wrong is said on standard error. For record_wipe() in any case. */
enum cmd_status record_read(struct record *r, const struct follow *how);

#define RECORD_TIME_ROOM 24u
/* "T+00:12:31", "T-00:01:05". */
void record_time(int64_t t_ms, char out[RECORD_TIME_ROOM]);

#endif
