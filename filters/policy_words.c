/* SPDX-License-Identifier: MIT */
/* A site's own words: allow and deny. */
#include "policy_reading.h"

#include "fault.h"
#include "redact.h"

static bool
read_words(
    struct reading *r, const struct json *v, struct phrases *to, uint32_t tag)
{
	if (v->kind != JSON_ARRAY) {
		fault_at(r->fault, r->file, v->line, v->key,
		    "must be a list of words or phrases");
		return false;
	}
	for (const struct json *m = v->child; m; m = m->next) {
		struct raw_text raw = {m->string, m->string_len};

		if (to->count == POLICY_WORDS_MAX) {
			fault_at(r->fault, r->file, m->line, v->key,
			    "more than 20000 words");
			return false;
		}
		if (m->kind != JSON_STRING || m->string_len > 128 ||
		    text_read(&r->text, raw) != SCRUB_OK ||
		    phrases_add(to, &r->text, r->text.token_count, tag) !=
			SCRUB_OK) {
			fault_at(r->fault, r->file, m->line, v->key,
			    "must be text with at least two letters or digits, "
			    "at most 128 bytes");
			return false;
		}
	}
	return true;
}

bool
policy_read_allow(struct reading *r, const struct json *v)
{
	return read_words(r, v, &r->policy->allow, 0);
}

bool
policy_read_deny(struct reading *r, const struct json *v)
{
	if (!policy_read_object(r, v))
		return false;
	for (const struct json *m = v->child; m; m = m->next) {
		size_t label;

		if (!policy_read_label(r, m, m->key, &label) ||
		    !read_words(r, m, &r->policy->deny, (uint32_t)label))
			return false;
	}
	return true;
}

void
policy_scan_words(const struct scrub_policy *p, const struct text *t,
    struct spans *found, struct spans *keep)
{
	if (p->deny.count == 0 && p->allow.count == 0)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		uint32_t label = 0;
		size_t taken = phrases_match(&p->deny, t, i, &label);

		if (taken > 0)
			spans_add(found, w->begin, t->token[i + taken - 1].end,
			    (enum scrub_label)label, "site", "deny-word", 100);
		taken = phrases_match(&p->allow, t, i, &label);
		if (taken == 0)
			continue;
		spans_add(keep, w->begin, t->token[i + taken - 1].end,
		    SCRUB_OTHER, "site", "allow-word", 100);
		if (keep->count > 0)
			keep->at[keep->count - 1].certainty = REDACT_ALLOW;
	}
}
