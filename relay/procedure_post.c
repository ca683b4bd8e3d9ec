/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "procedure_private.h"

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

typedef enum scrub_err scrub_fn(const struct scrub_policy *policy,
    struct scrub_case *c, enum scrub_lang lang, const char *author,
    struct raw_text raw, struct scrubbed *out);

static enum sr_err
scrub_all(struct procedure *p, scrub_fn *fn, const char *author,
    const char *lang, struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	enum scrub_lang known;

	/* A language without word lists cannot be filtered; nor can anything
	 * when the case is gone. */
	if (p->all->hold || !p->scrub ||
	    !scrub_lang_from_tag(lang ? lang : "en", &known))
		return SR_EHELD;
	for (int a = 0; a < AUDIENCES; a++) {
		/* Each audience has read its own text of the last update. */
		char whose[NAME_MAX_BYTES + 16];
		enum scrub_err err;

		snprintf(whose, sizeof whose, "%d %s", a, author ? author : "");
		err = fn(p->all->opt.policy[a], p->scrub, known,
		    author ? whose : NULL, raw, &text[a]);

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
	static unsigned drafts;
	struct scrub_times times = {.now_ns = metrics_now_ns};
	bool sampled = p->scrub && drafts++ % FILTER_SAMPLE == 0;
	uint64_t began_us = metrics_now_us();
	enum sr_err err;

	if (sampled)
		scrub_case_time(p->scrub, &times);
	err = scrub_all(p, scrub_update, account_name(by), lang, raw, text);
	if (sampled) {
		scrub_case_time(p->scrub, NULL);
		metrics_filter(&times);
	}

	metrics_observe(METRIC_FILTER_US, metrics_now_us() - began_us);
	if (err == SR_EHELD)
		metrics_add(METRIC_HELD, 1);
	return err;
}

enum sr_err
procedure_scrub_reviewed(struct procedure *p, const struct account *by,
    const char *lang, struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	return scrub_all(
	    p, scrub_reviewed, by ? account_name(by) : NULL, lang, raw, text);
}

bool
procedure_doubts(const struct procedure *p, enum audience a,
    const struct scrub_change *change)
{
	return scrub_doubts(p->all->opt.policy[a], change);
}

void
procedure_entry_head(struct procedure *p, const struct account *by,
    const struct wire_post *draft, struct entry_head *head)
{
	memset(head, 0, sizeof *head);
	head->procedure = p->doc.id;
	head->kind = draft->kind;
	head->part = draft->part;
	head->lang = draft->text ? entry_lang(draft->lang) : TEXT_LANG_NONE;
	head->refers = draft->refers;
	head->t_ms = procedure_time(p);
	if (draft->step)
		strncpy(head->step, draft->step, sizeof head->step - 1);
	procedure_draft_hash(p, by, draft->draft, head->draft);
}
