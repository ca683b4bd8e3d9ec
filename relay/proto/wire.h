/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_H
#define SR_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/limits.h"

/*
 * Messages of scrubrelay.v1 <-> structs. PROTOCOL.md is the specification;
 * each struct here is one of its tables. Strings point into the arena of the
 * wire (wiped by wire_end()) and live until then; NULL is "not given".
 */

enum audience { STUDENT, COLLEAGUE, AUDIENCES };

/* Bits of an account's grants. */
#define ROLE_POSTER 0x01u
#define ROLE_SURGEON 0x02u
#define ROLE_ADVOCATE 0x04u
#define ROLE_MODERATOR 0x08u
#define ROLE_STUDENT 0x10u
#define ROLE_COLLEAGUE 0x20u
#define ROLE_EDUCATOR 0x40u
#define ROLE_ADMIN 0x80u
#define ROLES_STAFF (ROLE_POSTER | ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR)
#define ROLES_READER (ROLE_STUDENT | ROLE_COLLEAGUE | ROLE_EDUCATOR)

enum entry_kind {
	ENTRY_UPDATE,
	ENTRY_MILESTONE,  /* step of the template; text empty */
	ENTRY_CORRECTION, /* its text replaces that of `refers` */
	ENTRY_RETRACTION, /* `refers` is withdrawn; no text */
	ENTRY_NOTICE,     /* from the relay: step says which ("closed") */
	/* How a read shows an entry whose text is gone: */
	ENTRY_CORRECTED,  /* see the correction `refers` */
	ENTRY_WITHDRAWN,
	/* What readers and staff talk about; the numbers are on disk: append.
	 */
	ENTRY_QUESTION, /* of a reader, published by a moderator */
	ENTRY_ANSWER,   /* to a question */
	ENTRY_POLL,     /* text: the question, then a choice a line */
	ENTRY_RESULT,   /* of the poll `refers`; no text */
	ENTRY_OUTCOME,  /* days or months after the end */
	ENTRY_KINDS
};

enum part {
	PART_NONE,
	PART_SURGEON,
	PART_ANAESTHETIST,
	PART_SCRUB,
	PART_CIRCULATOR,
	PART_REGISTRAR,
	PART_PERFUSIONIST,
	PART_PATHOLOGY,
	PART_RADIOLOGY,
	PART_STUDENT,
	PART_OTHER,
	PARTS
};

/* In which language a text is written; the numbers are on disk: append. */
enum text_lang {
	TEXT_LANG_NONE, /* no text, or not said */
	TEXT_LANG_EN,
	TEXT_LANG_ID,
	TEXT_LANGS
};

struct procedure_id {
	uint8_t byte[16];
};
#define PROCEDURE_ID_TEXT 32u /* lower-case hexadecimal */

enum basis { BASIS_TRAINING, BASIS_AUTHORIZATION, BASES };

enum release_mode {
	RELEASE_LIVE,    /* after a delay of seconds */
	RELEASE_AS_LIVE, /* days later, at the pace of the original */
	RELEASE_ARCHIVE, /* to educators only */
	RELEASE_MODES
};

/* Why a procedure was stopped; never a person's own words. */
enum stop_reason {
	STOP_NONE,
	STOP_WRONG_STREAM, /* another room or patient than thought */
	STOP_IDENTIFIES,   /* something that identifies was posted */
	STOP_CONSENT,      /* consent is in doubt */
	STOP_EVENT,        /* trouble in the room */
	STOP_OTHER,
	STOP_REASONS
};

/* What a moderator makes of a draft that is held. */
enum decision {
	DECIDE_APPROVE, /* as the filter writes it, without what is in doubt */
	DECIDE_EDIT,    /* the moderator's text, through the filter */
	DECIDE_REJECT,
	DECISIONS
};

/* Why a draft that waited is gone; it was never released. */
enum gone_why {
	GONE_STOPPED,  /* the procedure was stopped, or is at its end */
	GONE_EXPIRED,  /* held, and nobody decided in time */
	GONE_REJECTED, /* by a moderator */
	GONE_UNDONE,   /* by its author */
	GONE_FILTER,   /* the filter it had passed failed its test */
	GONE_WHYS
};

/* One who has a part in a procedure. */
struct wire_person {
	char account[NAME_MAX_BYTES + 1];
	unsigned roles; /* of ROLES_STAFF */
};

/* Words by which readers find a procedure, without '#'. */
struct wire_hashtags {
	char tag[HASHTAGS_MAX][HASHTAG_MAX + 1];
	unsigned count;
};

/* ---- from a client ---- */

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

enum question_state {
	QUESTION_PENDING,
	QUESTION_PUBLISHED,
	QUESTION_ANSWERED,
	QUESTION_HIDDEN,
	QUESTION_STATES
};

enum reaction { REACTION_UNDERSTOOD, REACTION_AGAIN, REACTIONS };

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

/* ---- from the relay ---- */

