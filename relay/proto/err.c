/* SPDX-License-Identifier: MIT */
#include "proto/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "proto/catalogue.h"

static const struct {
	const char *name, *sentence;
} rows[] = {
#define X(id, name, sentence) [id] = {name, sentence},
    SR_ERRORS(X)
#undef X
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

const char *
sr_err_name(enum sr_err err)
{
	return (size_t)err < ROWS ? rows[err].name : "unknown";
}

const char *
sr_err_sentence(enum sr_err err)
{
	return say((size_t)err < ROWS ? rows[err].sentence : "Unknown error.");
}

enum sr_err
sr_err_from_name(const char *name, enum sr_err *err)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (strcmp(rows[i].name, name) == 0) {
			*err = (enum sr_err)i;
			return SR_OK;
		}
	}
	return SR_EINVAL;
}

void
sr_fault_set(struct sr_fault *fault, const char *format, ...)
{
	va_list args;

	if (!fault)
		return;
	va_start(args, format);
	vsnprintf(fault->what, sizeof(fault->what), say(format), args);
	va_end(args);
}
