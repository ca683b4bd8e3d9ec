/* SPDX-License-Identifier: MIT */
#include "ws_world.h"

/* Messages, order, back pressure, endings: over real sockets. */

static char large[FRAME_MAX + 2];

static void
test_echo(void)
{
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side client, *server;

	world_start(&w, &opt);
	w.echo = true;
	server = world_pair(&w, &client);
	ws_send(client.conn, "hello", 5);
	world_run(&w, until_texts, &client, 1, "an echo comes");
	check_text(client.text[0], "hello", "what was sent");
	check_text(ws_address(server->conn), "127.0.0.1", "limits need it");
	ws_send(client.conn, "", 0);
	world_run(&w, until_texts, &client, 2, "an empty message is one");
	check_number(client.len[1], 0, "and empty");

	memset(large, 'a', sizeof(large));
	ws_send(client.conn, large, FRAME_MAX);
	world_run(&w, until_texts, &client, 3, "the largest message passes");
	check_number(client.len[2], FRAME_MAX, "whole");
	ws_send(client.conn, large, FRAME_MAX + 1);
	world_run(&w, until_closed, &client, 0, "one byte more does not");
	check_number(client.code, 1009, "RFC 6455, 7.4.1");
	world_run(&w, until_closed, server, 0, "the server's side ends too");
	check_number(server->texts, 3, "and never saw it");
	world_end(&w);
}

/* ---- order ---- */

static void
say_three(struct side *s)
{
	ws_send(s->conn, "one", 3);
	ws_send(s->conn, "two", 3);
	ws_want_ready(s->conn);
}

static void
say_frames(struct side *s)
{
	uint8_t frames[64];
	size_t n;

	if (s->readies != 1)
		return;
	n = ws_frame_head(frames, 5);
	memcpy(frames + n, "three", 5);
	n += 5;
	n += ws_frame_head(frames + n, 4);
	memcpy(frames + n, "four", 4);
	n += 4;
	check(ws_ready(s->conn), "on_ready says so");
	check(ws_write_frames(s->conn, frames, n), "frames go");
	ws_send(s->conn, "five", 4);
}

static void
test_order(void)
{
	static const char *const want[] = {
	    "one", "two", "three", "four", "five"};
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side client;

	world_start(&w, &opt);
	w.on_open = say_three;
	w.on_ready = say_frames;
	world_dial(&w, &client);
	world_run(&w, until_texts, &client, 5, "all five come");
	for (unsigned i = 0; i < 5; i++)
		check_text(client.text[i], want[i], "in the order written");
	world_end(&w);
}

/* ---- frames as no library sends them ---- */

static const struct {
	const char *why;
	struct {
		uint8_t first;
		const char *payload;
		size_t len;
	} frame[4];
	const char *text; /* what the server got; NULL: nothing */
	int code;         /* close frame to the peer; 0 none */
} raw_cases[] = {
    {"fragments are joined", {{0x01, "he", 2}, {0x00, "l", 1}, {0x80, "lo", 2}},
	"hello", 0},
    {"a ping between fragments is answered, not joined",
	{{0x01, "he", 2}, {0x89, "p", 1}, {0x80, "llo", 3}}, "hello", 0},
    {"empty fragments are fragments",
	{{0x01, "", 0}, {0x00, "hi", 2}, {0x80, "", 0}}, "hi", 0},
    {"a character cut between fragments",
	{{0x01, "\xC3", 1}, {0x80, "\xA9", 1}}, "\xC3\xA9", 0},
    {"binary is refused", {{0x82, "x", 1}}, NULL, 1003},
    {"bad UTF-8 is refused", {{0x81, "\xC0\xAF", 2}}, NULL, 1007},
    {"a message ends inside a character", {{0x81, "ab\xE2\x82", 4}}, NULL,
	1007},
    {"a surrogate is no character", {{0x81, "\xED\xA0\x80", 3}}, NULL, 1007},
    {"reserved bits", {{0xC1, "x", 1}}, NULL, 1002},
    {"reserved opcode", {{0x83, "x", 1}}, NULL, 1002},
    {"reserved control opcode", {{0x8B, "x", 1}}, NULL, 1002},
    {"a fragmented ping", {{0x09, "x", 1}}, NULL, 1002},
    {"a continuation of nothing", {{0x80, "x", 1}}, NULL, 1002},
    {"a message inside another", {{0x01, "x", 1}, {0x81, "y", 1}}, NULL, 1002},
    {"the peer's own code comes back", {{0x88, "\x0F\xA2", 2}}, NULL, 4002},
    {"a close without code", {{0x88, "", 0}}, NULL, 1005},
};

/* Code of the last frame if it is a close; 1005 when it has none; 0. */
static int
close_code_in(const uint8_t *bytes, size_t len)
{
	size_t at = 0;

	while (at + 2 <= len) {
		size_t n = bytes[at + 1] & 0x7f;

		if (bytes[at] == 0x88)
			return n >= 2 ? bytes[at + 2] << 8 | bytes[at + 3]
				      : 1005;
		at += 2 + n;
	}
	return 0;
}

