/* SPDX-License-Identifier: MIT */
#ifndef SR_TIMELINE_H
#define SR_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "output.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "resolve.h"

/*
 * A procedure as a reader sees it: phases as headings, milestones in the
 * reader's language, who says what, what was corrected and withdrawn. Time is
 * counted from the template's anchor (incision) once that is known, until
 * then from the opening. What comes before timeline_caught_up() is shown
 * then, all with the right time.
 */

struct timeline;

struct timeline_options {
	const struct output *out; /* borrowed */
	enum output_lang lang;
	bool json;     /* one object per entry, at once */
	bool numbers;  /* each line begins with its entry's number */
	uint64_t from; /* lower numbers are known, and not shown */
	bool anchored; /* the clock's start is known before it comes */
	uint64_t anchor_ms;
};

SR_MUST_USE enum sr_err timeline_new(struct timeline **out,
    const struct timeline_options *opt, const struct resolved *which);
/* NULL is fine. */
void timeline_free(struct timeline *t);

/* Code name, operation, and on what ground it is shown. */
void timeline_head(const struct timeline *t);
SR_MUST_USE enum sr_err timeline_entry(
    struct timeline *t, const struct wire_entry *e);
void timeline_caught_up(struct timeline *t);

/* "SURGEON", "DOKTER BEDAH"; "" for none. */
const char *timeline_part_name(enum part part, enum output_lang lang);

#endif
