/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "talk_private.h"

void
question_about(char about[NAME_MAX_BYTES + 1], const struct question *q)
{
	snprintf(about, NAME_MAX_BYTES + 1, "q%" PRIu64, q->number);
}

/* Its words are gone; who waits for the disk still finds the rest. */
static void
question_empty(struct question *q)
{
	for (int a = 0; a < AUDIENCES; a++) {
		if (q->text[a])
			explicit_bzero(q->text[a], q->len[a]);
		free(q->text[a]);
		q->text[a] = NULL;
		q->len[a] = 0;
	}
	ballot_free(q->votes);
	q->votes = NULL;
	q->saved = false;
}

static void
question_free(struct question *q)
{
	if (!q)
		return;
	question_empty(q);
	free(q);
}

static void
question_drop(struct talk *t, struct question *q)
{
	char about[NAME_MAX_BYTES + 1], id[TALK_ID_ROOM];

	question_about(about, q);
	votes_drop(t, q->votes, about);
	talk_doc_id(id, t, about, NULL);
	talk_drop(t, DOC_QUESTION, id);
	question_empty(q);
}

void
question_forget(struct talk *t, uint64_t number, uint64_t entry)
{
	for (struct question *q = t->questions; q; q = q->next)
		if (number ? q->number == number : q->entry == entry) {
			question_drop(t, q);
			/* Its retraction, which comes, puts nothing back. */
			q->state = QUESTION_HIDDEN;
		}
}

void
talk_forget_entry(struct talks *all, const struct procedure_id *id,
    uint64_t number, const struct entry *e)
{
	struct talk *t = talk_find(all, id);
	const struct entry_head *head = e ? entry_head(e) : NULL;
	uint64_t question = 0;

	/* One that was withdrawn before does not say which it was. */
	if (head && head->kind == ENTRY_QUESTION)
		question = entry_number_of_step(head->step);
	if (t)
		question_forget(t, question, number);
}

void
questions_free(struct talk *t, bool drop)
{
	if (drop) {
		for (struct question *q = t->questions; q; q = q->next)
			question_drop(t, q);
		return;
	}
	while (t->questions) {
		struct question *q = t->questions;

		t->questions = q->next;
		question_free(q);
	}
}

/* ---- making one ---- */

static bool
take_text(struct question *q, enum audience a, const char *text, size_t len)
{
	q->text[a] = malloc(len + 1);
	if (!q->text[a])
		return false;
	if (len)
		memcpy(q->text[a], text, len);
	q->text[a][len] = '\0';
	q->len[a] = len;
	return true;
}

/* In order of number. */
static void
link_in(struct talk *t, struct question *q)
{
	struct question **at = &t->questions;

	while (*at && (*at)->number < q->number)
		at = &(*at)->next;
	q->next = *at;
	*at = q;
	t->question_count++;
	if (q->number > t->questions_last)
		t->questions_last = q->number;
}

enum sr_err
question_load(struct talk *t, const struct wire_doc_question *doc)
{
	struct question *q = calloc(1, sizeof *q);

	if (!q)
		return SR_ENOMEM;
	q->number = doc->question;
	q->t_ms = doc->t_ms;
	q->state = doc->state;
	q->lang = doc->lang;
	q->entry = doc->entry;
	q->saved = true;
	memcpy(q->who, doc->who, sizeof q->who);
	memcpy(q->draft, doc->draft, sizeof q->draft);
	for (int a = 0; a < AUDIENCES; a++) {
		if (take_text(
			q, (enum audience)a, doc->text[a], doc->text_len[a]))
			continue;
		question_free(q);
		return SR_ENOMEM;
	}
	link_in(t, q);
	return SR_OK;
}

static enum sr_err
question_new(struct question **out, const struct question_ask *ask)
{
	struct question *q = calloc(1, sizeof *q);

	if (!q)
		return SR_ENOMEM;
	q->t_ms = ask->t_ms;
	q->lang = ask->lang;
	memcpy(q->who, ask->who, sizeof q->who);
	memcpy(q->draft, ask->draft, sizeof q->draft);
	for (int a = 0; a < AUDIENCES; a++) {
		const struct scrubbed *text = &ask->text[a];

		if (take_text(q, (enum audience)a, text->text, text->len))
			continue;
		question_free(q);
		return SR_ENOMEM;
	}
	*out = q;
	return SR_OK;
}

static enum sr_err
question_put(
    struct talk *t, const struct question *q, journal_done *done, void *ctx)
{
	struct wire_doc_question doc = {
	    .procedure = t->procedure,
	    .question = q->number,
	    .t_ms = q->t_ms,
	    .state = q->state,
	    .lang = q->lang,
	    .entry = q->entry,
	};
	char about[NAME_MAX_BYTES + 1], id[TALK_ID_ROOM];

	memcpy(doc.who, q->who, sizeof doc.who);
	memcpy(doc.draft, q->draft, sizeof doc.draft);
	for (int a = 0; a < AUDIENCES; a++) {
		doc.text[a] = q->text[a];
		doc.text_len[a] = q->len[a];
	}
	question_about(about, q);
	talk_doc_id(id, t, about, NULL);
	return talk_put(t, DOC_QUESTION, id, &doc, done, ctx);
}

