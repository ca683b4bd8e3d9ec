/* SPDX-License-Identifier: MIT */
#include "json_reader.h"

#include <stdlib.h>
#include <string.h>

#define JSON_LEN_MAX (1u << 20) /* bytes: a site's word lists fit, no more */
#define JSON_DEPTH_MAX 16u      /* people do not write deeper */
#define JSON_KEYS_MAX 1024u     /* members of one object: all are compared */
#define CHUNK 16384u            /* bytes that the arena grows by at least */

struct chunk {
	struct chunk *next;
	size_t room, used;
	_Alignas(max_align_t) char bytes[];
};

struct json_doc {
	struct chunk *chunks;
};

void *
json_take(struct json_reader *r, size_t size)
{
	struct chunk *c = r->doc->chunks;

	size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (!c || c->room - c->used < size) {
		size_t want = size > r->first ? size : r->first;
		size_t room = want > CHUNK ? want : CHUNK;

		/* A line of a program gets what it needs, all is wiped after.
		 */
		if (!c && want < CHUNK)
			room = want;

		c = calloc(1, sizeof(*c) + room);
		if (!c) {
			r->why = "out of memory";
			return NULL;
		}
		c->room = room;
		c->next = r->doc->chunks;
		r->doc->chunks = c;
	}
	c->used += size;
	return c->bytes + c->used - size;
}

bool
json_fail(struct json_reader *r, const char *why)
{
	if (!r->why)
		r->why = why;
	return false;
}

/* Behind a comment's end; false when it has none. */
static bool
skip_comment(struct json_reader *r)
{
	bool block = r->at[1] == '*';

	for (r->at += 2; r->at < r->end; r->at++) {
		if (!block && *r->at == '\n')
			return true;
		if (block && *r->at == '*' && r->end - r->at > 1 &&
		    r->at[1] == '/') {
			r->at += 2;
			return true;
		}
		r->line += *r->at == '\n';
	}
	return block ? json_fail(r, "a comment without an end") : true;
}

static bool
skip_space(struct json_reader *r)
{
	while (r->at < r->end) {
		char c = *r->at;

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			r->line += c == '\n';
			r->at++;
		} else if (c == '/' && r->end - r->at > 1 &&
			   (r->at[1] == '/' || r->at[1] == '*')) {
			if (!skip_comment(r))
				return false;
		} else {
			break;
		}
	}
	return true;
}

static struct json *read_value(struct json_reader *r);

/* "key": at r->at; refuses a key that an earlier member has. */
static bool
read_key(struct json_reader *r, const struct json *first, const char **key)
{
	size_t len, keys = 0;

	if (r->at >= r->end || *r->at != '"')
		return json_fail(r, "expected a key in quotes");
	if (!json_read_string(r, key, &len))
		return false;
	for (; first; first = first->next) {
		if (strcmp(first->key, *key) == 0) {
			r->twice = *key;
			return json_fail(r, "the key stands twice");
		}
		if (++keys == JSON_KEYS_MAX)
			return json_fail(r, "more than 1024 keys in an object");
	}
	if (!skip_space(r))
		return false;
	if (r->at >= r->end || *r->at != ':')
		return json_fail(r, "expected ':'");
	r->at++;
	return true;
}

/* Behind '[' or '{', to behind the closing one. */
static bool
read_children(struct json_reader *r, struct json *parent, char close)
{
	struct json **link = &parent->child;

	if (++r->depth > JSON_DEPTH_MAX)
		return json_fail(r, "deeper than 16");
	if (!skip_space(r))
		return false;
	if (r->at < r->end && *r->at == close) {
		r->at++;
		r->depth--;
		return true;
	}
	for (;;) {
		const char *key = NULL;

		if (!skip_space(r) ||
		    (close == '}' && !read_key(r, parent->child, &key)))
			return false;
		*link = read_value(r);
		if (!*link || !skip_space(r))
			return false;
		(*link)->key = key;
		link = &(*link)->next;
		if (r->at < r->end && *r->at == close)
			break;
		if (r->at >= r->end || *r->at != ',')
			return json_fail(r, close == '}'
						? "expected ',' or '}'"
						: "expected ',' or ']'");
		r->at++;
	}
	r->at++;
	r->depth--;
	return true;
}

static struct json *
read_value(struct json_reader *r)
{
	struct json *v = NULL;
	bool good;

	if (!skip_space(r))
		return NULL;
	if (r->at >= r->end) {
		json_fail(r, "expected a value");
		return NULL;
	}
	v = json_take(r, sizeof(*v));
	if (!v)
		return NULL;
	v->line = r->line;
	switch (*r->at) {
	case '{':
	case '[':
		v->kind = *r->at == '{' ? JSON_OBJECT : JSON_ARRAY;
		good = read_children(r, v, *r->at++ == '{' ? '}' : ']');
		break;
	case '"':
		v->kind = JSON_STRING;
		good = json_read_string(r, &v->string, &v->string_len);
		break;
	default:
		good = json_read_scalar(r, v);
		break;
	}
	return good ? v : NULL;
}

/* What some editors put in front of a text, and RFC 8259, 8.1, forbids. */
static bool
has_mark(const char *text, size_t len)
{
	return (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) ||
	       (len >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 ||
				memcmp(text, "\xFE\xFF", 2) == 0));
}

/* As many whole characters as there is room for. */
static void
copy_key(char to[JSON_KEY_SHOWN], const char *key)
{
	size_t len = strlen(key);

	if (len >= JSON_KEY_SHOWN) {
		len = JSON_KEY_SHOWN - 1;
		while (((uint8_t)key[len] & 0xC0) == 0x80)
			len--;
	}
	memcpy(to, key, len);
	to[len] = '\0';
}

bool
json_read(struct json_doc **out, const struct json **root, const char *text,
    size_t len, unsigned *line, const char **why)
{
	char key[JSON_KEY_SHOWN];
	const bool good =
	    json_read_naming(out, root, text, len, line, why, key);

	explicit_bzero(key, sizeof(key));
	return good;
}

bool
json_read_naming(struct json_doc **out, const struct json **root,
    const char *text, size_t len, unsigned *line, const char **why,
    char key[JSON_KEY_SHOWN])
{
	struct json_doc *doc = calloc(1, sizeof(*doc));
	struct json_reader r = {.doc = doc, .at = text, .line = 1};
	const struct json *v = NULL;

	*line = 1;
	*why = "out of memory";
	key[0] = '\0';
	if (!doc)
		return false;
	r.end = text + len;
	r.first = 2 * len + 8 * sizeof(struct json);
	if (len > JSON_LEN_MAX)
		json_fail(&r, "more than 1 MiB");
	else if (has_mark(text, len))
		json_fail(&r, "begins with a byte order mark: save it as UTF-8 "
			      "without one");
	else
		v = read_value(&r);
	if (v && skip_space(&r) && r.at < r.end)
		json_fail(&r, "something behind the end");
	if (!v || r.why) {
		*line = r.line;
		*why = r.why ? r.why : "expected a value";
		if (r.twice)
			copy_key(key, r.twice);
		json_free(doc);
		return false;
	}
	*out = doc;
	*root = v;
	return true;
}

const struct json *
json_member(const struct json *object, const char *key)
{
	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *m = object->child; m; m = m->next) {
		if (strcmp(m->key, key) == 0)
			return m;
	}
	return NULL;
}

void
json_free(struct json_doc *doc)
{
	if (!doc)
		return;
	while (doc->chunks) {
		struct chunk *c = doc->chunks;

		doc->chunks = c->next;
		explicit_bzero(c, sizeof(*c) + c->room);
		free(c);
	}
	free(doc);
}
