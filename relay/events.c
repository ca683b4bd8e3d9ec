/* SPDX-License-Identifier: MIT */
#include "events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events_read.h"
#include "log.h"
#include "metrics.h"
#include "session_private.h"

#define NOT_KEPT                                                               \
	"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
#define PLAIN "Content-Type: text/plain; charset=utf-8\r\n" NOT_KEPT
/* nginx would collect events before it hands them on. */
#define STREAM                                                                 \
	"Content-Type: text/event-stream\r\nX-Accel-Buffering: "               \
	"no\r\n" NOT_KEPT

/* ---- refusals ---- */

static const struct {
	const char *text;
	int status;
	const char *more;
} refusals[] = {
#define X(id, name, sentence)                                                  \
	[id] = {name ": " sentence "\n",                                       \
	    (id) == SR_EAUTH      ? 401                                        \
	    : (id) == SR_EINVAL   ? 400                                        \
	    : (id) == SR_EGRANT   ? 403                                        \
	    : (id) == SR_ENOPROC  ? 404                                        \
	    : (id) == SR_ESTOPPED ? 409                                        \
	    : (id) == SR_ELIMIT   ? 429                                        \
				  : 503,                                         \
	    (id) == SR_EAUTH ? PLAIN "WWW-Authenticate: ScrubRelay\r\n"        \
	    : (id) == SR_ELIMIT || (id) == SR_EBUSY ? PLAIN                    \
		"Retry-After: 10\r\n"                                          \
						    : PLAIN},
    SR_ERRORS(X)
#undef X
};

/* There is no message here that could be "not as the protocol says". */
static const char wrong_argument[] =
    "bad-request: from, tail, live, audience or Last-Event-ID is not as "
    "PROTOCOL.md, 13, says, or there is another argument\n";

static void
refuse(struct ws_http_answer *out, enum sr_err err)
{
	metrics_refusal(err);
	out->status = refusals[err].status;
	out->headers = refusals[err].more;
	out->body = err == SR_EINVAL ? wrong_argument : refusals[err].text;
	out->len = strlen(out->body);
}

/* ---- who asks ---- */

static enum sr_err
check_proof(struct relay *r, const struct ws_http_request *in,
    struct account **who, uint8_t device[HELLO_KEY_BYTES])
{
	uint64_t now = ws_loop_now_ms(r->loop);
	uint8_t nonce[HELLO_NONCE_BYTES], signature[HELLO_SIGNATURE_BYTES];
	struct events_proof proof;
	enum sr_err err;
	struct hello_pass pass = {
	    .relay = keypair_public(r->key),
	    .nonce = nonce,
	    .device = device,
	    .account = proof.account,
	    .path = in->path,
	};

	if (!events_read_proof(in->authorization, &proof) ||
	    hello_unbase64(device, HELLO_KEY_BYTES, proof.device) != SR_OK ||
	    hello_unbase64(nonce, sizeof nonce, proof.nonce) != SR_OK ||
	    hello_unbase64(signature, sizeof signature, proof.signature) !=
		SR_OK ||
	    passes_check(r->passes, now, nonce) != SR_OK ||
	    hello_pass_verify(signature, &pass) != SR_OK)
		return SR_EAUTH;
	*who = account_find(r->accounts, proof.account);
	if (!*who || !account_has_device(*who, device))
		return SR_EAUTH;
	/* First: what is remembered of nonces is all readers', and nobody may
	 * have more of it than his share. */
	err = session_events_may(r, *who);
	return err == SR_OK ? passes_take(r->passes, now, nonce) : err;
}

/* As hello: who fails too often is told so, and every failure before is noted. */
static enum sr_err
who_asks(struct relay *r, const struct ws_http_request *in,
    struct account **who, uint8_t device[HELLO_KEY_BYTES])
{
	const char *address = ws_address(in->conn);
	uint64_t now = ws_loop_now_ms(r->loop);
	enum sr_err err;

	if (!*in->authorization)
		return SR_EAUTH;
	if (!hellos_room(r->hellos))
		return SR_EBUSY;
	err = check_proof(r, in, who, device);
	if (err != SR_EAUTH)
		return err;
	if (failures_over(r->failures, FAILURES_ADDRESS, address, now))
		return SR_ELIMIT;
	metrics_add(METRIC_HELLO_FAILURES, 1);
	failures_add(r->failures, FAILURES_ADDRESS, address, now);
	audit_note(r->audit,
	    &(struct audit_note){.event = AUDIT_HELLO_FAILED, .err = err});
	log_often(LOG_LEVEL_WARN, now, "hello-failed", "peer=%u err=%s",
	    ws_number(in->conn), sr_err_name(err));
	return err;
}

/* ---- answers ---- */

static void
give_nonce(const struct relay *r, struct ws_http_answer *out)
{
	uint8_t nonce[HELLO_NONCE_BYTES];
	char *body = malloc(EVENTS_KEY_TEXT + 1);

	if (!body) {
		refuse(out, SR_ENOMEM);
		return;
	}
	passes_give(r->passes, ws_loop_now_ms(r->loop), nonce);
	hello_base64(body, EVENTS_KEY_TEXT + 1, nonce, sizeof nonce);
	body[EVENTS_KEY_TEXT] = '\n';
	*out = (struct ws_http_answer){.status = 200,
	    .headers = PLAIN,
	    .body = body,
	    .len = EVENTS_KEY_TEXT + 1,
	    .done = free,
	    .ctx = body};
}

static void
give_entries(struct relay *r, const struct ws_http_request *in,
    struct wire_subscribe *want, struct ws_http_answer *out)
{
	uint8_t device[HELLO_KEY_BYTES];
	struct account *who = NULL;
	struct session *s = NULL;
	enum sr_err err = SR_ECLOSED;

	if (!r->draining)
		err = who_asks(r, in, &who, device);
	if (err == SR_OK &&
	    !events_read_wanted(in->query, in->last_event_id, want))
		err = SR_EINVAL;
	if (err == SR_OK)
		err = session_events_new(
		    &s, r, in->head ? NULL : in->conn, who, device, want);
	if (err != SR_OK) {
		refuse(out, err);
		return;
	}
	out->status = 200;
	out->headers = STREAM;
	if (s) {
		out->stream = &session_events_handler;
		out->peer = s;
	}
}

bool
events_on_http(struct relay *r, const struct ws_http_request *in,
    struct ws_http_answer *out)
{
	struct wire_subscribe want = {0};

	if (strcmp(in->path, "/v1/challenge") == 0)
		give_nonce(r, out);
	else if (events_read_path(in->path, &want.procedure))
		give_entries(r, in, &want, out);
	else
		return false;
	return true;
}
