/* SPDX-License-Identifier: MIT */
/* Any bytes as JSON: read, walk all of it, free. */
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "letter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
walk(const struct json *v, unsigned depth)
{
	uint32_t cp;

	for (; v; v = v->next) {
		if (depth > 17 || v->line == 0)
			abort();
		if (v->kind == JSON_STRING) {
			if (strlen(v->string) != v->string_len)
				abort();
			for (size_t at = 0; at < v->string_len;) {
				unsigned n = utf8_read(
				    v->string + at, v->string_len - at, &cp);

				if (n == 0)
					abort();
				at += n;
			}
		}
		walk(v->child, depth + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = NULL;
	unsigned line = 0;

	if (json_read(&doc, &root, (const char *)data, len, &line, &why))
		walk(root, 0);
	else if (line == 0 || !why)
		abort();
	json_free(doc);
	return 0;
}
