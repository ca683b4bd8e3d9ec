/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "log.h"
#include "session_private.h"
#include "talk.h"

/* Questions of readers: to moderators, and from them to everybody. */

static void
on_asked(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .question = number,
				  .repeated = repeated,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	if (err == SR_OK && !repeated)
		sessions_tell_queue(t->relay, t->procedure);
	ticket_free(t);
}

/* Answers when it is on disk; where a procedure is given, its moderators learn
 * how many questions wait. */
static void
on_saved(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){.seq = t->seq});
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	if (err == SR_OK && t->procedure)
		sessions_tell_queue(t->relay, t->procedure);
	ticket_free(t);
}

/* Apart from those of posts: a question is no entry yet. */
static void
draft_hash(struct session *s, struct procedure *p, const struct wire_say *say,
    uint8_t hash[16])
{
	struct session_say as = {
	    .procedure = p, .say = say, .kind = ENTRY_QUESTION};
	struct entry_head head;

	session_say_head(s, &as, &head);
	memcpy(hash, head.draft, sizeof head.draft);
}

enum sr_err
session_ask(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_say *say = &in->u.say;
	struct procedure *p = session_procedure(s, &say->procedure);
	struct scrubbed text[AUDIENCES] = {0};
	struct question_ask ask = {.text = text,
	    .most = s->relay->config->questions_max,
	    .most_waiting = s->relay->config->questions_waiting_max};
	struct ticket *t = NULL;
	struct talk *talk;
	enum audience audience;
	enum sr_err err;

	(void)fault;
	err = procedure_may_ask(p, s->account, session_wall_ms(s), &audience);
	if (err != SR_OK)
		goto out;
	err = SR_EEMPTY;
	if (session_blank(say->text, say->text_len))
		goto out;
	err = procedure_scrub_question(
	    p, say->lang, (struct raw_text){say->text, say->text_len}, text);
	if (err != SR_OK)
		goto out;
	ask.t_ms = procedure_time(p);
	ask.lang = entry_lang(say->lang);
	procedure_person(p, s->account, ask.who);
	draft_hash(s, p, say, ask.draft);
	err = SR_ENOMEM;
	talk = talk_get(s->relay->talks, &say->procedure);
	if (!talk || ticket_new(&t, s, in->seq) != SR_OK)
		goto out;
	t->procedure = p;
	err = question_ask(talk, &ask, on_asked, t);
	if (err != SR_OK)
		ticket_free(t);
out:
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&text[a]);
	return err;
}

/* ---- the list ---- */

struct looking {
	struct talk *talk;
	bool moderator;
	uint64_t shown; /* the highest entry that is out for them */
	enum audience audience;
	uint8_t who[WHO_BYTES];
};

/* Others' questions: only what is out. */
static bool
may_see(const struct looking *l, const struct question *q, bool mine)
{
	bool out =
	    q->entry && q->entry <= l->shown &&
	    (q->state == QUESTION_PUBLISHED || q->state == QUESTION_ANSWERED);

	return l->moderator || mine || out;
}

static bool
fill_row(const struct looking *l, const struct question *q,
    struct wire_question *row)
{
	bool mine = memcmp(q->who, l->who, sizeof q->who) == 0;

	if (!may_see(l, q, mine))
		return false;
	*row = (struct wire_question){
	    .question = q->number,
	    .t_ms = q->t_ms,
	    .state = q->state,
	    .votes = ballot_count(q->votes, 1),
	    .mine = mine,
	    .voted = ballot_said(q->votes, l->who) != 0,
	    .number = q->entry,
	    .lang = q->lang,
	    .text = q->text[l->audience],
	    .text_len = q->len[l->audience],
	};
	/* What waits for its release is not out for its author either. */
	if (!l->moderator && !q->entry && q->state != QUESTION_HIDDEN)
		row->state = QUESTION_PENDING;
	return true;
}

enum sr_err
session_questions(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.pick.procedure);
	struct wire_ok ok = {.seq = in->seq, .questions_given = true};
	struct wire_question row[QUESTIONS_LISTED_MAX];
	struct looking l = {0};
	struct question *q;
	enum sr_err err;

	(void)fault;
	err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &l.audience);
	if (err != SR_OK)
		return err;
	session_charge(s, SUBSCRIBE_REQUESTS - 1);
	l.talk = talk_find(s->relay->talks, &in->u.pick.procedure);
	l.shown = procedure_roles(p, s->account)
		      ? room_last(procedure_room(p))
		      : room_shown(procedure_room(p));
	l.moderator = procedure_may_moderate(p, s->account) == SR_OK;
	procedure_person(p, s->account, l.who);
	for (q = question_after(l.talk, in->u.pick.question); q && !ok.more;
	     q = question_after(l.talk, q->number)) {
		if (ok.question_count < QUESTIONS_LISTED_MAX)
			ok.question_count +=
			    fill_row(&l, q, &row[ok.question_count]);
		else
			ok.more = true;
	}
	ok.questions = row;
	session_ok(s, &ok);
	return SR_OK;
}

