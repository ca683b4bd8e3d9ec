/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "worker.h"

/* Order, batches and the way back, under load; meant for thread sanitizers. */

#define JOBS 20000u
#define ROUNDS 20u

struct bench {
	struct ws_loop *loop;
	struct worker *worker[2];
	unsigned next[2]; /* job whose done() is due, by worker */
	unsigned expected, disorder, on_loop_only;
	pthread_t loop_thread;
	/* Written on the workers' threads, read after them: */
	unsigned batches[2], ran[2], ran_disorder[2];
};

struct job {
	struct worker_job base;
	struct bench *bench;
	unsigned which, number, doubled, again;
};

struct side {
	struct bench *bench;
	unsigned which;
};

static void
run_batch(void *ctx, struct worker_job *first)
{
	struct side *s = ctx;
	struct bench *b = s->bench;

	b->batches[s->which]++;
	for (; first; first = first->next) {
		struct job *job = (struct job *)(void *)first;

		if (!job->again && job->number != b->ran[s->which])
			b->ran_disorder[s->which]++;
		b->ran[s->which] += !job->again;
		job->doubled = job->number * 2;
	}
}

static void
job_done(struct worker_job *base)
{
	struct job *job = (struct job *)(void *)base;
	struct bench *b = job->bench;

	if (!pthread_equal(pthread_self(), b->loop_thread))
		b->on_loop_only++;
	if (job->doubled != job->number * 2)
		b->disorder++;
	if (!job->again && job->number != b->next[job->which])
		b->disorder++;
	b->next[job->which] += !job->again;
	/* A tenth goes round once more, from inside done(). */
	if (!job->again && job->number % 10 == 0) {
		job->again = 1;
		worker_submit(b->worker[job->which], base);
		return;
	}
	free(job);
	if (--b->expected == 0)
		ws_loop_stop(b->loop);
}

static void
submit(struct bench *b, unsigned which, unsigned number)
{
	struct job *job = calloc(1, sizeof(*job));

	if (!job)
		abort();
	job->base.done = job_done;
	job->bench = b;
	job->which = which;
	job->number = number;
	worker_submit(b->worker[which], &job->base);
}

static void
test_many(void)
{
	struct bench b = {.loop_thread = pthread_self()};
	struct side side[2] = {{&b, 0}, {&b, 1}};
	struct worker_pool *pool = NULL;

	if (ws_loop_new(&b.loop) != SR_OK ||
	    worker_pool_new(&pool, b.loop) != SR_OK)
		abort();
	for (unsigned i = 0; i < 2; i++)
		check(worker_new(&b.worker[i], pool, "a rather long name",
			  run_batch, &side[i]) == SR_OK,
		    "a worker starts");
	for (unsigned round = 0; round < ROUNDS; round++) {
		b.expected = 2 * (JOBS / ROUNDS);
		for (unsigned i = 0; i < JOBS / ROUNDS; i++)
			for (unsigned which = 0; which < 2; which++)
				submit(&b, which, round * JOBS / ROUNDS + i);
		ws_loop_run(b.loop);
	}
	worker_free(b.worker[0]);
	worker_free(b.worker[1]);
	worker_pool_free(pool);
	ws_loop_free(b.loop);
	for (unsigned i = 0; i < 2; i++) {
		check_number(b.next[i], JOBS, "each job is done");
		check_number(b.ran[i], JOBS, "each ran once");
		check_number(b.ran_disorder[i], 0, "in order of submission");
		check(b.batches[i] < JOBS, "many in one batch");
	}
	check_number(b.disorder, 0, "done() in order, with its result");
	check_number(b.on_loop_only, 0, "done() on the loop's thread");
}

/* A worker that hangs in its first batch until it is let go. */
struct gate {
	pthread_mutex_t lock;
	pthread_cond_t turn;
	bool begun, open;
	unsigned ran, done;
	struct ws_loop *loop;
};

static struct gate gate = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};

static void
run_hanging(void *ctx, struct worker_job *first)
{
	(void)ctx;
	pthread_mutex_lock(&gate.lock);
	gate.begun = true;
	pthread_cond_broadcast(&gate.turn);
	while (!gate.open)
		pthread_cond_wait(&gate.turn, &gate.lock);
	for (; first; first = first->next)
		gate.ran++;
	pthread_mutex_unlock(&gate.lock);
}

static void
count_done(struct worker_job *job)
{
	(void)job;
	gate.done++;
}

/* What has not begun comes back in order, untouched; what has begun goes on. */
static void
test_recall(void)
{
	struct worker_job job[4] = {{0}};
	struct worker_pool *pool = NULL;
	struct worker *worker = NULL;
	struct worker_job *back;

	if (ws_loop_new(&gate.loop) != SR_OK ||
	    worker_pool_new(&pool, gate.loop) != SR_OK ||
	    worker_new(&worker, pool, "w", run_hanging, NULL) != SR_OK)
		abort();
	for (int i = 0; i < 4; i++)
		job[i].done = count_done;
	worker_submit(worker, &job[0]);
	pthread_mutex_lock(&gate.lock);
	while (!gate.begun)
		pthread_cond_wait(&gate.turn, &gate.lock);
	pthread_mutex_unlock(&gate.lock);
	check(!worker_recall(worker), "nothing waits behind it");
	for (int i = 1; i < 4; i++)
		worker_submit(worker, &job[i]);
	back = worker_recall(worker);
	check(back == &job[1] && job[1].next == &job[2] &&
		  job[2].next == &job[3] && !job[3].next,
	    "what has not begun, in order");
	worker_submit(worker, &job[1]); /* next is its own again */
	pthread_mutex_lock(&gate.lock);
	gate.open = true;
	pthread_cond_broadcast(&gate.turn);
	pthread_mutex_unlock(&gate.lock);
	worker_free(worker);
	check_number(gate.ran, 2, "the one that had begun, and one again");
	check_number(gate.done, 2, "and no other is done");
	worker_pool_free(pool);
	ws_loop_free(gate.loop);
}

/* What waits when a worker ends is finished, not lost. */
static void
test_free_finishes(void)
{
	struct bench b = {.loop_thread = pthread_self(), .expected = 1000};
	struct side side = {&b, 0};
	struct worker_pool *pool = NULL;

	if (ws_loop_new(&b.loop) != SR_OK ||
	    worker_pool_new(&pool, b.loop) != SR_OK ||
	    worker_new(&b.worker[0], pool, "w", run_batch, &side) != SR_OK)
		abort();
	for (unsigned i = 0; i < 999; i++) {
		struct job *job = calloc(1, sizeof(*job));

		if (!job)
			abort();
		job->base.done = job_done;
		job->bench = &b;
		job->number = i * 10 + 1; /* none goes round again */
		job->again = 1;
		worker_submit(b.worker[0], &job->base);
	}
	worker_free(b.worker[0]);
	check_number(b.expected, 1, "all 999 were done");
	worker_free(NULL);
	worker_pool_free(pool);
	worker_pool_free(NULL);
	ws_loop_free(b.loop);
}

int
main(void)
{
	test_recall();
	test_many();
	test_free_finishes();
	return check_done();
}
