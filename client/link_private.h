/* SPDX-License-Identifier: MIT */
#ifndef SR_LINK_PRIVATE_H
#define SR_LINK_PRIVATE_H

#include "link.h"
#include "pending.h"

/* Between link.c and link_hello.c. */

/* One dialled connection. A link lets go of a leg that no longer answers;
 * the leg then ends by itself when its close is through. */
struct leg {
	struct link *link; /* NULL: let go */
	struct ws_conn *conn;
};

struct link {
	struct ws_loop *loop;
	struct link_options opt;
	struct link_handler handler;
	void *ctx;
	struct profile_url url;
	struct keypair *own;          /* loaded from the profile's file */
	const struct keypair *device; /* own, or the caller's */
	struct wire *in, *out;
	struct ws_timer *timer; /* redial; then watch for a dead peer */
	struct leg *leg;        /* NULL: not dialled */
	struct pending pending;
	uint64_t seq, up_since_ms, heard_ms, retry_at_ms;
	uint8_t relay_nonce[HELLO_NONCE_BYTES], device_nonce[HELLO_NONCE_BYTES];
	unsigned tries;
	bool up, challenged, ended, ping_sent;
	void (*gone)(void *ctx); /* good-bye was said */
	void *gone_ctx;
	enum sr_err refused; /* why the relay will not have us; SR_OK: it may */
	struct sr_fault why;
};

/* SR_ENOMEM and as wire_write_request(). */
SR_MUST_USE enum sr_err link_send(struct link *l, const struct wire_request *r);
/* Ends the connection from our side, without waiting for the peer. */
void link_let_go(struct link *l, int code, const char *why);

void link_on_challenge(struct link *l, const struct wire_challenge *c);
void link_on_welcome(struct link *l, const struct wire_welcome *w);

#endif
