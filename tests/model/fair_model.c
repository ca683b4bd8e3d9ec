/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "hub.h"
#include "session.h"
#include "ws_fake.h"

/*
 * Who is served first: not always the same reader, few before many, and on one
 * connection no procedure shuts out another. The linker puts write_frames()
 * below in the place of ws_write_frames(): the order of writes is what is
 * looked at.
 */

#define READERS 5u
#define MANY 100u

static const struct ws_conn *wrote[4096];
static unsigned writes;
static bool one_a_turn; /* each write fills its connection */

bool __real_ws_write_frames(
    struct ws_conn *conn, const uint8_t *frames, size_t len);
bool __wrap_ws_write_frames(
    struct ws_conn *conn, const uint8_t *frames, size_t len);

bool
__wrap_ws_write_frames(struct ws_conn *conn, const uint8_t *frames, size_t len)
{
	wrote[writes++ % 4096] = conn;
	if (one_a_turn)
		fake_stall(conn, true);
	return __real_ws_write_frames(conn, frames, len);
}

/* A journal that is never asked: all is in memory. */
static const struct journal_ops no_ops;
static struct journal no_journal = {.ops = &no_ops};

/* One connection and what it reads, as a session has it. */
struct peer {
	struct ws_conn *conn;
	struct reader *reader[2];
	unsigned readers;
};

static struct peer *opening;

static void *
on_open(void *ctx, struct ws_conn *conn)
{
	(void)ctx;
	opening->conn = conn;
	return opening;
}

static void
on_message(void *peer, char *text, size_t len)
{
	(void)peer;
	(void)text;
	(void)len;
}

static unsigned turn;

static void
on_ready(void *ctx)
{
	struct peer *p = ctx;

	turn++;
	for (unsigned i = 0; i < p->readers; i++)
		reader_pump(p->reader[(turn + i) % p->readers]);
}

static void
on_close(void *peer, int code, const char *reason)
{
	(void)peer;
	(void)code;
	(void)reason;
}

static void
on_ended(void *ctx, struct reader *reader, enum sr_err err)
{
	(void)ctx;
	(void)reader;
	(void)err;
}

static const struct ws_handler handler = {.on_open = on_open,
    .on_message = on_message,
    .on_ready = on_ready,
    .on_close = on_close};

struct bench {
	struct ws_loop *loop;
	struct hub *hub;
	struct room *room[2];
};

static void
publish(struct room *room, uint64_t number, size_t len)
{
	struct entry_head head = {.kind = ENTRY_UPDATE};
	char *text = malloc(len + 1);
	const char *texts[AUDIENCES] = {text, text};
	size_t lens[AUDIENCES] = {len, len};
	struct entry *e = NULL;

	if (!text)
		abort();
	memset(text, 'x', len);
	text[len] = '\0';
	if (entry_restore(&e, &head, number, texts, lens) != SR_OK)
		abort();
	hub_publish(room, e);
	entry_unref(e);
	free(text);
}

static bool
bench_new(struct bench *b)
{
	static const struct procedure_id id[2] = {{{1}}, {{2}}};
	struct sr_fault fault;

	memset(b, 0, sizeof *b);
	writes = 0;
	one_a_turn = false;
	return check(ws_loop_new(&b->loop) == SR_OK &&
			 hub_new(&b->hub, b->loop, &no_journal, 0) == SR_OK &&
			 room_new(&b->room[0], b->hub, &id[0], 0) == SR_OK &&
			 room_new(&b->room[1], b->hub, &id[1], 0) == SR_OK &&
			 ws_listen(b->loop,
			     &(struct ws_listen){.host = "127.0.0.1",
				 .frame_max = FRAME_MAX,
				 .connections_max = 1000,
				 .per_address_max = 1000,
				 .slow_ms = 1000000},
			     &handler, b, &fault) == SR_OK,
	    "two rooms");
}

