/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codename.h"
#include "entry_wire.h"
#include "procedure_private.h"
#include "proto/hello.h"

/*
 * A procedure of another relay, entry by entry, through this relay's filters.
 * Until its end is on disk nobody can find it (procedure_find()); then it is
 * closed, and released to educators only.
 */

/* The same source is the same procedure here: an import that broke off goes
 * on, one that was erased does not come back. */
static void
id_of(struct procedure_id *id, const struct procedure_id *source)
{
	static const uint8_t key[32];
	uint8_t text[7 + sizeof source->byte] = "import:";

	memcpy(text + 7, source->byte, sizeof source->byte);
	hello_keyed_hash(id->byte, key, text, sizeof text);
}

static struct procedure *
find_in(struct procedure *first, const struct procedure_id *id)
{
	struct procedure *p = first;

	while (p && memcmp(&p->doc.id, id, sizeof *id) != 0)
		p = p->next;
	return p;
}

struct procedure *
procedure_importing(struct procedures *all, const struct procedure_id *id)
{
	struct procedure *p = find_in(all->first, id);

	return p && p->doc.importing ? p : NULL;
}

uint64_t
procedure_imported(const struct procedure *p)
{
	return room_last(p->room);
}

bool
procedure_import_over(const struct procedure *p)
{
	return !p->doc.importing;
}

/* ---- beginning ---- */

static enum sr_err
fill(struct wire_doc_procedure *doc, const struct wire_import *in,
    const struct account *by, uint64_t now_ms, struct sr_fault *fault)
{
	const struct template *t = template_find(in->template_id);

	if (!t) {
		sr_fault_set(fault, "import.template: no such template");
		return SR_EINVAL;
	}
	if (!in->consent || !in->consent[0]) {
		sr_fault_set(fault, "import.consent: a reference of this "
				    "relay's own, for the archive");
		return SR_ECONSENT;
	}
	memset(doc, 0, sizeof *doc);
	if (!codename_read(
		doc->code_name, sizeof doc->code_name, in->code_name)) {
		sr_fault_set(fault, "import.code_name: a colour and a bird, as "
				    "in \"blue heron\"");
		return SR_EINVAL;
	}
	hello_random(doc->secret, sizeof doc->secret);
	strncpy(doc->template_id, in->template_id, NAME_MAX_BYTES);
	strncpy(doc->consent, in->consent, CONSENT_REF_MAX);
	if (in->consent_by)
		strncpy(doc->consent_by, in->consent_by, NAME_MAX_BYTES);
	strncpy(doc->opened_by, account_name(by), NAME_MAX_BYTES);
	strncpy(doc->specialty, t->specialty, NAME_MAX_BYTES);
	doc->basis = in->basis;
	doc->release = RELEASE_ARCHIVE;
	doc->archive = true;
	doc->importing = true;
	/* Staff here had no part in it; who brings it in can withdraw it. */
	strncpy(doc->people[0].account, account_name(by), NAME_MAX_BYTES);
	doc->people[0].roles = ROLE_MODERATOR;
	doc->people_count = 1;
	doc->opened_ms = now_ms;
	return SR_OK;
}

/* SR_OK and *out NULL: it is not here yet. */
static enum sr_err
find_import(struct procedures *all, const struct procedure_id *source,
    const struct procedure_id *id, struct procedure **out,
    struct sr_fault *fault)
{
	*out = NULL;
	if (find_in(all->first, source)) {
		sr_fault_set(fault, "import.source: it is of this relay");
		return SR_EEXISTS;
	}
	if (find_in(all->opening, id))
		return SR_EBUSY;
	*out = find_in(all->first, id);
	if (*out && (*out)->doc.withdrawn) {
		sr_fault_set(fault, "import.source: it was erased here");
		return SR_EEXISTS;
	}
	return SR_OK;
}

enum sr_err
procedure_import(struct procedures *all, const struct wire_import *in,
    const struct account *by, uint64_t now_ms, procedure_done *done, void *ctx,
    struct sr_fault *fault)
{
	struct wire_doc_procedure doc;
	struct procedure_id id;
	struct procedure *p;
	enum sr_err err;

	id_of(&id, &in->source);
	err = find_import(all, &in->source, &id, &p, fault);
	if (err != SR_OK)
		return err;
	if (p) {
		done(ctx, SR_OK, p);
		return SR_OK;
	}
	err = fill(&doc, in, by, now_ms, fault);
	if (err != SR_OK)
		return err;
	doc.id = id;
	err = procedure_new(&p, all, &doc, 0);
	if (err == SR_OK)
		err = procedure_begin(p, done, ctx);
	explicit_bzero(&doc, sizeof doc);
	return err;
}

