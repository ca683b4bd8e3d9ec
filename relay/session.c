/* SPDX-License-Identifier: MIT */
#include "session_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web.h"
#include "log.h"
#include "metrics.h"
#include "tell.h"
#include "web.h"

/* ---- answers ---- */

void
session_send(struct session *s, const struct wire_message *m)
{
	if (tell(s->relay->wire, s->conn, m) != SR_OK)
		session_close(s, 1011, "out of memory");
}

void
session_ok(struct session *s, const struct wire_ok *ok)
{
	struct wire_message m = {.event = EV_OK};

	m.u.ok = *ok;
	session_send(s, &m);
}

void
session_refuse(struct session *s, uint64_t seq, const char *draft,
    enum sr_err err, const struct sr_fault *fault)
{
	struct wire_message m = {.event = EV_ERROR};

	catalogue_use(s->lang);
	m.u.error = (struct wire_error){
	    .seq = seq,
	    .err = err,
	    .message =
		fault && fault->what[0] ? fault->what : sr_err_sentence(err),
	    .draft = draft,
	    .retry_ms = err == SR_ELIMIT ? s->retry_ms : 0,
	};
	s->retry_ms = 0;
	session_send(s, &m);
	if (s->account)
		session_note_denied(s, err);
	catalogue_use(SR_LANG_EN); /* the log's */
}

void
session_close(struct session *s, int code, const char *reason)
{
	s->closing = true;
	ws_close(s->conn, code, reason);
}

/* What still waits to be sent goes with it. */
static void
session_cut(struct session *s, int code, const char *reason)
{
	s->closing = true;
	ws_cut(s->conn, code, reason);
}

uint64_t
session_wall_ms(const struct session *s)
{
	return s->relay->wall_ms();
}

void *
session_more_rows(void *rows, size_t *room, size_t row_size)
{
	size_t more = *room ? 2 * *room : 32;
	void *grown = realloc(rows, more * row_size);

	if (grown)
		*room = more;
	return grown;
}

static void
session_leave(struct session *s)
{
	session_close(s, 1012, "the relay restarts");
}

/* ---- tickets ---- */

enum sr_err
ticket_new(struct ticket **out, struct session *s, uint64_t seq)
{
	struct ticket *t = calloc(1, sizeof *t);

	if (!t)
		return SR_ENOMEM;
	t->session = s;
	t->relay = s->relay;
	t->seq = seq;
	t->began_us = metrics_now_us();
	t->account = s->account;
	t->next = s->tickets;
	t->link = &s->tickets;
	if (t->next)
		t->next->link = &t->next;
	s->tickets = t;
	*out = t;
	return SR_OK;
}

/* Its session does not wait for it any more. */
static void
ticket_let_go(struct ticket *t)
{
	struct session *s = t->session;

	if (!s)
		return;
	t->session = NULL;
	*t->link = t->next;
	if (t->next)
		t->next->link = t->link;
	if (t->is_draft)
		s->drafts_waiting--;
	if (s->leaving && !s->tickets)
		session_leave(s);
}

/* What waits for the disk may be there, or come to be there. */
static void
ticket_give_up(struct ticket *t)
{
	struct session *s = t->session;
	struct sr_fault fault = {{0}};

	catalogue_use(s->lang);
	sr_fault_set(&fault,
	    "The disk does not answer, so it is not known whether this is "
	    "saved. Send it again: it is never saved twice.");
	metrics_refusal(SR_EDISK);
	session_refuse(
	    s, t->seq, t->draft[0] ? t->draft : NULL, SR_EDISK, &fault);
	ticket_let_go(t);
}

void
sessions_on_stall(void *ctx)
{
	const struct relay *r = ctx;

	for (struct session *s = r->sessions; s; s = s->next)
		while (s->tickets)
			ticket_give_up(s->tickets);
}

void
ticket_free(struct ticket *t)
{
	if (!t)
		return;
	ticket_let_go(t);
	explicit_bzero(t, sizeof *t);
	free(t);
}

