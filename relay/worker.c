/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pthread_setname_np */
#include "worker.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Jobs in order; `end` is where the next one goes. */
struct queue {
	struct worker_job *first, **end;
};

struct worker {
	struct worker *next; /* of the pool */
	struct worker_pool *pool;
	worker_run_batch *run;
	void *ctx;
	pthread_t thread;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t some;
	struct queue todo, done;
	bool stopping;
};

struct worker_lock {
	pthread_mutex_t mutex;
};

struct worker_pool {
	struct ws_loop *loop;
	struct worker *first; /* on the loop's thread only */
};

static void
queue_init(struct queue *q)
{
	q->first = NULL;
	q->end = &q->first;
}

static void
queue_add(struct queue *q, struct worker_job *job)
{
	job->next = NULL;
	*q->end = job;
	q->end = &job->next;
}

/* All that waits, as a list; the queue is empty then. */
static struct worker_job *
queue_take(struct queue *q)
{
	struct worker_job *first = q->first;

	queue_init(q);
	return first;
}

static void
queue_add_all(struct queue *q, struct worker_job *first)
{
	while (first) {
		struct worker_job *next = first->next;

		queue_add(q, first);
		first = next;
	}
}

static void *
worker_main(void *arg)
{
	struct worker *w = arg;
	struct worker_job *batch;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (!w->todo.first && !w->stopping)
			pthread_cond_wait(&w->some, &w->lock);
		batch = queue_take(&w->todo);
		if (!batch)
			break; /* stopping, and nothing waits */
		pthread_mutex_unlock(&w->lock);
		w->run(w->ctx, batch);
		pthread_mutex_lock(&w->lock);
		queue_add_all(&w->done, batch);
		ws_loop_wake(w->pool->loop);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void
worker_finish(struct worker *w)
{
	struct worker_job *job;

	pthread_mutex_lock(&w->lock);
	job = queue_take(&w->done);
	pthread_mutex_unlock(&w->lock);
	while (job) {
		struct worker_job *next = job->next;

		job->done(job); /* may free it, or submit it again */
		job = next;
	}
}

static void
pool_on_wake(void *ctx)
{
	struct worker_pool *pool = ctx;

	for (struct worker *w = pool->first; w; w = w->next)
		worker_finish(w);
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

/* Signals are the loop's: the thread starts with all of them blocked. */
static bool
thread_start(struct worker *w, const char *name)
{
	sigset_t all, before;
	char short_name[16]; /* the kernel's limit */
	int e;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	e = pthread_create(&w->thread, NULL, worker_main, w);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (e != 0)
		return false;
	snprintf(short_name, sizeof(short_name), "%.15s", name);
	(void)pthread_setname_np(w->thread, short_name);
	return true;
}

enum sr_err
worker_new(struct worker **out, struct worker_pool *pool, const char *name,
    worker_run_batch *run, void *ctx)
{
	struct worker *w = calloc(1, sizeof(*w));

	if (!w)
		return SR_ENOMEM;
	w->pool = pool;
	w->run = run;
	w->ctx = ctx;
	queue_init(&w->todo);
	queue_init(&w->done);
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->some, NULL);
	if (!thread_start(w, name)) {
		pthread_cond_destroy(&w->some);
		pthread_mutex_destroy(&w->lock);
		free(w);
		return SR_ENOMEM;
	}
	w->next = pool->first;
	pool->first = w;
	*out = w;
	return SR_OK;
}

void
worker_submit(struct worker *w, struct worker_job *job)
{
	bool idle;

	pthread_mutex_lock(&w->lock);
	idle = !w->todo.first;
	queue_add(&w->todo, job);
	pthread_mutex_unlock(&w->lock);
	if (idle)
		pthread_cond_signal(&w->some);
}

struct worker_job *
worker_recall(struct worker *w)
{
	struct worker_job *first;

	pthread_mutex_lock(&w->lock);
	first = queue_take(&w->todo);
	pthread_mutex_unlock(&w->lock);
	return first;
}

void
worker_free(struct worker *w)
{
	struct worker **at;

	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_mutex_unlock(&w->lock);
	pthread_cond_signal(&w->some);
	pthread_join(w->thread, NULL);
	worker_finish(w);
	for (at = &w->pool->first; *at != w; at = &(*at)->next)
		;
	*at = w->next;
	pthread_cond_destroy(&w->some);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

enum sr_err
worker_lock_new(struct worker_lock **out)
{
	struct worker_lock *lock = malloc(sizeof(*lock));
	pthread_mutexattr_t again;

	if (!lock)
		return SR_ENOMEM;
	pthread_mutexattr_init(&again);
	pthread_mutexattr_settype(&again, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&lock->mutex, &again);
	pthread_mutexattr_destroy(&again);
	*out = lock;
	return SR_OK;
}

void
worker_lock_free(struct worker_lock *lock)
{
	if (!lock)
		return;
	pthread_mutex_destroy(&lock->mutex);
	free(lock);
}

void
worker_lock_take(struct worker_lock *lock)
{
	pthread_mutex_lock(&lock->mutex);
}

void
worker_lock_leave(struct worker_lock *lock)
{
	pthread_mutex_unlock(&lock->mutex);
}
