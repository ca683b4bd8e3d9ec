/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "proto/deflate.h"
#include "ws_fake_private.h"

/* Connections in memory. */

/* ---- lists of texts ---- */

static void
texts_add(struct texts *q, const void *bytes, size_t len)
{
	struct text *t = malloc(sizeof(*t) + len + 1);

	if (!t)
		abort();
	t->next = NULL;
	t->len = len;
	memcpy(t->bytes, bytes, len);
	t->bytes[len] = '\0';
	if (!q->end)
		q->end = &q->first;
	*q->end = t;
	q->end = &t->next;
	q->len += len;
}

static struct text *
texts_take(struct texts *q)
{
	struct text *t = q->first;

	if (!t)
		return NULL;
	q->first = t->next;
	if (!q->first)
		q->end = &q->first;
	q->len -= t->len;
	return t;
}

static void
texts_drop(struct texts *q)
{
	struct text *t;

	while ((t = texts_take(q)))
		free(t);
}

void
fake_conn_ended(struct ws_conn *c)
{
	void *peer = c->peer;

	if (c->state == ENDED)
		return;
	c->state = ENDED;
	c->peer = NULL;
	c->loop->dirty = true;
	texts_drop(&c->in);
	texts_drop(&c->waiting);
	if (peer)
		c->loop->handler.on_close(
		    peer, c->code ? c->code : 1006, c->reason);
}

void
fake_conn_free(struct ws_conn *c)
{
	texts_drop(&c->in);
	texts_drop(&c->waiting);
	texts_drop(&c->out);
	free(c->taken);
	free(c);
}

/* ---- listening ---- */

enum sr_err
ws_listen(struct ws_loop *loop, const struct ws_listen *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	if (loop->listening) {
		sr_fault_set(fault, "%s:%d: Address already in use", opt->host,
		    opt->port);
		return SR_ENET;
	}
	loop->listening = true;
	loop->listen = *opt;
	loop->handler = *handler;
	loop->handler_ctx = ctx;
	return SR_OK;
}

int
ws_listen_port(const struct ws_loop *loop)
{
	return loop->listening ? loop->listen.port : 0;
}

void
ws_listen_stop(struct ws_loop *loop)
{
	loop->listening = false;
}

enum sr_err
ws_listen_reload(struct ws_loop *loop, struct sr_fault *fault)
{
	(void)loop;
	(void)fault;
	return SR_OK;
}

enum sr_err
ws_dial(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	(void)loop;
	(void)handler;
	(void)ctx;
	sr_fault_set(fault, "%s:%d: no network here", opt->host, opt->port);
	return SR_ENET;
}

/* ---- connections, as the relay sees them ---- */

static bool
conn_ready(const struct ws_conn *c)
{
	return c->state == OPEN && !c->blocked && !c->waiting.first;
}

static void
conn_blocked(struct ws_conn *c)
{
	if (c->blocked)
		return;
	c->blocked = true;
	c->blocked_ms = c->loop->now_ms;
}

void
ws_send(struct ws_conn *c, const char *text, size_t len)
{
	if (c->state != OPEN)
		return;
	c->loop->dirty = true;
	if (!c->stalled && conn_ready(c)) {
		texts_add(&c->out, text, len);
		return;
	}
	if (len > SEND_QUEUE_MAX || c->waiting.len > SEND_QUEUE_MAX - len) {
		ws_close(c, CLOSE_SLOW, "too much waits to be read");
		return;
	}
	conn_blocked(c);
	texts_add(&c->waiting, text, len);
}

bool
ws_ready(const struct ws_conn *c)
{
	return conn_ready(c);
}

enum ws_form
ws_form(const struct ws_conn *c)
{
	return c->form;
}