static void
test_raw(void)
{
	struct ws_listen opt = world_listen_options();
	struct world w;

	world_start(&w, &opt);
	for (size_t i = 0; i < sizeof(raw_cases) / sizeof(*raw_cases); i++) {
		uint8_t bytes[256];
		size_t n = 0;
		struct side *s;
		int fd = raw_open(&w, &s), code = 0;
		ssize_t got;

		for (unsigned f = 0; f < 4 && raw_cases[i].frame[f].payload;
		     f++)
			n += raw_frame(bytes + n, raw_cases[i].frame[f].first,
			    raw_cases[i].frame[f].payload,
			    raw_cases[i].frame[f].len);
		raw_write(fd, bytes, n);
		if (raw_cases[i].text) {
			world_run(&w, until_texts, s, 1, raw_cases[i].why);
			check_text(
			    s->text[0], raw_cases[i].text, raw_cases[i].why);
		} else {
			/* Answers its close, so that the end comes at once */
			n = raw_frame(bytes, 0x88, "\x03\xE8", 2);
			raw_write(fd, bytes, n);
			world_run(&w, until_closed, s, 0, raw_cases[i].why);
			check_number(s->texts, 0, raw_cases[i].why);
			got = raw_read(fd, bytes, sizeof(bytes));
			if (got > 0)
				code = close_code_in(bytes, (size_t)got);
			check_number(code, raw_cases[i].code, raw_cases[i].why);
		}
		close(fd);
		world_run(&w, until_closed, s, 0, "a vanished peer is gone");
	}
	world_end(&w);
}

/* The length alone is enough to refuse: nothing of it is waited for. */
static void
test_announced_too_large(void)
{
	static const uint8_t head[] = {
	    0x81, 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0, 1, 2, 3, 4, 'x'};
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side *s;
	int fd;

	world_start(&w, &opt);
	fd = raw_open(&w, &s);
	raw_write(fd, head, sizeof(head));
	raw_write(fd, "yyyyyyyy", 8);
	close(fd);
	world_run(&w, until_closed, s, 0, "2 GB announced ends it");
	check_number(s->code, 1009, "too large");
	world_end(&w);
}

/* ---- back pressure ---- */

static void
test_stalled(void)
{
	static uint8_t frames[FLUSH_MAX], sink[262144];
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side *s, *deaf, other, *steady;
	size_t n, sent = 0, got = 0;
	int fd, deaf_fd, code = 0;
	ssize_t r;

	opt.slow_ms = 300;
	world_start(&w, &opt);
	w.echo = true;
	fd = raw_open(&w, &s);
	deaf_fd = raw_open(&w, &deaf);
	steady = world_pair(&w, &other);
	n = ws_frame_head(frames, FLUSH_MAX - 4);
	memset(frames + n, 'x', FLUSH_MAX - n);
	while (ws_ready(s->conn) && sent < 64u << 20)
		if (ws_write_frames(s->conn, frames, FLUSH_MAX))
			sent += FLUSH_MAX;
	check(sent < 8u << 20, "what one stalled reader holds is bounded");
	/* Two who never read: frames stuck, and answers waiting. */
	for (unsigned i = 0; i < 256 && ws_ready(deaf->conn); i++)
		(void)ws_write_frames(deaf->conn, frames, FLUSH_MAX);
	for (unsigned i = 0; i < 10; i++)
		ws_send(deaf->conn, (char *)frames, FLUSH_MAX);
	check(!ws_ready(deaf->conn), "it is ending");

	world_run(&w, until_slow, s, 0, "slow_ms is over");
	check_number(s->slows, 1, "the owner may say where to resume");
	/* It wakes up, within the grace: gets all, then why. */
	while (!s->closed) {
		while ((r = raw_read(fd, sink, sizeof(sink))) > 0) {
			got += (size_t)r;
			if (r >= 10)
				code = close_code_in(sink + r - 10, 10);
			if (code) {
				n = raw_frame(sink, 0x88, "\x0F\xA3", 2);
				raw_write(fd, sink, n);
			}
		}
		w.until = until_slow;
		w.watched = s;
		ws_loop_run(w.loop);
	}
	check_number(code, CLOSE_SLOW, "it is told why");
	check_number(got, sent + 10, "nothing was lost before that");
	check_number(s->code, CLOSE_SLOW, "the owner hears the same");

	ws_send(other.conn, "well?", 5);
	world_run(&w, until_texts, &other, 1, "others are served meanwhile");
	world_run(&w, until_closed, deaf, 0, "who never reads is dropped");
	check_number(deaf->code, CLOSE_SLOW, "for that reason");
	check_number(steady->closed, 0, "and nobody else");
	close(fd);
	close(deaf_fd);
	world_end(&w);
}

