/* SPDX-License-Identifier: MIT */
#include "journal_db_private.h"

#include <stdlib.h>
#include <string.h>

#include "journal_page.h"
#include "journal_stage.h"
#include "log.h"

/* ---- procedures ---- */

static uint8_t *
key_at(struct db *d, size_t i)
{
	return secret_edit(d->keys) + i * SEAL_KEY_BYTES;
}

static struct slot *
slot_oldest(struct db *d)
{
	struct slot *oldest = &d->slot[0];

	for (size_t i = 0; i < SLOTS; i++) {
		if (!d->slot[i].used)
			return &d->slot[i];
		if (d->slot[i].touched < oldest->touched)
			oldest = &d->slot[i];
	}
	return oldest;
}

enum sr_err
journal_db_slot(struct db *d, const struct procedure_id *id, struct slot **out)
{
	struct slot *slot;
	sqlite3_stmt *s;
	enum sr_err err;

	for (size_t i = 0; i < SLOTS; i++) {
		slot = &d->slot[i];
		if (slot->used && memcmp(&slot->id, id, sizeof(*id)) == 0)
			goto found;
	}
	slot = slot_oldest(d);
	err = journal_log_save(d, slot);
	if (err != SR_OK)
		return err;
	slot->used = false;
	slot->key = key_at(d, (size_t)(slot - d->slot));
	err = sql_procedure(&d->sql, id, &slot->ix, slot->key);
	if (err != SR_OK)
		return err;
	s = d->sql.statement[NUMBER_LAST];
	sqlite3_bind_int64(s, 1, slot->ix);
	err = sql_run_number(s, &slot->last);
	if (err == SR_OK)
		err = journal_log_load(d, slot);
	if (err != SR_OK)
		return err;
	slot->id = *id;
	slot->used = true;
found:
	slot->touched = ++d->touches;
	*out = slot;
	return SR_OK;
}

void
journal_db_forget(struct db *d)
{
	for (size_t i = 0; i < SLOTS; i++)
		d->slot[i].used = false;
	explicit_bzero(secret_edit(d->keys), secret_len(d->keys));
}

/* ---- a batch ---- */

/* The WAL keeps overwritten pages until it starts again: begin it again when
 * something was destroyed, so that no older page of it stays, and when a
 * commit failed, so that a crash cannot bring its pages back. */
