/* SPDX-License-Identifier: MIT */
#ifndef SR_SOURCE_H
#define SR_SOURCE_H

#include "link.h"
#include "proto/err.h"
#include "proto/wire.h"

/*
 * Filters drafts before they leave this program, where the site's policy asks
 * for that ("filter_at_source"); the relay filters them again.
 */

struct source;

/* Tells err SR_OK when drafts can be masked, or need not be. SR_ENET: the
 * connection went, ask again. SR_EROSTER: the procedure has a roster, and it
 * was not given here. */
typedef void source_ready(void *ctx, enum sr_err err, const char *message);

/* roster (JSON, may be NULL) is borrowed for the call. SR_EROSTER: it has a
 * mistake. */
SR_MUST_USE enum sr_err source_new(struct source **out, struct link *link,
    const char *roster, size_t roster_len, source_ready *ready, void *ctx);
/* Nothing is called any more. NULL is fine. */
void source_free(struct source *s);

/* Which policies hold for this procedure now; ready() follows. */
SR_MUST_USE enum sr_err source_ask(
    struct source *s, const struct procedure_id *id);

/* *text (malloc'd) becomes what may leave; *removed: how many ranges of it
 * were changed. SR_EHELD and others: it stays as it was, and may not. */
SR_MUST_USE enum sr_err source_mask(struct source *s, const char *lang,
    char **text, size_t *len, unsigned *removed);

#endif
