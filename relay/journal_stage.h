/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_STAGE_H
#define SR_JOURNAL_STAGE_H

#include "journal_store.h"
#include "sql.h"

/*
 * What waits for its release, in a table of its own that nothing reads but
 * the next start. Sealed under its procedure's key; the contracts are
 * journal.h's.
 */

/* *repeated: it stands there already. SR_ETOOLARGE, SR_ENOMEM, SR_EDISK. */
SR_MUST_USE enum sr_err journal_stage_add(struct sql *q, int64_t ix,
    const uint8_t procedure_key[SEAL_KEY_BYTES], const struct entry *e,
    const struct journal_staging *how, bool *repeated);
/* No error when there is none. */
SR_MUST_USE enum sr_err journal_stage_drop(
    struct sql *q, int64_t ix, const uint8_t draft[16]);
/* In the order in which they came. What does not open is told in the log and
 * passed over. */
SR_MUST_USE enum sr_err journal_stage_load(
    struct sql *q, journal_staged *fn, void *ctx);

#endif
