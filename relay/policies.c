/* SPDX-License-Identifier: MIT */
#include "policies.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A policy by built-in name, or from a file where the name has a slash. */
static enum sr_err
open_policy(struct scrub_policy **out, const char *name, struct sr_fault *fault)
{
	struct scrub_fault where = {{0}};
	char text[POLICY_JSON_MAX + 1];
	enum scrub_err err;
	size_t len;
	FILE *f;

	if (!strchr(name, '/')) {
		err = scrub_policy_builtin(out, name, &where);
	} else {
		f = fopen(name, "re");
		if (!f) {
			sr_fault_set(fault, "%s: %s", name, strerror(errno));
			return SR_ECONFIG;
		}
		len = fread(text, 1, sizeof text, f);
		fclose(f);
		if (len > POLICY_JSON_MAX) {
			sr_fault_set(fault, "%s: at most %u bytes", name,
			    POLICY_JSON_MAX);
			return SR_ECONFIG;
		}
		err = scrub_policy_read(out, name, text, len, &where);
	}
	if (err == SCRUB_OK)
		return SR_OK;
	sr_fault_set(
	    fault, "%s", where.what[0] ? where.what : scrub_err_name(err));
	return SR_ECONFIG;
}

static const char *const keys[AUDIENCES] = {
    [STUDENT] = "policy_student",
    [COLLEAGUE] = "policy_colleague",
};

enum sr_err
policies_open(struct scrub_policy *policy[AUDIENCES], const struct config *c,
    struct sr_fault *fault)
{
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		struct sr_fault where = {{0}};

		err = open_policy(&policy[a], c->policy[a], &where);
		if (err != SR_OK)
			sr_fault_set(fault, "%s: %.200s", keys[a], where.what);
	}
	return err;
}
