/* SPDX-License-Identifier: MIT */
#include "journal_db.h"

#include <stdlib.h>
#include <string.h>

#include "journal_page.h"
#include "journal_stage.h"
#include "log.h"
#include "sql.h"

/* Procedures whose next number and key the writer remembers: more than run
 * at once in any one hospital. */
#define SLOTS 64u

struct slot {
	bool used;
	uint64_t touched;
	struct procedure_id id;
	int64_t ix;
	uint64_t last;
	uint8_t *key; /* within db.keys */
};

struct db {
	struct journal_store store;
	struct sql sql;
	struct secret *keys; /* one for each slot */
	struct slot slot[SLOTS];
	uint64_t touches;
	bool leaf_known;
	uint64_t leaf_last;
	bool truncate; /* the WAL may hold what was destroyed, or not committed
			*/
	void (*closed)(void *ctx);
	void *ctx;
};

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

/* The writer's memory of a procedure; from the file at its first use. */
static enum sr_err
slot_get(struct db *d, const struct procedure_id *id, struct slot **out)
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
	slot->used = false;
	slot->key = key_at(d, (size_t)(slot - d->slot));
	err = sql_procedure(&d->sql, id, &slot->ix, slot->key);
	if (err != SR_OK)
		return err;
	s = d->sql.statement[NUMBER_LAST];
	sqlite3_bind_int64(s, 1, slot->ix);
	err = sql_run_number(s, &slot->last);
	if (err != SR_OK)
		return err;
	slot->id = *id;
	slot->used = true;
found:
	slot->touched = ++d->touches;
	*out = slot;
	return SR_OK;
}

/* What was not committed must not be remembered. */
static void
forget(struct db *d)
{
	for (size_t i = 0; i < SLOTS; i++)
		d->slot[i].used = false;
	d->leaf_known = false;
}

static enum sr_err
leaf_next(struct db *d, uint64_t *leaf)
{
	enum sr_err err = SR_OK;

	if (!d->leaf_known)
		err =
		    sql_run_number(d->sql.statement[LEAF_LAST], &d->leaf_last);
	if (err != SR_OK)
		return err;
	d->leaf_known = true;
	*leaf = ++d->leaf_last;
	return SR_OK;
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

	return err == SR_OK ? sql_run(d->sql.statement[BATCH_BEGIN]) : err;
}

static enum sr_err
db_batch_commit(struct journal_store *store)
{
	struct db *d = (struct db *)store;
	enum sr_err err = sql_run(d->sql.statement[BATCH_COMMIT]);

	if (err == SR_OK && d->truncate)
		truncate_wal(d);
	return err;
}

static void
db_batch_rollback(struct journal_store *store)
{
	struct db *d = (struct db *)store;

	if (!sqlite3_get_autocommit(d->sql.db) &&
	    sql_run(d->sql.statement[BATCH_ROLLBACK]) != SR_OK)
		log_error("journal-rollback", "open=%d",
		    !sqlite3_get_autocommit(d->sql.db));
	forget(d);
	truncate_wal(d);
}

static enum sr_err
db_begin(struct journal_store *store, const struct procedure_id *id)
{
	struct db *d = (struct db *)store;
	uint8_t wrap[SEAL_WRAP_BYTES], *key = secret_edit(d->sql.scratch);
	sqlite3_stmt *s = d->sql.statement[PROCEDURE_ADD];
	int64_t ix;
	enum sr_err err = sql_procedure(&d->sql, id, &ix, key);

	if (err != SR_ENOPROC || ix != 0)
		return err == SR_OK || err == SR_ENOPROC ? SR_EEXISTS : err;
	seal_procedure_key(wrap, key, d->sql.master, id);
	sql_bind_blob(s, 1, id->byte, sizeof(id->byte));
	sql_bind_blob(s, 2, wrap, sizeof(wrap));
	err = sql_run(s);
	explicit_bzero(key, SEAL_KEY_BYTES);
	return err;
}

/* ---- appending ---- */

/* One entry, sealed for every audience. */
struct sealed {
	struct seal_blob record[AUDIENCES];
	uint8_t wrap[AUDIENCES][SEAL_WRAP_BYTES];
};

static void
sealed_wipe(struct sealed *sealed)
{
	for (int a = 0; a < AUDIENCES; a++)
		seal_blob_free(&sealed->record[a]);
}

