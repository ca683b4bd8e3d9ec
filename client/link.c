/* SPDX-License-Identifier: MIT */
#include "link_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

#define BACKOFF_FIRST_MS 500u
#define BACKOFF_MOST_MS 30000u
#define BACKOFF_LEAST_MS 50u /* no storm of dials when chance draws 0 */
/* A connection that stood this long was a good one: start over at 0.5 s. */
#define GOOD_MS 5000u
/* From dialling to the welcome: the relay allows HELLO_MS for our part. */
#define WELCOME_MS (HELLO_MS + 5000u)
/* How long a good-bye may take before we go without an answer to it. */
#define BYE_MS 500u

static void dial(struct link *l);

uint64_t
link_backoff_ms(unsigned tries)
{
	uint64_t most = BACKOFF_MOST_MS, draw;

	if (tries < 6 && BACKOFF_FIRST_MS << tries < most)
		most = BACKOFF_FIRST_MS << tries;
	hello_random((uint8_t *)&draw, sizeof draw);
	draw %= most + 1;
	return draw < BACKOFF_LEAST_MS ? BACKOFF_LEAST_MS : draw;
}

bool
link_up(const struct link *l)
{
	return l->up;
}

/* ---- going down ---- */

/* Whether trying again can help. */
static bool
final(const struct link *l)
{
	return l->refused == SR_EAUTH || l->refused == SR_EREVOKED ||
	       l->refused == SR_EVERSION || l->refused == SR_ENOUSER ||
	       l->refused == SR_EGRANT;
}

static void
be_gone(struct link *l)
{
	void (*gone)(void *ctx) = l->gone;

	l->gone = NULL;
	ws_timer_cancel(l->timer);
	if (gone)
		gone(l->gone_ctx);
}

static void
went(struct link *l)
{
	uint64_t now = ws_loop_now_ms(l->loop), wait;

	if (l->up && now - l->up_since_ms >= GOOD_MS)
		l->tries = 0;
	l->up = l->challenged = l->ping_sent = false;
	l->leg = NULL;
	if (l->ended) {
		be_gone(l);
		return;
	}
	pending_answer_all(&l->pending, SR_ENET, l->why.what);
	if (l->ended) /* by one of those answers */
		return;
	if (!l->opt.retry || final(l)) {
		l->ended = true;
		ws_timer_cancel(l->timer);
		if (l->handler.on_end)
			l->handler.on_end(l->ctx,
			    l->refused ? l->refused : SR_ENET, l->why.what);
		return;
	}
	wait = link_backoff_ms(l->tries++);
	l->retry_at_ms = now + wait;
	ws_timer_set(l->timer, wait);
	if (l->handler.on_down)
		l->handler.on_down(l->ctx, l->why.what, wait);
}

void
link_let_go(struct link *l, int code, const char *why)
{
	struct leg *leg = l->leg;

	if (!leg)
		return;
	sr_fault_set(&l->why, "%s", why);
	leg->link = NULL;
	if (leg->conn)
		ws_close(leg->conn, code, "");
	went(l);
}

static void
on_close(void *peer, int code, const char *reason)
{
	struct leg *leg = peer;
	struct link *l = leg->link;

	free(leg);
	if (!l)
		return;
	if (code == CLOSE_REVOKED)
		l->refused = SR_EREVOKED;
	else if (code == CLOSE_HELLO_FAILED && !l->refused)
		l->refused = SR_EAUTH;
	if (l->refused && !*l->why.what)
		sr_fault_set(&l->why, "%s", sr_err_sentence(l->refused));
	else if (!l->refused)
		sr_fault_set(&l->why, "connection lost%s%s",
		    reason && *reason ? ": " : "", reason ? reason : "");
	went(l);
}

static void
on_dial_failed(void *ctx, const char *why)
{
	struct leg *leg = ctx;
	struct link *l = leg->link;

	free(leg);
	if (!l)
		return;
	sr_fault_set(
	    &l->why, "cannot reach the relay: %s", why ? why : "no connection");
	went(l);
}

/* ---- messages ---- */

