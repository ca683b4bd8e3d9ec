/* SPDX-License-Identifier: MIT */
#include "journal_job.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "metrics.h"
#include "proto/limits.h"

/* Only the writer's thread is ever at the store that writes, unless it is the
 * one that reads, too. */
void
journal_store_take(struct queue *q, const struct journal_store *s)
{
	if (s == q->read)
		worker_lock_take(q->reading);
}

void
journal_store_leave(struct queue *q, const struct journal_store *s)
{
	if (s == q->read)
		worker_lock_leave(q->reading);
}

/* ---- on the workers ---- */

static enum sr_err
job_stage(struct journal_store *s, struct job *j)
{
	struct journal_staging how;

	memcpy(&how, j->bytes, sizeof(how));
	return s->ops->stage(s, j->u.append.entry, &how, &j->u.append.number,
	    &j->u.append.repeated);
}

static enum sr_err
job_write(struct journal_store *s, struct job *j)
{
	switch (j->kind) {
	case JOB_BEGIN:
		return s->ops->begin(s, &j->procedure);
	case JOB_APPEND:
		return s->ops->append(s, j->u.append.entry, &j->u.append.number,
		    &j->u.append.repeated);
	case JOB_PUT:
		return s->ops->put(s, j->u.put.kind, j->u.put.id,
		    j->u.put.value, j->u.put.len);
	case JOB_ERASE:
		return s->ops->erase(s, &j->u.erase.what, &j->u.erase.receipt);
	case JOB_STAGE:
		return job_stage(s, j);
	case JOB_UNSTAGE:
		return s->ops->unstage(
		    s, &j->procedure, (const uint8_t *)j->bytes);
	case JOB_REKEY:
		return s->ops->rekey(s);
	case JOB_FORGET:
	case JOB_READ:
	case JOB_CHECKPOINT:
	case JOB_KINDS:
		break;
	}
	assert(false);
	return SR_EINVAL;
}

static enum sr_err
job_read(struct journal_store *s, struct job *j)
{
	if (j->kind == JOB_READ)
		return s->ops->read(s, &j->procedure, j->u.read.from,
		    j->u.read.max, &j->u.read.found);
	if (j->kind == JOB_CHECKPOINT)
		return s->ops->checkpoint(s, &j->procedure,
		    j->u.checkpoint.after, j->u.checkpoint.max,
		    &j->u.checkpoint.log);
	assert(j->kind == JOB_FORGET);
	return s->ops->forget(s);
}

bool
journal_job_writes(const struct job *j)
{
	return j->kind != JOB_READ && j->kind != JOB_CHECKPOINT &&
	       j->kind != JOB_FORGET;
}

static bool
job_waits_for_disk(const struct job *j)
{
	return journal_job_writes(j) && j->err == SR_OK;
}

/* All that was not refused before goes onto disk, or none of it. */
static void
write_all(struct journal_store *s, struct worker_job *first)
{
	enum sr_err err = s->ops->batch_begin(s);

	for (struct worker_job *w = first; w && err == SR_OK; w = w->next) {
		struct job *j = (struct job *)w;

		if (!job_waits_for_disk(j))
			continue;
		j->err = job_write(s, j);
		if (j->err == SR_EDISK)
			err = SR_EDISK;
	}
	if (err == SR_OK)
		err = s->ops->batch_commit(s);
	if (err == SR_OK)
		return;
	s->ops->batch_rollback(s);
	for (struct worker_job *w = first; w; w = w->next) {
		struct job *j = (struct job *)w;

		if (journal_job_writes(j) && j->err != SR_EBUSY)
			j->err = SR_EDISK;
	}
}

static void
write_batch(struct journal_store *s, struct worker_job *first)
{
	struct job *j = (struct job *)first;
	uint64_t began_us = metrics_now_us();

	for (struct worker_job *w = first; w; w = w->next) {
		const struct job *each = (struct job *)w;
		bool counts = job_waits_for_disk(each);

		j->commit_jobs += counts;
		j->commit_entries += counts && (each->kind == JOB_APPEND ||
						   each->kind == JOB_STAGE);
	}
	write_all(s, first);
	j->commit_us = metrics_now_us() - began_us;
}

void
journal_job_run(void *ctx, struct worker_job *first)
{
	struct queue *q = ctx;
	bool writes = false;

	for (struct worker_job *w = first; w; w = w->next)
		writes |= job_waits_for_disk((struct job *)w);
	if (writes) {
		journal_store_take(q, q->write);
		write_batch(q->write, first);
		journal_store_leave(q, q->write);
	}
	for (struct worker_job *w = first; w; w = w->next) {
		struct job *j = (struct job *)w;

		if (journal_job_writes(j) || j->err != SR_OK)
			continue;
		journal_store_take(q, q->read);
		j->err = job_read(q->read, j);
		journal_store_leave(q, q->read);
	}
}

/* ---- on the loop ---- */

