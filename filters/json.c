/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "letter.h"

#define JSON_LEN_MAX (1u << 20) /* bytes: a site's word lists fit, no more */
#define JSON_DEPTH_MAX 16u      /* people do not write deeper */
#define JSON_KEYS_MAX 1024u     /* members of one object: all are compared */
#define JSON_NUMBER_MAX 63u     /* characters of a number */
#define CHUNK 16384u            /* bytes that the arena grows by at least */

struct chunk {
	struct chunk *next;
	size_t room, used;
	_Alignas(max_align_t) char bytes[];
};

struct json_doc {
	struct chunk *chunks;
};

struct reader {
	struct json_doc *doc;
	const char *at, *end;
	unsigned line, depth;
	size_t first;      /* bytes of the first chunk */
	const char *why;   /* the first mistake */
	const char *twice; /* the key that stands twice */
};

static void *
take(struct reader *r, size_t size)
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

static bool
fail(struct reader *r, const char *why)
{
	if (!r->why)
		r->why = why;
	return false;
}

/* Behind a comment's end; false when it has none. */
static bool
skip_comment(struct reader *r)
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
	return block ? fail(r, "a comment without an end") : true;
}

static bool
skip_space(struct reader *r)
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

static bool
hex4(struct reader *r, uint32_t *value)
{
	*value = 0;
	if (r->end - r->at < 4)
		return fail(r, "a \\u without four hexadecimal digits");
	for (unsigned i = 0; i < 4; i++) {
		char c = *r->at++;
		uint32_t digit =
		    c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		    : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
		    : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
					   : 16;

		if (digit == 16)
			return fail(r, "a \\u without four hexadecimal digits");
		*value = *value << 4 | digit;
	}
	return true;
}

/* Behind "\u". */
static bool
read_unicode(struct reader *r, uint32_t *cp)
{
	uint32_t low;

	if (!hex4(r, cp))
		return false;
	if (*cp == 0)
		return fail(r, "U+0000 in a string");
	if (*cp < 0xD800 || *cp > 0xDFFF)
		return true;
	if (*cp > 0xDBFF || r->end - r->at < 6 || r->at[0] != '\\' ||
	    r->at[1] != 'u')
		return fail(r, "half a surrogate pair");
	r->at += 2;
	if (!hex4(r, &low))
		return false;
	if (low < 0xDC00 || low > 0xDFFF)
		return fail(r, "half a surrogate pair");
	*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

/* Behind a backslash; writes what it stands for. */
static bool
read_escape(struct reader *r, char *out, size_t *len)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	uint32_t cp;
	char c = r->at < r->end ? *r->at++ : '\0';
	const char *found = c ? strchr(from, c) : NULL;

	if (found) {
		out[(*len)++] = to[found - from];
		return true;
	}
	if (c != 'u')
		return fail(r, "an unknown escape in a string");
	if (!read_unicode(r, &cp))
		return false;
	*len += utf8_write(cp, out + *len);
	return true;
}

/* The closing quote of the string that r->at is in, NULL without one. */
static const char *
string_end(const struct reader *r)
{
	for (const char *p = r->at; p < r->end; p++) {
		if (*p == '"')
			return p;
		if (*p == '\\')
			p++;
	}
	return NULL;
}

/* At the opening quote. What it stands for is never longer than written. */
static bool
read_string(struct reader *r, const char **out, size_t *out_len)
{
	const char *end;
	char *to;
	size_t len = 0;

	r->at++;
	end = string_end(r);
	if (!end)
		return fail(r, "a string without an end");
	to = take(r, (size_t)(end - r->at) + 1);
	if (!to)
		return false;
	while (r->at < end) {
		uint32_t cp;
		unsigned n;

		if (*r->at == '\\') {
			r->at++;
			if (!read_escape(r, to, &len))
				return false;
			continue;
		}
		if (*r->at >= 0x20) { /* plain ASCII, as far as it goes */
			const char *from = r->at;

			while (r->at < end && *r->at >= 0x20 &&
			       (uint8_t)*r->at < 0x80 && *r->at != '\\')
				r->at++;
			memcpy(to + len, from, (size_t)(r->at - from));
			len += (size_t)(r->at - from);
			if (r->at > from)
				continue;
		}
		if (*r->at == '\0')
			return fail(r, "U+0000 in a string");
		n = utf8_read(r->at, (size_t)(end - r->at), &cp);
		if (n == 0)
			return fail(r, "not UTF-8");
		if (cp < 0x20)
			return fail(r, "a control character in a string");
		memcpy(to + len, r->at, n);
		len += n;
		r->at += n;
	}
	r->at++;
	*out = to;
	*out_len = len;
	return true;
}

