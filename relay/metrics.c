/* SPDX-License-Identifier: MIT */
#include "metrics.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Buckets up to 2^0, 2^1, ... 2^26 (67 s in microseconds), then all. */
#define BUCKETS 28

#define ERRS_MAX 64
#define X(id, name, sentence) +1
_Static_assert(SR_ERRORS(X) <= ERRS_MAX, "a place for each error");
#undef X

struct distribution {
	uint64_t bucket[BUCKETS], count, sum;
};

static struct {
	uint64_t counter[METRIC_COUNTERS];
	struct distribution distribution[METRIC_DISTRIBUTIONS];
	uint64_t request[WIRE_OPS], refusal[ERRS_MAX];
	uint64_t filter_ns[SCRUB_PARTS], filtered;
} counted;

static const struct {
	const char *name, *help;
} counters[METRIC_COUNTERS] = {
    [METRIC_DELIVERIES] = {"scrubrelay_deliveries",
	"Entries written to readers."},
    [METRIC_DELIVERED_BYTES] = {"scrubrelay_delivered_bytes",
	"Bytes of entries written to readers."},
    [METRIC_DEFLATE_IN_BYTES] = {"scrubrelay_deflate_in_bytes",
	"Bytes of entries before they were deflated, once for all readers."},
    [METRIC_DEFLATE_OUT_BYTES] = {"scrubrelay_deflate_out_bytes",
	"Bytes of the same entries as deflated frames."},
    [METRIC_WRITES] = {"scrubrelay_writes",
	"Writes of entries to readers; deliveries by writes is how many go "
	"together."},
    [METRIC_JOURNAL_PAGES] = {"scrubrelay_journal_pages",
	"Pages read for readers who were behind what is in memory."},
    [METRIC_SLOW_CLOSES] = {"scrubrelay_slow_closes",
	"Readers closed because they did not read."},
    [METRIC_HELLO_FAILURES] = {"scrubrelay_hello_failures",
	"Proofs of identity that were not accepted."},
    [METRIC_HELD] = {"scrubrelay_held", "Drafts held, not sent."},
    [METRIC_RELEASED] = {"scrubrelay_released",
	"Entries released to readers."},
    [METRIC_JOURNAL_FAILURES] = {"scrubrelay_journal_failures",
	"Transactions that the disk refused."},
    [METRIC_JOURNAL_STALLS] = {"scrubrelay_journal_stalls",
	"Times that the disk did not answer within its limit."},
};

static const struct {
	const char *name, *unit, *help;
	double scale; /* from what is observed to the unit */
} distributions[METRIC_DISTRIBUTIONS] = {
    [METRIC_FILTER_US] = {"scrubrelay_filter_seconds", "seconds",
	"The filter, one draft for all audiences.", 1e-6},
    [METRIC_COMMIT_US] = {"scrubrelay_commit_seconds", "seconds",
	"One transaction of the journal with its fsync.", 1e-6},
    [METRIC_COMMIT_JOBS] = {"scrubrelay_commit_requests", "requests",
	"Requests that one fsync served.", 1},
    [METRIC_COMMIT_ENTRIES] = {"scrubrelay_commit_entries", "entries",
	"Entries that one fsync put on disk.", 1},
    [METRIC_ACK_US] = {"scrubrelay_ack_seconds", "seconds",
	"A post from its arrival to its answer.", 1e-6},
};

void
metrics_add(enum metric_counter counter, uint64_t n)
{
	counted.counter[counter] += n;
}

void
metrics_request(enum wire_op op)
{
	if (op < WIRE_OPS)
		counted.request[op]++;
}

void
metrics_refusal(enum sr_err err)
{
	counted.refusal[err]++;
}

void
metrics_observe(enum metric_distribution what, uint64_t value)
{
	struct distribution *d = &counted.distribution[what];
	unsigned b = 0;

	while (b < BUCKETS - 1 && value > (uint64_t)1 << b)
		b++;
	d->bucket[b]++;
	d->count++;
	d->sum += value;
}

void
metrics_filter(const struct scrub_times *times)
{
	counted.filtered++;
	for (int i = 0; i < SCRUB_PARTS; i++)
		counted.filter_ns[i] += times->ns[i];
}

uint64_t
metrics_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

uint64_t
metrics_now_us(void)
{
	return metrics_now_ns() / 1000;
}

uint64_t
metrics_counted(enum metric_counter counter)
{
	return counted.counter[counter];
}

/* The upper end of the bucket that the share of all falls into. */
static uint64_t
quantile_of(const struct distribution *d, uint64_t percent)
{
	uint64_t sum = 0;

	for (unsigned b = 0; d->count && b < BUCKETS; b++) {
		sum += d->bucket[b];
		if (sum * 100 >= d->count * percent)
			return (uint64_t)1 << b;
	}
	return 0;
}

struct metrics_summary
metrics_summary(enum metric_distribution what)
{
	const struct distribution *d = &counted.distribution[what];

	return (struct metrics_summary){
	    d->count, d->sum, quantile_of(d, 50), quantile_of(d, 99)};
}

/* ---- the page ---- */

struct page {
	char *text;
	size_t len, room;
	bool failed;
};

