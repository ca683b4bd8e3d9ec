/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "session_private.h"

/*
 * What a staff client asks to do its own part: the policies, so that it can
 * filter before a draft leaves the device, and who has which part. Clients ask
 * by themselves, so neither is an advocate's sign of life.
 */

enum sr_err
session_policy(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_policy *w = &in->u.policy;
	struct procedure *p =
	    procedure_find(s->relay->procedures, &w->procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	const struct scrub_policy *policy;
	struct wire_ok ok = {.seq = in->seq, .procedure_given = true};

	(void)fault;
	if (err != SR_OK)
		return err;
	policy = procedure_policy(p, w->audience);
	ok.procedure = *procedure_id(p);
	ok.policy_name = scrub_policy_name(policy);
	ok.policy = scrub_policy_json(policy, &ok.policy_len);
	ok.at_source = scrub_policy_at_source(policy);
	ok.roster = procedure_has_roster(p);
	session_ok(s, &ok);
	return SR_OK;
}

enum sr_err
session_people(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p =
	    procedure_find(s->relay->procedures, &in->u.procedure);
	enum sr_err err = procedure_may_manage(p, s->account);
	struct wire_ok ok = {
	    .seq = in->seq,
	    .procedure_given = true,
	    .people_given = true,
	};

	(void)fault;
	if (err != SR_OK)
		return err;
	ok.procedure = *procedure_id(p);
	ok.code_name = procedure_code_name(p);
	ok.people = procedure_people(p, &ok.people_count);
	ok.roles = procedure_roles(p, s->account);
	ok.sign_ms = procedure_sign_due_ms(p);
	session_ok(s, &ok);
	return SR_OK;
}
