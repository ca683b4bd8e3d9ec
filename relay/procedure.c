/* SPDX-License-Identifier: MIT */
#include "procedure_private.h"

#include <stdlib.h>
#include <string.h>

#include "codename.h"
#include "log.h"
#include "proto/hello.h"

static void
procedure_free(struct procedure *p)
{
	if (!p)
		return;
	room_free(p->room);
	scrub_case_free(p->scrub);
	explicit_bzero(p, sizeof *p);
	free(p);
}

enum sr_err
procedure_new(struct procedure **out, struct procedures *all,
    const struct wire_doc_procedure *doc, uint64_t last)
{
	struct procedure *p = calloc(1, sizeof *p);
	enum sr_err err = SR_ENOMEM;

	if (!p)
		return SR_ENOMEM;
	p->all = all;
	p->doc = *doc;
	p->template = template_find(doc->template_id);
	p->roster_saved = doc->roster_given;
	p->state = doc->closed         ? STATE_CLOSED
		   : doc->roster_given ? STATE_PAUSED
				       : STATE_OPEN;
	procedure_clock(p);
	procedure_watch_begin(p);
	if (!doc->closed && scrub_case_new(&p->scrub, doc->secret) != SCRUB_OK)
		goto out;
	err = room_new(&p->room, all->opt.hub, &doc->id, last);
	if (err != SR_OK)
		goto out;
	procedure_playback_load(p);
	procedure_show(p);
	*out = p;
	p = NULL;
out:
	procedure_free(p);
	return err;
}

static void
link_in(struct procedures *all, struct procedure *p)
{
	struct procedure **at = &all->first;

	while (*at && (*at)->doc.opened_ms > p->doc.opened_ms)
		at = &(*at)->next;
	p->next = *at;
	*at = p;
}

static void
on_loaded(void *ctx, const char *id, const char *value, size_t len)
{
	struct procedures *all = ctx;
	struct wire_doc_procedure doc;
	struct procedure *p;
	uint64_t last = 0;
	enum sr_err err;

	(void)id;
	err = wire_read_procedure(all->wire, value, len, &doc);
	wire_end(all->wire);
	if (err == SR_OK) {
		last = doc.last;
		/* Of what was withdrawn nothing is there to be counted. */
		if (!doc.withdrawn && (!doc.closed || !last))
			err = journal_last(all->opt.journal, &doc.id, &last);
	}
	if (err == SR_OK)
		err = procedure_new(&p, all, &doc, last);
	if (err == SR_OK)
		link_in(all, p);
	else if (all->loading == SR_OK)
		all->loading = err;
	explicit_bzero(&doc, sizeof doc);
}

enum sr_err
procedures_new(struct procedures **out, const struct procedures_options *opt,
    struct sr_fault *fault)
{
	struct procedures *all = calloc(1, sizeof *all);
	enum sr_err err;

	if (!all)
		return SR_ENOMEM;
	all->opt = *opt;
	err = wire_new(&all->wire);
	if (err == SR_OK)
		err = journal_load(opt->journal, "procedure", on_loaded, all);
	if (err == SR_OK)
		err = all->loading;
	if (err == SR_OK)
		err = procedures_playback(all);
	if (err == SR_OK)
		err = procedures_watch(all);
	if (err == SR_OK) {
		procedures_read_stops(all);
		err = procedures_restore(all);
	}
	if (err == SR_OK)
		procedures_finish_closing(all);
	if (err != SR_OK) {
		sr_fault_set(
		    fault, "the stored procedures: %s", sr_err_sentence(err));
		procedures_free(all);
		return err;
	}
	*out = all;
	return SR_OK;
}

void
procedures_free(struct procedures *all)
{
	if (!all)
		return;
	while (all->first) {
		struct procedure *p = all->first;

		all->first = p->next;
		procedure_free(p);
	}
	ws_timer_free(all->timer);
	ws_timer_free(all->play_timer);
	wire_free(all->wire);
	free(all);
}

void
procedures_set_policies(
    struct procedures *all, struct scrub_policy *const policy[AUDIENCES])
{
	memcpy(all->opt.policy, policy, sizeof all->opt.policy);
}

void
procedures_hold(struct procedures *all, bool hold)
{
	if (hold && !all->hold && all->opt.release)
		for (struct procedure *p = all->first; p; p = p->next)
			release_drop(
			    all->opt.release, p->room, GONE_FILTER, false);
	all->hold = hold;
}

bool
procedures_holding(const struct procedures *all)
{
	return all->hold;
}

