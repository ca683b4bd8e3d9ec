/* SPDX-License-Identifier: MIT */
#ifndef SR_HELD_H
#define SR_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "proto/ws.h"

/*
 * Drafts that the filter holds until a moderator decides. This is raw text: in
 * memory only, wiped when it is decided, expired or dropped, never written,
 * logged or counted but as a number. A restart forgets it; its author's client
 * can post it again.
 */

struct held;

/* One draft; strings are its own, until held_remove(). */
struct held_row {
	uint64_t number; /* of this queue; another after a restart */
	struct account *author;
	uint8_t hash[16]; /* of the draft, see procedure_draft_hash() */
	struct wire_post post;
	uint64_t since_ms, until_ms; /* of the loop's clock */
	bool decided; /* on its way to the disk: nobody else decides */
};

/* A row ended by itself, or was dropped; it is wiped after this call. */
typedef void held_ended(
    void *ctx, const struct held_row *row, enum gone_why why);

/* keep_ms: how long a draft waits for a decision; 0: nothing is held. `most`
 * of one procedure, at most HELD_MOST. */
SR_MUST_USE enum sr_err held_new(struct held **out, struct ws_loop *loop,
    uint64_t keep_ms, size_t most);
/* Wipes all. NULL is fine. */
void held_free(struct held *held);
void held_on_end(struct held *held, held_ended *fn, void *ctx);

/* Takes a copy. SR_EHELD: as many wait already, or nothing is held here: it is
 * refused for good. */
SR_MUST_USE enum sr_err held_add(struct held *held, struct account *author,
    const uint8_t hash[16], const struct wire_post *post, uint64_t *number);
/* NULL: none of that number, or with that hash. */
struct held_row *held_find(
    struct held *held, const struct procedure_id *id, uint64_t number);
struct held_row *held_find_draft(
    struct held *held, const struct procedure_id *id, const uint8_t hash[16]);
/* The oldest first: NULL gives the first, NULL behind the last. */
struct held_row *held_next(struct held *held, const struct procedure_id *id,
    const struct held_row *row);
size_t held_count(struct held *held, const struct procedure_id *id);
uint64_t held_now_ms(const struct held *held);

/* While a decision is on its way to the disk a row does not expire. */
void held_decided(struct held *held, struct held_row *row, bool decided);
/* Wipes a row; nobody is told. */
void held_remove(struct held *held, struct held_row *row);
/* All of a procedure but those that are decided: these go with what becomes of
 * that. Each is told. */
void held_drop(
    struct held *held, const struct procedure_id *id, enum gone_why why);
/* The same of an author, in every procedure. */
void held_drop_author(
    struct held *held, const struct account *author, enum gone_why why);

/* A draft that was let go may be posted again by a client that did not hear of
 * it: it must not be held twice. The last few are remembered, without text.
 * number 0: not known yet. */
void held_let_go(struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t number);
/* Sets its number, if it is one of those. */
void held_released(struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t number);
bool held_was_let_go(const struct held *held, const struct procedure_id *id,
    const uint8_t hash[16], uint64_t *number);

#endif
