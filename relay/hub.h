/* SPDX-License-Identifier: MIT */
#ifndef SR_HUB_H
#define SR_HUB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry.h"
#include "journal.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "proto/ws.h"

/*
 * Who reads what. A room is the reader side of one procedure: a frame log for
 * each audience and the readers, each with the number it needs next. A reader
 * is moved on by one rule: what it needs next comes from the frame log while
 * it is there, else from the journal; so late join, resume and falling behind
 * are the same thing, and neither gap nor repeat can arise.
 */

struct hub;
struct room;
struct reader;

/* window_ms: when messages come faster than this, they are flushed together. */
SR_MUST_USE enum sr_err hub_new(struct hub **out, struct ws_loop *loop,
    struct journal *journal, uint64_t window_ms);
/* Rooms and readers must be gone before. */
void hub_free(struct hub *hub);

/* How many readers there are; of the entries they are behind: half, 90 %,
 * 99 % and all of them are at most behind[0..3]. Walks over all. */
size_t hub_backlog(const struct hub *hub, uint64_t behind[4]);

/* last: the highest number on disk. */
SR_MUST_USE enum sr_err room_new(struct room **out, struct hub *hub,
    const struct procedure_id *id, uint64_t last);
/* Ends its readers. NULL is fine. */
void room_free(struct room *room);
uint64_t room_last(const struct room *room);
/* Readers but those with `all` get entries up to this number; UINT64_MAX (as at
 * first): all there are. More let them go on as late joiners do. */
void room_show_until(struct room *room, uint64_t number);
/* The highest they may have. */
uint64_t room_shown(const struct room *room);
/* What readers are told: when caught up, and each that is live when it
 * changes. state->state is static text.
 *   blocked  from within this call on nobody is sent anything of the room but
 *            this state, neither history nor what comes; whom a part of
 *            something was sent to is cut off. Until it is called with false.
 */
void room_set_state(
    struct room *room, const struct wire_state *state, bool blocked);

/* Whether readers can be sent it: ENTRY_TEXT_MAX and ENTRY_MESSAGE_MAX. */
bool hub_can_send(struct hub *hub, const struct entry *e);

/* e is on disk with its number. Sends at the end of the turn or window. */
void hub_publish(struct room *room, struct entry *e);

/* Called for each entry that is published, once it is. */
void hub_on_publish(struct hub *hub,
    void (*published)(void *ctx, const struct entry *e), void *ctx);

/* Who a reader is, for counting. */
enum present {
	PRESENT_STUDENT,
	PRESENT_COLLEAGUE,
	PRESENT_EDUCATOR,
	PRESENT_STAFF,
	PRESENT_KINDS
};

struct reader_options {
	struct ws_conn *conn; /* must outlive the reader */
	enum ws_form form;    /* what is written to it */
	enum audience audience;
	uint64_t from; /* first number wanted, from 1 */
	uint64_t tail; /* and at most so many of what there is; 0: all. Of a
			* blocked room nobody learns how many: not heeded */
	bool all; /* whatever room_show_until() said: its staff */
	bool live;     /* else the reader ends when caught up */
	enum present present;
	/* Called once if the reader ends by itself (caught up and not live,
	 * room gone, journal failed: err); it must not be ended again then. */
	void (*ended)(void *ctx, struct reader *reader, enum sr_err err);
	void *ctx;
};

SR_MUST_USE enum sr_err reader_new(
    struct reader **out, struct room *room, const struct reader_options *opt);
/* Nothing more is sent; ended() is not called. NULL is fine. */
void reader_end(struct reader *reader);
/* Send on: the connection is ready again. */
void reader_pump(struct reader *reader);
const struct room *reader_room(const struct reader *reader);
/* Live readers of each kind; false: as at the last call. */
bool room_present_changed(struct room *room, unsigned count[PRESENT_KINDS]);
void room_present(const struct room *room, unsigned count[PRESENT_KINDS]);
/* Calls fn with the ctx of each live reader whose kind's bit is set; fn may
 * not end readers. */
void room_each(struct room *room, unsigned kinds,
    void (*fn)(void *ctx, void *reader_ctx), void *ctx);
/* The number it is sent next. */
uint64_t reader_next(const struct reader *reader);

#endif
