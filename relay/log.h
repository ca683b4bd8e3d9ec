/* SPDX-License-Identifier: MIT */
#ifndef SR_LOG_H
#define SR_LOG_H

#include <stdbool.h>
#include <stdint.h>

/*
 * One line an event on standard error: stable id, then numbers and names of
 * errors ("publish-refused peer=7 err=not-saved"). Nothing here takes text of
 * a draft, a name, a title or a token.
 */

enum log_level {
	LOG_LEVEL_DEBUG,
	LOG_LEVEL_INFO,
	LOG_LEVEL_WARN,
	LOG_LEVEL_ERROR
};

/* At start, before threads. json: one object a line. */
void log_init(enum log_level least, bool json);

void log_debug(const char *id, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void log_info(const char *id, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void log_warn(const char *id, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void log_error(const char *id, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for what peers can cause without end: at most LOG_OFTEN_PER_S lines
 * of one id in a second, and the next one tells how many were not written
 * ("unsaid=12"). On the loop only; now_ms: a clock that only goes forward. */
void log_often(enum log_level level, uint64_t now_ms, const char *id,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