/* ---- asking ---- */

struct asking {
	struct talk *talk;
	struct question *question;
	talk_asked *done;
	void *ctx;
	bool repeated;
};

static void
unlink_question(struct talk *t, struct question *q)
{
	struct question **at = &t->questions;

	while (*at != q)
		at = &(*at)->next;
	*at = q->next;
	t->question_count--;
}

static void
on_asked(void *ctx, enum sr_err err)
{
	struct asking *a = ctx;
	struct question *q = a->question;

	/* Emptied while it was on its way: forgotten. */
	q->saved = q->saved || (err == SR_OK && q->text[STUDENT]);
	a->done(a->ctx, err, q->number, a->repeated);
	if (err != SR_OK && !a->repeated && !q->saved) {
		unlink_question(a->talk, q);
		question_free(q);
	}
	free(a);
}

static struct question *
find_draft(const struct talk *t, const uint8_t draft[16])
{
	struct question *q = t->questions;

	while (q && memcmp(q->draft, draft, sizeof q->draft) != 0)
		q = q->next;
	return q;
}

static bool
may_ask_more(const struct talk *t, const struct question_ask *ask)
{
	uint64_t waiting = 0;

	for (const struct question *q = t->questions; q; q = q->next)
		waiting += q->state == QUESTION_PENDING &&
			   memcmp(q->who, ask->who, sizeof q->who) == 0;
	return t->question_count < ask->most && waiting < ask->most_waiting;
}

static enum sr_err
find_or_make(struct talk *t, const struct question_ask *ask, struct asking *a)
{
	enum sr_err err;

	a->question = find_draft(t, ask->draft);
	a->repeated = a->question != NULL;
	/* One that is still on its way may yet fail: the client comes again. */
	if (a->repeated)
		return a->question->saved ? SR_OK : SR_EBUSY;
	if (!may_ask_more(t, ask))
		return SR_ELIMIT;
	for (int i = 0; i < AUDIENCES; i++)
		if (ask->text[i].len > QUESTION_TEXT_MAX)
			return SR_EHELD;
	err = question_new(&a->question, ask);
	if (err != SR_OK)
		return err;
	a->question->number = t->questions_last + 1;
	link_in(t, a->question);
	return SR_OK;
}

enum sr_err
question_ask(
    struct talk *t, const struct question_ask *ask, talk_asked *done, void *ctx)
{
	struct asking *a = malloc(sizeof *a);
	enum sr_err err = SR_ENOMEM;

	if (!a)
		return SR_ENOMEM;
	*a = (struct asking){.talk = t, .done = done, .ctx = ctx};
	err = find_or_make(t, ask, a);
	if (err != SR_OK)
		goto out;
	err = question_put(t, a->question, on_asked, a);
	if (err == SR_OK)
		return SR_OK;
	if (!a->repeated) {
		unlink_question(t, a->question);
		question_free(a->question);
	}
out:
	free(a);
	return err;
}

/* ---- looking, voting, deciding ---- */

struct question *
question_after(struct talk *t, uint64_t number)
{
	struct question *q = t ? t->questions : NULL;

	while (q && (q->number <= number || !q->saved))
		q = q->next;
	return q;
}

struct question *
question_find(struct talk *t, uint64_t number)
{
	struct question *q = number ? question_after(t, number - 1) : NULL;

	return q && q->number == number ? q : NULL;
}

unsigned
question_pending(const struct talk *t)
{
	unsigned pending = 0;

	for (const struct question *q = t ? t->questions : NULL; q; q = q->next)
		pending += q->saved && q->state == QUESTION_PENDING;
	return pending;
}

enum sr_err
question_vote(struct talk *t, struct question *q, const uint8_t who[WHO_BYTES],
    journal_done *done, void *ctx)
{
	struct wire_doc_vote doc = {.procedure = t->procedure, .choice = 1};

	question_about(doc.about, q);
	memcpy(doc.who, who, sizeof doc.who);
	return vote_cast(t, &q->votes, &doc, done, ctx);
}

enum sr_err
question_set(struct talk *t, struct question *q, enum question_state state,
    journal_done *done, void *ctx)
{
	q->state = state;
	return question_put(t, q, done ? done : talk_saved, ctx);
}

/* ---- its answer ---- */

bool
question_answered_by(struct question *q, const uint8_t draft[16])
{
	static const uint8_t none[sizeof(q->answer)];

	if (memcmp(q->answer, none, sizeof none) == 0)
		memcpy(q->answer, draft, sizeof q->answer);
	return memcmp(q->answer, draft, sizeof q->answer) == 0;
}

void
question_not_answered(struct talk *t, const uint8_t draft[16])
{
	for (struct question *q = t ? t->questions : NULL; q; q = q->next)
		if (!q->answer_entry &&
		    memcmp(q->answer, draft, sizeof q->answer) == 0)
			memset(q->answer, 0, sizeof q->answer);
}
