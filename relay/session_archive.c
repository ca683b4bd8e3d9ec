/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "session_private.h"

/* What educators do with the archive beside reading it. */

static void
on_checkpoint(void *ctx, enum sr_err err, const struct journal_log *log)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .procedure_given = true,
				  .procedure = t->about,
				  .checkpoint = log->note,
				  .checkpoint_len =
				      log->note ? strlen(log->note) : 0,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* Of what is being played the whole is not out yet. */
static enum sr_err
may_have_all(struct session *s, struct procedure *p)
{
	enum audience audience;
	enum sr_err err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &audience);

	if (err == SR_OK && procedure_plays(p) &&
	    !procedure_roles(p, s->account))
		err = SR_ESTATE;
	return err;
}

/* Leave to export, the checkpoint to print beside it, and a line in the audit
 * log; the entries themselves come by subscribe. */
enum sr_err
session_export(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.export.procedure);
	struct ticket *t;
	enum sr_err err = may_have_all(s, p);

	if (err == SR_OK && !procedure_may_archive(p)) {
		sr_fault_set(fault, "The consent for this procedure does not "
				    "allow an archive: it is not exported.");
		err = SR_EGRANT;
	}
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->about = in->u.export.procedure;
	journal_checkpoint(
	    s->relay->journal, &t->about, 0, 0, on_checkpoint, t);
	return SR_OK;
}

/* ---- the log, for who verifies it ---- */

static enum sr_err
answer_log(struct ticket *t, const struct journal_log *log)
{
	struct wire_leaf *row = calloc(log->count + 1, sizeof *row);

	if (!row)
		return SR_ENOMEM;
	for (size_t i = 0; i < log->count; i++) {
		const struct journal_leaf *leaf = &log->leaf[i];

		row[i] = (struct wire_leaf){
		    .number = leaf->number,
		    .audience = leaf->audience,
		    .destroyed = leaf->destroyed,
		    .replaces = leaf->replaces,
		};
		memcpy(row[i].hash, leaf->hash, sizeof row[i].hash);
	}
	session_ok(t->session,
	    &(struct wire_ok){
		.seq = t->seq,
		.procedure_given = true,
		.procedure = t->about,
		.checkpoint = log->note,
		.checkpoint_len = log->note ? strlen(log->note) : 0,
		.log = row,
		.log_count = log->count,
		.log_given = true,
		.more = log->more,
	    });
	free(row);
	return SR_OK;
}

static void
on_log(void *ctx, enum sr_err err, const struct journal_log *log)
{
	struct ticket *t = ctx;

	if (t->session && err == SR_OK)
		err = answer_log(t, log);
	if (t->session && err != SR_OK)
		session_refuse(t->session, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_log(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.pages.procedure);
	struct ticket *t;
	enum sr_err err = may_have_all(s, p);

	(void)fault;
	session_charge(s, LOG_READ_REQUESTS - 1);
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->about = in->u.pages.procedure;
	journal_checkpoint(s->relay->journal, &t->about, in->u.pages.after,
	    LEAVES_LISTED_MAX, on_log, t);
	return SR_OK;
}
