/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_PROMISE_H
#define SCRUB_PROMISE_H

#include <string.h>

#include "letter.h"
#include "scrub.h"

/* What scrub.h promises of every text; NULL, or the promise that is broken. */

static inline const char *
promise_ranges(struct raw_text raw, const struct scrubbed *s)
{
	uint32_t at = 0, out_at = 0;

	for (size_t i = 0; i < s->change_count; i++) {
		const struct scrub_change *c = &s->change[i];

		if (c->begin < at || c->end < c->begin || c->end > raw.len)
			return "changes are sorted and disjoint";
		if (c->out_begin < out_at || c->out_end < c->out_begin ||
		    c->out_end > s->len)
			return "so are their places in the output";
		if (c->begin - at != c->out_begin - out_at ||
		    memcmp(raw.text + at, s->text + out_at, c->begin - at) != 0)
			return "bytes outside the changes are the writer's";
		if (c->begin_cp != utf8_count(raw.text, c->begin) ||
		    c->end_cp != utf8_count(raw.text, c->end))
			return "code points count as bytes do";
		if (c->label >= SCRUB_LABELS || !c->layer || !c->rule ||
		    c->certainty > 101)
			return "a change says what and why";
		at = c->end;
		out_at = c->out_end;
	}
	if (raw.len - at != s->len - out_at ||
	    memcmp(raw.text + at, s->text + out_at, raw.len - at) != 0)
		return "the rest is the writer's";
	return NULL;
}

static inline const char *
promise_utf8(const struct scrubbed *s)
{
	uint32_t cp;

	for (size_t at = 0; at < s->len;) {
		unsigned len = utf8_read(s->text + at, s->len - at, &cp);

		if (len == 0)
			return "the output is UTF-8";
		at += len;
	}
	return s->text[s->len] == '\0' ? NULL : "a NUL behind the text";
}

static inline const char *
promise_broken(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, struct raw_text raw)
{
	struct scrubbed once = {0}, twice = {0};
	const char *broken = NULL;
	enum scrub_err err = scrub_text(policy, c, lang, raw, &once);

	if (err != SCRUB_OK)
		return once.text || once.change ? "an error gives nothing"
						: NULL;
	broken = promise_ranges(raw, &once);
	if (!broken)
		broken = promise_utf8(&once);
	if (!broken) {
		struct raw_text again = {once.text, once.len};

		err = scrub_text(policy, c, lang, again, &twice);
		if (err != SCRUB_OK || twice.len != once.len ||
		    memcmp(twice.text, once.text, once.len) != 0)
			broken = "scrubbing twice changes nothing more";
	}
	scrubbed_wipe(&once);
	scrubbed_wipe(&twice);
	return broken;
}

#endif