struct procedure *
procedure_find(struct procedures *all, const struct procedure_id *id)
{
	struct procedure *p = all->first;

	while (p && (p->doc.importing ||
			memcmp(&p->doc.id, id, sizeof *id) != 0))
		p = p->next;
	return p;
}

void
procedures_each(struct procedures *all,
    bool (*fn)(void *ctx, struct procedure *p), void *ctx)
{
	for (struct procedure *p = all->first; p; p = p->next)
		if (!p->doc.importing && !fn(ctx, p))
			return;
}

/* ---- opening ---- */

static bool
code_name_taken(struct procedures *all, const char *name)
{
	for (struct procedure *p = all->first; p; p = p->next)
		if (p->state != STATE_CLOSED &&
		    strcmp(p->doc.code_name, name) == 0)
			return true;
	for (struct procedure *p = all->opening; p; p = p->next)
		if (strcmp(p->doc.code_name, name) == 0)
			return true;
	return false;
}

/* On the disk or refused by it: no longer opening. */
static void
unlink_opening(struct procedure *p)
{
	struct procedure **at = &p->all->opening;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
}

static enum sr_err
choose_code_name(struct procedures *all, const char *wanted, char *out,
    size_t room, struct sr_fault *fault)
{
	uint32_t random;

	if (wanted) {
		if (!codename_read(out, room, wanted)) {
			sr_fault_set(fault, "open.code_name: a colour and a "
					    "bird, as in \"blue heron\"");
			return SR_EINVAL;
		}
		if (code_name_taken(all, out)) {
			sr_fault_set(fault,
			    "open.code_name: an open procedure has this name");
			return SR_EEXISTS;
		}
		return SR_OK;
	}
	/* More procedures open at once than names: then names repeat. */
	for (int i = 0; i < 64; i++) {
		hello_random((uint8_t *)&random, sizeof random);
		codename_draw(out, room, random);
		if (!code_name_taken(all, out))
			break;
	}
	return SR_OK;
}

static enum sr_err
fill_document(struct wire_doc_procedure *doc, struct procedures *all,
    const struct wire_open *in, const struct account *by, uint64_t now_ms,
    struct sr_fault *fault)
{
	enum sr_err err = consent_check(all, in, now_ms, fault);

	if (err != SR_OK)
		return err;
	memset(doc, 0, sizeof *doc);
	err = choose_code_name(
	    all, in->code_name, doc->code_name, sizeof doc->code_name, fault);
	if (err != SR_OK)
		return err;
	hello_random(doc->id.byte, sizeof doc->id.byte);
	hello_random(doc->secret, sizeof doc->secret);
	consent_fill(doc, in, by);
	if (!in->delay_given && in->release != RELEASE_AS_LIVE)
		doc->delay_s = all->opt.config->delay_s;
	doc->opened_ms = now_ms;
	return SR_OK;
}

enum sr_err
procedure_save(struct procedure *p, journal_done *done, void *ctx)
{
	struct procedures *all = p->all;
	char id[PROCEDURE_ID_TEXT + 1];
	const char *text;
	size_t len;
	enum sr_err err;

	wire_id_text(id, &p->doc.id);
	err = wire_write_procedure(all->wire, &p->doc, &text, &len);
	if (err == SR_OK)
		journal_put(
		    all->opt.journal, "procedure", id, text, len, done, ctx);
	wire_end(all->wire);
	p->saves++;
	return err;
}

static void
on_opened(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	unlink_opening(w->p);
	if (err == SR_OK)
		link_in(w->p->all, w->p);
	if (err == SR_OK && !w->p->doc.importing)
		audit_note(w->p->all->opt.audit,
		    &(struct audit_note){
			.event = AUDIT_OPEN,
			.who = w->p->doc.opened_by,
			.about = w->p->doc.template_id,
			.procedure = &w->p->doc.id,
		    });
	w->done(w->ctx, err, w->p);
	if (err != SR_OK)
		procedure_free(w->p);
	free(w);
}

/* No document without its key. */
static void
on_begun(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	/* Begun before a crash, and its document is not there. */
	if (err == SR_EEXISTS && w->p->doc.importing)
		err = SR_OK;
	if (err == SR_OK)
		err = procedure_save(w->p, on_opened, w);
	if (err != SR_OK)
		on_opened(w, err);
}

