/* SPDX-License-Identifier: MIT */
#ifndef SR_HUB_PRIVATE_H
#define SR_HUB_PRIVATE_H

#include "framelog.h"
#include "hub.h"
#include "proto/frame.h"

/* What hub.c (rooms, and when they are flushed), hub_reader.c (what one reader
 * is sent) and hub_count.c (who is there) share. */

struct hub {
	struct ws_loop *loop;
	struct journal *journal;
	struct wire *wire;
	struct framer *framer;
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
	/* The same entries for each form of connection; `used`: it has had a
	 * reader, so that entries are made ready in it. */
	struct framelog *log[AUDIENCES][WS_FORMS];
	bool used[AUDIENCES][WS_FORMS];
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

/* A page is cut at FLUSH_MAX; a message that is longer goes alone, with what
 * stands around it. */
#define PAGE_BYTES (ENTRY_MESSAGE_MAX + 128)

/* The entry as its readers see it, in the wire's memory. */
SR_MUST_USE enum sr_err hub_entry_message(struct hub *hub,
    const struct entry *e, enum audience a, const char **text, size_t *len);
/* The same as bytes of that form, in the framer's memory. */
SR_MUST_USE enum sr_err hub_entry_frame(struct hub *hub, struct frame *out,
    enum ws_form form, const struct entry *e, const char *text, size_t len);
/* Nobody reads what has ended: its frames need no memory. */
void room_rest(struct room *room);
/* The highest number that this one may have. */
uint64_t reader_last(const struct reader *r);
/* Tells its owner, and ends it. */
void reader_fail(struct reader *r, enum sr_err err);

#endif
