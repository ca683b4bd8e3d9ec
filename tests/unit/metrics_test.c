/* SPDX-License-Identifier: MIT */
#include "metrics.h"

#include "check.h"

/* Summaries of distributions over powers of two. */

int
main(void)
{
	struct metrics_summary m = metrics_summary(METRIC_COMMIT_US);

	check(m.count == 0 && m.sum == 0 && m.median == 0 && m.most_99 == 0,
	    "nothing was seen yet");
	for (int i = 0; i < 97; i++)
		metrics_observe(METRIC_COMMIT_US, 900);
	for (int i = 0; i < 3; i++)
		metrics_observe(METRIC_COMMIT_US, 30000);
	m = metrics_summary(METRIC_COMMIT_US);
	check_number(m.count, 100, "all are counted");
	check_number(m.sum, 97 * 900 + 3 * 30000, "and summed");
	check_number(m.median, 1024, "half took at most the bucket's end");
	check_number(m.most_99, 32768, "the slow ones are not lost");
	metrics_observe(METRIC_FILTER_US, UINT64_MAX / 4);
	m = metrics_summary(METRIC_FILTER_US);
	check(m.median == m.most_99 && m.median >= (uint64_t)1 << 26,
	    "beyond the last bucket");
	metrics_add(METRIC_HELD, 2);
	check_number(metrics_counted(METRIC_HELD), 2, "a counter");
	check_number(metrics_counted(METRIC_RELEASED), 0, "and its neighbour");
	check(metrics_resident_bytes() > 100000, "memory");
	return check_done();
}
