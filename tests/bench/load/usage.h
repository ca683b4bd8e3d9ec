/* SPDX-License-Identifier: MIT */
#ifndef BENCH_USAGE_H
#define BENCH_USAGE_H

#include <stddef.h>
#include <sys/types.h>

#define USAGE_PIDS_MAX 16u

struct usage {
	double cpu_s; /* of all threads, from the scheduler's nanoseconds */
	unsigned long rss_kb, files;
};

/* What a server's processes took until now; what cannot be read is 0. */
void usage_read(struct usage *u, const pid_t *pid, size_t count);

#endif