/* ---- entries ---- */

#define TEXT 1u
#define STEP 2u
#define REFERS 4u
#define QUESTION 8u
#define TALLY 16u
#define NEVER 32u

/* What belongs to each kind. An update or correction without text is one that
 * is taken back further on; an entry that was erased comes as withdrawn. */
static const struct {
	unsigned must, may;
} members[ENTRY_KINDS] = {
    [ENTRY_UPDATE] = {0, TEXT},
    [ENTRY_MILESTONE] = {STEP, 0},
    [ENTRY_CORRECTION] = {REFERS, TEXT},
    [ENTRY_RETRACTION] = {REFERS, 0},
    [ENTRY_NOTICE] = {STEP, 0},
    [ENTRY_CORRECTED] = {NEVER, 0},
    [ENTRY_WITHDRAWN] = {0, 0},
    [ENTRY_QUESTION] = {QUESTION, TEXT},
    [ENTRY_ANSWER] = {QUESTION, TEXT | REFERS},
    [ENTRY_POLL] = {TEXT, 0},
    [ENTRY_RESULT] = {REFERS | TALLY, 0},
    [ENTRY_OUTCOME] = {TEXT, 0},
};

static enum sr_err
check_entry(const struct procedure *p, const struct wire_import_entry *in,
    struct sr_fault *fault)
{
	unsigned has = (in->student_len || in->colleague_len ? TEXT : 0) |
		       (in->step ? STEP : 0) | (in->refers ? REFERS : 0) |
		       (in->question ? QUESTION : 0) |
		       (in->tally_count ? TALLY : 0);
	unsigned must = members[in->kind].must, may = members[in->kind].may;

	if ((has & must) != must || (has & ~(must | may)) ||
	    in->tally_count > CHOICES_MAX) {
		sr_fault_set(fault, "import.entry: not the fields of its kind");
		return SR_EINVAL;
	}
	if (in->kind == ENTRY_MILESTONE &&
	    (!p->template || !template_step(p->template, in->step))) {
		sr_fault_set(fault,
		    "import.entry.step: the template here has no such step");
		return SR_EINVAL;
	}
	/* A notice is the relay's own word, never free text. */
	if (in->kind == ENTRY_NOTICE && strcmp(in->step, "closed") != 0) {
		sr_fault_set(
		    fault, "import.entry.step: a notice is \"closed\"");
		return SR_EINVAL;
	}
	if (in->refers >= in->number) {
		sr_fault_set(
		    fault, "import.entry.refers: an entry before this one");
		return SR_EINVAL;
	}
	if (in->number > room_last(p->room) + 1 ||
	    (in->number > room_last(p->room) && in->t_ms < p->import_ms)) {
		sr_fault_set(fault, "import.entry.number: in their order, each "
				    "when the one before is acknowledged");
		return SR_EINVAL;
	}
	return SR_OK;
}

/* What another relay let out is raw here. */
static enum sr_err
scrub(struct procedure *p, const struct wire_import_entry *in,
    struct scrubbed text[AUDIENCES], unsigned *changed)
{
	const struct raw_text raw[AUDIENCES] = {
	    [STUDENT] = {in->student, in->student_len},
	    [COLLEAGUE] = {in->colleague, in->colleague_len},
	};
	enum scrub_lang lang;

	if (p->all->hold || !p->scrub ||
	    !scrub_lang_from_tag(in->lang ? in->lang : "en", &lang))
		return SR_EHELD;
	for (int a = 0; a < AUDIENCES; a++) {
		enum scrub_err err;

		if (!raw[a].len)
			continue;
		err = scrub_text(
		    p->all->opt.policy[a], p->scrub, lang, raw[a], &text[a]);
		if (err == SCRUB_EUTF8)
			return SR_EUTF8;
		if (err == SCRUB_ETOOLONG)
			return SR_ETOOLARGE;
		if (err != SCRUB_OK)
			return SR_EHELD;
		*changed += text[a].len != raw[a].len ||
			    memcmp(text[a].text, raw[a].text, raw[a].len) != 0;
	}
	return SR_OK;
}

