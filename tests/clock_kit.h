/* SPDX-License-Identifier: MIT */
#ifndef TESTS_CLOCK_KIT_H
#define TESTS_CLOCK_KIT_H

#include "proto/ws.h"

/* In place of the loop's: one timer, and a clock that only its test moves. */

static uint64_t now_ms, due_ms; /* UINT64_MAX: it is not set */
static void (*timer_fn)(void *ctx);
static void *timer_ctx;

struct ws_timer {
	int unused;
};

static struct ws_timer one_timer;

enum sr_err
ws_timer_new(struct ws_timer **out, struct ws_loop *loop, void (*fn)(void *ctx),
    void *ctx)
{
	(void)loop;
	timer_fn = fn;
	timer_ctx = ctx;
	due_ms = UINT64_MAX;
	*out = &one_timer;
	return SR_OK;
}

void
ws_timer_set(struct ws_timer *t, uint64_t ms)
{
	(void)t;
	due_ms = now_ms + ms;
}

void
ws_timer_cancel(struct ws_timer *t)
{
	(void)t;
	due_ms = UINT64_MAX;
}

void
ws_timer_free(struct ws_timer *t)
{
	(void)t;
}

uint64_t
ws_loop_now_ms(const struct ws_loop *loop)
{
	(void)loop;
	return now_ms;
}

#endif
