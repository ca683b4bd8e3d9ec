/* SPDX-License-Identifier: MIT */
#include "supervise.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include <systemd/sd-daemon.h>

struct supervise {
	struct ws_timer *timer;
	uint64_t every_ms; /* 0: nobody watches */
};

static void
alive(void *ctx)
{
	struct supervise *s = ctx;

	(void)sd_notify(0, "WATCHDOG=1");
	ws_timer_set(s->timer, s->every_ms);
}

enum sr_err
supervise_new(struct supervise **out, struct ws_loop *loop)
{
	struct supervise *s = calloc(1, sizeof *s);
	uint64_t usec = 0;
	enum sr_err err;

	if (!s)
		return SR_ENOMEM;
	err = ws_timer_new(&s->timer, loop, alive, s);
	if (err != SR_OK) {
		free(s);
		return err;
	}
	if (sd_watchdog_enabled(0, &usec) > 0) {
		s->every_ms = usec / 2000 ? usec / 2000 : 1;
		alive(s);
	}
	*out = s;
	return SR_OK;
}

void
supervise_free(struct supervise *s)
{
	if (!s)
		return;
	ws_timer_free(s->timer);
	free(s);
}

void
supervise_ready(void)
{
	(void)sd_notify(0, "READY=1");
}

void
supervise_reloading(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	(void)sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
	    (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000);
}

void
supervise_stopping(void)
{
	(void)sd_notify(0, "STOPPING=1");
}
