/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "session_private.h"
#include "talk.h"

/* Reactions while it runs, feedback when it is over. */

enum sr_err
session_react(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pick *pick = &in->u.pick;
	struct procedure *p = session_procedure(s, &pick->procedure);
	uint8_t who[WHO_BYTES];
	enum audience audience;
	struct talk *talk;
	enum sr_err err;

	(void)fault;
	err = procedure_may_ask(p, s->account, session_wall_ms(s), &audience);
	if (err != SR_OK)
		return err;
	if (pick->number > room_last(procedure_room(p)))
		return SR_ENOENTRY;
	talk = talk_get(s->relay->talks, &pick->procedure);
	if (!talk)
		return SR_ENOMEM;
	procedure_person(p, s->account, who);
	err = talk_react(talk, pick->number, who, pick->reaction);
	if (err != SR_OK)
		return err;
	presence_changed(s->relay->presence);
	session_ok(s, &(struct wire_ok){.seq = in->seq});
	return SR_OK;
}

/* ---- feedback ---- */

static void
on_given(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){.seq = t->seq});
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* Whoever was there may say how it was, when it is over. */
static enum sr_err
scrub_feedback(struct session *s, struct procedure *p,
    const struct wire_say *say, enum audience *audience,
    struct scrubbed text[AUDIENCES])
{
	enum sr_err err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), audience);

	if (err != SR_OK)
		return err;
	if (!procedure_is_closed(p))
		return SR_ESTATE;
	if (!say->text)
		return SR_OK;
	if (session_blank(say->text, say->text_len))
		return SR_EEMPTY;
	return procedure_scrub_after(
	    p, say->lang, (struct raw_text){say->text, say->text_len}, text);
}

enum sr_err
session_feedback(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_say *say = &in->u.say;
	struct procedure *p = session_procedure(s, &say->procedure);
	struct scrubbed text[AUDIENCES] = {0};
	struct feedback_said said = {.stars = say->stars};
	uint8_t who[WHO_BYTES];
	struct ticket *t = NULL;
	struct talk *talk;
	enum sr_err err = scrub_feedback(s, p, say, &said.audience, text);

	(void)fault;
	if (err != SR_OK)
		goto out;
	err = SR_ENOMEM;
	talk = talk_get(s->relay->talks, &say->procedure);
	if (!talk || ticket_new(&t, s, in->seq) != SR_OK)
		goto out;
	procedure_person(p, s->account, who);
	/* The educator reads the text that shows least. */
	if (say->text) {
		said.text = &text[STUDENT];
		said.lang = entry_lang(say->lang);
	}
	err = feedback_give(talk, who, &said, on_given, t);
	if (err != SR_OK)
		ticket_free(t);
out:
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&text[a]);
	return err;
}

enum sr_err
session_feedback_list(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.pick.procedure);
	struct wire_feedback row[QUESTIONS_LISTED_MAX];
	struct wire_ok ok = {
	    .seq = in->seq, .feedback_given = true, .feedback = row};
	const struct feedback *f;
	enum audience audience;
	enum sr_err err;
	uint64_t skip = in->u.pick.number;

	(void)fault;
	err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &audience);
	if (err != SR_OK)
		return err;
	f = feedback_first(talk_find(s->relay->talks, &in->u.pick.procedure));
	for (; f && skip; skip--)
		f = f->next;
	for (; f && ok.feedback_count < QUESTIONS_LISTED_MAX; f = f->next)
		row[ok.feedback_count++] = (struct wire_feedback){
		    .stars = f->stars,
		    .audience = f->audience,
		    .lang = f->lang,
		    .text = f->text,
		    .text_len = f->len,
		};
	ok.more = f != NULL;
	session_ok(s, &ok);
	return SR_OK;
}
