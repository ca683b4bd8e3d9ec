/* SPDX-License-Identifier: MIT */
#include "link.h"

#include "check.h"

/*
 * When a link that cannot reach its relay tries again. The pauses are drawn
 * and grow to half a minute; who types must not sit one out.
 */

#define SOON_MS 500u
#define TRIES 64u

/* ---- a network that fails, and a clock that only this file moves ---- */

static struct {
	uint64_t now_ms, due_ms;
	unsigned dials;
	void (*timer_fn)(void *ctx);
	void *timer_ctx;
} world;

struct ws_timer {
	int unused;
};

static struct ws_timer one_timer;

enum sr_err
ws_timer_new(struct ws_timer **out, struct ws_loop *loop, void (*fn)(void *ctx),
    void *ctx)
{
	(void)loop;
	world.timer_fn = fn;
	world.timer_ctx = ctx;
	*out = &one_timer;
	return SR_OK;
}

void
ws_timer_set(struct ws_timer *t, uint64_t ms)
{
	(void)t;
	world.due_ms = world.now_ms + ms;
}

void
ws_timer_cancel(struct ws_timer *t)
{
	(void)t;
	world.due_ms = UINT64_MAX;
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
	return world.now_ms;
}

enum sr_err
ws_dial(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	(void)loop;
	(void)opt;
	(void)handler;
	(void)ctx;
	world.dials++;
	sr_fault_set(fault, "no network");
	return SR_ENET;
}

void
ws_send(struct ws_conn *conn, const char *text, size_t len)
{
	(void)conn;
	(void)text;
	(void)len;
}

void
ws_close(struct ws_conn *conn, int code, const char *reason)
{
	(void)conn;
	(void)code;
	(void)reason;
}

/* The pause is over, and the next try fails, too. */
static void
next_try(void)
{
	world.now_ms = world.due_ms;
	world.due_ms = UINT64_MAX;
	world.timer_fn(world.timer_ctx);
}

static void
test_pauses(void)
{
	static const struct profile profile = {
	    .url = "wss://relay.example"};
	const struct link_options opt = {.profile = &profile,
	    .retry = true,
	    .device = (const struct keypair *)&one_timer};
	const struct link_handler nobody = {0};
	struct sr_fault fault = {""};
	struct link *l = NULL;
	unsigned longer = 0;

	world.now_ms = 1000;
	if (!check_number(link_new(&l, NULL, &opt, &nobody, NULL, &fault),
		SR_OK, "a link"))
		return;
	for (unsigned i = 0; i < TRIES; i++) {
		const uint64_t was = world.due_ms;
		uint64_t soonest = world.now_ms + SOON_MS;

		if (soonest > was)
			soonest = was;
		longer += was > soonest;
		link_hurry(l);
		check_number(world.due_ms, soonest, "soon, and never later");
		world.now_ms += (soonest - world.now_ms) / 2;
		link_hurry(l);
		check_number(world.due_ms, soonest, "asked again: the same");
		check_number(world.dials, i, "not in this moment");
		next_try();
	}
	check(longer > 0, "some pauses were longer");
	link_free(l);
}

int
main(void)
{
	test_pauses();
	return check_done();
}