static enum sr_err
draft_find(struct db *d, const struct slot *slot, const struct entry_head *head,
    uint64_t *number)
{
	sqlite3_stmt *s = d->sql.statement[DRAFT_FIND];

	*number = 0;
	if (!journal_has_draft(head))
		return SR_OK;
	sqlite3_bind_int64(s, 1, slot->ix);
	sql_bind_blob(s, 2, head->draft, sizeof(head->draft));
	return sql_run_number(s, number);
}

/* What stays of an entry: that it was there, when, and what replaced it. A
 * record that does not open is replaced all the same. */
static enum sr_err
tombstone(struct db *d, const struct slot *slot, uint64_t number,
    enum audience a, enum entry_kind left, uint64_t refers, struct sealed *out)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_GET];
	struct seal_opened old = {0};
	const uint8_t *wrap, *record;
	size_t wrap_len, record_len;
	enum entry_kind kind;
	enum sr_err err;
	int rc;

	sqlite3_bind_int64(s, 1, slot->ix);
	sql_bind_number(s, 2, number);
	sql_bind_number(s, 3, a);
	rc = sql_step(s);
	err = rc == SQLITE_DONE ? SR_ENOENTRY : SR_EDISK;
	if (rc != SQLITE_ROW)
		goto out;
	wrap = sql_blob(s, 0, &wrap_len);
	record = sql_blob(s, 1, &record_len);
	err = SR_ENOENTRY;
	if (seal_entry_kind(record, record_len, &kind) == SR_OK &&
	    !journal_replaceable(kind))
		goto out;
	err = seal_entry_open(&old, slot->key, &slot->id, number, a, record,
	    record_len, wrap, wrap_len);
	if (err != SR_OK && err != SR_ECRYPTO)
		goto out;
	old.head.procedure = slot->id;
	old.head.kind = left;
	old.head.refers = refers;
	explicit_bzero(old.head.step, sizeof(old.head.step));
	err = seal_entry(&out->record[a], out->wrap[a], slot->key, &old.head,
	    number, a, "", 0);
out:
	sql_finish(s);
	seal_opened_wipe(&old);
	return err;
}

static enum sr_err
replace(struct db *d, const struct slot *slot, uint64_t number,
    const struct sealed *by)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_REPLACE];
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		sqlite3_bind_int64(s, 1, slot->ix);
		sql_bind_number(s, 2, number);
		sqlite3_bind_int(s, 3, a);
		sql_bind_blob(s, 4, by->wrap[a], sizeof(by->wrap[a]));
		sql_bind_blob(s, 5, by->record[a].bytes, by->record[a].len);
		err = sql_run(s);
	}
	d->truncate = true;
	return err;
}

static enum sr_err
add(struct db *d, const struct slot *slot, const struct entry_head *head,
    uint64_t number, const struct sealed *sealed)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_ADD];
	uint8_t hash[SEAL_HASH_BYTES];
	enum sr_err err = SR_OK;
	uint64_t leaf;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		const struct seal_blob *record = &sealed->record[a];

		err = leaf_next(d, &leaf);
		if (err != SR_OK)
			break;
		seal_leaf_hash(hash, record->bytes, record->len);
		sql_bind_number(s, 1, leaf);
		sqlite3_bind_int64(s, 2, slot->ix);
		sql_bind_number(s, 3, number);
		sqlite3_bind_int(s, 4, a);
		if (journal_has_draft(head))
			sql_bind_blob(s, 5, head->draft, sizeof(head->draft));
		sql_bind_blob(s, 6, hash, sizeof(hash));
		sql_bind_blob(s, 7, sealed->wrap[a], sizeof(sealed->wrap[a]));
		sql_bind_blob(s, 8, record->bytes, record->len);
		err = sql_run(s);
	}
	return err;
}

/* All that can fail for this entry alone comes before the first change. */
static enum sr_err
db_append(struct journal_store *store, const struct entry *e, uint64_t *number,
    bool *repeated)
{
	struct db *d = (struct db *)store;
	const struct entry_head *head = entry_head(e);
	struct sealed sealed = {0}, grave = {0};
	enum entry_kind left;
	bool replaces = journal_replaces(head->kind, &left);
	struct slot *slot;
	enum sr_err err;

	err = slot_get(d, &head->procedure, &slot);
	if (err != SR_OK)
		goto out;
	err = draft_find(d, slot, head, number);
	*repeated = *number > 0;
	if (err != SR_OK || *repeated)
		goto out;
	*number = slot->last + 1;
	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		size_t len;
		const char *text = entry_text(e, (enum audience)a, &len);

		err = seal_entry(&sealed.record[a], sealed.wrap[a], slot->key,
		    head, *number, (enum audience)a, text, len);
		if (err == SR_OK && replaces)
			err = tombstone(d, slot, head->refers, (enum audience)a,
			    left, *number, &grave);
	}
	if (err == SR_OK)
		err = add(d, slot, head, *number, &sealed);
	if (err == SR_OK && replaces)
		err = replace(d, slot, head->refers, &grave);
	/* It waited for this: in one transaction. */
	if (err == SR_OK && journal_has_draft(head))
		err = journal_stage_drop(&d->sql, slot->ix, head->draft);
	if (err == SR_OK)
		slot->last = *number;
