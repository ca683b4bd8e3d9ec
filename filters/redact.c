/* SPDX-License-Identifier: MIT */
#include "redact.h"

#include <stdlib.h>
#include <string.h>

#include "letter.h"

#define GAP_MAX 5u /* bytes of the longest bridge */

/* Between two spans of one label that are one thing. */
static const struct {
	uint8_t label;
	const char *gap;
} bridges[] = {
    {SCRUB_NAME, " "},
    {SCRUB_NAME, "-"},
    {SCRUB_NAME, "'"},
    {SCRUB_NAME, ""},
    /* son of, daughter of: Singapore, Malaysia, India */
    {SCRUB_NAME, " s/o "},
    {SCRUB_NAME, " d/o "},
    {SCRUB_NAME, " a/l "},
    {SCRUB_NAME, " a/p "},
    {SCRUB_NAME, " s/"},
    {SCRUB_NAME, " d/"},
    {SCRUB_DATE, " "},
    {SCRUB_DATE, ", "},
    {SCRUB_DATE, "/"},
    {SCRUB_DATE, "-"},
    {SCRUB_DATE, ""},
    {SCRUB_LOCATION, " "},
    {SCRUB_LOCATION, ", "},
    {SCRUB_LOCATION, ""},
    {SCRUB_ORGANIZATION, " "},
    {SCRUB_ORGANIZATION, ""},
    {SCRUB_ID, ""},
    {SCRUB_ID, "-"},
    {SCRUB_PHONE, ""},
    {SCRUB_PHONE, " "},
};

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
		else if (s->certainty >= policy->threshold[s->label])
			found->at[n++] = *s;
	}
	found->count = n;
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
		if (f->end <= s->begin ||
		    (!own && (forced(s) || f->certainty <= s->certainty)))
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
		}
		if (found->at[i].end == found->at[i].begin)
			return;
	}
}

static void
drop_empty(struct spans *found)
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
		/* Rests are added behind, and are not in order. */
		if (i >= sorted)
			skip = 0;
		cut_one(found, i, from, own, &skip);
	}
	drop_empty(found);
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

/* Spaces and stops at the ends are not part of anything. */
static void
trim(const struct text *t, struct span *s)
{
	while (s->begin < s->end && strchr(" \n,;:", t->norm[s->begin]))
		s->begin++;
	while (s->begin < s->end && strchr(" \n,;:", t->norm[s->end - 1]))
		s->end--;
}

/* Stand before a name and belong to it. */
static const char *const particles[] = {"abu", "al", "bin", "binte", "binti",
    "bint", "bte", "da", "das", "de", "del", "della", "den", "der", "dos", "du",
    "el", "ibn", "la", "los", "ten", "ter", "van", "von", "zu", NULL};
static const char *const saints[] = {"st", "sta", "saint", NULL};

/* The token that ends where byte `at` is, not behind a space; or none. */
static size_t
token_to(const struct text *t, uint32_t at)
{
	size_t low = 0, high = t->token_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->token[mid].end < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->token_count && t->token[low].end == at ? low
							       : t->token_count;
}

/* "de la [NAME]": the particles are the name's. */
static void
take_particles(const struct text *t, struct span *s)
{
	while (s->label == SCRUB_NAME && s->begin > 1 &&
	       t->norm[s->begin - 1] == ' ') {
		size_t i = token_to(t, s->begin - 1);

		if (!token_one_of(t, i, particles))
			return;
		s->begin = t->token[i].begin;
	}
}

/* "St Malachy's", "Trinity Glen Children's": houses keep their possessive. */
static void
take_possessive(const struct text *t, struct span *s)
{
	const char *behind = t->fold + s->end;
	bool house = s->label == SCRUB_ORGANIZATION;

	if (s->label == SCRUB_NAME && s->person == 0) {
		for (size_t k = 0; saints[k] && !house; k++) {
			size_t len = strlen(saints[k]);

			house =
			    strncmp(t->fold + s->begin, saints[k], len) == 0 &&
			    (t->fold[s->begin + len] == ' ' ||
				t->fold[s->begin + len] == '.');
		}
		if (house)
			s->label = SCRUB_ORGANIZATION;
	}
	if (house && behind[0] == '\'' && behind[1] == 's' &&
	    !(behind[2] >= 'a' && behind[2] <= 'z'))
		s->end += 2;
}

static bool
one_thing(const struct text *t, const struct span *a, const struct span *b)
{
	size_t gap = b->begin - a->end;

	if (a->label != b->label || gap > GAP_MAX ||
	    (a->person && b->person && a->person != b->person))
		return false;
	for (size_t i = 0; i < sizeof(bridges) / sizeof(bridges[0]); i++) {
		if (bridges[i].label == a->label &&
		    strlen(bridges[i].gap) == gap &&
		    memcmp(bridges[i].gap, t->fold + a->end, gap) == 0)
			return true;
	}
	return false;
}

void
redact_join(const struct text *t, struct spans *found)
{
	size_t n = 0;

	for (size_t i = 0; i < found->count; i++) {
		trim(t, &found->at[i]);
		take_particles(t, &found->at[i]);
		take_possessive(t, &found->at[i]);
	}
	drop_empty(found);
	spans_flatten(found);
	for (size_t i = 0; i < found->count; i++) {
		struct span *last = n ? &found->at[n - 1] : NULL;
		struct span *s = &found->at[i];

		if (!last || !one_thing(t, last, s)) {
			found->at[n++] = *s;
			continue;
		}
		last->end = s->end;
		/* "Denise Kettering" beside a Kettering is somebody else. */
		if (last->person != s->person)
			last->person = 0;
		if (s->certainty < last->certainty)
			last->certainty = s->certainty;
	}
	found->count = n;
	found->disjoint = true;
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

enum scrub_err
redact_write(const struct redact_with *with, const struct text *t,
    const struct spans *found, struct scrubbed *out)
{
	struct writer w = {.out = out};
	enum scrub_err err;

	memset(out, 0, sizeof(*out));
	w.room = t->raw_len + found->count * STANDIN_MAX;
	if (w.room > SCRUB_TEXT_MAX)
		w.room = SCRUB_TEXT_MAX;
	out->text = malloc(w.room + 1);
	if (found->count > 0)
		out->change = calloc(found->count, sizeof(*out->change));
	if (!out->text || (found->count > 0 && !out->change))
		err = SCRUB_ENOMEM;
	else
		err = write_all(with, t, found, &w);
	if (err != SCRUB_OK) {
		scrubbed_wipe(out);
		return err;
	}
	out->text[out->len] = '\0';
	return SCRUB_OK;
}
