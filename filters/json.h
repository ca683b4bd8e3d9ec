/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_JSON_H
#define SCRUB_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A small JSON reader (RFC 8259, comments allowed) that knows the line of
 * every value, for files that people write: policies, rosters,
 * configuration. libscrub may use libc only, hence not cJSON; messages of the
 * protocol are read by relay/proto/wire.c with cJSON.
 */

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

struct json {
	enum json_kind kind;
	unsigned line; /* from 1 */
	bool truth;
	double number;
	const char *key;    /* member of an object: its name, else NULL */
	const char *string; /* UTF-8, NUL behind it; U+0000 is refused */
	size_t string_len;
	struct json *child, *next; /* first element or member; sibling */
};

struct json_doc;

/*
 * json_read(out, root, text, len, line, why):
 * SR-free: true, or false with *line and *why (static words: "expected ','",
 * "the key stands twice", "deeper than 16") when the text is not JSON.
 * Limits: 1 MiB, 16 levels.
 */
bool json_read(struct json_doc **out, const struct json **root,
    const char *text, size_t len, unsigned *line, const char **why);
/*
 * As json_read(); key: the one that stands twice if that is the mistake, else
 * "". For files whose keys are no secret: in others it may be anything.
 */
#define JSON_KEY_SHOWN 41u /* bytes, with the NUL */
bool json_read_naming(struct json_doc **out, const struct json **root,
    const char *text, size_t len, unsigned *line, const char **why,
    char key[JSON_KEY_SHOWN]);
const struct json *json_member(const struct json *object, const char *key);
/* Wipes the memory first. */
void json_free(struct json_doc *doc);

#endif