static size_t
digits(const char **p, const char *end)
{
	const char *begin = *p;

	while (*p < end && **p >= '0' && **p <= '9')
		(*p)++;
	return (size_t)(*p - begin);
}

/* Behind the number at p as RFC 8259, section 6, writes it; NULL if none. */
static const char *
number_end(const char *p, const char *end)
{
	const char *first;

	if (p < end && *p == '-')
		p++;
	first = p;
	if (digits(&p, end) == 0 || (*first == '0' && p - first > 1))
		return NULL;
	if (p < end && *p == '.') {
		p++;
		if (digits(&p, end) == 0)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		if (digits(&p, end) == 0)
			return NULL;
	}
	return p;
}

static bool
read_number(struct reader *r, struct json *v)
{
	char copy[JSON_NUMBER_MAX + 1];
	const char *end = number_end(r->at, r->end);
	size_t len = end ? (size_t)(end - r->at) : 0;

	if (len == 0 || len > JSON_NUMBER_MAX)
		return fail(r, end ? "a number too long" : "expected a value");
	memcpy(copy, r->at, len);
	copy[len] = '\0';
	errno = 0;
	v->kind = JSON_NUMBER;
	v->number = strtod(copy, NULL);
	explicit_bzero(copy, sizeof(copy));
	if (errno == ERANGE && (v->number > 1 || v->number < -1))
		return fail(r, "a number too large");
	r->at = end;
	return true;
}

static bool
read_word(struct reader *r, struct json *v)
{
	static const struct {
		const char *word;
		enum json_kind kind;
		bool truth;
	} words[] = {
	    {"null", JSON_NULL, false},
	    {"true", JSON_BOOL, true},
	    {"false", JSON_BOOL, false},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i].word);

		if ((size_t)(r->end - r->at) >= len &&
		    memcmp(r->at, words[i].word, len) == 0) {
			v->kind = words[i].kind;
			v->truth = words[i].truth;
			r->at += len;
			return true;
		}
	}
	return read_number(r, v);
}

static struct json *read_value(struct reader *r);

/* "key": at r->at; refuses a key that an earlier member has. */
static bool
read_key(struct reader *r, const struct json *first, const char **key)
{
	size_t len, keys = 0;

	if (r->at >= r->end || *r->at != '"')
		return fail(r, "expected a key in quotes");
	if (!read_string(r, key, &len))
		return false;
	for (; first; first = first->next) {
		if (strcmp(first->key, *key) == 0) {
			r->twice = *key;
			return fail(r, "the key stands twice");
		}
		if (++keys == JSON_KEYS_MAX)
			return fail(r, "more than 1024 keys in an object");
	}
	if (!skip_space(r))
		return false;
	if (r->at >= r->end || *r->at != ':')
		return fail(r, "expected ':'");
	r->at++;
	return true;
}

/* Behind '[' or '{', to behind the closing one. */
static bool
read_children(struct reader *r, struct json *parent, char close)
{
	struct json **link = &parent->child;

	if (++r->depth > JSON_DEPTH_MAX)
		return fail(r, "deeper than 16");
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
			return fail(r, close == '}' ? "expected ',' or '}'"
						    : "expected ',' or ']'");
		r->at++;
	}
	r->at++;
	r->depth--;
	return true;
}

static struct json *
read_value(struct reader *r)
{
	struct json *v = NULL;
	bool good;

	if (!skip_space(r))
		return NULL;
	if (r->at >= r->end) {
		fail(r, "expected a value");
		return NULL;
	}
	v = take(r, sizeof(*v));
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
		good = read_string(r, &v->string, &v->string_len);
		break;
	default:
		good = read_word(r, v);
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
	struct reader r = {.doc = doc, .at = text, .line = 1};
	const struct json *v = NULL;

	*line = 1;
	*why = "out of memory";
	key[0] = '\0';
	if (!doc)
		return false;
	r.end = text + len;
	r.first = 2 * len + 8 * sizeof(struct json);
	if (len > JSON_LEN_MAX)
		fail(&r, "more than 1 MiB");
	else if (has_mark(text, len))
		fail(&r, "begins with a byte order mark: save it as UTF-8 "
			 "without one");
	else
		v = read_value(&r);
	if (v && skip_space(&r) && r.at < r.end)
		fail(&r, "something behind the end");
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
