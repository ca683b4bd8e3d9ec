/* SPDX-License-Identifier: MIT */
#include "journal_db_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- receipts ---- */

/* SR_ENOENTRY: there is none. */
static enum sr_err
receipt_find(struct db *d, int64_t ix, uint64_t number, char **receipt)
{
	sqlite3_stmt *s = d->sql.statement[ERASURE_GET];
	enum sr_err err = SR_ENOENTRY;
	int rc;

	sqlite3_bind_int64(s, 1, ix);
	sql_bind_number(s, 2, number);
	rc = sql_step(s);
	if (rc == SQLITE_ROW) {
		*receipt = strdup((const char *)sqlite3_column_text(s, 0));
		err = *receipt ? SR_OK : SR_ENOMEM;
	} else if (rc != SQLITE_DONE) {
		err = SR_EDISK;
	}
	sql_finish(s);
	return err;
}

static enum sr_err
receipt_add(struct db *d, int64_t ix, const struct checkpoint_erasure *what,
    char **receipt)
{
	sqlite3_stmt *s = d->sql.statement[ERASURE_ADD];
	char note[NOTE_MAX];
	enum sr_err err;

	err = checkpoint_receipt_sign(note, sizeof(note), what, d->signer);
	if (err != SR_OK)
		return err;
	sqlite3_bind_int64(s, 1, ix);
	sql_bind_number(s, 2, what->number);
	sqlite3_bind_text(s, 3, note, -1, SQLITE_STATIC);
	err = sql_run(s);
	if (err != SR_OK)
		return err;
	*receipt = strdup(note);
	return *receipt ? SR_OK : SR_EDISK;
}

static void
checkpoint_of(struct checkpoint *c, const struct tree *tree)
{
	c->size = tree->size;
	tree_root(tree, c->root);
}

/* ---- erasing ---- */

/* What a correction or retraction destroyed: another master key sees to the
 * copies of it, and there is a receipt for it. */
static enum sr_err
destroyed_before(
    struct db *d, const struct slot *slot, uint64_t number, uint64_t *records)
{
	sqlite3_stmt *s = d->sql.statement[RECORDS_GONE];
	enum sr_err err;

	sqlite3_bind_int64(s, 1, slot->ix);
	sql_bind_number(s, 2, number);
	err = sql_run_number(s, records);
	return err == SR_OK && *records == 0 ? SR_ENOENTRY : err;
}

static enum sr_err
destroy_entry(struct db *d, const struct journal_erasure *what, char **receipt)
{
	struct checkpoint_erasure e = {.procedure = what->procedure,
	    .number = what->number,
	    .at_s = what->at_s,
	    .key_before = seal_master_id(d->sql.master)};
	struct slot *slot;
	enum sr_err err = journal_db_slot(d, &what->procedure, &slot);

	if (err == SR_OK)
		err = receipt_find(d, slot->ix, what->number, receipt);
	if (err != SR_ENOENTRY)
		return err;
	err = journal_rotate_begin(d);
	if (err != SR_OK)
		return err;
	checkpoint_of(&e.before, &slot->tree);
	err = journal_write_bury(
	    d, slot, what->number, ENTRY_WITHDRAWN, 0, &e.records);
	if (err == SR_ENOENTRY)
		err = destroyed_before(d, slot, what->number, &e.records);
	if (err != SR_OK)
		return err;
	checkpoint_of(&e.after, &slot->tree);
	e.key_after = seal_master_id(d->next);
	return receipt_add(d, slot->ix, &e, receipt);
}

static enum sr_err
destroy_all(
    struct db *d, const struct procedure_id *id, int64_t ix, uint64_t *records)
{
	static const enum statement of[] = {
	    RECORDS_COUNT, RECORDS_ERASE, STAGED_ERASE, PROCEDURE_ERASE};
	uint8_t sum[SQL_SUM_BYTES];
	enum sr_err err = SR_OK;

	sql_sum(sum, 1, id->byte, sizeof(id->byte));
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]) && err == SR_OK;
	     i++) {
		sqlite3_stmt *s = d->sql.statement[of[i]];

		sqlite3_bind_int64(s, 1, ix);
		if (of[i] == PROCEDURE_ERASE)
			sql_bind_blob(s, 2, sum, sizeof(sum));
		err = of[i] == RECORDS_COUNT ? sql_run_number(s, records)
					     : sql_run(s);
	}
	d->truncate = true;
	return err;
}

/* A procedure whose key or tree is damaged is erased all the same. */
static enum sr_err
destroy_procedure(
    struct db *d, const struct journal_erasure *what, char **receipt)
{
	struct checkpoint_erasure e = {
	    .procedure = what->procedure,
	    .at_s = what->at_s,
	    .key_before = seal_master_id(d->sql.master),
	};
	uint8_t *key = secret_edit(d->sql.scratch);
	struct slot gone = {0};
	enum sr_err err =
	    sql_procedure(&d->sql, &what->procedure, &gone.ix, key);

	explicit_bzero(key, SEAL_KEY_BYTES);
	if (err == SR_ENOPROC && gone.ix != 0) {
		err = receipt_find(d, gone.ix, 0, receipt);
		return err == SR_ENOENTRY ? SR_ECRYPTO : err;
	}
	if (err != SR_OK && err != SR_ECRYPTO)
		return err;
	err = journal_rotate_begin(d);
	if (err == SR_OK)
		err = journal_log_save_all(d);
	journal_db_forget(d);
	if (err == SR_OK)
		err = journal_log_load(d, &gone);
	if (err != SR_OK && err != SR_ECRYPTO)
		return err;
	checkpoint_of(&e.before, &gone.tree);
	e.after = e.before;
	err = destroy_all(d, &what->procedure, gone.ix, &e.records);
	e.key_after = seal_master_id(d->next);
	if (err == SR_OK)
		err = receipt_add(d, gone.ix, &e, receipt);
	return err;
}

enum sr_err
journal_destroy(struct journal_store *store, const struct journal_erasure *what,
    char **receipt)
{
	struct db *d = (struct db *)store;

	*receipt = NULL;
	return what->number > 0 ? destroy_entry(d, what, receipt)
				: destroy_procedure(d, what, receipt);
}
