/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "log.h"
#include "procedure_private.h"
#include "proto/hello.h"

/* The end of a procedure: its document first, then the notice. */

static void
on_length_saved(void *ctx, enum sr_err err)
{
	(void)ctx;
	/* Only the next start is slower. */
	if (err != SR_OK)
		log_warn("procedure-not-saved", "err=%s", sr_err_name(err));
}

static void
on_notice(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct waiting *w = ctx;
	struct procedure *p = w->p;

	(void)number;
	(void)repeated;
	/* The relay ends: it comes after the next start. */
	if (err == SR_ECLOSED) {
		w->done(w->ctx, err, p);
		free(w);
		return;
	}
	if (err == SR_OK) {
		p->doc.last = room_last(p->room);
		if (procedure_save(p, on_length_saved, NULL) != SR_OK)
			log_warn("procedure-not-saved", "err=no-memory");
	} else {
		log_error("notice-not-saved", "err=%s", sr_err_name(err));
	}
	/* It is not at its end before what waits is out. */
	if (err != SR_OK && err != SR_ESTOPPED &&
	    release_waiting(p->all->opt.release, p->room))
		p->restored = true;
	else
		procedure_set_state(p, STATE_CLOSED);
	scrub_case_free(p->scrub);
	p->scrub = NULL;
	/* Withdrawn meanwhile: it has ended, and has no notice. */
	w->done(w->ctx, err == SR_ESTOPPED ? SR_OK : err, p);
	free(w);
}

/* Always the same: it is never there twice. */
static void
notice_draft(const struct procedure *p, uint8_t draft[16])
{
	hello_keyed_hash(draft, p->doc.secret, "notice:closed", 13);
}

static enum sr_err
notice_new(struct entry **out, struct procedure *p)
{
	struct entry_head head = {
	    .procedure = p->doc.id,
	    .kind = ENTRY_NOTICE,
	    .t_ms = procedure_time(p),
	    .step = "closed",
	};
	struct scrubbed text[AUDIENCES] = {0};

	notice_draft(p, head.draft);
	return entry_new(out, &head, text);
}

static void
on_closed(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;
	struct procedure *p = w->p;
	struct entry *e = NULL;

	if (err == SR_OK)
		err = notice_new(&e, p);
	if (err != SR_OK) {
		p->doc.closed = false;
		procedure_playback_forget(p);
		p->state = w->before;
		w->done(w->ctx, err, p);
		free(w);
		return;
	}
	if (p->all->closes && !procedure_blocked(p))
		p->all->closes(p->all->closes_ctx, p);
	procedure_release(p, e, on_notice, w);
	entry_unref(e);
}

enum sr_err
procedure_close(
    struct procedure *p, uint64_t now_ms, procedure_done *done, void *ctx)
{
	struct waiting *w;
	enum sr_err err;

	if (p->state == STATE_CLOSING || p->state == STATE_CLOSED)
		return SR_ESTATE;
	w = malloc(sizeof *w);
	if (!w)
		return SR_ENOMEM;
	*w = (struct waiting){
	    .p = p, .done = done, .ctx = ctx, .before = p->state};
	procedure_ends(p, now_ms);
	procedure_playback_draw(p);
	p->state = STATE_CLOSING;
	err = procedure_save(p, on_closed, w);
	if (err != SR_OK) {
		p->doc.closed = false;
		procedure_playback_forget(p);
		p->state = w->before;
		free(w);
	}
	return err;
}

/* ---- at the start ---- */

static void
on_noticed(void *ctx, enum sr_err err, struct procedure *p)
{
	(void)ctx;
	(void)err;
	(void)p;
}

static void
notice_again(struct procedure *p)
{
	struct waiting *w = malloc(sizeof *w);
	struct entry *e = NULL;

	if (!w || notice_new(&e, p) != SR_OK) {
		log_error("notice-not-saved", "err=no-memory");
		free(w);
		return;
	}
	*w = (struct waiting){.p = p, .done = on_noticed};
	procedure_set_state(p, STATE_CLOSING);
	procedure_release(p, e, on_notice, w);
	entry_unref(e);
}

static bool
notice_missing(const struct procedure *p)
{
	uint8_t draft[16];

	if (!p->doc.closed || p->doc.last || p->doc.withdrawn ||
	    p->doc.importing)
		return false;
	notice_draft(p, draft);
	return !procedure_wait_ms(p, draft);
}

void
procedures_finish_closing(struct procedures *all)
{
	for (struct procedure *p = all->first; p; p = p->next)
		if (notice_missing(p))
			notice_again(p);
}
