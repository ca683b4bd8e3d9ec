/* SPDX-License-Identifier: MIT */
#ifndef SR_METRICS_H
#define SR_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/wire.h"
#include "scrub.h"

/*
 * What the relay counts about itself, for GET /metrics (OpenMetrics 1.0).
 * Process-wide; called on the loop's thread only. No call takes a text, a
 * name, an address or an id: labels are names of operations and of errors.
 */

enum metric_counter {
	METRIC_DELIVERIES, /* entries written to readers */
	METRIC_DELIVERED_BYTES,
	METRIC_DEFLATE_IN_BYTES, /* of entries, once for all readers */
	METRIC_DEFLATE_OUT_BYTES,
	METRIC_WRITES,       /* deliveries / writes = entries of one send */
	METRIC_JOURNAL_PAGES, /* read for readers who were behind */
	METRIC_SLOW_CLOSES,
	METRIC_HELLO_FAILURES,
	METRIC_HELD,     /* drafts that the filter or its policy held */
	METRIC_RELEASED, /* entries that readers may see */
	METRIC_JOURNAL_FAILURES, /* transactions that the disk refused */
	METRIC_JOURNAL_STALLS,   /* times that it did not answer */
	METRIC_COUNTERS
};

/* Distributions over powers of two: microseconds, or entries. */
enum metric_distribution {
	METRIC_FILTER_US,  /* one draft, all audiences */
	METRIC_COMMIT_US,  /* one transaction with its fsync */
	METRIC_COMMIT_JOBS, /* requests that one fsync served */
	METRIC_COMMIT_ENTRIES, /* entries among them */
	METRIC_ACK_US,     /* a post, from its arrival to its answer */
	METRIC_DISTRIBUTIONS
};

void metrics_add(enum metric_counter counter, uint64_t n);
void metrics_request(enum wire_op op);
void metrics_refusal(enum sr_err err);
void metrics_observe(enum metric_distribution what, uint64_t value);
/* One of FILTER_SAMPLE drafts is looked at closely. */
void metrics_filter(const struct scrub_times *times);
/* Of a clock that only goes forward. */
uint64_t metrics_now_us(void);
uint64_t metrics_now_ns(void);

/* The same numbers for who may not read the page: health of PROTOCOL.md. */
uint64_t metrics_counted(enum metric_counter counter);
struct metrics_summary {
	uint64_t count, sum;
	uint64_t median, most_99; /* upper ends of their buckets; 0: none yet */
};
struct metrics_summary metrics_summary(enum metric_distribution what);
uint64_t metrics_resident_bytes(void);

/* What is counted when it is asked for. */
struct metrics_gauges {
	size_t connections, readers, journal_waiting;
	bool journal_failing;
	uint64_t flush_window_ms;
	/* Entries that readers are behind: half, 90 %, 99 % and all of them
	 * are at most that far. */
	uint64_t backlog[4];
};

/* The page, to be freed; NULL without memory. */
char *metrics_page(const struct metrics_gauges *gauges, size_t *len);

#endif
