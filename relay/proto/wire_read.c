/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "proto/hello.h"
#include "proto/wire_shape.h"

/* One field being read. */
struct reading {
	struct wire *wire;
	const struct shape *shape;
	const struct field *field;
	char *out; /* the struct */
	struct sr_fault *fault;
};

/* ---- faults: where, and what is allowed; never the value ---- */

static enum sr_err
refuse(const struct reading *r, const char *before)
{
	char allowed[200];

	wire_describe(allowed, sizeof(allowed), r->field);
	sr_fault_set(r->fault, "%s.%s: %s%s", r->shape->name, r->field->name,
	    before, allowed);
	return SR_EINVAL;
}

/* ---- values ---- */

static bool
visible_only(const char *s)
{
	for (; *s; s++) {
		if (*s <= ' ' || *s >= 0x7f)
			return false;
	}
	return true;
}

/* Neither those of ASCII nor U+0080 to U+009F: a terminal takes U+009B for the
 * beginning of a command. */
static bool
no_control(const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f ||
		    ((unsigned char)*s == 0xC2 && (unsigned char)s[1] < 0xA0))
			return false;
	}
	return true;
}

static enum sr_err
read_string(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;
	const char *s;
	size_t len;

	if (cj_kind(v) != CJ_STRING)
		return refuse(r, "");
	s = cj_string(v);
	len = strlen(s);
	if (f->type == FIELD_TEXT && len > f->most) {
		(void)refuse(r, "");
		return SR_ETOOLARGE;
	}
	if (len < f->least || len > f->most ||
	    (f->type == FIELD_WORD && !visible_only(s)) ||
	    (f->type == FIELD_NAME && !wire_name_ok(s)) ||
	    (f->type != FIELD_TEXT && !no_control(s)))
		return refuse(r, "");
	if (f->type == FIELD_CHARS)
		memcpy(r->out + f->at, s, len + 1);
	else
		memcpy(r->out + f->at, &s, sizeof(s));
	if (f->len)
		memcpy(r->out + f->len, &len, sizeof(len));
	return SR_OK;
}

static enum sr_err
read_bytes(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;

	if (cj_kind(v) != CJ_STRING ||
	    hello_unbase64((uint8_t *)r->out + f->at, (size_t)f->most,
		cj_string(v)) != SR_OK)
		return refuse(r, "");
	return SR_OK;
}

static enum sr_err
read_id(const struct reading *r, const struct cj_value *v)
{
	struct procedure_id id;

	if (cj_kind(v) != CJ_STRING || !wire_id_from_text(cj_string(v), &id))
		return refuse(r, "");
	memcpy(r->out + r->field->at, &id, sizeof(id));
	return SR_OK;
}

static enum sr_err
read_number(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;
	uint64_t number;
	unsigned count;

	if (!cj_integer(v, &number) || number < f->least || number > f->most)
		return refuse(r, "");
	count = (unsigned)number;
	if (f->type == FIELD_COUNT)
		memcpy(r->out + f->at, &count, sizeof(count));
	else
		memcpy(r->out + f->at, &number, sizeof(number));
	return SR_OK;
}

static enum sr_err
read_bool(const struct reading *r, const struct cj_value *v)
{
	bool truth;

	if (cj_kind(v) != CJ_BOOL)
		return refuse(r, "");
	truth = cj_bool(v);
	memcpy(r->out + r->field->at, &truth, sizeof(truth));
	return SR_OK;
}

static bool
find_name(const struct names *list, const struct cj_value *v, unsigned *value)
{
	if (cj_kind(v) != CJ_STRING)
		return false;
	for (unsigned i = 0; i < list->count; i++) {
		if (list->name[i] && strcmp(list->name[i], cj_string(v)) == 0) {
			*value = i;
			return true;
		}
	}
	return false;
}

_Static_assert(sizeof(enum part) == sizeof(unsigned) &&
		   sizeof(enum entry_kind) == sizeof(unsigned) &&
		   sizeof(enum basis) == sizeof(unsigned) &&
		   sizeof(enum release_mode) == sizeof(unsigned) &&
		   sizeof(enum stop_reason) == sizeof(unsigned) &&
		   sizeof(enum decision) == sizeof(unsigned) &&
		   sizeof(enum gone_why) == sizeof(unsigned) &&
		   sizeof(enum audience) == sizeof(unsigned) &&
		   sizeof(enum sr_err) == sizeof(unsigned),
    "enums are read and written as unsigned");

static enum sr_err
read_one(const struct reading *r, const struct cj_value *v)
{
	unsigned value;

	if (!find_name(r->field->names, v, &value))
		return refuse(r, "");
	memcpy(r->out + r->field->at, &value, sizeof(value));
	return SR_OK;
}

