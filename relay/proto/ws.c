/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <assert.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "proto/ws_private.h"

/*
 * Connections that stand: messages in, messages out, their end.
 *
 * Wiping. Of what comes in, every copy of ours and libwebsockets' receive
 * buffer are wiped as soon as the message was handed over (conn_received(),
 * deliver()); OpenSSL wipes its own (SSL_OP_CLEANSE_PLAINTEXT, ws_listen.c).
 * Of what goes out, our copies are wiped when written, and whatever
 * libwebsockets keeps of an unfinished write is wiped when it frees it
 * (wiping_realloc()). Out of reach: the kernel's socket buffers.
 */

static void (*log_fn)(bool error, const char *text);

void
ws_on_log(void (*fn)(bool error, const char *text))
{
	log_fn = fn;
}

/*
 * Errors and warnings only: below them libwebsockets prints bytes of frames.
 * What stands in quotes may be a peer's, and goes.
 */
static void
on_log(int level, const char *line)
{
	char text[120];
	size_t n = 0;

	/* Said of each connection that ends with bytes unread. */
	if (!log_fn || strstr(line, "LRS_DEAD_SOCKET"))
		return;
	while (n < sizeof(text) - 1 && *line >= ' ' && *line <= '~' &&
	       *line != '\'' && *line != '"')
		text[n++] = *line++;
	text[n] = '\0';
	log_fn(level == LLL_ERR, text);
}

/* All memory of libwebsockets: nothing is freed unwiped. */
static void *
wiping_realloc(void *old, size_t len, const char *reason)
{
	size_t old_len = old ? malloc_usable_size(old) : 0;
	void *bytes = NULL;

	(void)reason;
	if (len > 0) {
		bytes = malloc(len);
		if (!bytes)
			return NULL;
		if (old)
			memcpy(bytes, old, len < old_len ? len : old_len);
	}
	if (old)
		explicit_bzero(old, old_len);
	free(old);
	return bytes;
}

/* Descriptors for CONNECTIONS_MAX and files, or as many as are allowed:
 * libwebsockets sizes its tables by the limit it finds. */
