/* SPDX-License-Identifier: MIT */
#ifndef WS_WORLD_H
#define WS_WORLD_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "proto/limits.h"
#include "proto/ws.h"

/*
 * One loop with a server and clients on it, and raw sockets for clients that
 * do what no library lets them do. Nothing sleeps: the loop runs until what
 * is waited for is there, or 20 seconds are over, which is a failure.
 */

#define WORLD_PEERS 64

/* What one end of a connection saw. */
struct side {
	struct world *world;
	struct ws_conn *conn;
	char text[16][64]; /* the first bytes of each message */
	size_t len[16];
	unsigned texts, opened, readies, slows, closed;
	int code;
	char reason[128], why[256]; /* why: dial failed */
	bool failed, echo, stop_echo;
};

struct world {
	struct ws_loop *loop;
	struct ws_timer *guard;
	int port;
	bool late;
	bool (*until)(const struct world *w);
	const struct side *watched;
	unsigned count; /* of what `until` counts */
	struct side server[WORLD_PEERS];
	unsigned servers;
	/* What the server does with a peer: */
	bool echo, refuse;
	void (*on_open)(struct side *s);
	void (*on_text)(struct side *s, char *text, size_t len);
	void (*on_ready)(struct side *s);
};

static inline void
world_look(struct world *w)
{
	if (w->until && w->until(w))
		ws_loop_stop(w->loop);
}

static inline void
world_on_turn(void *ctx)
{
	world_look(ctx);
}

static inline void
world_on_guard(void *ctx)
{
	struct world *w = ctx;

	w->late = true;
	ws_loop_stop(w->loop);
}

static inline void
world_run(struct world *w, bool (*until)(const struct world *w),
    const struct side *watched, unsigned count, const char *why)
{
	w->until = until;
	w->watched = watched;
	w->count = count;
	w->late = false;
	ws_timer_set(w->guard, 20000);
	if (!until(w))
		ws_loop_run(w->loop);
	check(!w->late, why);
	w->until = NULL;
}

static inline bool
until_servers(const struct world *w)
{
	return w->servers >= w->count;
}

static inline bool
until_texts(const struct world *w)
{
	return w->watched->texts >= w->count || w->watched->closed ||
	       w->watched->failed;
}

static inline bool
until_closed(const struct world *w)
{
	return w->watched->closed || w->watched->failed;
}

static inline bool
until_opened(const struct world *w)
{
	return w->watched->opened || w->watched->failed;
}

static inline bool
until_slow(const struct world *w)
{
	return w->watched->slows || w->watched->closed;
}

static inline void *
server_on_open(void *ctx, struct ws_conn *conn)
{
	struct world *w = ctx;
	struct side *s = &w->server[w->servers % WORLD_PEERS];

	if (w->refuse)
		return NULL;
	w->servers++;
	memset(s, 0, sizeof(*s));
	s->world = w;
	s->conn = conn;
	s->opened = 1;
	s->echo = w->echo;
	if (w->on_open)
		w->on_open(s);
	return s;
}

static inline void *
client_on_open(void *ctx, struct ws_conn *conn)
{
	struct side *s = ctx;

	s->conn = conn;
	s->opened++;
	return s;
}

static inline void
side_on_message(void *peer, char *text, size_t len)
{
	struct side *s = peer;

	if (s->texts < 16) {
		s->len[s->texts] = len;
		snprintf(s->text[s->texts], sizeof(s->text[0]), "%s", text);
	}
	s->texts++;
	check(text[len] == '\0', "parsers may rely on the NUL");
	if (s->echo)
		ws_send(s->conn, text, len);
	if (s->world && s->world->on_text)
		s->world->on_text(s, text, len);
}

static inline void
side_on_ready(void *peer)
{
	struct side *s = peer;

	s->readies++;
	if (s->world && s->world->on_ready)
		s->world->on_ready(s);
}

static inline void
side_on_slow(void *peer)
{
	struct side *s = peer;

	s->slows++;
	ws_close(s->conn, CLOSE_SLOW, "next=7");
}

static inline void
side_on_close(void *peer, int code, const char *reason)
{
	struct side *s = peer;

	s->closed++;
	s->code = code;
	snprintf(s->reason, sizeof(s->reason), "%s", reason);
	s->conn = NULL;
}

static inline void
client_on_dial_failed(void *ctx, const char *why)
{
	struct side *s = ctx;

	s->failed = true;
	snprintf(s->why, sizeof(s->why), "%s", why);
}

static const struct ws_handler server_handler = {
    .on_open = server_on_open,
    .on_message = side_on_message,
    .on_ready = side_on_ready,
    .on_slow = side_on_slow,
    .on_close = side_on_close,
};

