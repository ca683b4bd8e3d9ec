/* SPDX-License-Identifier: MIT */
#include "procedure_private.h"

/*
 * A procedure's own time. The wall clock is set while an operation runs, by
 * people and by NTP: what it says counts once, when the procedure is opened or
 * read back, and from there the loop's clock, which nobody sets.
 */

static uint64_t
loop_ms(const struct procedure *p)
{
	return ws_loop_now_ms(p->all->opt.loop);
}

static uint64_t
since_opening(const struct procedure *p, uint64_t unix_ms)
{
	return unix_ms > p->doc.opened_ms ? unix_ms - p->doc.opened_ms : 0;
}

static uint64_t
now(const struct procedure *p)
{
	return p->began_ms + (loop_ms(p) - p->began_at);
}

void
procedure_clock(struct procedure *p)
{
	uint64_t end = since_opening(p, p->doc.closed ? p->doc.closed_ms : 0);

	p->began_at = loop_ms(p);
	p->began_ms = since_opening(p, p->all->opt.wall_ms());
	if (p->began_ms < end)
		p->began_ms = end;
}

uint64_t
procedure_open_ms(const struct procedure *p)
{
	return p->doc.closed ? since_opening(p, p->doc.closed_ms) : now(p);
}

uint64_t
procedure_time(struct procedure *p)
{
	uint64_t t = now(p);

	/* Only an outcome comes behind its end; and beside the day of its
	 * playback that would give the day of the operation away. */
	if (p->doc.closed &&
	    (p->doc.release == RELEASE_AS_LIVE || p->state == STATE_CLOSING))
		t = procedure_open_ms(p);
	if (t > p->t_ms)
		p->t_ms = t;
	return p->t_ms;
}

void
procedure_was_at(struct procedure *p, uint64_t t_ms)
{
	if (t_ms > p->t_ms)
		p->t_ms = t_ms;
	/* The wall clock was set back while the relay was away. */
	if (t_ms > now(p))
		p->began_ms += t_ms - now(p);
}

/* The opening is moved rather than the length: its end is what days are
 * counted from. */
void
procedure_ends(struct procedure *p, uint64_t now_ms)
{
	uint64_t length = procedure_time(p);

	p->doc.closed = true;
	p->doc.closed_ms = now_ms > length ? now_ms : length;
	p->doc.opened_ms = p->doc.closed_ms - length;
}
