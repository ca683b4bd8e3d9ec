/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "proto/deflate.h"
#include "proto/ws_private.h"

/* Messages in, whole; messages and ready frames out, in order. */

/* ---- in ---- */

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
	c->utf8 = (struct utf8){0};
}

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

/* A message that came deflated, whole. */
static void
deliver_inflated(struct ws_conn *c, const char *bytes, size_t len)
{
	struct buffer *in = &c->loop->incoming;
	enum sr_err err = SR_ENOMEM;
	struct utf8 utf8 = {0};
	size_t out = 0;

	if (buffer_room(in, c->frame_max + 1))
		err = inflate_message(
		    bytes, len, in->bytes, c->frame_max + 1, &out);
	if (err == SR_OK && !c->binary &&
	    (!utf8_goes_on(&utf8, in->bytes, out) || !utf8_whole(&utf8))) {
		explicit_bzero(in->bytes, out);
		err = SR_EUTF8;
	}
	if (err == SR_ETOOLARGE)
		ws_close(c, 1009, "message too large");
	else if (err == SR_ENOMEM)
		ws_close(c, 1011, "no memory");
	else if (err != SR_OK)
		ws_close(c, 1007, err == SR_EUTF8 ? "not UTF-8" : "no DEFLATE");
	if (err != SR_OK)
		return;
	in->bytes[out] = '\0';
	deliver(c, (char *)in->bytes, out);
}

static void
deliver_part(struct ws_conn *c)
{
	char *text = c->part;
	size_t len = c->part_len;

	c->part = NULL; /* on_message may end the connection */
	part_drop(c);
	if (c->deflated)
		deliver_inflated(c, text, len);
	else
		deliver(c, text, len);
	explicit_bzero(text, len);
	free(text);
}

/* RSV1 stands on the first frame of a message that is deflated, and nowhere
 * else (RFC 7692, 6). */
static bool
note_frame(struct ws_conn *c, size_t rest)
{
	bool marked = lws_get_reserved_bits(c->wsi) != 0;
	bool right = true;

	c->marked = marked;
	if (lws_is_first_fragment(c->wsi)) {
		c->deflated = c->deflate && marked;
		c->first_frame = true;
	} else {
		right = c->first_frame || !marked;
	}
	if (rest == 0)
		c->first_frame = false;
	return right;
}

/* What does not compress is a little longer deflated. */
static size_t
most_bytes(const struct ws_conn *c)
{
	return c->frame_max + (c->deflated ? c->frame_max / 256 + 64 : 0);
}

/* So far it is UTF-8; of one that is deflated that is seen when it is whole. */
static bool
text_goes_on(struct ws_conn *c, const char *bytes, size_t len, bool whole)
{
	if (c->binary || c->deflated)
		return true;
	return utf8_goes_on(&c->utf8, bytes, len) &&
	       (!whole || utf8_whole(&c->utf8));
}

static void
take_whole(struct ws_conn *c, const char *bytes, size_t len)
{
	struct buffer *in = &c->loop->incoming;

	if (c->deflated) {
		deliver_inflated(c, bytes, len);
	} else if (!buffer_room(in, c->frame_max + 1)) {
		ws_close(c, 1011, "no memory");
	} else {
		memcpy(in->bytes, bytes, len);
		in->bytes[len] = '\0';
		deliver(c, (char *)in->bytes, len);
	}
}

/* RECEIVE is a piece of a frame, which may be a fragment of a message. */
void
conn_received(struct ws_conn *c, const char *bytes, size_t len)
{
	size_t rest = lws_remaining_packet_payload(c->wsi);
	bool whole = rest == 0 && lws_is_final_fragment(c->wsi);

	c->binary = lws_frame_is_binary(c->wsi) != 0;
	if (!note_frame(c, rest)) {
		ws_close(c, 1002, "reserved bit");
	} else if (c->binary && !c->conformance) {
		ws_close(c, 1003, "text frames only");
	} else if (c->part_len + len > most_bytes(c) ||
		   rest > most_bytes(c) - c->part_len - len) {
		ws_close(c, 1009, "message too large");
	} else if (!text_goes_on(c, bytes, len, whole)) {
		ws_close(c, 1007, "not UTF-8");
	} else if (!whole && ++c->fragments > FRAGMENTS_MAX &&
		   !c->conformance) {
		ws_close(c, CLOSE_LIMIT, "too many fragments");
	} else if (!whole || c->part) {
		if (!c->part) {
			c->part_ms = ws_loop_now_ms(c->loop);
			conn_look_later(c);
		}
		if (!part_add(c, bytes, len))
			ws_close(c, 1011, "no memory");
		else if (whole)
			deliver_part(c);
	} else {
		take_whole(c, bytes, len);
	}
	if (c->state != CONN_OPEN)
		part_drop(c);
	else if (whole)
		c->utf8 = (struct utf8){0};
}

