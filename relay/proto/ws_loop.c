/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "proto/ws_private.h"

struct ws_timer {
	struct ws_timer *next, **previous; /* of the loop; NULL when it ended */
	struct timer_handle *handle;
	void (*fn)(void *ctx);
	void *ctx;
};

/* Apart from its timer: libuv lets go of it a turn later. */
struct timer_handle {
	uv_timer_t uv;
	struct ws_timer *timer;
};

struct readable {
	union {
		uv_handle_t handle;
		uv_poll_t poll;
		uv_idle_t idle; /* regular files: epoll takes none */
	} uv;
	int fd, flags;
	void (*fn)(void *ctx, int fd);
	void *ctx;
};

static void
wheel_fire(void *ctx, struct wheel_item *item)
{
	struct ws_loop *loop = ctx;
	struct ws_conn *c = (struct ws_conn *)(void *)item;

	conn_tick(c, ws_loop_now_ms(loop));
}

static void
on_wheel(uv_timer_t *timer)
{
	struct ws_loop *loop = timer->data;

	wheel_run(&loop->wheel, ws_loop_now_ms(loop), wheel_fire, loop);
	if (loop->wheel.count == 0)
		uv_timer_stop(timer);
}

static void
on_prepare(uv_prepare_t *prepare)
{
	struct ws_loop *loop = prepare->data;

	dial_tell_failures(loop);
	if (loop->on_turn)
		loop->on_turn(loop->turn_ctx);
}

static void
on_async(uv_async_t *async)
{
	struct ws_loop *loop = async->data;

	if (loop->on_wake)
		loop->on_wake(loop->wake_ctx);
}

enum sr_err
ws_loop_new(struct ws_loop **out)
{
	struct ws_loop *loop;

	loop = calloc(1, sizeof(*loop));
	if (!loop)
		return SR_ENOMEM;
	if (uv_loop_init(&loop->uv) != 0) {
		free(loop);
		return SR_ENOMEM;
	}
	if (addresses_new(&loop->addresses) != SR_OK ||
	    uv_async_init(&loop->uv, &loop->async, on_async) != 0) {
		uv_loop_close(&loop->uv);
		addresses_free(loop->addresses);
		free(loop);
		return SR_ENOMEM;
	}
	/* These two only link the handle: they cannot fail. */
	uv_prepare_init(&loop->uv, &loop->prepare);
	uv_timer_init(&loop->uv, &loop->wheel_timer);
	uv_prepare_start(&loop->prepare, on_prepare);
	loop->async.data = loop;
	loop->prepare.data = loop;
	loop->wheel_timer.data = loop;
	wheel_init(&loop->wheel, uv_now(&loop->uv));
	*out = loop;
	return SR_OK;
}

