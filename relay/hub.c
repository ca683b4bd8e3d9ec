/* SPDX-License-Identifier: MIT */
#include "hub_private.h"

#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "log.h"
#include "metrics.h"

static void hub_turn(void *ctx);
static void hub_flush(void *ctx);

enum sr_err
hub_new(struct hub **out, struct ws_loop *loop, struct journal *journal,
    uint64_t window_ms)
{
	struct hub *hub = calloc(1, sizeof *hub);
	enum sr_err err = SR_ENOMEM;

	if (!hub)
		return SR_ENOMEM;
	hub->loop = loop;
	hub->journal = journal;
	hub->window_ms = window_ms;
	hub->page = malloc(PAGE_BYTES);
	if (!hub->page)
		goto out;
	err = wire_new(&hub->wire);
	if (err != SR_OK)
		goto out;
	err = framer_new(&hub->framer);
	if (err != SR_OK)
		goto out;
	err = ws_timer_new(&hub->timer, loop, hub_flush, hub);
	if (err != SR_OK)
		goto out;
	ws_loop_on_turn(loop, hub_turn, hub);
	*out = hub;
	hub = NULL;
out:
	hub_free(hub);
	return err;
}

void
hub_free(struct hub *hub)
{
	if (!hub)
		return;
	ws_timer_free(hub->timer);
	wire_free(hub->wire);
	framer_free(hub->framer);
	if (hub->page)
		explicit_bzero(hub->page, PAGE_BYTES);
	free(hub->page);
	free(hub);
}

/* Readers of one room that are served in half a millisecond. */
#define FEW 64u

/* ---- rooms ---- */

#define LOGS (AUDIENCES * WS_FORMS)

static struct framelog **
log_of(struct room *room, int i)
{
	return &room->log[i / WS_FORMS][i % WS_FORMS];
}

static void
free_logs(struct room *room)
{
	for (int i = 0; i < LOGS; i++)
		framelog_free(*log_of(room, i));
}

static void
drop_logs(struct room *room)
{
	for (int i = 0; i < LOGS; i++)
		framelog_drop(*log_of(room, i));
}

enum sr_err
room_new(struct room **out, struct hub *hub, const struct procedure_id *id,
    uint64_t last)
{
	struct room *room = calloc(1, sizeof *room);

	if (!room)
		return SR_ENOMEM;
	for (int i = 0; i < LOGS; i++) {
		if (framelog_new(log_of(room, i), FRAMELOG_BYTES) == SR_OK)
			continue;
		free_logs(room);
		free(room);
		return SR_ENOMEM;
	}
	room->hub = hub;
	room->id = *id;
	room->last = last;
	room->until = UINT64_MAX;
	room->state.procedure = *id;
	room->state.state = "open";
	room->next = hub->rooms;
	room->link = &hub->rooms;
	if (hub->rooms)
		hub->rooms->link = &room->next;
	hub->rooms = room;
	*out = room;
	return SR_OK;
}

void
room_free(struct room *room)
{
	if (!room)
		return;
	while (room->count)
		reader_fail(room->reader[room->count - 1], SR_ECLOSED);
	free_logs(room);
	*room->link = room->next;
	if (room->next)
		room->next->link = room->link;
	free(room->reader);
	free(room);
}

uint64_t
room_last(const struct room *room)
{
	return room->last;
}

uint64_t
room_shown(const struct room *room)
{
	return room->until < room->last ? room->until : room->last;
}

void
room_rest(struct room *room)
{
	if (room->count || (strcmp(room->state.state, "closed") != 0 &&
			       strcmp(room->state.state, "waits") != 0))
		return;
	drop_logs(room);
}

static void
room_forget_frames(struct room *room)
{
	room->epoch++;
	drop_logs(room);
}

void
room_show_until(struct room *room, uint64_t number)
{
	/* A page read before it is not sent after it. */
	if (number < room->until)
		room->epoch++;
	room->until = number;
	room->dirty = room->hub->dirty = true;
}

/* Nobody gets what is on its way to him. */
static void
room_block(struct room *room)
{
	size_t cut = 0;

	room->blocked = true;
	room_forget_frames(room);
	for (size_t i = 0; i < room->count; i++)
		cut += !ws_recall(room->reader[i]->opt.conn);
	log_info("room-blocked", "readers=%zu cut=%zu", room->count, cut);
}

void
room_set_state(struct room *room, const struct wire_state *state, bool blocked)
{
	bool same = strcmp(room->state.state, state->state) == 0;

	room->state = *state;
	if (blocked && !room->blocked)
		room_block(room);
	room->blocked = blocked;
	if (!same) {
		room->changes++;
		room->dirty = room->hub->dirty = true;
	}
	room_rest(room);
}

/* ---- what is published ---- */