enum wire_event {
	EV_CHALLENGE, /* first message of a connection */
	EV_WELCOME,   /* hello or enrol accepted */
	EV_OK,        /* a request is done; carries its results */
	EV_ERROR,     /* a request is refused, or the connection has a fault */
	EV_ENTRY,     /* one entry for a subscriber */
	EV_CAUGHT_UP, /* subscriber has all up to `number`; live from here, or end */
	EV_STATE,     /* a procedure that one reads is in another state now */
	EV_RELEASED,  /* to its author: a draft that waited is an entry now */
	EV_GONE,      /* to its author: it will never be one */
	EV_QUEUE,     /* to moderators: how much waits for them */
	EV_OPENED,    /* a procedure that the account follows has opened */
	EV_PRESENCE,  /* staff, educators: how many are reading */
	EV_REACTIONS, /* staff, educators: to one entry so far */
	EV_REMINDERS, /* after welcome: outcome notes that are due */
	WIRE_EVENTS
};

struct wire_challenge {
	uint8_t relay[32], nonce[32];
	uint64_t hello_ms;
};

struct wire_welcome {
	const char *account;
	unsigned roles;
	uint8_t signature[64];
};

/* One row of "procedures". */
struct wire_procedure {
	struct procedure_id id;
	const char *code_name, *template_id, *state; /* as of wire_state */
	enum basis basis;
	enum release_mode release;
	uint64_t last; /* highest released number */
	uint64_t open_ms; /* milliseconds it has been, or was, open */
	const char *specialty;
	const char *phase; /* of the template: where the latest milestone is */
	struct wire_hashtags hashtags;
	bool present_given; /* staff, educators */
	unsigned students, colleagues;
	bool hold; /* educators: a legal hold is on it */
};

/* One row of "questions". */
struct wire_question {
	uint64_t question, t_ms;
	enum question_state state;
	unsigned votes;
	bool mine, voted;
	uint64_t number;     /* of its entry, when it is out */
	enum text_lang lang; /* in which it was asked */
	const char *text;
	size_t text_len;
};

/* One row of "feedback". */
struct wire_feedback {
	unsigned stars;
	enum audience audience;
	enum text_lang lang; /* in which it was written */
	const char *text;
	size_t text_len;
};

/* One row of "log": a leaf, as the relay finds it on its disk. */
struct wire_leaf {
	uint64_t number;
	enum audience audience;
	uint8_t hash[32];
	bool destroyed, replaces;
};

/* One row of "attendance". */
struct wire_attendance {
	const char *account;
	enum audience audience;
	uint64_t minutes;
	uint64_t from_ms, to_ms; /* since the opening: first and last seen */
};

/* One row of "reminders": an outcome note is due. */
struct wire_reminder {
	struct procedure_id procedure;
	const char *code_name, *template_id;
	unsigned days;    /* 30, 90, 365: which note */
	uint64_t over_ms; /* since it became due */
};

enum citation_type { CITATION_DOI, CITATION_PMID, CITATION_NCT, CITATION_TYPES };

/* One row of an entry's "citations". */
struct wire_citation {
	enum citation_type type;
	char id[CITATION_ID_MAX + 1];
};

/* One row of a result's "tally", in order of the poll's choices. */
struct wire_tally {
	uint64_t votes;
	bool right;
};

/* One row of "user.list". */
struct wire_account {
	const char *account;
	unsigned roles;
	bool revoked;
	unsigned devices;
};

/* One row of "user.devices". */
struct wire_device {
	uint8_t device[32];
	const char *label;
	bool revoked;
	unsigned connections; /* that stand now */
	uint64_t seen_ms;     /* since it last proved who it is */
	bool seen_given;      /* false: not since the relay started */
};

/* One row of "health": a number by its name. */
struct wire_gauge {
	const char *name;
	uint64_t value;
};

/* One line of the audit log, on the wire and in its file (AUDIT.md). */
struct wire_audit {
	uint64_t line;  /* from 1, without a gap */
	uint64_t at_ms; /* Unix time */
	const char *event, *who, *about, *err;
	bool procedure_given;
	struct procedure_id procedure;
	uint64_t entry, count;
	uint8_t chain[32]; /* over the chain before it and this line */
	bool signature_given;
	uint8_t signature[64]; /* over the chain */
};

/* A range of a held draft that is in doubt: code points, half open. */
struct wire_doubt {
	unsigned begin, end;
	const char *label;
};

/* One row of "held". */
struct wire_held {
	uint64_t held; /* its number in this queue; not an entry's */
	const char *author, *lang, *text; /* lang: as posted; NULL: not said */
	size_t text_len;
	enum entry_kind kind;
	enum part part;
	uint64_t refers, age_ms, expires_ms;
	const struct wire_doubt *doubts;
	size_t doubt_count;
	bool doubts_given;
	bool approvable; /* false: the filter failed on it; edit or reject */
};

