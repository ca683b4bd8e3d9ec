/* SPDX-License-Identifier: MIT */
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/*
 * Checks that go on after a failure and tell why. Each test program ends with
 * `return check_done();`, which prints "N passed, N failed".
 */

static unsigned check_passed, check_failed;

static inline bool
check_that(bool good, const char *file, int line, const char *what,
    const char *why)
{
	if (good) {
		check_passed++;
		return true;
	}
	check_failed++;
	fprintf(stderr, "%s:%d: failed: %s (%s)\n", file, line, what, why);
	return false;
}

static inline bool
check_same_text(const char *got, const char *want, const char *file, int line,
    const char *why)
{
	bool same = got && want ? strcmp(got, want) == 0 : got == want;

	if (!same)
		fprintf(stderr, "   got  <%s>\n   want <%s>\n",
		    got ? got : "nothing", want ? want : "nothing");
	return check_that(same, file, line, "same text", why);
}

static inline bool
check_same_number(uint64_t got, uint64_t want, const char *file, int line,
    const char *why)
{
	if (got != want)
		fprintf(stderr, "   got  %" PRIu64 "\n   want %" PRIu64 "\n",
		    got, want);
	return check_that(got == want, file, line, "same number", why);
}

static inline int
check_done(void)
{
	printf("%u passed, %u failed\n", check_passed, check_failed);
	return check_failed || !check_passed;
}

/* why: what breaks for a person when this fails. */
#define check(expr, why) check_that((expr), __FILE__, __LINE__, #expr, (why))
#define check_text(got, want, why)                                             \
	check_same_text((got), (want), __FILE__, __LINE__, (why))
#define check_number(got, want, why)                                           \
	check_same_number(                                                     \
	    (uint64_t)(got), (uint64_t)(want), __FILE__, __LINE__, (why))

#endif
