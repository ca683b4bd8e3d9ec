/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "procedure_private.h"
#include "proto/hello.h"

/* From a draft to the release point. */

/* Which fields belong to which kind of draft: a milestone carries no free
 * text, a correction names what it corrects. */
static enum sr_err
check_kind(const struct procedure *p, const struct wire_post *draft,
    struct sr_fault *fault)
{
	bool text = draft->text != NULL;
	const char *why = NULL;

	if (draft->kind == ENTRY_MILESTONE) {
		if (text || !draft->step || !p->template ||
		    !template_step(p->template, draft->step))
			why = "a milestone: a step of the procedure's "
			      "template, no text";
	} else if (draft->step) {
		why = "a step: only in a milestone";
	} else if (draft->kind == ENTRY_RETRACTION) {
		if (text || !draft->refers)
			why = "a retraction: refers, no text";
	} else if (draft->kind == ENTRY_CORRECTION) {
		if (!text || !draft->refers)
			why = "a correction: refers and text";
	} else if (!text || draft->refers) {
		why = "an update: text, no refers";
	}
	if (!why)
		return SR_OK;
	sr_fault_set(fault, "post: %s", why);
	return SR_EINVAL;
}

enum sr_err
procedure_open_for_posts(const struct procedure *p)
{
	if (procedure_blocked(p))
		return SR_ESTOPPED;
	if (p->state == STATE_PAUSED)
		return SR_EROSTER;
	if (p->state != STATE_OPEN)
		return SR_ESTATE;
	if (p->doc.waiting)
		return SR_EWAITING;
	return p->doc.quiet ? SR_EQUIET : SR_OK;
}

enum sr_err
procedure_may_post(const struct procedure *p, const struct account *by,
    const struct wire_post *draft, struct sr_fault *fault)
{
	enum sr_err err = procedure_may_manage(p, by);

	if (err != SR_OK)
		return err;
	err = procedure_open_for_posts(p);
	return err == SR_OK ? check_kind(p, draft, fault) : err;
}

static enum sr_err
scrub_all(struct procedure *p, const struct account *by, const char *lang,
    struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	enum scrub_lang known;

	/* A language without word lists cannot be filtered; nor can anything
	 * when the case is gone. */
	if (p->all->hold || !p->scrub ||
	    !scrub_lang_from_tag(lang ? lang : "en", &known))
		return SR_EHELD;
	for (int a = 0; a < AUDIENCES; a++) {
		/* Each audience has read its own text of the last update. */
		char author[NAME_MAX_BYTES + 16];
		enum scrub_err err;

		snprintf(author, sizeof author, "%d %s", a, account_name(by));
		err = scrub_update(p->all->opt.policy[a], p->scrub, known,
		    author, raw, &text[a]);

		if (err == SCRUB_EUTF8)
			return SR_EUTF8;
		if (err == SCRUB_ETOOLONG)
			return SR_ETOOLARGE;
		if (err != SCRUB_OK)
			return SR_EHELD;
	}
	return SR_OK;
}

enum sr_err
procedure_scrub(struct procedure *p, const struct account *by, const char *lang,
    struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	uint64_t began_us = metrics_now_us();
	enum sr_err err = scrub_all(p, by, lang, raw, text);

	metrics_observe(METRIC_FILTER_US, metrics_now_us() - began_us);
	if (err == SR_EHELD)
		metrics_add(METRIC_HELD, 1);
	return err;
}

uint64_t
procedure_time(struct procedure *p, uint64_t now_ms)
{
	uint64_t opened = p->doc.opened_ms;

	if (now_ms > opened && now_ms - opened > p->t_ms)
		p->t_ms = now_ms - opened;
	return p->t_ms;
}

void
procedure_entry_head(struct procedure *p, const struct account *by,
    const struct wire_post *draft, uint64_t now_ms, struct entry_head *head)
{
	char who[NAME_MAX_BYTES + DRAFT_ID_MAX + 2];
	const char *name = account_name(by);
	size_t name_len = strlen(name) + 1, id_len = strlen(draft->draft);

	memset(head, 0, sizeof *head);
	head->procedure = p->doc.id;
	head->kind = draft->kind;
	head->part = draft->part;
	head->refers = draft->refers;
	head->t_ms = procedure_time(p, now_ms);
	if (draft->step)
		strncpy(head->step, draft->step, sizeof head->step - 1);
	memcpy(who, name, name_len);
	memcpy(who + name_len, draft->draft, id_len);
	hello_keyed_hash(head->draft, p->doc.secret, who, name_len + id_len);
}

struct releasing {
	struct procedure *p;
	struct entry *entry;
	release_done *done;
	void *ctx;
};

static void
on_released(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct releasing *r = ctx;

	if (err == SR_OK && !repeated)
		procedure_note_entry(r->p, entry_head(r->entry), number);
	r->done(r->ctx, err, number, repeated);
	entry_unref(r->entry);
	free(r);
}

void
procedure_release(
    struct procedure *p, struct entry *e, release_done *done, void *ctx)
{
	struct releasing *r = malloc(sizeof *r);

	if (!r) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	*r = (struct releasing){p, entry_ref(e), done, ctx};
	release_accept(p->all->opt.release, p->room, e, on_released, r);
}
