/* SPDX-License-Identifier: MIT */
#ifndef SR_WORKER_H
#define SR_WORKER_H

#include "proto/err.h"
#include "proto/ws.h"

/*
 * Blocking work off the loop. A worker is one thread with a queue; it takes
 * all that waits at once (a batch), so that one fsync serves all of it, and
 * hands the batch back to the loop, where each job's done() runs in order.
 * A job belongs to the worker from worker_submit() to its done().
 */

struct worker_pool; /* all workers of one loop; owns the wake-up */
struct worker;

struct worker_job {
	struct worker_job *next;
	void (*done)(struct worker_job *job); /* on the loop */
};

/* run_batch: on the worker's thread, the whole list in order of submission;
 * it must not change `next`. */
typedef void worker_run_batch(void *ctx, struct worker_job *first);

SR_MUST_USE enum sr_err worker_pool_new(
    struct worker_pool **out, struct ws_loop *loop);
/* Workers must be freed before. */
void worker_pool_free(struct worker_pool *pool);

SR_MUST_USE enum sr_err worker_new(struct worker **out,
    struct worker_pool *pool, const char *name, worker_run_batch *run,
    void *ctx);
void worker_submit(struct worker *w, struct worker_job *job);
/* Takes back what the thread has not begun, in order; its done() is not called.
 */
struct worker_job *worker_recall(struct worker *w);
/* Finishes what waits, joins the thread, calls what done()s are left. */
void worker_free(struct worker *w);

/* What a worker and the loop both use, one at a time; who has it may take it
 * again, and leaves it as often. */
struct worker_lock;

SR_MUST_USE enum sr_err worker_lock_new(struct worker_lock **out);
void worker_lock_free(struct worker_lock *lock);
void worker_lock_take(struct worker_lock *lock);
void worker_lock_leave(struct worker_lock *lock);

#endif
