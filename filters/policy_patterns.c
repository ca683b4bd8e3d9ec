/* SPDX-License-Identifier: MIT */
/* A site's own patterns. */
#include "policy_reading.h"

#include "fault.h"

static bool
add_pattern(struct reading *r, const struct json *m)
{
	const struct json *pattern = json_member(m, "pattern");
	const struct json *name = json_member(m, "label");
	const struct json *reason = json_member(m, "why");
	enum site_err err;
	size_t label;
	char why[80];

	if (!pattern || pattern->kind != JSON_STRING ||
	    pattern->string_len == 0 ||
	    pattern->string_len > SITE_PATTERN_LEN_MAX) {
		fault_at(r->fault, r->file, m->line, "pattern",
		    "must be text, 1 to 512 bytes");
		return false;
	}
	if (!name) {
		fault_at(r->fault, r->file, m->line, "label",
		    "each pattern needs one");
		return false;
	}
	if (!policy_read_label(r, name,
		name->kind == JSON_STRING ? name->string : NULL, &label))
		return false;
	if (reason && reason->kind != JSON_STRING) {
		fault_at(
		    r->fault, r->file, reason->line, "why", "must be text");
		return false;
	}
	if (!r->policy->site && site_new(&r->policy->site) != SITE_OK) {
		fault_at(
		    r->fault, r->file, m->line, "patterns", "out of memory");
		return false;
	}
	err = site_add(r->policy->site, (enum scrub_label)label,
	    pattern->string, pattern->string_len, why);
	if (err != SITE_OK)
		fault_at(r->fault, r->file, pattern->line,
		    err == SITE_EFULL ? "patterns" : "pattern", "%s",
		    err == SITE_EPATTERN ? why
		    : err == SITE_EFULL  ? "more than 64"
					 : "out of memory");
	return err == SITE_OK;
}

bool
policy_read_patterns(struct reading *r, const struct json *v)
{
	static const char *const keys[] = {"label", "pattern", "why", NULL};

	if (v->kind != JSON_ARRAY) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be a list of {\"label\", \"pattern\"}");
		return false;
	}
	for (const struct json *m = v->child; m; m = m->next) {
		if (!policy_read_object(r, m) ||
		    !fault_known_keys(r->fault, r->file, m, keys, true) ||
		    !add_pattern(r, m))
			return false;
	}
	return true;
}