static void
close_handle(uv_handle_t *handle)
{
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

static void
timer_handle_closed(uv_handle_t *handle)
{
	free(handle->data);
}

static void
readable_closed(uv_handle_t *handle)
{
	free(handle->data);
}

static void
readable_stop(struct ws_loop *loop)
{
	struct readable *r = loop->readable;

	if (!r)
		return;
	loop->readable = NULL;
	/* A terminal is shared with the shell, which expects it to block. */
	(void)fcntl(r->fd, F_SETFL, r->flags);
	uv_close(&r->uv.handle, readable_closed);
}

void
ws_loop_free(struct ws_loop *loop)
{
	if (!loop)
		return;
	loop->on_turn = NULL;
	loop->on_wake = NULL;
	readable_stop(loop);
	listener_close(loop);
	lws_context_destroy(loop->context);
	while (loop->timers) {
		struct ws_timer *t = loop->timers;

		/* Its owner still has it, and frees it when it likes. */
		loop->timers = t->next;
		t->previous = NULL;
		ws_timer_cancel(t);
		t->handle->timer = NULL;
		uv_close((uv_handle_t *)&t->handle->uv, timer_handle_closed);
		t->handle = NULL;
	}
	for (unsigned i = 0; i < loop->signals; i++)
		close_handle((uv_handle_t *)&loop->signal[i].uv);
	close_handle((uv_handle_t *)&loop->async);
	close_handle((uv_handle_t *)&loop->prepare);
	close_handle((uv_handle_t *)&loop->wheel_timer);
	uv_run(&loop->uv, UV_RUN_DEFAULT);
	/* Its second half, when libuv has let go of all its handles. */
	lws_context_destroy(loop->context);
	uv_run(&loop->uv, UV_RUN_DEFAULT);
	while (loop->unsure) {
		struct ws_conn *c = loop->unsure;

		loop->unsure = c->next;
		conn_free(c);
	}
	dial_end(loop);
	addresses_free(loop->addresses);
	uv_loop_close(&loop->uv);
	free(loop->incoming.bytes);
	free(loop->outgoing.bytes);
	free(loop);
}

void
ws_loop_run(struct ws_loop *loop)
{
	uv_run(&loop->uv, UV_RUN_DEFAULT);
}

void
ws_loop_stop(struct ws_loop *loop)
{
	uv_stop(&loop->uv);
}

void
ws_loop_on_turn(struct ws_loop *loop, void (*fn)(void *ctx), void *ctx)
{
	loop->on_turn = fn;
	loop->turn_ctx = ctx;
}

void
ws_loop_wake(struct ws_loop *loop)
{
	uv_async_send(&loop->async);
}

void
ws_loop_on_wake(struct ws_loop *loop, void (*fn)(void *ctx), void *ctx)
{
	loop->on_wake = fn;
	loop->wake_ctx = ctx;
}

static void
on_signal(uv_signal_t *uv, int signo)
{
	struct ws_signal *s = uv->data;

	s->fn(s->ctx, signo);
}

enum sr_err
ws_loop_on_signal(struct ws_loop *loop, int signo,
    void (*fn)(void *ctx, int signo), void *ctx)
{
	struct ws_signal *s = &loop->signal[loop->signals];

	if (loop->signals == SIGNALS_MAX)
		return SR_ELIMIT;
	if (uv_signal_init(&loop->uv, &s->uv) != 0)
		return SR_ENOMEM;
	loop->signals++;
	s->uv.data = s;
	s->fn = fn;
	s->ctx = ctx;
	return uv_signal_start(&s->uv, on_signal, signo) ? SR_EINVAL : SR_OK;
}

static void
on_readable_poll(uv_poll_t *poll, int status, int events)
{
	struct readable *r = poll->data;

	(void)status; /* an error is readable too: read(2) tells it */
	(void)events;
	r->fn(r->ctx, r->fd);
}

static void
on_readable_idle(uv_idle_t *idle)
{
	struct readable *r = idle->data;

	r->fn(r->ctx, r->fd);
}

enum sr_err
ws_loop_on_readable(
    struct ws_loop *loop, int fd, void (*fn)(void *ctx, int fd), void *ctx)
{
	struct readable *r;

	readable_stop(loop);
	if (!fn)
		return SR_OK;
	r = calloc(1, sizeof(*r));
	if (!r)
		return SR_ENOMEM;
	r->fd = fd;
	r->fn = fn;
	r->ctx = ctx;
	r->flags = fcntl(fd, F_GETFL);
	if (r->flags < 0) {
		free(r);
		return SR_EINVAL;
	}
	if (uv_poll_init(&loop->uv, &r->uv.poll, fd) == 0) {
		r->uv.poll.data = r;
		uv_poll_start(
		    &r->uv.poll, UV_READABLE | UV_DISCONNECT, on_readable_poll);
	} else {
		uv_idle_init(&loop->uv, &r->uv.idle);
		r->uv.idle.data = r;
		uv_idle_start(&r->uv.idle, on_readable_idle);
	}
	loop->readable = r;
	return SR_OK;
}

uint64_t
ws_loop_now_ms(const struct ws_loop *loop)
{
	return uv_now(&loop->uv);
}

static void
on_timer(uv_timer_t *uv)
{
	struct timer_handle *h = uv->data;

	if (h->timer)
		h->timer->fn(h->timer->ctx);
}

enum sr_err
ws_timer_new(struct ws_timer **out, struct ws_loop *loop, void (*fn)(void *ctx),
    void *ctx)
{
	struct ws_timer *t;
	struct timer_handle *h;

	t = calloc(1, sizeof(*t));
	h = calloc(1, sizeof(*h));
	if (!t || !h) {
		free(t);
		free(h);
		return SR_ENOMEM;
	}
	uv_timer_init(&loop->uv, &h->uv);
	h->uv.data = h;
	h->timer = t;
	t->handle = h;
	t->fn = fn;
	t->ctx = ctx;
	t->next = loop->timers;
	t->previous = &loop->timers;
	if (t->next)
		t->next->previous = &t->next;
	loop->timers = t;
	*out = t;
	return SR_OK;
}

void
ws_timer_set(struct ws_timer *t, uint64_t ms)
{
	if (!t->handle)
		return;
	/* libuv counts from the start of the turn, which may be long ago. */
	uv_update_time(t->handle->uv.loop);
	uv_timer_start(&t->handle->uv, on_timer, ms, 0);
}

void
ws_timer_cancel(struct ws_timer *t)
{
	if (t->handle)
		uv_timer_stop(&t->handle->uv);
}

void
ws_timer_free(struct ws_timer *t)
{
	if (!t)
		return;
	if (t->previous) {
		*t->previous = t->next;
		if (t->next)
			t->next->previous = t->previous;
	}
	if (t->handle) {
		uv_timer_stop(&t->handle->uv);
		t->handle->timer = NULL;
		uv_close((uv_handle_t *)&t->handle->uv, timer_handle_closed);
	}
	free(t);
}

bool
buffer_room(struct buffer *b, size_t room)
{
	uint8_t *bytes;

	if (room <= b->room)
		return true;
	bytes = calloc(1, room);
	if (!bytes)
		return false;
	free(b->bytes); /* all wiped: nothing is kept between two uses */
	b->bytes = bytes;
	b->room = room;
	return true;
}

void
loop_look_at(struct ws_loop *loop, struct ws_conn *c, uint64_t due_ms)
{
	wheel_set(&loop->wheel, &c->tick, due_ms);
	if (!uv_is_active((uv_handle_t *)&loop->wheel_timer))
		uv_timer_start(
		    &loop->wheel_timer, on_wheel, WHEEL_STEP_MS, WHEEL_STEP_MS);
}

void
loop_forget(struct ws_loop *loop, struct ws_conn *c)
{
	wheel_cancel(&loop->wheel, &c->tick);
}
