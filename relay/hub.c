/* SPDX-License-Identifier: MIT */
#include "hub.h"

#include <stdlib.h>
#include <string.h>

#include "entry_wire.h"
#include "framelog.h"
#include "log.h"
#include "metrics.h"

struct hub {
	struct ws_loop *loop;
	struct journal *journal;
	struct wire *wire;
	struct ws_timer *timer;
	struct room *rooms;
	uint64_t window_ms, flushed_ms;
	bool dirty, timer_set;
	void (*published)(void *ctx, const struct entry *e);
	void *published_ctx;
	/* A page from the journal as frames, before it goes out. */
	uint8_t *page;
};

struct room {
	struct hub *hub;
	struct room *next, **link;
	struct procedure_id id;
	uint64_t last, until;
	struct wire_state state;
	uint64_t changes; /* of the state */
	bool blocked;
	struct framelog *log[AUDIENCES];
	struct reader **reader;
	size_t count, capacity;
	size_t turn; /* which reader goes first: not always the same */
	/* Counts entries that took another one's text away: a page read before
	 * such a change is not sent after it. */
	uint64_t epoch;
	unsigned present[PRESENT_KINDS];
	bool present_changed;
	bool dirty;
};

struct reader {
	struct room *room; /* NULL: ended, kept for a page on its way */
	struct reader_options opt;
	size_t slot;
	uint64_t next, page_epoch;
	uint64_t told; /* the change of state it knows of */
	bool reading, caught_up;
};

/* A page is cut here; one frame more than this still fits the buffer. */
#define PAGE_BYTES (2 * FLUSH_MAX)

static void hub_turn(void *ctx);
static void hub_flush(void *ctx);
static void reader_fail(struct reader *r, enum sr_err err);

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
	if (hub->page)
		explicit_bzero(hub->page, PAGE_BYTES);
	free(hub->page);
	free(hub);
}

/* ---- rooms ---- */

