/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_JSON_READER_H
#define SCRUB_JSON_READER_H

#include "json.h"

/* For json*.c only: one text being read. */
struct json_reader {
	struct json_doc *doc;
	const char *at, *end;
	unsigned line, depth;
	size_t first;      /* bytes of the first chunk */
	const char *why;   /* the first mistake */
	const char *twice; /* the key that stands twice */
};

/* Memory of the document; NULL: there is none, and the reader says so. */
void *json_take(struct json_reader *r, size_t size);
/* False; the first mistake stays. */
bool json_fail(struct json_reader *r, const char *why);

/* r->at is at the opening quote. What it stands for, and a NUL, is never longer
 * than written. */
bool json_read_string(struct json_reader *r, const char **out, size_t *out_len);
/* A number, null, true or false. */
bool json_read_scalar(struct json_reader *r, struct json *v);

#endif
