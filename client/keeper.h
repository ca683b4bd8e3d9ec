/* SPDX-License-Identifier: MIT */
#ifndef SR_KEEPER_H
#define SR_KEEPER_H

#include "link.h"
#include "proto/err.h"
#include "proto/wire.h"

/*
 * Keeps a procedure's roster in this process's memory and gives it to the
 * relay again whenever the relay has lost it (it never writes it down), until
 * the procedure closes.
 */

struct keeper;

/* The roster stays the caller's and must live until keeper_free().
 *   on_end   the procedure is closed (SR_OK), or the relay will not have the
 *            roster, and why; may be NULL */
SR_MUST_USE enum sr_err keeper_new(struct keeper **out, struct ws_loop *loop,
    struct link *link, const struct procedure_id *id, const char *roster,
    size_t len, void (*on_end)(void *ctx, enum sr_err err, const char *why),
    void *ctx);
/* NULL is fine. */
void keeper_free(struct keeper *k);

/* The link is up again: gives the roster now. */
void keeper_up(struct keeper *k);
/* A file's roster, to be ended with files_wipe(); SR_EROSTER and more. */
SR_MUST_USE enum sr_err keeper_read(
    const char *file, char **roster, size_t *len, struct sr_fault *fault);

#endif