static const struct ws_handler client_handler = {
    .on_open = client_on_open,
    .on_message = side_on_message,
    .on_ready = side_on_ready,
    .on_close = side_on_close,
    .on_dial_failed = client_on_dial_failed,
};

static inline struct ws_listen
world_listen_options(void)
{
	struct ws_listen opt = {.host = "127.0.0.1",
	    .frame_max = FRAME_MAX,
	    .connections_max = 60,
	    .per_address_max = 60,
	    .slow_ms = 30000};

	return opt;
}

static inline void
world_log(bool error, const char *text)
{
	if (getenv("WS_WORLD_LOG"))
		fprintf(stderr, "%s: %s\n", error ? "error" : "warning", text);
}

static inline void
world_loop(struct world *w)
{
	ws_on_log(world_log);
	memset(w, 0, sizeof(*w));
	if (ws_loop_new(&w->loop) != SR_OK ||
	    ws_timer_new(&w->guard, w->loop, world_on_guard, w) != SR_OK)
		abort();
	ws_loop_on_turn(w->loop, world_on_turn, w);
}

static inline void
world_start(struct world *w, const struct ws_listen *opt)
{
	struct sr_fault fault = {{0}};

	world_loop(w);
	if (ws_listen(w->loop, opt, &server_handler, w, &fault) != SR_OK) {
		fprintf(stderr, "%s\n", fault.what);
		abort();
	}
	w->port = ws_listen_port(w->loop);
}

static inline void
world_end(struct world *w)
{
	ws_loop_free(w->loop);
	ws_timer_free(w->guard);
	w->loop = NULL;
}

static inline void
world_dial(struct world *w, struct side *s)
{
	struct ws_dial opt = {.host = "127.0.0.1",
	    .path = "/",
	    .port = w->port,
	    .frame_max = SEND_QUEUE_MAX};
	struct sr_fault fault = {{0}};

	memset(s, 0, sizeof(*s));
	if (ws_dial(w->loop, &opt, &client_handler, s, &fault) != SR_OK)
		abort();
}

/* A dialled client that stands, and its server side. */
static inline struct side *
world_pair(struct world *w, struct side *s)
{
	unsigned before = w->servers;

	world_dial(w, s);
	world_run(w, until_opened, s, 0, "a client gets in");
	world_run(w, until_servers, NULL, before + 1, "and the server knows");
	return &w->server[before % WORLD_PEERS];
}

/* ---- raw sockets ---- */

#define RAW_HELLO                                                              \
	"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"                  \
	"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"                 \
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"                      \
	"Sec-WebSocket-Protocol: scrubrelay.v1\r\n\r\n"

static inline int
raw_connect(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		abort();
	return fd;
}

static inline void
raw_write(int fd, const void *bytes, size_t len)
{
	if (write(fd, bytes, len) != (ssize_t)len)
		abort();
}

/* All that is there now, or nothing; -1 at the end. */
static inline ssize_t
raw_read(int fd, uint8_t *bytes, size_t room)
{
	ssize_t n = recv(fd, bytes, room, MSG_DONTWAIT);

	return n > 0 ? n : n == 0 ? -1 : 0;
}

/* One masked frame; first: FIN, reserved bits and opcode. */
static inline size_t
raw_frame(uint8_t *out, uint8_t first, const void *payload, size_t len)
{
	static const uint8_t mask[4] = {0x12, 0x34, 0x56, 0x78};
	const uint8_t *from = payload;
	size_t n = 0;

	out[n++] = first;
	if (len < 126) {
		out[n++] = (uint8_t)(0x80 | len);
	} else if (len < 65536) {
		out[n++] = 0x80 | 126;
		out[n++] = (uint8_t)(len >> 8);
		out[n++] = (uint8_t)(len & 0xff);
	} else {
		out[n++] = 0x80 | 127;
		for (int shift = 56; shift >= 0; shift -= 8)
			out[n++] = (uint8_t)((uint64_t)len >> shift & 0xff);
	}
	memcpy(out + n, mask, 4);
	n += 4;
	for (size_t i = 0; i < len; i++)
		out[n + i] = from[i] ^ mask[i & 3];
	return n + len;
}

/* A raw client whose handshake is done; *s is its server side. */
static inline int
raw_open(struct world *w, struct side **s)
{
	unsigned before = w->servers;
	uint8_t answer[512];
	int fd = raw_connect(w->port);

	raw_write(fd, RAW_HELLO, sizeof(RAW_HELLO) - 1);
	world_run(w, until_servers, NULL, before + 1, "a raw client gets in");
	check(raw_read(fd, answer, sizeof(answer)) > 12 &&
		  memcmp(answer, "HTTP/1.1 101", 12) == 0,
	    "it is told so");
	*s = &w->server[before % WORLD_PEERS];
	return fd;
}

#endif
