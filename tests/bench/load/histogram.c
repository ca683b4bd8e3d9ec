/* SPDX-License-Identifier: MIT */
#include "load/histogram.h"

#include <string.h>
#include <time.h>

uint64_t
bench_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void
histogram_clear(struct histogram *h)
{
	memset(h, 0, sizeof *h);
}

/* Below 2 * STEPS each value has a row; above, each power of two has STEPS. */
static unsigned
row_of(uint64_t ns)
{
	unsigned power, row;

	if (ns < HISTOGRAM_STEPS)
		return (unsigned)ns;
	power = 63u - (unsigned)__builtin_clzll(ns) - 6u;
	row = (power + 1) * HISTOGRAM_STEPS +
	      (unsigned)((ns >> power) - HISTOGRAM_STEPS);
	return row < HISTOGRAM_ROWS ? row : HISTOGRAM_ROWS - 1;
}

static double
value_of(unsigned row)
{
	if (row < HISTOGRAM_STEPS)
		return row;
	return (double)((uint64_t)(row % HISTOGRAM_STEPS + HISTOGRAM_STEPS)
			<< (row / HISTOGRAM_STEPS - 1));
}

void
histogram_add(struct histogram *h, uint64_t ns)
{
	h->row[row_of(ns)]++;
	h->count++;
	if (ns > h->most)
		h->most = ns;
}

double
histogram_ms(const struct histogram *h, double part)
{
	uint64_t want = (uint64_t)((double)h->count * part), sum = 0;

	if (part >= 1)
		return (double)h->most / 1e6;
	for (unsigned i = 0; i < HISTOGRAM_ROWS; i++) {
		sum += h->row[i];
		if (sum > want)
			return value_of(i) / 1e6;
	}
	return 0;
}
