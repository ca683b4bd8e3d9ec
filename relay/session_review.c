/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "session_private.h"
#include "talk.h"

/* Drafts that wait: for their time, until which their author takes them back;
 * or for a moderator, who lets go what the filter held. */

/* ---- who is told ---- */

/* To all connections of an account. */
static void
tell_account(struct relay *r, const char *account, const struct wire_message *m)
{
	for (struct session *s = r->sessions; s; s = s->next)
		if (s->account && !s->closing &&
		    strcmp(account_name(s->account), account) == 0)
			session_send(s, m);
}

static void
tell_released(struct relay *r, const char *account,
    const struct procedure_id *id, const char *draft, uint64_t number)
{
	struct wire_message m = {.event = EV_RELEASED};

	m.u.released = (struct wire_released){
	    .procedure = *id, .draft = draft, .number = number};
	tell_account(r, account, &m);
}

static void
tell_gone(struct relay *r, const char *account, const struct wire_gone *gone)
{
	struct wire_message m = {.event = EV_GONE};

	m.u.gone = *gone;
	tell_account(r, account, &m);
}

static bool
moderates(const struct session *s, const struct procedure *p)
{
	if (!s->account || s->closing ||
	    !(procedure_roles(p, s->account) & ROLE_MODERATOR))
		return false;
	for (unsigned i = 0; i < s->reader_count; i++)
		if (reader_room(s->reader[i]) == procedure_room(p))
			return true;
	return false;
}

void
sessions_tell_queue(struct relay *r, struct procedure *p)
{
	const struct procedure_id *id = procedure_id(p);
	struct talk *talk = talk_find(r->talks, id);
	struct wire_message m = {.event = EV_QUEUE};

	m.u.queue = (struct wire_queue){
	    .procedure = *id,
	    .held = held_count(r->held, id),
	    .questions = talk ? question_pending(talk) : 0,
	};
	for (struct session *s = r->sessions; s; s = s->next)
		if (moderates(s, p))
			session_send(s, &m);
}

static void
note(struct relay *r, enum audit_event event, const char *who,
    const struct procedure_id *id, const char *about)
{
	audit_note(r->audit,
	    &(struct audit_note){
		.event = event, .who = who, .about = about, .procedure = id});
}

static void
came_to_nothing(struct talk *talk, const struct entry_head *head)
{
	question_not_answered(talk, head->draft);
	if (head->kind == ENTRY_RESULT)
		poll_not_ended(talk, head->refers);
	if (head->kind == ENTRY_POLL)
		poll_not_opened(talk, head->draft);
}

void
sessions_on_release_end(void *ctx, const struct release_end *end)
{
	struct relay *r = ctx;
	const struct entry_head *head = entry_head(end->entry);
	struct procedure *p =
	    r->procedures ? procedure_find(r->procedures, &head->procedure)
			  : NULL;

	if (end->number)
		held_released(
		    r->held, &head->procedure, head->draft, end->number);
	if (end->account[0] && end->number)
		tell_released(
		    r, end->account, &head->procedure, end->draft, end->number);
	else if (end->account[0])
		tell_gone(r, end->account,
		    &(struct wire_gone){.procedure = head->procedure,
			.draft = end->draft,
			.why = end->why});
	if (!end->number)
		came_to_nothing(talk_find(r->talks, &head->procedure), head);
	if (p)
		procedure_on_end(p, end);
}

void
sessions_on_held_end(void *ctx, const struct held_row *row, enum gone_why why)
{
	struct relay *r = ctx;
	const struct procedure_id *id = &row->post.procedure;
	struct procedure *p = procedure_find(r->procedures, id);

	note(r, AUDIT_GONE, account_name(row->author), id, wire_gone_name(why));
	tell_gone(r, account_name(row->author),
	    &(struct wire_gone){
		.procedure = *id, .draft = row->post.draft, .why = why});
	if (p)
		sessions_tell_queue(r, p);
}

/* ---- undo ---- */

static void
set_released(struct sr_fault *fault)
{
	sr_fault_set(fault, "This draft does not wait any more; what was "
			    "released can be withdrawn.");
}

static void
on_undone(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;
	struct sr_fault fault = {{0}};

	if (err == SR_OK)
		note(t->relay, AUDIT_UNDO, account_name(t->account),
		    procedure_id(t->procedure), NULL);
	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){.seq = t->seq,
				  .draft = t->draft[0] ? t->draft : NULL});
	if (s && err != SR_OK) {
		catalogue_use(s->lang);
		if (err == SR_ENOENTRY)
			set_released(&fault);
		session_refuse(s, t->seq, NULL, err, &fault);
	}
	ticket_free(t);
}

