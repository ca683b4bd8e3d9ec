/* SPDX-License-Identifier: MIT */
#ifndef SR_OUTBOX_H
#define SR_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "link.h"
#include "proto/err.h"
#include "proto/wire.h"

/*
 * Drafts on their way to the relay, in memory only. Each has an id of its own
 * for as long as it lives here, so that sending it again after a lost
 * connection never posts it twice. A window of them is under way at once;
 * results come in order; a draft is wiped when it has its result. Nothing
 * leaves without one.
 */

#define OUTBOX_WINDOW 64u         /* drafts under way: a round trip's worth */
#define OUTBOX_FULL 256u          /* drafts: read no more for now */
#define OUTBOX_MAX_AGE_MS 120000u /* older ones ask, or stay: design 2 */

struct outbox;

/* Borrowed for outbox_add(). */
struct outbox_draft {
	uint64_t line;  /* of the input, for people */
	const char *id; /* NULL: a random one */
	enum entry_kind kind;
	enum part part;
	const char *lang, *text, *step;
	size_t text_len;
	uint64_t refers;
};

struct outbox_result {
	uint64_t line;
	const char *id;
	enum sr_err err;     /* SR_OK: on the relay's disk */
	const char *message; /* what is wrong; NULL when nothing */
	bool unknown;        /* sent, and nobody knows whether it is on disk */
	uint64_t number;  /* 0: it is not released, and ... */
	uint64_t wait_ms; /* ... will be by itself, or ... */
	uint64_t held;    /* ... when a moderator lets it go */
	unsigned redacted;
	bool doubt, repeated;
	/* outbox_take_back(): err SR_OK and no id: it was never sent. With one
	 * it is there, and is to be undone. */
	bool taken_back;
};

struct outbox_handler {
	/* In the order of outbox_add(), once each. */
	void (*on_result)(void *ctx, const struct outbox_result *r);
	/* The relay cannot take drafts now and why; sent again by itself. */
	void (*on_wait)(void *ctx, enum sr_err err, const char *message);
	/* What may leave of a text, in its place (malloc'd), and how many
	 * ranges of it were changed. NULL: all of it may. Not SR_OK: nothing.
	 */
	enum sr_err (*mask)(void *ctx, const char *lang, char **text,
	    size_t *len, unsigned *removed);
	/* `count` drafts are older than the limit: outbox_decide() says
	 * whether they go. NULL: they do not go, and their results say so. */
	void (*on_old)(void *ctx, size_t count, uint64_t oldest_ms);
};

SR_MUST_USE enum sr_err outbox_new(struct outbox **out, struct ws_loop *loop,
    struct link *link, uint64_t max_age_ms,
    const struct outbox_handler *handler, void *ctx);
/* Wipes what is left. NULL is fine. */
void outbox_free(struct outbox *o);

/* From now on drafts go to this procedure. */
void outbox_aim(struct outbox *o, const struct procedure_id *id);
/* SR_EUTF8, SR_ETOOLARGE, SR_EEMPTY, SR_ENOMEM come as a result as well, in
 * order. */
void outbox_add(struct outbox *o, const struct outbox_draft *d);

/* A result for a line that is no draft at all, in its place in the order. */
void outbox_refuse(
    struct outbox *o, uint64_t line, enum sr_err err, const char *message);

/* The newest draft that has no result: one that never left stays here, one that
 * is on its way has it said in its result. False: there is none. */
bool outbox_take_back(struct outbox *o);

void outbox_up(struct outbox *o);   /* the link is up: sends what waits */
void outbox_down(struct outbox *o); /* and it is not */
void outbox_decide(struct outbox *o, bool send);
/* Those without a result; OUTBOX_FULL are enough to hold on. */
size_t outbox_count(const struct outbox *o);
/* Every draft without a result gets one: not sent, or not known. */
void outbox_give_up(struct outbox *o, const char *why);

#endif
