/* SPDX-License-Identifier: MIT */
#include "journal_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "metrics.h"
#include "proto/limits.h"

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
	struct worker *writer, *reader; /* the same when the stores are */
	size_t waiting[JOB_KINDS];
	bool full;    /* for tests: what writes is refused */
	bool failing; /* the disk refused the last that was written */
	bool closing; /* the workers finish; nothing new goes to them */
};

/* From the call to the completion: the worker's in between. */
struct job {
	struct worker_job link;
	struct queue *queue;
	enum job_kind kind;
	enum sr_err err; /* set before the worker sees it: not to be run */
	/* The first of a transaction: how long it took, and for how many. */
	uint64_t commit_us, commit_jobs;
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
			char *note;
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

void
journal_found_free(struct journal_found *found)
{
	for (size_t i = 0; i < found->count; i++)
		entry_unref(found->entry[i]);
	free(found->entry);
	*found = (struct journal_found){0};
}

bool
journal_replaces(enum entry_kind kind, enum entry_kind *left)
{
	if (kind == ENTRY_CORRECTION) {
		*left = ENTRY_CORRECTED;
		return true;
	}
	if (kind == ENTRY_RETRACTION) {
		*left = ENTRY_WITHDRAWN;
		return true;
	}
	return false;
}

bool
journal_replaceable(enum entry_kind kind)
{
	return kind == ENTRY_UPDATE || kind == ENTRY_MILESTONE ||
	       kind == ENTRY_CORRECTION || kind >= ENTRY_QUESTION;
}

bool
journal_has_draft(const struct entry_head *head)
{
	static const uint8_t none[sizeof(head->draft)];

	return memcmp(head->draft, none, sizeof(none)) != 0;
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

static bool
job_writes(const struct job *j)
{
	return j->kind != JOB_READ && j->kind != JOB_CHECKPOINT &&
	       j->kind != JOB_FORGET;
}

static bool
job_waits_for_disk(const struct job *j)
{
	return job_writes(j) && j->err == SR_OK;
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

		if (job_writes(j) && j->err != SR_EBUSY)
			j->err = SR_EDISK;
	}
}

static void
write_batch(struct journal_store *s, struct worker_job *first)
{
	struct job *j = (struct job *)first;
	uint64_t began_us = metrics_now_us();

	for (struct worker_job *w = first; w; w = w->next)
		j->commit_jobs += job_waits_for_disk((struct job *)w);
	write_all(s, first);
	j->commit_us = metrics_now_us() - began_us;
}

static void
run_batch(void *ctx, struct worker_job *first)
{
	struct queue *q = ctx;
	bool writes = false;

	for (struct worker_job *w = first; w; w = w->next)
		writes |= job_waits_for_disk((struct job *)w);
	if (writes)
		write_batch(q->write, first);
	for (struct worker_job *w = first; w; w = w->next) {
		struct job *j = (struct job *)w;

		if (j->kind == JOB_READ && j->err == SR_OK)
			j->err = q->read->ops->read(q->read, &j->procedure,
			    j->u.read.from, j->u.read.max, &j->u.read.found);
		if (j->kind == JOB_CHECKPOINT && j->err == SR_OK)
			j->err = q->read->ops->checkpoint(
			    q->read, &j->procedure, &j->u.checkpoint.note);
		if (j->kind == JOB_FORGET && j->err == SR_OK)
			j->err = q->read->ops->forget(q->read);
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

static void job_submit(struct job *j);
static struct job *job_new(
    struct journal *journal, enum job_kind kind, size_t size, void *ctx);

/* The reader learns of it now, not with its next read. */
static void
tell_reader(struct queue *q)
{
	struct job *j =
	    q->closing ? NULL : job_new(&q->journal, JOB_FORGET, 0, NULL);

	if (j)
		job_submit(j);
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
	    j->ctx, j->err, j->err == SR_OK ? j->u.checkpoint.note : NULL);
	free(j->u.checkpoint.note);
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
	if (job_writes(j) && j->err != SR_EBUSY && j->err != SR_ECLOSED) {
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
	if (j->err == SR_EDISK)
		metrics_add(METRIC_JOURNAL_FAILURES, 1);
}

static void
job_done(struct worker_job *link)
{
	struct job *j = (struct job *)link;

	j->queue->waiting[j->kind]--;
	note_commit(j);
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

static struct job *
job_new(struct journal *journal, enum job_kind kind, size_t size, void *ctx)
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
static void
job_submit(struct job *j)
{
	struct queue *q = j->queue;

	if (q->waiting[j->kind]++ >= JOURNAL_QUEUE_MAX)
		j->err = SR_EBUSY;
	else if (q->full && job_writes(j))
		j->err = SR_EDISK;
	if (q->closing) {
		j->err = SR_ECLOSED;
		job_done(&j->link);
		return;
	}
	worker_submit(job_writes(j) ? q->writer : q->reader, &j->link);
}

static void
queue_begin(struct journal *journal, const struct procedure_id *id,
    journal_done *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_BEGIN, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->procedure = *id;
	j->u.put.done = done;
	job_submit(j);
}

static void
queue_append(
    struct journal *journal, struct entry *e, journal_appended *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_APPEND, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	j->procedure = entry_head(e)->procedure;
	j->u.append.entry = entry_ref(e);
	j->u.append.done = done;
	job_submit(j);
}

static void
queue_read(struct journal *journal, const struct procedure_id *id,
    uint64_t from, size_t max, journal_page *page, void *ctx)
{
	struct job *j = job_new(journal, JOB_READ, 0, ctx);

	if (!j) {
		page(ctx, SR_ENOMEM, NULL, 0, 0);
		return;
	}
	j->procedure = *id;
	j->u.read.from = from;
	j->u.read.max = max;
	j->u.read.done = page;
	job_submit(j);
}

static void
queue_put(struct journal *journal, const char *kind, const char *id,
    const void *value, size_t len, journal_done *done, void *ctx)
{
	size_t kind_size = strlen(kind) + 1, id_size = strlen(id) + 1;
	struct job *j =
	    job_new(journal, JOB_PUT, kind_size + id_size + len, ctx);

	if (!j) {
		if (done)
			done(ctx, SR_ENOMEM);
		return;
	}
	memcpy(j->bytes, kind, kind_size);
	memcpy(j->bytes + kind_size, id, id_size);
	if (len > 0)
		memcpy(j->bytes + kind_size + id_size, value, len);
	j->u.put.kind = j->bytes;
	j->u.put.id = j->bytes + kind_size;
	j->u.put.value = j->bytes + kind_size + id_size;
	j->u.put.len = len;
	j->u.put.done = done;
	job_submit(j);
}

static void
queue_erase(struct journal *journal, const struct journal_erasure *what,
    journal_erased *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_ERASE, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, NULL);
		return;
	}
	j->u.erase.what = *what;
	j->u.erase.done = done;
	job_submit(j);
}

static void
queue_stage(struct journal *journal, struct entry *e,
    const struct journal_staging *how, journal_appended *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_STAGE, sizeof(*how), ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	j->procedure = entry_head(e)->procedure;
	memcpy(j->bytes, how, sizeof(*how));
	j->u.append.entry = entry_ref(e);
	j->u.append.done = done;
	job_submit(j);
}

static void
queue_unstage(struct journal *journal, const struct procedure_id *id,
    const uint8_t draft[16], journal_done *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_UNSTAGE, 16, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->procedure = *id;
	memcpy(j->bytes, draft, 16);
	j->u.put.done = done;
	job_submit(j);
}

static enum sr_err
queue_load_staged(struct journal *journal, journal_staged *fn, void *ctx)
{
	struct journal_store *s = ((struct queue *)journal)->read;

	return s->ops->load_staged(s, fn, ctx);
}

static void
queue_rekey(struct journal *journal, journal_done *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_REKEY, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->u.put.done = done;
	job_submit(j);
}

static void
queue_checkpoint(struct journal *journal, const struct procedure_id *id,
    journal_noted *done, void *ctx)
{
	struct job *j = job_new(journal, JOB_CHECKPOINT, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, NULL);
		return;
	}
	j->procedure = *id;
	j->u.checkpoint.done = done;
	job_submit(j);
}

static enum sr_err
queue_load(struct journal *journal, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	struct journal_store *s = ((struct queue *)journal)->read;

	return s->ops->load(s, kind, fn, ctx);
}

static enum sr_err
queue_last(
    struct journal *journal, const struct procedure_id *id, uint64_t *last)
{
	struct journal_store *s = ((struct queue *)journal)->read;

