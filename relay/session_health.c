/* SPDX-License-Identifier: MIT */
#include "health.h"
#include "metrics.h"
#include "session_private.h"

/*
 * The relay at a glance, for admins: the numbers of /metrics, which only the
 * operators' address has, and the answer of /readyz.
 */

#define GAUGES_MAX 32u

struct gauges {
	struct wire_gauge row[GAUGES_MAX];
	size_t count;
};

static void
add(struct gauges *g, const char *name, uint64_t value)
{
	if (g->count < GAUGES_MAX)
		g->row[g->count++] = (struct wire_gauge){name, value};
}

static void
add_counters(struct gauges *g)
{
	static const struct {
		const char *name;
		enum metric_counter counter;
	} rows[] = {
	    {"deliveries", METRIC_DELIVERIES},
	    {"released", METRIC_RELEASED},
	    {"held", METRIC_HELD},
	    {"slow-closes", METRIC_SLOW_CLOSES},
	    {"hello-failures", METRIC_HELLO_FAILURES},
	    {"journal-failures", METRIC_JOURNAL_FAILURES},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add(g, rows[i].name, metrics_counted(rows[i].counter));
}

static void
add_times(struct gauges *g)
{
	static const struct {
		const char *count, *sum, *median, *most;
		enum metric_distribution of;
	} rows[] = {
	    {"commits", "commit-us-sum", "commit-us-50", "commit-us-99",
		METRIC_COMMIT_US},
	    {"posts", "ack-us-sum", "ack-us-50", "ack-us-99", METRIC_ACK_US},
	    {"filtered", "filter-us-sum", "filter-us-50", "filter-us-99",
		METRIC_FILTER_US},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct metrics_summary m = metrics_summary(rows[i].of);

		add(g, rows[i].count, m.count);
		add(g, rows[i].sum, m.sum);
		add(g, rows[i].median, m.median);
		add(g, rows[i].most, m.most_99);
	}
}

enum sr_err
session_health(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct relay *r = s->relay;
	struct gauges g = {.count = 0};
	uint64_t backlog[4];

	(void)fault;
	session_charge(
	    s, AUDIT_READ_REQUESTS - 1); /* it walks over all readers */
	add(&g, "uptime-ms", ws_loop_now_ms(r->loop) - r->started_ms);
	add(&g, "connections", r->session_count);
	add(&g, "readers", hub_backlog(r->hub, backlog));
	add(&g, "behind-99", backlog[2]);
	add(&g, "journal-waiting", journal_waiting(r->journal));
	add(&g, "memory-bytes", metrics_resident_bytes());
	add_counters(&g);
	add_times(&g);
	session_ok(s, &(struct wire_ok){
			  .seq = in->seq,
			  .version = SR_VERSION,
			  .ready = health_ready(r),
			  .gauges = g.row,
			  .gauge_count = g.count,
			  .gauges_given = true,
		      });
	return SR_OK;
}
