/* SPDX-License-Identifier: MIT */
#include "talk_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "log.h"

/* Ids are random: any of their bytes are a hash. */
static struct talk **
bucket_of(struct talks *all, const struct procedure_id *id)
{
	return &all->bucket[((unsigned)id->byte[0] | (unsigned)id->byte[1]
							 << 8) %
			    TALK_BUCKETS];
}

struct talk *
talk_find(struct talks *all, const struct procedure_id *id)
{
	struct talk *t = *bucket_of(all, id);

	while (t && memcmp(&t->procedure, id, sizeof *id) != 0)
		t = t->beside;
	return t;
}

struct talk *
talk_get(struct talks *all, const struct procedure_id *id)
{
	struct talk *t = talk_find(all, id);

	if (t)
		return t;
	t = calloc(1, sizeof *t);
	if (!t)
		return NULL;
	t->all = all;
	t->procedure = *id;
	t->next = all->first;
	all->first = t;
	t->beside = *bucket_of(all, id);
	*bucket_of(all, id) = t;
	return t;
}

const struct procedure_id *
talk_procedure(const struct talk *t)
{
	return &t->procedure;
}

/* ---- documents ---- */

void
talk_doc_id(char out[TALK_ID_ROOM], const struct talk *t, const char *about,
    const uint8_t *who)
{
	size_t at = PROCEDURE_ID_TEXT;

	wire_id_text(out, &t->procedure);
	if (about)
		at +=
		    (size_t)snprintf(out + at, TALK_ID_ROOM - at, ".%s", about);
	for (size_t i = 0; who && i < WHO_BYTES; i++)
		at += (size_t)snprintf(out + at, TALK_ID_ROOM - at, "%s%02x",
		    i ? "" : ".", who[i]);
}

enum sr_err
talk_put(struct talk *t, enum wire_doc doc, const char *id, const void *value,
    journal_done *done, void *ctx)
{
	struct talks *all = t->all;
	const char *text;
	size_t len;
	enum sr_err err = wire_write_doc(all->wire, doc, value, &text, &len);

	if (err == SR_OK)
		journal_put(
		    all->journal, wire_doc_name(doc), id, text, len, done, ctx);
	wire_end(all->wire);
	return err;
}

void
talk_saved(void *ctx, enum sr_err err)
{
	(void)ctx;
	if (err != SR_OK)
		log_warn("talk-not-saved", "err=%s", sr_err_name(err));
}

void
talk_drop(struct talk *t, enum wire_doc doc, const char *id)
{
	journal_put(
	    t->all->journal, wire_doc_name(doc), id, "", 0, talk_saved, NULL);
}

/* ---- votes ---- */

struct casting {
	struct talk *talk;
	struct ballot **votes;
	struct wire_doc_vote doc;
	journal_done *done;
	void *ctx;
};

static void
on_cast(void *ctx, enum sr_err err)
{
	struct casting *c = ctx;
	char id[TALK_ID_ROOM];

	if (err == SR_OK && c->talk->forgotten) {
		talk_doc_id(id, c->talk, c->doc.about, c->doc.who);
		talk_drop(c->talk, DOC_VOTE, id);
		err = SR_ENOPROC;
	}
	if (err == SR_OK && !*c->votes)
		err = ballot_new(c->votes);
	if (err == SR_OK)
		err = ballot_say(*c->votes, c->doc.who, c->doc.choice);
	c->done(c->ctx, err);
	free(c);
}

enum sr_err
vote_cast(struct talk *t, struct ballot **votes,
    const struct wire_doc_vote *doc, journal_done *done, void *ctx)
{
	struct casting *c = malloc(sizeof *c);
	char id[TALK_ID_ROOM];
	enum sr_err err;

	if (!c)
		return SR_ENOMEM;
	*c = (struct casting){t, votes, *doc, done, ctx};
	talk_doc_id(id, t, doc->about, doc->who);
	err = talk_put(t, DOC_VOTE, id, doc, on_cast, c);
	if (err != SR_OK)
		free(c);
	return err;
}

struct dropping {
	struct talk *talk;
	const char *about;
};

static void
drop_vote(void *ctx, const uint8_t who[BALLOT_WHO], unsigned choice)
{
	const struct dropping *d = ctx;
	char id[TALK_ID_ROOM];

	(void)choice;
	talk_doc_id(id, d->talk, d->about, who);
	talk_drop(d->talk, DOC_VOTE, id);
}

void
votes_drop(struct talk *t, const struct ballot *votes, const char *about)
{
	struct dropping d = {t, about};

	ballot_each(votes, drop_vote, &d);
}

