/* SPDX-License-Identifier: MIT */
#include "journal_job.h"

#include <stdlib.h>

#include "log.h"
#include "metrics.h"

/* All of it on the loop: when the disk has been at something for too long,
 * who waits behind that is told at once instead of never. */

struct journal_watch {
	struct queue *queue;
	struct ws_loop *loop;
	struct ws_timer *timer; /* set while the disk has something to do */
	struct ws_timer *turn;  /* what was refused completes with the next */
	uint64_t limit_ms, since_ms;
	size_t writing; /* with the worker */
	struct worker_job *refused, **end;
	bool late; /* a turn ago it was too long already */
	bool stalled;
	journal_stalls *told;
	void *ctx;
};

static uint64_t
now_ms(const struct journal_watch *w)
{
	return ws_loop_now_ms(w->loop);
}

static void
complete_refused(void *ctx)
{
	struct journal_watch *w = ctx;
	struct worker_job *job = w->refused;

	w->refused = NULL;
	w->end = &w->refused;
	while (job) {
		struct worker_job *next = job->next;

		journal_job_refused((struct job *)job);
		job = next;
	}
}

static void
refuse(struct journal_watch *w, struct job *j)
{
	if (j->err == SR_OK)
		j->err = SR_EDISK;
	j->link.next = NULL;
	*w->end = &j->link;
	w->end = &j->link.next;
	ws_timer_set(w->turn, 0);
}

/* What has not begun will not: nobody who was refused wants it to come an hour
 * later. What reads goes on. */
static size_t
recall(struct journal_watch *w)
{
	struct worker_job *job = worker_recall(w->queue->writer);
	size_t count = 0;

	while (job) {
		struct worker_job *next = job->next;

		if (journal_job_writes((struct job *)job)) {
			w->writing--;
			refuse(w, (struct job *)job);
			count++;
		} else {
			worker_submit(w->queue->writer, job);
		}
		job = next;
	}
	return count;
}

static void
stall(struct journal_watch *w)
{
	size_t refused = recall(w);

	if (!w->stalled) {
		metrics_add(METRIC_JOURNAL_STALLS, 1);
		log_error("journal-stalled", "ms=%llu writing=%zu refused=%zu",
		    (unsigned long long)(now_ms(w) - w->since_ms), w->writing,
		    refused);
	}
	w->stalled = true;
	w->told(w->ctx);
}

/* A loop that was itself kept waiting hears of the disk within one turn. */
static void
on_time(void *ctx)
{
	struct journal_watch *w = ctx;
	uint64_t waits_ms = now_ms(w) - w->since_ms;

	if (!w->writing)
		return;
	if (waits_ms < w->limit_ms) {
		w->late = false;
		ws_timer_set(w->timer, w->limit_ms - waits_ms);
	} else if (!w->late) {
		w->late = true;
		ws_timer_set(w->timer, 0);
	} else {
		stall(w);
		ws_timer_set(w->timer, w->limit_ms);
	}
}

enum sr_err
journal_watch_new(struct queue *q, struct ws_loop *loop, uint64_t limit_ms,
    journal_stalls *told, void *ctx)
{
	struct journal_watch *w = calloc(1, sizeof(*w));
	enum sr_err err = SR_ENOMEM;

	if (!w)
		return SR_ENOMEM;
	*w = (struct journal_watch){.queue = q,
	    .loop = loop,
	    .limit_ms = limit_ms,
	    .told = told,
	    .ctx = ctx};
	w->end = &w->refused;
	err = ws_timer_new(&w->timer, loop, on_time, w);
	if (err == SR_OK)
		err = ws_timer_new(&w->turn, loop, complete_refused, w);
	q->watch = w;
	if (err != SR_OK) {
		journal_watch_free(w);
		q->watch = NULL;
	}
	return err;
}

void
journal_watch_free(struct journal_watch *w)
{
	if (!w)
		return;
	complete_refused(w);
	ws_timer_free(w->timer);
	ws_timer_free(w->turn);
	free(w);
}

bool
journal_watch_takes(struct journal_watch *w, struct job *j)
{
	if (!w)
		return true;
	if (w->stalled) {
		refuse(w, j);
		return false;
	}
	if (w->writing++ == 0) {
		w->since_ms = now_ms(w);
		w->late = false;
		ws_timer_set(w->timer, w->limit_ms);
	}
	return true;
}

void
journal_watch_done(struct journal_watch *w)
{
	if (!w)
		return;
	w->writing--;
	w->since_ms = now_ms(w);
	if (w->stalled)
		log_info("journal-answers-again", "writing=%zu", w->writing);
	w->stalled = false;
}

bool
journal_watch_stalled(const struct journal_watch *w)
{
	return w && w->stalled;
}
