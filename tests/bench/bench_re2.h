/* SPDX-License-Identifier: MIT */
#ifndef BENCH_RE2_H
#define BENCH_RE2_H

#include <stdbool.h>
#include <stddef.h>

/* RE2 for filter_bench.c, which is C. */
#ifdef __cplusplus
extern "C" {
#endif

/* False: it does not take the pattern. */
bool bench_re2_set(const char *pattern);
/* How often it matches, one behind the other. */
size_t bench_re2_count(const char *text, size_t len);

#ifdef __cplusplus
}
#endif

#endif
