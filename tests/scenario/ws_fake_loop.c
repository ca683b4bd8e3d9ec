/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "ws_fake_private.h"

/* Turns, timers, wake-ups and signals, without a clock. */

/* Turns before a scenario is said to run in circles. */
#define TURNS_MAX 1000000

/* ---- the loop ---- */

enum sr_err
ws_loop_new(struct ws_loop **out)
{
	struct ws_loop *loop = calloc(1, sizeof(*loop));

	if (!loop)
		return SR_ENOMEM;
	loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (loop->wake_fd < 0) {
		free(loop);
		return SR_ENOMEM;
	}
	loop->now_ms = 1000;
	*out = loop;
	return SR_OK;
}

void
ws_loop_free(struct ws_loop *loop)
{
	if (!loop)
		return;
	loop->on_turn = NULL;
	loop->on_wake = NULL;
	for (struct ws_conn *c = loop->conns; c; c = c->next)
		fake_conn_ended(c);
	while (loop->conns) {
		struct ws_conn *c = loop->conns;

		loop->conns = c->next;
		fake_conn_free(c);
	}
	for (struct ws_timer *t = loop->timers; t; t = t->next)
		t->loop = NULL;
	close(loop->wake_fd);
	free(loop);
}

void
ws_loop_run(struct ws_loop *loop)
{
	loop->stopped = false;
	fake_run(loop);
}

void
ws_loop_stop(struct ws_loop *loop)
{
	loop->stopped = true;
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
	uint64_t one = 1;

	if (write(loop->wake_fd, &one, sizeof(one)) < 0)
		return; /* full: it will wake in any case */
}

void
ws_loop_on_wake(struct ws_loop *loop, void (*fn)(void *ctx), void *ctx)
{
	loop->on_wake = fn;
	loop->wake_ctx = ctx;
}

enum sr_err
ws_loop_on_signal(struct ws_loop *loop, int signo,
    void (*fn)(void *ctx, int signo), void *ctx)
{
	if (loop->signals == SIGNALS_MAX)
		return SR_ELIMIT;
	loop->signal[loop->signals].signo = signo;
	loop->signal[loop->signals].fn = fn;
	loop->signal[loop->signals++].ctx = ctx;
	return SR_OK;
}

void
fake_signal(struct ws_loop *loop, int signo)
{
	for (unsigned i = 0; i < loop->signals; i++)
		if (loop->signal[i].signo == signo)
			loop->signal[i].fn(loop->signal[i].ctx, signo);
	loop->dirty = true;
}

enum sr_err
ws_loop_on_readable(
    struct ws_loop *loop, int fd, void (*fn)(void *ctx, int fd), void *ctx)
{
	(void)loop;
	(void)fd;
	(void)ctx;
	return fn ? SR_EINVAL : SR_OK; /* there are no descriptors here */
}

uint64_t
ws_loop_now_ms(const struct ws_loop *loop)
{
	return loop->now_ms;
}

void
ws_on_log(void (*fn)(bool error, const char *text))
{
	(void)fn;
}

/* ---- timers ---- */

enum sr_err
ws_timer_new(struct ws_timer **out, struct ws_loop *loop, void (*fn)(void *ctx),
    void *ctx)
{
	struct ws_timer *t = calloc(1, sizeof(*t));

	if (!t)
		return SR_ENOMEM;
	t->loop = loop;
	t->fn = fn;
	t->ctx = ctx;
	t->next = loop->timers;
	loop->timers = t;
	*out = t;
	return SR_OK;
}

void
ws_timer_set(struct ws_timer *t, uint64_t ms)
{
	if (!t->loop)
		return;
	t->set = true;
	t->due_ms = t->loop->now_ms + ms;
	t->order = t->loop->timer_order++;
	t->loop->dirty = true;
}

void
ws_timer_cancel(struct ws_timer *t)
{
	t->set = false;
}

void
ws_timer_free(struct ws_timer *t)
{
	struct ws_timer **at;

	if (!t)
		return;
	if (t->loop) {
		for (at = &t->loop->timers; *at != t; at = &(*at)->next)
			;
		*at = t->next;
	}
	free(t);
}

/* The first that is due by then; of one time, the first that was set. */
static struct ws_timer *
timer_due(struct ws_loop *loop, uint64_t by_ms)
{
	struct ws_timer *first = NULL;

	for (struct ws_timer *t = loop->timers; t; t = t->next)
		if (t->set && t->due_ms <= by_ms &&
		    (!first || t->due_ms < first->due_ms ||
			(t->due_ms == first->due_ms &&
			    t->order < first->order)))
			first = t;
	return first;
}

/* ---- turns ---- */

static void
loop_turn(struct ws_loop *loop)
{
	uint64_t count;
	struct ws_timer *t;

	if (read(loop->wake_fd, &count, sizeof(count)) > 0) {
		loop->dirty = true;
		if (loop->on_wake)
			loop->on_wake(loop->wake_ctx);
	}
	t = timer_due(loop, loop->now_ms);
	if (t) {
		loop->dirty = true;
		t->set = false;
		t->fn(t->ctx);
	}
	for (struct ws_conn *c = loop->conns; c; c = c->next)
		if (c->state != ENDED)
			fake_conn_turn(c);
	if (loop->on_turn)
		loop->on_turn(loop->turn_ctx);
}

void
fake_turn(struct ws_loop *loop)
{
	loop_turn(loop);
}

void
fake_run(struct ws_loop *loop)
{
	unsigned turns = 0;

	do {
		loop->dirty = false;
		loop_turn(loop);
		if (++turns == TURNS_MAX) {
			fprintf(stderr, "ws_fake: it runs in circles\n");
			abort();
		}
	} while (loop->dirty);
}

/* When something of the connections themselves is due. */
static uint64_t
conns_due(const struct ws_loop *loop, uint64_t by_ms)
{
	for (const struct ws_conn *c = loop->conns; c; c = c->next) {
		uint64_t due = by_ms;

		if (c->state == OPEN && c->blocked)
			due = c->blocked_ms + loop->listen.slow_ms;
		else if (c->state == CLOSING)
			due = c->closing_ms + CLOSE_GRACE_MS;
		by_ms = due < by_ms ? due : by_ms;
	}
	return by_ms;
}

void
fake_advance(struct ws_loop *loop, uint64_t ms)
{
	uint64_t end = loop->now_ms + ms;

	fake_run(loop);
	while (loop->now_ms < end) {
		struct ws_timer *t = timer_due(loop, end);
		uint64_t next = conns_due(loop, end);

		if (t && t->due_ms < next)
			next = t->due_ms;
		loop->now_ms = next;
		fake_run(loop);
	}
}

void
fake_sleep(struct ws_loop *loop, uint64_t ms)
{
	fake_run(loop);
	loop->now_ms += ms;
	fake_run(loop);
}

bool
fake_await_wake(struct ws_loop *loop)
{
	struct pollfd fd = {.fd = loop->wake_fd, .events = POLLIN};

	return poll(&fd, 1, 10000) == 1;
}
