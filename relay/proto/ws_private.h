/* SPDX-License-Identifier: MIT */
#ifndef SR_WS_PRIVATE_H
#define SR_WS_PRIVATE_H

#include <libwebsockets.h>
#include <uv.h>

#include "proto/address.h"
#include "proto/limits.h"
#include "proto/utf8.h"
#include "proto/wheel.h"
#include "proto/ws.h"

/*
 * What the ws*.c files share: the only files that
 * know libwebsockets and libuv.
 */

#define SIGNALS_MAX 4

/* Wiped after each use. */
struct buffer {
	uint8_t *bytes;
	size_t room;
};

struct ws_signal {
	uv_signal_t uv;
	void (*fn)(void *ctx, int signo);
	void *ctx;
};

struct listener;
struct dial;
struct authority;
struct readable;

struct ws_loop {
	uv_loop_t uv;
	uv_prepare_t prepare;
	uv_async_t async;
	uv_timer_t wheel_timer;
	struct wheel wheel; /* one item a connection */
	void (*on_turn)(void *ctx);
	void *turn_ctx;
	void (*on_wake)(void *ctx);
	void *wake_ctx;
	struct ws_signal signal[SIGNALS_MAX];
	unsigned signals;
	struct readable *readable;
	struct ws_timer *timers;

	struct lws_context *context; /* from the first listen or dial on */
	struct listener *listener; /* the first of them */
	struct authority *authorities;
	struct dial *failed;       /* to be told at the end of the turn */
	struct ws_conn *accepting; /* being handed to libwebsockets */
	struct ws_conn *dialling;  /* the same, of ws_dial() */
	struct ws_conn *unsure;    /* may or may not be destroyed later */
	struct addresses *addresses;
	unsigned standing; /* accepted connections */
	uint32_t last_number;
	struct buffer incoming, outgoing; /* one message at a time */
};

enum conn_state {
	CONN_HANDSHAKE,
	CONN_OPEN,
	CONN_CLOSING, /* says why after what waits */
	CONN_ENDED    /* on_close was called */
};

/* A message that waits behind an unfinished write. */
struct waiting {
	struct waiting *next;
	enum lws_write_protocol how;
	size_t len;
	uint8_t bytes[]; /* LWS_PRE, then the text */
};

/* Why a connection ends. */
struct ending {
	int code;
	char reason[124]; /* RFC 6455, 5.5: at most 123 bytes */
};

/* An answer on its way; see ws_http.c. */
struct http {
	bool busy, last; /* last: the connection ends behind it */
	const uint8_t *body;
	size_t len, sent;
	void (*done)(void *ctx);
	void *ctx;
};

struct ws_conn {
	struct wheel_item tick; /* first: the wheel gives it back */
	struct ws_loop *loop;
	struct lws *wsi;
	const struct ws_handler *handler;
	void *ctx, *peer;
	struct dial *dial;    /* clients, until a failure is listed */
	struct ws_conn *next; /* of those unsure */
	bool stream; /* an answer without end, see struct ws_http_answer */
	int frames_fd; /* ready frames go here; -1: through libwebsockets */
	bool client,
	    close_said; /* ours went to libwebsockets, or theirs came */
	bool conformance, binary; /* see struct ws_listen */
	bool deflate;    /* is negotiated; before that: */
	bool deflate_allowed, offer_taken;
	uint8_t offers; /* that libwebsockets has not asked about yet */
	bool deflated;   /* the message that is coming in */
	bool first_frame; /* of it is not through */
	bool marked;      /* the last header of it that is known has RSV1 */
	uint8_t window_bits; /* that the peer asks for; 0: it does not */
	struct utf8 utf8;    /* of the message that is coming in */
	struct address *address; /* servers */
	uint32_t number;
	enum conn_state state;
	size_t frame_max;
	uint64_t slow_ms, ping_ms, pong_ms;
	uint64_t heard_ms, pinged_ms;
	uint64_t until_ms;   /* handshake, closing: dropped then */
	uint64_t blocked_ms; /* since then a write is unfinished; 0: none */
	uint64_t part_ms;    /* since then a message is unfinished */
	char *part;          /* what came of it */
	size_t part_len, part_room;
	unsigned fragments;
	struct waiting *first, **end;
	size_t waiting; /* bytes in the list */
	struct ending *ending;
	struct http http;
};

/* ---- ws_loop.c ---- */

/* Makes it at least that large; false when there is no memory. */
bool buffer_room(struct buffer *b, size_t room);
/* The connection is due for a look (conn_tick()) at due_ms. */
void loop_look_at(struct ws_loop *loop, struct ws_conn *c, uint64_t due_ms);
void loop_forget(struct ws_loop *loop, struct ws_conn *c);

