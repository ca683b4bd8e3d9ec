/* SPDX-License-Identifier: MIT */
#include "redact.h"

#include <stdlib.h>
#include <string.h>

#include "letter.h"

/* Roster and site know better than any guess. */
static bool
forced(const struct span *s)
{
	return s->certainty > 70 && (strcmp(s->layer, "roster") == 0 ||
					strcmp(s->layer, "site") == 0);
}

/* What the policy lets stay is kept from the other layers too. */
static void
take_kept(
    const struct scrub_policy *policy, struct spans *found, struct spans *keep)
{
	size_t n = 0;

	for (size_t i = 0; i < found->count; i++) {
		struct span *s = &found->at[i];

		if (policy_operator(policy, s->label, s->rule) == OPERATOR_KEEP)
			spans_add(keep, s->begin, s->end, s->label, s->layer,
			    s->rule, s->certainty);
		else if (s->certainty >= policy->threshold[s->label] ||
			 forced(s))
			found->at[n++] = *s;
	}
	found->count = n;
}

/* Is the range that stays stronger than the one that goes? */
static bool
gives_way(const struct span *s, const struct span *stays)
{
	if (forced(s) || stays->certainty <= s->certainty)
		return false;
	/* A telling description is one thing, its numbers too. */
	return s->label != SCRUB_OTHER || stays->begin <= s->begin ||
	       stays->end >= s->end;
}

/*
 * Cuts from found->at[i] what `from` covers and is stronger than; what is left
 * behind the cut is a span of its own. skip: the first of `from` that may
 * still matter to this and all later spans.
 */
static void
cut_one(struct spans *found, size_t i, const struct spans *from, bool own,
    size_t *skip)
{
	while (*skip < from->count && from->at[*skip].end <= found->at[i].begin)
		(*skip)++;
	for (size_t k = *skip; k < from->count; k++) {
		struct span *s = &found->at[i];
		const struct span *f = &from->at[k];
		uint32_t end = s->end;

		if (f->begin >= s->end)
			break;
		if (f->end <= s->begin || (!own && !gives_way(s, f)))
			continue;
		/* "F/90+" is an age that has been made general. */
		if (own && s->label == SCRUB_AGE)
			end = f->end;
		s->end = f->begin > s->begin ? f->begin : s->begin;
		if (own && s->label == SCRUB_AGE)
			s->end = s->begin;
		if (f->end < end) {
			struct span rest = *s;

			rest.begin = f->end;
			rest.end = end;
			if (s->end == s->begin) {
				*s = rest; /* goes on being cut */
				continue;
			}
			spans_add(found, rest.begin, rest.end, rest.label,
			    rest.layer, rest.rule, rest.certainty);
			found->at[found->count - 1].order = (uint32_t)*skip;
		}
		if (found->at[i].end == found->at[i].begin)
			return;
	}
}

void
redact_drop_empty(struct spans *found)
{
	size_t n = 0;

	for (size_t i = 0; i < found->count; i++) {
		if (found->at[i].begin < found->at[i].end)
			found->at[n++] = found->at[i];
	}
	found->count = n;
}

static void
cut(struct spans *found, const struct spans *from, bool own)
{
	size_t skip = 0, sorted;

	if (from->count == 0)
		return;
	spans_sort(found);
	sorted = found->count;
	for (size_t i = 0; i < found->count && !found->failed; i++) {
		/* Rests are added behind, not in order: theirs is where what
		 * they are the rest of stood, or a range with a thousand cuts
		 * would be looked through a thousand times. */
		if (i >= sorted)
			skip = found->at[i].order;
		cut_one(found, i, from, own, &skip);
	}
	redact_drop_empty(found);
}

void
redact_cut(const struct scrub_policy *policy, struct spans *found,
    struct spans *keep, const struct spans *own)
{
	take_kept(policy, found, keep);
	spans_sort(keep);
	cut(found, keep, false);
	cut(found, own, true);
}

/* Output so far. */
struct writer {
	struct scrubbed *out;
	size_t room;
};

static bool
put(struct writer *w, const char *bytes, size_t len)
{
	if (w->room - w->out->len < len)
		return false;
	memcpy(w->out->text + w->out->len, bytes, len);
	w->out->len += len;
	return true;
}

static enum scrub_err
write_all(const struct redact_with *with, const struct text *t,
    const struct spans *found, struct writer *w)
{
	uint32_t at = 0, cp = 0;

	for (size_t i = 0; i < found->count; i++) {
		const struct span *s = &found->at[i];
		struct scrub_change *c = &w->out->change[i];
		char standin[STANDIN_MAX];
		unsigned len;

		text_raw_range(t, s->begin, s->end, &c->begin, &c->end);
		if (c->begin < at)
			c->begin = at; /* two spans within one character */
		if (c->end < c->begin)
			c->end = c->begin;
		cp += (uint32_t)utf8_count(t->raw + at, c->begin - at);
		c->begin_cp = cp;
		cp +=
		    (uint32_t)utf8_count(t->raw + c->begin, c->end - c->begin);
		c->end_cp = cp;
		if (!put(w, t->raw + at, c->begin - at))
			return SCRUB_ETOOLONG;
		c->out_begin = (uint32_t)w->out->len;
		len = standin_write(with->standins, with->policy, with->roster,
		    t, with->lang, s, standin);
		if (!put(w, standin, len))
			return SCRUB_ETOOLONG;
		c->out_end = (uint32_t)w->out->len;
		c->label = s->label;
		c->layer = s->layer;
		c->rule = s->rule;
		c->certainty = s->certainty;
		w->out->change_count = i + 1;
		at = c->end;
	}
	return put(w, t->raw + at, t->raw_len - at) ? SCRUB_OK : SCRUB_ETOOLONG;
}

/* Memory for len bytes and count changes; what there is stays when it will
 * do. */
static bool
make_room(struct scrubbed *out, size_t len, size_t count)
{
	if (out->text_room < len + 1) {
		free(out->text);
		out->text = malloc(len + 1);
		out->text_room = out->text ? len + 1 : 0;
	}
	if (out->change_room < count) {
		free(out->change);
		out->change = malloc(count * sizeof(*out->change));
		out->change_room = out->change ? count : 0;
	}
	return out->text && out->change_room >= count;
}

enum scrub_err
redact_write(const struct redact_with *with, const struct text *t,
    const struct spans *found, struct scrubbed *out)
{
	struct writer w = {.out = out};
	enum scrub_err err = SCRUB_ENOMEM;

	scrubbed_clear(out);
	w.room = t->raw_len + found->count * STANDIN_MAX;
	if (w.room > SCRUB_TEXT_MAX)
		w.room = SCRUB_TEXT_MAX;
	if (make_room(out, w.room, found->count))
		err = write_all(with, t, found, &w);
	if (err != SCRUB_OK) {
		scrubbed_wipe(out);
		return err;
	}
	out->text[out->len] = '\0';
	return SCRUB_OK;
}
