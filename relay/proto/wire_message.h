/* SPDX-License-Identifier: MIT */
#ifndef SR_WIRE_MESSAGE_H
#define SR_WIRE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/wire_types.h"

/* For wire.h: what the relay says. */

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

#endif
