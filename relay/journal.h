/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_H
#define SR_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry.h"
#include "proto/err.h"
#include "proto/hello.h"
#include "worker.h"

/*
 * What the relay asks of storage. journal_sqlite.c keeps it on disk,
 * journal_mem.c in memory for tests: both make a `struct journal` with this
 * table of operations. Calls return at once; completions come on the loop, in
 * order of the calls: all that write in one order, all that read in another.
 * "Done" means on disk (fsync). Only where there is no memory for the call
 * itself is it completed within the call, with SR_ENOMEM.
 */

struct journal;

/* err SR_OK: the entry is on disk as `number` (also set in the entry).
 *   repeated   this draft was on disk before, as `number`; nothing was added,
 *              the given entry has no number and must not be published
 * SR_EDISK nothing of it is on disk; SR_ENOENTRY what it refers to is not
 * there or was withdrawn; SR_ENOPROC; SR_EBUSY the queue is full. */
typedef void journal_appended(
    void *ctx, enum sr_err err, uint64_t number, bool repeated);

/* A page of entries, by number without a gap, each with the text of all
 * audiences; the entries are the callee's for the call (ref to keep). `last` is
 * the highest number on disk then. An entry that was corrected or withdrawn
 * comes as kind ENTRY_WITHDRAWN or ENTRY_CORRECTED (see wire.h) without text;
 * `refers` is the number of what replaced it. A page may hold entries whose
 * append is on disk but has not completed on the loop yet. SR_ENOPROC;
 * SR_ECRYPTO: entry `from` is damaged (a damaged one later on ends the page
 * before it). */
typedef void journal_page(void *ctx, enum sr_err err,
    struct entry *const *entry, size_t count, uint64_t last);

typedef void journal_done(void *ctx, enum sr_err err);

/* The disk does not answer; again each time the limit is over. */
typedef void journal_stalls(void *ctx);

/* One leaf of a procedure's log (ARCHIVE.md, section 4). Its hash is made anew
 * of the record as it lies on disk; of a destroyed one it is what is kept. */
struct journal_leaf {
	uint64_t number;
	enum audience audience;
	uint8_t hash[32];
	bool destroyed;
	bool replaces; /* a record of one that was corrected or withdrawn */
};

/* A procedure's latest checkpoint, and leaves that it covers. */
struct journal_log {
	char *note; /* NULL where the backend signs nothing */
	struct journal_leaf *leaf;
	size_t count;
	bool more; /* it covers others behind them */
};

/* err SR_OK: *log is the callee's for the call. SR_ENOPROC; SR_EDISK;
 * SR_ECRYPTO: a leaf is missing. */
typedef void journal_noted(
    void *ctx, enum sr_err err, const struct journal_log *log);

/* What is to be gone for ever. */
struct journal_erasure {
	struct procedure_id procedure;
	uint64_t number; /* of one entry; 0: all of the procedure */
	uint64_t at_s;   /* now, in seconds since 1970: for the receipt */
};

/* err SR_OK: nothing on disk opens it any more.
 *   receipt   a signed note that says so (ARCHIVE.md), the callee's for the
 *             call; NULL where the backend signs nothing
 * SR_EDISK: ask again; nothing is known of what is left. SR_ENOPROC;
 * SR_ENOENTRY: there is no such entry, or nothing of it to erase. */
typedef void journal_erased(void *ctx, enum sr_err err, const char *receipt);

/* What belongs to an entry while it waits for its release. */
struct journal_staging {
	char account[NAME_MAX_BYTES + 1]; /* whose draft it is; or empty */
	char draft[DRAFT_ID_MAX + 1];     /* as he calls it; or empty */
	/* Who let it through a moderator's queue; or empty. */
	char approver[NAME_MAX_BYTES + 1];
	uint64_t wait_ms; /* for the release point; this module only keeps it */
};

/* An entry that waits; the callee's for the call (ref to keep). */
typedef void journal_staged(
    void *ctx, struct entry *e, const struct journal_staging *how);

