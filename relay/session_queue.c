/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "session_private.h"

/*
 * Proofs of identity wait here, HELLOS_TURN of them in one turn of the loop,
 * so that ten thousand who come back at once do not hold up who is there. A
 * peer that waits is not read from: what it sends meanwhile comes after.
 */

struct hello_waiting {
	struct hello_waiting *next;
	struct session *session; /* NULL: gone */
	struct wire_request in;
	char name[NAME_MAX_BYTES + 1], label[NAME_MAX_BYTES + 1],
	    lang[LANG_MAX + 1];
};

struct hellos {
	struct ws_timer *timer;
	struct hello_waiting *first, **end;
	struct ws_loop *loop;
	uint64_t plain_ms; /* the turn in which so many came over HTTP: */
	unsigned plain;
};

static const char *
keep(char *room, size_t size, const char *text)
{
	if (!text)
		return NULL;
	snprintf(room, size, "%s", text);
	return room;
}

static void
waiting_free(struct hello_waiting *w)
{
	explicit_bzero(w, sizeof *w);
	free(w);
}

static struct hello_waiting *
take_first(struct hellos *h)
{
	struct hello_waiting *w = h->first;

	h->first = w->next;
	if (!h->first)
		h->end = &h->first;
	if (w->session)
		w->session->hello = NULL;
	return w;
}

static void
on_turn(void *ctx)
{
	struct hellos *h = ctx;

	for (unsigned i = 0; i < HELLOS_TURN && h->first;) {
		struct hello_waiting *w = take_first(h);
		struct session *s = w->session;

		if (s && !s->closing) {
			i++;
			ws_pause(s->conn, false);
			session_prove(s, &w->in);
		}
		waiting_free(w);
	}
	if (h->first)
		ws_timer_set(h->timer, 0);
}

enum sr_err
hellos_new(struct hellos **out, struct ws_loop *loop)
{
	struct hellos *h = calloc(1, sizeof *h);

	if (!h)
		return SR_ENOMEM;
	h->end = &h->first;
	h->loop = loop;
	if (ws_timer_new(&h->timer, loop, on_turn, h) != SR_OK) {
		free(h);
		return SR_ENOMEM;
	}
	*out = h;
	return SR_OK;
}

void
hellos_free(struct hellos *h)
{
	if (!h)
		return;
	while (h->first)
		waiting_free(take_first(h));
	ws_timer_free(h->timer);
	free(h);
}

enum sr_err
session_hello(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct hellos *h = s->relay->hellos;
	struct hello_waiting *w = calloc(1, sizeof *w);

	(void)fault;
	if (!w)
		return SR_ENOMEM;
	w->session = s;
	w->in = *in;
	if (in->op == OP_HELLO) {
		w->in.u.hello.account =
		    keep(w->name, sizeof w->name, in->u.hello.account);
		w->in.u.hello.lang =
		    keep(w->lang, sizeof w->lang, in->u.hello.lang);
	} else {
		w->in.u.enrol.code =
		    keep(w->name, sizeof w->name, in->u.enrol.code);
		w->in.u.enrol.label =
		    keep(w->label, sizeof w->label, in->u.enrol.label);
		w->in.u.enrol.lang =
		    keep(w->lang, sizeof w->lang, in->u.enrol.lang);
	}
	if (!h->first)
		ws_timer_set(h->timer, 0);
	*h->end = w;
	h->end = &w->next;
	s->hello = w;
	/* It said it in time, however long it has to wait now. */
	ws_timer_cancel(s->hello_timer);
	ws_pause(s->conn, true);
	return SR_OK;
}

void
session_hello_forget(struct session *s)
{
	if (s->hello)
		s->hello->session = NULL;
	s->hello = NULL;
}

bool
hellos_room(struct hellos *h)
{
	uint64_t now = ws_loop_now_ms(h->loop);

	if (h->plain_ms != now)
		h->plain = 0;
	h->plain_ms = now;
	return h->plain++ < PASSES_TURN;
}
