/* SPDX-License-Identifier: MIT */
#include "journal_db_private.h"

#include <string.h>

#include "journal_stage.h"

/* One entry, sealed for every audience. */
struct sealed {
	struct seal_blob record[AUDIENCES];
	uint8_t wrap[AUDIENCES][SEAL_WRAP_BYTES];
	bool has_draft[AUDIENCES];
	uint8_t draft[AUDIENCES][SEAL_DRAFT_BYTES];
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

static enum sr_err
add(struct db *d, struct slot *slot, uint64_t number,
    const struct sealed *sealed)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_ADD];
	uint8_t hash[TREE_HASH_BYTES];
	enum sr_err err = SR_OK;
	int64_t at;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		struct seal_stored stored = {
		    .record = sealed->record[a].bytes,
		    .record_len = sealed->record[a].len,
		    .wrap = sealed->wrap[a],
		    .wrap_len = SEAL_WRAP_BYTES,
		    .draft = sealed->draft[a],
		    .draft_len = sealed->has_draft[a] ? SEAL_DRAFT_BYTES : 0,
		};

		err = journal_log_add(slot, &stored, hash, &at);
		if (err != SR_OK)
			break;
		sqlite3_bind_int64(s, 1, at);
		sqlite3_bind_int64(s, 2, slot->ix);
		sql_bind_number(s, 3, number);
		sqlite3_bind_int(s, 4, a);
		if (stored.draft_len > 0)
			sql_bind_blob(s, 5, stored.draft, stored.draft_len);
		sql_bind_blob(s, 6, hash, sizeof(hash));
		sql_bind_blob(s, 7, stored.wrap, stored.wrap_len);
		sql_bind_blob(s, 8, stored.record, stored.record_len);
		err = sql_run(s);
	}
	return err;
}

/* ---- what stays of an entry ---- */

/* A record that does not open is replaced all the same. */
static enum sr_err
tombstone(struct db *d, const struct slot *slot, uint64_t number,
    enum audience a, enum entry_kind left, uint64_t refers, struct sealed *out)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_GET];
	struct seal_opened old = {0};
	const uint8_t *wrap, *record, *draft;
	size_t wrap_len, record_len, draft_len;
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
	draft = sql_blob(s, 2, &draft_len);
	out->has_draft[a] = draft_len == SEAL_DRAFT_BYTES;
	if (out->has_draft[a])
		memcpy(out->draft[a], draft, SEAL_DRAFT_BYTES);
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
	old.head.lang = TEXT_LANG_NONE;
	explicit_bzero(old.head.step, sizeof(old.head.step));
	err = seal_entry(&out->record[a], out->wrap[a], slot->key, &old.head,
	    number, a, "", 0);
out:
	sql_finish(s);
	seal_opened_wipe(&old);
	return err;
}

/* Everything that can fail for the entry alone is done: changes only. */
static enum sr_err
replace(
    struct db *d, struct slot *slot, uint64_t number, const struct sealed *by)
{
	sqlite3_stmt *s = d->sql.statement[RECORD_DESTROY];
	enum sr_err err;

	sqlite3_bind_int64(s, 1, slot->ix);
	sql_bind_number(s, 2, number);
	err = sql_run(s);
	if (err == SR_OK)
		err = add(d, slot, number, by);
	d->truncate = true;
	return err;
}

static enum sr_err
make_tombstones(struct db *d, const struct slot *slot, uint64_t number,
    enum entry_kind left, uint64_t refers, struct sealed *out)
{
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++)
		err = tombstone(
		    d, slot, number, (enum audience)a, left, refers, out);
	return err;
}

enum sr_err
journal_write_bury(struct db *d, struct slot *slot, uint64_t number,
    enum entry_kind left, uint64_t refers, uint64_t *records)
{
	struct sealed grave = {0};
	enum sr_err err =
	    make_tombstones(d, slot, number, left, refers, &grave);

	if (err == SR_OK)
		err = replace(d, slot, number, &grave);
	*records = AUDIENCES;
	sealed_wipe(&grave);
	return err;
}

/* ---- appending ---- */

static enum sr_err
seal_all(const struct entry *e, const struct slot *slot, uint64_t number,
    struct sealed *out)
{
	const struct entry_head *head = entry_head(e);
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		size_t len;
		const char *text = entry_text(e, (enum audience)a, &len);

		out->has_draft[a] = journal_has_draft(head);
		memcpy(out->draft[a], head->draft, SEAL_DRAFT_BYTES);
		err = seal_entry(&out->record[a], out->wrap[a], slot->key, head,
		    number, (enum audience)a, text, len);
	}
	return err;
}

/* All that can fail for this entry alone comes before the first change. */
enum sr_err
journal_write_append(struct journal_store *store, const struct entry *e,
    uint64_t *number, bool *repeated)
{
	struct db *d = (struct db *)store;
	const struct entry_head *head = entry_head(e);
	struct sealed sealed = {0}, grave = {0};
	enum entry_kind left;
	bool replaces = journal_replaces(head->kind, &left);
	struct slot *slot;
	enum sr_err err;

	err = journal_db_slot(d, &head->procedure, &slot);
	if (err != SR_OK)
		goto out;
	err = draft_find(d, slot, head, number);
	*repeated = *number > 0;
	if (err != SR_OK || *repeated)
		goto out;
	*number = slot->last + 1;
	err = seal_all(e, slot, *number, &sealed);
	if (err == SR_OK && replaces)
		err = make_tombstones(
		    d, slot, head->refers, left, *number, &grave);
	if (err == SR_OK)
		err = add(d, slot, *number, &sealed);
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

/* ---- waiting ---- */

enum sr_err
journal_write_stage(struct journal_store *store, const struct entry *e,
    const struct journal_staging *how, uint64_t *number, bool *repeated)
{
	struct db *d = (struct db *)store;
	const struct entry_head *head = entry_head(e);
	struct slot *slot;
	enum sr_err err = journal_db_slot(d, &head->procedure, &slot);

	if (err == SR_OK)
		err = draft_find(d, slot, head, number);
	*repeated = err == SR_OK && *number > 0;
	if (err != SR_OK || *repeated)
		return err;
	return journal_stage_add(
	    &d->sql, slot->ix, slot->key, e, how, repeated);
}

enum sr_err
journal_write_unstage(struct journal_store *store,
    const struct procedure_id *id, const uint8_t draft[16])
{
	struct db *d = (struct db *)store;
	struct slot *slot;
	enum sr_err err = journal_db_slot(d, id, &slot);

	d->truncate = true;
	return err == SR_OK ? journal_stage_drop(&d->sql, slot->ix, draft)
			    : err;
}
