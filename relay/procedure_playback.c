/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "procedure_private.h"
#include "proto/hello.h"

/*
 * As-live: what a procedure released this way is journaled as it comes and
 * shown to nobody but its staff. At its end a moment days later is drawn, which
 * stands in its sealed document only. Then its entries are let go at the pace
 * of the original: the room has a number up to which readers may read, and all
 * that happens here is that this number grows.
 *
 * The moment has come when both clocks say so, the wall's and the loop's: one
 * that is set forward brings nothing early, one that is set back delays. Where
 * a playback is follows from when it began, which is on disk before anybody is
 * shown anything.
 */

/* Entries looked at together: they come minutes apart. */
#define AHEAD 16u
/* Milliseconds until the disk is asked again. */
#define RETRY_MS 1000u

static uint64_t
loop_ms(const struct procedure *p)
{
	return ws_loop_now_ms(p->all->opt.loop);
}

enum playback
procedure_playback(const struct procedure *p)
{
	if (p->doc.release != RELEASE_AS_LIVE || p->doc.withdrawn ||
	    p->state != STATE_CLOSED)
		return PLAYBACK_NONE;
	if (p->doc.played)
		return p->doc.play_ms ? PLAYBACK_DONE : PLAYBACK_NEVER;
	return p->doc.playing ? PLAYBACK_RUNS : PLAYBACK_WAITS;
}

bool
procedure_plays(const struct procedure *p)
{
	return procedure_playback(p) == PLAYBACK_RUNS;
}

bool
procedure_is_out(const struct procedure *p)
{
	switch (p->doc.release) {
	case RELEASE_AS_LIVE:
		return procedure_plays(p) ||
		       procedure_playback(p) == PLAYBACK_DONE;
	case RELEASE_ARCHIVE:
		return p->doc.closed;
	case RELEASE_LIVE:
	case RELEASE_MODES:
		break;
	}
	return true;
}

uint64_t
procedure_over_ms(const struct procedure *p)
{
	if (!p->doc.closed)
		return 0;
	if (p->doc.release != RELEASE_AS_LIVE || p->doc.withdrawn)
		return p->doc.closed_ms;
	if (!p->doc.played)
		return 0;
	return p->doc.play_ms ? p->doc.play_ms : p->doc.closed_ms;
}

uint64_t
procedure_played_ms(const struct procedure *p)
{
	return procedure_plays(p) ? p->play_before + loop_ms(p) - p->play_at
				  : 0;
}

/* ---- the moment ---- */

static bool
consent_ended(const struct procedure *p)
{
	uint64_t until_s = p->doc.consent_until_s;

	return until_s && p->all->opt.wall_ms() / 1000 >= until_s;
}

/* Each of the range's milliseconds alike. */
static uint64_t
draw_ms(const struct config *c)
{
	uint64_t least = c->as_live_min_s * 1000, random;
	uint64_t most = c->as_live_max_s * 1000;
	uint64_t span = most > least ? most - least + 1 : 1;

	do
		hello_random((uint8_t *)&random, sizeof random);
	while (random >= UINT64_MAX - UINT64_MAX % span);
	return least + random % span;
}

void
procedure_playback_draw(struct procedure *p)
{
	uint64_t after;

	if (p->doc.release != RELEASE_AS_LIVE)
		return;
	if (consent_ended(p)) {
		p->doc.played = true;
		return;
	}
	after = draw_ms(p->all->opt.config);
	p->doc.play_ms = p->doc.closed_ms + after;
	p->play_at = loop_ms(p) + after;
}

void
procedure_playback_forget(struct procedure *p)
{
	p->doc.playing = p->doc.played = false;
	p->doc.play_ms = p->play_at = 0;
}

/* A clock that is wrong at the start does not put it off for ever. */
void
procedure_playback_load(struct procedure *p)
{
	uint64_t now = p->all->opt.wall_ms(), left = 0, most;

	if (p->doc.release != RELEASE_AS_LIVE || p->doc.withdrawn)
		return;
	if (procedure_playback(p) != PLAYBACK_DONE)
		room_show_until(p->room, 0);
	if (!p->doc.play_ms || p->doc.played)
		return;
	if (p->doc.playing) {
		p->play_at = loop_ms(p);
		p->play_before =
		    now > p->doc.play_ms ? now - p->doc.play_ms : 0;
		return;
	}
	if (p->doc.play_ms > now)
		left = p->doc.play_ms - now;
	most = p->doc.play_ms - p->doc.closed_ms;
	p->play_at = loop_ms(p) + (left < most ? left : most);
}

/* ---- its end ---- */

static void
played(struct procedure *p, uint64_t length_ms)
{
	p->doc.played = true;
	p->doc.play_ms += length_ms;
	room_show_until(p->room, UINT64_MAX);
	log_info("playback-ended", "entries=%llu",
	    (unsigned long long)room_last(p->room));
	procedure_show(p);
	procedure_save_later(p);
}

/* Consent ended first: nobody gets anything (more) of it. */
static void
never(struct procedure *p)
{
	procedure_playback_forget(p);
	p->doc.played = true;
	room_show_until(p->room, 0);
	procedure_show(p);
	procedure_save_later(p);
	audit_note(p->all->opt.audit,
	    &(struct audit_note){
		.event = AUDIT_CONSENT_ENDED, .procedure = &p->doc.id});
}

