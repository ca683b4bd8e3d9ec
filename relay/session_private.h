/* SPDX-License-Identifier: MIT */
#ifndef SR_SESSION_PRIVATE_H
#define SR_SESSION_PRIVATE_H

#include "proto/catalogue.h"
#include "rate.h"
#include "session.h"

/* What session.c shares with session_hello.c, session_staff.c,
 * session_post.c, session_review.c, session_reader.c and session_admin.c, one
 * for each group of operations. */

struct session {
	struct relay *relay;
	struct session *next, **link;
	struct ws_conn *conn;
	struct account *account; /* NULL until hello is accepted */
	struct ws_timer *hello_timer;
	struct hello_waiting *hello; /* that waits for its turn */
	struct ticket *tickets; /* requests that wait for the disk */
	struct reader **reader; /* room for reader_room */
	unsigned turn; /* which of them goes first */
	unsigned reader_count, reader_room, drafts_waiting, faults;
	enum sr_lang lang; /* of sentences for this person */
	bool closing;
	bool leaving; /* closes when its last ticket is answered */
	bool streams; /* a reader of events, over plain HTTP */
	bool begun;   /* a reader of events: what comes first was said */
	struct wire_subscribe events; /* what it reads */
	uint8_t nonce[32], device[32], device_nonce[32];
	uint64_t retry_ms; /* of the refusal that is being made */
	uint64_t denied, denied_ms; /* refusals not noted yet; last note */
	/* Token bucket in thousandths of a request. */
	int64_t allowance;
	uint64_t allowance_ms;
};

/* What is counted together (limits.h has the numbers). */
enum rate_of {
	RATE_POST,
	RATE_OPEN,
	RATE_CHANGE, /* of accounts */
	RATE_ASK,    /* readers' own words */
	RATE_TAP,    /* votes, reactions */
	RATE_EVENTS, /* readers over plain HTTP */
	RATE_KINDS
};

/* A request that is answered later. The session may be gone by then. */
struct ticket {
	struct ticket *next, **link;
	struct session *session; /* NULL: gone */
	struct relay *relay;
	uint64_t seq;
	struct account *account;
	struct procedure_id about; /* a request that waits for the journal */
	uint64_t number;           /* of the entry that is erased */
	char draft[DRAFT_ID_MAX + 1];
	struct procedure *procedure; /* of a draft */
	uint8_t hash[16];            /* of a draft */
	char code[INVITE_CODE_LEN + 1];
	uint64_t began_us; /* when the request came, see metrics.h */
	unsigned redacted;
	bool is_draft, doubt;
};

/* One more; conn may be NULL for one that is never spoken to. session_free():
 * of one that on_close is not called for. */
SR_MUST_USE enum sr_err session_new(
    struct session **out, struct relay *r, struct ws_conn *conn);
void session_free(struct session *s);
/* Whether this hello or enrol is a proof, and all that follows from it. */
void session_prove(struct session *s, const struct wire_request *in);
/* It is gone before its turn came. */
void session_hello_forget(struct session *s);
/* One more proof over plain HTTP can be looked at in this turn. */
bool hellos_room(struct hellos *h);

/* For handlers of ws.h. */
void session_on_ready(void *peer);
void session_on_slow(void *peer);
void session_on_close(void *peer, int code, const char *reason);

/* May it read that, and if `out` is not NULL, a reader that does; it is sent
 * nothing yet. */
SR_MUST_USE enum sr_err session_read(struct session *s,
    const struct wire_subscribe *want, struct reader **out);
/* "ok" with what a reader is told of a procedure; from: the number that its
 * reading begins with, where it cannot know that itself, or 0. */
void session_say_reading(struct session *s, const struct procedure *p,
    uint64_t seq, uint64_t from);

/* Whether one more reader of events may come of this account; counts it. */
SR_MUST_USE enum sr_err session_events_may(
    struct relay *r, const struct account *who);
/* A reader of events (session_events.c) that may come; conn NULL: only asks
 * whether it may. *out NULL then. */
SR_MUST_USE enum sr_err session_events_new(struct session **out,
    struct relay *r, struct ws_conn *conn, struct account *who,
    const uint8_t device[32], const struct wire_subscribe *want);
extern const struct ws_handler session_events_handler;

SR_MUST_USE enum sr_err ticket_new(
    struct ticket **out, struct session *s, uint64_t seq);
void ticket_free(struct ticket *t);

void session_send(struct session *s, const struct wire_message *m);
void session_ok(struct session *s, const struct wire_ok *ok);
/* fault may be NULL. */
void session_refuse(struct session *s, uint64_t seq, const char *draft,
    enum sr_err err, const struct sr_fault *fault);
/* No more connections of one account than the setting allows; from here on
 * this is one of them. */
