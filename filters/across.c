/* SPDX-License-Identifier: MIT */
/* What an author's last update and this one say only together. */
#include "scrub_private.h"

#include <string.h>

#include "context.h"
#include "lang/cue.h"
#include "lang/lexicon.h"
#include "redact.h"

#define AHEAD_MAX 256u /* bytes of a draft that a tail is looked at with */

/* Does token i end what calls for a name, as "Dr" and "named" do? */
static bool
calls_for_name(const struct text *t, size_t i, enum scrub_lang lang)
{
	const struct token *w = &t->token[i];

	return (cue_find(lang, t->fold + w->begin, w->end - w->begin) &
		   (CUE_TITLE | CUE_NAMED)) != 0;
}

/*
 * Does the range of c->again belong to the draft, which begins at byte `from`,
 * only because of what stood before it?
 */
static bool
begun_before(const struct scrubbing *s, const struct span *span, uint32_t from)
{
	const struct text *t = &s->c->again;
	size_t token = text_token_from(t, span->begin);
	uint32_t begin, end;

	text_raw_range(t, span->begin, span->end, &begin, &end);
	if (end <= from)
		return false;
	return begin < from || (begin == from && token > 0 &&
				   calls_for_name(t, token - 1, s->lang));
}

static bool
is_measured(const struct text *t, size_t i)
{
	static const char *const units[] = {"ml", "mls", "cc", "l", "g", "mg",
	    "mcg", "ug", "units", "u", "iu", "cm", "mm", "kg", "mmhg", "h",
	    "hrs", "hours", "hour", "x", "%", "/", ":", "jam", "unit", NULL};

	return token_one_of(t, i, units);
}

/* How much of the tail there is without the signs at its end: "Abern...". */
static size_t
without_signs(const struct tail *tail)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	size_t len = tail->len;

	for (;;) {
		if (len > 0 && strchr(".,-:;/_*~ \n", tail->text[len - 1]))
			len--;
		else if (len > 2 &&
			 memcmp(tail->text + len - 3, ellipsis, 3) == 0)
			len -= 3;
		else
			return len;
	}
}

/* What number the last update ended with; SCRUB_LABELS: none. */
static enum scrub_label
number_gone(const struct tail *tail)
{
	static const struct {
		const char *end;
		enum scrub_label label;
	} ends[] = {{"[PHONE]", SCRUB_PHONE}, {"[ID]", SCRUB_ID},
	    {"[DEVICE]", SCRUB_DEVICE}, {"[VEHICLE]", SCRUB_VEHICLE}};
	const size_t left = without_signs(tail);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const size_t len = strlen(ends[i].end);

		if (left >= len &&
		    memcmp(tail->text + left - len, ends[i].end, len) == 0)
			return ends[i].label;
	}
	return SCRUB_LABELS;
}

/*
 * A number whose beginning has gone: "[PHONE]-", then "0172 please". Shorter
 * ones, and those with a unit, are values, unless an id of the roster ends so:
 * "[ID]", then "0 4 5".
 */
static void
find_rest(struct scrubbing *s, const struct tail *tail)
{
	const enum scrub_label label = number_gone(tail);
	struct text *t = &s->c->text;
	size_t first = 0, count;

	if (label == SCRUB_LABELS)
		return;
	while (first < t->token_count && t->token[first].kind == TOKEN_PUNCT)
		first++;
	if (first == t->token_count)
		return;
	count = s->c->roster ? roster_id_end(s->c->roster, t, first) : 0;
	if (count > 0 && !is_measured(t, first + count))
		spans_add(&s->c->found, t->token[first].begin,
		    t->token[first + count - 1].end, label, "roster",
		    "roster-id", 85);
	else if (t->token[first].kind == TOKEN_NUMBER &&
		 t->token[first].end - t->token[first].begin >= 4 &&
		 !is_measured(t, first + 1))
		spans_add(&s->c->found, t->token[first].begin,
		    t->token[first].end, label, "shape", "number-goes-on", 60);
}