static void
bench_free(struct bench *b)
{
	room_free(b->room[0]);
	room_free(b->room[1]);
	hub_free(b->hub);
	ws_loop_free(b->loop);
}

static void
come(struct bench *b, struct peer *p)
{
	memset(p, 0, sizeof *p);
	opening = p;
	fake_connect(b->loop, "192.0.2.1");
	fake_run(b->loop);
}

static void
read_room(struct bench *b, struct peer *p, int which)
{
	struct reader_options opt = {.conn = p->conn,
	    .audience = STUDENT,
	    .from = room_last(b->room[which]) + 1,
	    .live = true,
	    .ended = on_ended};

	if (reader_new(&p->reader[p->readers++], b->room[which], &opt) != SR_OK)
		abort();
	reader_pump(p->reader[p->readers - 1]);
}

static void
test_first_is_not_always_the_same(void)
{
	struct peer peer[READERS];
	unsigned first[READERS] = {0};
	struct bench b;

	if (!bench_new(&b))
		return;
	for (unsigned i = 0; i < READERS; i++) {
		come(&b, &peer[i]);
		read_room(&b, &peer[i], 0);
	}
	for (uint64_t n = 1; n <= 4 * READERS; n++) {
		writes = 0;
		publish(b.room[0], n, 100);
		fake_run(b.loop);
		check_number(writes, READERS, "everybody gets it");
		for (unsigned i = 0; i < READERS; i++)
			first[i] += wrote[0] == peer[i].conn;
	}
	for (unsigned i = 0; i < READERS; i++)
		check_number(first[i], 4, "each is the first in his turn");
	bench_free(&b);
}

static void
test_few_before_many(void)
{
	struct peer many[MANY], few;
	struct bench b;

	for (int swapped = 0; swapped < 2; swapped++) {
		if (!bench_new(&b))
			return;
		for (unsigned i = 0; i < MANY; i++) {
			come(&b, &many[i]);
			read_room(&b, &many[i], swapped);
		}
		come(&b, &few);
		read_room(&b, &few, !swapped);
		writes = 0;
		publish(b.room[swapped], 1, 100);
		publish(b.room[!swapped], 1, 100);
		fake_run(b.loop);
		check_number(writes, MANY + 1, "everybody gets his own");
		check(wrote[0] == few.conn,
		    "one reader of a quiet procedure does not wait for a "
		    "hundred of another");
		bench_free(&b);
	}
}

/* A connection that takes one write at a time, and a procedure that has always
 * more for it. */
static void
test_two_on_one_connection(void)
{
	struct bench b;
	struct peer p;
	uint64_t busy = 0, quiet = 0, late = 0;

	for (int swapped = 0; swapped < 2; swapped++) {
		if (!bench_new(&b))
			return;
		come(&b, &p);
		read_room(&b, &p, swapped);
		read_room(&b, &p, !swapped);
		fake_run(b.loop);
		one_a_turn = true;
		busy = quiet = late = 0;
		for (int round = 0; round < 40; round++) {
			/* More than one write takes. */
			for (int i = 0; i < 14; i++)
				publish(b.room[0], ++busy, 2500);
			if (round % 4 == 0)
				publish(b.room[1], ++quiet, 100);
			fake_run(b.loop);
			fake_stall(p.conn, false);
			fake_run(b.loop);
			if (round % 4 == 3 &&
			    reader_next(p.reader[!swapped]) <= quiet)
				late++;
		}
		check(reader_next(p.reader[swapped]) <= busy,
		    "the busy one is never through");
		check_number(late, 0,
		    "the quiet one's entry waits for a few turns only");
		fake_stall(p.conn, false);
		one_a_turn = false;
		fake_run(b.loop);
		check_number(reader_next(p.reader[swapped]), busy + 1,
		    "in the end all of it is there");
		bench_free(&b);
	}
}

int
main(void)
{
	test_first_is_not_always_the_same();
	test_few_before_many();
	test_two_on_one_connection();
	return check_done();
}
