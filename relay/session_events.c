/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session_private.h"

/*
 * A reader over plain HTTP: a session like any other, so that what ends those
 * of an account, of a procedure or of the relay ends this one too. It says
 * nothing after its request, reads one procedure, and its end is the answer's.
 */

enum sr_err
session_events_may(struct relay *r, const struct account *who)
{
	const char *name = account_name(who);

	if (!(account_roles(who) & (ROLES_STAFF | ROLES_READER)))
		return SR_EGRANT;
	if (!session_may_stand(r, who))
		return SR_ELIMIT;
	return rates_take(r->rates,
		   (struct rate_key){RATE_EVENTS, name, strlen(name)},
		   r->config->events_per_min, ws_loop_now_ms(r->loop))
		   ? SR_ELIMIT
		   : SR_OK;
}

enum sr_err
session_events_new(struct session **out, struct relay *r, struct ws_conn *conn,
    struct account *who, const uint8_t device[32],
    const struct wire_subscribe *want)
{
	struct wire_request in = {.op = OP_SUBSCRIBE};
	struct reader *reader = NULL;
	struct session *s = NULL;
	enum sr_err err = session_new(&s, r, conn);

	*out = NULL;
	if (err != SR_OK)
		return err;
	session_is_of(s, who);
	s->streams = true;
	memcpy(s->device, device, sizeof s->device);
	s->events = *want;
	in.u.subscribe = *want;
	err = session_read(s, want, conn ? &reader : NULL);
	/* Nobody stays to be told when it goes on. */
	if (err == SR_OK &&
	    procedure_blocked(session_procedure(s, &want->procedure)))
		err = SR_ESTOPPED;
	if (reader)
		s->events.from = reader_next(reader);
	if (err == SR_OK)
		session_note(s, &in);
	else
		session_note_denied(s, err);
	if (err == SR_OK && conn)
		*out = s;
	else
		session_free(s);
	return err;
}

/* When a browser comes back by itself: not all in the same second. */
static void
say_retry(struct session *s)
{
	uint16_t chance;
	char text[32];
	int n;

	hello_random((uint8_t *)&chance, sizeof chance);
	n = snprintf(text, sizeof text, "retry: %u\n\n",
	    EVENTS_RETRY_MS + chance % EVENTS_RETRY_SPREAD_MS);
	ws_send(s->conn, text, (size_t)n);
}

static void
on_ready(void *peer)
{
	struct session *s = peer;
	const struct procedure *p;

	if (!s->begun) {
		s->begun = true;
		say_retry(s);
		p = session_procedure(s, &s->events.procedure);
		if (p)
			session_say_reading(s, p, 0,
			    s->events.tail ? s->events.from : 0);
	}
	session_on_ready(s);
}

const struct ws_handler session_events_handler = {
    .on_ready = on_ready,
    .on_slow = session_on_slow,
    .on_close = session_on_close,
};
