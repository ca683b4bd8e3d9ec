/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_FAULT_H
#define SCRUB_FAULT_H

#include "json.h"
#include "scrub.h"

/* "file:line: key: what is wrong, what is allowed"; never a value. */
void fault_at(struct scrub_fault *fault, const char *file, unsigned line,
    const char *key, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * Is every key of the object one of the list (ends with NULL)? show: a wrong
 * key may be repeated in the fault; in a roster it could be a name.
 */
bool fault_known_keys(struct scrub_fault *fault, const char *file,
    const struct json *object, const char *const *allowed, bool show);

#endif
