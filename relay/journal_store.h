/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_STORE_H
#define SR_JOURNAL_STORE_H

#include "journal.h"

/*
 * What a backend of the journal does, without queues or threads: every call
 * blocks, and one store is used by one thread at a time, for which
 * journal_store_take() is. journal_queue.c makes a `struct journal` of it.
 */

/* Entries read; entry[0..count) are the holder's. */
struct journal_found {
	struct entry **entry;
	size_t count;
	uint64_t last;
};

void journal_found_free(struct journal_found *found);
void journal_log_free(struct journal_log *log);

struct journal_store;

/*
 * begin, append, put, erase and the like come between batch_begin and one of
 * batch_commit and batch_rollback. SR_EDISK of any of them ends the batch:
 * nothing of it is on disk then. Any other error is this call's alone and
 * changed nothing.
 */
struct journal_store_ops {
	enum sr_err (*batch_begin)(struct journal_store *);
	enum sr_err (*batch_commit)(struct journal_store *);
	void (*batch_rollback)(struct journal_store *);

	enum sr_err (*begin)(
	    struct journal_store *, const struct procedure_id *);
	enum sr_err (*append)(struct journal_store *, const struct entry *,
	    uint64_t *number, bool *repeated);
	enum sr_err (*put)(struct journal_store *, const char *kind,
	    const char *id, const void *value, size_t len);
	/* *receipt is the caller's to free; NULL: this store signs none. */
	enum sr_err (*erase)(struct journal_store *,
	    const struct journal_erasure *, char **receipt);
	/* With the batch's commit another master key takes over. */
	enum sr_err (*rekey)(struct journal_store *);
	/* Of a store that reads: forgets a master key that is no more. */
	enum sr_err (*forget)(struct journal_store *);

	enum sr_err (*stage)(struct journal_store *, const struct entry *,
	    const struct journal_staging *, uint64_t *number, bool *repeated);
	enum sr_err (*unstage)(struct journal_store *,
	    const struct procedure_id *, const uint8_t draft[16]);
	enum sr_err (*load_staged)(
	    struct journal_store *, journal_staged *, void *ctx);

	enum sr_err (*read)(struct journal_store *, const struct procedure_id *,
	    uint64_t from, size_t max, struct journal_found *);
	/* For journal_log_free(). */
	enum sr_err (*checkpoint)(struct journal_store *,
	    const struct procedure_id *, uint64_t after, size_t max,
	    struct journal_log *);
	enum sr_err (*load)(struct journal_store *, const char *kind,
	    void (*fn)(
		void *ctx, const char *id, const char *value, size_t len),
	    void *ctx);
	enum sr_err (*last)(struct journal_store *, const struct procedure_id *,
	    uint64_t *last);

	void (*close)(struct journal_store *);
};

struct journal_store {
	const struct journal_store_ops *ops;
};

/* Whether a correction or retraction may refer to an entry of this kind: what
 * is gone, takes back, or is the relay's own word, has nothing to replace. */
bool journal_replaceable(enum entry_kind kind);
/* Whether entries of this kind destroy what they refer to; *left is how that
 * one reads from then on. */
bool journal_replaces(enum entry_kind kind, enum entry_kind *left);
/* A draft hash of zeros: the relay's own entry, never a repeat. */
bool journal_has_draft(const struct entry_head *head);

/**
 * journal_queue_new(out, pool, write, read):
 * A journal over two stores of the same data, or one given twice (then
 * reads wait for commits). Both stores are the journal's from SR_OK on.
 */
SR_MUST_USE enum sr_err journal_queue_new(struct journal **out,
    struct worker_pool *pool, struct journal_store *write,
    struct journal_store *read);
/* For tests: everything that writes fails with SR_EDISK, or no longer. */
void journal_queue_set_full(struct journal *j, bool full);

#endif
