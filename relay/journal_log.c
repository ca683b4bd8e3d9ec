/* SPDX-License-Identifier: MIT */
#include "journal_db_private.h"

#include <string.h>

/* Rows of a procedure lie together, in the order of its log. */
#define ROWS_BITS 32

static enum sr_err
put(struct db *d, const struct procedure_id *id, int64_t ix,
    const struct tree *tree)
{
	sqlite3_stmt *s = d->sql.statement[LOG_PUT];
	char note[NOTE_MAX];
	enum sr_err err;

	err = checkpoint_sign(note, sizeof(note), id, tree, d->signer);
	if (err != SR_OK)
		return err;
	sqlite3_bind_int64(s, 1, ix);
	sql_bind_number(s, 2, tree->size);
	sql_bind_blob(s, 3, tree->edge, tree_edge_len(tree->size));
	sqlite3_bind_text(s, 4, note, -1, SQLITE_STATIC);
	return sql_run(s);
}

enum sr_err
journal_log_begin(struct db *d, const struct procedure_id *id, int64_t ix)
{
	static const struct tree empty;

	return put(d, id, ix, &empty);
}

enum sr_err
journal_log_load(struct db *d, struct slot *slot)
{
	sqlite3_stmt *s = d->sql.statement[LOG_GET];
	enum sr_err err = SR_ECRYPTO;
	const uint8_t *edge;
	size_t len;
	int rc;

	sqlite3_bind_int64(s, 1, slot->ix);
	rc = sql_step(s);
	if (rc == SQLITE_ROW) {
		edge = sql_blob(s, 1, &len);
		err = tree_restore(&slot->tree,
		    (uint64_t)sqlite3_column_int64(s, 0), edge, len);
	} else if (rc != SQLITE_DONE) {
		err = SR_EDISK;
	}
	sql_finish(s);
	slot->grown = false;
	return err;
}

enum sr_err
journal_log_add(struct slot *slot, const struct seal_stored *stored,
    uint8_t hash[TREE_HASH_BYTES], int64_t *at)
{
	if (slot->tree.size >> ROWS_BITS)
		return SR_ELIMIT;
	seal_leaf(hash, stored);
	*at = slot->ix << ROWS_BITS | (int64_t)slot->tree.size;
	tree_add(&slot->tree, hash);
	slot->grown = true;
	return SR_OK;
}

enum sr_err
journal_log_save(struct db *d, struct slot *slot)
{
	enum sr_err err = SR_OK;

	if (slot->used && slot->grown)
		err = put(d, &slot->id, slot->ix, &slot->tree);
	if (err == SR_OK)
		slot->grown = false;
	return err;
}

enum sr_err
journal_log_save_all(struct db *d)
{
	enum sr_err err = SR_OK;

	for (size_t i = 0; i < SLOTS && err == SR_OK; i++)
		err = journal_log_save(d, &d->slot[i]);
	return err;
}