static void
job_append_done(struct job *j)
{
	uint64_t number = j->err == SR_OK ? j->u.append.number : 0;
	bool repeated = j->err == SR_OK && j->u.append.repeated;

	if (j->err == SR_OK && !repeated)
		entry_set_number(j->u.append.entry, number);
	j->u.append.done(j->ctx, j->err, number, repeated);
	entry_unref(j->u.append.entry);
}

static void
job_stage_done(struct job *j)
{
	j->u.append.done(j->ctx, j->err,
	    j->err == SR_OK ? j->u.append.number : 0,
	    j->err == SR_OK && j->u.append.repeated);
	entry_unref(j->u.append.entry);
}

static void
job_read_done(struct job *j)
{
	struct journal_found *f = &j->u.read.found;

	j->u.read.done(j->ctx, j->err, f->entry, f->count, f->last);
	journal_found_free(f);
}

/* The reader learns of it now, not with its next read. */
static void
tell_reader(struct queue *q)
{
	struct job *j = q->closing
			    ? NULL
			    : journal_job_new(&q->journal, JOB_FORGET, 0, NULL);

	if (j)
		journal_job_submit(j);
}

static void
job_erase_done(struct job *j)
{
	if (j->err == SR_OK)
		tell_reader(j->queue);
	j->u.erase.done(
	    j->ctx, j->err, j->err == SR_OK ? j->u.erase.receipt : NULL);
	free(j->u.erase.receipt);
}

static void
job_checkpoint_done(struct job *j)
{
	j->u.checkpoint.done(
	    j->ctx, j->err, j->err == SR_OK ? &j->u.checkpoint.log : NULL);
	journal_log_free(&j->u.checkpoint.log);
}

static void
job_free(struct job *j)
{
	explicit_bzero(j, sizeof(*j) + j->size);
	free(j);
}

static void
note_commit(const struct job *j)
{
	if (journal_job_writes(j) && j->err != SR_EBUSY &&
	    j->err != SR_ECLOSED) {
		if (j->err == SR_EDISK && !j->queue->failing)
			log_error(
			    "journal-failing", "err=%s", sr_err_name(j->err));
		else if (j->err != SR_EDISK && j->queue->failing)
			log_info("journal-works-again", "waiting=%zu",
			    j->queue->waiting[JOB_APPEND]);
		j->queue->failing = j->err == SR_EDISK;
	}
	if (!j->commit_jobs)
		return;
	metrics_observe(METRIC_COMMIT_US, j->commit_us);
	metrics_observe(METRIC_COMMIT_JOBS, j->commit_jobs);
	if (j->commit_entries)
		metrics_observe(METRIC_COMMIT_ENTRIES, j->commit_entries);
	if (j->err == SR_EDISK)
		metrics_add(METRIC_JOURNAL_FAILURES, 1);
}

static void
job_finish(struct job *j)
{
	j->queue->waiting[j->kind]--;
	switch (j->kind) {
	case JOB_APPEND:
		job_append_done(j);
		break;
	case JOB_READ:
		job_read_done(j);
		break;
	case JOB_CHECKPOINT:
		job_checkpoint_done(j);
		break;
	case JOB_ERASE:
		job_erase_done(j);
		break;
	case JOB_STAGE:
		job_stage_done(j);
		break;
	case JOB_REKEY:
		tell_reader(j->queue);
		j->u.put.done(j->ctx, j->err);
		break;
	case JOB_FORGET:
		break;
	case JOB_BEGIN:
	case JOB_PUT:
	case JOB_UNSTAGE:
		if (j->u.put.done)
			j->u.put.done(j->ctx, j->err);
		break;
	case JOB_KINDS:
		break;
	}
	job_free(j);
}

static void
job_done(struct worker_job *link)
{
	struct job *j = (struct job *)link;

	if (journal_job_writes(j))
		journal_watch_done(j->queue->watch);
	note_commit(j);
	job_finish(j);
}

void
journal_job_refused(struct job *j)
{
	job_finish(j);
}

struct job *
journal_job_new(
    struct journal *journal, enum job_kind kind, size_t size, void *ctx)
{
	struct job *j = calloc(1, sizeof(*j) + size);

	if (!j)
		return NULL;
	j->link.done = job_done;
	j->queue = (struct queue *)journal;
	j->kind = kind;
	j->ctx = ctx;
	j->size = size;
	return j;
}

/* What is refused goes through the worker too: it completes in its turn. */
void
journal_job_submit(struct job *j)
{
	struct queue *q = j->queue;

	if (q->waiting[j->kind]++ >= JOURNAL_QUEUE_MAX)
		j->err = SR_EBUSY;
	else if (q->full && journal_job_writes(j))
		j->err = SR_EDISK;
	if (q->closing) {
		j->err = SR_ECLOSED;
		job_finish(j);
		return;
	}
	if (journal_job_writes(j) && !journal_watch_takes(q->watch, j))
		return;
	worker_submit(journal_job_writes(j) ? q->writer : q->reader, &j->link);
}
