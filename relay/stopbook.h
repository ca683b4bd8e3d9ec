/* SPDX-License-Identifier: MIT */
#ifndef SR_STOPBOOK_H
#define SR_STOPBOOK_H

#include "proto/err.h"
#include "proto/wire.h"
#include "worker.h"

/*
 * Which procedures were stopped, in a file of its own beside the journal: all
 * its blocks are there from the first start on, so that a STOP is kept when
 * the disk is full, or when the journal refuses everything. A row leaves when
 * the procedure's document has the same on disk.
 *
 * The file: 1025 blocks of 512 bytes, so that one torn write harms one row.
 * Block 0 says what it is; the others are zeros, or "STOP", the kind, three
 * zeros, the id, and FNV-1a (64 bits, little-endian) of these 24 bytes.
 */

/* Procedures at once: those stopped while the journal refuses to write. */
#define STOPBOOK_ROWS 1024u

enum stopbook_kind { STOPBOOK_STOPPED = 1, STOPBOOK_WITHDRAWN };

struct stopbook;

/* Makes the file (0600) when it is missing; blocks; at start. SR_EDISK,
 * SR_EVERSION: *fault names the file and what is wrong. */
SR_MUST_USE enum sr_err stopbook_open(struct stopbook **out, const char *file,
    struct worker_pool *pool, struct sr_fault *fault);
/* Finishes what waits: all done() come within this call; what is asked after it
 * is answered at once with SR_ECLOSED. */
void stopbook_finish(struct stopbook *book);
/* Finished or not. NULL is fine. */
void stopbook_close(struct stopbook *book);

void stopbook_each(const struct stopbook *book,
    void (*fn)(
	void *ctx, const struct procedure_id *id, enum stopbook_kind kind),
    void *ctx);
bool stopbook_has(const struct stopbook *book, const struct procedure_id *id);

/* done() comes later, from the loop: SR_OK on disk, SR_EDISK. SR_EBUSY (no row
 * left), SR_ENOMEM and SR_ECLOSED come within the call. done may be NULL. */
typedef void stopbook_done(void *ctx, enum sr_err err);
void stopbook_note(struct stopbook *book, const struct procedure_id *id,
    enum stopbook_kind kind, stopbook_done *done, void *ctx);
/* SR_OK within the call when it is not in the book. A note that comes while
 * this is on its way is kept. */
void stopbook_clear(struct stopbook *book, const struct procedure_id *id,
    stopbook_done *done, void *ctx);

#endif
