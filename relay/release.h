/* SPDX-License-Identifier: MIT */
#ifndef SR_RELEASE_H
#define SR_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "entry.h"
#include "hub.h"
#include "journal.h"

/*
 * The one release point: nothing reaches a reader but through here. Entries
 * are released as soon as the journal has them on disk, in the order in which
 * they were accepted.
 */

struct release;

SR_MUST_USE enum sr_err release_new(
    struct release **out, struct journal *journal);
void release_free(struct release *release);

/* As journal_appended(); called after the entry went to the hub. */
typedef void release_done(
    void *ctx, enum sr_err err, uint64_t number, bool repeated);

/* Takes its own reference of e. room must live until done(), which comes
 * in every case, once: later from the loop, or at once without memory. */
void release_accept(struct release *release, struct room *room, struct entry *e,
    release_done *done, void *ctx);

#endif
