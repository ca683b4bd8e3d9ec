/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_H
#define SR_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/limits.h"
#include "proto/wire_message.h"
#include "proto/wire_request.h"
#include "proto/wire_types.h"

/*
 * Messages of scrubrelay.v1 <-> structs. PROTOCOL.md is the specification; each
 * struct of wire_request.h and wire_message.h is one of its tables. Strings
 * point into the arena of the wire (wiped by wire_end()) and live until then;
 * NULL is "not given".
 */

/* ---- reading and writing ---- */

/* Memory of one message at a time; grows to what FRAME_MAX needs, once. */
struct wire;

SR_MUST_USE enum sr_err wire_new(struct wire **out);
void wire_free(struct wire *w);
/* Wipes all that the last read or write left. Call after each message. */
void wire_end(struct wire *w);

/* SR_EJSON, SR_EUTF8, SR_EOP, SR_EINVAL, SR_ETOOLARGE (the message, or the
 * text of a post), SR_ECONSENT (an open without reference or audience):
 * *fault names field and rule, never a value; out->seq is set when it could
 * be read, out->op too unless SR_EOP; for a post also u.post.draft if it could
 * be read. text is borrowed for the call. Defaults are filled in. */
SR_MUST_USE enum sr_err wire_read_request(struct wire *w, const char *text,
    size_t len, struct wire_request *out, struct sr_fault *fault);
/* The same for a client; fields that are not known are left aside, so that a
 * newer relay may say more. SR_EOP: a message to pass over. */
SR_MUST_USE enum sr_err wire_read_message(struct wire *w, const char *text,
    size_t len, struct wire_message *out, struct sr_fault *fault);

/* JSON text in the wire's memory, valid until wire_end(). SR_ENOMEM; SR_EUTF8:
 * a string is not UTF-8 or has U+0000; SR_EINVAL: a roster that is no object. */
SR_MUST_USE enum sr_err wire_write_request(struct wire *w,
    const struct wire_request *in, const char **text, size_t *len);
SR_MUST_USE enum sr_err wire_write_message(struct wire *w,
    const struct wire_message *in, const char **text, size_t *len);

/* The procedure that a request names; false: none. */
bool wire_request_procedure(
    const struct wire_request *in, struct procedure_id *out);

/* Names on the wire; never NULL for a value of the enum. */
const char *wire_op_name(enum wire_op op);
const char *wire_event_name(enum wire_event event);
const char *wire_part_name(enum part part);
const char *wire_kind_name(enum entry_kind kind);
const char *wire_role_name(unsigned one_bit);
const char *wire_basis_name(enum basis basis);
const char *wire_release_name(enum release_mode mode);
const char *wire_stop_reason_name(enum stop_reason reason);
const char *wire_decision_name(enum decision decision);
const char *wire_gone_name(enum gone_why why);
bool wire_part_from_name(const char *name, enum part *out);
const char *wire_lang_name(enum text_lang lang);
bool wire_lang_from_name(const char *name, enum text_lang *out);
bool wire_audience_from_name(const char *name, enum audience *out);
bool wire_role_from_name(const char *name, unsigned *one_bit);
bool wire_basis_from_name(const char *name, enum basis *out);
bool wire_release_from_name(const char *name, enum release_mode *out);
bool wire_stop_reason_from_name(const char *name, enum stop_reason *out);
const char *wire_question_state_name(enum question_state state);
bool wire_question_state_from_name(const char *name, enum question_state *out);
const char *wire_citation_name(enum citation_type type);
void wire_id_text(char text[PROCEDURE_ID_TEXT + 1],
    const struct procedure_id *id);
bool wire_id_from_text(const char *text, struct procedure_id *out);
/* 1 to NAME_MAX_BYTES of a-z 0-9 . _ - starting with a letter or digit. */
bool wire_name_ok(const char *name);

/* ---- state documents (journal_put) ---- */

struct wire_doc_device {
	uint8_t key[32];
	char label[NAME_MAX_BYTES + 1];
	bool revoked;
	uint64_t seen_s; /* Unix time, up to SEEN_SAVED_S too early; 0: not yet */
};

struct wire_doc_account {
	char account[NAME_MAX_BYTES + 1];
	unsigned roles;
	bool revoked;
	struct wire_doc_device device[DEVICES_MAX];
	unsigned device_count;
	bool invite_given;
	uint8_t invite_hash[32];
	uint64_t invite_until_s; /* Unix time */
};

struct wire_doc_procedure {
	struct procedure_id id;
	char code_name[NAME_MAX_BYTES + 1], template_id[NAME_MAX_BYTES + 1];
	char consent[CONSENT_REF_MAX + 1], opened_by[NAME_MAX_BYTES + 1];
	enum basis basis;
	bool audience[AUDIENCES], archive, closed, roster_given;
	uint64_t opened_ms, closed_ms; /* Unix time */
	uint64_t last; /* closed: its highest number; 0 not known */
	uint8_t secret[32]; /* of the filter's case: date offset, draft hashes */
	char consent_by[NAME_MAX_BYTES + 1], specialty[NAME_MAX_BYTES + 1];
	uint64_t consent_until_s; /* Unix time; 0: no end */
	bool images;
	enum release_mode release;
	uint64_t delay_s;
	struct wire_person people[PEOPLE_MAX];
	unsigned people_count;
	struct wire_hashtags hashtags;
	bool quiet, waiting, stopped, withdrawn;
	bool importing; /* nobody reads it before all of it is here */
	enum stop_reason stop_reason;
	uint64_t autoclose_ms; /* Unix time when it ends by itself; 0: not yet */
	/* As-live, Unix time: when it begins; playing: when it began; played:
	 * its end, and 0 when consent ended before. */
	uint64_t play_ms;
	bool playing, played;
	uint64_t outcome_ms; /* Unix time of the last outcome note; 0: none */
	uint64_t out_of_room;  /* the milestone's number, that can be retracted */
};

/* A line of the audit log's file; strings live until wire_end(). */
SR_MUST_USE enum sr_err wire_write_audit(struct wire *w,
    const struct wire_audit *in, const char **text, size_t *len);
SR_MUST_USE enum sr_err wire_read_audit(
    struct wire *w, const char *text, size_t len, struct wire_audit *out);

SR_MUST_USE enum sr_err wire_write_account(struct wire *w,
    const struct wire_doc_account *in, const char **text, size_t *len);
SR_MUST_USE enum sr_err wire_read_account(
    struct wire *w, const char *text, size_t len, struct wire_doc_account *out);
SR_MUST_USE enum sr_err wire_write_procedure(struct wire *w,
    const struct wire_doc_procedure *in, const char **text, size_t *len);
SR_MUST_USE enum sr_err wire_read_procedure(struct wire *w, const char *text,
    size_t len, struct wire_doc_procedure *out);

#endif
