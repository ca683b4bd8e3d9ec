/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "proto/hello.h"
#include "proto/wire_shape.h"

/* Text that grows in the wire's memory and keeps its first error. */
struct text {
	struct cj *memory;
	char *at;
	size_t len, room;
	enum sr_err err;
};

/* Bytes at first: most messages fit. */
#define TEXT_ROOM 1024u

static bool
text_room(struct text *t, size_t more)
{
	size_t room = t->room ? t->room : TEXT_ROOM;
	char *at;

	if (t->err != SR_OK)
		return false;
	if (more < t->room - t->len)
		return true;
	while (room - t->len <= more)
		room *= 2;
	at = cj_alloc(t->memory, room);
	if (!at) {
		t->err = SR_ENOMEM;
		return false;
	}
	if (t->len)
		memcpy(at, t->at, t->len); /* the old copy is wiped with all */
	t->at = at;
	t->room = room;
	return true;
}

static void
put(struct text *t, const char *bytes, size_t len)
{
	if (!text_room(t, len))
		return;
	memcpy(t->at + t->len, bytes, len);
	t->len += len;
	t->at[t->len] = '\0';
}

static void
put_words(struct text *t, const char *words)
{
	put(t, words, strlen(words));
}

static void
put_number(struct text *t, uint64_t number)
{
	char digits[24];

	put(t, digits,
	    (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, number));
}

static void
put_escaped(struct text *t, unsigned char c)
{
	static const char plain[] = "\b\f\n\r\t\"\\", letter[] = "bfnrt\"\\";
	const char *found = memchr(plain, c, sizeof(plain) - 1);
	char code[8] = {'\\'};

	if (found) {
		code[1] = letter[found - plain];
		put(t, code, 2);
	} else {
		put(t, code,
		    (size_t)snprintf(code, sizeof(code), "\\u%04x", c));
	}
}

static void
put_string(struct text *t, const char *s, size_t len)
{
	size_t begin = 0;

	if (!cj_utf8(s, len)) {
		if (t->err == SR_OK)
			t->err = SR_EUTF8;
		return;
	}
	put(t, "\"", 1);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		put(t, s + begin, i - begin);
		put_escaped(t, c);
		begin = i + 1;
	}
	put(t, s + begin, len - begin);
	put(t, "\"", 1);
}

static void
put_bytes(struct text *t, const uint8_t *bytes, size_t len)
{
	char base64[4 * (HELLO_SIGNATURE_BYTES + 2) / 3 + 1];

	hello_base64(base64, sizeof(base64), bytes, len);
	put_string(t, base64, strlen(base64));
}

static void
put_set(struct text *t, const struct field *f, const char *value)
{
	const char *comma = "";
	unsigned bits = 0;

	if (f->type == FIELD_BITS)
		memcpy(&bits, value, sizeof(bits));
	put(t, "[", 1);
	for (size_t i = 0; i < f->names->count; i++) {
		bool on;

		if (f->type == FIELD_BITS)
			on = (bits >> i & 1) != 0;
		else
			memcpy(&on, value + i * sizeof(bool), sizeof(on));
		if (!on)
			continue;
		put_words(t, comma);
		put_string(t, f->names->name[i], strlen(f->names->name[i]));
		comma = ",";
	}
	put(t, "]", 1);
}

/* Written as it stands, once it is sure that it is one object. */
static void
put_object(struct text *t, const char *object, size_t len)
{
	size_t space = len ? strspn(object, " \t\r\n") : 0;

	if (cj_check(object, len, NULL) == SR_OK && object[space] == '{')
		put(t, object, len);
	else if (t->err == SR_OK)
		t->err = SR_EINVAL;
}

static void put_fields(struct text *t, const struct shape *shape,
    const char *in, const char *comma);

static size_t
row_count(const struct field *f, const char *in)
{
	unsigned fixed;
	size_t count;

	if (f->type == FIELD_FIXED_ROWS) {
		memcpy(&fixed, in + f->len, sizeof(fixed));
		return fixed;
	}
	memcpy(&count, in + f->len, sizeof(count));
	return count;
}

static void
put_rows(struct text *t, const struct field *f, const char *in)
{
	size_t count = row_count(f, in);
	const char *rows = in + f->at;

	if (f->type == FIELD_ROWS)
		memcpy(&rows, in + f->at, sizeof(rows));
	put(t, "[", 1);
	for (size_t i = 0; i < count; i++) {
		put_words(t, i ? ",{" : "{");
		put_fields(t, f->row, rows + i * f->row->size, "");
		put(t, "}", 1);
	}
	put(t, "]", 1);
}

static void
put_tags(struct text *t, const char *at)
{
	struct wire_hashtags tags;

	memcpy(&tags, at, sizeof(tags));
	put(t, "[", 1);
	for (unsigned i = 0; i < tags.count; i++) {
		put_words(t, i ? "," : "");
		put_string(t, tags.tag[i], strlen(tags.tag[i]));
	}
	put(t, "]", 1);
}

static bool
no_tags(const char *at)
{
	struct wire_hashtags tags;

	memcpy(&tags, at, sizeof(tags));
	return tags.count == 0;
}

/* ---- by type ---- */