static void
fill_head(struct entry_head *head, const struct procedure *p,
    const struct wire_import_entry *in)
{
	char what[32];
	int len = snprintf(what, sizeof what, "import:%" PRIu64, in->number);

	memset(head, 0, sizeof *head);
	head->procedure = p->doc.id;
	head->kind = in->kind;
	head->part = in->part;
	if (in->student || in->colleague)
		head->lang = entry_lang(in->lang);
	head->t_ms = in->t_ms;
	head->refers = in->refers;
	if (in->step)
		strncpy(head->step, in->step, sizeof head->step - 1);
	if (in->question)
		entry_step_number(head->step, in->question);
	if (in->tally_count)
		entry_step_tally(head->step, in->tally, in->tally_count);
	hello_keyed_hash(head->draft, p->doc.secret, what, (size_t)len);
}

enum sr_err
procedure_import_entry(struct procedure *p, const struct wire_import_entry *in,
    unsigned *changed, release_done *done, void *ctx, struct sr_fault *fault)
{
	static const struct release_how now = {0};
	struct scrubbed text[AUDIENCES] = {0};
	struct entry_head head;
	struct entry *e = NULL;
	enum sr_err err =
	    p->import_ending ? SR_EBUSY : check_entry(p, in, fault);

	*changed = 0;
	/* Past this line only `text` travels. */
	if (err == SR_OK)
		err = scrub(p, in, text, changed);
	if (err == SR_OK) {
		fill_head(&head, p, in);
		err = entry_new(&e, &head, text);
	}
	if (err == SR_OK && !hub_can_send(p->all->opt.hub, e)) {
		sr_fault_set(fault, "import.entry: as this relay's filter "
				    "leaves it, too long for its readers");
		err = SR_ETOOLARGE;
	}
	if (err == SR_OK) {
		if (in->t_ms > p->import_ms)
			p->import_ms = in->t_ms;
		release_accept(
		    p->all->opt.release, p->room, e, &now, done, ctx);
	}
	entry_unref(e);
	for (int a = 0; a < AUDIENCES; a++)
		scrubbed_wipe(&text[a]);
	return err;
}

/* ---- the end ---- */

struct ending {
	struct procedure *p;
	char who[NAME_MAX_BYTES + 1];
	uint64_t opened_ms, closed_ms;
	procedure_done *done;
	void *ctx;
};

/* As its document says from now on. */
static void
make_over(struct procedure *p, const struct ending *e, bool over)
{
	p->doc.importing = !over;
	p->doc.closed = over;
	p->doc.opened_ms = e->opened_ms;
	p->doc.closed_ms = over ? e->closed_ms : 0;
	p->doc.last = over ? room_last(p->room) : 0;
}

static void
on_over(void *ctx, enum sr_err err)
{
	struct ending *e = ctx;
	struct procedure *p = e->p;

	p->import_ending = false;
	if (err == SR_OK) {
		make_over(p, e, true);
		procedure_clock(p);
		scrub_case_free(p->scrub);
		p->scrub = NULL;
		procedure_set_state(p, STATE_CLOSED);
		audit_note(p->all->opt.audit, &(struct audit_note){
						  .event = AUDIT_IMPORT,
						  .who = e->who,
						  .about = p->doc.template_id,
						  .procedure = &p->doc.id,
						  .count = p->doc.last,
					      });
	}
	e->done(e->ctx, err, p);
	free(e);
}

enum sr_err
procedure_import_end(struct procedure *p, const struct wire_import_entry *in,
    const struct account *by, uint64_t now_ms, procedure_done *done, void *ctx,
    struct sr_fault *fault)
{
	struct ending *e;
	enum sr_err err;

	if (in->number != room_last(p->room)) {
		sr_fault_set(fault,
		    "import.end.number: %llu entries are on disk",
		    (unsigned long long)room_last(p->room));
		return SR_ENOENTRY;
	}
	if (p->import_ending)
		return SR_EBUSY;
	e = calloc(1, sizeof *e);
	if (!e)
		return SR_ENOMEM;
	e->p = p;
	e->done = done;
	e->ctx = ctx;
	strncpy(e->who, account_name(by), NAME_MAX_BYTES);
	e->opened_ms = now_ms > in->t_ms ? now_ms - in->t_ms : 0;
	e->closed_ms = now_ms;
	/* On disk it is over; here only when the disk says so. */
	make_over(p, e, true);
	err = procedure_save(p, on_over, e);
	make_over(p, e, false);
	p->import_ending = err == SR_OK;
	if (err != SR_OK)
		free(e);
	return err;
}
