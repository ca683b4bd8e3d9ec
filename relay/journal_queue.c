/* SPDX-License-Identifier: MIT */
#include "journal_job.h"

#include <stdlib.h>
#include <string.h>

void
journal_found_free(struct journal_found *found)
{
	for (size_t i = 0; i < found->count; i++)
		entry_unref(found->entry[i]);
	free(found->entry);
	*found = (struct journal_found){0};
}

void
journal_log_free(struct journal_log *log)
{
	free(log->note);
	free(log->leaf);
	*log = (struct journal_log){0};
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

static void
queue_begin(struct journal *journal, const struct procedure_id *id,
    journal_done *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_BEGIN, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->procedure = *id;
	j->u.put.done = done;
	journal_job_submit(j);
}

static void
queue_append(
    struct journal *journal, struct entry *e, journal_appended *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_APPEND, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	j->procedure = entry_head(e)->procedure;
	j->u.append.entry = entry_ref(e);
	j->u.append.done = done;
	journal_job_submit(j);
}

static void
queue_read(struct journal *journal, const struct procedure_id *id,
    uint64_t from, size_t max, journal_page *page, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_READ, 0, ctx);

	if (!j) {
		page(ctx, SR_ENOMEM, NULL, 0, 0);
		return;
	}
	j->procedure = *id;
	j->u.read.from = from;
	j->u.read.max = max;
	j->u.read.done = page;
	journal_job_submit(j);
}

static void
queue_put(struct journal *journal, const char *kind, const char *id,
    const void *value, size_t len, journal_done *done, void *ctx)
{
	size_t kind_size = strlen(kind) + 1, id_size = strlen(id) + 1;
	struct job *j =
	    journal_job_new(journal, JOB_PUT, kind_size + id_size + len, ctx);

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
	journal_job_submit(j);
}

static void
queue_erase(struct journal *journal, const struct journal_erasure *what,
    journal_erased *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_ERASE, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, NULL);
		return;
	}
	j->u.erase.what = *what;
	j->u.erase.done = done;
	journal_job_submit(j);
}

static void
queue_stage(struct journal *journal, struct entry *e,
    const struct journal_staging *how, journal_appended *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_STAGE, sizeof(*how), ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	j->procedure = entry_head(e)->procedure;
	memcpy(j->bytes, how, sizeof(*how));
	j->u.append.entry = entry_ref(e);
	j->u.append.done = done;
	journal_job_submit(j);
}

static void
queue_unstage(struct journal *journal, const struct procedure_id *id,
    const uint8_t draft[16], journal_done *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_UNSTAGE, 16, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->procedure = *id;
	memcpy(j->bytes, draft, 16);
	j->u.put.done = done;
	journal_job_submit(j);
}

static enum sr_err
queue_load_staged(struct journal *journal, journal_staged *fn, void *ctx)
{
	struct queue *q = (struct queue *)journal;
	enum sr_err err;

	journal_store_take(q, q->read);
	err = q->read->ops->load_staged(q->read, fn, ctx);
	journal_store_leave(q, q->read);
	return err;
}

static void
queue_rekey(struct journal *journal, journal_done *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_REKEY, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM);
		return;
	}
	j->u.put.done = done;
	journal_job_submit(j);
}

static void
queue_checkpoint(struct journal *journal, const struct procedure_id *id,
    uint64_t after, size_t max, journal_noted *done, void *ctx)
{
	struct job *j = journal_job_new(journal, JOB_CHECKPOINT, 0, ctx);

	if (!j) {
		done(ctx, SR_ENOMEM, NULL);
		return;
	}
	j->procedure = *id;
	j->u.checkpoint.after = after;
	j->u.checkpoint.max = max;
	j->u.checkpoint.done = done;
	journal_job_submit(j);
}

static enum sr_err
queue_load(struct journal *journal, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	struct queue *q = (struct queue *)journal;
	enum sr_err err;

	journal_store_take(q, q->read);
	err = q->read->ops->load(q->read, kind, fn, ctx);
	journal_store_leave(q, q->read);
	return err;
}

static enum sr_err
queue_last(
    struct journal *journal, const struct procedure_id *id, uint64_t *last)
{
	struct queue *q = (struct queue *)journal;
	enum sr_err err;

	journal_store_take(q, q->read);
	err = q->read->ops->last(q->read, id, last);
	journal_store_leave(q, q->read);
	return err;
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
	const struct queue *q = (const struct queue *)journal;

	return q->failing || journal_watch_stalled(q->watch);
}

static bool
queue_stalled(const struct journal *journal)
{
	return journal_watch_stalled(((const struct queue *)journal)->watch);
}

static enum sr_err
queue_watch(struct journal *journal, uint64_t limit_ms, struct ws_loop *loop,
    journal_stalls *told, void *ctx)
{
	return journal_watch_new(
	    (struct queue *)journal, loop, limit_ms, told, ctx);
}

static void
queue_close(struct journal *journal)
{
	struct queue *q = (struct queue *)journal;

	q->closing = true;
	if (q->reader != q->writer)
		worker_free(q->reader);
	worker_free(q->writer);
	journal_watch_free(q->watch);
	q->watch = NULL;
	if (q->read != q->write)
		q->read->ops->close(q->read);
	q->write->ops->close(q->write);
	worker_lock_free(q->reading);
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
    .watch = queue_watch,
    .stalled = queue_stalled,
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
	err = worker_lock_new(&q->reading);
	if (err != SR_OK)
		goto out;
	err = worker_new(&q->writer, pool, "journal", journal_job_run, q);
	if (err != SR_OK)
		goto out;
	q->reader = q->writer;
	if (read != write)
		err =
		    worker_new(&q->reader, pool, "history", journal_job_run, q);
	if (err != SR_OK)
		goto out;
	*out = &q->journal;
	q = NULL;
out:
	if (q) {
		worker_free(q->writer);
		worker_lock_free(q->reading);
		free(q);
	}
	return err;
}
