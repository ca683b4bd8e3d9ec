/* SPDX-License-Identifier: MIT */
#include "release_private.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

/* Milliseconds until the disk is asked again. */
#define RETRY_MS 1000u

static void on_time(void *ctx);

enum sr_err
release_new(struct release **out, struct journal *journal, struct ws_loop *loop)
{
	struct release *release = calloc(1, sizeof *release);
	enum sr_err err;

	if (!release)
		return SR_ENOMEM;
	release->journal = journal;
	release->loop = loop;
	err = ws_timer_new(&release->timer, loop, on_time, release);
	if (err != SR_OK) {
		free(release);
		return err;
	}
	*out = release;
	return SR_OK;
}

void
release_free(struct release *release)
{
	if (!release)
		return;
	while (release->lanes) {
		struct lane *lane = release->lanes;

		release->lanes = lane->next;
		while (lane->first) {
			struct delayed *w = lane->first;

			lane->first = w->next;
			delayed_free(w);
		}
		free(lane);
	}
	ws_timer_free(release->timer);
	free(release);
}

void
release_on_end(struct release *release, release_ended *fn, void *ctx)
{
	release->ended = fn;
	release->ctx = ctx;
}

static uint64_t
now_ms(const struct release *release)
{
	return ws_loop_now_ms(release->loop);
}

/* ---- what its author, and who asked, are told ---- */

static void
answer(struct delayed *w, enum sr_err err, uint64_t number, bool repeated)
{
	release_done *done = w->done;

	w->done = NULL;
	if (done)
		done(w->ctx, err, number, repeated);
}

static void
tell_end(struct delayed *w, uint64_t number)
{
	struct release *release = w->lane->release;

	if (w->told || !release->ended)
		return;
	w->told = true;
	release->ended(release->ctx, &(struct release_end){
					 .room = w->lane->room,
					 .entry = w->entry,
					 .account = w->how.account,
					 .draft = w->how.draft,
					 .number = number,
					 .why = w->why,
				     });
}

static void
answer_undo(struct delayed *w, enum sr_err err)
{
	journal_done *undone = w->undone;

	w->undone = NULL;
	if (undone)
		undone(w->undone_ctx, err);
}

/* Once in the log, however long the disk is away. */
static void
retry_later(struct delayed *w, const char *what, enum sr_err err)
{
	if (!w->failed)
		log_error(what, "err=%s", sr_err_name(err));
	w->failed = true;
	w->due_ms = now_ms(w->lane->release) + RETRY_MS;
}

/* ---- destroying ---- */

static void set_timer(struct release *release);

static void
on_unstaged(void *ctx, enum sr_err err)
{
	struct delayed *w = ctx;
	struct release *release = w->lane->release;

	w->asked = false;
	if (err == SR_ENOPROC) /* erased with its procedure */
		err = SR_OK;
	answer_undo(w, err);
	if (err == SR_OK) {
		tell_end(w, 0);
		lane_remove(w);
	} else {
		retry_later(w, "unstage-failed", err);
	}
	if (err != SR_ECLOSED)
		set_timer(release);
}

static void
destroy(struct delayed *w)
{
	const struct entry_head *head = entry_head(w->entry);

	w->progress = GOING;
	w->asked = true;
	journal_unstage(w->lane->release->journal, &head->procedure,
	    head->draft, on_unstaged, w);
}

/* ---- releasing ---- */

static bool
passes(enum sr_err err)
{
	return err == SR_EDISK || err == SR_EBUSY || err == SR_ENOMEM ||
	       err == SR_ECLOSED;
}

static void
on_appended(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct delayed *w = ctx;
	struct release *release = w->lane->release;

	if (passes(err) && w->dropped) {
		/* Stopped or undone while it was on its way: it does not go
		 * again. */
		w->progress = GOING;
		w->asked = true;
		tell_end(w, 0);
		answer(w, SR_ESTOPPED, 0, false);
		destroy(w);
		return;
	}
	if (passes(err)) {
		w->progress = WAITING;
		retry_later(w, "release-failed", err);
		if (err != SR_ECLOSED)
			set_timer(release);
		return;
	}
	if (err == SR_OK && !repeated)
		hub_publish(w->lane->room, w->entry);
	answer(w, err, number, repeated);
	answer_undo(w, number ? SR_ENOENTRY : SR_OK);
	tell_end(w, number);
	lane_remove(w);
}

