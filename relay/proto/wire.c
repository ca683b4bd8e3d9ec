/* SPDX-License-Identifier: MIT */
#include "proto/wire.h"

#include <stdlib.h>
#include <string.h>

#include "proto/wire_shape.h"

enum sr_err
wire_new(struct wire **out)
{
	struct wire *w = calloc(1, sizeof(*w));
	enum sr_err err;

	if (!w)
		return SR_ENOMEM;
	err = cj_new(&w->memory);
	if (err != SR_OK) {
		free(w);
		return err;
	}
	*out = w;
	return SR_OK;
}

void
wire_free(struct wire *w)
{
	if (!w)
		return;
	cj_free(w->memory);
	free(w);
}

void
wire_end(struct wire *w)
{
	cj_end(w->memory);
}

void
wire_id_text(char text[PROCEDURE_ID_TEXT + 1], const struct procedure_id *id)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof(id->byte); i++) {
		text[2 * i] = digit[id->byte[i] >> 4];
		text[2 * i + 1] = digit[id->byte[i] & 15];
	}
	text[PROCEDURE_ID_TEXT] = '\0';
}

/* Upper case is refused: one procedure has one spelling. */
static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool
wire_id_from_text(const char *text, struct procedure_id *out)
{
	struct procedure_id id;

	if (strlen(text) != PROCEDURE_ID_TEXT)
		return false;
	for (size_t i = 0; i < sizeof(id.byte); i++) {
		int high = hex_digit(text[2 * i]);
		int low = hex_digit(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		id.byte[i] = (uint8_t)(high << 4 | low);
	}
	*out = id;
	return true;
}

bool
wire_name_ok(const char *name)
{
	static const char first[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	static const char rest[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	size_t len = strlen(name);

	return len >= 1 && len <= NAME_MAX_BYTES &&
	       strchr(first, name[0]) != NULL && strspn(name, rest) == len;
}

/* ---- envelopes ---- */

/* The member of that name; *twice when there are two. */
static const struct cj_value *
member(const struct cj_value *object, const char *name, bool *twice)
{
	const struct cj_value *found = NULL;

	for (const struct cj_value *m = cj_first(object); m; m = cj_next(m)) {
		if (strcmp(cj_key(m), name) != 0)
			continue;
		if (found)
			*twice = true;
		else
			found = m;
	}
	return found;
}

/* The object's shape of `count` by its "op", and its "seq". */
static enum sr_err
read_envelope(const struct cj_value *object, const struct shape *shapes,
    size_t count, unsigned *which, uint64_t *seq, struct sr_fault *fault)
{
	const struct cj_value *v;
	bool twice = false;

	if (cj_kind(object) != CJ_OBJECT) {
		sr_fault_set(fault, "message: an object");
		return SR_EINVAL;
	}
	v = member(object, "seq", &twice);
	if (twice || (v && (!cj_integer(v, seq) || *seq == 0))) {
		*seq = 0;
		sr_fault_set(fault,
		    "seq: an integer from 1 to %llu, once or not at all",
		    (unsigned long long)SR_NUMBER_MAX);
		return SR_EINVAL;
	}
	v = member(object, "op", &twice);
	if (!v || twice || cj_kind(v) != CJ_STRING) {
		sr_fault_set(
		    fault, "op: a string that names the operation, once");
		return SR_EINVAL;
	}
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(shapes[i].name, cj_string(v)) == 0) {
			*which = i;
			return SR_OK;
		}
	}
	sr_fault_set(fault, "op: an operation of %s", SR_SUBPROTOCOL);
	return SR_EOP;
}

/* ---- requests ---- */

/* What a post of each kind has; all else it may not have. */
static const struct {
	bool text, step, refers;
} post_has[] = {
    [ENTRY_UPDATE] = {.text = true},
    [ENTRY_MILESTONE] = {.step = true},
    [ENTRY_CORRECTION] = {.text = true, .refers = true},
    [ENTRY_RETRACTION] = {.refers = true},
};

static bool
has_or_not(bool has, bool wanted, const char *name, enum entry_kind kind,
    struct sr_fault *fault)
{
	if (has == wanted)
		return true;
	sr_fault_set(fault, "post.%s: %s for kind %s", name,
	    wanted ? "required" : "not allowed", wire_kind_name(kind));
	return false;
}

static enum sr_err
check_post(const struct wire_post *p, struct sr_fault *fault)
{
	if (has_or_not(p->text != NULL, post_has[p->kind].text, "text", p->kind,
		fault) &&
	    has_or_not(p->step != NULL, post_has[p->kind].step, "step", p->kind,
		fault) &&
	    has_or_not(p->refers != 0, post_has[p->kind].refers, "refers",
		p->kind, fault))
		return SR_OK;
	return SR_EINVAL;
}

/* Consent gate: no reference or no audience, no stream. */
static enum sr_err
check_open(const struct wire_open *o, struct sr_fault *fault)
{
	if (!o->consent) {
		sr_fault_set(fault,
		    "open.consent: a reference of 1 to %u visible ASCII "
		    "characters",
		    CONSENT_REF_MAX);
		return SR_ECONSENT;
	}
	for (size_t i = 0; i < AUDIENCES; i++) {
		if (o->audience[i])
			return SR_OK;
	}
	sr_fault_set(fault, "open.audiences: at least one that consent names");
	return SR_ECONSENT;
}

/* What the rows cannot say. */
static enum sr_err
check_request(const struct wire_request *r, struct sr_fault *fault)
{
	if (r->op == OP_POST)
		return check_post(&r->u.post, fault);
	if (r->op == OP_OPEN)
		return check_open(&r->u.open, fault);
	return SR_OK;
}

static enum sr_err
read_root(struct wire *w, const char *text, size_t len,
    const struct cj_value **root, struct sr_fault *fault)
{
	if (len > FRAME_MOST) {
		sr_fault_set(fault, "message: at most %u bytes", FRAME_MOST);
		return SR_ETOOLARGE;
	}
	return cj_read(w->memory, text, len, root, fault);
}

enum sr_err
wire_read_request(struct wire *w, const char *text, size_t len,
    struct wire_request *out, struct sr_fault *fault)
{
	const struct cj_value *root;
	unsigned op = 0;
	enum sr_err err;

	memset(out, 0, sizeof(*out));
	err = read_root(w, text, len, &root, fault);
	if (err != SR_OK)
		return err;
	err =
	    read_envelope(root, wire_requests, WIRE_OPS, &op, &out->seq, fault);
	if (err != SR_OK)
		return err;
	out->op = (enum wire_op)op;
	if (out->op == OP_SUBSCRIBE) {
		out->u.subscribe.from = 1;
		out->u.subscribe.live = true;
	}
	err = wire_read_shape(w, &wire_requests[op], true, root, out, fault);
	if (err != SR_OK)
		return err;
	return check_request(out, fault);
}

enum sr_err
wire_write_request(struct wire *w, const struct wire_request *in,
    const char **text, size_t *len)
{
	const struct shape *shape = &wire_requests[in->op];

	return wire_write_shape(w, shape, shape->name, in->seq, in, text, len);
}

/* ---- messages of the relay ---- */

static uint64_t
message_seq(const struct wire_message *m)
{
	if (m->event == EV_OK)
		return m->u.ok.seq;
	return m->event == EV_ERROR ? m->u.error.seq : 0;
}

enum sr_err
wire_read_message(struct wire *w, const char *text, size_t len,
    struct wire_message *out, struct sr_fault *fault)
{
	const struct cj_value *root;
	unsigned event = 0;
	uint64_t seq = 0;
	enum sr_err err;

	memset(out, 0, sizeof(*out));
	err = read_root(w, text, len, &root, fault);
	if (err != SR_OK)
		return err;
	err = read_envelope(
	    root, wire_messages, WIRE_EVENTS, &event, &seq, fault);
	if (err != SR_OK)
		return err;
	out->event = (enum wire_event)event;
	if (out->event == EV_OK)
		out->u.ok.seq = seq;
	else if (out->event == EV_ERROR)
		out->u.error.seq = seq;
	return wire_read_shape(
	    w, &wire_messages[event], false, root, out, fault);
}

enum sr_err
wire_write_message(struct wire *w, const struct wire_message *in,
    const char **text, size_t *len)
{
	const struct shape *shape = &wire_messages[in->event];
	struct wire_message m;

	if (in->event == EV_OK && in->u.ok.draft) {
		shape = &wire_posted;
	} else if (in->event == EV_ERROR && !in->u.error.message) {
		m = *in;
		m.u.error.message = sr_err_sentence(m.u.error.err);
		in = &m;
	}
	return wire_write_shape(
	    w, shape, shape->name, message_seq(in), in, text, len);
}

/* ---- documents of state ---- */

static enum sr_err
read_doc(struct wire *w, const struct shape *shape, const char *text,
    size_t len, void *out)
{
	const struct cj_value *root;
	enum sr_err err = cj_read(w->memory, text, len, &root, NULL);

	if (err != SR_OK)
		return err;
	if (cj_kind(root) != CJ_OBJECT)
		return SR_EINVAL;
	memset(out, 0, shape->size);
	/* A later version may have written more: left aside. */
	return wire_read_shape(w, shape, false, root, out, NULL);
}

enum sr_err
wire_read_account(
    struct wire *w, const char *text, size_t len, struct wire_doc_account *out)
{
	return read_doc(w, &wire_account_shape, text, len, out);
}

enum sr_err
wire_read_procedure(struct wire *w, const char *text, size_t len,
    struct wire_doc_procedure *out)
{
	return read_doc(w, &wire_procedure_shape, text, len, out);
}

enum sr_err
wire_write_account(struct wire *w, const struct wire_doc_account *in,
    const char **text, size_t *len)
{
	return wire_write_shape(w, &wire_account_shape, NULL, 0, in, text, len);
}

enum sr_err
wire_write_procedure(struct wire *w, const struct wire_doc_procedure *in,
    const char **text, size_t *len)
{
	return wire_write_shape(
	    w, &wire_procedure_shape, NULL, 0, in, text, len);
}

/* Memory of a read stays until wire_end(), which the caller calls. */
enum sr_err
wire_read_audit(
    struct wire *w, const char *text, size_t len, struct wire_audit *out)
{
	return read_doc(w, &wire_audit_shape, text, len, out);
}

enum sr_err
wire_write_audit(struct wire *w, const struct wire_audit *in, const char **text,
    size_t *len)
{
	return wire_write_shape(w, &wire_audit_shape, NULL, 0, in, text, len);
}

bool
wire_request_procedure(const struct wire_request *in, struct procedure_id *out)
{
	const struct shape *shape = &wire_requests[in->op];

	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->field[i];

		if (f->type != FIELD_ID || strcmp(f->name, "procedure") != 0)
			continue;
		memcpy(out, (const char *)in + f->at, sizeof *out);
		return true;
	}
	return false;
}