out:
	sealed_wipe(&sealed);
	sealed_wipe(&grave);
	return err;
}

static enum sr_err
db_stage(struct journal_store *store, const struct entry *e,
    const struct journal_staging *how, uint64_t *number, bool *repeated)
{
	struct db *d = (struct db *)store;
	const struct entry_head *head = entry_head(e);
	struct slot *slot;
	enum sr_err err = slot_get(d, &head->procedure, &slot);

	if (err == SR_OK)
		err = draft_find(d, slot, head, number);
	*repeated = err == SR_OK && *number > 0;
	if (err != SR_OK || *repeated)
		return err;
	return journal_stage_add(
	    &d->sql, slot->ix, slot->key, e, how, repeated);
}

static enum sr_err
db_unstage(struct journal_store *store, const struct procedure_id *id,
    const uint8_t draft[16])
{
	struct db *d = (struct db *)store;
	struct slot *slot;
	enum sr_err err = slot_get(d, id, &slot);

	d->truncate = true;
	return err == SR_OK ? journal_stage_drop(&d->sql, slot->ix, draft)
			    : err;
}

/* ---- erasing ---- */

static enum sr_err
erase_entry(struct db *d, const struct journal_erasure *what)
{
	struct sealed grave = {0};
	struct slot *slot;
	enum sr_err err = slot_get(d, &what->procedure, &slot);

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++)
		err = tombstone(d, slot, what->number, (enum audience)a,
		    ENTRY_WITHDRAWN, 0, &grave);
	if (err == SR_OK)
		err = replace(d, slot, what->number, &grave);
	sealed_wipe(&grave);
	return err;
}

static enum sr_err
erase_procedure(struct db *d, const struct procedure_id *id)
{
	static const enum statement of[] = {
	    RECORDS_ERASE, STAGED_ERASE, PROCEDURE_ERASE};
	uint8_t *key = secret_edit(d->sql.scratch);
	int64_t ix = 0;
	enum sr_err err = sql_procedure(&d->sql, id, &ix, key);

	explicit_bzero(key, SEAL_KEY_BYTES);
	if (ix == 0 || err == SR_EDISK)
		return err;
	forget(d);
	err = SR_OK;
	for (size_t i = 0; i < 3 && err == SR_OK; i++) {
		sqlite3_stmt *s = d->sql.statement[of[i]];

		sqlite3_bind_int64(s, 1, ix);
		err = sql_run(s);
	}
	d->truncate = true;
	return err;
}

static enum sr_err
db_erase(struct journal_store *store, const struct journal_erasure *what,
    char **receipt)
{
	struct db *d = (struct db *)store;

	*receipt = NULL;
	return what->number > 0 ? erase_entry(d, what)
				: erase_procedure(d, &what->procedure);
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
	uint8_t place[16];

	seal_document_place(place, key, kind, id);
	if (len > 0)
		err = seal_document(&record, key, kind, id, value, len);
	if (err != SR_OK)
		return err;
	sql_bind_blob(s, 1, place, sizeof(place));
	if (len > 0) {
		sqlite3_bind_text(s, 2, kind, -1, SQLITE_STATIC);
		sql_bind_blob(s, 3, record.bytes, record.len);
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
	if (d->closed)
		d->closed(d->ctx);
	free(d);
}

static const struct journal_store_ops db_ops = {
    .batch_begin = db_batch_begin,
    .batch_commit = db_batch_commit,
    .batch_rollback = db_batch_rollback,
    .begin = db_begin,
    .append = db_append,
    .put = db_put,
    .erase = db_erase,
    .stage = db_stage,
    .unstage = db_unstage,
    .load_staged = db_load_staged,
    .read = db_read,
    .load = db_load,
    .last = db_last,
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
	err = sql_open(&d->sql, opt->file, opt->master, fault);
	if (err != SR_OK)
		goto out;
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