/* ---- endings ---- */

static void
test_close(void)
{
	struct ws_listen opt = world_listen_options();
	char longest[200];
	struct world w;
	struct side client, *server;

	world_start(&w, &opt);
	server = world_pair(&w, &client);
	ws_send(server->conn, "last words", 10);
	ws_close(server->conn, CLOSE_REVOKED, "revoked");
	ws_close(server->conn, 1000, "twice");
	ws_send(server->conn, "after the end", 13);
	check(!ws_ready(server->conn), "nothing more may be written");
	check(!ws_write_frames(server->conn, (const uint8_t *)"\x81\x00", 2),
	    "frames neither");
	world_run(&w, until_closed, &client, 0, "the client hears of it");
	check_number(client.code, CLOSE_REVOKED, "first code");
	check_text(client.reason, "revoked", "and reason");
	check_number(client.texts, 1, "after what waited, before the rest");
	world_run(&w, until_closed, server, 0, "the server's owner too");
	check_number(server->code, CLOSE_REVOKED, "same code");

	server = world_pair(&w, &client);
	memset(longest, 'r', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ws_close(client.conn, 1000, longest);
	world_run(&w, until_closed, server, 0, "a client may end it");
	check_number(server->code, 1000, "its code");
	check_number(strlen(server->reason), 123, "its reason, cut");
	world_run(&w, until_closed, &client, 0, "and hears the end");

	w.refuse = true;
	world_dial(&w, &client);
	world_run(&w, until_closed, &client, 0, "an owner may refuse");
	world_end(&w);
	check_number(server->closed, 1, "once is enough");
}

/* Who may not read on gets nothing more that waited for him. */
static void
test_cut(void)
{
	static uint8_t frames[FLUSH_MAX], sink[262144];
	struct ws_listen opt = world_listen_options();
	size_t n, sent = 0, got = 0;
	struct side client, *server, *stalled;
	struct world w;
	ssize_t r;
	int fd;

	world_start(&w, &opt);
	server = world_pair(&w, &client);
	ws_cut(server->conn, CLOSE_REVOKED, "revoked");
	world_run(&w, until_closed, &client, 0, "who takes all is told why");
	check_number(client.code, CLOSE_REVOKED, "by the code");

	fd = raw_open(&w, &stalled);
	n = ws_frame_head(frames, FLUSH_MAX - 4);
	memset(frames + n, 'x', FLUSH_MAX - n);
	while (ws_ready(stalled->conn))
		if (ws_write_frames(stalled->conn, frames, FLUSH_MAX))
			sent += FLUSH_MAX;
	ws_send(stalled->conn, "it waits", 8);
	ws_cut(stalled->conn, CLOSE_REVOKED, "revoked");
	ws_cut(stalled->conn, CLOSE_REVOKED, "twice");
	world_run(&w, until_closed, stalled, 0, "who stalls is dropped");
	check_number(stalled->code, CLOSE_REVOKED, "the owner hears why");
	while ((r = raw_read(fd, sink, sizeof(sink))) > 0)
		got += (size_t)r;
	check(got < sent, "what the kernel did not have is not sent");
	close(fd);
	world_end(&w);
}

static void
test_free_ends_all(void)
{
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side client, *server;

	world_start(&w, &opt);
	server = world_pair(&w, &client);
	world_end(&w);
	check_number(client.closed, 1, "the client's owner hears the end");
	check_number(server->closed, 1, "the server's owner too");
}

/* ---- pings ---- */

static void
test_pings(void)
{
	struct ws_listen opt = world_listen_options();
	struct world w;
	struct side *silent, *alive, client;
	int fd;

	opt.ping_ms = 200;
	opt.pong_ms = 900;
	world_start(&w, &opt);
	fd = raw_open(&w, &silent);
	alive = world_pair(&w, &client);
	world_run(&w, until_closed, silent, 0, "no pong, no connection");
	check_number(silent->code, 1006, "nobody said why");
	check_number(alive->closed, 0, "who answers pings stays");
	close(fd);
	world_end(&w);
}

static void
test_frame_head(void)
{
	static const struct {
		size_t len, head;
		const char *bytes;
	} cases[] = {
	    {0, 2, "\x81\x00"},
	    {125, 2, "\x81\x7d"},
	    {126, 4, "\x81\x7e\x00\x7e"},
	    {65535, 4, "\x81\x7e\xff\xff"},
	    {65536, 10, "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint8_t head[10];

		check_number(ws_frame_head(head, cases[i].len), cases[i].head,
		    "RFC 6455, 5.2: the shortest form");
		check(memcmp(head, cases[i].bytes, cases[i].head) == 0,
		    "its bytes");
	}
}

int
main(void)
{
	test_frame_head();
	test_echo();
	test_order();
	test_raw();
	test_announced_too_large();
	test_close();
	test_cut();
	test_free_ends_all();
	test_pings();
	test_stalled();
	return check_done();
}