static void
put_strings(struct text *t, const char *strings, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		const char *s;

		memcpy(&s, strings + i * sizeof(s), sizeof(s));
		put_words(t, i ? "," : "[");
		put_string(t, s, strlen(s));
	}
	put_words(t, count ? "]" : "[]");
}

static const char *
pointer_at(const char *at)
{
	const char *p;

	memcpy(&p, at, sizeof(p));
	return p;
}

static unsigned
unsigned_at(const char *at)
{
	unsigned value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static uint64_t
number_at(const char *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static size_t
string_len(const struct field *f, const char *in)
{
	const char *s = pointer_at(in + f->at);
	size_t len;

	if (!f->len)
		return s ? strlen(s) : 0;
	memcpy(&len, in + f->len, sizeof(len));
	return s ? len : 0;
}

static void
put_name(struct text *t, const struct names *list, unsigned value)
{
	const char *name = value < list->count ? list->name[value] : NULL;

	if (name)
		put_string(t, name, strlen(name));
	else if (t->err == SR_OK)
		t->err = SR_EINVAL;
}

static void
put_value(struct text *t, const struct field *f, const char *in)
{
	const char *at = in + f->at;
	char id[PROCEDURE_ID_TEXT + 1];
	struct procedure_id bytes;

	switch (f->type) {
	case FIELD_STRING:
	case FIELD_WORD:
	case FIELD_NAME:
	case FIELD_TEXT:
		put_string(t, string_len(f, in) ? pointer_at(at) : "",
		    string_len(f, in));
		break;
	case FIELD_CHARS:
		put_string(t, at, strlen(at));
		break;
	case FIELD_BYTES:
		put_bytes(t, (const uint8_t *)at, (size_t)f->most);
		break;
	case FIELD_ID:
		memcpy(&bytes, at, sizeof(bytes));
		wire_id_text(id, &bytes);
		put_string(t, id, PROCEDURE_ID_TEXT);
		break;
	case FIELD_NUMBER:
		put_number(t, number_at(at));
		break;
	case FIELD_COUNT:
		put_number(t, unsigned_at(at));
		break;
	case FIELD_BOOL:
		put_words(t, *at ? "true" : "false");
		break;
	case FIELD_ONE:
		put_name(t, f->names, unsigned_at(at));
		break;
	case FIELD_BITS:
	case FIELD_FLAGS:
		put_set(t, f, at);
		break;
	case FIELD_OBJECT:
		put_object(t, pointer_at(at), string_len(f, in));
		break;
	case FIELD_ERROR:
		put_words(t, "\"");
		put_words(t, sr_err_name((enum sr_err)unsigned_at(at)));
		put_words(t, "\"");
		break;
	case FIELD_ROWS:
	case FIELD_FIXED_ROWS:
		put_rows(t, f, in);
		break;
	case FIELD_TAGS:
		put_tags(t, at);
		break;
	case FIELD_STRINGS:
		put_strings(t, at, unsigned_at(in + f->len));
		break;
	}
}

/* Nothing to say: NULL, no bytes, 0, false, the value without a name. */
static bool
is_empty(const struct field *f, const char *in)
{
	const char *at = in + f->at;

	if (f->given)
		return !in[f->given];
	switch (f->type) {
	case FIELD_STRING:
	case FIELD_WORD:
	case FIELD_NAME:
	case FIELD_TEXT:
	case FIELD_OBJECT:
		return string_len(f, in) == 0;
	case FIELD_CHARS:
	case FIELD_BOOL:
		return !*at;
	case FIELD_NUMBER:
		return number_at(at) == 0;
	case FIELD_COUNT:
	case FIELD_ONE:
	case FIELD_BITS:
		return unsigned_at(at) == 0;
	case FIELD_FIXED_ROWS:
		return row_count(f, in) == 0;
	case FIELD_TAGS:
		return no_tags(at);
	case FIELD_STRINGS:
		return unsigned_at(in + f->len) == 0;
	case FIELD_BYTES:
	case FIELD_ID:
	case FIELD_FLAGS:
	case FIELD_ERROR:
	case FIELD_ROWS:
		break;
	}
	return false;
}

static void
put_fields(struct text *t, const struct shape *shape, const char *in,
    const char *comma)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->field[i];

		if (f->presence == OPTIONAL && is_empty(f, in))
			continue;
		put_words(t, comma);
		put_string(t, f->name, strlen(f->name));
		put(t, ":", 1);
		put_value(t, f, in);
		comma = ",";
	}
}

enum sr_err
wire_write_shape(struct wire *w, const struct shape *shape, const char *op,
    uint64_t seq, const void *in, const char **text, size_t *len)
{
	struct text t = {.memory = w->memory};

	put(&t, "{", 1);
	if (op) {
		put_words(&t, "\"op\":");
		put_string(&t, op, strlen(op));
	}
	if (seq) {
		put_words(&t, ",\"seq\":");
		put_number(&t, seq);
	}
	put_fields(&t, shape, in, op ? "," : "");
	put(&t, "}", 1);
	if (t.err != SR_OK)
		return t.err;
	*text = t.at;
	*len = t.len;
	return SR_OK;
}
