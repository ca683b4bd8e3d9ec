/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "procedure_private.h"

/* In which state a procedure is, who is told, and quiet. */

const char *
procedure_state(const struct procedure *p)
{
	static const char *const life[] = {
	    [STATE_OPEN] = "open",
	    [STATE_PAUSED] = "paused",
	    [STATE_CLOSING] = "closing",
	    [STATE_CLOSED] = "closed",
	};

	if (p->doc.withdrawn)
		return "withdrawn";
	if (p->doc.stopped)
		return "stopped";
	if (p->state == STATE_OPEN && p->doc.waiting)
		return "waiting";
	if (p->state == STATE_OPEN && p->doc.quiet)
		return "quiet";
	if (procedure_playback(p) == PLAYBACK_WAITS)
		return "waits";
	if (procedure_plays(p))
		return "as-live";
	return life[p->state];
}

bool
procedure_blocked(const struct procedure *p)
{
	return p->doc.stopped || p->doc.withdrawn;
}

void
procedure_rules(const struct procedure *p, struct wire_state *out)
{
	*out = (struct wire_state){
	    .procedure = p->doc.id,
	    .state = procedure_state(p),
	    .basis = p->doc.basis,
	    .release = p->doc.release,
	};
	if (procedure_plays(p))
		out->since_ms = procedure_played_ms(p);
	else if (p->doc.closed)
		out->since_ms = procedure_open_ms(p);
	else
		out->since_ms = p->t_ms;
}

void
procedure_show(struct procedure *p)
{
	struct wire_state state;

	if (!p->doc.closed)
		(void)procedure_time(p);
	procedure_rules(p, &state);
	room_set_state(p->room, &state, procedure_blocked(p));
	procedure_show_waiting(p);
}

void
procedure_set_state(struct procedure *p, enum state state)
{
	p->state = state;
	procedure_show(p);
}

static void
on_saved_later(void *ctx, enum sr_err err)
{
	(void)ctx;
	if (err != SR_OK)
		log_error("procedure-not-saved", "err=%s", sr_err_name(err));
}

void
procedure_save_later(struct procedure *p)
{
	if (procedure_save(p, on_saved_later, NULL) != SR_OK)
		log_error("procedure-not-saved", "err=no-memory");
}

/* ---- quiet ---- */

static void
on_quiet_saved(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	w->done(w->ctx, err, w->p);
	free(w);
}

enum sr_err
procedure_quiet(struct procedure *p, procedure_done *done, void *ctx)
{
	struct waiting *w;

	if (p->doc.withdrawn)
		return SR_ESTOPPED;
	if (p->state == STATE_CLOSING || p->state == STATE_CLOSED)
		return SR_ESTATE;
	p->doc.quiet = true;
	p->stops++;
	procedure_show(p);
	w = malloc(sizeof *w);
	if (!w)
		return SR_ENOMEM;
	*w = (struct waiting){.p = p, .done = done, .ctx = ctx};
	if (procedure_save(p, on_quiet_saved, w) != SR_OK)
		on_quiet_saved(w, SR_ENOMEM);
	return SR_OK;
}

/* ---- resume ---- */

static void
resumed(struct waiting *w, enum sr_err err)
{
	struct procedure *p = w->p;

	p->resuming = false;
	/* Stopped or quiet again in between: that one holds. */
	if (err == SR_OK && p->stops != w->stops)
		err = p->doc.stopped ? SR_ESTOPPED : SR_EQUIET;
	if (err == SR_OK && p->doc.stopped)
		p->doc.stopped = false;
	else if (err == SR_OK)
		p->doc.quiet = false;
	if (err == SR_OK)
		procedure_show(p);
	/* What was saved behind it, or came after it, knew better or worse. */
	if (p->saves != w->saves)
		procedure_save_later(p);
	w->done(w->ctx, err, p);
	free(w);
}

static void
on_book_cleared(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;

	/* The document says already that it goes on; it does not. */
	if (err != SR_OK)
		procedure_save_later(w->p);
	resumed(w, err);
}

/* The document first, then the book: while either has the stop, a restart
 * stops again. */
static void
on_resume_saved(void *ctx, enum sr_err err)
{
	struct waiting *w = ctx;
	struct procedure *p = w->p;

	if (err == SR_OK && p->doc.stopped && p->stops == w->stops)
		stopbook_clear(
		    p->all->opt.stops, &p->doc.id, on_book_cleared, w);
	else
		resumed(w, err);
}

/* The document as it will be; in memory it stays stopped until that is on
 * disk. */
static enum sr_err
save_resumed(struct procedure *p, struct waiting *w)
{
	bool stopped = p->doc.stopped, quiet = p->doc.quiet;
	enum sr_err err;

	if (stopped)
		p->doc.stopped = false;
	else
		p->doc.quiet = false;
	err = procedure_save(p, on_resume_saved, w);
	w->saves = p->saves;
	p->doc.stopped = stopped;
	p->doc.quiet = quiet;
	return err;
}

enum sr_err
procedure_resume(struct procedure *p, const struct account *by,
    procedure_done *done, void *ctx)
{
	struct waiting *w;
	enum sr_err err;

	if (p->doc.withdrawn)
		return SR_ESTOPPED;
	if (p->doc.stopped &&
	    !(procedure_roles(p, by) & (ROLE_SURGEON | ROLE_ADVOCATE)))
		return SR_EGRANT;
	if (!p->doc.stopped && !p->doc.quiet)
		return SR_ESTATE;
	if (p->resuming)
		return SR_EBUSY;
	w = malloc(sizeof *w);
	if (!w)
		return SR_ENOMEM;
	*w = (struct waiting){
	    .p = p, .done = done, .ctx = ctx, .stops = p->stops};
	p->resuming = true;
	err = save_resumed(p, w);
	if (err != SR_OK)
		resumed(w, err);
	return SR_OK;
}