struct journal_ops {
	void (*begin)(struct journal *, const struct procedure_id *,
	    journal_done *, void *ctx);
	void (*append)(
	    struct journal *, struct entry *, journal_appended *, void *ctx);
	void (*read)(struct journal *, const struct procedure_id *,
	    uint64_t from, size_t max, journal_page *, void *ctx);
	void (*put)(struct journal *, const char *kind, const char *id,
	    const void *value, size_t len, journal_done *, void *ctx);
	void (*erase)(struct journal *, const struct journal_erasure *,
	    journal_erased *, void *ctx);
	void (*rekey)(struct journal *, journal_done *, void *ctx);
	void (*checkpoint)(struct journal *, const struct procedure_id *,
	    uint64_t after, size_t max, journal_noted *, void *ctx);
	void (*stage)(struct journal *, struct entry *,
	    const struct journal_staging *, journal_appended *, void *ctx);
	void (*unstage)(struct journal *, const struct procedure_id *,
	    const uint8_t draft[16], journal_done *, void *ctx);
	enum sr_err (*load_staged)(
	    struct journal *, journal_staged *, void *ctx);
	enum sr_err (*load)(struct journal *, const char *kind,
	    void (*fn)(
		void *ctx, const char *id, const char *value, size_t len),
	    void *ctx);
	enum sr_err (*last)(
	    struct journal *, const struct procedure_id *, uint64_t *last);
	size_t (*waiting)(const struct journal *);
	bool (*failing)(const struct journal *);
	enum sr_err (*watch)(struct journal *, uint64_t limit_ms,
	    struct ws_loop *, journal_stalls *, void *ctx);
	bool (*stalled)(const struct journal *);
	void (*close)(struct journal *);
};

struct journal {
	const struct journal_ops *ops;
};

/* Make the procedure's key; before its first append. Later calls need not wait
 * for its completion. SR_EEXISTS. */
static inline void
journal_begin(struct journal *j, const struct procedure_id *id,
    journal_done *done, void *ctx)
{
	j->ops->begin(j, id, done, ctx);
}

/* Puts e where no read finds it, until journal_append() of the same draft
 * takes it from there in one transaction, or journal_unstage() destroys it. The
 * draft's hash must not be zeros; *how is copied. Completes as append, number
 * 0; repeated: the draft waits there already, or (number > 0) has been
 * appended. */
static inline void
journal_stage(struct journal *j, struct entry *e,
    const struct journal_staging *how, journal_appended *done, void *ctx)
{
	j->ops->stage(j, e, how, done, ctx);
}

/* SR_OK: it is not there any more. */
static inline void
journal_unstage(struct journal *j, const struct procedure_id *id,
    const uint8_t draft[16], journal_done *done, void *ctx)
{
	j->ops->unstage(j, id, draft, done, ctx);
}

/* All that wait, of all procedures, in the order in which they came; at start;
 * blocks. */
static inline enum sr_err
journal_load_staged(struct journal *j, journal_staged *fn, void *ctx)
{
	return j->ops->load_staged(j, fn, ctx);
}

/* Takes its own reference of e. A correction or retraction destroys what it
 * refers to (journal_replaceable()) in the same transaction. A draft hash of
 * zeros is never a repeat: the relay's own entries. */
static inline void
journal_append(
    struct journal *j, struct entry *e, journal_appended *done, void *ctx)
{
	j->ops->append(j, e, done, ctx);
}

/* From number `from` (1 is the first), at most max entries. */
static inline void
journal_read(struct journal *j, const struct procedure_id *id, uint64_t from,
    size_t max, journal_page *page, void *ctx)
{
	j->ops->read(j, id, from, max, page, ctx);
}

/* Small documents of state ("account", "procedure"), sealed on disk;
 * replaces an earlier value; len 0 removes it. value is copied. */