/* ---- ws.c ---- */

/* Makes the context if there is none. */
SR_MUST_USE enum sr_err loop_context(
    struct ws_loop *loop, struct sr_fault *fault);
extern const struct lws_protocols ws_protocols[];

/* ---- ws_conn.c ---- */

struct ws_conn *conn_new(
    struct ws_loop *loop, const struct ws_handler *handler, void *ctx);
void conn_free(struct ws_conn *c);
/* libwebsockets gave up on it, and may or may not come back to say so. */
void conn_unsure(struct ws_conn *c);
/* It came back: the last that is heard of it. */
void conn_destroyed(struct ws_conn *c);
int conn_opened(struct ws_conn *c);
/* Why it ends, at most 123 bytes of it; the first reason stays. */
void conn_set_ending(
    struct ws_conn *c, int code, const char *reason, size_t len);
/* -1: its reason is not UTF-8. */
int conn_peer_closes(struct ws_conn *c, const uint8_t *bytes, size_t len);
/* Tells its owner, once. */
void conn_ended(struct ws_conn *c);
/* Drops it without another word. */
void conn_kill(struct ws_conn *c);
/* Something about it is due sooner or later than it was. */
void conn_look_later(struct ws_conn *c);
void conn_tick(struct ws_conn *c, uint64_t now_ms);

/* ---- ws_message.c ---- */

void conn_received(struct ws_conn *c, const char *bytes, size_t len);
/* bytes has LWS_PRE bytes of room before it, and may be masked in place.
 * False: the connection is broken, and ends. */
bool conn_write(
    struct ws_conn *c, uint8_t *bytes, size_t len, enum lws_write_protocol how);
int conn_writeable(struct ws_conn *c);
void conn_drop_messages(struct ws_conn *c);

/* ---- ws_listen.c ---- */

void listener_close(struct ws_loop *loop);
void listener_has_tls(void *ssl_ctx);
int listener_adopted(struct lws *wsi);

/* ---- ws_upgrade.c ---- */

/* Looks at a request to upgrade; 0 goes on, -1 ends (an answer is sent). */
int upgrade_check(struct lws *wsi);
/* One that is no upgrade. */
int upgrade_none(struct lws *wsi);

/* ---- ws_deflate.c ---- */

extern const struct lws_extension ws_extensions[];
/* Looks at what a request to upgrade offers, and settles it. */
void deflate_negotiate(struct lws *wsi, struct ws_conn *c);
/* The last header that came was of a ping with RSV1. */
bool deflate_ping_marked(const struct ws_conn *c);
/* libwebsockets asks whether to go on with it: 0 yes, 1 no. */
int deflate_confirm(struct ws_conn *c);
/* Writes our half of it into the answer. */
int deflate_answer(
    struct ws_conn *c, struct lws_process_html_args *answer);

/* ---- ws_http.c: 0 goes on, -1 ends the connection ---- */

int http_request(struct lws *wsi, struct ws_conn *c);
int http_writeable(struct ws_conn *c);
/* It ends: the answer is not needed any more. */
void http_drop(struct ws_conn *c);

/* ---- ws_dial.c ---- */

/* Remembers why; told at the end of the turn. Once. */
void dial_failed(struct ws_conn *c, const char *why, size_t len);
int dial_check_answer(struct lws *wsi, struct ws_conn *c);
void dial_tell_failures(struct ws_loop *loop);
/* Of a connection that is destroyed: what libwebsockets leaves behind. */
void dial_sweep(struct ws_loop *loop, struct lws *wsi);
/* After the context's end. */
void dial_end(struct ws_loop *loop);
void dial_free(struct dial *d);

/* ---- ws_tls.c ---- */

struct ssl_ctx_st;
struct ssl_st;
/* SR_ENET and *fault unless both files read, are PEM and belong together. */
SR_MUST_USE enum sr_err tls_check_files(
    const char *cert_file, const char *key_file, struct sr_fault *fault);
/* The same for a file of authorities. */
SR_MUST_USE enum sr_err tls_check_authorities(
    const char *ca_file, struct sr_fault *fault);
/* True with a sentence when the peer's certificate was not accepted. */
bool tls_peer_refused(struct ssl_st *tls, char *text, size_t room);
/* For connections to come. */
SR_MUST_USE enum sr_err tls_load_files(struct ssl_ctx_st *ctx,
    const char *cert_file, const char *key_file, struct sr_fault *fault);

#endif