static void
raise_descriptors(void)
{
	const rlim_t most = 65536;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max < most ? limit.rlim_max : most;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

enum sr_err
loop_context(struct ws_loop *loop, struct sr_fault *fault)
{
	void *foreign[1] = {&loop->uv};
	struct lws_context_creation_info info = {
	    .port = CONTEXT_PORT_NO_LISTEN,
	    .user = loop,
	    .pcontext = &loop->context,
	    .foreign_loops = foreign,
	    .options = LWS_SERVER_OPTION_LIBUV |
		       LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
		       LWS_SERVER_OPTION_VALIDATE_UTF8 |
		       LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
		       LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME,
	    .max_http_header_pool2 = CONNECTIONS_MAX,
	    .timeout_secs = HANDSHAKE_MS / 1000,
	    .pt_serv_buf_size = 4096,
	    .server_string = "scrubrelayd",
	};

	if (loop->context)
		return SR_OK;
	raise_descriptors();
	lws_set_allocator(wiping_realloc);
	lws_set_log_level(LLL_ERR | LLL_WARN, on_log);
	loop->context = lws_create_context(&info);
	if (loop->context)
		return SR_OK;
	sr_fault_set(fault, "libwebsockets does not start; is its libuv "
			    "plugin (libwebsockets-evlib-uv) there?");
	return SR_ENET;
}

/* ---- one connection ---- */

struct ws_conn *
conn_new(struct ws_loop *loop, const struct ws_handler *handler, void *ctx)
{
	struct ws_conn *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->loop = loop;
	c->handler = handler;
	c->ctx = ctx;
	c->number = ++loop->last_number;
	c->end = &c->first;
	c->heard_ms = ws_loop_now_ms(loop);
	c->until_ms = c->heard_ms + HANDSHAKE_MS;
	loop_look_at(loop, c, c->until_ms);
	return c;
}

static void
part_drop(struct ws_conn *c)
{
	if (c->part)
		explicit_bzero(c->part, c->part_room);
	free(c->part);
	c->part = NULL;
	c->part_len = 0;
	c->part_room = 0;
	c->fragments = 0;
}

static void
waiting_drop_first(struct ws_conn *c)
{
	struct waiting *w = c->first;

	c->first = w->next;
	if (!c->first)
		c->end = &c->first;
	c->waiting -= w->len;
	explicit_bzero(w->bytes, LWS_PRE + w->len);
	free(w);
}

void
conn_free(struct ws_conn *c)
{
	loop_forget(c->loop, c);
	if (c->address) {
		address_release(c->loop->addresses, c->address);
		c->loop->standing--;
	}
	dial_free(c->dial);
	part_drop(c);
	while (c->first)
		waiting_drop_first(c);
	free(c->ending);
	free(c);
}

void
conn_unsure(struct ws_conn *c)
{
	c->state = CONN_ENDED;
	c->wsi = NULL;
	loop_forget(c->loop, c);
	c->next = c->loop->unsure;
	c->loop->unsure = c;
}

static void
conn_destroyed(struct ws_conn *c)
{
	struct ws_conn **at = &c->loop->unsure;

	while (*at && *at != c)
		at = &(*at)->next;
	if (*at)
		*at = c->next;
	if (c->loop->dialling == c)
		c->loop->dialling = NULL;
	conn_free(c);
}

void
conn_kill(struct ws_conn *c)
{
	if (!c->wsi)
		return;
	lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	/* Outside its callbacks libwebsockets' timers wait for an event. */
	lws_cancel_service(c->loop->context);
}

/* The first reason stays. */
static void
ending_set(struct ws_conn *c, int code, const char *reason, size_t len)
{
	struct ending *e;

	if (c->ending)
		return;
	e = calloc(1, sizeof(*e));
	if (!e)
		return;
	if (len >= sizeof(e->reason))
		len = sizeof(e->reason) - 1;
	e->code = code;
	memcpy(e->reason, reason, len);
	c->ending = e;
}

/* All the owner hears of it, once. */
static void
conn_ended(struct ws_conn *c)
{
	if (c->state == CONN_ENDED)
		return;
	c->state = CONN_ENDED;
	loop_forget(c->loop, c);
	if (c->peer)
		c->handler->on_close(c->peer,
		    c->ending ? c->ending->code : 1006,
		    c->ending ? c->ending->reason : "");
	c->peer = NULL;
}

/* 0 when nothing is due but by another event. */
static uint64_t
next_look(const struct ws_conn *c)
{
	uint64_t due, other;

	if (c->state != CONN_OPEN)
		return c->until_ms;
	/* Spread: ten thousand that came at once are not asked at once. */
	due = (c->pinged_ms > c->heard_ms ? c->pinged_ms : c->heard_ms) +
	      c->ping_ms - c->number % 64 * (c->ping_ms / 512);
	other = c->heard_ms + c->pong_ms;
	due = other < due ? other : due;
	other = c->blocked_ms + c->slow_ms;
	due = c->blocked_ms && other < due ? other : due;
	other = c->part_ms + MESSAGE_MS;
	return c->part && other < due ? other : due;
}

int
conn_opened(struct ws_conn *c)
{
	c->state = CONN_OPEN;
	c->heard_ms = ws_loop_now_ms(c->loop);
	c->pinged_ms = c->heard_ms;
	loop_look_at(c->loop, c, next_look(c));
	c->peer = c->handler->on_open(c->ctx, c);
	if (!c->peer)
		ws_close(c, 1011, "");
	return 0;
}

/* ---- in ---- */

static void
deliver(struct ws_conn *c, char *text, size_t len)
{
	c->handler->on_message(c->peer, text, len);
	explicit_bzero(text, len + 1);
}

static bool
part_add(struct ws_conn *c, const char *bytes, size_t len)
{
	size_t room = c->part_room ? c->part_room : 1024;
	char *part;

	while (room < c->part_len + len + 1)
		room *= 2;
	if (room > c->part_room) {
		part = malloc(room);
		if (!part)
			return false;
		if (c->part) {
			memcpy(part, c->part, c->part_len);
			explicit_bzero(c->part, c->part_room);
		}
		free(c->part);
		c->part = part;
		c->part_room = room;
	}
	memcpy(c->part + c->part_len, bytes, len);
	c->part_len += len;
	c->part[c->part_len] = '\0';
	return true;
}

static void
deliver_part(struct ws_conn *c)
{
	char *text = c->part;
	size_t len = c->part_len;

	c->part = NULL; /* on_message may end the connection */
	part_drop(c);
	deliver(c, text, len);
	free(text);
}

/* RECEIVE is a piece of a frame, which may be a fragment of a message. */
static void
conn_received(struct ws_conn *c, const char *bytes, size_t len)
{
	struct buffer *in = &c->loop->incoming;
	size_t rest = lws_remaining_packet_payload(c->wsi);
	bool whole = rest == 0 && lws_is_final_fragment(c->wsi);

	if (lws_frame_is_binary(c->wsi)) {
		ws_close(c, 1003, "text frames only");
	} else if (c->part_len + len > c->frame_max ||
		   rest > c->frame_max - c->part_len - len) {
		ws_close(c, 1009, "message too large");
	} else if (!whole && ++c->fragments > FRAGMENTS_MAX) {
		ws_close(c, CLOSE_LIMIT, "too many fragments");
	} else if (!whole || c->part) {
		if (!c->part) {
			c->part_ms = ws_loop_now_ms(c->loop);
			loop_look_at(c->loop, c, next_look(c));
		}
		if (!part_add(c, bytes, len))
			ws_close(c, 1011, "no memory");
		else if (whole)
			deliver_part(c);
	} else if (!buffer_room(in, c->frame_max + 1)) {
		ws_close(c, 1011, "no memory");
	} else {
		memcpy(in->bytes, bytes, len);
		in->bytes[len] = '\0';
		deliver(c, (char *)in->bytes, len);
	}
	if (c->state != CONN_OPEN)
		part_drop(c);
}

/* ---- out ---- */

static void
note_pressure(struct ws_conn *c)
{
	if (!lws_partial_buffered(c->wsi)) {
		c->blocked_ms = 0;
	} else if (!c->blocked_ms) {
		c->blocked_ms = ws_loop_now_ms(c->loop);
		loop_look_at(c->loop, c, next_look(c));
	}
}

/* bytes has LWS_PRE bytes of room before it, and may be masked in place. */
static bool
conn_write(
    struct ws_conn *c, uint8_t *bytes, size_t len, enum lws_write_protocol how)
{
	if (lws_write(c->wsi, bytes, len, how) < 0) {
		ending_set(c, 1006, "", 0);
		c->state = CONN_CLOSING;
		conn_kill(c);
		return false;
	}
	note_pressure(c);
	return true;
}

static void
conn_wait(struct ws_conn *c, const char *text, size_t len)
{
	struct waiting *w;

	if (len > SEND_QUEUE_MAX || c->waiting > SEND_QUEUE_MAX - len) {
		ws_close(c, CLOSE_SLOW, "too much waits to be read");
		return;
	}
	w = malloc(sizeof(*w) + LWS_PRE + len);
	if (!w) {
		ws_close(c, 1011, "no memory");
		return;
	}
	w->next = NULL;
	w->len = len;
	memcpy(w->bytes + LWS_PRE, text, len);
	*c->end = w;
	c->end = &w->next;
	c->waiting += len;
}

void
ws_send(struct ws_conn *c, const char *text, size_t len)
{
	struct buffer *out = &c->loop->outgoing;

	if (c->state != CONN_OPEN)
		return;
	if (c->first || lws_partial_buffered(c->wsi)) {
		conn_wait(c, text, len);
		return;
	}
	if (!buffer_room(out, LWS_PRE + len)) {
		ws_close(c, 1011, "no memory");
		return;
	}
	memcpy(out->bytes + LWS_PRE, text, len);
	(void)conn_write(c, out->bytes + LWS_PRE, len, LWS_WRITE_TEXT);
	explicit_bzero(out->bytes, LWS_PRE + len);
}

bool
ws_ready(const struct ws_conn *c)
{
	return c->state == CONN_OPEN && !c->first &&
	       !lws_partial_buffered(c->wsi);
}

bool
ws_write_frames(struct ws_conn *c, const uint8_t *frames, size_t len)
{
	assert(len <= FLUSH_MAX);
	if (c->state != CONN_OPEN)
		return false;
	assert(ws_ready(c) && !c->client);
	/* A raw write: neither header nor mask, the bytes stay as they are. */
	return conn_write(c, (uint8_t *)(uintptr_t)frames, len, LWS_WRITE_RAW);
}

void
ws_want_ready(struct ws_conn *c)
{
	if (c->state == CONN_OPEN)
		lws_callback_on_writable(c->wsi);
}

/*
 * Not by returning -1: a libwebsockets built without NDEBUG, as Debian's is,
 * closes twice under libuv then, and the second time without a close frame.
 */
static int
conn_say_close(struct ws_conn *c)
{
	if (!c->ending || c->ending->code == 1006)
		return -1;
	lws_close_reason(c->wsi, (enum lws_close_status)c->ending->code,
	    (unsigned char *)c->ending->reason, strlen(c->ending->reason));
	lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
	return 0;
}

/* -1 ends the connection at once. */
static int
conn_writeable(struct ws_conn *c)
{
	while (c->first && !lws_partial_buffered(c->wsi)) {
		struct waiting *w = c->first;

		if (!conn_write(c, w->bytes + LWS_PRE, w->len, LWS_WRITE_TEXT))
			return -1;
		waiting_drop_first(c);
	}
	note_pressure(c);
	if (c->first || lws_partial_buffered(c->wsi))
		return 0;
	if (c->state == CONN_OPEN && c->handler->on_ready && c->peer)
		c->handler->on_ready(c->peer);
	if (c->state != CONN_CLOSING || lws_partial_buffered(c->wsi))
		return 0;
	return conn_say_close(c);
}

static void
conn_ping(struct ws_conn *c)
{
	/* Not empty: libwebsockets keeps quiet about pongs that are. */
	uint8_t bytes[LWS_PRE + 1] = {[LWS_PRE] = 'p'};

	c->pinged_ms = ws_loop_now_ms(c->loop);
	if (!lws_partial_buffered(c->wsi))
		(void)conn_write(c, bytes + LWS_PRE, 1, LWS_WRITE_PING);
}

/* ---- the end ---- */

void
ws_close(struct ws_conn *c, int code, const char *reason)
{
	if (c->state != CONN_OPEN)
		return;
	c->state = CONN_CLOSING;
	ending_set(c, code, reason, strlen(reason));
	c->until_ms = ws_loop_now_ms(c->loop) + CLOSE_GRACE_MS;
	loop_look_at(c->loop, c, c->until_ms);
	lws_callback_on_writable(c->wsi);
}

static void
conn_look(struct ws_conn *c, uint64_t now_ms)
{
	if (c->blocked_ms && now_ms - c->blocked_ms >= c->slow_ms) {
		if (c->handler->on_slow && c->peer)
			c->handler->on_slow(c->peer);
		ws_close(c, CLOSE_SLOW, "too slow");
	} else if (c->part && now_ms - c->part_ms >= MESSAGE_MS) {
		ws_close(c, CLOSE_LIMIT, "message unfinished");
	} else if (now_ms - c->heard_ms >= c->pong_ms) {
		ending_set(c, 1006, "silent", 6);
		c->state = CONN_CLOSING;
		c->until_ms = now_ms;
		conn_kill(c);
	} else {
		uint64_t due = next_look(c);

		if (due <= now_ms)
			conn_ping(c);
	}
}

void
conn_tick(struct ws_conn *c, uint64_t now_ms)
{
	if (c->state == CONN_OPEN)
		conn_look(c, now_ms);
	else
		conn_kill(c);
	if (c->state == CONN_OPEN)
		loop_look_at(c->loop, c, next_look(c));
	else if (c->state == CONN_CLOSING && now_ms < c->until_ms)
		loop_look_at(c->loop, c, c->until_ms);
}

/* The peer's code and reason; RFC 6455, 5.5.1. */
static void
conn_peer_closes(struct ws_conn *c, const uint8_t *bytes, size_t len)
{
	if (len >= 2)
		ending_set(c, bytes[0] << 8 | bytes[1], (const char *)bytes + 2,
		    len - 2);
	else
		ending_set(c, 1005, "", 0);
	if (c->state == CONN_OPEN)
		c->state = CONN_CLOSING;
	c->until_ms = ws_loop_now_ms(c->loop) + CLOSE_GRACE_MS;
	loop_look_at(c->loop, c, c->until_ms);
}

const char *
ws_address(const struct ws_conn *c)
{
	return c->address ? c->address->text : "unknown";
}

uint32_t
ws_number(const struct ws_conn *c)
{
	return c->number;
}

static int
conn_event(struct ws_conn *c, struct lws *wsi, int why, void *in, size_t len)
{
	c->wsi = wsi;
	switch (why) {
	case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
		return dial_check_answer(wsi, c);
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		dial_failed(c, in ? in : "", in ? len : 0);
		return 0;
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		return conn_opened(c);
	case LWS_CALLBACK_RECEIVE:
	case LWS_CALLBACK_CLIENT_RECEIVE:
		c->heard_ms = ws_loop_now_ms(c->loop);
		if (c->state == CONN_OPEN)
			conn_received(c, in, len);
		if (len)
			explicit_bzero(in, len); /* libwebsockets' own buffer */
		return 0;
	case LWS_CALLBACK_RECEIVE_PONG:
	case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
		c->heard_ms = ws_loop_now_ms(c->loop);
		return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE:
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		return conn_writeable(c);
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
		conn_peer_closes(c, in, len);
		return 0;
	case LWS_CALLBACK_CLOSED:
	case LWS_CALLBACK_CLIENT_CLOSED:
		conn_ended(c);
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		dial_failed(c, "closed", 6);
		conn_ended(c);
		lws_set_opaque_user_data(wsi, NULL);
		conn_destroyed(c);
		return 0;
	default:
		return 0;
	}
}

static int
on_event(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in,
    size_t len)
{
	struct ws_conn *c;

	switch ((int)why) {
	case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
		listener_has_tls(user);
		return 0;
	case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
		return listener_adopted(wsi);
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		return listener_check_upgrade(wsi);
	case LWS_CALLBACK_HTTP:
		return listener_refuse_http(wsi);
	case LWS_CALLBACK_CLIENT_HTTP_REDIRECT:
		return -1; /* a relay stays where it is */
	default:
		break;
	case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
	case LWS_CALLBACK_RECEIVE:
	case LWS_CALLBACK_CLIENT_RECEIVE:
	case LWS_CALLBACK_RECEIVE_PONG:
	case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
	case LWS_CALLBACK_SERVER_WRITEABLE:
	case LWS_CALLBACK_CLIENT_WRITEABLE:
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
	case LWS_CALLBACK_CLOSED:
	case LWS_CALLBACK_CLIENT_CLOSED:
	case LWS_CALLBACK_WSI_DESTROY:
		c = lws_get_opaque_user_data(wsi);
		return c ? conn_event(c, wsi, (int)why, in, len) : 0;
	}
	return 0;
}

/* One protocol: libwebsockets binds a request that names none to the first,
 * so that listener_check_upgrade() has to look in any case. */
const struct lws_protocols ws_protocols[] = {
    {.name = SR_SUBPROTOCOL,
	.callback = on_event,
	.rx_buffer_size = RECEIVE_BYTES,
	/* Above FLUSH_MAX: libwebsockets copies what is beyond. */
	.tx_packet_size = 65536},
    {.name = NULL},
};