/* An array of names, none twice: bits of an unsigned, or bools. */
static enum sr_err
read_set(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;
	unsigned bits = 0, value;
	size_t count = 0;

	if (cj_kind(v) != CJ_ARRAY)
		return refuse(r, "");
	for (v = cj_first(v); v; v = cj_next(v), count++) {
		if (!find_name(f->names, v, &value) || (bits & 1u << value))
			return refuse(r, "");
		bits |= 1u << value;
	}
	if (count < f->least)
		return refuse(r, "");
	if (f->type == FIELD_BITS) {
		memcpy(r->out + f->at, &bits, sizeof(bits));
		return SR_OK;
	}
	for (unsigned i = 0; i < f->names->count; i++) {
		bool on = (bits & 1u << i) != 0;

		memcpy(r->out + f->at + i * sizeof(bool), &on, sizeof(on));
	}
	return SR_OK;
}

/* Few members and none twice, all the way down (depth is bounded already). */
static bool
members_ok(const struct cj_value *v)
{
	unsigned count = 0;

	for (const struct cj_value *m = cj_first(v); m; m = cj_next(m)) {
		if (cj_kind(v) == CJ_OBJECT) {
			if (++count > MEMBERS_MAX)
				return false;
			for (const struct cj_value *n = cj_first(v); n != m;
			     n = cj_next(n)) {
				if (strcmp(cj_key(n), cj_key(m)) == 0)
					return false;
			}
		}
		if (!members_ok(m))
			return false;
	}
	return true;
}

static enum sr_err
read_object(const struct reading *r, const struct cj_value *v)
{
	const char *text;
	size_t len;
	enum sr_err err;

	if (cj_kind(v) != CJ_OBJECT || !members_ok(v))
		return refuse(r, "");
	err = cj_print(r->wire->memory, v, &text, &len);
	if (err != SR_OK)
		return err;
	memcpy(r->out + r->field->at, &text, sizeof(text));
	memcpy(r->out + r->field->len, &len, sizeof(len));
	return SR_OK;
}

/* A newer relay may have errors that this program cannot name. */
static enum sr_err
read_error(const struct reading *r, const struct cj_value *v)
{
	enum sr_err value;

	if (cj_kind(v) != CJ_STRING)
		return refuse(r, "");
	if (sr_err_from_name(cj_string(v), &value) != SR_OK)
		value = SR_EINVAL;
	memcpy(r->out + r->field->at, &value, sizeof(value));
	return SR_OK;
}

static enum sr_err
read_each(const struct reading *r, const struct cj_value *first, char *rows)
{
	for (const struct cj_value *v = first; v; v = cj_next(v)) {
		enum sr_err err;

		if (cj_kind(v) != CJ_OBJECT)
			return refuse(r, "");
		err = wire_read_shape(
		    r->wire, r->field->row, false, v, rows, r->fault);
		if (err != SR_OK)
			return err;
		rows += r->field->row->size;
	}
	return SR_OK;
}

static enum sr_err
read_rows(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;
	size_t count = 0;
	unsigned fixed;
	char *rows;

	if (cj_kind(v) != CJ_ARRAY)
		return refuse(r, "");
	for (const struct cj_value *m = cj_first(v); m; m = cj_next(m))
		count++;
	if (f->type == FIELD_FIXED_ROWS) {
		if (count > f->most)
			return refuse(r, "");
		fixed = (unsigned)count;
		memcpy(r->out + f->len, &fixed, sizeof(fixed));
		return read_each(r, cj_first(v), r->out + f->at);
	}
	rows = cj_alloc(r->wire->memory, count * f->row->size + 1);
	if (!rows)
		return SR_ENOMEM;
	memcpy(r->out + f->at, &rows, sizeof(rows));
	memcpy(r->out + f->len, &count, sizeof(count));
	return read_each(r, cj_first(v), rows);
}

static bool
good_tag(const struct wire_hashtags *before, const struct cj_value *v)
{
	size_t len;

	if (cj_kind(v) != CJ_STRING || !wire_name_ok(cj_string(v)))
		return false;
	len = strlen(cj_string(v));
	if (len < 2 || len > HASHTAG_MAX || strpbrk(cj_string(v), "._"))
		return false;
	for (unsigned i = 0; i < before->count; i++)
		if (strcmp(before->tag[i], cj_string(v)) == 0)
			return false;
	return true;
}

static enum sr_err
read_tags(const struct reading *r, const struct cj_value *v)
{
	struct wire_hashtags tags = {0};

	if (cj_kind(v) != CJ_ARRAY)
		return refuse(r, "");
	for (v = cj_first(v); v; v = cj_next(v)) {
		if (tags.count == HASHTAGS_MAX || !good_tag(&tags, v))
			return refuse(r, "");
		strncpy(tags.tag[tags.count++], cj_string(v), HASHTAG_MAX);
	}
	memcpy(r->out + r->field->at, &tags, sizeof(tags));
	return SR_OK;
}

