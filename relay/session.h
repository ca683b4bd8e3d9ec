/* SPDX-License-Identifier: MIT */
#ifndef SR_SESSION_H
#define SR_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account.h"
#include "audit.h"
#include "config.h"
#include "failures.h"
#include "hub.h"
#include "journal.h"
#include "pass.h"
#include "procedure.h"
#include "proto/hello.h"
#include "proto/wire.h"
#include "proto/ws.h"
#include "rate.h"
#include "release.h"

/* All that a session needs of the relay; main.c fills it. Not owned here. */
struct relay {
	struct ws_loop *loop;
	const struct config *config;
	const struct keypair *key;
	struct wire *wire;
	struct journal *journal;
	struct accounts *accounts;
	struct procedures *procedures;
	struct hub *hub;
	struct talks *talks;
	struct follows *follows;
	struct presence *presence;
	struct roll *roll;
	struct failures *failures;
	struct hellos *hellos;
	struct passes *passes; /* NULL: nobody reads over plain HTTP */
	struct rates *rates;
	struct held *held;
	struct audit *audit; /* NULL: nothing is noted */
	struct retention *retention; /* NULL: no legal holds */
	struct session *sessions; /* list of all */
	size_t session_count;
	uint64_t started_ms; /* of the loop's clock */
	bool draining; /* it ends: nobody new should come */
	/* Wall clock, Unix milliseconds; tests put their own here. */
	uint64_t (*wall_ms)(void);
};

/* One peer's conversation: hello first, then by operation. For ws_listen();
 * ctx is the struct relay. */
extern const struct ws_handler session_handler;

/* For release_on_end(); ctx is the struct relay. */
void sessions_on_release_end(void *ctx, const struct release_end *end);
/* For procedures_on_play(): who follows it is told. */
void sessions_on_play(void *ctx, const struct procedure *p);
/* For held_on_end(); likewise. */
void sessions_on_held_end(
    void *ctx, const struct held_row *row, enum gone_why why);
/* What waits for the moderators of this procedure has changed. */
void sessions_tell_queue(struct relay *r, struct procedure *p);

/* For journal_watch(): who waits for the disk is answered. */
void sessions_on_stall(void *ctx);

/* Proofs of identity that wait for their turn (session_queue.c). */
struct hellos;
SR_MUST_USE enum sr_err hellos_new(struct hellos **out, struct ws_loop *loop);
/* After the sessions. NULL is fine. */
void hellos_free(struct hellos *h);

/* Tells staff and educators who is there; NULL is fine. */
struct presence;
SR_MUST_USE enum sr_err presence_new(struct presence **out, struct relay *r);
void presence_free(struct presence *p);

/* Notes from time to time who reads; NULL is fine. */
struct roll;
SR_MUST_USE enum sr_err roll_new(struct roll **out, struct relay *r);
void roll_free(struct roll *roll);

/* The relay ends: closes up to `most` sessions (1012); of those with posts on
 * their way to the disk each when the last of them is answered. */
void sessions_drain(struct relay *r, size_t most);

#endif