enum sr_err
link_send(struct link *l, const struct wire_request *r)
{
	const char *text;
	size_t len;
	enum sr_err err = wire_write_request(l->out, r, &text, &len);

	if (err == SR_OK && l->leg && l->leg->conn)
		ws_send(l->leg->conn, text, len);
	wire_end(l->out);
	return err;
}

static void
on_error(struct link *l, const struct wire_error *e)
{
	const char *why = e->message ? e->message : sr_err_sentence(e->err);

	if (!l->up) { /* the hello's answer; the close follows */
		l->refused = e->err;
		sr_fault_set(&l->why, "%s", why);
		return;
	}
	if (e->seq && pending_answer(&l->pending, e->seq, e->err, NULL, why))
		return;
	if (l->handler.on_fault)
		l->handler.on_fault(l->ctx, e);
}

static void
on_message(void *peer, char *text, size_t len)
{
	struct leg *leg = peer;
	struct link *l = leg->link;
	struct wire_message m;
	struct sr_fault fault = {""};
	enum sr_err err;

	if (!l || l->ended)
		return;
	l->heard_ms = ws_loop_now_ms(l->loop);
	l->ping_sent = false;
	err = wire_read_message(l->in, text, len, &m, &fault);
	if (err != SR_OK) {
		wire_end(l->in);
		if (err == SR_EOP) /* a newer relay says more than we know */
			return;
		link_let_go(
		    l, CLOSE_GARBAGE, "the relay sent what we cannot read");
		return;
	}
	switch (m.event) {
	case EV_CHALLENGE:
		link_on_challenge(l, &m.u.challenge);
		break;
	case EV_WELCOME:
		link_on_welcome(l, &m.u.welcome);
		break;
	case EV_OK:
		(void)pending_answer(
		    &l->pending, m.u.ok.seq, SR_OK, &m.u.ok, NULL);
		break;
	case EV_ERROR:
		on_error(l, &m.u.error);
		break;
	case EV_ENTRY:
		if (l->up && l->handler.on_entry)
			l->handler.on_entry(l->ctx, &m.u.entry);
		break;
	case EV_CAUGHT_UP:
		if (l->up && l->handler.on_caught_up)
			l->handler.on_caught_up(l->ctx, &m.u.caught_up);
		break;
	case EV_STATE:
	case EV_RELEASED:
	case EV_GONE:
	case EV_QUEUE:
	case EV_OPENED:
	case EV_PRESENCE:
	case EV_REACTIONS:
	case EV_REMINDERS:
		if (l->up && l->handler.on_event)
			l->handler.on_event(l->ctx, &m);
		break;
	case WIRE_EVENTS:
		break;
	}
	wire_end(l->in);
}

static void *
on_open(void *ctx, struct ws_conn *conn)
{
	struct leg *leg = ctx;

	if (!leg->link) {
		free(leg);
		return NULL;
	}
	leg->conn = conn;
	return leg;
}

/* ---- dialling, and watching what stands ---- */

static void
dial(struct link *l)
{
	static const struct ws_handler handler = {
	    .on_open = on_open,
	    .on_message = on_message,
	    .on_close = on_close,
	    .on_dial_failed = on_dial_failed,
	};
	const struct ws_dial d = {
	    .host = l->url.host,
	    .path = l->url.path,
	    .port = l->url.port,
	    .tls = l->url.tls,
	    .ca_file =
		*l->opt.profile->ca_file ? l->opt.profile->ca_file : NULL,
	    .frame_max = SEND_QUEUE_MAX,
	};
	struct leg *leg = calloc(1, sizeof *leg);
	struct sr_fault fault = {""};

	l->refused = SR_OK;
	l->why.what[0] = '\0';
	l->leg = leg;
	if (!leg) {
		sr_fault_set(&l->why, "out of memory");
		went(l);
		return;
	}
	leg->link = l;
	ws_timer_set(l->timer, WELCOME_MS);
	if (ws_dial(l->loop, &d, &handler, leg, &fault) != SR_OK) {
		free(leg);
		sr_fault_set(&l->why, "cannot reach the relay: %s", fault.what);
		went(l);
	}
}