/* ---- out ---- */

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

static void
note_pressure(struct ws_conn *c)
{
	if (!lws_partial_buffered(c->wsi)) {
		c->blocked_ms = 0;
	} else if (!c->blocked_ms) {
		c->blocked_ms = ws_loop_now_ms(c->loop);
		conn_look_later(c);
	}
}

/* bytes has LWS_PRE bytes of room before it, and may be masked in place. */
bool
conn_write(
    struct ws_conn *c, uint8_t *bytes, size_t len, enum lws_write_protocol how)
{
	if (lws_write(c->wsi, bytes, len, how) < 0) {
		conn_set_ending(c, 1006, "", 0);
		c->state = CONN_CLOSING;
		conn_kill(c);
		return false;
	}
	note_pressure(c);
	return true;
}

static enum lws_write_protocol
kind_of(const struct ws_conn *c)
{
	if (c->stream)
		return LWS_WRITE_HTTP;
	return c->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT;
}

static void
conn_wait(struct ws_conn *c, const char *text, size_t len)
{
	struct waiting *w;

	if (!c->conformance &&
	    (len > SEND_QUEUE_MAX || c->waiting > SEND_QUEUE_MAX - len)) {
		ws_close(c, CLOSE_SLOW, "too much waits to be read");
		return;
	}
	w = malloc(sizeof(*w) + LWS_PRE + len);
	if (!w) {
		ws_close(c, 1011, "no memory");
		return;
	}
	w->next = NULL;
	w->how = kind_of(c);
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
	if (c->first || lws_partial_buffered(c->wsi) || c->conformance) {
		conn_wait(c, text, len);
		/* Behind a pong that libwebsockets still owes. */
		if (c->conformance)
			lws_callback_on_writable(c->wsi);
		return;
	}
	if (!buffer_room(out, LWS_PRE + len)) {
		ws_close(c, 1011, "no memory");
		return;
	}
	memcpy(out->bytes + LWS_PRE, text, len);
	(void)conn_write(c, out->bytes + LWS_PRE, len, kind_of(c));
	explicit_bzero(out->bytes, LWS_PRE + len);
}

bool
ws_ready(const struct ws_conn *c)
{
	return c->state == CONN_OPEN && !c->first &&
	       !lws_partial_buffered(c->wsi);
}

/* A window smaller than ours cannot take what we deflate: plain frames are
 * right in any case. */
enum ws_form
ws_form(const struct ws_conn *c)
{
	if (c->stream)
		return WS_EVENTS;
	return c->deflate && !c->client &&
		       (!c->window_bits ||
			   c->window_bits >= DEFLATE_WINDOW_BITS)
		   ? WS_DEFLATED
		   : WS_PLAIN;
}

/*
 * Ready frames need nothing of libwebsockets: its way to send(2) takes 230
 * instructions, and nothing of its own waits (ws_ready()). What the kernel does
 * not take goes there after all, and waits there.
 */
static size_t
send_past(struct ws_conn *c, const uint8_t *frames, size_t len)
{
	ssize_t n = c->frames_fd < 0
			? 0
			: send(c->frames_fd, frames, len, MSG_NOSIGNAL);

	return n > 0 ? (size_t)n : 0;
}

bool
ws_write_frames(struct ws_conn *c, const uint8_t *frames, size_t len)
{
	size_t sent;

	if (c->state != CONN_OPEN)
		return false;
	assert(ws_ready(c) && !c->client);
	sent = send_past(c, frames, len);
	if (sent == len) {
		c->blocked_ms = 0;
		return true;
	}
	frames += sent;
	len -= sent;
	/* A raw write: neither header nor mask, the bytes stay as they are. */
	return conn_write(c, (uint8_t *)(uintptr_t)frames, len,
	    c->stream ? LWS_WRITE_HTTP : LWS_WRITE_RAW);
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
 * And not twice: the second time it dies here and now, and would be read from
 * again all the same unless -1 tells.
 */
static int
conn_say_close(struct ws_conn *c)
{
	if (c->close_said)
		return 0;
	c->close_said = true;
	if (c->stream || !c->ending || c->ending->code == 1006)
		return -1;
	lws_close_reason(c->wsi, (enum lws_close_status)c->ending->code,
	    (unsigned char *)c->ending->reason, strlen(c->ending->reason));
	lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
	return c->state == CONN_ENDED ? -1 : 0;
}

/* -1 ends the connection at once. */
int
conn_writeable(struct ws_conn *c)
{
	while (c->first && !lws_partial_buffered(c->wsi)) {
		struct waiting *w = c->first;

		if (!conn_write(c, w->bytes + LWS_PRE, w->len, w->how))
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

void
conn_drop_messages(struct ws_conn *c)
{
	part_drop(c);
	while (c->first)
		waiting_drop_first(c);
}
