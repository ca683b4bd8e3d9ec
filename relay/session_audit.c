/* SPDX-License-Identifier: MIT */
#include "session_private.h"

/* Reading the audit log: admins. */

enum sr_err
session_audit(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	(void)s;
	(void)in;
	(void)fault;
	return SR_EOP;
}
