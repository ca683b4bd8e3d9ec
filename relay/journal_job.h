/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_JOB_H
#define SR_JOURNAL_JOB_H

#include "journal_store.h"

/* What journal_queue.c (the journal's calls) and journal_job.c (what becomes
 * of each on a worker, and back on the loop) share. */

enum job_kind {
	JOB_BEGIN,
	JOB_APPEND,
	JOB_PUT,
	JOB_ERASE,
	JOB_REKEY,
	JOB_FORGET, /* goes to the reader */
	JOB_STAGE,
	JOB_UNSTAGE,
	JOB_READ,
	JOB_CHECKPOINT,
	JOB_KINDS
};

struct queue {
	struct journal journal;
	struct journal_store *write, *read;
	/* Of who is at `read`: a worker, or a call that blocks on the loop,
	 * whose callback may make another. */
	struct worker_lock *reading;
	struct worker *writer, *reader; /* the same when the stores are */
	size_t waiting[JOB_KINDS];
	bool full;    /* for tests: what writes is refused */
	bool failing; /* the disk refused the last that was written */
	bool closing; /* the workers finish; nothing new goes to them */
	struct journal_watch *watch; /* NULL: nobody asked for one */
};

/* From the call to the completion: the worker's in between. */
struct job {
	struct worker_job link;
	struct queue *queue;
	enum job_kind kind;
	enum sr_err err; /* set before the worker sees it: not to be run */
	/* The first of a transaction: how long it took, and for how many. */
	uint64_t commit_us, commit_jobs, commit_entries;
	void *ctx;
	struct procedure_id procedure;
	union {
		struct {
			struct entry *entry;
			uint64_t number;
			bool repeated;
			journal_appended *done;
		} append; /* of stage, too; its staging is in bytes */
		struct {
			uint64_t from;
			size_t max;
			struct journal_found found;
			journal_page *done;
		} read;
		struct {
			uint64_t after;
			size_t max;
			struct journal_log log;
			journal_noted *done;
		} checkpoint;
		struct {
			const char *kind, *id; /* within bytes */
			const char *value;
			size_t len;
			journal_done *done; /* of begin and unstage, too */
		} put;
		struct {
			struct journal_erasure what;
			char *receipt;
			journal_erased *done;
		} erase;
	} u;
	size_t size;
	char bytes[]; /* size of them, wiped */
};

/* Around each use of one of the stores: by one thread at a time. */
void journal_store_take(struct queue *q, const struct journal_store *s);
void journal_store_leave(struct queue *q, const struct journal_store *s);
/* On the loop; size bytes behind it are wiped with it. NULL without memory. */
struct job *journal_job_new(
    struct journal *journal, enum job_kind kind, size_t size, void *ctx);
/* It completes in its turn, in any case; while the disk does not answer, with
 * the loop's next. */
void journal_job_submit(struct job *j);
bool journal_job_writes(const struct job *j);
/* It never went to the worker, or came back as it was. */
void journal_job_refused(struct job *j);
/* For worker_new(): all that waits, in one transaction. */
void journal_job_run(void *ctx, struct worker_job *first);

/* How long the disk has been at what it was given (journal_watch.c). NULL is
 * fine for all of them. */
struct journal_watch;
SR_MUST_USE enum sr_err journal_watch_new(struct queue *q, struct ws_loop *loop,
    uint64_t limit_ms, journal_stalls *told, void *ctx);
void journal_watch_free(struct journal_watch *w);
/* One that writes: false when it was refused instead. */
bool journal_watch_takes(struct journal_watch *w, struct job *j);
/* One of those is back. */
void journal_watch_done(struct journal_watch *w);
bool journal_watch_stalled(const struct journal_watch *w);

#endif
