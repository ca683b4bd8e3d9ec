/* SPDX-License-Identifier: MIT */
#include "scrub_private.h"

#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "lang/lexicon.h"
#include "layer.h"
#include "locked.h"
#include "place.h"
#include "redact.h"
#include "relabel.h"
#include "shapes.h"
#include "spelled.h"
#include "text.h"
#include "town.h"

/*
 * A stand-in can make a neighbour look like a name that did not before. The
 * output is looked at again until nothing more is found, at most this often;
 * then the text is held.
 */
#define ROUNDS_MAX 6u
#define SPARE_MAX 16384u /* bytes of an output that a case keeps */

const char *
scrub_err_name(enum scrub_err err)
{
	switch (err) {
	case SCRUB_OK:
		return "ok";
	case SCRUB_EUTF8:
		return "bad-utf8";
	case SCRUB_ETOOLONG:
		return "too-long";
	case SCRUB_ENOMEM:
		return "no-memory";
	case SCRUB_EHOLD:
		return "held";
	case SCRUB_EPOLICY:
		return "bad-policy";
	case SCRUB_EROSTER:
		return "bad-roster";
	}
	return "unknown";
}

bool
scrub_lang_from_tag(const char *tag, enum scrub_lang *lang)
{
	static const struct {
		const char *tag;
		enum scrub_lang lang;
	} tags[] = {{"en", SCRUB_EN}, {"id", SCRUB_ID_ID},
	    {"in", SCRUB_ID_ID}}; /* "in": before RFC 1766 settled */

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if ((tag[0] | 0x20) == tags[i].tag[0] &&
		    (tag[1] | 0x20) == tags[i].tag[1] &&
		    (tag[2] == '\0' || tag[2] == '-' || tag[2] == '_')) {
			*lang = tags[i].lang;
			return true;
		}
	}
	return false;
}

enum scrub_err
scrub_case_new(struct scrub_case **out, const uint8_t secret[32])
{
	struct scrub_case *c = calloc(1, sizeof(*c));

	if (!c)
		return SCRUB_ENOMEM;
	text_init(&c->text);
	text_init(&c->again);
	spans_init(&c->found);
	spans_init(&c->more);
	spans_init(&c->keep);
	spans_init(&c->own);
	spans_init(&c->names);
	standins_init(&c->standins, secret);
	quasi_init(&c->quasi, secret);
	*out = c;
	return SCRUB_OK;
}

enum scrub_err
scrub_case_roster(struct scrub_case *c, const char *name, const char *json,
    size_t len, struct scrub_fault *fault)
{
	struct roster *roster = NULL;
	enum scrub_err err = roster_read(&roster, name, json, len, fault);

	locked_wipe_frames();
	if (err != SCRUB_OK)
		return err;
	roster_free(c->roster);
	c->roster = roster;
	return SCRUB_OK;
}

void
scrub_case_free(struct scrub_case *c)
{
	if (!c)
		return;
	text_wipe(&c->text);
	text_wipe(&c->again);
	spans_wipe(&c->found);
	spans_wipe(&c->more);
	spans_wipe(&c->keep);
	spans_wipe(&c->own);
	spans_wipe(&c->names);
	scrubbed_wipe(&c->spare);
	roster_free(c->roster);
	standins_wipe(&c->standins);
	quasi_wipe(&c->quasi);
	tails_wipe(&c->tails);
	explicit_bzero(c, sizeof(*c));
	free(c);
}

static void
append(struct spans *to, const struct spans *from)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct span *s = &from->at[i];

		spans_add(to, s->begin, s->end, s->label, s->layer, s->rule,
		    s->certainty);
		if (to->count > 0)
			to->at[to->count - 1].person = s->person;
	}
	to->failed = to->failed || from->failed;
}

/* Details that tell too much together go as well; false: they hold. */
static bool
spend(struct scrubbing *s, const struct text *t, struct spans *found)
{
	const struct scrub_policy *p = s->policy;
	struct spans *beyond = &s->c->names;

	spans_clear(beyond);
	quasi_scan(&s->c->quasi, &p->quasi, p->name, t, found, beyond);
	if (beyond->count == 0)
		return true;
	append(found, beyond);
	redact_join(t, found);
	return s->redact || !p->quasi.hold;
}

void
scrub_case_time(struct scrub_case *c, struct scrub_times *times)
{
	c->times = times;
}

