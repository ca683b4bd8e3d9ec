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

	(void)repeated;
	/* The relay ends: it is on disk, and comes after the next start. */
	if (err == SR_ECLOSED) {
		w->done(w->ctx, err, p);
		free(w);
		return;
	}
	if (err != SR_OK)
		log_error("notice-not-saved", "err=%s", sr_err_name(err));
	procedure_set_state(p, STATE_CLOSED);
	p->doc.last = err == SR_OK ? number : room_last(p->room);
	if (procedure_save(p, on_length_saved, NULL) != SR_OK)
		log_warn("procedure-not-saved", "err=no-memory");
	scrub_case_free(p->scrub);
	p->scrub = NULL;
	/* Withdrawn meanwhile: it has ended, and has no notice. */
	w->done(w->ctx, err == SR_ESTOPPED ? SR_OK : err, p);
	free(w);
}

static void
on_closed(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;
	struct procedure *p = w->p;
	struct entry_head head = {
	    .procedure = p->doc.id,
	    .kind = ENTRY_NOTICE,
	    .t_ms = procedure_time(p),
	    .step = "closed",
	};
	struct scrubbed text[AUDIENCES] = {0};
	struct entry *e = NULL;

	if (err == SR_OK) {
		hello_keyed_hash(
		    head.draft, p->doc.secret, "notice:closed", 13);
		err = entry_new(&e, &head, text);
	}
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
