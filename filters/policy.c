/* SPDX-License-Identifier: MIT */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "policy_reading.h"

static const char *const labels[SCRUB_LABELS] = {"NAME", "LOCATION",
    "ORGANIZATION", "DATE", "AGE", "PHONE", "EMAIL", "ID", "DEVICE", "VEHICLE",
    "NETWORK", "BIOMETRIC", "OTHER"};

static const char *const operators[OPERATORS] = {"tag", "number", "mask",
    "drop", "generalise", "shift", "surrogate", "keep"};

/* Which operators make sense for a label besides tag, number, mask, drop and
 * keep. */
static const struct {
	uint8_t op, label;
} special[] = {
    {OPERATOR_GENERALISE, SCRUB_DATE},
    {OPERATOR_GENERALISE, SCRUB_AGE},
    {OPERATOR_GENERALISE, SCRUB_LOCATION},
    {OPERATOR_SHIFT, SCRUB_DATE},
    {OPERATOR_SURROGATE, SCRUB_NAME},
    {OPERATOR_SURROGATE, SCRUB_LOCATION},
    {OPERATOR_SURROGATE, SCRUB_ORGANIZATION},
};

const char *
scrub_label_name(enum scrub_label label)
{
	return labels[label];
}

const char *
scrub_policy_name(const struct scrub_policy *policy)
{
	return policy->name;
}

const char *
scrub_policy_json(const struct scrub_policy *policy, size_t *len)
{
	*len = policy->json_len;
	return policy->json;
}

bool
scrub_policy_at_source(const struct scrub_policy *policy)
{
	return policy->at_source;
}

enum policy_operator
policy_operator(
    const struct scrub_policy *p, enum scrub_label label, const char *rule)
{
	for (size_t i = 0; i < p->rule_count; i++) {
		if (strcmp(p->rule[i].rule, rule) == 0)
			return (enum policy_operator)p->rule[i].op;
	}
	return (enum policy_operator)p->op[label];
}

static bool
find_name(const char *const *names, size_t count, const char *name, size_t *out)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0) {
			*out = i;
			return true;
		}
	}
	return false;
}

bool
policy_read_label(
    struct reading *r, const struct json *v, const char *name, size_t *label)
{
	if (name && find_name(labels, SCRUB_LABELS, name, label))
		return true;
	fault_at(r->fault, r->file, v->line, v->key,
	    "no label, allowed: NAME, LOCATION, ORGANIZATION, DATE, AGE, "
	    "PHONE, "
	    "EMAIL, ID, DEVICE, VEHICLE, NETWORK, BIOMETRIC, OTHER");
	return false;
}

static bool
read_operator(struct reading *r, const struct json *v, size_t *op)
{
	if (v->kind == JSON_STRING &&
	    find_name(operators, OPERATORS, v->string, op))
		return true;
	fault_at(r->fault, r->file, v->line, v->key,
	    "no operator, allowed: tag, number, mask, drop, generalise, shift, "
	    "surrogate, keep");
	return false;
}

static bool
suits(size_t op, size_t label)
{
	bool needs = false;

	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (special[i].op != op)
			continue;
		needs = true;
		if (special[i].label == label)
			return true;
	}
	return !needs;
}

bool
policy_read_object(struct reading *r, const struct json *v)
{
	if (v->kind == JSON_OBJECT)
		return true;
	fault_at(r->fault, r->file, v->line, v->key, "must be an object");
	return false;
}

static bool
read_operators(struct reading *r, const struct json *v)
{
	if (!policy_read_object(r, v))
		return false;
	for (const struct json *m = v->child; m; m = m->next) {
		size_t label, op;

		if (!policy_read_label(r, m, m->key, &label) ||
		    !read_operator(r, m, &op))
			return false;
		if (!suits(op, label)) {
			fault_at(r->fault, r->file, m->line, m->key,
			    "this operator does not suit the label, allowed: "
			    "tag, number, mask, drop, keep");
			return false;
		}
		r->policy->op[label] = (uint8_t)op;
	}
	return true;
}