static enum sr_err
read_strings(const struct reading *r, const struct cj_value *v)
{
	const struct field *f = r->field;
	unsigned count = 0;

	if (cj_kind(v) != CJ_ARRAY)
		return refuse(r, "");
	for (v = cj_first(v); v; v = cj_next(v), count++) {
		const char *s = cj_kind(v) == CJ_STRING ? cj_string(v) : "";

		if (!*s || strlen(s) > f->each || !no_control(s) ||
		    count == f->most)
			return refuse(r, "");
		memcpy(r->out + f->at + count * sizeof(s), &s, sizeof(s));
	}
	if (count < f->least)
		return refuse(r, "");
	memcpy(r->out + f->len, &count, sizeof(count));
	return SR_OK;
}

static enum sr_err
read_value(const struct reading *r, const struct cj_value *v)
{
	switch (r->field->type) {
	case FIELD_STRING:
	case FIELD_WORD:
	case FIELD_NAME:
	case FIELD_TEXT:
	case FIELD_CHARS:
		return read_string(r, v);
	case FIELD_BYTES:
		return read_bytes(r, v);
	case FIELD_ID:
		return read_id(r, v);
	case FIELD_NUMBER:
	case FIELD_COUNT:
		return read_number(r, v);
	case FIELD_BOOL:
		return read_bool(r, v);
	case FIELD_ONE:
		return read_one(r, v);
	case FIELD_BITS:
	case FIELD_FLAGS:
		return read_set(r, v);
	case FIELD_OBJECT:
		return read_object(r, v);
	case FIELD_ERROR:
		return read_error(r, v);
	case FIELD_ROWS:
	case FIELD_FIXED_ROWS:
		return read_rows(r, v);
	case FIELD_TAGS:
		return read_tags(r, v);
	case FIELD_STRINGS:
		return read_strings(r, v);
	}
	return SR_EINVAL;
}

/* ---- objects ---- */

static const struct field *
find_field(const struct shape *shape, const char *key)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (strcmp(shape->field[i].name, key) == 0)
			return &shape->field[i];
	}
	return NULL;
}

/* Every member is of the shape or the envelope, and none stands twice. */
static enum sr_err
check_members(const struct shape *shape, const struct cj_value *object,
    struct sr_fault *fault)
{
	uint64_t seen = 0;

	for (const struct cj_value *m = cj_first(object); m; m = cj_next(m)) {
		const char *key = cj_key(m);
		const struct field *f = find_field(shape, key);
		uint64_t bit;

		if (!f) {
			if (strcmp(key, "op") == 0 || strcmp(key, "seq") == 0)
				continue; /* read_envelope() saw to them */
			/* Of a key that is no plain word nothing is told. */
			sr_fault_set(fault, "%s.%s: no such field", shape->name,
			    wire_name_ok(key) ? key : "?");
			return SR_EINVAL;
		}
		bit = UINT64_C(1) << (f - shape->field);
		if (seen & bit) {
			sr_fault_set(fault, "%s.%s: once, not twice",
			    shape->name, f->name);
			return SR_EINVAL;
		}
		seen |= bit;
	}
	return SR_OK;
}

static enum sr_err
read_field(const struct reading *r, const struct cj_value *object)
{
	const struct cj_value *v = cj_first(object);
	const bool given = true;
	enum sr_err err;

	while (v && strcmp(cj_key(v), r->field->name) != 0)
		v = cj_next(v);
	if (!v) {
		if (r->field->presence == REQUIRED)
			return refuse(r, "missing; ");
		return SR_OK;
	}
	err = read_value(r, v);
	if (err == SR_OK && r->field->given)
		memcpy(r->out + r->field->given, &given, sizeof(given));
	return err;
}

enum sr_err
wire_read_shape(struct wire *w, const struct shape *shape, bool strict,
    const struct cj_value *object, void *out, struct sr_fault *fault)
{
	enum sr_err err = strict ? check_members(shape, object, fault) : SR_OK;
	/* Read on after a wrong member, for what an answer can echo. */
	struct reading r = {
	    .wire = w,
	    .shape = shape,
	    .out = out,
	    .fault = err == SR_OK ? fault : NULL,
	};

	for (size_t i = 0; i < shape->count; i++) {
		enum sr_err one;

		r.field = &shape->field[i];
		one = read_field(&r, object);
		if (one != SR_OK)
			return err == SR_OK ? one : err;
	}
	return err;
}