	return s->ops->last(s, id, last);
}

static size_t
queue_waiting(const struct journal *journal)
{
	const struct queue *q = (const struct queue *)journal;

	return q->waiting[JOB_APPEND] + q->waiting[JOB_STAGE];
}

static bool
queue_failing(const struct journal *journal)
{
	return ((const struct queue *)journal)->failing;
}

static void
queue_close(struct journal *journal)
{
	struct queue *q = (struct queue *)journal;

	q->closing = true;
	if (q->reader != q->writer)
		worker_free(q->reader);
	worker_free(q->writer);
	if (q->read != q->write)
		q->read->ops->close(q->read);
	q->write->ops->close(q->write);
	free(q);
}

static const struct journal_ops queue_ops = {
    .begin = queue_begin,
    .append = queue_append,
    .read = queue_read,
    .put = queue_put,
    .erase = queue_erase,
    .rekey = queue_rekey,
    .checkpoint = queue_checkpoint,
    .stage = queue_stage,
    .unstage = queue_unstage,
    .load_staged = queue_load_staged,
    .load = queue_load,
    .last = queue_last,
    .waiting = queue_waiting,
    .failing = queue_failing,
    .close = queue_close,
};

void
journal_queue_set_full(struct journal *j, bool full)
{
	((struct queue *)j)->full = full;
}

enum sr_err
journal_queue_new(struct journal **out, struct worker_pool *pool,
    struct journal_store *write, struct journal_store *read)
{
	struct queue *q = calloc(1, sizeof(*q));
	enum sr_err err;

	if (!q)
		return SR_ENOMEM;
	q->journal.ops = &queue_ops;
	q->write = write;
	q->read = read;
	err = worker_new(&q->writer, pool, "journal", run_batch, q);
	if (err != SR_OK)
		goto out;
	q->reader = q->writer;
	if (read != write)
		err = worker_new(&q->reader, pool, "history", run_batch, q);
	if (err != SR_OK)
		goto out;
	*out = &q->journal;
	q = NULL;
out:
	if (q) {
		worker_free(q->writer);
		free(q);
	}
	return err;
}
