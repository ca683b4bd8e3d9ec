/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_REQUEST_H
#define SR_WIRE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/wire_types.h"

/* For wire.h: what a client says. */

enum wire_op {
	OP_HELLO,
	OP_ENROL,
	OP_USER_ADD,
	OP_USER_LIST,
	OP_USER_INVITE,
	OP_USER_GRANT,
	OP_USER_REVOKE,
	OP_OPEN,
	OP_ROSTER,
	OP_PROCEDURES,
	OP_POST,
	OP_CLOSE,
	OP_QUIET,
	OP_RESUME,
	OP_STOP,
	OP_SIGN,
	OP_WITHDRAW,
	OP_UNDO,
	OP_HELD,
	OP_DECIDE,
	OP_SUBSCRIBE,
	OP_UNSUBSCRIBE,
	OP_PING,
	OP_AUDIT,
	OP_ASK,
	OP_QUESTIONS,
	OP_VOTE,
	OP_QUESTION_SET,
	OP_ANSWER,
	OP_POLL,
	OP_POLL_VOTE,
	OP_POLL_CLOSE,
	OP_REACT,
	OP_FEEDBACK,
	OP_FEEDBACK_LIST,
	OP_FOLLOW,
	OP_UNFOLLOW,
	OP_FOLLOWING,
	OP_OUTCOME,
	OP_REMINDERS,
	OP_EXPORT,
	OP_LOG,        /* educator: the leaves of its log, to be verified */
	OP_ATTENDANCE, /* educator: who read it live, and how long */
	OP_IMPORT,
	OP_IMPORT_ENTRY,
	OP_IMPORT_END,
	OP_ERASE,
	OP_REKEY,
	OP_POLICY,
	OP_PEOPLE,
	OP_USER_DEVICES,
	OP_HEALTH,
	WIRE_OPS
};

struct wire_hello {
	const char *account;
	const char *lang; /* of sentences for people: "en", "id"; NULL: English */
	uint8_t device[32], nonce[32], signature[64];
};

struct wire_enrol {
	const char *code;
	const char *label; /* the person's word for the device, "OR tablet" */
	const char *lang;
	uint8_t device[32], nonce[32], signature[64];
};

struct wire_user {
	const char *account; /* user.list: those after it in order of name */
	unsigned roles;    /* add, grant */
	bool device_given; /* revoke: this device only */
	uint8_t device[32];
};

struct wire_open {
	const char *template_id; /* "laparoscopic-cholecystectomy", "generic" */
	const char *code_name;   /* NULL: the relay draws one */
	enum basis basis;
	const char *consent; /* opaque reference; never NULL after a read */
	bool audience[AUDIENCES]; /* those the consent names */
	bool archive;             /* may educators keep it */
	const char *roster; /* JSON text of the roster object; NULL: none */
	size_t roster_len;
	const char *consent_by;       /* who took it: an account or a code */
	uint64_t consent_until_s;     /* Unix time; 0: no end */
	bool images;                  /* does it allow images */
	enum release_mode release;
	bool delay_given;
	uint64_t delay_s; /* live: seconds before readers get an entry */
	struct wire_person people[PEOPLE_MAX]; /* none: accounts' own roles */
	unsigned people_count;
	/* Room or case code, typed twice: compared, then forgotten. */
	const char *check, *check_again;
	const char *specialty; /* NULL: the template's */
	struct wire_hashtags hashtags;
};

struct wire_stop {
	struct procedure_id procedure;
	enum stop_reason reason;
};

struct wire_roster {
	struct procedure_id procedure;
	const char *roster;
	size_t roster_len;
};

struct wire_post {
	struct procedure_id procedure;
	const char *draft; /* the client's own id */
	enum entry_kind kind; /* update, milestone, correction, retraction */
	enum part part;
	const char *lang; /* "en", "id" */
	const char *text; /* update, correction */
	size_t text_len;
	const char *step; /* milestone */
	uint64_t refers;  /* correction, retraction */
};

struct wire_undo {
	struct procedure_id procedure;
	const char *draft;
};

struct wire_decide {
	struct procedure_id procedure;
	uint64_t held;
	enum decision decision;
	const char *lang, *text; /* edit */
	size_t text_len;
	const char *reason; /* for the author; kept nowhere */
};

struct wire_subscribe {
	struct procedure_id procedure;
	uint64_t from;   /* first number wanted; 1 is the first */
	uint64_t tail;   /* at most so many of what there is; 0: all */
	bool live;       /* true: go on with what comes; false: end at the last */
	bool audience_given;
	enum audience audience; /* educators choose; others get their own */
};

/* Lines of the audit log behind number `after`. */
struct wire_audit_read {
	uint64_t after;
};

/* ask, answer, poll, feedback, outcome: what somebody has to say. */
struct wire_say {
	struct procedure_id procedure;
	const char *draft; /* the client's own id; not for feedback */
	const char *lang, *text;
	size_t text_len;
	uint64_t question;                /* answer: which */
	const char *choice[CHOICES_MAX];  /* poll */
	unsigned choice_count, right;     /* right: 1..count; 0: no quiz */
	unsigned stars;                   /* feedback: 1..5 */
};

/* questions, vote, question.set, poll.vote, poll.close, react,
 * feedback.list: which of a procedure's things. */
struct wire_pick {
	struct procedure_id procedure;
	uint64_t question; /* questions: those behind it */
	uint64_t number;   /* of an entry */
	enum question_state state;
	enum reaction reaction;
	unsigned choice; /* from 1 */
};

/* number 0: all of it. */
struct wire_erase {
	struct procedure_id procedure;
	uint64_t number;
};

/* What filters for one audience. */
struct wire_policy {
	struct procedure_id procedure;
	enum audience audience;
};

struct wire_export {
	struct procedure_id procedure;
	const char *format; /* a name: what the log keeps of it */
};

/* log: leaves behind so many. attendance: accounts behind this one. */
struct wire_pages {
	struct procedure_id procedure;
	uint64_t after;
	const char *account;
};

struct wire_tally;

/* A procedure of another relay. */
struct wire_import {
	struct procedure_id source; /* its id there */
	const char *template_id, *code_name;
	enum basis basis;
	const char *consent, *consent_by; /* of this relay */
};

/* import.end: procedure, number of the last, t_ms of the last */
struct wire_import_entry {
	struct procedure_id procedure;
	uint64_t number, t_ms, refers, question;
	enum entry_kind kind;
	enum part part;
	const char *lang, *step;
	const char *student, *colleague; /* the text as each reads it */
	size_t student_len, colleague_len;
	const struct wire_tally *tally;
	size_t tally_count;
	bool tally_given;
};

struct wire_request {
	enum wire_op op;
	uint64_t seq; /* the client's number of this request; echoed; 0 none */
	union {
		struct wire_hello hello;
		struct wire_enrol enrol;
		struct wire_user user;
		struct wire_open open;
		struct wire_roster roster;
		struct wire_post post;
		struct wire_subscribe subscribe;
		struct wire_export export;
		struct wire_import import;
		struct wire_import_entry import_entry;
		struct wire_erase erase;
		struct wire_pages pages;
		struct wire_policy policy;
		struct wire_audit_read audit;
		struct wire_stop stop;
		struct wire_undo undo;
		struct wire_decide decide;
		/* close, unsubscribe, quiet, resume, sign, withdraw, held */
		struct procedure_id procedure;
		struct wire_say say;
		struct wire_pick pick;
		const char *tag; /* follow, unfollow: "hernia" */
	} u;
};

#endif