/* In order: what is not on disk yet holds up those behind it, but not their
 * end. */
static void
lane_run(struct lane *lane, uint64_t now)
{
	struct release *release = lane->release;
	bool held_up = lane->paused;

	for (struct delayed *w = lane->first, *next; w; w = next) {
		next = w->next;
		if (w->progress == GOING && !w->asked && w->due_ms <= now) {
			destroy(w);
		} else if (w->progress == STAGING) {
			held_up = true;
		} else if (w->progress == WAITING && !held_up) {
			held_up = w->due_ms > now;
			if (held_up)
				continue;
			w->progress = RELEASING;
			journal_append(
			    release->journal, w->entry, on_appended, w);
		}
	}
}

static void
on_time(void *ctx)
{
	struct release *release = ctx;
	uint64_t now = now_ms(release);

	for (struct lane *lane = release->lanes, *next; lane; lane = next) {
		next = lane->next;
		lane_run(lane, now);
	}
	set_timer(release);
}

static void
set_timer(struct release *release)
{
	uint64_t due = UINT64_MAX, now = now_ms(release);

	for (const struct lane *l = release->lanes; l; l = l->next)
		if (lane_due(l) < due)
			due = lane_due(l);
	if (due == UINT64_MAX)
		ws_timer_cancel(release->timer);
	else
		ws_timer_set(release->timer, due > now ? due - now : 0);
}

/* ---- accepting ---- */

/* One entry between acceptance and the disk, without delay. */
struct direct {
	struct room *room;
	struct entry *entry;
	release_done *done;
	void *ctx;
};

static void
on_disk(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct direct *d = ctx;

	if (err == SR_OK && !repeated)
		hub_publish(d->room, d->entry);
	d->done(d->ctx, err, number, repeated);
	entry_unref(d->entry);
	free(d);
}

static void
accept_direct(struct release *release, struct room *room, struct entry *e,
    release_done *done, void *ctx)
{
	struct direct *d = malloc(sizeof *d);

	if (!d) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	*d = (struct direct){room, entry_ref(e), done, ctx};
	journal_append(release->journal, e, on_disk, d);
}

static void
on_staged(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct delayed *w = ctx;
	struct lane *lane = w->lane;
	struct release *release = lane->release;
	const struct delayed *other = NULL;

	if (err == SR_OK && !repeated && w->dropped) {
		/* Of another device of the account: it may be sent again. */
		answer(w, w->why == GONE_REVOKED ? SR_EBUSY : SR_ESTOPPED, 0,
		    false);
		destroy(w);
		return;
	}
	if (err == SR_OK && !repeated) {
		w->progress = WAITING;
		if (!w->last)
			answer(w, SR_OK, 0, false);
		set_timer(release);
		return;
	}
	/* Sent again: the first one is what waits. */
	w->progress = GOING;
	w->told = true;
	for (other = lane->first; err == SR_OK && !number && other;
	     other = other->next)
		if (other != w && other->progress == GOING &&
		    memcmp(entry_head(other->entry)->draft,
			entry_head(w->entry)->draft, 16) == 0)
			err = SR_EBUSY;
	answer(w, err, number, repeated);
	lane_remove(w);
	if (err != SR_ECLOSED)
		set_timer(release);
}

