/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "session_private.h"

/* What educators do with the archive beside reading it. */

static void
on_checkpoint(void *ctx, enum sr_err err, const char *note)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .procedure_given = true,
				  .procedure = t->about,
				  .checkpoint = note,
				  .checkpoint_len = note ? strlen(note) : 0,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

/* Leave to export, the checkpoint to print beside it, and a line in the audit
 * log; the entries themselves come by subscribe. */
enum sr_err
session_export(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p = session_procedure(s, &in->u.export.procedure);
	enum audience audience;
	struct ticket *t;
	enum sr_err err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &audience);

	if (err == SR_OK && !procedure_may_archive(p)) {
		sr_fault_set(fault, "The consent for this procedure does not "
				    "allow an archive: it is not exported.");
		err = SR_EGRANT;
	}
	/* Of what is being played the whole is not out yet. */
	if (err == SR_OK && procedure_plays(p) &&
	    !procedure_roles(p, s->account))
		err = SR_ESTATE;
	if (err == SR_OK)
		err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		return err;
	t->about = in->u.export.procedure;
	journal_checkpoint(s->relay->journal, &t->about, on_checkpoint, t);
	return SR_OK;
}