static void
truncate_wal(struct db *d)
{
	int rc = sqlite3_wal_checkpoint_v2(
	    d->sql.db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	d->truncate = rc != SQLITE_OK;
	if (d->truncate)
		log_warn("journal-checkpoint", "sqlite=%d",
		    sqlite3_extended_errcode(d->sql.db));
}

/* A file that was moved or removed takes writes all the same, and nobody would
 * ever find them: that is no disk. */
static enum sr_err
check_in_place(struct db *d)
{
	int moved = 0;

	(void)sqlite3_file_control(
	    d->sql.db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved)
		return SR_OK;
	log_error("journal-moved", "err=%s", sr_err_name(SR_EDISK));
	return SR_EDISK;
}

static enum sr_err
db_batch_begin(struct journal_store *store)
{
	struct db *d = (struct db *)store;
	enum sr_err err = check_in_place(d);

	/* A failed commit is in the log still, with another master key: first
	 * it must go from there. */
	if (err == SR_OK && d->truncate && d->staged)
		truncate_wal(d);
	if (err == SR_OK && d->truncate && d->staged)
		err = SR_EDISK;
	return err == SR_OK ? sql_run(d->sql.statement[BATCH_BEGIN]) : err;
}

static enum sr_err
db_batch_commit(struct journal_store *store)
{
	struct db *d = (struct db *)store;
	enum sr_err err = journal_log_save_all(d);

	if (err == SR_OK)
		err = journal_rotate_wraps(d);
	if (err == SR_OK)
		err = sql_run(d->sql.statement[BATCH_COMMIT]);
	if (err != SR_OK)
		return err;
	if (d->truncate)
		truncate_wal(d);
	journal_rotate_done(d);
	return SR_OK;
}

static void
db_batch_rollback(struct journal_store *store)
{
	struct db *d = (struct db *)store;

	if (!sqlite3_get_autocommit(d->sql.db) &&
	    sql_run(d->sql.statement[BATCH_ROLLBACK]) != SR_OK)
		log_error("journal-rollback", "open=%d",
		    !sqlite3_get_autocommit(d->sql.db));
	journal_db_forget(d);
	truncate_wal(d);
	journal_rotate_cancel(d);
}

static enum sr_err
db_begin(struct journal_store *store, const struct procedure_id *id)
{
	struct db *d = (struct db *)store;
	uint8_t wrap[SEAL_WRAP_BYTES], *key = secret_edit(d->sql.scratch);
	uint8_t sum[SQL_SUM_BYTES];
	sqlite3_stmt *s = d->sql.statement[PROCEDURE_ADD];
	int64_t ix;
	enum sr_err err = sql_procedure(&d->sql, id, &ix, key);

	if (err != SR_ENOPROC || ix != 0)
		return err == SR_OK || err == SR_ENOPROC ? SR_EEXISTS : err;
	seal_procedure_key(wrap, key, d->sql.master, id);
	sql_bind_blob(s, 1, id->byte, sizeof(id->byte));
	sql_bind_blob(s, 2, wrap, sizeof(wrap));
	sql_sum(
	    sum, 2, id->byte, sizeof(id->byte), wrap, (size_t)SEAL_WRAP_BYTES);
	sql_bind_blob(s, 3, sum, sizeof(sum));
	err = sql_run(s);
	explicit_bzero(key, SEAL_KEY_BYTES);
	if (err == SR_OK)
		err = journal_log_begin(
		    d, id, sqlite3_last_insert_rowid(d->sql.db));
	return err;
}

/* ---- documents ---- */

static enum sr_err
db_put(struct journal_store *store, const char *kind, const char *id,
    const void *value, size_t len)
{
	struct db *d = (struct db *)store;
	const uint8_t *key = secret_bytes(d->sql.document_key);
	sqlite3_stmt *s =
	    d->sql.statement[len > 0 ? DOCUMENT_PUT : DOCUMENT_DROP];
	struct seal_blob record = {0};
	enum sr_err err = SR_OK;
	uint8_t place[16], sum[SQL_SUM_BYTES];

	seal_document_place(place, key, kind, id);
	if (len > 0)
		err = seal_document(&record, key, kind, id, value, len);
	if (err != SR_OK)
		return err;
	sql_bind_blob(s, 1, place, sizeof(place));
	if (len > 0) {
		sqlite3_bind_text(s, 2, kind, -1, SQLITE_STATIC);
		sql_bind_blob(s, 3, record.bytes, record.len);
		sql_sum(sum, 3, place, sizeof(place), kind, strlen(kind),
		    record.bytes, record.len);
		sql_bind_blob(s, 4, sum, sizeof(sum));
	}
	err = sql_run(s);
	seal_blob_free(&record);
	return err;
}

/* ---- the store ---- */

static enum sr_err
db_read(struct journal_store *store, const struct procedure_id *id,
    uint64_t from, size_t max, struct journal_found *found)
{
	return journal_page_read(
	    &((struct db *)store)->sql, id, from, max, found);
}

static enum sr_err
db_checkpoint(struct journal_store *store, const struct procedure_id *id,
    uint64_t after, size_t max, struct journal_log *log)
{
	return journal_page_checkpoint(
	    &((struct db *)store)->sql, id, after, max, log);
}

static enum sr_err
db_last(
    struct journal_store *store, const struct procedure_id *id, uint64_t *last)
{
	return journal_page_last(&((struct db *)store)->sql, id, last);
}

static enum sr_err
db_load(struct journal_store *store, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	return journal_page_load(&((struct db *)store)->sql, kind, fn, ctx);
}

static enum sr_err
db_load_staged(struct journal_store *store, journal_staged *fn, void *ctx)
{
	return journal_stage_load(&((struct db *)store)->sql, fn, ctx);
}

static void
db_close(struct journal_store *store)
{
	struct db *d = (struct db *)store;

	sql_close(&d->sql);
	secret_free(d->keys);
	secret_free(d->next);
	if (d->closed)
		d->closed(d->ctx);
	free(d);
}

static const struct journal_store_ops db_ops = {
    .batch_begin = db_batch_begin,
    .batch_commit = db_batch_commit,
    .batch_rollback = db_batch_rollback,
    .begin = db_begin,
    .append = journal_write_append,
    .put = db_put,
    .erase = journal_destroy,
    .rekey = journal_rotate_rekey,
    .forget = journal_rotate_forget,
    .stage = journal_write_stage,
    .unstage = journal_write_unstage,
    .load_staged = db_load_staged,
    .read = db_read,
    .load = db_load,
    .last = db_last,
    .checkpoint = db_checkpoint,
    .close = db_close,
};

enum sr_err
journal_db_open(struct journal_store **out,
    const struct journal_db_options *opt, struct sr_fault *fault)
{
	struct db *d = calloc(1, sizeof(*d));
	enum sr_err err = SR_ENOMEM;

	if (!d)
		goto out;
	d->store.ops = &db_ops;
	err = secret_new(&d->keys, SLOTS * SEAL_KEY_BYTES);
	if (err != SR_OK)
		goto out;
	err = sql_open(&d->sql, opt->file, opt->master, opt->master_file,
	    opt->lock, fault);
	if (err != SR_OK)
		goto out;
	d->signer = opt->signer;
	d->closed = opt->closed;
	d->ctx = opt->ctx;
	*out = &d->store;
	d = NULL;
out:
	if (err == SR_ENOMEM)
		sr_fault_set(fault, "%s: %s", opt->file, sr_err_sentence(err));
	if (d)
		db_close(&d->store);
	return err;
}
