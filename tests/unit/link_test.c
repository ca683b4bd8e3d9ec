/* SPDX-License-Identifier: MIT */
#include "link.h"

#include "check.h"
#include "clock_kit.h"

/*
 * When a link that cannot reach its relay tries again. The pauses are drawn
 * and grow to half a minute; who types must not sit one out.
 */

#define SOON_MS 500u
#define TRIES 64u

/* ---- a network that fails ---- */

static unsigned dials;

enum sr_err
ws_dial(struct ws_loop *loop, const struct ws_dial *opt,
    const struct ws_handler *handler, void *ctx, struct sr_fault *fault)
{
	(void)loop;
	(void)opt;
	(void)handler;
	(void)ctx;
	dials++;
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
	now_ms = due_ms;
	due_ms = UINT64_MAX;
	timer_fn(timer_ctx);
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

	now_ms = 1000;
	if (!check_number(link_new(&l, NULL, &opt, &nobody, NULL, &fault),
		SR_OK, "a link"))
		return;
	for (unsigned i = 0; i < TRIES; i++) {
		const uint64_t was = due_ms;
		uint64_t soonest = now_ms + SOON_MS;

		if (soonest > was)
			soonest = was;
		longer += was > soonest;
		link_hurry(l);
		check_number(due_ms, soonest, "soon, and never later");
		now_ms += (soonest - now_ms) / 2;
		link_hurry(l);
		check_number(due_ms, soonest, "asked again: the same");
		check_number(dials, i, "not in this moment");
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