static enum sr_err
session_ping(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	(void)fault;
	session_ok(s, &(struct wire_ok){.seq = in->seq});
	return SR_OK;
}

/* ---- by operation ---- */

/* roles: any of these, checked before the operation looks at its fields; what
 * a procedure demands on top is procedure.c's. 0: before hello. */
static const struct {
	session_op *run;
	unsigned roles;
} operations[WIRE_OPS] = {
    [OP_HELLO] = {session_hello, 0},
    [OP_ENROL] = {session_hello, 0},
    [OP_USER_ADD] = {session_user_add, ROLE_ADMIN},
    [OP_USER_LIST] = {session_user_list, ROLE_ADMIN},
    [OP_USER_INVITE] = {session_user_invite, ROLE_ADMIN},
    [OP_USER_GRANT] = {session_user_grant, ROLE_ADMIN},
    [OP_USER_REVOKE] = {session_user_revoke, ROLE_ADMIN},
    [OP_USER_DEVICES] = {session_user_devices, ROLE_ADMIN},
    [OP_HEALTH] = {session_health, ROLE_ADMIN},
    [OP_OPEN] = {session_open, ROLES_STAFF},
    [OP_ROSTER] = {session_roster, ROLES_STAFF},
    [OP_PROCEDURES] = {session_procedures, ~0u},
    [OP_POST] = {session_post, ROLES_STAFF},
    [OP_CLOSE] = {session_end, ROLES_STAFF},
    [OP_QUIET] = {session_quiet, ROLES_STAFF},
    [OP_RESUME] = {session_resume, ROLES_STAFF},
    [OP_STOP] = {session_stop, ROLES_STAFF},
    [OP_SIGN] = {session_sign, ROLE_ADVOCATE},
    [OP_WITHDRAW] = {session_withdraw,
	ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR},
    [OP_UNDO] = {session_undo, ROLES_STAFF},
    [OP_HELD] = {session_held, ROLES_STAFF},
    [OP_DECIDE] = {session_decide, ROLES_STAFF},
    [OP_SUBSCRIBE] = {session_subscribe, ROLES_STAFF | ROLES_READER},
    [OP_UNSUBSCRIBE] = {session_unsubscribe, ~0u},
    [OP_AUDIT] = {session_audit, ROLE_ADMIN},
    [OP_EXPORT] = {session_export, ROLE_EDUCATOR},
    [OP_LOG] = {session_log, ROLE_EDUCATOR},
    [OP_ATTENDANCE] = {session_attendance, ROLE_EDUCATOR},
    [OP_IMPORT] = {session_import, ROLE_EDUCATOR},
    [OP_IMPORT_ENTRY] = {session_import_entry, ROLE_EDUCATOR},
    [OP_IMPORT_END] = {session_import_end, ROLE_EDUCATOR},
    [OP_ERASE] = {session_erase, ROLE_ADMIN | ROLE_EDUCATOR | ROLE_SURGEON |
					 ROLE_ADVOCATE | ROLE_MODERATOR},
    [OP_REKEY] = {session_rekey, ROLE_ADMIN},
    [OP_POLICY] = {session_policy, ROLES_STAFF},
    [OP_PEOPLE] = {session_people, ROLES_STAFF},
    [OP_PING] = {session_ping, ~0u},
    [OP_ASK] = {session_ask, ROLES_READER},
    [OP_QUESTIONS] = {session_questions, ROLES_READER | ROLES_STAFF},
    [OP_VOTE] = {session_vote, ROLES_READER},
    [OP_QUESTION_SET] = {session_question_set, ROLE_MODERATOR},
    [OP_ANSWER] = {session_answer, ROLE_MODERATOR},
    [OP_POLL] = {session_poll, ROLES_STAFF},
    [OP_POLL_VOTE] = {session_poll_vote, ROLES_READER},
    [OP_POLL_CLOSE] = {session_poll_close, ROLES_STAFF},
    [OP_REACT] = {session_react, ROLES_READER},
    [OP_FEEDBACK] = {session_feedback, ROLES_READER},
    [OP_FOLLOW] = {session_follow, ROLES_STAFF | ROLES_READER},
    [OP_UNFOLLOW] = {session_unfollow, ROLES_STAFF | ROLES_READER},
    [OP_FOLLOWING] = {session_following, ROLES_STAFF | ROLES_READER},
    [OP_OUTCOME] = {session_outcome, ROLES_STAFF},
    [OP_REMINDERS] = {session_reminders, ROLES_STAFF},
    [OP_FEEDBACK_LIST] = {session_feedback_list, ROLE_EDUCATOR},
};

