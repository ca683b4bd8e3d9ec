/* SPDX-License-Identifier: MIT */
#ifndef SR_WS_H
#define SR_WS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * Websockets in and out on one loop (libwebsockets on libuv, HTTP/1.1 only).
 * The ws*.c files alone know either library; tests/scenario/ws_fake.c exports
 * the same functions. Everything is called on the loop's thread but
 * ws_loop_wake().
 *
 * What strangers get before on_open:
 *   beyond a limit of struct ws_listen        a reset
 *   not HTTP, or an Upgrade that is unknown   403
 *   no Upgrade, h2c, another version than 13  426
 *   no Host or key, or SR_SUBPROTOCOL is not
 *   among the subprotocols offered            400
 *   an Origin that is not the Host            403
 *   no whole handshake in HANDSHAKE_MS        the end, unanswered
 * and after it:
 *   not RFC 6455                              1002, or the end
 *   binary; not UTF-8; beyond frame_max       1003; 1007; 1009
 *   no DEFLATE though it says so              1007
 *   more than FRAGMENTS_MAX pieces or
 *   MESSAGE_MS for one message                CLOSE_LIMIT
 *   does not read                             CLOSE_SLOW
 *   does not answer pings                     the end
 * A frame that is not masked is read like one that is: libwebsockets 4.1.6
 * does not tell (RFC 6455, 5.1 would have it refused; the rule protects
 * proxies, not servers). Nor does it tell of RSV1 on a ping where deflate is
 * negotiated: that is seen only where the last message before it was not
 * deflated (ws_deflate.c).
 */

struct ws_loop;
struct ws_conn;
struct ws_timer;

/* Errors and warnings of the library below, one line each, without anything
 * that a peer sent; process-wide. NULL, the default: they go nowhere. */
void ws_on_log(void (*fn)(bool error, const char *text));

/* ---- the loop ---- */

SR_MUST_USE enum sr_err ws_loop_new(struct ws_loop **out);
/* Ends all connections first (on_close is called); timers stop, and are still
 * to be freed. NULL is fine. */
void ws_loop_free(struct ws_loop *loop);
/* Runs until ws_loop_stop(). */
void ws_loop_run(struct ws_loop *loop);
void ws_loop_stop(struct ws_loop *loop);

/* Called at the end of each turn, just before the loop would block. One. */
void ws_loop_on_turn(struct ws_loop *loop, void (*fn)(void *ctx), void *ctx);
/* From any thread: fn of ws_loop_on_wake() is called on the loop, at least
 * once after the last call. */
void ws_loop_wake(struct ws_loop *loop);
void ws_loop_on_wake(struct ws_loop *loop, void (*fn)(void *ctx), void *ctx);
/* Up to 4 signals; fn is called on the loop. */
SR_MUST_USE enum sr_err ws_loop_on_signal(struct ws_loop *loop, int signo,
    void (*fn)(void *ctx, int signo), void *ctx);
/* Calls fn when fd is readable or at its end; fn NULL ends it. One. */
SR_MUST_USE enum sr_err ws_loop_on_readable(
    struct ws_loop *loop, int fd, void (*fn)(void *ctx, int fd), void *ctx);
/* Milliseconds of a clock that only goes forward. */
uint64_t ws_loop_now_ms(const struct ws_loop *loop);

SR_MUST_USE enum sr_err ws_timer_new(struct ws_timer **out,
    struct ws_loop *loop, void (*fn)(void *ctx), void *ctx);
/* Once, ms from now; an earlier setting is replaced. */
void ws_timer_set(struct ws_timer *t, uint64_t ms);
void ws_timer_cancel(struct ws_timer *t);
void ws_timer_free(struct ws_timer *t);

/* ---- connections ---- */

/* In which form ready messages are written to a connection (frame.h). */
enum ws_form {
	WS_PLAIN,
	WS_DEFLATED, /* permessage-deflate; plain frames may come between */
	WS_EVENTS,   /* server-sent events over plain HTTP */
	WS_FORMS
};

/* What was not sent is "". All for the call. */
struct ws_http_request {
	struct ws_conn *conn; /* its address, and what `stream` writes to */
	bool head;            /* HEAD: only the answer's head is sent */
	/* without query; %-sequences decoded, ".." resolved */
	const char *path;
	/* query: arguments with '&' between, as sent */
	const char *query, *host, *accept_encoding, *if_none_match,
	    *authorization, *last_event_id;
};

struct ws_http_answer {
	int status;
	/* Whole lines with CRLF, below 1900 bytes; for the call. NULL: none.
	 * Content-Length is added. */
	const char *headers;
	/* len bytes, to stay until done(); not sent to HEAD */
	const void *body;
	size_t len;
	void (*done)(void *ctx); /* NULL: the body stays for good */
	void *ctx;
	/* Not NULL: there is no end; what ws_send() and ws_write_frames() are
	 * given goes out as it is (WS_EVENTS). on_ready, on_slow and on_close
	 * of this handler are called with `peer`, on_ready first, when the head
	 * is out; ws_close() ends it, without code or reason. A comment is sent
	 * every ping_ms; who does not acknowledge for pong_ms is dropped. */
	const struct ws_handler *stream;
	void *peer;
};

