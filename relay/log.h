/* SPDX-License-Identifier: MIT */
#ifndef SR_LOG_H
#define SR_LOG_H

#include <stdbool.h>

/*
 * One line an event on standard error: stable id, then numbers and names of
 * errors ("publish-refused peer=7 err=not-saved"). Nothing here takes text of
 * a draft, a name, a title or a token.
 */

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

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

#endif