static enum sr_err
run_operation(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	unsigned roles = operations[in->op].roles;
	enum sr_err err;

	if (!operations[in->op].run)
		return SR_EOP;
	if (!roles)
		return s->account || s->tickets
			   ? SR_EEXISTS
			   : operations[in->op].run(s, in, fault);
	if (!s->account)
		return SR_EHELLO;
	if (roles != ~0u && !(account_roles(s->account) & roles))
		return SR_EGRANT;
	err = session_rate(s, in);
	if (err == SR_OK)
		err = operations[in->op].run(s, in, fault);
	if (err == SR_OK)
		session_note(s, in);
	return err;
}

/* A message that is not of the protocol: answered a few times, then not. To a
 * stranger any refusal is the last word. */
static void
count_fault(struct session *s, enum sr_err err)
{
	bool fault = err == SR_EJSON || err == SR_EUTF8 || err == SR_EINVAL ||
		     err == SR_EOP || err == SR_EHELLO;

	if (!s->account || (fault && ++s->faults >= FAULTS_MAX))
		session_close(s, CLOSE_GARBAGE, "not of the protocol");
}

static void
session_on_message(void *peer, char *text, size_t len)
{
	struct session *s = peer;
	struct wire *w = s->relay->wire;
	struct wire_request in = {0};
	struct sr_fault fault = {{0}};
	char draft[DRAFT_ID_MAX + 1] = "";
	uint64_t seq;
	enum sr_err err, allowed;

	if (s->closing)
		return;
	allowed = session_allowance(s);
	if (allowed == SR_ECLOSED) {
		session_close(s, CLOSE_LIMIT, "too many requests");
		return;
	}
	catalogue_use(s->lang);
	err = wire_read_request(w, text, len, &in, &fault);
	seq = in.seq;
	if (in.op == OP_POST && in.u.post.draft)
		snprintf(draft, sizeof draft, "%s", in.u.post.draft);
	/* Whoever stops is never asked to wait. */
	if (err == SR_OK && in.op != OP_STOP)
		err = allowed;
	if (err == SR_OK) {
		metrics_request(in.op);
		err = run_operation(s, &in, &fault);
	}
	catalogue_use(SR_LANG_EN);
	explicit_bzero(&in, sizeof in);
	wire_end(w);
	if (err == SR_OK)
		return;
	metrics_refusal(err);
	session_refuse(s, seq, draft[0] ? draft : NULL, err, &fault);
	log_often(LOG_LEVEL_INFO, ws_loop_now_ms(s->relay->loop), "refused",
	    "peer=%u err=%s", ws_number(s->conn), sr_err_name(err));
	count_fault(s, err);
}

/* ---- life ---- */

static void
hello_late(void *ctx)
{
	struct session *s = ctx;

	log_info("hello-late", "peer=%u", ws_number(s->conn));
	session_close(s, CLOSE_HELLO_LATE, "no hello in time");
}

static void
send_challenge(struct session *s)
{
	struct wire_message m = {.event = EV_CHALLENGE};

	hello_random(s->nonce, sizeof s->nonce);
	memcpy(m.u.challenge.relay, keypair_public(s->relay->key), 32);
	memcpy(m.u.challenge.nonce, s->nonce, 32);
	m.u.challenge.hello_ms = s->relay->config->hello_ms;
	session_send(s, &m);
}

