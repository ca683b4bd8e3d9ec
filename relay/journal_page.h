/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_PAGE_H
#define SR_JOURNAL_PAGE_H

#include "sql.h"
#include "journal_store.h"

/* What a store reads, over one connection; the contracts are journal.h's. */

SR_MUST_USE enum sr_err journal_page_read(struct sql *q,
    const struct procedure_id *id, uint64_t from, size_t max,
    struct journal_found *found);
SR_MUST_USE enum sr_err journal_page_last(
    struct sql *q, const struct procedure_id *id, uint64_t *last);
SR_MUST_USE enum sr_err journal_page_checkpoint(struct sql *q,
    const struct procedure_id *id, uint64_t after, size_t max,
    struct journal_log *log);
SR_MUST_USE enum sr_err journal_page_load(struct sql *q, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx);

#endif
