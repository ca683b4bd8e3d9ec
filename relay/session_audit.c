/* SPDX-License-Identifier: MIT */
#include "session_private.h"

/* Reading the audit log: admins. */

static void
on_page(void *ctx, enum sr_err err, const struct wire_audit *line, size_t count,
    bool more)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	if (s && err == SR_OK)
		session_ok(s, &(struct wire_ok){
				  .seq = t->seq,
				  .audit = line,
				  .audit_count = count,
				  .audit_given = true,
				  .more = more,
			      });
	else if (s)
		session_refuse(s, t->seq, NULL, err, NULL);
	ticket_free(t);
}

enum sr_err
session_audit(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct ticket *t;
	enum sr_err err;

	(void)fault;
	session_charge(s, AUDIT_READ_REQUESTS - 1);
	err = ticket_new(&t, s, in->seq);
	if (err == SR_OK)
		audit_read(s->relay->audit, in->u.audit.after, on_page, t);
	return err;
}