/* Nothing heard for PING_MS: ask; nothing heard since then: it is dead. */
static void
watch(struct link *l)
{
	struct wire_request ping = {.op = OP_PING};
	uint64_t silent = ws_loop_now_ms(l->loop) - l->heard_ms;

	if (silent < PING_MS) {
		ws_timer_set(l->timer, PING_MS - silent);
	} else if (!l->ping_sent) {
		l->ping_sent = true;
		ws_timer_set(l->timer, PING_MS);
		if (link_request(l, &ping, NULL, NULL) != SR_OK)
			link_let_go(l, 1000, "out of memory");
	} else {
		link_let_go(l, 1001, "the relay does not answer any more");
	}
}

static void
on_timer(void *ctx)
{
	struct link *l = ctx;

	if (l->ended)
		be_gone(l);
	else if (!l->leg)
		dial(l);
	else if (!l->up)
		link_let_go(l, 1001, "the relay does not answer");
	else
		watch(l);
}

enum sr_err
link_request(struct link *l, struct wire_request *r, link_answer *fn, void *ctx)
{
	enum sr_err err;

	if (!l->up)
		return SR_ENET;
	if (!pending_reserve(&l->pending))
		return SR_ENOMEM;
	r->seq = ++l->seq;
	err = link_send(l, r);
	if (err == SR_OK)
		pending_add(&l->pending, r->seq, fn, ctx);
	return err;
}

void
link_end(struct link *l, void (*gone)(void *ctx), void *ctx)
{
	l->ended = true;
	l->up = false;
	l->gone = gone;
	l->gone_ctx = ctx;
	if (l->leg && l->leg->conn) {
		ws_close(l->leg->conn, 1000, "");
		ws_timer_set(l->timer, BYE_MS);
	} else {
		be_gone(l);
	}
}

void
link_hurry(struct link *l)
{
	const uint64_t soon = ws_loop_now_ms(l->loop) + BACKOFF_FIRST_MS;

	if (l->leg || l->ended || l->retry_at_ms <= soon)
		return;
	l->retry_at_ms = soon;
	ws_timer_set(l->timer, BACKOFF_FIRST_MS);
}

void
link_again(struct link *l, const char *why)
{
	link_let_go(l, 1000, why);
}

/* ---- beginning and end ---- */

static enum sr_err
prepare(struct link *l, struct sr_fault *fault)
{
	enum sr_err err = profile_url_read(l->opt.profile->url, &l->url, fault);

	if (err == SR_OK)
		err = wire_new(&l->in);
	if (err == SR_OK)
		err = wire_new(&l->out);
	if (err == SR_OK)
		err = ws_timer_new(&l->timer, l->loop, on_timer, l);
	if (err == SR_OK && !l->opt.device)
		err = keypair_load(&l->own, l->opt.profile->key_file, fault);
	l->device = l->opt.device ? l->opt.device : l->own;
	return err;
}

enum sr_err
link_new(struct link **out, struct ws_loop *loop,
    const struct link_options *opt, const struct link_handler *handler,
    void *ctx, struct sr_fault *fault)
{
	struct link *l = calloc(1, sizeof *l);
	enum sr_err err = SR_ENOMEM;

	if (!l)
		return err;
	l->loop = loop;
	l->opt = *opt;
	l->handler = *handler;
	l->ctx = ctx;
	err = prepare(l, fault);
	if (err != SR_OK) {
		link_free(l);
		return err;
	}
	if (!l->url.tls && !l->url.loopback)
		output_status("%s is not encrypted; use wss:// for anything "
			      "but a trial",
		    opt->profile->url);
	/* From the loop, so that no callback comes before we return. */
	ws_timer_set(l->timer, 0);
	*out = l;
	return SR_OK;
}

void
link_free(struct link *l)
{
	if (!l)
		return;
	l->ended = true;
	if (l->leg) {
		l->leg->link = NULL;
		if (l->leg->conn)
			ws_close(l->leg->conn, 1000, "");
	}
	ws_timer_free(l->timer);
	wire_free(l->in);
	wire_free(l->out);
	keypair_free(l->own);
	pending_wipe(&l->pending);
	free(l);
}
