/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "session_private.h"

/* Quiet, resume, stop, an advocate's sign, withdrawal. */

struct procedure *
session_procedure(struct session *s, const struct procedure_id *id)
{
	struct procedure *p = procedure_find(s->relay->procedures, id);

	if (p)
		procedure_sign(p, s->account);
	return p;
}

static void
note(struct session *s, enum audit_event event, const struct procedure *p,
    const char *about)
{
	audit_note(s->relay->audit, &(struct audit_note){.event = event,
					.who = account_name(s->account),
					.about = about,
					.procedure = procedure_id(p)});
}

static void
answer(struct ticket *t, struct procedure *p, bool unsaved, const char *receipt)
{
	struct wire_state rules;

	procedure_rules(p, &rules);
	session_ok(t->session, &(struct wire_ok){
				   .seq = t->seq,
				   .procedure_given = true,
				   .procedure = *procedure_id(p),
				   .code_name = procedure_code_name(p),
				   .unsaved = unsaved,
				   .rules_given = true,
				   .state = rules.state,
				   .basis = rules.basis,
				   .release = rules.release,
				   .receipt = receipt,
				   .receipt_len = receipt ? strlen(receipt) : 0,
			       });
}

/* It holds in any case. */
static void
on_held_back(void *ctx, enum sr_err err, struct procedure *p)
{
	struct ticket *t = ctx;

	if (err != SR_OK)
		log_error("rule-not-saved", "err=%s", sr_err_name(err));
	if (t->session)
		answer(t, p, err != SR_OK, NULL);
	ticket_free(t);
}

static void
on_let_go(void *ctx, enum sr_err err, struct procedure *p)
{
	struct ticket *t = ctx;

	if (t->session && err == SR_OK)
		answer(t, p, false, NULL);
	else if (t->session)
		session_refuse(t->session, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_quiet(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t;

	(void)fault;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_quiet(p, on_held_back, t);
	if (err != SR_OK)
		ticket_free(t);
	else
		note(s, AUDIT_QUIET, p, NULL);
	return err;
}

enum sr_err
session_resume(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t;

	(void)fault;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_resume(p, s->account, on_let_go, t);
	if (err != SR_OK)
		ticket_free(t);
	else
		note(s, AUDIT_RESUME, p, NULL);
	return err;
}

/* Nothing stands between this and the readers: neither memory for the answer
 * nor the disk. */
enum sr_err
session_stop(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_stop *stop = &in->u.stop;
	struct procedure *p = session_procedure(s, &stop->procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t = NULL;

	(void)fault;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK) {
		(void)!procedure_stop(p, stop->reason, NULL, NULL);
		return err;
	}
	err = procedure_stop(p, stop->reason, on_held_back, t);
	if (err != SR_OK)
		ticket_free(t);
	else
		note(s, AUDIT_STOP, p,
		    stop->reason ? wire_stop_reason_name(stop->reason) : NULL);
	return err;
}

enum sr_err
session_sign(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct wire_ok ok = {.seq = in->seq, .procedure_given = true};

	(void)fault;
	if (err != SR_OK)
		return err;
	if (!(procedure_roles(p, s->account) & ROLE_ADVOCATE))
		return SR_EGRANT;
	ok.procedure = *procedure_id(p);
	ok.code_name = procedure_code_name(p);
	ok.sign_ms = procedure_sign_due_ms(p);
	session_ok(s, &ok);
	return SR_OK;
}

static void
on_erased(void *ctx, enum sr_err err, struct procedure *p, const char *receipt)
{
	struct ticket *t = ctx;

	if (t->session && err == SR_OK)
		answer(t, p, false, receipt);
	else if (t->session)
		session_refuse(t->session, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_withdraw(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	unsigned may = ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR;
	struct procedure *p = session_procedure(s, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct ticket *t;

	(void)fault;
	if (err == SR_OK && !(procedure_roles(p, s->account) & may))
		err = SR_EGRANT;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_withdraw(p, session_wall_ms(s), on_erased, t);
	if (err != SR_OK)
		ticket_free(t);
	else
		note(s, AUDIT_WITHDRAW, p, NULL);
	return err;
}