/* SR_ENOENTRY: it is not held; SR_EBUSY: it was decided, and is on its way. */
static enum sr_err
undo_held(struct session *s, struct procedure *p, const char *draft)
{
	struct relay *r = s->relay;
	struct held_row *row;
	uint8_t hash[16];

	procedure_draft_hash(p, s->account, draft, hash);
	row = held_find_draft(r->held, procedure_id(p), hash);
	if (!row || row->decided)
		return row ? SR_EBUSY : SR_ENOENTRY;
	held_remove(r->held, row);
	tell_gone(r, account_name(s->account),
	    &(struct wire_gone){.procedure = *procedure_id(p),
		.draft = draft,
		.why = GONE_UNDONE});
	sessions_tell_queue(r, p);
	return SR_OK;
}

/* Of what waits, for its release or for a moderator; "": nothing does. */
static const char *
newest_draft(struct session *s, struct procedure *p)
{
	uint64_t since_ms = 0;
	const char *newest = procedure_newest(p, s->account, &since_ms);
	struct held *held = s->relay->held;
	struct held_row *row = NULL;

	while ((row = held_next(held, procedure_id(p), row)))
		if (row->author == s->account &&
		    (!newest || row->since_ms >= since_ms))
			newest = row->post.draft;
	return newest ? newest : "";
}