/* Whole, unmasked text frames of the shortest form, or a bug is found. */
static size_t
frame_payload(const uint8_t *frame, size_t len, size_t *payload_len)
{
	uint8_t head[10];
	size_t n;

	assert(len >= 2 && (frame[0] & ~0x40) == 0x81 && frame[1] <= 127);
	*payload_len = frame[1];
	if (frame[1] == 126) {
		assert(len >= 4);
		*payload_len = (size_t)frame[2] << 8 | frame[3];
	} else if (frame[1] == 127) {
		assert(len >= 10);
		*payload_len = 0;
		for (unsigned i = 2; i < 10; i++)
			*payload_len = *payload_len << 8 | frame[i];
	}
	n = ws_frame_head(head, *payload_len);
	assert(memcmp(head + 1, frame + 1, n - 1) == 0 &&
	       *payload_len <= len - n);
	return n;
}

/* What the peer reads in a frame. */
static void
take_frame(struct ws_conn *c, const uint8_t *payload, size_t len, bool deflated)
{
	struct texts *to = c->stalled ? &c->waiting : &c->out;
	char *text;
	size_t n;

	if (!deflated) {
		texts_add(to, payload, len);
		return;
	}
	assert(c->form == WS_DEFLATED);
	text = malloc(FRAME_MOST);
	if (!text || inflate_message(payload, len, text, FRAME_MOST, &n) != 0)
		abort();
	texts_add(to, text, n);
	free(text);
}

bool
ws_write_frames(struct ws_conn *c, const uint8_t *frames, size_t len)
{
	if (c->state != OPEN)
		return false;
	assert(conn_ready(c));
	c->loop->dirty = true;
	while (len > 0) {
		size_t payload, head = frame_payload(frames, len, &payload);

		take_frame(
		    c, frames + head, payload, (frames[0] & 0x40) != 0);
		frames += head + payload;
		len -= head + payload;
	}
	if (c->stalled)
		conn_blocked(c);
	return true;
}

void
ws_pause(struct ws_conn *c, bool paused)
{
	c->paused = paused;
	c->loop->dirty = true;
}

void
ws_want_ready(struct ws_conn *c)
{
	c->wants_ready = true;
	c->loop->dirty = true;
}

void
ws_close(struct ws_conn *c, int code, const char *reason)
{
	if (c->state != OPEN)
		return;
	c->state = CLOSING;
	c->code = code;
	snprintf(c->reason, sizeof(c->reason), "%s", reason);
	c->closing_ms = c->loop->now_ms;
	c->loop->dirty = true;
}

void
ws_cut(struct ws_conn *c, int code, const char *reason)
{
	if (c->state == ENDED)
		return;
	texts_drop(&c->waiting);
	ws_close(c, code, reason);
	if (c->blocked)
		c->gone = true;
}

bool
ws_recall(struct ws_conn *c)
{
	if (c->state == ENDED)
		return false;
	if (c->state == OPEN && !c->blocked && !c->waiting.first)
		return true;
	texts_drop(&c->waiting);
	if (c->state == OPEN) {
		c->state = CLOSING;
		c->code = 1006;
	}
	c->gone = true;
	c->loop->dirty = true;
	return false;
}

const char *
ws_address(const struct ws_conn *c)
{
	return c->address;
}

uint32_t
ws_number(const struct ws_conn *c)
{
	return c->number;
}

/* ---- connections, as the peer sees them ---- */

struct ws_conn *
fake_connect(struct ws_loop *loop, const char *address)
{
	struct ws_conn *c, **at;
	unsigned all = 0, same = 0;

	for (at = &loop->conns; *at; at = &(*at)->next) {
		all += (*at)->state != ENDED;
		same += (*at)->state != ENDED &&
			strcmp((*at)->address, address) == 0;
	}
	if (!loop->listening || all >= loop->listen.connections_max ||
	    same >= loop->listen.per_address_max)
		return NULL;
	c = calloc(1, sizeof(*c));
	if (!c)
		abort();
	c->loop = loop;
	c->number = ++loop->last_number;
	/* Every second peer asks for it. */
	if (loop->listen.deflate && c->number % 2 == 0)
		c->form = WS_DEFLATED;
	snprintf(c->address, sizeof(c->address), "%s", address);
	*at = c;
	loop->dirty = true;
	return c;
}