/* The rule's place: what a base says of it gives way. NULL: none is left. */
static struct policy_rule *
place_of_rule(struct scrub_policy *p, const char *rule)
{
	for (size_t i = 0; i < p->rule_count; i++) {
		if (strcmp(p->rule[i].rule, rule) == 0)
			return &p->rule[i];
	}
	return p->rule_count < POLICY_RULES_MAX ? &p->rule[p->rule_count++]
						: NULL;
}

static bool
read_rules(struct reading *r, const struct json *v)
{
	if (!policy_read_object(r, v))
		return false;
	for (const struct json *m = v->child; m; m = m->next) {
		struct policy_rule *place;
		size_t op;

		if (!policy_is_rule(m->key)) {
			fault_at(r->fault, r->file, m->line, m->key,
			    "no rule; 'scrubrelay filter --explain' names each "
			    "behind its layer");
			return false;
		}
		if (!read_operator(r, m, &op))
			return false;
		place = place_of_rule(r->policy, m->key);
		if (!place) {
			fault_at(r->fault, r->file, m->line, m->key,
			    "more than 256 rules");
			return false;
		}
		memcpy(place->rule, m->key, strlen(m->key) + 1);
		place->op = (uint8_t)op;
	}
	return true;
}

bool
policy_read_percent(struct reading *r, const struct json *v, unsigned *out)
{
	if (v->kind != JSON_NUMBER || v->number < 0 || v->number > 100 ||
	    v->number != (double)(unsigned)v->number) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be a whole number, 0 to 100");
		return false;
	}
	*out = (unsigned)v->number;
	return true;
}

static bool
read_thresholds(struct reading *r, const struct json *v)
{
	if (!policy_read_object(r, v))
		return false;
	for (const struct json *m = v->child; m; m = m->next) {
		size_t label;
		unsigned percent;

		if (!policy_read_label(r, m, m->key, &label) ||
		    !policy_read_percent(r, m, &percent))
			return false;
		r->policy->threshold[label] = (uint8_t)percent;
	}
	return true;
}

static bool
read_doubt_below(struct reading *r, const struct json *v)
{
	return policy_read_percent(r, v, &r->policy->doubt_below);
}

static bool
read_doubt(struct reading *r, const struct json *v)
{
	if (v->kind != JSON_STRING || (strcmp(v->string, "redact") != 0 &&
					  strcmp(v->string, "hold") != 0)) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be \"redact\" or \"hold\"");
		return false;
	}
	r->policy->hold = strcmp(v->string, "hold") == 0;
	return true;
}

static bool
read_bool(struct reading *r, const struct json *v, bool *out)
{
	if (v->kind != JSON_BOOL) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be true or false");
		return false;
	}
	*out = v->truth;
	return true;
}

static bool
read_parts(struct reading *r, const struct json *v)
{
	return read_bool(r, v, &r->policy->parts);
}

static bool
read_at_source(struct reading *r, const struct json *v)
{
	return read_bool(r, v, &r->policy->at_source);
}

static bool
read_name(struct reading *r, const struct json *v)
{
	if (v->kind != JSON_STRING || v->string_len == 0 ||
	    v->string_len > POLICY_NAME_MAX) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be text, 1 to 63 bytes");
		return false;
	}
	memcpy(r->policy->name, v->string, v->string_len + 1);
	return true;
}

static void
set_name(struct scrub_policy *p, const char *file)
{
	const char *slash = strrchr(file, '/');

	strncpy(p->name, slash ? slash + 1 : file, POLICY_NAME_MAX);
}

static bool read_base(struct reading *r, const struct json *v);