static inline void
journal_put(struct journal *j, const char *kind, const char *id,
    const void *value, size_t len, journal_done *done, void *ctx)
{
	j->ops->put(j, kind, id, value, len, done, ctx);
}

/* Destroys the procedure's key, its records and whatever finds them; then it
 * reads as SR_ENOPROC and cannot begin again. One entry: it reads as
 * ENTRY_WITHDRAWN from then on, `refers` 0; one that was corrected or retracted
 * goes on to read as it did. What is erased already gives its
 * first receipt again. Documents are the caller's to remove. */
static inline void
journal_erase(struct journal *j, const struct journal_erasure *what,
    journal_erased *done, void *ctx)
{
	j->ops->erase(j, what, done, ctx);
}

/* Another master key takes the place of the old one, which is destroyed; every
 * erasure does that too. */
static inline void
journal_rekey(struct journal *j, journal_done *done, void *ctx)
{
	j->ops->rekey(j, done, ctx);
}

/* With the leaves from number `after` on (counted from 0), at most max. */
static inline void
journal_checkpoint(struct journal *j, const struct procedure_id *id,
    uint64_t after, size_t max, journal_noted *done, void *ctx)
{
	j->ops->checkpoint(j, id, after, max, done, ctx);
}

/* All documents of a kind; at start, before the loop runs; blocks. */
static inline enum sr_err
journal_load(struct journal *j, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	return j->ops->load(j, kind, fn, ctx);
}

/* Highest number of a procedure, 0 when none; at start; blocks. */
static inline enum sr_err
journal_last(struct journal *j, const struct procedure_id *id, uint64_t *last)
{
	return j->ops->last(j, id, last);
}

/* Appends that wait for the disk. */
static inline size_t
journal_waiting(const struct journal *j)
{
	return j->ops->waiting(j);
}

/**
 * journal_watch(j, limit_ms, loop, told, ctx):
 * From now on nobody waits for a disk that hangs. When what it was given is
 * not done after limit_ms, all that has not begun completes with SR_EDISK and
 * never comes to the disk; so does, with the loop's next turn, what comes
 * while it hangs. What has begun is not known: it completes when the disk is
 * back. Reading goes on. Once in a journal's life.
 */
SR_MUST_USE static inline enum sr_err
journal_watch(struct journal *j, uint64_t limit_ms, struct ws_loop *loop,
    journal_stalls *told, void *ctx)
{
	return j->ops->watch(j, limit_ms, loop, told, ctx);
}

/* The disk does not answer: journal_close() would wait for it. */
static inline bool
journal_stalled(const struct journal *j)
{
	return j->ops->stalled(j);
}

/* The disk refused the last that was written, or does not answer. */
static inline bool
journal_failing(const struct journal *j)
{
	return j->ops->failing(j);
}

/* Finishes what waits: all completions come within this call. What they ask
 * of the journal is completed at once with SR_ECLOSED. NULL is fine. */
static inline void
journal_close(struct journal *j)
{
	if (j)
		j->ops->close(j);
}

struct journal_sqlite_options {
	const char *file;            /* made with mode 0600 when missing */
	const char *master_key_file; /* 0600, made when missing with the file */
	const struct keypair *signer; /* of checkpoints; outlives the journal */
	/* The master key is under the passphrase in this file, also one that
	 * is made; NULL: it is not. */
	const char *passphrase_file;
};

/* SR_EDISK, SR_EVERSION, SR_ECRYPTO: *fault names the file and what is wrong.
 */
SR_MUST_USE enum sr_err journal_sqlite_open(struct journal **out,
    const struct journal_sqlite_options *opt, struct worker_pool *pool,
    struct sr_fault *fault);
/* Nothing on disk; completions come from the loop's wake-up all the same. */
SR_MUST_USE enum sr_err journal_mem_open(
    struct journal **out, struct worker_pool *pool);
/* From now on everything that writes fails with SR_EDISK, or no longer. */
void journal_mem_set_full(struct journal *j, bool full);

#endif