/* Takes over what of c->more begins before the draft and ends in it. */
static void
take_more(struct scrubbing *s, uint32_t from, bool roster)
{
	struct scrub_case *c = s->c;

	for (size_t i = 0; i < c->more.count; i++) {
		const struct span *span = &c->more.at[i];
		uint32_t begin, end;

		/* Two sentences beside each other are no description, and what
		 * stays in doubt does so in its own. */
		if (span->label == SCRUB_OTHER ||
		    (span->label == SCRUB_NAME &&
			span->certainty < CONTEXT_GOES))
			continue;
		text_raw_range(&c->again, span->begin, span->end, &begin, &end);
		if (roster ? begin >= from || end <= from
			   : !begun_before(s, span, from))
			continue;
		spans_add(&c->found, 0, scrub_norm_of(&c->text, end - from),
		    span->label, span->layer, span->rule, span->certainty);
		if (c->found.count > 0)
			c->found.at[c->found.count - 1].person = span->person;
	}
}

/* Was it broken off with a sign: "Jam...", "Jam-"? */
static bool
broke_off(const struct tail *tail, size_t len)
{
	return tail->len > len && (tail->text[len] == '-' ||
				      (uint8_t)tail->text[len] == 0xE2 ||
				      (tail->len > len + 1u &&
					  tail->text[len] == '.' &&
					  tail->text[len + 1] == '.'));
}

/* "Jam..." and "es asleep": halves that are words. The draft begins at byte
 * `from`. */
static void
find_halves(struct scrubbing *s, uint32_t from, bool broken)
{
	const struct text *both = &s->c->again;
	struct text *t = &s->c->text;
	size_t i = 0, k = 0, last;
	unsigned person;

	while (i < t->token_count && t->token[i].kind == TOKEN_PUNCT)
		i++;
	while (k < both->token_count && both->token[k].begin < from)
		k++;
	for (last = k; last > 0 && both->token[last - 1].kind == TOKEN_PUNCT;)
		last--;
	while (k < both->token_count && both->token[k].kind == TOKEN_PUNCT)
		k++;
	if (last == 0 || k == both->token_count || i == t->token_count)
		return;
	person = roster_halves(s->c->roster, both, last - 1, k, broken);
	if (person == 0)
		return;
	spans_add(&s->c->found, t->token[i].begin, t->token[i].end, SCRUB_NAME,
	    "roster", "roster-split", 85);
	if (s->c->found.count > 0)
		s->c->found.at[s->c->found.count - 1].person = (uint8_t)person;
}

/* A word of the roster that was broken off: "Abern..." and "athy asleep". */
static enum scrub_err
find_broken_off(
    struct scrubbing *s, const struct tail *tail, char *both, size_t ahead)
{
	struct scrub_case *c = s->c;
	const size_t len = without_signs(tail);
	enum scrub_err err;

	if (!c->roster || len == 0)
		return SCRUB_OK;
	memmove(both + len + 1, both + tail->len + 1, ahead);
	both[len] = '-';
	err = text_read(&c->again, (struct raw_text){both, len + 1 + ahead});
	if (err != SCRUB_OK)
		return err;
	lexicon_fill(&c->again, s->lang);
	spans_clear(&c->more);
	roster_scan(c->roster, &c->again, &c->more);
	take_more(s, (uint32_t)len + 1, true);
	find_halves(s, scrub_norm_of(&c->again, (uint32_t)len + 1),
	    broke_off(tail, len));
	return c->more.failed ? SCRUB_ENOMEM : SCRUB_OK;
}

enum scrub_err
scrub_across(struct scrubbing *s, const struct tail *tail, struct raw_text raw)
{
	struct scrub_case *c = s->c;
	char both[TAIL_MAX + 1 + AHEAD_MAX];
	size_t from = tail->len + 1u, ahead = raw.len;
	enum scrub_err err;

	if (ahead > AHEAD_MAX)
		ahead = AHEAD_MAX;
	while (ahead < raw.len && ((uint8_t)raw.text[ahead] & 0xC0u) == 0x80u)
		ahead--;
	memcpy(both, tail->text, tail->len);
	both[tail->len] = ' ';
	memcpy(both + from, raw.text, ahead);
	err = text_read(&c->again, (struct raw_text){both, from + ahead});
	if (err == SCRUB_OK)
		err = scrub_find(s, &c->again, &c->more);
	if (err == SCRUB_OK) {
		take_more(s, (uint32_t)from, false);
		err = find_broken_off(s, tail, both, ahead);
	}
	find_rest(s, tail);
	redact_join(&c->text, &c->found);
	text_forget(&c->again);
	explicit_bzero(both, sizeof(both));
	return err;
}