struct ws_handler {
	/* A connection stands. Returns the peer's own pointer, handed to the
	 * rest; NULL ends the connection (nothing else is called then). */
	void *(*on_open)(void *ctx, struct ws_conn *conn);
	/* One whole text message, UTF-8 checked, at most frame_max bytes, NUL
	 * behind it. May be written to; is wiped after the call. */
	void (*on_message)(void *peer, char *text, size_t len);
	/* ws_ready() may be true again. May come unasked. */
	void (*on_ready)(void *peer);
	/* A write is unfinished for slow_ms: the chance to ws_close() with a
	 * reason. NULL, or no close: CLOSE_SLOW, "too slow". */
	void (*on_slow)(void *peer);
	/* Once, last. code: the one we closed with, or else the peer's; 1005:
	 * it gave none; 1006: there was no close. conn is not to be used
	 * after it. */
	void (*on_close)(void *peer, int code, const char *reason);
	/* Instead of on_open; why is a sentence for people. From the loop. */
	void (*on_dial_failed)(void *ctx, const char *why);
	/* A plain GET or HEAD, to be answered in *out within the call (404 if
	 * left alone). NULL: 426, only websockets here. */
	void (*on_http)(void *ctx, const struct ws_http_request *in,
	    struct ws_http_answer *out);
};

struct ws_listen {
	const char *host; /* address to bind */
	int port;         /* 0: the kernel's choice */
	int *bound;       /* if not NULL: the port it became */
	const char *cert_file, *key_file; /* PEM; both NULL: no TLS */
	size_t frame_max;
	unsigned connections_max; /* of all listeners of the loop */
	unsigned per_address_max; /* likewise */
	uint64_t slow_ms; /* a write unfinished that long closes (CLOSE_SLOW) */
	uint64_t ping_ms, pong_ms; /* 0: PING_MS, PONG_MS */
	/* permessage-deflate (RFC 7692) for who asks, without context takeover
	 * on either side: neither end keeps memory for it between messages.
	 * frame_max is of the inflated message too. */
	bool deflate;
	/* For conformance suites, which know no subprotocol and send what no
	 * client of ours does: from any page, any of them, binary too, in as
	 * many pieces and with as much waiting as frame_max allows; ws_send()
	 * answers in the kind that came last. */
	bool conformance;
};

/* Whether the PEM files could serve, without a loop; *fault says why not. */
SR_MUST_USE enum sr_err ws_check_tls(
    const char *cert_file, const char *key_file, struct sr_fault *fault);
/* Whether its time is over, or has not begun by this machine's clock, so that
 * nobody accepts it; *fault says which. */
bool ws_tls_lapsed(const char *cert_file, struct sr_fault *fault);

/* May be called again for another address. A handler without on_open serves
 * plain HTTP only. SR_ENET: *fault says what failed (port in use, unreadable
 * key file). */
SR_MUST_USE enum sr_err ws_listen(struct ws_loop *loop,
    const struct ws_listen *opt, const struct ws_handler *handler, void *ctx,
    struct sr_fault *fault);
/* Of the first listener. */
int ws_listen_port(const struct ws_loop *loop);
/* No new connections from now on where websockets come; those that stand stay,
 * and addresses that serve plain HTTP only go on. */
void ws_listen_stop(struct ws_loop *loop);
/* Read certificate and key again for connections to come. */
SR_MUST_USE enum sr_err ws_listen_reload(
    struct ws_loop *loop, struct sr_fault *fault);

struct ws_dial {
	const char *host, *path;
	int port;
	bool tls;
	const char *ca_file; /* NULL: the system's */
	size_t frame_max;
	uint64_t ping_ms, pong_ms; /* 0: PING_MS, PONG_MS */
};

/* SR_ENET: the authorities cannot be read. All else is told by
 * on_dial_failed(). Looks up the host's name here and now: for clients. */
SR_MUST_USE enum sr_err ws_dial(struct ws_loop *loop,
    const struct ws_dial *opt, const struct ws_handler *handler, void *ctx,
    struct sr_fault *fault);

/* One text message, sent in order after all sent before; copied. What the
 * kernel does not take waits, up to SEND_QUEUE_MAX bytes, then the peer is
 * closed with CLOSE_SLOW. The waiting copy is wiped when sent or dropped. */
void ws_send(struct ws_conn *conn, const char *text, size_t len);

/* Nothing waits to be sent: ws_write_frames() may be called. Free of cost. */
bool ws_ready(const struct ws_conn *conn);
/* Servers only: ready, whole frames in one write (FLUSH_MAX bytes, or one
 * frame), not copied when the kernel takes them. Only while ws_ready(); after
 * it ws_ready() may be false, and on_ready comes when it is true again. False:
 * the connection is ending; nothing more may be written. */
bool ws_write_frames(struct ws_conn *conn, const uint8_t *frames, size_t len);
enum ws_form ws_form(const struct ws_conn *conn);
/* Ask for on_ready. */
void ws_want_ready(struct ws_conn *conn);

/* Reads nothing more from it, or goes on where it was; on_message may still
 * come once within the same turn. */
void ws_pause(struct ws_conn *conn, bool paused);

/* Says code and reason (at most 123 bytes) to the peer after what waits, and
 * ends; on_close comes later, from the loop. Safe anywhere, more than once. */
void ws_close(struct ws_conn *conn, int code, const char *reason);

/* The same for who may not read on: what waits is not sent, and a peer in the
 * middle of a write is dropped without a word. */
void ws_cut(struct ws_conn *conn, int code, const char *reason);

/* For what must not arrive any more: true when nothing of what was written
 * waits, neither here nor unsent in the kernel. Otherwise the connection is
 * reset without a word, and what waited is never sent; on_close comes later,
 * from the loop. */
bool ws_recall(struct ws_conn *conn);

/* Where the peer is, for limits per address: "192.0.2.1"; of IPv6 the /64,
 * which is the least that one peer has ("2001:db8::/64"). */
const char *ws_address(const struct ws_conn *conn);
/* Small number for logs, unique in this process. */
uint32_t ws_number(const struct ws_conn *conn);

/* Header of an unmasked text frame of len payload bytes; 2, 4 or 10 bytes. */
size_t ws_frame_head(uint8_t head[10], size_t len);

#endif