static void say(struct page *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(struct page *p, const char *format, ...)
{
	char line[256];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (p->failed || n < 0 || (size_t)n >= sizeof(line)) {
		p->failed = true;
		return;
	}
	if (p->len + (size_t)n + 1 > p->room) {
		size_t room = p->room ? 2 * p->room : 16384;
		char *grown = realloc(p->text, room);

		if (!grown) {
			p->failed = true;
			return;
		}
		p->text = grown;
		p->room = room;
	}
	for (int i = 0; i <= n; i++)
		p->text[p->len + (size_t)i] = line[i];
	p->len += (size_t)n;
}

static void
say_family(
    struct page *p, const char *name, const char *type, const char *help)
{
	say(p, "# TYPE %s %s\n# HELP %s %s\n", name, type, name, help);
}

static void
say_gauge(struct page *p, const char *name, const char *help, uint64_t value)
{
	say_family(p, name, "gauge", help);
	say(p, "%s %" PRIu64 "\n", name, value);
}

static void
say_distribution(struct page *p, enum metric_distribution which)
{
	const struct distribution *d = &counted.distribution[which];
	const char *name = distributions[which].name;
	double scale = distributions[which].scale;
	uint64_t sum = 0;

	say(p, "# TYPE %s histogram\n# UNIT %s %s\n# HELP %s %s\n", name, name,
	    distributions[which].unit, name, distributions[which].help);
	for (unsigned b = 0; b < BUCKETS - 1; b++) {
		sum += d->bucket[b];
		say(p, "%s_bucket{le=\"%.9g\"} %" PRIu64 "\n", name,
		    (double)((uint64_t)1 << b) * scale, sum);
	}
	say(p, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, d->count);
	say(p, "%s_sum %.9g\n%s_count %" PRIu64 "\n", name,
	    (double)d->sum * scale, name, d->count);
}

static void
say_by_name(struct page *p)
{
	say_family(p, "scrubrelay_requests", "counter",
	    "Requests, by operation.");
	for (int op = 0; op < WIRE_OPS; op++)
		say(p, "scrubrelay_requests_total{op=\"%s\"} %" PRIu64 "\n",
		    wire_op_name((enum wire_op)op), counted.request[op]);
	say_family(p, "scrubrelay_filter_sampled", "counter",
	    "Drafts whose time in the filter was looked at by layer.");
	say(p, "scrubrelay_filter_sampled_total %" PRIu64 "\n",
	    counted.filtered);
	say(p, "# TYPE scrubrelay_filter_layer_seconds counter\n"
	       "# UNIT scrubrelay_filter_layer_seconds seconds\n"
	       "# HELP scrubrelay_filter_layer_seconds Those drafts' time, by "
	       "layer, all audiences.\n");
	for (int i = 0; i < SCRUB_PARTS; i++)
		say(p,
		    "scrubrelay_filter_layer_seconds_total{layer=\"%s\"} "
		    "%.9f\n",
		    scrub_part_name((enum scrub_part)i),
		    (double)counted.filter_ns[i] * 1e-9);
	say_family(p, "scrubrelay_refusals", "counter",
	    "Requests refused, by error.");
#define X(id, name, sentence)                                                  \
	if (id != SR_OK)                                                       \
		say(p,                                                         \
		    "scrubrelay_refusals_total{err=\"" name "\"} %" PRIu64     \
		    "\n",                                                      \
		    counted.refusal[id]);
	SR_ERRORS(X)
#undef X
}

uint64_t
metrics_resident_bytes(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	unsigned long all, resident = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%lu %lu", &all, &resident) != 2)
		resident = 0;
	fclose(f);
	return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void
say_gauges(struct page *p, const struct metrics_gauges *g)
{
	static const char *const quantile[] = {"0.5", "0.9", "0.99", "1"};

	say_gauge(p, "scrubrelay_connections", "Connections that stand.",
	    g->connections);
	say_gauge(p, "scrubrelay_readers", "Subscriptions.", g->readers);
	say_gauge(p, "scrubrelay_journal_waiting",
	    "Entries that wait for the disk.", g->journal_waiting);
	say_gauge(p, "scrubrelay_journal_failing",
	    "1 while the disk refuses entries or does not answer.",
	    g->journal_failing);
	say(p,
	    "# TYPE scrubrelay_flush_window_seconds gauge\n"
	    "# UNIT scrubrelay_flush_window_seconds seconds\n"
	    "# HELP scrubrelay_flush_window_seconds In which entries that come "
	    "fast go out together: the setting.\n"
	    "scrubrelay_flush_window_seconds %.3f\n",
	    (double)g->flush_window_ms * 1e-3);
	say_family(p, "scrubrelay_backlog_entries", "gauge",
	    "Entries that readers are behind, by share of the readers.");
	for (int i = 0; i < 4; i++)
		say(p,
		    "scrubrelay_backlog_entries{quantile=\"%s\"} %" PRIu64 "\n",
		    quantile[i], g->backlog[i]);
	say(p, "# TYPE process_resident_memory_bytes gauge\n"
	       "# UNIT process_resident_memory_bytes bytes\n");
	say(p, "process_resident_memory_bytes %" PRIu64 "\n",
	    metrics_resident_bytes());
}

char *
metrics_page(const struct metrics_gauges *gauges, size_t *len)
{
	struct page p = {0};

	say(&p, "# TYPE scrubrelay_build info\n"
		"scrubrelay_build_info{version=\"" SR_VERSION "\"} 1\n");
	say_gauges(&p, gauges);
	for (int i = 0; i < METRIC_COUNTERS; i++) {
		say_family(&p, counters[i].name, "counter", counters[i].help);
		say(&p, "%s_total %" PRIu64 "\n", counters[i].name,
		    counted.counter[i]);
	}
	say_by_name(&p);
	for (int i = 0; i < METRIC_DISTRIBUTIONS; i++)
		say_distribution(&p, (enum metric_distribution)i);
	say(&p, "# EOF\n");
	if (p.failed) {
		free(p.text);
		return NULL;
	}
	*len = p.len;
	return p.text;
}