enum sr_err
session_undo(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_undo *undo = &in->u.undo;
	struct procedure *p = session_procedure(s, &undo->procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	const char *draft;
	struct ticket *t;

	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->procedure = p;
	/* With the answer it tells which one it was. */
	if (!undo->draft)
		snprintf(
		    t->draft, sizeof t->draft, "%s", newest_draft(s, p));
	draft = undo->draft ? undo->draft : t->draft;
	err = undo_held(s, p, draft);
	if (err == SR_OK) {
		on_undone(t, SR_OK);
		return SR_OK;
	}
	if (err == SR_ENOENTRY)
		err = procedure_undo(p, s->account, draft, on_undone, t);
	if (err == SR_ENOENTRY && *draft)
		set_released(fault);
	else if (err == SR_ENOENTRY)
		sr_fault_set(fault, "Nothing of yours waits here; what was "
				    "released can be withdrawn.");
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

/* ---- holding ---- */

enum sr_err
session_hold(struct session *s, struct procedure *p, uint64_t seq,
    const struct wire_post *draft)
{
	struct relay *r = s->relay;
	struct wire_ok ok = {.seq = seq, .draft = draft->draft, .doubt = true};
	const struct held_row *row;
	uint8_t hash[16];
	enum sr_err err;

	procedure_draft_hash(p, s->account, draft->draft, hash);
	row = held_find_draft(r->held, procedure_id(p), hash);
	ok.repeated = row != NULL;
	if (row) {
		ok.held = row->number;
		session_ok(s, &ok);
		return SR_OK;
	}
	err = held_add(r->held, s->account, hash, draft, &ok.held);
	if (err != SR_OK)
		return err;
	note(r, AUDIT_HOLD, account_name(s->account), procedure_id(p), NULL);
	session_ok(s, &ok);
	sessions_tell_queue(r, p);
	return SR_OK;
}

bool
session_was_let_go(struct session *s, struct procedure *p, uint64_t seq,
    const struct wire_post *draft)
{
	struct held *held = s->relay->held;
	struct wire_ok ok = {
	    .seq = seq, .draft = draft->draft, .repeated = true};
	const struct held_row *row;
	uint8_t hash[16];

	procedure_draft_hash(p, s->account, draft->draft, hash);
	row = held_find_draft(held, procedure_id(p), hash);
	if (row && row->decided)
		ok.held = row->number;
	else if (held_was_let_go(held, procedure_id(p), hash, &ok.number))
		ok.wait_ms = ok.number ? 0 : procedure_wait_ms(p, hash);
	if (!ok.held && !ok.number && !ok.wait_ms)
		return false;
	session_ok(s, &ok);
	return true;
}

void
session_unhold(
    struct session *s, struct procedure *p, const struct wire_post *draft)
{
	struct held_row *row;
	uint8_t hash[16];

	if (!held_count(s->relay->held, procedure_id(p)))
		return;
	procedure_draft_hash(p, s->account, draft->draft, hash);
	row = held_find_draft(s->relay->held, procedure_id(p), hash);
	if (!row)
		return;
	held_remove(s->relay->held, row);
	sessions_tell_queue(s->relay, p);
}

/* ---- deciding ---- */

enum sr_err
session_may_decide(const struct session *s, const struct procedure *p)
{
	enum sr_err err = procedure_may_manage(p, s->account);

	if (err != SR_OK)
		return err;
	return procedure_roles(p, s->account) & ROLE_MODERATOR ? SR_OK
							       : SR_EGRANT;
}

static bool
is_over(const struct procedure *p)
{
	enum sr_err err = procedure_open_for_posts(p);

	return err == SR_ESTOPPED || err == SR_ESTATE;
}

static void
on_decided(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct ticket *t = ctx;
	struct session *s = t->session;
	struct relay *r = t->relay;
	const struct procedure_id *id = procedure_id(t->procedure);
	struct held_row *row = held_find_draft(r->held, id, t->hash);

	if (row && err == SR_OK)
		held_remove(r->held, row);
	else if (row)
		held_decided(r->held, row, false);
	/* Stopped or at its end meanwhile: it goes as the others went. */
	if (row && err != SR_OK && is_over(t->procedure))
		held_drop(r->held, id, GONE_STOPPED);
	if (err == SR_OK) {
		held_let_go(r->held, id, t->hash, number);
		if (number)
			tell_released(
			    r, account_name(t->account), id, t->draft, number);
		sessions_tell_queue(r, t->procedure);
	}
	if (s && err == SR_OK)
		session_ok(s,
		    &(struct wire_ok){
			.seq = t->seq,
			.number = number,
			.wait_ms =
			    number ? 0
				   : procedure_wait_ms(t->procedure, t->hash),
			.redacted = t->redacted,
			.doubt = t->doubt,
			.repeated = repeated,
		    });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* As post_scrubbed(), in the author's name and answered to the moderator. */
static enum sr_err
let_go(struct session *s, struct procedure *p, uint64_t seq,
    struct held_row *row, const char *lang,
    const struct scrubbed text[AUDIENCES])
{
	struct wire_post post = row->post;
	struct entry_head head;
	struct ticket *t = NULL;
	struct entry *e = NULL;
	enum sr_err err;

	if (lang)
		post.lang = lang;
	procedure_entry_head(p, row->author, &post, &head);
	err = entry_new(&e, &head, text);
	if (err == SR_OK)
		err = ticket_new(&t, s, seq);
	if (err != SR_OK)
		goto out;
	strncpy(t->draft, row->post.draft, DRAFT_ID_MAX);
	t->relay = s->relay;
	t->procedure = p;
	t->account = row->author;
	memcpy(t->hash, row->hash, sizeof t->hash);
	t->redacted = (unsigned)text[STUDENT].change_count;
	t->doubt = text[STUDENT].doubt || text[COLLEAGUE].doubt;
	held_decided(s->relay->held, row, true);
	procedure_release_draft(p, e,
	    &(struct procedure_drafted){
		.by = row->author, .draft = t->draft, .approver = s->account},
	    on_decided, t);
out:
	entry_unref(e);
	return err;
}

static enum sr_err
scrub_decision(struct procedure *p, const struct held_row *row,
    const struct wire_decide *d, struct scrubbed text[AUDIENCES])
{
	if (d->decision == DECIDE_APPROVE)
		return procedure_scrub_reviewed(p, row->author, row->post.lang,
		    (struct raw_text){row->post.text, row->post.text_len},
		    text);
	if (session_blank(d->text, d->text_len))
		return SR_EEMPTY;
	return procedure_scrub(p, row->author,
	    d->lang ? d->lang : row->post.lang,
	    (struct raw_text){d->text, d->text_len}, text);
}

static void
reject(struct session *s, struct procedure *p, struct held_row *row,
    const struct wire_decide *d, uint64_t seq)
{
	tell_gone(s->relay, account_name(row->author),
	    &(struct wire_gone){.procedure = d->procedure,
		.draft = row->post.draft,
		.why = GONE_REJECTED,
		.reason = d->reason});
	held_remove(s->relay->held, row);
	session_ok(s, &(struct wire_ok){.seq = seq});
	sessions_tell_queue(s->relay, p);
}

static enum sr_err
check_decision(const struct session *s, const struct held_row *row,
    const struct wire_decide *d, struct sr_fault *fault)
{
	if (!row || row->decided) {
		sr_fault_set(fault, "This draft is not held any more.");
		return SR_ENOENTRY;
	}
	if (row->author == s->account) {
		sr_fault_set(fault, "Nobody decides about a draft of his own.");
		return SR_EGRANT;
	}
	if ((d->decision == DECIDE_EDIT) != (d->text != NULL)) {
		sr_fault_set(fault, "decide.text: with edit, and only then");
		return SR_EINVAL;
	}
	return SR_OK;
}

static const enum audit_event decision_event[DECISIONS] = {
    [DECIDE_APPROVE] = AUDIT_APPROVE,
    [DECIDE_EDIT] = AUDIT_EDIT,
    [DECIDE_REJECT] = AUDIT_REJECT,
};

enum sr_err
session_decide(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_decide *d = &in->u.decide;
	struct procedure *p = session_procedure(s, &d->procedure);
	struct scrubbed text[AUDIENCES] = {0};
	struct held_row *row;
	enum sr_err err = session_may_decide(s, p);

	if (err != SR_OK)
		return err;
	row = held_find(s->relay->held, &d->procedure, d->held);
	err = check_decision(s, row, d, fault);
	if (err == SR_OK && d->decision != DECIDE_REJECT)
		err = procedure_may_post(p, row->author, &row->post, fault);
	if (err != SR_OK)
		return err;
	note(s->relay, decision_event[d->decision], account_name(s->account),
	    &d->procedure, account_name(row->author));
	if (d->decision == DECIDE_REJECT) {
		reject(s, p, row, d, in->seq);
		return SR_OK;
	}
	err = scrub_decision(p, row, d, text);
	if (err == SR_OK)
		err = let_go(s, p, in->seq, row, d->lang, text);
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&text[a]);
	return err;
}
