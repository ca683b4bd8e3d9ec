/* SPDX-License-Identifier: MIT */
#include "session_private.h"

/* What educators do with the archive beside reading it. */

/* Leave to export, and a line in the audit log; the entries themselves come by
 * subscribe. */
enum sr_err
session_export(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p =
	    procedure_find(s->relay->procedures, &in->u.export.procedure);
	enum audience audience;
	enum sr_err err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &audience);

	(void)fault;
	if (err != SR_OK)
		return err;
	session_ok(s, &(struct wire_ok){
			  .seq = in->seq,
			  .procedure_given = true,
			  .procedure = in->u.export.procedure,
			  .code_name = procedure_code_name(p),
		      });
	return SR_OK;
}
