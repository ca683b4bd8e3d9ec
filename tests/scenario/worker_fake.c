/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>

#include "worker_fake.h"

/*
 * worker.h without threads: batches run on the loop, when it wakes, so that a
 * scenario plays the same each time. Link before the libraries. A disk that
 * hangs keeps each in the batch that it has begun.
 */

struct worker {
	struct worker *next;
	struct worker_pool *pool;
	worker_run_batch *run;
	void *ctx;
	struct worker_job *first, **end, *begun;
};

struct worker_pool {
	struct ws_loop *loop;
	struct worker *first;
};

static bool hangs;

void
worker_fake_hang(struct worker_pool *pool, bool hang)
{
	hangs = hang;
	ws_loop_wake(pool->loop);
}

static void
worker_turn(struct worker *w)
{
	struct worker_job *job;

	if (!w->begun) {
		w->begun = w->first;
		w->first = NULL;
		w->end = &w->first;
	}
	if (hangs)
		return;
	job = w->begun;
	w->begun = NULL;
	if (!job)
		return;
	w->run(w->ctx, job);
	if (w->first) /* came while it hung */
		ws_loop_wake(w->pool->loop);
	while (job) {
		struct worker_job *next = job->next;

		job->done(job);
		job = next;
	}
}

static void
pool_on_wake(void *ctx)
{
	struct worker_pool *pool = ctx;

	for (struct worker *w = pool->first; w; w = w->next)
		worker_turn(w);
}

enum sr_err
worker_pool_new(struct worker_pool **out, struct ws_loop *loop)
{
	struct worker_pool *pool = calloc(1, sizeof(*pool));

	if (!pool)
		return SR_ENOMEM;
	pool->loop = loop;
	ws_loop_on_wake(loop, pool_on_wake, pool);
	*out = pool;
	return SR_OK;
}

void
worker_pool_free(struct worker_pool *pool)
{
	if (!pool)
		return;
	assert(!pool->first);
	ws_loop_on_wake(pool->loop, NULL, NULL);
	free(pool);
}

enum sr_err
worker_new(struct worker **out, struct worker_pool *pool, const char *name,
    worker_run_batch *run, void *ctx)
{
	struct worker *w = calloc(1, sizeof(*w));

	(void)name;
	if (!w)
		return SR_ENOMEM;
	w->pool = pool;
	w->run = run;
	w->ctx = ctx;
	w->end = &w->first;
	w->next = pool->first;
	pool->first = w;
	*out = w;
	return SR_OK;
}

void
worker_submit(struct worker *w, struct worker_job *job)
{
	job->next = NULL;
	*w->end = job;
	w->end = &job->next;
	ws_loop_wake(w->pool->loop);
}

struct worker_job *
worker_recall(struct worker *w)
{
	struct worker_job *first = w->first;

	w->first = NULL;
	w->end = &w->first;
	return first;
}

void
worker_free(struct worker *w)
{
	struct worker **at;

	if (!w)
		return;
	hangs = false;
	while (w->first || w->begun)
		worker_turn(w);
	for (at = &w->pool->first; *at != w; at = &(*at)->next)
		;
	*at = w->next;
	free(w);
}

/* There is one thread. */
struct worker_lock {
	unsigned taken;
};

enum sr_err
worker_lock_new(struct worker_lock **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? SR_OK : SR_ENOMEM;
}

void
worker_lock_free(struct worker_lock *lock)
{
	assert(!lock || !lock->taken);
	free(lock);
}

void
worker_lock_take(struct worker_lock *lock)
{
	lock->taken++;
}

void
worker_lock_leave(struct worker_lock *lock)
{
	assert(lock->taken);
	lock->taken--;
}
