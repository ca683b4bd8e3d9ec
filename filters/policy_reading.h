/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_POLICY_READING_H
#define SCRUB_POLICY_READING_H

#include "json.h"
#include "policy.h"

/* For policy*.c only: one policy being read. Each reader is false when it has
 * set the fault. */
struct reading {
	struct scrub_policy *policy;
	struct scrub_fault *fault;
	const char *file;
	struct text text; /* of allow and deny words */
};

bool policy_read_object(struct reading *r, const struct json *v);
bool policy_read_percent(
    struct reading *r, const struct json *v, unsigned *out);
bool policy_read_label(
    struct reading *r, const struct json *v, const char *name, size_t *label);

/* policy_words.c */
bool policy_read_allow(struct reading *r, const struct json *v);
bool policy_read_deny(struct reading *r, const struct json *v);

/* policy_patterns.c */
bool policy_read_patterns(struct reading *r, const struct json *v);

/* policy_quasi.c */
bool policy_read_quasi(struct reading *r, const struct json *v);

#endif