static enum sr_err
no_question(struct sr_fault *fault)
{
	sr_fault_set(fault, "There is no such question for you.");
	return SR_ENOENTRY;
}

/* ---- votes ---- */

enum sr_err
session_vote(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pick *pick = &in->u.pick;
	struct procedure *p = session_procedure(s, &pick->procedure);
	struct talk *talk = talk_find(s->relay->talks, &pick->procedure);
	struct question *q;
	uint8_t who[WHO_BYTES];
	enum audience audience;
	struct ticket *t;
	enum sr_err err;

	err = procedure_may_ask(p, s->account, session_wall_ms(s), &audience);
	if (err != SR_OK)
		return err;
	q = question_find(talk, pick->question);
	if (!q || !q->entry || q->state == QUESTION_HIDDEN)
		return no_question(fault);
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	procedure_person(p, s->account, who);
	err = question_vote(talk, q, who, on_saved, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

/* ---- moderators ---- */

/* Never one's own: a second pair of eyes is the point. */
static enum sr_err
find_to_decide(struct session *s, struct procedure *p, uint64_t number,
    struct question **out, struct sr_fault *fault)
{
	enum sr_err err = procedure_may_moderate(p, s->account);
	uint8_t who[WHO_BYTES];

	if (err != SR_OK)
		return err;
	*out =
	    question_find(talk_find(s->relay->talks, procedure_id(p)), number);
	if (!*out)
		return no_question(fault);
	procedure_person(p, s->account, who);
	return memcmp(who, (*out)->who, sizeof who) == 0 ? SR_EGRANT : SR_OK;
}

static void
question_head(
    struct procedure *p, const struct question *q, struct entry_head *head)
{
	char what[64];

	snprintf(
	    what, sizeof what, "question:%llu", (unsigned long long)q->number);
	procedure_own_head(p, ENTRY_QUESTION, what, head);
	head->lang = q->lang;
	entry_step_number(head->step, q->number);
}

/* The question as an entry; its text was filtered when it was asked. */
static enum sr_err
question_entry(
    struct procedure *p, const struct question *q, struct entry **out)
{
	struct scrubbed text[AUDIENCES];
	struct entry_head head;

	question_head(p, q, &head);
	for (int a = 0; a < AUDIENCES; a++)
		text[a] =
		    (struct scrubbed){.text = q->text[a], .len = q->len[a]};
	return entry_new(out, &head, text);
}

/* A publication on its way, of a question by a ticket (or by an answer). */
struct publishing {
	struct talk *talk;
	uint64_t question;
	struct ticket *ticket; /* NULL: nobody waits for it */
};

static void
on_published(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct publishing *w = ctx;
	struct question *q = question_find(w->talk, w->question);

	(void)repeated;
	if (q)
		q->leaving--;
	/* Where it is out at once its entry was noted before: saved all the
	 * same. */
	if (err == SR_OK && q &&
	    (q->state == QUESTION_PENDING || q->state == QUESTION_PUBLISHED))
		err = question_set(w->talk, q, QUESTION_PUBLISHED, NULL, NULL);
	if (err == SR_OK && number && q)
		q->entry = number;
	if (err != SR_OK)
		log_warn("question-not-out", "err=%s", sr_err_name(err));
	if (w->ticket)
		on_saved(w->ticket, err);
	free(w);
}

static enum sr_err
publish(struct session *s, struct procedure *p, struct question *q,
    struct ticket *ticket)
{
	struct publishing *w = malloc(sizeof *w);
	struct entry *e = NULL;
	enum sr_err err = SR_ENOMEM;

	if (!w)
		return SR_ENOMEM;
	err = question_entry(p, q, &e);
	if (err == SR_OK) {
		*w = (struct publishing){
		    talk_find(s->relay->talks, procedure_id(p)), q->number,
		    ticket};
		q->leaving++;
		procedure_release(p, e, on_published, w);
		w = NULL;
	}
	entry_unref(e);
	free(w);
	return err;
}

/* Readers have it: its entry is withdrawn, and with that it is hidden. */
static void
on_withdrawn(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	(void)number;
	(void)repeated;
	on_saved(ctx, err == SR_ENOENTRY ? SR_OK : err);
}

static enum sr_err
withdraw(
    struct procedure *p, const struct question *q, struct ticket *ticket)
{
	struct scrubbed text[AUDIENCES] = {0};
	struct entry_head head;
	struct entry *e;
	char what[64];
	enum sr_err err;

	snprintf(what, sizeof what, "question:%llu:withdrawn",
	    (unsigned long long)q->number);
	procedure_own_head(p, ENTRY_RETRACTION, what, &head);
	head.refers = q->entry;
	err = entry_new(&e, &head, text);
	if (err != SR_OK)
		return err;
	procedure_release(p, e, on_withdrawn, ticket);
	entry_unref(e);
	return SR_OK;
}

/* By itself or with its answer: it goes to the disk, or waits there. */
static bool
is_leaving(struct procedure *p, const struct question *q)
{
	struct entry_head head;

	question_head(p, q, &head);
	return q->leaving || procedure_wait_ms(p, head.draft);
}

/* What may become of a question, and how. */
static enum sr_err
decide(struct session *s, struct procedure *p, struct question *q,
    enum question_state state, struct ticket *t)
{
	struct talk *talk = talk_find(s->relay->talks, procedure_id(p));
	enum sr_err err = SR_OK;

	switch (state) {
	case QUESTION_PUBLISHED:
		if (q->entry || q->state == QUESTION_ANSWERED)
			return SR_ESTATE;
		/* As hidden it would be found again after a restart. */
		if (q->state == QUESTION_HIDDEN)
			err = question_set(
			    talk, q, QUESTION_PENDING, NULL, NULL);
		return err == SR_OK ? publish(s, p, q, t) : err;
	case QUESTION_ANSWERED:
		if (!q->entry || q->state == QUESTION_HIDDEN)
			return SR_ESTATE;
		return question_set(talk, q, state, on_saved, t);
	case QUESTION_HIDDEN:
		if (q->entry && q->state != QUESTION_HIDDEN)
			return withdraw(p, q, t);
		/* On its way out it can only be withdrawn once it is there. */
		if (is_leaving(p, q))
			return SR_EBUSY;
		return question_set(talk, q, state, on_saved, t);
	case QUESTION_PENDING:
	case QUESTION_STATES:
		break;
	}
	return SR_EINVAL;
}

enum sr_err
session_question_set(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pick *pick = &in->u.pick;
	struct procedure *p = session_procedure(s, &pick->procedure);
	struct question *q;
	struct ticket *t;
	enum sr_err err = find_to_decide(s, p, pick->question, &q, fault);

	if (err == SR_OK)
		err = procedure_may_post_now(p, s->account);
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->procedure = p;
	err = decide(s, p, q, pick->state, t);
	if (err == SR_EINVAL)
		sr_fault_set(fault,
		    "question.set.state: one of published, answered, hidden");
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

/* An answer is an entry like an update; an unpublished question goes before
 * it. */
enum sr_err
session_answer(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_say *say = &in->u.say;
	struct procedure *p = session_procedure(s, &say->procedure);
	struct session_say out = {
	    .kind = ENTRY_ANSWER, .say = say, .seq = in->seq};
	struct entry_head head;
	struct question *q;
	enum sr_err err = find_to_decide(s, p, say->question, &q, fault);

	if (err == SR_OK)
		err = procedure_may_post_now(p, s->account);
	if (err == SR_OK && q->state == QUESTION_HIDDEN)
		err = SR_ESTATE;
	if (err != SR_OK)
		return err;
	out.procedure = p;
	out.refers = q->entry;
	entry_step_number(out.step, q->number);
	session_say_head(s, &out, &head);
	err = session_say_scrub(s, &out);
	if (err == SR_OK && !question_answered_by(q, head.draft)) {
		sr_fault_set(fault, "This question has an answer already; "
				    "correct that one.");
		err = SR_ESTATE;
	}
	if (err == SR_OK && !q->entry)
		err = publish(s, p, q, NULL);
	if (err == SR_OK)
		err = session_say_release(s, &out);
	if (err == SR_OK)
		err = question_set(talk_find(s->relay->talks, &say->procedure),
		    q, QUESTION_ANSWERED, NULL, NULL);
	if (err == SR_OK)
		sessions_tell_queue(s->relay, p);
	else if (!procedure_wait_ms(p, head.draft))
		question_not_answered(
		    talk_find(s->relay->talks, &say->procedure), head.draft);
	session_say_end(&out);
	return err;
}
