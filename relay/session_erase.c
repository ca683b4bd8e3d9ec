/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "retention.h"
#include "session_private.h"

/* Erasing for other reasons than a withdrawal, and another master key. */

static void
note(const struct ticket *t, enum audit_event event, enum sr_err err)
{
	audit_note(t->relay->audit,
	    &(struct audit_note){
		.event = event,
		.who = account_name(t->account),
		.procedure = event == AUDIT_ERASE ? &t->about : NULL,
		.entry = t->number,
		.err = err,
	    });
}

static void
on_erased(void *ctx, enum sr_err err, struct procedure *p, const char *receipt)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	note(t, AUDIT_ERASE, err);
	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .procedure_given = true,
				  .procedure = t->about,
				  .code_name = procedure_code_name(p),
				  .number = t->number,
				  .receipt = receipt,
				  .receipt_len = receipt ? strlen(receipt) : 0,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* All of it only when it has ended; until then, whoever may withdraws it. */
static enum sr_err
erase(struct session *s, struct procedure *p, struct ticket *t)
{
	uint64_t now = session_wall_ms(s);

	if (t->number > 0)
		return procedure_erase_entry(p, t->number, now, on_erased, t);
	if (!procedure_is_closed(p))
		return SR_ESTATE;
	return procedure_withdraw(p, now, on_erased, t);
}

enum sr_err
session_erase(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_erase *what = &in->u.erase;
	struct procedure *p = session_procedure(s, &what->procedure);
	struct ticket *t = NULL;
	enum sr_err err = procedure_may_erase(
	    p, s->account, what->number, session_wall_ms(s));

	if (err == SR_OK &&
	    retention_holds(s->relay->retention, &what->procedure)) {
		sr_fault_set(fault, "A legal hold is on this procedure: "
				    "nothing of it is erased.");
		err = SR_ESTATE;
	}
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->about = what->procedure;
	t->number = what->number;
	err = erase(s, p, t);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

static void
on_rekeyed(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;

	note(t, AUDIT_REKEY, err);
	if (t->session && err == SR_OK)
		session_ok(t->session, &(struct wire_ok){.seq = t->seq});
	else if (t->session)
		session_refuse(t->session, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_rekey(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct ticket *t;
	enum sr_err err = ticket_new(&t, s, in->seq);

	(void)fault;
	if (err == SR_OK)
		journal_rekey(s->relay->journal, on_rekeyed, t);
	return err;
}
