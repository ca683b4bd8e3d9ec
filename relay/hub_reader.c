/* SPDX-License-Identifier: MIT */
#include "hub_private.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "metrics.h"
#include "tell.h"

/* What one reader is sent, and in which order. */

uint64_t
reader_last(const struct reader *r)
{
	return r->opt.all ? r->room->last : room_shown(r->room);
}

/* Of a page that one reader asked for nothing is deflated: that pays for many
 * readers only. */
static enum ws_form
page_form(const struct reader *r)
{
	return r->opt.form == WS_DEFLATED ? WS_PLAIN : r->opt.form;
}

/* Appends the entry as this reader gets it; false when the page is full. */
static bool
page_add(struct reader *r, size_t *at, const struct entry *e)
{
	struct hub *hub = r->room->hub;
	const char *text;
	struct frame f;
	size_t len;
	bool fits = false;

	if (hub_entry_message(hub, e, r->opt.audience, &text, &len) == SR_OK &&
	    hub_entry_frame(hub, &f, page_form(r), e, text, len) == SR_OK) {
		fits = *at + f.len <= (*at ? FLUSH_MAX : PAGE_BYTES);
		if (fits) {
			memcpy(hub->page + *at, f.bytes, f.len);
			*at += f.len;
		}
		framer_wipe(hub->framer);
	}
	wire_end(hub->wire);
	return fits;
}

void
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
			    !page_add(r, &at, entry[i]))
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

static void
reader_tell(struct reader *r, const struct wire_message *m)
{
	enum sr_err err = tell(r->room->hub->wire, r->opt.conn, m);

	if (err != SR_OK)
		log_error("reader-not-told", "peer=%u err=%s",
		    ws_number(r->opt.conn), sr_err_name(err));
}

/* The end of what there is: say so once; a reader of the past ends here. */
static void
reader_catch_up(struct reader *r)
{
	struct room *room = r->room;
	struct wire_message m = {.event = EV_CAUGHT_UP};

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
	reader_tell(r, &m);
	if (!r->opt.live)
		reader_fail(r, SR_OK);
}

/* The state is another than this reader was told. */
static void
reader_tell_state(struct reader *r)
{
	struct room *room = r->room;
	struct wire_message m = {.event = EV_STATE};

	r->told = room->changes;
	m.u.state = room->state;
	reader_tell(r, &m);
	/* A stream of events is not kept for what may never go on. */
	if (room->blocked && r->opt.form == WS_EVENTS)
		reader_fail(r, SR_OK);
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
			len = framelog_slice(
			    room->log[r->opt.audience][r->opt.form], r->next,
			    FLUSH_MAX, &bytes, &next);
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
	/* Here, not behind a call: a message is large, and each flush comes by
	 * for each reader. */
	if ((room->blocked || (r->caught_up && !r->reading)) &&
	    r->told != room->changes)
		reader_tell_state(r);
	else if (!room->blocked && !r->caught_up && !r->reading)
		reader_catch_up(r);
}

/* ---- its life ---- */

/* The number that its reading begins with. */
static uint64_t
reader_first(const struct reader *r)
{
	uint64_t from = r->opt.from ? r->opt.from : 1, last = reader_last(r);

	if (!r->opt.tail || r->room->blocked || last < r->opt.tail ||
	    last - r->opt.tail < from)
		return from;
	return last - r->opt.tail + 1;
}

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
	room->used[opt->audience][opt->form] = true;
	r->next = reader_first(r);
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