/* Results: those an operation has are set (PROTOCOL.md), the others empty. */
struct wire_ok {
	uint64_t seq;
	bool procedure_given;
	struct procedure_id procedure;
	const char *code_name;
	const char *draft;
	uint64_t number;   /* post, decide: the entry's; 0: not released yet */
	uint64_t wait_ms;  /* post, decide: until it is released; 0: it is */
	uint64_t held;     /* post: a moderator decides; its number there */
	bool repeated;     /* post: was there before */
	unsigned redacted; /* post: ranges changed for the widest-read audience */
	bool doubt;        /* post: some went because they could not be placed */
	const char *invite; /* user.invite, user.add */
	const char *checkpoint; /* export, log: C2SP signed note, NUL behind it */
	size_t checkpoint_len;
	const char *receipt; /* withdraw, erase: signed note, NUL behind it */
	size_t receipt_len;
	const struct wire_procedure *procedures;
	size_t procedure_count;
	bool procedures_given;
	const struct wire_account *accounts;
	size_t account_count;
	bool accounts_given;
	const struct wire_audit *audit;
	size_t audit_count;
	bool audit_given;
	bool more; /* user.list, audit: ask again with `after` the last one */
	/* quiet, stop, withdraw: it holds, and a restart may forget it: the
	 * disk took it nowhere. */
	bool unsaved;
	const struct wire_held *drafts; /* held */
	size_t draft_count;
	bool drafts_given;
	uint64_t sign_ms; /* sign: until the next one is needed; 0: never */
	uint64_t from;     /* subscribe with a tail: first number; 0: not said */
	bool rules_given; /* the three below */
	const char *state;
	enum basis basis;
	enum release_mode release;
	uint64_t question; /* ask */
	const struct wire_question *questions;
	size_t question_count;
	bool questions_given;
	const struct wire_feedback *feedback;
	size_t feedback_count;
	bool feedback_given;
	const struct wire_leaf *log;
	size_t log_count;
	bool log_given;
	const struct wire_attendance *attendance;
	size_t attendance_count;
	bool attendance_given;
	const struct wire_reminder *reminders;
	size_t reminder_count;
	bool reminders_given;
	const char *following[FOLLOWED_MAX];
	unsigned following_count;
	bool following_given;
	const char *policy, *policy_name; /* policy: its JSON, as read */
	size_t policy_len;
	bool at_source; /* policy: drafts leave their device filtered */
	bool roster;    /* policy: the relay has, or needs, a roster */
	const struct wire_person *people; /* people; none: accounts' roles */
	size_t people_count;
	bool people_given;
	unsigned roles; /* people: of who asks */
	const struct wire_device *devices; /* user.devices */
	size_t device_count;
	bool devices_given;
	const char *version, *ready; /* health */
	const struct wire_gauge *gauges;
	size_t gauge_count;
	bool gauges_given;
};

struct wire_error {
	uint64_t seq; /* 0: of no request */
	enum sr_err err;
	const char *message; /* which field, what is allowed; NULL: the sentence */
	const char *draft;   /* post */
	uint64_t retry_ms;   /* when it may be tried again; 0: not said */
};

struct wire_entry {
	struct procedure_id procedure;
	uint64_t number, t_ms, refers;
	enum entry_kind kind;
	enum part part;
	enum text_lang lang; /* of text */
	const char *step, *text;
	size_t text_len;
	uint64_t question; /* question, answer: as in "questions" */
	const struct wire_citation *citations;
	size_t citation_count;
	bool citations_given;
	const struct wire_tally *tally; /* result */
	size_t tally_count;
	bool tally_given;
};

struct wire_opened {
	struct procedure_id procedure;
	const char *code_name, *template_id, *specialty;
	struct wire_hashtags hashtags;
	const char *tag; /* the one followed */
};

struct wire_presence {
	struct procedure_id procedure;
	unsigned students, colleagues, educators, staff;
};

struct wire_reactions {
	struct procedure_id procedure;
	uint64_t number;
	unsigned understood, again;
};

struct wire_reminders {
	const struct wire_reminder *row;
	size_t count;
	bool given;
};

struct wire_caught_up {
	struct procedure_id procedure;
	uint64_t number;
	bool live;
	const char *state;
};

/* state: "open" "quiet" "paused" "waiting" "stopped" "withdrawn" "closing"
 * "closed" "waits" "as-live". */
struct wire_state {
	struct procedure_id procedure;
	const char *state;
	enum basis basis;
	enum release_mode release;
	uint64_t since_ms; /* of the procedure's time; 0: from before */
};

struct wire_released {
	struct procedure_id procedure;
	const char *draft;
	uint64_t number;
};

struct wire_gone {
	struct procedure_id procedure;
	const char *draft;
	enum gone_why why;
	const char *reason; /* rejected: the moderator's words, or NULL */
};

/* Counts only. */
struct wire_queue {
	struct procedure_id procedure;
	uint64_t held, questions;
};

struct wire_message {
	enum wire_event event;
	union {
		struct wire_challenge challenge;
		struct wire_welcome welcome;
		struct wire_ok ok;
		struct wire_error error;
		struct wire_entry entry;
		struct wire_caught_up caught_up;
		struct wire_state state;
		struct wire_released released;
		struct wire_gone gone;
		struct wire_queue queue;
		struct wire_opened opened;
		struct wire_presence presence;
		struct wire_reactions reactions;
		struct wire_reminders reminders;
	} u;
};

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
