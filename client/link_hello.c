/* SPDX-License-Identifier: MIT */
#include "link_private.h"

#include <string.h>

#include "proto/catalogue.h"

/* Who we are, and whether it is our relay. */

static struct hello_claim
claim(const struct link *l, const char *account)
{
	struct hello_claim c = {
	    .relay = l->opt.profile->relay,
	    .relay_nonce = l->relay_nonce,
	    .device_nonce = l->device_nonce,
	    .device = keypair_public(l->device),
	    .account = account,
	};

	return c;
}

/* NULL: English, which is what a relay speaks to who does not say. */
static const char *
lang_wanted(void)
{
	return catalogue_used() == SR_LANG_EN ? NULL
					      : sr_lang_tag(catalogue_used());
}

static void
say_hello(struct link *l)
{
	struct wire_request r = {.op = OP_HELLO, .seq = ++l->seq};
	struct hello_claim c = claim(l, l->opt.profile->account);

	r.u.hello.account = l->opt.profile->account;
	r.u.hello.lang = lang_wanted();
	memcpy(r.u.hello.device, c.device, HELLO_KEY_BYTES);
	memcpy(r.u.hello.nonce, l->device_nonce, HELLO_NONCE_BYTES);
	hello_sign(r.u.hello.signature, &c, l->device);
	if (link_send(l, &r) != SR_OK)
		link_let_go(l, 1000, "out of memory");
}

static void
say_enrol(struct link *l)
{
	struct wire_request r = {.op = OP_ENROL, .seq = ++l->seq};
	struct hello_claim c = claim(l, l->opt.code);

	r.u.enrol.code = l->opt.code;
	r.u.enrol.label = l->opt.label;
	r.u.enrol.lang = lang_wanted();
	memcpy(r.u.enrol.device, c.device, HELLO_KEY_BYTES);
	memcpy(r.u.enrol.nonce, l->device_nonce, HELLO_NONCE_BYTES);
	hello_enrol_sign(r.u.enrol.signature, &c, l->device);
	if (link_send(l, &r) != SR_OK)
		link_let_go(l, 1000, "out of memory");
}

void
link_on_challenge(struct link *l, const struct wire_challenge *c)
{
	if (l->challenged)
		return;
	if (!hello_equal(c->relay, l->opt.profile->relay, HELLO_KEY_BYTES)) {
		l->refused = SR_EAUTH;
		link_let_go(l, 1000,
		    "this is not the relay that the invite named: its key is "
		    "another one. Nothing was sent. Ask an administrator "
		    "before you go on");
		return;
	}
	l->challenged = true;
	memcpy(l->relay_nonce, c->nonce, HELLO_NONCE_BYTES);
	hello_random(l->device_nonce, HELLO_NONCE_BYTES);
	if (l->opt.code)
		say_enrol(l);
	else
		say_hello(l);
}

void
link_on_welcome(struct link *l, const struct wire_welcome *w)
{
	struct hello_claim c = claim(l, w->account ? w->account : "");
	bool ours =
	    l->challenged && !l->up && w->account &&
	    (l->opt.code || strcmp(w->account, l->opt.profile->account) == 0);

	if (!ours || hello_welcome_verify(w->signature, &c) != SR_OK) {
		l->refused = SR_EAUTH;
		link_let_go(l, 1000,
		    "the relay could not prove who it is. Nothing was sent. "
		    "Ask an administrator before you go on");
		return;
	}
	l->up = true;
	l->up_since_ms = ws_loop_now_ms(l->loop);
	ws_timer_set(l->timer, PING_MS);
	if (l->handler.on_up)
		l->handler.on_up(l->ctx, w);
}