bool session_may_stand(const struct relay *r, const struct account *a);
void session_is_of(struct session *s, struct account *a);
void session_close(struct session *s, int code, const char *reason);
/* Ends all sessions of the account (of one device, if given); what waits to be
 * sent to them is dropped. */
void sessions_close_account(struct relay *r, const struct account *a,
    const uint8_t *device, int code, const char *reason);

/* This request counts as so many more. */
void session_charge(struct session *s, unsigned requests);

/* What stands before and behind an operation (session_guard.c). SR_ELIMIT: too
 * often, s->retry_ms says until when; SR_ECLOSED: it does not listen. */
SR_MUST_USE enum sr_err session_allowance(struct session *s);
SR_MUST_USE enum sr_err session_rate(
    struct session *s, const struct wire_request *in);
void session_note(struct session *s, const struct wire_request *in);
void session_note_denied(struct session *s, enum sr_err err);
void session_flush_denied(struct session *s, enum sr_err err);

uint64_t session_wall_ms(const struct session *s);

/* Nothing that a reader could see: spaces, controls, zero-width. */
bool session_blank(const char *text, size_t len);

/* Readers came or went, or reacted: told within a second. */
void presence_changed(struct presence *p);
/* This person begins to read it live. */
void roll_joined(const struct session *s, const struct procedure *p,
    enum audience audience, enum present present);
enum present presence_kind(const struct procedure *p, const struct account *a,
    enum audience audience);

/* Who follows its specialty or a hashtag, and may read it; but not `by`. */
void sessions_tell_opened(
    struct relay *r, const struct procedure *p, const struct session *by);
/* Outcome notes that are due, if there are. */
void session_remind(struct session *s);

/* Words of staff on their way to the release point. */
struct session_say {
	struct procedure *procedure;
	const struct wire_say *say;
	uint64_t seq, refers;
	enum entry_kind kind;
	char step[NAME_MAX_BYTES + 1];
	bool after; /* it is closed, and its roster gone */
	char *raw;  /* in place of say's text; owned, wiped */
	size_t raw_len;
	struct scrubbed text[AUDIENCES];
};
/* Once after whatever became of it. */
void session_say_end(struct session_say *out);
SR_MUST_USE enum sr_err session_say_scrub(
    struct session *s, struct session_say *out);
void session_say_head(
    struct session *s, const struct session_say *out, struct entry_head *head);
/* SR_OK: answered like a post, later. */
SR_MUST_USE enum sr_err session_say_release(
    struct session *s, struct session_say *out);

/* Of a draft that is on disk and not released: at least 1. */
uint64_t session_wait_ms(const struct ticket *t);
/* Whether this is a moderator of the procedure. */
SR_MUST_USE enum sr_err session_may_decide(
    const struct session *s, const struct procedure *p);
/* A post that the filter holds (session_review.c): it waits for a moderator.
 * SR_EHELD: it cannot, and is refused. */
SR_MUST_USE enum sr_err session_hold(struct session *s, struct procedure *p,
    uint64_t seq, const struct wire_post *draft);
/* True: a moderator let this draft go, and it was answered. */
bool session_was_let_go(struct session *s, struct procedure *p, uint64_t seq,
    const struct wire_post *draft);
/* Sent again, the filter lets it pass: nobody need decide any more. */
void session_unhold(
    struct session *s, struct procedure *p, const struct wire_post *draft);

/* Rows of an answer with room for more of them; NULL: no memory, rows stay. */
void *session_more_rows(void *rows, size_t *room, size_t row_size);

/* The procedure that a request names, or NULL. Whatever an advocate asks of it
 * is a sign of life. */
struct procedure *session_procedure(
    struct session *s, const struct procedure_id *id);

/* One operation. SR_OK: it was answered or will be; else the caller refuses
 * with this error and *fault. */
typedef enum sr_err session_op(
    struct session *s, const struct wire_request *in, struct sr_fault *fault);

session_op session_hello; /* enrol, too */
session_op session_policy, session_people;
session_op session_quiet, session_resume, session_stop, session_sign,
    session_withdraw;
session_op session_undo, session_held, session_decide;
session_op session_open, session_roster, session_post, session_end;
session_op session_import, session_import_entry, session_import_end;
session_op session_audit, session_export, session_log, session_erase,
    session_rekey;
session_op session_attendance;
session_op session_procedures, session_subscribe, session_unsubscribe;
session_op session_ask, session_questions, session_vote, session_question_set,
    session_answer;
session_op session_poll, session_poll_vote, session_poll_close;
session_op session_follow, session_unfollow, session_following;
session_op session_outcome, session_reminders;
session_op session_react, session_feedback, session_feedback_list;
session_op session_user_add, session_user_list, session_user_invite,
    session_user_grant, session_user_revoke, session_user_devices;
session_op session_health;

#endif