const char *
scrub_part_name(enum scrub_part part)
{
	static const char *const names[SCRUB_PARTS] = {
	    [SCRUB_PART_READ] = "read",
	    [SCRUB_PART_WORDS] = "words",
	    [SCRUB_PART_SHAPES] = "shapes",
	    [SCRUB_PART_ROSTER] = "roster",
	    [SCRUB_PART_SITE] = "site",
	    [SCRUB_PART_CONTEXT] = "context",
	    [SCRUB_PART_WRITE] = "write",
	};

	return names[part];
}

/* What came since the last lap was this part. */
static void
lap(struct scrub_case *c, enum scrub_part part)
{
	uint64_t now_ns;

	if (!c->times)
		return;
	now_ns = c->times->now_ns();
	c->times->ns[part] += now_ns - c->lap_ns;
	c->lap_ns = now_ns;
}

enum scrub_err
scrub_find(struct scrubbing *s, struct text *t, struct spans *found)
{
	struct scrub_case *c = s->c;
	enum site_err site;

	spans_clear(found);
	spans_clear(&c->keep);
	spans_clear(&c->own);
	spans_clear(&c->names);
	lexicon_fill(t, s->lang);
	lap(c, SCRUB_PART_WORDS);
	standin_find(s->policy, t, &c->own);
	shapes_scan(t, s->lang, found, &c->keep);
	if (!LAYER_ON(LAYER_SHAPES))
		spans_clear(found);
	if (!LAYER_ON(LAYER_KEEP))
		spans_clear(&c->keep);
	if (LAYER_ON(LAYER_RELABEL))
		relabel_numbers(t, found);
	place_houses(t, found);
	lap(c, SCRUB_PART_SHAPES);
	if (c->roster)
		roster_scan(c->roster, t, found);
	lap(c, SCRUB_PART_ROSTER);
	policy_scan_words(s->policy, t, found, &c->keep);
	site = site_scan(s->policy->site, t, found);
	if (site != SITE_OK)
		return site == SITE_ELIMIT ? SCRUB_EHOLD : SCRUB_ENOMEM;
	lap(c, SCRUB_PART_SITE);
	redact_cut(s->policy, found, &c->keep, &c->own);
	append(&c->keep, &c->own);
	spans_sort(&c->keep);
	context_scan(t, s->lang, &c->keep, found,
	    s->policy->hold ? s->policy->doubt_below : 0, &c->names);
	town_name(t, &c->names);
	place_names(t, &c->names);
	append(found, &c->names);
	/* Last: the context layer widens names that it finds itself. */
	if (LAYER_ON(LAYER_SPELLED))
		spelled_scan(t, s->lang, found);
	lap(c, SCRUB_PART_CONTEXT);
	redact_cut(s->policy, found, &c->keep, &c->own);
	redact_join(t, found);
	if (!spend(s, t, found))
		return SCRUB_EHOLD;
	lap(c, SCRUB_PART_WRITE);
	if (found->failed || c->keep.failed || c->own.failed)
		return SCRUB_ENOMEM;
	return SCRUB_OK;
}

/* Where byte `at` of the output stood in the draft. */
static uint32_t
raw_of(const struct scrubbed *out, uint32_t at, bool end)
{
	uint32_t raw = at;

	for (size_t i = 0; i < out->change_count; i++) {
		const struct scrub_change *c = &out->change[i];

		if (at < c->out_begin ||
		    (end && at == c->out_begin && c->out_begin < c->out_end))
			break;
		if (at < c->out_end)
			return end ? c->end : c->begin;
		raw = c->end + (at - c->out_end);
	}
	return raw;
}

uint32_t
scrub_norm_of(const struct text *t, uint32_t raw)
{
	size_t low = 0, high = t->norm_len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->map[mid] < raw)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)low;
}

/* What was found in the output goes from the draft too. */
static void
carry_over(struct scrub_case *c, const struct scrubbed *out)
{
	const struct text *t = &c->text, *a = &c->again;

	for (size_t i = 0; i < c->more.count; i++) {
		const struct span *s = &c->more.at[i];
		uint32_t begin, end;

		text_raw_range(a, s->begin, s->end, &begin, &end);
		begin = scrub_norm_of(t, raw_of(out, begin, false));
		end = scrub_norm_of(t, raw_of(out, end, true));
		spans_add(&c->found, begin, end, s->label, s->layer, s->rule,
		    s->certainty);
	}
	redact_join(t, &c->found);
}

static bool
in_doubt(const struct scrub_policy *p, const char *layer, const char *rule,
    unsigned certainty)
{
	if (certainty < p->doubt_below)
		return true;
	/* Who would rather wait than guess has nobody guess. */
	if (p->hold && strcmp(rule, "unknown-word") == 0)
		return true;
	return p->quasi.hold && strcmp(layer, QUASI_LAYER) == 0;
}

