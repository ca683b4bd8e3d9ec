/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "hub.h"
#include "ws_fake.h"

/*
 * Pages that the journal hands over late: after a correction, after the
 * reader is gone, while its connection is busy, with nothing in them. The
 * journal here answers only when the test says so.
 */

struct late_journal {
	struct journal journal;
	unsigned asked; /* reads so far */
	uint64_t from;
	journal_page *page;
	void *ctx;
};

static void
late_read(struct journal *j, const struct procedure_id *id, uint64_t from,
    size_t max, journal_page *page, void *ctx)
{
	struct late_journal *late = (struct late_journal *)(void *)j;

	(void)id;
	(void)max;
	late->asked++;
	late->from = from;
	late->page = page;
	late->ctx = ctx;
}

static const struct journal_ops late_ops = {.read = late_read};

/* Everything one test needs; a peer is its connection. */
struct bench {
	struct ws_loop *loop;
	struct late_journal late;
	struct hub *hub;
	struct room *room;
	struct ws_conn *conn;
	struct reader *reader;
	enum sr_err ended;
	bool was_ended;
};

static void *
on_open(void *ctx, struct ws_conn *conn)
{
	(void)conn;
	return ctx;
}

static void
on_message(void *peer, char *text, size_t len)
{
	(void)peer;
	(void)text;
	(void)len;
}

static void
on_ready(void *peer)
{
	struct bench *b = peer;

	if (b->reader)
		reader_pump(b->reader);
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
	struct bench *b = ctx;

	(void)reader;
	b->reader = NULL;
	b->was_ended = true;
	b->ended = err;
}

static const struct ws_handler handler = {.on_open = on_open,
    .on_message = on_message,
    .on_ready = on_ready,
    .on_close = on_close};
static const struct procedure_id id;

static struct entry *
entry_of(uint64_t number, enum entry_kind kind, uint64_t refers, char *text)
{
	struct entry_head head = {.kind = kind, .refers = refers};
	const char *texts[AUDIENCES] = {text, text};
	size_t len[AUDIENCES] = {strlen(text), strlen(text)};
	struct entry *e = NULL;

	if (entry_restore(&e, &head, number, texts, len) != SR_OK)
		abort();
	return e;
}

/* The journal answers the read it was last asked for. */
static void
answer(struct bench *b, enum sr_err err, struct entry **entry, size_t count)
{
	b->late.page(b->late.ctx, err, entry, count, 9);
	for (size_t i = 0; i < count; i++)
		entry_unref(entry[i]);
	fake_run(b->loop);
}

static bool
bench_up(struct bench *b, uint64_t last)
{
	struct sr_fault fault;
	struct reader_options opt = {
	    .from = 1, .live = true, .ended = on_ended, .ctx = b};

	memset(b, 0, sizeof *b);
	b->late.journal.ops = &late_ops;
	if (ws_loop_new(&b->loop) != SR_OK ||
	    ws_listen(b->loop,
		&(struct ws_listen){.host = "127.0.0.1",
		    .frame_max = 1000,
		    .connections_max = 9,
		    .per_address_max = 9,
		    .slow_ms = 1000000},
		&handler, b, &fault) != SR_OK ||
	    hub_new(&b->hub, b->loop, &b->late.journal, 0) != SR_OK ||
	    room_new(&b->room, b->hub, &id, last) != SR_OK)
		return check(false, "a hub is made");
	b->conn = fake_connect(b->loop, "192.0.2.1");
	opt.conn = b->conn;
	fake_run(b->loop);
	if (!b->conn || reader_new(&b->reader, b->room, &opt) != SR_OK)
		return check(false, "a reader is made");
	reader_pump(b->reader);
	return true;
}

static void
bench_down(struct bench *b)
{
	reader_end(b->reader);
	b->reader = NULL;
	room_free(b->room);
	hub_free(b->hub);
	ws_loop_free(b->loop);
}

static bool
hears(struct bench *b, const char *part)
{
	const char *text;

	fake_run(b->loop);
	text = fake_take(b->conn);
	return text && strstr(text, part);
}

static void
test_corrected_meanwhile(void)
{
	char old[] = "left kidney", new[] = "right kidney", none[] = "";
	struct entry *page[3], *correction;
	struct bench b;

	if (!bench_up(&b, 2))
		return;
	page[0] = entry_of(1, ENTRY_UPDATE, 0, old);
	page[1] = entry_of(2, ENTRY_UPDATE, 0, new);
	correction = entry_of(3, ENTRY_CORRECTION, 1, new);
	hub_publish(b.room, correction);
	fake_run(b.loop);
	answer(&b, SR_OK, page, 2);
	check(fake_take(b.conn) == NULL,
	    "a page from before a correction is not sent after it");
	check_number(b.late.asked, 2, "it is read anew");
	page[0] = entry_of(1, ENTRY_CORRECTED, 3, none);
	page[1] = entry_of(2, ENTRY_UPDATE, 0, new);
	page[2] = correction;
	answer(&b, SR_OK, page, 3);
	check(hears(&b, "\"number\":1"),
	    "then the reader gets what is now there");
	check(hears(&b, "\"number\":2"), "in order");
	check(hears(&b, "\"number\":3"), "with the correction");
	check(hears(&b, "\"caught-up\""), "and is told that this is all");
	bench_down(&b);
}

static void
test_gone_meanwhile(void)
{
	char text[] = "clips on";
	struct entry *page[1];
	struct bench b;

	if (!bench_up(&b, 1))
		return;
	reader_end(b.reader);
	b.reader = NULL;
	page[0] = entry_of(1, ENTRY_UPDATE, 0, text);
	answer(&b, SR_OK, page, 1);
	check(fake_take(b.conn) == NULL, "who left gets nothing more");
	bench_down(&b);
}

static void
test_busy_meanwhile(void)
{
	char text[] = "clips on";
	struct entry *page[1];
	struct bench b;

	if (!bench_up(&b, 1))
		return;
	fake_stall(b.conn, true);
	ws_send(b.conn, "{}", 2);
	ws_send(b.conn, "{}", 2);
	fake_run(b.loop);
	page[0] = entry_of(1, ENTRY_UPDATE, 0, text);
	answer(&b, SR_OK, page, 1);
	fake_stall(b.conn, false);
	check(hears(&b, "{}") && hears(&b, "{}"), "what waited goes first");
	check_number(b.late.asked, 2, "the page is asked for again");
	page[0] = entry_of(1, ENTRY_UPDATE, 0, text);
	answer(&b, SR_OK, page, 1);
	check(hears(&b, "\"number\":1"), "and nothing is lost");
	bench_down(&b);
}

static void
test_damaged(void)
{
	struct bench b;

	if (!bench_up(&b, 3))
		return;
	answer(&b, SR_OK, NULL, 0);
	check(b.was_ended && b.ended == SR_ECRYPTO,
	    "a page without what must be in it ends the reader, not the relay");
	bench_down(&b);
	if (!bench_up(&b, 3))
		return;
	answer(&b, SR_EDISK, NULL, 0);
	check(
	    b.was_ended && b.ended == SR_EDISK, "an error does, with its name");
	bench_down(&b);
}

int
main(void)
{
	test_corrected_meanwhile();
	test_gone_meanwhile();
	test_busy_meanwhile();
	test_damaged();
	return check_done();
}