enum sr_err
hub_entry_message(struct hub *hub, const struct entry *e, enum audience a,
    const char **text, size_t *len)
{
	struct wire_message m = {.event = EV_ENTRY};
	struct entry_rows rows;

	entry_to_wire(e, a, &m.u.entry, &rows);
	return wire_write_message(hub->wire, &m, text, len);
}

bool
hub_can_send(struct hub *hub, const struct entry *e)
{
	/* Its number is not known yet. */
	const size_t most = ENTRY_MESSAGE_MAX - 20;
	bool fits = true;

	for (int a = 0; a < AUDIENCES; a++) {
		const char *text;
		size_t len;

		(void)entry_text(e, (enum audience)a, &len);
		fits = fits && len <= ENTRY_TEXT_MAX &&
		       hub_entry_message(
			   hub, e, (enum audience)a, &text, &len) == SR_OK &&
		       len <= most;
		wire_end(hub->wire);
	}
	return fits;
}

enum sr_err
hub_entry_frame(struct hub *hub, struct frame *out, enum ws_form form,
    const struct entry *e, const char *text, size_t len)
{
	return framer_make(hub->framer, out, form, wire_event_name(EV_ENTRY),
	    entry_number(e), text, len);
}

static void
count_deflated(size_t before, size_t after)
{
	metrics_add(METRIC_DEFLATE_IN_BYTES, before);
	metrics_add(METRIC_DEFLATE_OUT_BYTES, after);
}

/* The entry for one audience, in each form that has readers. */
static void
make_ready(struct room *room, const struct entry *e, enum audience a)
{
	struct hub *hub = room->hub;
	const char *text = NULL;
	size_t len = 0;
	enum sr_err err = hub_entry_message(hub, e, a, &text, &len);

	for (int form = 0; form < WS_FORMS; form++) {
		struct frame f;
		enum sr_err made = err;

		if (form != WS_PLAIN && !room->used[a][form])
			continue;
		if (made == SR_OK)
			made = hub_entry_frame(
			    hub, &f, (enum ws_form)form, e, text, len);
		if (made == SR_OK)
			made = framelog_append(room->log[a][form],
			    entry_number(e), f.bytes, f.len);
		if (made == SR_OK && form == WS_DEFLATED)
			count_deflated(len, f.len);
		/* Readers then get it from the journal: nothing is lost. */
		if (made != SR_OK)
			framelog_drop(room->log[a][form]);
		framer_wipe(hub->framer);
	}
	wire_end(hub->wire);
}

void
hub_publish(struct room *room, struct entry *e)
{
	struct hub *hub = room->hub;
	const struct entry_head *head = entry_head(e);

	/* From here on nobody gets the text that this one takes away. */
	if (entry_takes_away(head->kind))
		room_forget_frames(room);
	for (int a = 0; a < AUDIENCES && !room->blocked; a++)
		make_ready(room, e, (enum audience)a);
	metrics_add(METRIC_RELEASED, 1);
	room_rest(room);
	room->last = entry_number(e);
	room->dirty = hub->dirty = true;
	if (hub->published)
		hub->published(hub->published_ctx, e);
}

void
hub_on_publish(struct hub *hub,
    void (*published)(void *ctx, const struct entry *e), void *ctx)
{
	hub->published = published;
	hub->published_ctx = ctx;
}

/* ---- when ---- */

static void
room_flush(struct room *room)
{
	size_t n = room->count;

	room->dirty = false;
	if (!n)
		return;
	room->turn = (room->turn + 1) % n;
	for (size_t i = 0; i < n; i++) {
		size_t slot = (i + room->turn) % n;

		if (slot < room->count)
			reader_pump(room->reader[slot]);
	}
	/* A reader that ended gave its place to another, who may have been
	 * passed over: once more. */
	if (room->count != n)
		room->dirty = room->hub->dirty = true;
}

static void
hub_flush(void *ctx)
{
	struct hub *hub = ctx;

	hub->timer_set = false;
	hub->dirty = false;
	hub->flushed_ms = ws_loop_now_ms(hub->loop);
	/* Few readers do not wait until many are through. */
	for (int many = 0; many < 2; many++)
		for (struct room *room = hub->rooms; room; room = room->next)
			if (room->dirty && (room->count > FEW) == many)
				room_flush(room);
	if (hub->dirty) {
		hub->timer_set = true;
		ws_timer_set(hub->timer, hub->window_ms);
	}
}

static void
hub_turn(void *ctx)
{
	struct hub *hub = ctx;
	uint64_t since;

	if (!hub->dirty || hub->timer_set)
		return;
	since = ws_loop_now_ms(hub->loop) - hub->flushed_ms;
	if (since >= hub->window_ms) {
		hub_flush(hub);
		return;
	}
	hub->timer_set = true;
	ws_timer_set(hub->timer, hub->window_ms - since);
}