/* ---- at the pace of the original ---- */

static void
play_again_at(struct procedure *p, uint64_t at_ms)
{
	p->play_due = at_ms;
	ws_timer_set(p->all->play_timer, 0);
}

/* What of the page is due; the number of the last one to be read. */
static uint64_t
let_go(struct procedure *p, struct entry *const *entry, size_t count)
{
	uint64_t n = room_shown(p->room), at = procedure_played_ms(p), t;

	for (size_t i = 0; i < count && entry_number(entry[i]) == n + 1; i++) {
		t = entry_head(entry[i])->t_ms;
		if (n == 0)
			p->play_t0 = t;
		t = t > p->play_t0 ? t - p->play_t0 : 0;
		if (t > at) {
			p->play_due = loop_ms(p) + (t - at);
			break;
		}
		p->play_length = t;
		n++;
	}
	return n;
}

static void
on_page(void *ctx, enum sr_err err, struct entry *const *entry, size_t count,
    uint64_t last)
{
	struct procedure *p = ctx;

	(void)last;
	p->play_reading = false;
	if (err == SR_ECLOSED || !procedure_plays(p))
		return;
	if (err != SR_OK) {
		log_error("playback-not-read", "err=%s", sr_err_name(err));
		play_again_at(p, loop_ms(p) + RETRY_MS);
		return;
	}
	/* Full: more may be due. */
	p->play_due = loop_ms(p) + (count < AHEAD ? RETRY_MS : 0);
	room_show_until(p->room, let_go(p, entry, count));
	if (room_shown(p->room) == room_last(p->room))
		played(p, p->play_length);
	else
		play_again_at(p, p->play_due);
}

/* One that its filter or its people hold back waits, and its clock goes on. */
static void
play(struct procedure *p)
{
	if (p->play_reading)
		return;
	if (p->all->hold || procedure_blocked(p)) {
		p->play_due = loop_ms(p) + RETRY_MS;
		return;
	}
	p->play_reading = true;
	journal_read(p->all->opt.journal, &p->doc.id, room_shown(p->room) + 1,
	    AHEAD, on_page, p);
}

static void
on_time(void *ctx)
{
	struct procedures *all = ctx;
	uint64_t next = UINT64_MAX, now = ws_loop_now_ms(all->opt.loop);

	for (struct procedure *p = all->first; p; p = p->next) {
		if (!procedure_plays(p))
			continue;
		if (p->play_due <= now)
			play(p);
		if (!p->play_reading && p->play_due < next)
			next = p->play_due;
	}
	if (next != UINT64_MAX)
		ws_timer_set(all->play_timer, next > now ? next - now : 0);
}

enum sr_err
procedures_playback(struct procedures *all)
{
	return ws_timer_new(&all->play_timer, all->opt.loop, on_time, all);
}

/* ---- its begin ---- */

static void
on_begun(void *ctx, enum sr_err err)
{
	struct procedure *p = ctx;

	p->play_starting = false;
	if (err != SR_OK) {
		log_error("playback-not-begun", "err=%s", sr_err_name(err));
		return;
	}
	if (procedure_playback(p) != PLAYBACK_WAITS)
		return;
	p->doc.playing = true;
	p->doc.play_ms = p->play_begun_ms;
	p->play_at = loop_ms(p);
	p->play_before = 0;
	/* What was saved behind it did not know. */
	procedure_save_later(p);
	procedure_show(p);
	audit_note(p->all->opt.audit, &(struct audit_note){
					  .event = AUDIT_RELEASE,
					  .about = "as-live",
					  .procedure = &p->doc.id,
				      });
	log_info("playback-begun", "entries=%llu",
	    (unsigned long long)room_last(p->room));
	if (p->all->plays)
		p->all->plays(p->all->plays_ctx, p);
	play_again_at(p, loop_ms(p));
}

/* The document as it will be; in memory it waits until that is on disk. */
static void
begin(struct procedure *p)
{
	uint64_t drawn_ms = p->doc.play_ms;

	p->play_begun_ms = p->all->opt.wall_ms();
	p->doc.play_ms = p->play_begun_ms;
	p->doc.playing = true;
	p->play_starting = true;
	if (procedure_save(p, on_begun, p) != SR_OK)
		p->play_starting = false;
	p->doc.play_ms = drawn_ms;
	p->doc.playing = false;
}

void
procedure_playback_look(struct procedure *p)
{
	enum playback state = procedure_playback(p);

	if (state != PLAYBACK_WAITS && state != PLAYBACK_RUNS)
		return;
	if (consent_ended(p))
		never(p);
	else if (state == PLAYBACK_RUNS)
		ws_timer_set(p->all->play_timer, 0);
	else if (p->doc.play_ms && !p->play_starting && !procedure_blocked(p) &&
		 !p->all->hold && loop_ms(p) >= p->play_at &&
		 p->all->opt.wall_ms() >= p->doc.play_ms)
		begin(p);
}

void
procedures_on_play(struct procedures *all,
    void (*fn)(void *ctx, const struct procedure *p), void *ctx)
{
	all->plays = fn;
	all->plays_ctx = ctx;
}
