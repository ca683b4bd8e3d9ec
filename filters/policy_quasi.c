/* SPDX-License-Identifier: MIT */
/* A policy's budget for quasi-identifiers. */
#include "policy_reading.h"

#include <string.h>

#include "fault.h"

static bool
read_quasi_weights(struct reading *r, const struct json *v)
{
	if (!policy_read_object(r, v))
		return false;
	for (const struct json *m = v->child; m; m = m->next) {
		unsigned kind = 0, weight;

		while (quasi_kind_name(kind) &&
		       strcmp(quasi_kind_name(kind), m->key) != 0)
			kind++;
		if (kind == QUASI_KINDS) {
			fault_at(r->fault, r->file, m->line, m->key,
			    "no such detail, allowed: age, sex, place, "
			    "operation, mechanism, occupation, publicity");
			return false;
		}
		if (!policy_read_percent(r, m, &weight))
			return false;
		r->policy->quasi.weight[kind] = (uint8_t)weight;
	}
	return true;
}

static bool
read_quasi_then(struct reading *r, const struct json *v)
{
	if (v->kind != JSON_STRING || (strcmp(v->string, "generalise") != 0 &&
					  strcmp(v->string, "hold") != 0)) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be \"generalise\" or \"hold\"");
		return false;
	}
	r->policy->quasi.hold = strcmp(v->string, "hold") == 0;
	return true;
}

static bool
read_quasi_budget(struct reading *r, const struct json *v)
{
	struct quasi_policy *q = &r->policy->quasi;
	unsigned budget;

	if (!policy_read_percent(r, v, &budget))
		return false;
	q->budget = (uint8_t)budget;
	if (!q->on) {
		memset(q->weight, 1, sizeof(q->weight));
		q->on = quasi_load(q) == SCRUB_OK;
	}
	return q->on;
}

bool
policy_read_quasi(struct reading *r, const struct json *v)
{
	static const char *const known[] = {"budget", "then", "weights", NULL};
	const struct json *budget, *then, *weights;

	if (!policy_read_object(r, v) ||
	    !fault_known_keys(r->fault, r->file, v, known, true))
		return false;
	budget = json_member(v, "budget");
	then = json_member(v, "then");
	weights = json_member(v, "weights");
	if (!budget && !r->policy->quasi.on) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "needs a budget, a whole number, 0 to 100");
		return false;
	}
	return (!budget || read_quasi_budget(r, budget)) &&
	       (!then || read_quasi_then(r, then)) &&
	       (!weights || read_quasi_weights(r, weights));
}
