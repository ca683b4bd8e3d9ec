/* SPDX-License-Identifier: MIT */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
fault_at(struct scrub_fault *fault, const char *file, unsigned line,
    const char *key, const char *format, ...)
{
	char what[140];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	/* Names of files and keys may be long: what is wrong must fit. */
	snprintf(fault->what, sizeof(fault->what), "%.60s:%u: %.40s%s%s", file,
	    line, key ? key : "", key ? ": " : "", what);
}

static bool
is_one_of(const char *key, const char *const *allowed)
{
	for (; *allowed; allowed++) {
		if (strcmp(key, *allowed) == 0)
			return true;
	}
	return false;
}

bool
fault_known_keys(struct scrub_fault *fault, const char *file,
    const struct json *object, const char *const *allowed, bool show)
{
	char list[120] = "";

	for (size_t i = 0; allowed[i]; i++) {
		if (i > 0)
			strncat(list, ", ", sizeof(list) - strlen(list) - 1);
		strncat(list, allowed[i], sizeof(list) - strlen(list) - 1);
	}
	for (const struct json *m = object->child; m; m = m->next) {
		if (is_one_of(m->key, allowed))
			continue;
		fault_at(fault, file, m->line, show ? m->key : NULL,
		    "unknown key, allowed: %s", list);
		return false;
	}
	return true;
}
