/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_SHAPE_H
#define SR_WIRE_SHAPE_H

#include "proto/cj.h"
#include "proto/wire.h"

/*
 * Inside wire*.c: messages as tables. A shape is one object of the protocol,
 * a row of it one field: its name, its type, where it stands in the struct,
 * and its limits. Reading, writing and the sentences of faults all come from
 * these rows (wire_table.c, wire_requests.c), so that they cannot differ.
 */

enum field_type {
	FIELD_STRING, /* const char *: least..most bytes, no control characters
		       */
	FIELD_WORD,   /* the same, of visible ASCII characters only */
	FIELD_NAME,   /* the same, wire_name_ok() */
	FIELD_TEXT,   /* the same with its length, any character but U+0000 */
	FIELD_CHARS,  /* char[most + 1], copied */
	FIELD_BYTES,  /* uint8_t[most], base64url */
	FIELD_ID,     /* struct procedure_id */
	FIELD_NUMBER, /* uint64_t: least..most */
	FIELD_COUNT,  /* unsigned: least..most */
	FIELD_BOOL,
	FIELD_ONE,    /* an enum: index into names */
	FIELD_BITS,   /* unsigned: bit of each name given; at least `least` */
	FIELD_FLAGS,  /* bool[]: one for each name; at least `least` */
	FIELD_OBJECT, /* const char * and length: the object as JSON text */
	FIELD_ERROR,  /* enum sr_err by its name */
	FIELD_ROWS, /* const struct * and size_t count, in the wire's memory */
	FIELD_FIXED_ROWS, /* struct[most] in place and unsigned count */
	FIELD_TAGS,       /* struct wire_hashtags: at most `most` */
	FIELD_STRINGS,    /* const char *[most] in place and unsigned count, at
			     least `least`; each 1..each bytes, no control
			     characters */
};

enum field_presence {
	REQUIRED, /* a read without it is a fault */
	OPTIONAL, /* left out when empty: NULL, 0, false, not given */
	ALWAYS    /* written even when 0 or false, as the default is another */
};

/* Names of values; NULL stands for a value that has no name on the wire. */
struct names {
	const char *const *name;
	size_t count;
};

extern const struct names wire_names_audiences, wire_names_roles,
    wire_names_kinds, wire_names_parts, wire_names_langs, wire_names_bases,
    wire_names_decisions, wire_names_gone_whys, wire_names_releases,
    wire_names_stop_reasons, wire_names_staff_roles, wire_names_question_states,
    wire_names_reactions, wire_names_citation_types, wire_names_post_kinds;

struct shape;

struct field {
	const char *name;
	enum field_type type;
	enum field_presence presence;
	size_t at;    /* offset of the value */
	size_t len;   /* offset of its length or count; 0: none */
	size_t given; /* offset of a bool that tells it is there; 0: none */
	uint64_t least, most, each;
	const struct names *names;
	const struct shape *row; /* FIELD_ROWS, FIELD_FIXED_ROWS */
};

struct shape {
	const char *name; /* "post" */
	size_t size;      /* of the struct */
	const struct field *field;
	size_t count;
};

struct wire {
	struct cj *memory;
};

/* Rows that requests and messages have. */
extern const struct shape wire_person_rows, wire_tally_rows;
extern const struct shape wire_requests[WIRE_OPS];
extern const struct shape wire_messages[WIRE_EVENTS];
/* "ok" of a post: the fields that it always has. */
extern const struct shape wire_posted;
extern const struct shape wire_audit_shape, wire_account_shape,
    wire_procedure_shape;

/* "an integer from 1 to 5": what is allowed in this field. */
void wire_describe(char *out, size_t room, const struct field *f);

/* Members named "op" and "seq" are the envelope's, not read here.
 *   strict  fields that the shape does not know are faults
 *   out     zeroed or with its defaults in place */
SR_MUST_USE enum sr_err wire_read_shape(struct wire *w,
    const struct shape *shape, bool strict, const struct cj_value *object,
    void *out, struct sr_fault *fault);
/* op NULL: no envelope; seq 0: none. SR_EUTF8: a string that is not. */
SR_MUST_USE enum sr_err wire_write_shape(struct wire *w,
    const struct shape *shape, const char *op, uint64_t seq, const void *in,
    const char **text, size_t *len);

#endif
