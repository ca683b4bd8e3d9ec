/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "proto/hello.h"
#include "scrub.h"

struct source {
	struct link *link;
	source_ready *ready;
	void *ctx;
	struct procedure_id id;
	struct scrub_policy *policy[AUDIENCES]; /* those that ask for it */
	struct scrub_case *c;
	bool has_roster, known;
	enum audience asking;
};

static const struct {
	enum scrub_err from;
	enum sr_err to;
} errors[] = {
    {SCRUB_OK, SR_OK},
    {SCRUB_EUTF8, SR_EUTF8},
    {SCRUB_ETOOLONG, SR_ETOOLARGE},
    {SCRUB_ENOMEM, SR_ENOMEM},
    {SCRUB_EROSTER, SR_EROSTER},
};

static enum sr_err
translate(enum scrub_err err)
{
	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
		if (errors[i].from == err)
			return errors[i].to;
	return SR_EHELD;
}

static void
tell(struct source *s, enum sr_err err, const char *message)
{
	/* After a reconnect what held before holds until the answer. */
	s->known = s->known || err == SR_OK;
	s->ready(s->ctx, err, message);
}

/* ---- the policies ---- */

static enum sr_err ask_next(struct source *s);

static enum sr_err
take_policy(struct source *s, const struct wire_ok *ok)
{
	struct scrub_fault fault = {""};

	scrub_policy_free(s->policy[s->asking]);
	s->policy[s->asking] = NULL;
	if (!ok->at_source)
		return SR_OK;
	if (ok->roster && !s->has_roster)
		return SR_EROSTER;
	/* What this program cannot read it cannot filter with. */
	return scrub_policy_read(&s->policy[s->asking],
		   ok->policy_name ? ok->policy_name : "policy",
		   ok->policy ? ok->policy : "", ok->policy_len,
		   &fault) == SCRUB_OK
		   ? SR_OK
		   : SR_EHELD;
}

static void
on_policy(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct source *s = ctx;

	if (err == SR_OK)
		err = take_policy(s, ok);
	if (err == SR_OK && ++s->asking < AUDIENCES)
		err = ask_next(s);
	if (err != SR_OK || s->asking == AUDIENCES)
		tell(s, err, message);
}

static enum sr_err
ask_next(struct source *s)
{
	struct wire_request r = {.op = OP_POLICY};

	r.u.policy.procedure = s->id;
	r.u.policy.audience = s->asking;
	return link_request(s->link, &r, on_policy, s);
}

enum sr_err
source_ask(struct source *s, const struct procedure_id *id)
{
	s->id = *id;
	s->asking = STUDENT;
	return ask_next(s);
}

/* ---- drafts ---- */

/* One policy over the text; "" is a text, too. */
static enum sr_err
mask_with(struct source *s, enum audience a, enum scrub_lang lang, char **text,
    size_t *len, unsigned *removed)
{
	static const char *const author[AUDIENCES] = {
	    [STUDENT] = "0", [COLLEAGUE] = "1"};
	struct raw_text raw = {*text, *len};
	struct scrubbed made = {0};
	enum sr_err err = translate(
	    scrub_update(s->policy[a], s->c, lang, author[a], raw, &made));
	char *masked = NULL;

	if (err != SR_OK)
		goto out;
	masked = malloc(made.len + 1);
	if (!masked) {
		err = SR_ENOMEM;
		goto out;
	}
	memcpy(masked, made.text, made.len);
	masked[made.len] = '\0';
	*removed += (unsigned)made.change_count;
	explicit_bzero(*text, *len);
	free(*text);
	*text = masked;
	*len = made.len;
out:
	scrubbed_wipe(&made);
	return err;
}

enum sr_err
source_mask(struct source *s, const char *lang, char **text, size_t *len,
    unsigned *removed)
{
	enum scrub_lang known;
	enum sr_err err = SR_OK;

	*removed = 0;
	/* Before it is known whether it must be filtered it must be. */
	if (!s->known)
		return SR_EHELD;
	for (enum audience a = STUDENT; a < AUDIENCES && err == SR_OK; a++) {
		if (!s->policy[a])
			continue;
		if (!scrub_lang_from_tag(lang ? lang : "en", &known))
			return SR_EHELD;
		err = mask_with(s, a, known, text, len, removed);
	}
	return err;
}

enum sr_err
source_new(struct source **out, struct link *link, const char *roster,
    size_t roster_len, source_ready *ready, void *ctx)
{
	struct source *s = calloc(1, sizeof *s);
	struct scrub_fault fault = {""};
	uint8_t secret[32];
	enum sr_err err = s ? SR_OK : SR_ENOMEM;

	hello_random(secret, sizeof secret);
	if (err == SR_OK)
		err = translate(scrub_case_new(&s->c, secret));
	if (err == SR_OK && roster)
		err = translate(scrub_case_roster(
		    s->c, "roster", roster, roster_len, &fault));
	explicit_bzero(secret, sizeof secret);
	if (err != SR_OK) {
		source_free(s);
		return err;
	}
	s->link = link;
	s->ready = ready;
	s->ctx = ctx;
	s->has_roster = roster != NULL;
	*out = s;
	return SR_OK;
}

void
source_free(struct source *s)
{
	if (!s)
		return;
	for (int a = 0; a < AUDIENCES; a++)
		scrub_policy_free(s->policy[a]);
	scrub_case_free(s->c);
	free(s);
}
