/* SPDX-License-Identifier: MIT */
#ifndef BENCH_HISTOGRAM_H
#define BENCH_HISTOGRAM_H

#include <stdint.h>

/* Nanoseconds, to 1.6 %: 64 steps for each power of two. */
#define HISTOGRAM_STEPS 64u
#define HISTOGRAM_ROWS (HISTOGRAM_STEPS * 50u)

struct histogram {
	uint64_t row[HISTOGRAM_ROWS], count, most;
};

void histogram_clear(struct histogram *h);
void histogram_add(struct histogram *h, uint64_t ns);
/* part 0.5: the median; 0 without samples. */
double histogram_ms(const struct histogram *h, double part);
/* Nanoseconds of a clock that only goes forward. */
uint64_t bench_now_ns(void);

#endif