void
release_accept(struct release *release, struct room *room, struct entry *e,
    const struct release_how *how, release_done *done, void *ctx)
{
	struct lane *lane = lane_find(release, room);
	struct delayed *w;

	if (!how->delay_ms && !(how->last && lane && lane->first)) {
		accept_direct(release, room, e, done, ctx);
		return;
	}
	w = delayed_new(e, now_ms(release), how->delay_ms);
	lane = w ? lane_get(release, room) : NULL;
	if (!lane) {
		if (w)
			delayed_free(w);
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	if (how->account)
		strncpy(w->how.account, how->account, NAME_MAX_BYTES);
	if (how->draft)
		strncpy(w->how.draft, how->draft, DRAFT_ID_MAX);
	if (how->approver)
		strncpy(w->how.approver, how->approver, NAME_MAX_BYTES);
	w->how.wait_ms = how->delay_ms;
	w->last = how->last;
	w->done = done;
	w->ctx = ctx;
	lane_add(lane, w);
	journal_stage(release->journal, e, &w->how, on_staged, w);
}

void
release_finish(struct release *release)
{
	for (struct lane *l = release ? release->lanes : NULL; l; l = l->next)
		for (struct delayed *w = l->first; w; w = w->next)
			answer(w, SR_ECLOSED, 0, false);
}

enum sr_err
release_restore(struct release *release, struct room *room, struct entry *e,
    const struct journal_staging *how)
{
	struct delayed *w = delayed_new(e, now_ms(release), how->wait_ms);
	struct lane *lane = w ? lane_get(release, room) : NULL;

	if (!lane) {
		if (w)
			delayed_free(w);
		return SR_ENOMEM;
	}
	w->how = *how;
	w->last = entry_head(e)->kind == ENTRY_NOTICE;
	w->progress = WAITING;
	lane_add(lane, w);
	set_timer(release);
	return SR_OK;
}

/* ---- while it waits ---- */

uint64_t
release_wait_ms(
    struct release *release, const struct room *room, const uint8_t draft[16])
{
	const struct delayed *w = lane_draft(lane_find(release, room), draft);
	uint64_t now = now_ms(release);

	if (!w || w->progress == GOING)
		return 0;
	return w->due_ms > now ? w->due_ms - now : 1;
}

enum sr_err
release_undo(struct release *release, struct room *room,
    const uint8_t draft[16], journal_done *done, void *ctx)
{
	struct delayed *w = lane_draft(lane_find(release, room), draft);

	if (!w)
		return SR_ENOENTRY;
	if (w->progress == STAGING || w->asked || w->undone)
		return SR_EBUSY;
	w->why = GONE_UNDONE;
	w->undone = done;
	w->undone_ctx = ctx;
	/* If the disk refuses it now it does not go again. */
	if (w->progress == RELEASING)
		w->dropped = true;
	else
		destroy(w);
	return SR_OK;
}

static void
drop(struct delayed *w, enum gone_why why)
{
	if (w->progress == STAGING && !w->dropped) {
		w->dropped = w->told = true;
		w->why = why;
	} else if (w->progress == RELEASING) {
		w->dropped = true;
		w->why = why;
	} else if (w->progress == WAITING) {
		/* First: whoever is told may come back here. */
		w->progress = GOING;
		w->asked = true;
		w->why = why;
		tell_end(w, 0);
		answer(w, SR_ESTOPPED, 0, false);
		destroy(w);
	}
}

void
release_drop(
    struct release *release, struct room *room, enum gone_why why, bool all)
{
	struct lane *lane = lane_find(release, room);

	if (!lane)
		return;
	for (struct delayed *w = lane->first, *next; w; w = next) {
		next = w->next;
		if (all || !w->last)
			drop(w, why);
		else if (w->progress != GOING)
			w->due_ms = now_ms(release); /* nothing is before it */
	}
	set_timer(release);
}

void
release_drop_account(
    struct release *release, const char *account, enum gone_why why)
{
	for (struct lane *lane = release->lanes; lane; lane = lane->next)
		for (struct delayed *w = lane->first, *next; w; w = next) {
			next = w->next;
			if (strcmp(w->how.account, account) == 0 ||
			    strcmp(w->how.approver, account) == 0)
				drop(w, why);
		}
	set_timer(release);
}

void
release_pause(struct release *release, struct room *room, bool paused)
{
	struct lane *lane =
	    paused ? lane_get(release, room) : lane_find(release, room);

	if (!lane || lane->paused == paused)
		return;
	lane->paused = paused;
	if (!paused)
		lane_run(lane, now_ms(release));
	lane_rest(lane);
	set_timer(release);
}