static bool
doubtful(const struct scrub_policy *p, const struct spans *found)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct span *s = &found->at[i];

		if (in_doubt(p, s->layer, s->rule, s->certainty))
			return true;
	}
	return false;
}

/* Writes, and looks at what was written, until nothing more is found. */
static enum scrub_err
write_until_clean(struct scrubbing *s, struct scrubbed *made)
{
	struct scrub_case *c = s->c;
	struct redact_with with = {.policy = s->policy,
	    .standins = &c->standins,
	    .roster = c->roster,
	    .lang = s->lang};

	for (unsigned round = 0;; round++) {
		enum scrub_err err;

		err = redact_write(&with, &c->text, &c->found, made);
		lap(c, SCRUB_PART_WRITE);
		if (err != SCRUB_OK || made->change_count == 0)
			return err;
		err = text_read(
		    &c->again, (struct raw_text){made->text, made->len});
		lap(c, SCRUB_PART_READ);
		c->again.before = &c->text;
		if (err == SCRUB_OK)
			err = scrub_find(s, &c->again, &c->more);
		c->again.before = NULL;
		if (err != SCRUB_OK || c->more.count == 0)
			return err;
		if (round == ROUNDS_MAX)
			return SCRUB_EHOLD;
		carry_over(c, made);
	}
}

/* author NULL: nothing was said before, and nothing is remembered. */
static enum scrub_err
scrub(struct scrubbing *s, const char *author, struct raw_text raw,
    struct scrubbed *out)
{
	struct scrub_case *c = s->c;
	uint64_t whose =
	    author ? tails_whose(c->quasi.key, author, s->policy->name) : 0;
	const struct tail *tail = author ? tails_find(&c->tails, whose) : NULL;
	struct scrubbed made = c->spare;
	enum scrub_err err;

	c->spare = (struct scrubbed){0};
	if (c->times)
		c->lap_ns = c->times->now_ns();
	err = text_read(&c->text, raw);
	lap(c, SCRUB_PART_READ);
	if (err == SCRUB_OK)
		err = scrub_find(s, &c->text, &c->found);
	if (err == SCRUB_OK && tail)
		err = scrub_across(s, tail, raw);
	if (err == SCRUB_OK)
		err = write_until_clean(s, &made);
	if (err == SCRUB_OK) {
		made.doubt = doubtful(s->policy, &c->found);
		if (made.doubt && s->policy->hold && !s->redact)
			err = SCRUB_EHOLD;
	}
	quasi_settle(&c->quasi, author && err == SCRUB_OK);
	/* Nothing of a draft stays behind its call. */
	text_forget(&c->text);
	text_forget(&c->again);
	locked_wipe_frames();
	if (err != SCRUB_OK) {
		scrubbed_wipe(&made);
		return err;
	}
	if (author)
		tails_set(&c->tails, whose, &made);
	*out = made;
	return SCRUB_OK;
}

enum scrub_err
scrub_text(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, struct raw_text raw, struct scrubbed *out)
{
	struct scrubbing s = {.policy = policy, .c = c, .lang = lang};

	return scrub(&s, NULL, raw, out);
}

enum scrub_err
scrub_update(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, const char *author, struct raw_text raw,
    struct scrubbed *out)
{
	struct scrubbing s = {.policy = policy, .c = c, .lang = lang};

	return scrub(&s, author, raw, out);
}

enum scrub_err
scrub_reviewed(const struct scrub_policy *policy, struct scrub_case *c,
    enum scrub_lang lang, const char *author, struct raw_text raw,
    struct scrubbed *out)
{
	struct scrubbing s = {
	    .policy = policy, .c = c, .lang = lang, .redact = true};

	return scrub(&s, author, raw, out);
}

bool
scrub_doubts(
    const struct scrub_policy *policy, const struct scrub_change *change)
{
	return in_doubt(policy, change->layer, change->rule, change->certainty);
}

void
scrubbed_clear(struct scrubbed *s)
{
	if (s->text)
		explicit_bzero(s->text, s->len);
	s->len = s->change_count = 0;
	s->doubt = false;
}

void
scrubbed_give_back(struct scrub_case *c, struct scrubbed *s)
{
	scrubbed_clear(s);
	if (s->text_room > SPARE_MAX || s->text_room <= c->spare.text_room) {
		scrubbed_wipe(s);
		return;
	}
	scrubbed_wipe(&c->spare);
	c->spare = *s;
	memset(s, 0, sizeof(*s));
}

void
scrubbed_wipe(struct scrubbed *s)
{
	if (s->text)
		explicit_bzero(s->text, s->len);
	free(s->text);
	free(s->change);
	memset(s, 0, sizeof(*s));
}
