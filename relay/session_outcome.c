/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "following.h"
#include "session_private.h"

/* What goes on beside a procedure: who follows what, and what became of it
 * later. */

static void
on_saved(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){.seq = t->seq});
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* ---- following ---- */

static enum sr_err
change_follows(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const char *name = account_name(s->account);
	struct ticket *t;
	enum sr_err err = ticket_new(&t, s, in->seq);

	if (err != SR_OK)
		return err;
	err = follow_change(s->relay->follows, name, in->u.tag,
	    in->op == OP_FOLLOW, on_saved, t);
	if (err == SR_EINVAL)
		sr_fault_set(fault,
		    "A tag is 2 to %u of a-z, 0-9 and -, as in "
		    "general-surgery.",
		    HASHTAG_MAX);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_follow(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	return change_follows(s, in, fault);
}

enum sr_err
session_unfollow(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	return change_follows(s, in, fault);
}

enum sr_err
session_following(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct wire_ok ok = {.seq = in->seq, .following_given = true};

	(void)fault;
	ok.following_count = follow_list(
	    s->relay->follows, account_name(s->account), ok.following);
	session_ok(s, &ok);
	return SR_OK;
}

void
sessions_tell_opened(
    struct relay *r, const struct procedure *p, const struct session *by)
{
	struct wire_message m = {.event = EV_OPENED};
	struct wire_procedure row;
	enum audience audience;

	procedure_row(p, &row);
	for (struct session *s = r->sessions; s; s = s->next) {
		const char *tag;

		if (!s->account || s->closing || s == by)
			continue;
		tag = follow_match(r->follows, account_name(s->account),
		    row.specialty, &row.hashtags);
		if (!tag || procedure_may_read(p, s->account, false, STUDENT,
				r->wall_ms(), &audience) != SR_OK)
			continue;
		m.u.opened = (struct wire_opened){
		    .procedure = row.id,
		    .code_name = row.code_name,
		    .template_id = row.template_id,
		    .specialty = row.specialty,
		    .hashtags = row.hashtags,
		    .tag = tag,
		};
		session_send(s, &m);
	}
}

void
sessions_on_play(void *ctx, const struct procedure *p)
{
	sessions_tell_opened(ctx, p, NULL);
}

/* ---- outcome ---- */

enum sr_err
session_outcome(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_say *say = &in->u.say;
	struct session_say out = {
	    .kind = ENTRY_OUTCOME,
	    .say = say,
	    .seq = in->seq,
	    .procedure = session_procedure(s, &say->procedure),
	    .after = true,
	};
	enum sr_err err =
	    procedure_may_note_outcome(out.procedure, s->account, fault);

	if (err == SR_OK)
		err = session_say_scrub(s, &out);
	if (err == SR_OK)
		err = session_say_release(s, &out);
	if (err == SR_OK)
		procedure_outcome_noted(out.procedure, session_wall_ms(s));
	session_say_end(&out);
	return err;
}

struct reminding {
	struct session *session;
	struct wire_reminder row[REMINDERS_MAX];
	size_t count;
};

static bool
remind_of(void *ctx, struct procedure *p)
{
	struct reminding *r = ctx;

	r->count += procedure_outcome_due(p, r->session->account,
	    session_wall_ms(r->session), &r->row[r->count]);
	return r->count < REMINDERS_MAX;
}

enum sr_err
session_reminders(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct reminding *r = calloc(1, sizeof *r);

	(void)fault;
	if (!r)
		return SR_ENOMEM;
	r->session = s;
	procedures_each(s->relay->procedures, remind_of, r);
	session_ok(s, &(struct wire_ok){
			  .seq = in->seq,
			  .reminders_given = true,
			  .reminders = r->row,
			  .reminder_count = r->count,
		      });
	free(r);
	return SR_OK;
}

void
session_remind(struct session *s)
{
	struct wire_message m = {.event = EV_REMINDERS};
	struct reminding *r;

	if (!(account_roles(s->account) & ROLES_STAFF))
		return;
	r = calloc(1, sizeof *r);
	if (!r)
		return;
	r->session = s;
	procedures_each(s->relay->procedures, remind_of, r);
	m.u.reminders = (struct wire_reminders){r->row, r->count, r->count > 0};
	if (r->count)
		session_send(s, &m);
	free(r);
}
