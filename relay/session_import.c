/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "session_private.h"

/* A procedure of another relay, for the archive. Whoever brings it in decides
 * what educators read, as a moderator does, and is one of them. */

static enum sr_err
may_import(const struct session *s)
{
	unsigned both = ROLE_EDUCATOR | ROLE_MODERATOR;

	return (account_roles(s->account) & both) == both ? SR_OK : SR_EGRANT;
}

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
				  .number = procedure_imported(p),
				  .repeated = procedure_import_over(p),
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_import(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct ticket *t;
	enum sr_err err = may_import(s);

	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_import(s->relay->procedures, &in->u.import, s->account,
	    session_wall_ms(s), on_procedure, t, fault);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

static void
on_entry(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	/* The disk sets the pace: each waits for the one before. */
	if (s && err == SR_OK && !repeated)
		s->allowance += 1000;
	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .number = number,
				  .repeated = repeated,
				  .redacted = t->redacted,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	if (err != SR_OK)
		log_warn("import-refused", "err=%s", sr_err_name(err));
	ticket_free(t);
}

enum sr_err
session_import_entry(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_import_entry *e = &in->u.import_entry;
	struct procedure *p =
	    procedure_importing(s->relay->procedures, &e->procedure);
	struct ticket *t;
	enum sr_err err = may_import(s);

	if (err == SR_OK && !p)
		err = SR_ENOPROC;
	if (err == SR_OK &&
	    s->drafts_waiting >= s->relay->config->drafts_waiting_max)
		err = SR_ELIMIT;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->is_draft = true;
	s->drafts_waiting++;
	err = procedure_import_entry(p, e, &t->redacted, on_entry, t, fault);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}

enum sr_err
session_import_end(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_import_entry *e = &in->u.import_entry;
	struct procedure *p =
	    procedure_importing(s->relay->procedures, &e->procedure);
	struct ticket *t;
	enum sr_err err = may_import(s);

	if (err == SR_OK && !p)
		err = SR_ENOPROC;
	if (err != SR_OK)
		return err;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	err = procedure_import_end(
	    p, e, s->account, session_wall_ms(s), on_procedure, t, fault);
	if (err != SR_OK)
		ticket_free(t);
	return err;
}