enum sr_err
procedure_begin(struct procedure *p, procedure_done *done, void *ctx)
{
	struct procedures *all = p->all;
	struct waiting *w = malloc(sizeof *w);

	if (!w) {
		procedure_free(p);
		return SR_ENOMEM;
	}
	*w = (struct waiting){.p = p, .done = done, .ctx = ctx};
	p->next = all->opening;
	all->opening = p;
	journal_begin(all->opt.journal, &p->doc.id, on_begun, w);
	return SR_OK;
}

static enum sr_err
take_roster(
    struct procedure *p, const char *json, size_t len, struct sr_fault *fault)
{
	struct scrub_fault where = {{0}};
	enum scrub_err err;

	if (p->state == STATE_CLOSING || p->state == STATE_CLOSED)
		return SR_ESTATE;
	err = scrub_case_roster(p->scrub, "roster", json, len, &where);
	if (err == SCRUB_EROSTER) {
		sr_fault_set(fault, "%s", where.what);
		return SR_EINVAL;
	}
	if (err != SCRUB_OK)
		return SR_ENOMEM;
	procedure_set_state(p, STATE_OPEN);
	return SR_OK;
}

/* More may be opened, by all and by this account. */
static bool
may_open_more(const struct procedures *all, const char *account)
{
	const struct config *c = all->opt.config;
	uint64_t open = 0, own = 0;

	for (const struct procedure *p = all->first; p; p = p->next)
		if (p->state != STATE_CLOSED && !p->doc.withdrawn &&
		    !p->doc.importing) {
			open++;
			own += strcmp(p->doc.opened_by, account) == 0;
		}
	for (const struct procedure *p = all->opening; p; p = p->next)
		if (!p->doc.importing) {
			open++;
			own += strcmp(p->doc.opened_by, account) == 0;
		}
	return open < c->procedures_open_max &&
	       own < c->procedures_open_per_account_max;
}

enum sr_err
procedure_open(struct procedures *all, const struct wire_open *in,
    const struct account *by, uint64_t now_ms, procedure_done *done, void *ctx,
    struct sr_fault *fault)
{
	struct wire_doc_procedure doc;
	struct procedure *p = NULL;
	enum sr_err err;

	if (!may_open_more(all, account_name(by)))
		return SR_ELIMIT;
	err = fill_document(&doc, all, in, by, now_ms, fault);
	if (err != SR_OK)
		goto out;
	err = procedure_new(&p, all, &doc, 0);
	if (err != SR_OK)
		goto out;
	if (in->roster) {
		err = take_roster(p, in->roster, in->roster_len, fault);
		if (err != SR_OK)
			goto out;
	}
	err = procedure_begin(p, done, ctx);
	p = NULL;
out:
	explicit_bzero(&doc, sizeof doc);
	procedure_free(p);
	return err;
}

static void
on_roster_saved(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	w->p->roster_saved = w->p->roster_saved || err == SR_OK;
	w->done(w->ctx, err, w->p);
	free(w);
}

/* Of a procedure opened without one the disk has to know that it is needed
 * from now on: before that it is not answered. It is in use at once. */
enum sr_err
procedure_roster(struct procedure *p, const char *json, size_t len,
    procedure_done *done, void *ctx, struct sr_fault *fault)
{
	struct waiting *w;
	enum sr_err err = take_roster(p, json, len, fault);

	if (err != SR_OK)
		return err;
	if (p->roster_saved) {
		done(ctx, SR_OK, p);
		return SR_OK;
	}
	w = malloc(sizeof *w);
	if (!w)
		return SR_ENOMEM;
	*w = (struct waiting){.p = p, .done = done, .ctx = ctx};
	p->doc.roster_given = true;
	err = procedure_save(p, on_roster_saved, w);
	if (err != SR_OK)
		free(w);
	return err;
}

struct room *
procedure_room(const struct procedure *p)
{
	return p->room;
}

const struct procedure_id *
procedure_id(const struct procedure *p)
{
	return &p->doc.id;
}

const char *
procedure_code_name(const struct procedure *p)
{
	return p->doc.code_name;
}

void
procedure_row(const struct procedure *p, struct wire_procedure *row)
{
	*row = (struct wire_procedure){
	    .id = p->doc.id,
	    .code_name = p->doc.code_name,
	    .template_id = p->doc.template_id,
	    .state = procedure_state(p),
	    .basis = p->doc.basis,
	    .release = p->doc.release,
	    .last = procedure_blocked(p) ? 0 : room_shown(p->room),
	    .open_ms = procedure_plays(p) ? procedure_played_ms(p)
					  : procedure_open_ms(p),
	    .specialty = p->doc.specialty[0] ? p->doc.specialty : NULL,
	    .hashtags = p->doc.hashtags,
	};
}
