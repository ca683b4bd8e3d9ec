/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "proto/ws_private.h"

/* A connection's life: opened, looked at when something is due, ended. */

struct ws_conn *
conn_new(struct ws_loop *loop, const struct ws_handler *handler, void *ctx)
{
	struct ws_conn *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->frames_fd = -1;
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

void
conn_free(struct ws_conn *c)
{
	loop_forget(c->loop, c);
	if (c->address) {
		address_release(c->loop->addresses, c->address);
		c->loop->standing--;
	}
	dial_free(c->dial);
	conn_drop_messages(c);
	http_drop(c);
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

void
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
void
conn_set_ending(struct ws_conn *c, int code, const char *reason, size_t len)
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
void
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
	due = other < due && !c->stream ? other : due;
	other = c->blocked_ms + c->slow_ms;
	due = c->blocked_ms && other < due ? other : due;
	other = c->part_ms + MESSAGE_MS;
	return c->part && other < due ? other : due;
}

void
conn_look_later(struct ws_conn *c)
{
	loop_look_at(c->loop, c, next_look(c));
}

int
conn_opened(struct ws_conn *c)
{
	c->state = CONN_OPEN;
	if (!c->client && !lws_is_ssl(c->wsi))
		c->frames_fd = lws_get_socket_fd(c->wsi);
	c->heard_ms = ws_loop_now_ms(c->loop);
	c->pinged_ms = c->heard_ms;
	conn_look_later(c);
	c->peer = c->handler->on_open(c->ctx, c);
	if (!c->peer)
		ws_close(c, 1011, "");
	return 0;
}

void
ws_close(struct ws_conn *c, int code, const char *reason)
{
	if (c->state != CONN_OPEN)
		return;
	c->state = CONN_CLOSING;
	conn_set_ending(c, code, reason, strlen(reason));
	c->until_ms = ws_loop_now_ms(c->loop) + CLOSE_GRACE_MS;
	loop_look_at(c->loop, c, c->until_ms);
	lws_callback_on_writable(c->wsi);
}

void
ws_cut(struct ws_conn *c, int code, const char *reason)
{
	if (c->state == CONN_ENDED || !c->wsi)
		return;
	conn_drop_messages(c);
	ws_close(c, code, reason);
	if (lws_partial_buffered(c->wsi))
		conn_kill(c);
}

/* Bytes that the kernel holds and has not sent, for whatever reason. */
static bool
kernel_holds(int fd)
{
	int unsent = 0;

	return ioctl(fd, SIOCOUTQNSD, &unsent) == 0 && unsent > 0;
}

bool
ws_recall(struct ws_conn *c)
{
	const struct linger reset = {.l_onoff = 1, .l_linger = 0};
	int fd;

	if (c->state == CONN_ENDED || !c->wsi)
		return false;
	fd = lws_get_socket_fd(c->wsi);
	if (ws_ready(c) && !kernel_holds(fd))
		return true;
	conn_drop_messages(c);
	/* Closing the socket then throws away what it holds. */
	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	conn_set_ending(c, 1006, "", 0);
	if (c->state == CONN_OPEN)
		c->state = CONN_CLOSING;
	c->until_ms = ws_loop_now_ms(c->loop);
	loop_look_at(c->loop, c, c->until_ms);
	conn_kill(c);
	return false;
}

void
ws_pause(struct ws_conn *c, bool paused)
{
	if (c->state != CONN_OPEN)
		return;
	lws_rx_flow_control(c->wsi, !paused);
	/* What libwebsockets has read already it looks at with an event. */
	if (!paused)
		lws_callback_on_writable(c->wsi);
}

static void
conn_ping(struct ws_conn *c)
{
	/* Not empty: libwebsockets keeps quiet about pongs that are. */
	uint8_t bytes[LWS_PRE + 1] = {[LWS_PRE] = 'p'};
	uint8_t comment[] = ":\n\n"; /* HTML, 9.2.6: passed over */

	c->pinged_ms = ws_loop_now_ms(c->loop);
	if (lws_partial_buffered(c->wsi))
		return;
	if (c->stream)
		(void)conn_write(c, comment, 3, LWS_WRITE_HTTP);
	else
		(void)conn_write(c, bytes + LWS_PRE, 1, LWS_WRITE_PING);
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
	} else if (!c->stream && now_ms - c->heard_ms >= c->pong_ms) {
		conn_set_ending(c, 1006, "silent", 6);
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
		conn_look_later(c);
	else if (c->state == CONN_CLOSING && now_ms < c->until_ms)
		loop_look_at(c->loop, c, c->until_ms);
}

/* The peer's code and reason; RFC 6455, 5.5.1. */
int
conn_peer_closes(struct ws_conn *c, const uint8_t *bytes, size_t len)
{
	struct utf8 utf8 = {0};

	if (len > 2 && (!utf8_goes_on(&utf8, bytes + 2, len - 2) ||
			   !utf8_whole(&utf8)))
		return -1;
	if (len >= 2)
		conn_set_ending(c, bytes[0] << 8 | bytes[1],
		    (const char *)bytes + 2, len - 2);
	else
		conn_set_ending(c, 1005, "", 0);
	c->close_said = true; /* libwebsockets answers */
	if (c->state == CONN_OPEN)
		c->state = CONN_CLOSING;
	c->until_ms = ws_loop_now_ms(c->loop) + CLOSE_GRACE_MS;
	loop_look_at(c->loop, c, c->until_ms);
	return 0;
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
