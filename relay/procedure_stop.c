/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "procedure_private.h"

/* STOP and withdrawal: they act at once, and are kept in two places, so that
 * one of them may fail. */

struct stopping {
	struct procedure *p;
	procedure_done *done; /* NULL: answered */
	procedure_erased *erased;
	void *ctx;
	uint64_t stops, now_s;
	unsigned open; /* places that have not told yet */
	bool saved;
};

static void
stop_kept(struct stopping *s)
{
	struct procedure *p = s->p;

	/* The document has it: the row is free for another, unless this one
	 * was stopped again since. */
	if (s->saved && p->stops == s->stops)
		stopbook_clear(p->all->opt.stops, &p->doc.id, NULL, NULL);
	if (s->done)
		s->done(s->ctx, SR_EDISK, p);
	free(s);
}

static void
stop_told(struct stopping *s, enum sr_err err)
{
	procedure_done *done = s->done;

	if (err == SR_OK && done) {
		s->done = NULL;
		done(s->ctx, SR_OK, s->p);
	}
	if (--s->open == 0)
		stop_kept(s);
}

static void
on_stop_noted(void *ctx, enum sr_err err)
{
	stop_told(ctx, err);
}

static void
on_stop_saved(void *ctx, enum sr_err err)
{
	struct stopping *s = ctx;

	s->saved = err == SR_OK;
	if (err != SR_OK)
		log_error("stop-not-in-journal", "err=%s", sr_err_name(err));
	stop_told(s, err);
}

/* In memory first: whatever fails after this, nobody is sent anything. */
static void
stop_now(struct procedure *p, enum stop_reason reason)
{
	p->doc.stopped = true;
	if (reason != STOP_NONE)
		p->doc.stop_reason = reason;
	p->stops++;
	procedure_show(p);
}

static enum sr_err
stopping_new(
    struct stopping **out, struct procedure *p, procedure_done *done, void *ctx)
{
	struct stopping *s = malloc(sizeof *s);

	if (!s)
		return SR_ENOMEM;
	*s = (struct stopping){
	    .p = p, .done = done, .ctx = ctx, .stops = p->stops, .open = 2};
	*out = s;
	return SR_OK;
}

enum sr_err
procedure_stop(struct procedure *p, enum stop_reason reason,
    procedure_done *done, void *ctx)
{
	struct stopping *s;
	enum sr_err err;

	if (p->doc.withdrawn)
		return SR_ESTOPPED;
	stop_now(p, reason);
	err = stopping_new(&s, p, done, ctx);
	if (err != SR_OK)
		return err;
	stopbook_note(
	    p->all->opt.stops, &p->doc.id, STOPBOOK_STOPPED, on_stop_noted, s);
	if (procedure_save(p, on_stop_saved, s) != SR_OK)
		on_stop_saved(s, SR_ENOMEM);
	return SR_OK;
}

/* ---- withdrawal ---- */

static void
erase(struct procedure *p, uint64_t now_s, journal_erased *done, void *ctx)
{
	const struct journal_erasure all = {
	    .procedure = p->doc.id, .at_s = now_s};

	journal_erase(p->all->opt.journal, &all, done, ctx);
}

static void
log_erased(enum sr_err err)
{
	if (err == SR_OK)
		log_info("procedure-erased", "err=%s", sr_err_name(err));
	else
		log_error("procedure-not-erased", "err=%s", sr_err_name(err));
}

static void
on_erased(void *ctx, enum sr_err err, const char *receipt)
{
	struct stopping *s = ctx;

	if (err == SR_ENOPROC)
		err = SR_OK;
	log_erased(err);
	s->erased(s->ctx, err, s->p, err == SR_OK ? receipt : NULL);
	if (--s->open == 0)
		stop_kept(s);
}

static void
on_withdraw_noted(void *ctx, enum sr_err err)
{
	struct stopping *s = ctx;

	(void)err;
	if (--s->open == 0)
		stop_kept(s);
}

static void
on_withdraw_saved(void *ctx, enum sr_err err)
{
	struct stopping *s = ctx;

	s->saved = err == SR_OK;
	if (err != SR_OK)
		log_error("stop-not-in-journal", "err=%s", sr_err_name(err));
	erase(s->p, s->now_s, on_erased, s);
}

/* Its end too: no notice, which nobody would be shown. */
static void
withdraw_now(struct procedure *p, uint64_t now_ms)
{
	p->doc.withdrawn = true;
	if (!p->doc.closed)
		procedure_ends(p, now_ms);
	p->doc.autoclose_ms = 0;
	p->autoclose_at = 0;
	procedure_playback_forget(p);
	if (p->state != STATE_CLOSING)
		p->state = STATE_CLOSED;
	scrub_case_free(p->scrub);
	p->scrub = NULL;
	explicit_bzero(p->doc.secret, sizeof p->doc.secret);
	stop_now(p, STOP_NONE);
	if (p->all->withdrawn)
		p->all->withdrawn(p->all->withdrawn_ctx, &p->doc.id);
}

enum sr_err
procedure_withdraw(
    struct procedure *p, uint64_t now_ms, procedure_erased *done, void *ctx)
{
	struct stopping *s;
	enum sr_err err;

	withdraw_now(p, now_ms);
	err = stopping_new(&s, p, NULL, ctx);
	if (err != SR_OK)
		return err;
	s->erased = done;
	s->now_s = now_ms / 1000;
	stopbook_note(p->all->opt.stops, &p->doc.id, STOPBOOK_WITHDRAWN,
	    on_withdraw_noted, s);
	if (procedure_save(p, on_withdraw_saved, s) != SR_OK)
		on_withdraw_saved(s, SR_ENOMEM);
	return SR_OK;
}

/* ---- at start ---- */

static void
on_start_saved(void *ctx, enum sr_err err)
{
	struct procedure *p = ctx;

	if (err == SR_OK && !p->stops)
		stopbook_clear(p->all->opt.stops, &p->doc.id, NULL, NULL);
}

static void
read_stop(void *ctx, const struct procedure_id *id, enum stopbook_kind kind)
{
	struct procedures *all = ctx;
	struct procedure *p = procedure_find(all, id);

	if (!p) {
		stopbook_clear(all->opt.stops, id, NULL, NULL);
		return;
	}
	if (kind == STOPBOOK_WITHDRAWN)
		withdraw_now(p, all->opt.wall_ms());
	else
		stop_now(p, STOP_NONE);
	p->stops = 0;
	if (procedure_save(p, on_start_saved, p) != SR_OK)
		log_error("procedure-not-saved", "err=no-memory");
}

static void
on_erased_again(void *ctx, enum sr_err err, const char *receipt)
{
	(void)ctx;
	(void)receipt;
	log_erased(err == SR_ENOPROC ? SR_OK : err);
}

void
procedures_read_stops(struct procedures *all)
{
	stopbook_each(all->opt.stops, read_stop, all);
	/* The relay may have ended between the word and the deed. */
	for (struct procedure *p = all->first; p; p = p->next)
		if (p->doc.withdrawn)
			erase(p, all->opt.wall_ms() / 1000, on_erased_again,
			    NULL);
}
