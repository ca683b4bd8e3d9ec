/* SPDX-License-Identifier: MIT */
#ifndef SR_LINK_H
#define SR_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profile.h"
#include "proto/err.h"
#include "proto/hello.h"
#include "proto/wire.h"
#include "proto/ws.h"

/*
 * The connection to a relay: proves who we are, makes sure that it is the
 * relay whose key we hold, matches answers with requests, notices a dead
 * peer, and dials again (full jitter, exponential, 0.5 to 30 s) until told
 * not to. Everything is called on the loop.
 */

struct link;

/* One of ok and message is NULL. err SR_ENET: the connection went before the
 * answer came; the request may or may not have been done. */
typedef void link_answer(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message);

/* Any may be NULL. */
struct link_handler {
	/* The hello was accepted; after each reconnect again. */
	void (*on_up)(void *ctx, const struct wire_welcome *welcome);
	void (*on_entry)(void *ctx, const struct wire_entry *entry);
	void (*on_caught_up)(void *ctx, const struct wire_caught_up *c);
	/* All other messages of the relay: a state, say. */
	void (*on_event)(void *ctx, const struct wire_message *m);
	/* An error of no request (subscriptions that end). */
	void (*on_fault)(void *ctx, const struct wire_error *error);
	/* Not connected; the next try comes in retry_ms. All requests
	 * without answer were answered with SR_ENET before. */
	void (*on_down)(void *ctx, const char *why, uint64_t retry_ms);
	/* Not connected and no further try. Last. */
	void (*on_end)(void *ctx, enum sr_err err, const char *why);
};

struct link_options {
	const struct profile *profile; /* borrowed until link_free() */
	bool retry;                    /* dial again when it goes */
	/* Enrolling: the invite's code and the word for this device; the
	 * device key in place of the profile's file. */
	const char *code, *label;
	const struct keypair *device;
};

/* Dials at once. SR_EINVAL, SR_ECRYPTO, SR_EDISK: *fault says what to mend
 * (address, device key). */
SR_MUST_USE enum sr_err link_new(struct link **out, struct ws_loop *loop,
    const struct link_options *opt, const struct link_handler *handler,
    void *ctx, struct sr_fault *fault);
/* Calls nothing any more; not from within a callback. NULL is fine. */
void link_free(struct link *l);

bool link_up(const struct link *l);

/* Says good-bye and calls gone() once, when the relay has said it too, when
 * that takes too long, or from within when there is no connection; the
 * handler is not called any more. */
void link_end(struct link *l, void (*gone)(void *ctx), void *ctx);

/* Sends r with a number of its own; fn (may be NULL) gets the answer.
 * Otherwise fn is not called: SR_ENET not connected; SR_EUTF8, SR_EINVAL as
 * wire_write_request(). *r is borrowed for the call. */
SR_MUST_USE enum sr_err link_request(
    struct link *l, struct wire_request *r, link_answer *fn, void *ctx);
/* Somebody waits for the connection: between two tries the next one comes in
 * half a second at most, however long the pause was to be. */
void link_hurry(struct link *l);
/* Ends the connection and dials again. */
void link_again(struct link *l, const char *why);

/* Random, 0 to min(30 s, 0.5 s * 2^tries), and never below 50 ms. */
uint64_t link_backoff_ms(unsigned tries);

#endif