enum sr_err
room_new(struct room **out, struct hub *hub, const struct procedure_id *id,
    uint64_t last)
{
	struct room *room = calloc(1, sizeof *room);

	if (!room)
		return SR_ENOMEM;
	for (int a = 0; a < AUDIENCES; a++) {
		if (framelog_new(&room->log[a], FRAMELOG_BYTES) == SR_OK)
			continue;
		while (a--)
			framelog_free(room->log[a]);
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
	for (int a = 0; a < AUDIENCES; a++)
		framelog_free(room->log[a]);
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

/* Nobody reads what has ended: its frames need no memory. */
static void
room_rest(struct room *room)
{
	if (room->count || (strcmp(room->state.state, "closed") != 0 &&
			       strcmp(room->state.state, "waits") != 0))
		return;
	for (int a = 0; a < AUDIENCES; a++)
		framelog_drop(room->log[a]);
}

static void
room_forget_frames(struct room *room)
{
	room->epoch++;
	for (int a = 0; a < AUDIENCES; a++)
		framelog_drop(room->log[a]);
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
room_set_state(
    struct room *room, const struct wire_state *state, bool blocked)
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

/* ---- what goes out ---- */

static uint64_t
reader_last(const struct reader *r)
{
	return r->opt.all ? r->room->last : room_shown(r->room);
}

/* The entry as its readers see it, in the wire's memory. */
static enum sr_err
entry_message(struct hub *hub, const struct entry *e, enum audience a,
    const char **text, size_t *len)
{
	struct wire_message m = {.event = EV_ENTRY};
	struct entry_rows rows;

	entry_to_wire(e, a, &m.u.entry, &rows);
	return wire_write_message(hub->wire, &m, text, len);
}

void
hub_publish(struct room *room, struct entry *e)
{
	struct hub *hub = room->hub;
	const struct entry_head *head = entry_head(e);

	/* From here on nobody gets the text that this one takes away. */
	if (entry_takes_away(head->kind))
		room_forget_frames(room);
	for (int a = 0; a < AUDIENCES && !room->blocked; a++) {
		const char *text;
		size_t len;
		enum sr_err err =
		    entry_message(hub, e, (enum audience)a, &text, &len);

		if (err == SR_OK)
			err = framelog_append(
			    room->log[a], entry_number(e), text, len);
		/* Readers then get it from the journal: nothing is lost. */
		if (err != SR_OK)
			framelog_drop(room->log[a]);
		wire_end(hub->wire);
	}
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

/* Appends the entry as a frame; false when the page is full. */
static bool
page_add(struct hub *hub, size_t *at, const struct entry *e, enum audience a)
{
	uint8_t head[10];
	const char *text;
	size_t len, head_len;
	bool fits = false;

	if (entry_message(hub, e, a, &text, &len) == SR_OK) {
		head_len = ws_frame_head(head, len);
		fits = *at + head_len + len <= (*at ? FLUSH_MAX : PAGE_BYTES);
		if (fits) {
			memcpy(hub->page + *at, head, head_len);
			memcpy(hub->page + *at + head_len, text, len);
			*at += head_len + len;
		}
	}
	wire_end(hub->wire);
	return fits;
}

static void
reader_fail(struct reader *r, enum sr_err err)
{
	r->opt.ended(r->opt.ctx, r, err);
	reader_end(r);
}

static void
count_write(uint64_t entries, size_t bytes)
{
	metrics_add(METRIC_WRITES, 1);
	metrics_add(METRIC_DELIVERIES, entries);
	metrics_add(METRIC_DELIVERED_BYTES, bytes);
}

static void
reader_on_page(void *ctx, enum sr_err err, struct entry *const *entry,
    size_t count, uint64_t last)
{
	struct reader *r = ctx;
	struct hub *hub;
	size_t at = 0;
	uint64_t next;

	(void)last;
	r->reading = false;
	if (!r->room) {
		free(r);
		return;
	}
	if (err != SR_OK && !r->room->blocked) {
		log_error("journal-read-failed", "peer=%u err=%s",
		    ws_number(r->opt.conn), sr_err_name(err));
		reader_fail(r, err);
		return;
	}
	hub = r->room->hub;
	next = r->next;
	if (!r->room->blocked && r->page_epoch == r->room->epoch &&
	    next <= reader_last(r) && ws_ready(r->opt.conn)) {
		for (size_t i = 0; i < count; i++) {
			if (entry_number(entry[i]) != next ||
			    next > reader_last(r) ||
			    !page_add(hub, &at, entry[i], r->opt.audience))
				break;
			next++;
		}
		if (!at) {
			reader_fail(r, SR_ECRYPTO);
			return;
		}
		if (!ws_write_frames(r->opt.conn, hub->page, at))
			return;
		metrics_add(METRIC_JOURNAL_PAGES, 1);
		count_write(next - r->next, at);
		r->next = next;
	}
	reader_pump(r);
}

/* The end of what there is: say so once; a reader of the past ends here. */
static void
reader_catch_up(struct reader *r)
{
	struct room *room = r->room;
	struct wire_message m = {.event = EV_CAUGHT_UP};
	const char *text;
	size_t len;

	if (r->caught_up)
		return;
	r->caught_up = true;
	r->told = room->changes;
	m.u.caught_up = (struct wire_caught_up){
	    .procedure = room->id,
	    .number = r->next - 1,
	    .live = r->opt.live,
	    .state = room->state.state,
	};
	if (wire_write_message(room->hub->wire, &m, &text, &len) == SR_OK)
		ws_send(r->opt.conn, text, len);
	wire_end(room->hub->wire);
	if (!r->opt.live)
		reader_fail(r, SR_OK);
}

/* The state is another than this reader was told. */
static void
reader_tell_state(struct reader *r)
{
	struct room *room = r->room;
	struct wire_message m = {.event = EV_STATE};
	const char *text;
	size_t len;

	if (r->told == room->changes)
		return;
	r->told = room->changes;
	m.u.state = room->state;
	if (wire_write_message(room->hub->wire, &m, &text, &len) == SR_OK)
		ws_send(r->opt.conn, text, len);
	wire_end(room->hub->wire);
}

void
reader_pump(struct reader *r)
{
	struct room *room = r->room;
	const uint8_t *bytes;
	uint64_t next;
	size_t len;

	while (!room->blocked && !r->reading && r->next <= reader_last(r)) {
		if (!ws_ready(r->opt.conn)) {
			ws_want_ready(r->opt.conn);
			return;
		}
		len = 0;
		/* The log does not know where to end. */
		if (reader_last(r) == room->last)
			len = framelog_slice(room->log[r->opt.audience],
			    r->next, FLUSH_MAX, &bytes, &next);
		if (!len) {
			r->reading = true;
			r->page_epoch = room->epoch;
			journal_read(room->hub->journal, &room->id, r->next,
			    PAGE_ENTRIES, reader_on_page, r);
			return;
		}
		if (!ws_write_frames(r->opt.conn, bytes, len))
			return;
		count_write(next - r->next, len);
		r->next = next;
	}
	if (room->blocked || (r->caught_up && !r->reading))
		reader_tell_state(r);
	else if (!r->reading)
		reader_catch_up(r);
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
	for (struct room *room = hub->rooms; room; room = room->next)
		if (room->dirty)
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

/* ---- readers ---- */

enum sr_err
reader_new(
    struct reader **out, struct room *room, const struct reader_options *opt)
{
	struct reader *r;

	if (room->count == room->capacity) {
		size_t more = room->capacity ? 2 * room->capacity : 16;
		struct reader **grown =
		    realloc(room->reader, more * sizeof(*grown));

		if (!grown)
			return SR_ENOMEM;
		room->reader = grown;
		room->capacity = more;
	}
	r = calloc(1, sizeof *r);
	if (!r)
		return SR_ENOMEM;
	r->room = room;
	r->opt = *opt;
	r->next = opt->from ? opt->from : 1;
	r->told = room->changes;
	r->slot = room->count;
	room->reader[room->count++] = r;
	if (r->opt.live) {
		room->present[r->opt.present]++;
		room->present_changed = true;
	}
	*out = r;
	return SR_OK;
}

void
reader_end(struct reader *r)
{
	struct room *room = r ? r->room : NULL;

	if (!room)
		return;
	room->reader[r->slot] = room->reader[--room->count];
	room->reader[r->slot]->slot = r->slot;
	r->room = NULL;
	if (r->opt.live) {
		room->present[r->opt.present]--;
		room->present_changed = true;
	}
	if (!r->reading)
		free(r);
	room_rest(room);
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

size_t
hub_backlog(const struct hub *hub, uint64_t behind[4])
{
	static const size_t percent[4] = {50, 90, 99, 100};
	size_t readers = 0, n = 0;
	uint64_t *each;

	memset(behind, 0, 4 * sizeof(*behind));
	for (struct room *room = hub->rooms; room; room = room->next)
		readers += room->count;
	each = malloc((readers + 1) * sizeof(*each));
	if (!each)
		return readers;
	for (struct room *room = hub->rooms; room; room = room->next) {
		for (size_t i = 0; i < room->count; i++) {
			const struct reader *r = room->reader[i];
			uint64_t last = reader_last(r);

			each[n++] = r->next <= last ? last - r->next + 1 : 0;
		}
	}
	qsort(each, n, sizeof(*each), by_number);
	for (int i = 0; i < 4 && n > 0; i++)
		behind[i] = each[(n - 1) * percent[i] / 100];
	free(each);
	return readers;
}

void
room_present(const struct room *room, unsigned count[PRESENT_KINDS])
{
	memcpy(count, room->present, sizeof room->present);
}

bool
room_present_changed(struct room *room, unsigned count[PRESENT_KINDS])
{
	bool changed = room->present_changed;

	room->present_changed = false;
	room_present(room, count);
	return changed;
}

void
room_each(struct room *room, unsigned kinds,
    void (*fn)(void *ctx, void *reader_ctx), void *ctx)
{
	for (size_t i = 0; i < room->count; i++) {
		const struct reader *r = room->reader[i];

		if (r->opt.live && kinds & 1u << r->opt.present)
			fn(ctx, r->opt.ctx);
	}
}

const struct room *
reader_room(const struct reader *r)
{
	return r->room;
}

uint64_t
reader_next(const struct reader *r)
{
	return r->next;
}
