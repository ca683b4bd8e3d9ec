/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "metrics.h"
#include "session_private.h"

/* Who is this: hello, enrol, welcome. */

static void
welcome(struct session *s, struct account *a, bool enrolled)
{
	struct wire_message m = {.event = EV_WELCOME};
	struct hello_claim claim = {
	    .relay = keypair_public(s->relay->key),
	    .relay_nonce = s->nonce,
	    .device_nonce = s->device_nonce,
	    .device = s->device,
	    .account = account_name(a),
	};

	ws_timer_cancel(s->hello_timer);
	session_is_of(s, a);
	account_seen(s->relay->accounts, a, s->device,
	    ws_loop_now_ms(s->relay->loop), session_wall_ms(s) / 1000);
	audit_note(s->relay->audit,
	    &(struct audit_note){
		.event = enrolled ? AUDIT_ENROL : AUDIT_HELLO,
		.who = account_name(a),
	    });
	m.u.welcome.account = account_name(a);
	m.u.welcome.roles = account_roles(a);
	hello_welcome_sign(m.u.welcome.signature, &claim, s->relay->key);
	session_send(s, &m);
	/* A nonce is good for one proof. */
	explicit_bzero(s->nonce, sizeof s->nonce);
	log_info("hello-accepted", "peer=%u", ws_number(s->conn));
	session_remind(s);
}

/* What a proof that failed is told: SR_ELIMIT when too many did, of this
 * address (account NULL) or in this account's name. A good one is never turned
 * away for those: a whole hospital may be one address, and nobody there is
 * locked out by a stranger. */
static enum sr_err
failed(const struct session *s, const char *account)
{
	const struct failures *f = s->relay->failures;
	uint64_t now = ws_loop_now_ms(s->relay->loop);

	if (failures_over(f, FAILURES_ADDRESS, ws_address(s->conn), now) ||
	    (account && failures_over(f, FAILURES_ACCOUNT, account, now)))
		return SR_ELIMIT;
	return SR_EAUTH;
}

static void
hello_failed(
    struct session *s, uint64_t seq, const char *account, enum sr_err err)
{
	uint64_t now = ws_loop_now_ms(s->relay->loop);
	const struct account *known;

	if (err == SR_EAUTH) {
		metrics_add(METRIC_HELLO_FAILURES, 1);
		failures_add(s->relay->failures, FAILURES_ADDRESS,
		    ws_address(s->conn), now);
		if (account)
			failures_add(
			    s->relay->failures, FAILURES_ACCOUNT, account, now);
	}
	/* An account only if there is one: strangers do not write our log. */
	known = account ? account_find(s->relay->accounts, account) : NULL;
	if (err != SR_ELIMIT)
		audit_note(s->relay->audit,
		    &(struct audit_note){
			.event = AUDIT_HELLO_FAILED,
			.about = known ? account_name(known) : NULL,
			.err = err,
		    });
	log_often(LOG_LEVEL_WARN, now, "hello-failed", "peer=%u err=%s",
	    ws_number(s->conn), sr_err_name(err));
	session_refuse(s, seq, NULL, err, NULL);
	session_close(s, CLOSE_HELLO_FAILED, sr_err_name(err));
}

/* The proof is good, but no more connections of this account may stand. */
static bool
too_many(struct session *s, const struct account *a, uint64_t seq)
{
	if (session_may_stand(s->relay, a))
		return false;
	metrics_refusal(SR_ELIMIT);
	log_warn("hello-limit", "peer=%u connections=%u", ws_number(s->conn),
	    account_standing(a));
	session_refuse(s, seq, NULL, SR_ELIMIT, NULL);
	session_close(s, CLOSE_LIMIT, "too many connections of this account");
	return true;
}

static void
hello(struct session *s, const struct wire_request *in)
{
	const struct wire_hello *h = &in->u.hello;
	struct hello_claim claim = {
	    .relay = keypair_public(s->relay->key),
	    .relay_nonce = s->nonce,
	    .device_nonce = h->nonce,
	    .device = h->device,
	    .account = h->account,
	};
	struct account *a;
	enum sr_err err;

	s->lang = sr_lang_from_tag(h->lang);
	/* The signature first, and always: its time tells nothing of whether
	 * there is such an account. */
	err = hello_verify(h->signature, &claim);
	a = account_find(s->relay->accounts, h->account);
	if (err == SR_OK && (!a || !account_has_device(a, h->device)))
		err = SR_EAUTH;
	if (err == SR_EAUTH)
		err = failed(s, h->account);
	if (err != SR_OK) {
		hello_failed(s, in->seq, h->account, err);
		return;
	}
	if (too_many(s, a, in->seq))
		return;
	memcpy(s->device, h->device, sizeof s->device);
	memcpy(s->device_nonce, h->nonce, sizeof s->device_nonce);
	welcome(s, a, false);
}

static void
on_enrolled(void *ctx, enum sr_err err)
{
	struct ticket *t = ctx;
	struct session *s = t->session;

	/* Revoked while it was on its way to the disk? */
	if (err == SR_OK && s && !account_has_device(t->account, s->device))
		err = SR_EAUTH;
	if (s && err == SR_OK && too_many(s, t->account, t->seq))
		;
	else if (s && err == SR_OK)
		welcome(s, t->account, true);
	else if (s)
		hello_failed(s, t->seq, NULL, err);
	ticket_free(t);
}

static void
enrol(struct session *s, const struct wire_request *in)
{
	const struct wire_enrol *e = &in->u.enrol;
	struct hello_claim claim = {
	    .relay = keypair_public(s->relay->key),
	    .relay_nonce = s->nonce,
	    .device_nonce = e->nonce,
	    .device = e->device,
	    .account = e->code,
	};
	struct ticket *t = NULL;
	enum sr_err err;

	s->lang = sr_lang_from_tag(e->lang);
	err = hello_enrol_verify(e->signature, &claim);
	if (err != SR_OK)
		goto out;
	err = ticket_new(&t, s, in->seq);
	if (err != SR_OK)
		goto out;
	memcpy(s->device, e->device, sizeof s->device);
	memcpy(s->device_nonce, e->nonce, sizeof s->device_nonce);
	err = account_enrol(s->relay->accounts, e->code, e->device, e->label,
	    session_wall_ms(s) / 1000, &t->account, on_enrolled, t);
out:
	if (err != SR_OK) {
		ticket_free(t);
		if (err == SR_EAUTH)
			err = failed(s, NULL);
		hello_failed(s, in->seq, NULL, err);
	}
}

void
session_prove(struct session *s, const struct wire_request *in)
{
	if (in->op == OP_HELLO)
		hello(s, in);
	else
		enrol(s, in);
}