enum sr_err
vote_load(struct talk *t, const struct wire_doc_vote *doc)
{
	uint64_t number = strtoull(doc->about + 1, NULL, 10);
	struct ballot **votes = NULL;
	struct question *q;
	struct poll *p = t->polls;

	if (doc->about[0] == 'q') {
		q = question_find(t, number);
		votes = q ? &q->votes : NULL;
	} else {
		while (p && p->number != number)
			p = p->next;
		votes = p ? &p->votes : NULL;
	}
	if (!votes)
		return SR_OK;
	if (!*votes && ballot_new(votes) != SR_OK)
		return SR_ENOMEM;
	return ballot_say(*votes, doc->who, doc->choice);
}

/* ---- at start ---- */

static enum sr_err
load_one(struct talks *all, enum wire_doc kind, const char *value, size_t len)
{
	union {
		struct procedure_id procedure; /* first in each of them */
		struct wire_doc_question question;
		struct wire_doc_vote vote;
		struct wire_doc_poll poll;
		struct wire_doc_feedback feedback;
		struct wire_doc_attendance attendance;
	} doc;
	enum sr_err err = wire_read_doc(all->wire, kind, value, len, &doc);
	struct talk *t;

	if (err != SR_OK)
		return err;
	t = talk_get(all, &doc.procedure);
	if (!t)
		return SR_ENOMEM;
	switch (kind) {
	case DOC_QUESTION:
		return question_load(t, &doc.question);
	case DOC_VOTE:
		return vote_load(t, &doc.vote);
	case DOC_POLL:
		return poll_load(t, &doc.poll);
	case DOC_FEEDBACK:
		return feedback_load(t, &doc.feedback);
	case DOC_ATTENDANCE:
		return attendance_load(t, &doc.attendance);
	case DOC_FOLLOW:
	case WIRE_DOCS:
		break;
	}
	return SR_EINVAL;
}

struct loading {
	struct talks *all;
	enum wire_doc kind;
};

static void
on_loaded(void *ctx, const char *id, const char *value, size_t len)
{
	const struct loading *l = ctx;
	enum sr_err err = load_one(l->all, l->kind, value, len);

	(void)id;
	wire_end(l->all->wire);
	if (err != SR_OK && l->all->loading == SR_OK)
		l->all->loading = err;
}

enum sr_err
talks_new(struct talks **out, struct journal *journal, struct sr_fault *fault)
{
	/* Votes behind what they are about. */
	static const enum wire_doc kinds[] = {
	    DOC_QUESTION, DOC_POLL, DOC_VOTE, DOC_FEEDBACK, DOC_ATTENDANCE};
	struct talks *all = calloc(1, sizeof *all);
	enum sr_err err;

	if (!all)
		return SR_ENOMEM;
	all->journal = journal;
	err = wire_new(&all->wire);
	for (size_t i = 0; err == SR_OK && i < sizeof kinds / sizeof *kinds;
	     i++) {
		struct loading l = {all, kinds[i]};

		err = journal_load(
		    journal, wire_doc_name(kinds[i]), on_loaded, &l);
		if (err == SR_OK)
			err = all->loading;
	}
	if (err != SR_OK) {
		sr_fault_set(fault, "the stored questions and polls: %s",
		    sr_err_sentence(err));
		talks_free(all);
		return err;
	}
	*out = all;
	return SR_OK;
}

/* ---- what is released ---- */

static void
note_question(struct talk *t, const struct entry_head *head, uint64_t number)
{
	struct question *q = question_find(t, entry_number_of_step(head->step));

	if (!q || q->entry == number)
		return;
	q->entry = number;
	/* Kept: entries of what has ended are not read at the next start. */
	if (question_set(t, q,
		q->state == QUESTION_PENDING ? QUESTION_PUBLISHED : q->state,
		NULL, NULL) != SR_OK)
		log_warn("question-not-saved", "err=no-memory");
}

static void
note_answer(struct talk *t, const struct entry_head *head, uint64_t number)
{
	struct question *q = question_find(t, entry_number_of_step(head->step));

	if (!q)
		return;
	q->answer_entry = number;
	memcpy(q->answer, head->draft, sizeof q->answer);
}

static void
note_poll(struct talk *t, const struct entry_head *head, uint64_t number)
{
	uint64_t poll = entry_number_of_step(head->step);

	for (struct poll *p = t->polls; p; p = p->next)
		if (p->number == poll)
			p->entry = number;
}

