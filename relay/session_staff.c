/* SPDX-License-Identifier: MIT */
#include "session_private.h"

/* What staff do with a procedure: open, roster, close. */

static void
on_procedure(void *ctx, enum sr_err err, struct procedure *p)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .procedure_given = true,
				  .procedure = *procedure_id(p),
				  .code_name = procedure_code_name(p),
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

static void
on_open(void *ctx, enum sr_err err, struct procedure *p)
{
	struct ticket *t = ctx;

	if (err == SR_OK)
		sessions_tell_opened(t->relay, p, t->session);
	on_procedure(t, err, p);
}

enum sr_err
session_open(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct ticket *t;
	enum sr_err err = procedure_may_open(s->account);

	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_open(s->relay->procedures, &in->u.open, s->account,
	    session_wall_ms(s), on_open, t, fault);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_roster(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_roster *r = &in->u.roster;
	struct procedure *p =
	    session_procedure(s, &r->procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t;

	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_roster(
	    p, r->roster, r->roster_len, on_procedure, t, fault);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_end(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p =
	    session_procedure(s, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t;

	(void)fault;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_close(p, session_wall_ms(s), on_procedure, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}