enum sr_err
session_new(struct session **out, struct relay *r, struct ws_conn *conn)
{
	struct session *s = calloc(1, sizeof *s);

	if (!s)
		return SR_ENOMEM;
	s->relay = r;
	s->conn = conn;
	s->allowance = (int64_t)r->config->requests_burst * 1000;
	s->allowance_ms = ws_loop_now_ms(r->loop);
	s->next = r->sessions;
	s->link = &r->sessions;
	if (s->next)
		s->next->link = &s->next;
	r->sessions = s;
	r->session_count++;
	*out = s;
	return SR_OK;
}

static void *
session_on_open(void *ctx, struct ws_conn *conn)
{
	struct relay *r = ctx;
	struct session *s = NULL;

	if (session_new(&s, r, conn) != SR_OK)
		return NULL;
	if (ws_timer_new(&s->hello_timer, r->loop, hello_late, s) != SR_OK) {
		session_free(s);
		return NULL;
	}
	ws_timer_set(s->hello_timer, r->config->hello_ms);
	send_challenge(s);
	return s;
}

bool
session_may_stand(const struct relay *r, const struct account *a)
{
	return account_standing(a) < r->config->connections_per_account_max;
}

void
session_is_of(struct session *s, struct account *a)
{
	s->account = a;
	account_count(a, 1);
}

void
session_on_ready(void *peer)
{
	struct session *s = peer;
	unsigned n = s->reader_count;

	/* Another one first each time: the first may fill the connection. */
	s->turn++;
	for (unsigned i = 0; i < n && s->reader_count; i++)
		reader_pump(s->reader[(s->turn + i) % s->reader_count]);
	/* One that ended gave its place to another, who may have been passed
	 * over. */
	if (s->reader_count && s->reader_count != n)
		ws_want_ready(s->conn);
}

/* What the kernel still holds may never arrive: the reader's own last number
 * is the one to go on from; this one tells how far behind it is. */
void
session_on_slow(void *peer)
{
	struct session *s = peer;
	char reason[64] = "too slow";

	if (s->reader_count == 1)
		snprintf(reason, sizeof reason, "too slow; sent up to %" PRIu64,
		    reader_next(s->reader[0]) - 1);
	metrics_add(METRIC_SLOW_CLOSES, 1);
	log_info("slow", "peer=%u", ws_number(s->conn));
	session_close(s, CLOSE_SLOW, reason);
}

void
session_free(struct session *s)
{
	session_hello_forget(s);
	session_flush_denied(s, SR_OK);
	if (s->account)
		account_count(s->account, -1);
	if (s->reader_count)
		presence_changed(s->relay->presence);
	while (s->reader_count)
		reader_end(s->reader[--s->reader_count]);
	free(s->reader);
	for (struct ticket *t = s->tickets; t; t = t->next)
		t->session = NULL;
	*s->link = s->next;
	if (s->next)
		s->next->link = s->link;
	s->relay->session_count--;
	ws_timer_free(s->hello_timer);
	explicit_bzero(s, sizeof *s);
	free(s);
}

void
session_on_close(void *peer, int code, const char *reason)
{
	struct session *s = peer;

	(void)reason;
	if (s->account)
		log_info("closed", "peer=%u code=%d", ws_number(s->conn), code);
	else
		log_often(LOG_LEVEL_INFO, ws_loop_now_ms(s->relay->loop),
		    "closed", "peer=%u code=%d", ws_number(s->conn), code);
	session_free(s);
}

const struct ws_handler session_handler = {
    .on_open = session_on_open,
    .on_message = session_on_message,
    .on_ready = session_on_ready,
    .on_slow = session_on_slow,
    .on_close = session_on_close,
    .on_http = web_on_http,
};

void
sessions_drain(struct relay *r, size_t most)
{
	for (struct session *s = r->sessions; s && most; s = s->next) {
		if (s->closing || s->leaving)
			continue;
		s->leaving = true;
		if (!s->tickets)
			session_leave(s);
		most--;
	}
}

void
sessions_close_account(struct relay *r, const struct account *a,
    const uint8_t *device, int code, const char *reason)
{
	for (struct session *s = r->sessions; s; s = s->next)
		if (s->account == a &&
		    (!device ||
			hello_equal(s->device, device, sizeof s->device)))
			session_cut(s, code, reason);
}