static void
note_result(struct talk *t, uint64_t refers)
{
	struct poll *p = poll_find(t, refers);

	if (!p)
		return;
	p->closed = true;
	poll_forget_votes(t, p);
}

/* A question or poll that was withdrawn is not talked about any more. */
static void
note_taken_away(struct talk *t, uint64_t refers)
{
	struct poll *p = poll_find(t, refers);

	if (p)
		p->gone = true;
	if (t->milestone == refers)
		t->step[0] = '\0';
	for (struct question *q = t->questions; q; q = q->next) {
		if (q->answer_entry == refers) {
			q->answer_entry = 0;
			memset(q->answer, 0, sizeof q->answer);
		}
		if (q->entry == refers && q->state != QUESTION_HIDDEN &&
		    question_set(t, q, QUESTION_HIDDEN, NULL, NULL) != SR_OK)
			q->state = QUESTION_HIDDEN;
	}
}

static void
note_milestone(struct talk *t, const struct entry_head *head, uint64_t number)
{
	t->milestone = number;
	memcpy(t->step, head->step, sizeof t->step);
}

void
talks_note(void *ctx, const struct entry *e)
{
	struct talks *all = ctx;
	const struct entry_head *head = entry_head(e);
	struct talk *t = head->kind == ENTRY_MILESTONE
			     ? talk_get(all, &head->procedure)
			     : talk_find(all, &head->procedure);

	if (!t)
		return;
	if (head->kind == ENTRY_QUESTION)
		note_question(t, head, entry_number(e));
	else if (head->kind == ENTRY_ANSWER)
		note_answer(t, head, entry_number(e));
	else if (head->kind == ENTRY_POLL)
		note_poll(t, head, entry_number(e));
	else if (head->kind == ENTRY_RESULT)
		note_result(t, head->refers);
	else if (head->kind == ENTRY_MILESTONE)
		note_milestone(t, head, entry_number(e));
	else if (entry_takes_away(head->kind))
		note_taken_away(t, head->refers);
}

const char *
talk_step(const struct talk *t)
{
	return t ? t->step : "";
}

/* ---- reactions ---- */

static struct reacted *
reacted_to(struct talk *t, uint64_t number)
{
	struct reacted *oldest = &t->reacted[0];

	for (size_t i = 0; i < REACTED_MAX; i++) {
		if (t->reacted[i].number == number)
			return &t->reacted[i];
		if (t->reacted[i].number < oldest->number)
			oldest = &t->reacted[i];
	}
	if (number < oldest->number)
		return NULL;
	ballot_free(oldest->says);
	*oldest = (struct reacted){.number = number};
	return oldest;
}

enum sr_err
talk_react(struct talk *t, uint64_t number, const uint8_t who[WHO_BYTES],
    enum reaction reaction)
{
	struct reacted *r = reacted_to(t, number);
	enum sr_err err = SR_OK;

	if (!r)
		return SR_ENOENTRY;
	if (!r->says)
		err = ballot_new(&r->says);
	if (err == SR_OK)
		err = ballot_say(r->says, who, (unsigned)reaction + 1);
	r->changed = r->changed || err == SR_OK;
	return err;
}

void
talk_reactions(struct talk *t,
    void (*fn)(void *ctx, const struct wire_reactions *r), void *ctx)
{
	for (size_t i = 0; i < REACTED_MAX; i++) {
		struct reacted *r = &t->reacted[i];
		struct wire_reactions told = {
		    .procedure = t->procedure,
		    .number = r->number,
		    .understood =
			ballot_count(r->says, REACTION_UNDERSTOOD + 1),
		    .again = ballot_count(r->says, REACTION_AGAIN + 1),
		};

		if (r->changed)
			fn(ctx, &told);
		r->changed = false;
	}
}

/* ---- the end ---- */

static void
empty(struct talk *t, bool drop)
{
	questions_free(t, drop);
	polls_free(t, drop);
	feedback_free(t, drop);
	attendance_free(t, drop);
	for (size_t i = 0; i < REACTED_MAX; i++) {
		ballot_free(t->reacted[i].says);
		t->reacted[i] = (struct reacted){0};
	}
}

void
talk_forget(struct talks *all, const struct procedure_id *id)
{
	struct talk *t = talk_find(all, id);

	/* The talk itself stays: a vote on its way to the disk points here. */
	if (!t)
		return;
	t->forgotten = true;
	empty(t, true);
}

void
talks_free(struct talks *all)
{
	if (!all)
		return;
	while (all->first) {
		struct talk *t = all->first;

		all->first = t->next;
		empty(t, false);
		free(t);
	}
	wire_free(all->wire);
	free(all);
}