void
fake_say_bytes(struct ws_conn *c, const char *text, size_t len)
{
	if (c->state == ENDED)
		return;
	texts_add(&c->in, text, len);
	c->loop->dirty = true;
}

void
fake_say(struct ws_conn *c, const char *text)
{
	fake_say_bytes(c, text, strlen(text));
}

const char *
fake_take(struct ws_conn *c)
{
	struct text *t = c->stalled ? NULL : texts_take(&c->out);

	free(c->taken);
	c->taken = NULL;
	if (!t)
		return NULL;
	c->taken = malloc(t->len + 1);
	if (!c->taken)
		abort();
	memcpy(c->taken, t->bytes, t->len + 1);
	free(t);
	return c->taken;
}

void
fake_stall(struct ws_conn *c, bool stalled)
{
	c->stalled = stalled;
	c->loop->dirty = true;
}

int
fake_closed(const struct ws_conn *c)
{
	if (c->state != ENDED)
		return 0;
	return c->told ? c->told : 1006;
}

const char *
fake_close_reason(const struct ws_conn *c)
{
	return c->told_reason;
}

void
fake_close(struct ws_conn *c, int code, const char *reason)
{
	if (c->state == ENDED)
		return;
	if (c->state != CLOSING) {
		c->code = code;
		snprintf(c->reason, sizeof(c->reason), "%s", reason);
	}
	c->told = code;
	c->gone = true;
	c->loop->dirty = true;
}

void
fake_vanish(struct ws_conn *c)
{
	struct ws_loop *loop = c->loop;
	struct ws_conn **at;

	c->gone = true;
	loop->dirty = true;
	fake_conn_ended(c);
	for (at = &loop->conns; *at != c; at = &(*at)->next)
		;
	*at = c->next;
	fake_conn_free(c);
}

/* ---- a turn ---- */

static void
conn_open(struct ws_conn *c)
{
	struct ws_loop *loop = c->loop;

	c->state = OPEN;
	c->peer = loop->handler.on_open(loop->handler_ctx, c);
	if (!c->peer)
		ws_close(c, 1011, "");
}

static void
conn_read(struct ws_conn *c)
{
	struct text *t = c->paused ? NULL : texts_take(&c->in);

	if (!t)
		return;
	c->loop->dirty = true;
	if (t->len > c->loop->listen.frame_max)
		ws_close(c, 1009, "message too large");
	else if (c->peer)
		c->loop->handler.on_message(c->peer, t->bytes, t->len);
	explicit_bzero(t->bytes, t->len);
	free(t);
}

static void
conn_flush(struct ws_conn *c)
{
	struct text *t;

	if (c->stalled || (!c->blocked && !c->waiting.first))
		return;
	while ((t = texts_take(&c->waiting))) {
		texts_add(&c->out, t->bytes, t->len);
		free(t);
	}
	c->blocked = false;
	c->wants_ready = true;
	c->loop->dirty = true;
}

void
fake_conn_turn(struct ws_conn *c)
{
	const struct ws_handler *h = &c->loop->handler;

	if (c->state == NEW)
		conn_open(c);
	if (c->state == OPEN)
		conn_read(c);
	if (c->state == OPEN || c->state == CLOSING)
		conn_flush(c);
	if (c->wants_ready && conn_ready(c)) {
		c->wants_ready = false;
		c->loop->dirty = true;
		if (h->on_ready && c->peer)
			h->on_ready(c->peer);
	}
	if (c->state == OPEN && c->blocked &&
	    c->loop->now_ms - c->blocked_ms >= c->loop->listen.slow_ms) {
		if (h->on_slow)
			h->on_slow(c->peer);
		ws_close(c, CLOSE_SLOW, "too slow");
	}
	if (c->gone) {
		fake_conn_ended(c);
	} else if (c->state == CLOSING && !c->stalled) {
		c->told = c->code;
		memcpy(c->told_reason, c->reason, sizeof(c->reason));
		fake_conn_ended(c);
	} else if (c->state == CLOSING &&
		   c->loop->now_ms - c->closing_ms >= CLOSE_GRACE_MS) {
		fake_conn_ended(c); /* dropped, untold */
	}
}