static const struct {
	const char *key;
	bool (*read)(struct reading *r, const struct json *v);
} keys[] = {
    {"base", read_base}, /* first: the others change what it sets */
    {"name", read_name},
    {"doubt", read_doubt},
    {"doubt_below", read_doubt_below},
    {"parts", read_parts},
    {"filter_at_source", read_at_source},
    {"operators", read_operators},
    {"rules", read_rules},
    {"thresholds", read_thresholds},
    {"allow", policy_read_allow},
    {"deny", policy_read_deny},
    {"patterns", policy_read_patterns},
    {"quasi", policy_read_quasi},
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

static bool
read_all(struct reading *r, const struct json *root)
{
	const char *known[KEYS + 1] = {NULL};

	for (size_t i = 0; i < KEYS; i++)
		known[i] = keys[i].key;
	if (!policy_read_object(r, root) ||
	    !fault_known_keys(r->fault, r->file, root, known, true))
		return false;
	for (size_t i = 0; i < KEYS; i++) {
		const struct json *v = json_member(root, keys[i].key);

		if (v && !keys[i].read(r, v))
			return false;
	}
	return true;
}

static bool
read_json(struct reading *r, const char *json, size_t len)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	const char *why = NULL;
	char key[JSON_KEY_SHOWN];
	unsigned line = 0;
	bool good;

	if (!json_read_naming(&doc, &root, json, len, &line, &why, key)) {
		fault_at(
		    r->fault, r->file, line, key[0] ? key : NULL, "%s", why);
		return false;
	}
	good = read_all(r, root);
	json_free(doc);
	return good;
}

static const struct policy_builtin *
find_builtin(const char *name)
{
	const struct policy_builtin *b = policy_builtins;

	while (b->name && strcmp(b->name, name) != 0)
		b++;
	return b->name ? b : NULL;
}

static bool
read_base(struct reading *r, const struct json *v)
{
	const struct policy_builtin *b =
	    v->kind == JSON_STRING ? find_builtin(v->string) : NULL;

	if (!b) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "no built-in policy, allowed: safe-harbor, "
		    "limited-data-set, strict");
		return false;
	}
	/* The built-in ones have no base themselves. */
	if (!read_json(r, (const char *)b->json, b->len))
		return false;
	set_name(r->policy, r->file);
	return true;
}

static bool
keep_json(struct scrub_policy *p, const char *json, size_t len)
{
	p->json = malloc(len + 1);
	if (!p->json)
		return false;
	memcpy(p->json, json, len);
	p->json[len] = '\0';
	p->json_len = len;
	return true;
}

enum scrub_err
scrub_policy_read(struct scrub_policy **out, const char *name, const char *json,
    size_t len, struct scrub_fault *fault)
{
	struct scrub_policy *p = calloc(1, sizeof(*p));
	struct reading r = {.policy = p, .fault = fault, .file = name};
	bool good;

	fault->what[0] = '\0';
	if (!p)
		return SCRUB_ENOMEM;
	text_init(&r.text);
	phrases_init(&p->allow);
	phrases_init(&p->deny);
	p->doubt_below = 50;
	set_name(p, name);
	good = read_json(&r, json, len);
	text_wipe(&r.text);
	if (!good || !keep_json(p, json, len)) {
		scrub_policy_free(p);
		return good ? SCRUB_ENOMEM : SCRUB_EPOLICY;
	}
	*out = p;
	return SCRUB_OK;
}

enum scrub_err
scrub_policy_builtin(
    struct scrub_policy **out, const char *name, struct scrub_fault *fault)
{
	const struct policy_builtin *b = find_builtin(name);

	if (b)
		return scrub_policy_read(
		    out, b->name, (const char *)b->json, b->len, fault);
	fault_at(fault, name, 1, NULL,
	    "no built-in policy, allowed: safe-harbor, limited-data-set, "
	    "strict");
	return SCRUB_EPOLICY;
}

void
scrub_policy_free(struct scrub_policy *policy)
{
	if (!policy)
		return;
	phrases_wipe(&policy->allow);
	phrases_wipe(&policy->deny);
	site_free(policy->site);
	quasi_wipe_policy(&policy->quasi);
	free(policy->json);
	free(policy);
}
