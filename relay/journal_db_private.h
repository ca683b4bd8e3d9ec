/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_DB_PRIVATE_H
#define SR_JOURNAL_DB_PRIVATE_H

#include <stdbool.h>

#include "checkpoint.h"
#include "journal_db.h"
#include "sql.h"
#include "tree.h"

/* What the parts of one writing connection share: journal_db.c (procedures and
 * batches), journal_write.c (entries), journal_log.c (trees and checkpoints),
 * journal_destroy.c (erasing). */

/* Procedures whose next number, key and tree the writer remembers: more than
 * run at once in any one hospital. */
#define SLOTS 64u

struct slot {
	bool used;
	bool grown; /* the tree is not in the file yet */
	uint64_t touched;
	struct procedure_id id;
	int64_t ix;
	uint64_t last;
	uint8_t *key; /* within db.keys */
	struct tree tree;
};

struct db {
	struct journal_store store;
	struct sql sql;
	const struct keypair *signer; /* borrowed; NULL: never writes */
	struct secret *keys;          /* one for each slot */
	struct secret *next; /* the master key from this commit on, or NULL */
	bool staged;    /* a commit with it failed, and its file is there */
	bool unsettled; /* the old master key's file may still be there */
	struct slot slot[SLOTS];
	uint64_t touches;
	/* The WAL may hold what was destroyed, or not committed. */
	bool truncate;
	void (*closed)(void *ctx);
	void *ctx;
};

/* ---- journal_db.c ---- */

/* The writer's memory of a procedure; from the file at its first use. */
SR_MUST_USE enum sr_err journal_db_slot(
    struct db *d, const struct procedure_id *id, struct slot **out);
/* What was not committed, or is no more, must not be remembered. */
void journal_db_forget(struct db *d);

/* ---- journal_log.c ---- */

/* The log of a procedure that begins: empty, and signed. */
SR_MUST_USE enum sr_err journal_log_begin(
    struct db *d, const struct procedure_id *id, int64_t ix);
SR_MUST_USE enum sr_err journal_log_load(struct db *d, struct slot *slot);
/* The leaf over a record as it is stored; *at is its row's number. */
SR_MUST_USE enum sr_err journal_log_add(struct slot *slot,
    const struct seal_stored *stored, uint8_t hash[TREE_HASH_BYTES],
    int64_t *at);
/* Signs what has grown; once for each commit. */
SR_MUST_USE enum sr_err journal_log_save(struct db *d, struct slot *slot);
SR_MUST_USE enum sr_err journal_log_save_all(struct db *d);

/* ---- journal_write.c ---- */

SR_MUST_USE enum sr_err journal_write_append(struct journal_store *store,
    const struct entry *e, uint64_t *number, bool *repeated);
SR_MUST_USE enum sr_err journal_write_stage(struct journal_store *store,
    const struct entry *e, const struct journal_staging *how, uint64_t *number,
    bool *repeated);
SR_MUST_USE enum sr_err journal_write_unstage(struct journal_store *store,
    const struct procedure_id *id, const uint8_t draft[16]);
/* Replaces an entry by what stays of it: that it was there, when, and the
 * number of what took its place. *records: how many were destroyed. */
SR_MUST_USE enum sr_err journal_write_bury(struct db *d, struct slot *slot,
    uint64_t number, enum entry_kind left, uint64_t refers, uint64_t *records);

/* ---- journal_destroy.c ---- */

SR_MUST_USE enum sr_err journal_destroy(struct journal_store *store,
    const struct journal_erasure *what, char **receipt);

/* ---- journal_rotate.c ---- */

/* With the commit of this batch another master key takes over. */
SR_MUST_USE enum sr_err journal_rotate_begin(struct db *d);
/* Right before the commit. */
SR_MUST_USE enum sr_err journal_rotate_wraps(struct db *d);
/* Right after it. */
void journal_rotate_done(struct db *d);
void journal_rotate_settle(struct db *d);
/* After a rollback. */
void journal_rotate_cancel(struct db *d);
SR_MUST_USE enum sr_err journal_rotate_rekey(struct journal_store *store);
SR_MUST_USE enum sr_err journal_rotate_forget(struct journal_store *store);

#endif
