/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "poll_end.h"
#include "session_private.h"
#include "talk.h"

/* Polls: staff ask, readers choose; who chose what is told to nobody. */

/* ---- opening one ---- */

/* The question, then each choice on a line of its own: as one text, so that
 * the filter sees them together. */
static enum sr_err
poll_text(struct session_say *out)
{
	const struct wire_say *say = out->say;
	size_t len = say->text_len, at;

	for (unsigned i = 0; i < say->choice_count; i++)
		len += 1 + strlen(say->choice[i]);
	out->raw = malloc(len + 1);
	if (!out->raw)
		return SR_ENOMEM;
	out->raw_len = len;
	memcpy(out->raw, say->text, say->text_len);
	at = say->text_len;
	for (unsigned i = 0; i < say->choice_count; i++)
		at += (size_t)snprintf(
		    out->raw + at, len + 1 - at, "\n%s", say->choice[i]);
	return SR_OK;
}

static unsigned
lines(const char *text, size_t len)
{
	unsigned n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n;
}

/* A range that went over the end of a line took a choice away. */
static bool
choices_stand(const struct session_say *out)
{
	for (int a = 0; a < AUDIENCES; a++)
		if (lines(out->text[a].text, out->text[a].len) !=
		    out->say->choice_count)
			return false;
	return true;
}

static enum sr_err
check_poll(const struct wire_say *say, struct sr_fault *fault)
{
	if (say->right > say->choice_count) {
		sr_fault_set(fault, "poll.right: the number of a choice");
		return SR_EINVAL;
	}
	for (unsigned i = 0; i < say->choice_count; i++)
		if (session_blank(say->choice[i], strlen(say->choice[i])))
			return SR_EEMPTY;
	return SR_OK;
}

enum sr_err
session_poll(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_say *say = &in->u.say;
	struct session_say out = {
	    .kind = ENTRY_POLL,
	    .say = say,
	    .seq = in->seq,
	    .procedure = session_procedure(s, &say->procedure),
	};
	struct entry_head head;
	struct talk *talk;
	struct poll *poll;
	enum sr_err err = procedure_may_post_now(out.procedure, s->account);

	if (err == SR_OK)
		err = check_poll(say, fault);
	if (err == SR_OK)
		err = poll_text(&out);
	if (err == SR_OK)
		err = session_say_scrub(s, &out);
	if (err == SR_OK && !choices_stand(&out))
		err = SR_EHELD;
	if (err != SR_OK)
		goto out;
	err = SR_ENOMEM;
	talk = talk_get(s->relay->talks, &say->procedure);
	if (!talk)
		goto out;
	session_say_head(s, &out, &head);
	err = poll_get(talk, head.draft, say->choice_count, say->right, &poll);
	if (err != SR_OK)
		goto out;
	entry_step_number(out.step, poll->number);
	err = session_say_release(s, &out);
out:
	session_say_end(&out);
	return err;
}

/* ---- choosing ---- */

static void
on_voted(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){.seq = t->seq});
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

static enum sr_err
find_poll(struct session *s, const struct wire_pick *pick, struct poll **out,
    struct sr_fault *fault)
{
	*out = poll_find(
	    talk_find(s->relay->talks, &pick->procedure), pick->number);
	if (!*out) {
		sr_fault_set(fault, "There is no such poll.");
		return SR_ENOENTRY;
	}
	return (*out)->closed ? SR_ESTATE : SR_OK;
}

enum sr_err
session_poll_vote(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pick *pick = &in->u.pick;
	struct procedure *p = session_procedure(s, &pick->procedure);
	uint8_t who[WHO_BYTES];
	enum audience audience;
	struct poll *poll;
	struct ticket *t;
	enum sr_err err;

	err = procedure_may_ask(p, s->account, session_wall_ms(s), &audience);
	if (err == SR_OK)
		err = find_poll(s, pick, &poll, fault);
	if (err != SR_OK)
		return err;
	if (pick->choice > poll->choices) {
		sr_fault_set(fault, "poll.vote.choice: the number of a choice");
		return SR_EINVAL;
	}
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	procedure_person(p, s->account, who);
	err = poll_vote(talk_find(s->relay->talks, &pick->procedure), poll, who,
	    pick->choice, on_voted, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

/* ---- closing ---- */

enum sr_err
session_poll_close(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pick *pick = &in->u.pick;
	struct procedure *p = session_procedure(s, &pick->procedure);
	struct ticket *t = NULL;
	struct poll *poll;
	enum sr_err err = procedure_may_post_now(p, s->account);

	if (err == SR_OK)
		err = find_poll(s, pick, &poll, fault);
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = poll_end(s->relay->talks, p, poll, on_voted, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}
