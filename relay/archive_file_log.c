/* SPDX-License-Identifier: MIT */
#include "archive_file_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal.h"

#define ROWS_BITS 32
/* Leaves between two calls of progress(). */
#define PROGRESS_LEAVES 65536u

/* One log while it is read. */
struct reading {
	struct archive_file *a;
	struct archive_file_check *v;
	struct sr_fault *fault;
	int64_t ix;
	struct procedure_id id;
	bool key_destroyed, numbered; /* rows tell of which entry they were */
	struct archive_file_log log;
	struct tree tree;
	uint8_t (*leaf)[TREE_HASH_BYTES];
	size_t leaf_room;
	/* [(number - 1) * AUDIENCES + audience]: the leaf + 1 whose record was
	 * destroyed and not accounted for yet. */
	uint32_t *gone;
	size_t gone_room;
	size_t next; /* whose first record comes next, as an index of gone */
};

/* ---- naming ---- */

static enum sr_err
bad_log(struct reading *r, const char *why)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];

	checkpoint_origin(origin, &r->id);
	sr_fault_set(r->fault, "%s: %s", origin, why);
	return SR_ECRYPTO;
}

static enum sr_err
bad_record(struct reading *r, uint64_t leaf, int64_t number, int64_t audience,
    const char *why)
{
	char origin[CHECKPOINT_ORIGIN_BYTES];

	checkpoint_origin(origin, &r->id);
	sr_fault_set(r->fault, "%s: leaf %" PRIu64 " (entry %lld for %s): %s",
	    origin, leaf, (long long)number,
	    audience == STUDENT     ? "students"
	    : audience == COLLEAGUE ? "colleagues"
				    : "nobody known",
	    why);
	return SR_ECRYPTO;
}

static enum sr_err
no_memory(struct reading *r)
{
	sr_fault_set(r->fault, "%s", sr_err_sentence(SR_ENOMEM));
	return SR_ENOMEM;
}

/* ---- rows ---- */

struct row {
	uint64_t at; /* leaf in the log */
	int64_t procedure, number, audience;
	struct seal_stored stored;
	const uint8_t *hash;
	bool there;
};

static bool
row_read(sqlite3_stmt *s, struct row *row)
{
	size_t hash_len;

	row->at = (uint64_t)sqlite3_column_int64(s, 0) & UINT32_MAX;
	row->procedure = sqlite3_column_int64(s, 1);
	row->number = sqlite3_column_int64(s, 2);
	row->audience = sqlite3_column_int64(s, 3);
	row->stored.draft = sql_blob(s, 4, &row->stored.draft_len);
	row->hash = sql_blob(s, 5, &hash_len);
	row->stored.wrap = sql_blob(s, 6, &row->stored.wrap_len);
	row->stored.record = sql_blob(s, 7, &row->stored.record_len);
	row->there = sqlite3_column_type(s, 7) != SQLITE_NULL;
	return hash_len == TREE_HASH_BYTES;
}

/* What is readable of a record without a key must say what its row says. */
static bool
head_matches(
    const struct reading *r, const struct row *row, enum entry_kind *kind)
{
	const uint8_t *head = row->stored.record;

	return seal_entry_kind(head, row->stored.record_len, kind) == SR_OK &&
	       seal_entry_is(head, &r->id, (uint64_t)row->number,
		   (enum audience)row->audience);
}

/* ---- destroyed records ---- */

static size_t
ordinal(const struct row *row)
{
	return (size_t)(row->number - 1) * AUDIENCES + (size_t)row->audience;
}

/* Until a tombstone says why. */
static enum sr_err
row_gone(struct reading *r, const struct row *row)
{
	size_t at = ordinal(row), room = r->gone_room ? r->gone_room : 256;
	uint32_t *grown;

	while (at >= room)
		room *= 2;
	if (room > r->gone_room) {
		grown = realloc(r->gone, room * sizeof(*grown));
		if (!grown)
			return no_memory(r);
		memset(grown + r->gone_room, 0,
		    (room - r->gone_room) * sizeof(*grown));
		r->gone = grown;
		r->gone_room = room;
	}
	r->gone[at] = (uint32_t)row->at + 1;
	return SR_OK;
}

static enum sr_err
row_there(struct reading *r, const struct row *row)
{
	uint8_t hash[TREE_HASH_BYTES];
	enum entry_kind kind = ENTRY_KINDS;
	const char *why = NULL;

	seal_leaf(hash, &row->stored);
	r->log.records++;
	if (memcmp(hash, row->hash, TREE_HASH_BYTES) != 0)
		why = "its record is not the one that was written";
	else if (!head_matches(r, row, &kind))
		why = "its record is another entry's";
	else if (kind != ENTRY_CORRECTED && kind != ENTRY_WITHDRAWN)
		return SR_OK;
	else if (ordinal(row) >= r->gone_room || !r->gone[ordinal(row)])
		why = "it replaces what is not destroyed";
	else
		r->gone[ordinal(row)] = 0;
	return why ? bad_record(r, row->at, row->number, row->audience, why)
		   : SR_OK;
}

static enum sr_err
keep_leaf(struct reading *r, const uint8_t *hash)
{
	if (r->tree.size >= r->leaf_room) {
		size_t room = r->leaf_room ? 2 * r->leaf_room : 256;
		void *grown = realloc(r->leaf, room * sizeof(*r->leaf));

		if (!grown)
			return no_memory(r);
		r->leaf = grown;
		r->leaf_room = room;
	}
	memcpy(r->leaf[r->tree.size], hash, TREE_HASH_BYTES);
	tree_add(&r->tree, hash);
	r->v->leaves++;
	if (r->v->progress && r->v->leaves % PROGRESS_LEAVES == 0)
		r->v->progress(r->v->ctx, r->v->leaves);
	return SR_OK;
}

/* Entries have their numbers in the order in which they were written, and what
 * is no tombstone was written once; after an erasure nothing is known of it. */
static bool
in_order(struct reading *r, const struct row *row)
{
	enum entry_kind kind;

	if (r->key_destroyed)
		return true;
	if (row->there &&
	    seal_entry_kind(
		row->stored.record, row->stored.record_len, &kind) == SR_OK &&
	    (kind == ENTRY_CORRECTED || kind == ENTRY_WITHDRAWN))
		return ordinal(row) < r->next;
	return ordinal(row) == r->next++;
}

static enum sr_err
read_row(struct reading *r, sqlite3_stmt *s)
{
	const char *why = NULL;
	struct row row;
	enum sr_err err;

	if (!row_read(s, &row))
		return bad_log(r, "a hash has not 32 bytes");
	if (r->log.checkpoint.size <= row.at)
		why = "it is behind the end that the checkpoint tells";
	else if (row.at != r->tree.size)
		return bad_record(r, r->tree.size,
		    (int64_t)(r->next / AUDIENCES) + 1,
		    (int64_t)(r->next % AUDIENCES), "it is missing");
	else if (row.procedure != r->ix)
		why = "it stands under another procedure";
	/* No log has more entries than leaves. */
	else if (!r->key_destroyed &&
		 (row.number < 1 ||
		     (uint64_t)row.number > r->log.checkpoint.size ||
		     row.audience < 0 || row.audience >= AUDIENCES))
		why = "there is no such entry";
	else if (!in_order(r, &row))
		why = "another entry belongs here";
	if (why)
		return bad_record(r, row.at, row.number, row.audience, why);
	/* Of a procedure that was erased nothing else is left. */
	r->numbered |= row.number != 0 || row.audience != 0;
	if (r->key_destroyed && !row.there)
		return keep_leaf(r, row.hash);
	err = row.there ? row_there(r, &row) : row_gone(r, &row);
	return err == SR_OK ? keep_leaf(r, row.hash) : err;
}

static enum sr_err
read_rows(struct reading *r, sqlite3_stmt *rows)
{
	enum sr_err err = SR_OK;
	int rc = SQLITE_ROW;

	sqlite3_bind_int64(rows, 1, r->ix << ROWS_BITS);
	sqlite3_bind_int64(rows, 2, (r->ix + 1) << ROWS_BITS);
	while (err == SR_OK && (rc = sqlite3_step(rows)) == SQLITE_ROW)
		err = read_row(r, rows);
	if (err == SR_OK && rc != SQLITE_DONE)
		err = archive_file_unread(r->a, r->fault);
	sqlite3_reset(rows);
	return err;
}

/* ---- the log's own row ---- */

static enum sr_err
read_checkpoint(struct reading *r, sqlite3_stmt *s)
{
	const char *note = (const char *)sqlite3_column_text(s, 5);
	size_t len = (size_t)sqlite3_column_bytes(s, 5);
	enum sr_err err = SR_EAUTH;

	if (!note)
		return bad_log(r, "its checkpoint is missing");
	for (size_t i = 0; i < r->v->keys && err == SR_EAUTH; i++)
		err = checkpoint_read(
		    &r->log.checkpoint, note, len, r->v->key[i]);
	if (err == SR_EAUTH)
		return bad_log(r, "its checkpoint is not signed by this key");
	if (err != SR_OK ||
	    memcmp(&r->log.checkpoint.procedure, &r->id, sizeof(r->id)) != 0)
		return bad_log(r, "its checkpoint is damaged");
	r->log.note = note;
	return SR_OK;
}

/* After the rows: what the relay goes on from must be what there is. */
static enum sr_err
check_state(struct reading *r, sqlite3_stmt *s)
{
	const struct checkpoint *c = &r->log.checkpoint;
	uint8_t root[TREE_HASH_BYTES];
	char why[96];
	size_t len;
	const uint8_t *edge = sql_blob(s, 4, &len);

	if (r->tree.size < c->size) {
		snprintf(why, sizeof(why),
		    "leaf %" PRIu64
		    " and all behind it are missing, of %" PRIu64,
		    r->tree.size, c->size);
		return bad_log(r, why);
	}
	tree_root(&r->tree, root);
	if (memcmp(root, c->root, sizeof(root)) != 0)
		return bad_log(r,
		    "a hash of a destroyed record was changed: the tree is not "
		    "the one that was signed");
	if ((uint64_t)sqlite3_column_int64(s, 3) != c->size ||
	    len != tree_edge_len(c->size) ||
	    (len > 0 && memcmp(edge, r->tree.edge, len) != 0))
		return bad_log(r, "its size or edge is damaged");
	return SR_OK;
}

/* For this size and root; the relay may have had another key by then. */
static bool
tells_of_all(const struct reading *r, const char *note, size_t len)
{
	const struct checkpoint *c = &r->log.checkpoint;
	struct checkpoint_erasure e;
	enum sr_err err = SR_EAUTH;

	for (size_t i = 0; i < r->v->keys && err != SR_OK; i++)
		err = checkpoint_receipt_read(&e, note, len, r->v->key[i]);
	return err == SR_OK && e.number == 0 &&
	       memcmp(&e.procedure, &r->id, sizeof(r->id)) == 0 &&
	       e.after.size == c->size &&
	       memcmp(e.after.root, c->root, sizeof(c->root)) == 0;
}

/* A receipt of the whole. */
static enum sr_err
check_erased(struct reading *r)
{
	sqlite3_stmt *s = NULL;
	const char *note;
	enum sr_err err = archive_file_prepare(r->a,
	    "SELECT receipt FROM erasure WHERE procedure = ?1 AND number = 0",
	    &s, r->fault);

	if (err != SR_OK)
		return err;
	sqlite3_bind_int64(s, 1, r->ix);
	if (sqlite3_step(s) == SQLITE_ROW &&
	    (note = (const char *)sqlite3_column_text(s, 0)) != NULL)
		r->log.erased = tells_of_all(
		    r, note, (size_t)sqlite3_column_bytes(s, 0));
	sqlite3_finalize(s);
	return r->log.erased
		   ? SR_OK
		   : bad_log(r, "its key is destroyed, and no receipt of this "
				"relay says that it was erased");
}

static enum sr_err
check_gone(struct reading *r)
{
	uint32_t first = 0;
	size_t where = 0;

	if (r->key_destroyed && r->log.records > 0)
		return bad_log(
		    r, "its key is destroyed, but records are there");
	if (r->key_destroyed && check_erased(r) != SR_OK)
		return SR_ECRYPTO;
	if (r->key_destroyed)
		return r->numbered ? bad_log(r, "it was erased, and its rows "
						"are not as that left them")
				   : SR_OK;
	for (size_t i = 0; i < r->gone_room; i++)
		if (r->gone[i] != 0 && (first == 0 || r->gone[i] < first)) {
			first = r->gone[i];
			where = i;
		}
	if (first == 0)
		return SR_OK;
	return bad_record(r, first - 1, (int64_t)(where / AUDIENCES) + 1,
	    (int64_t)(where % AUDIENCES),
	    "its record is missing, and nothing says why");
}

static enum sr_err
verify_log(struct reading *r, sqlite3_stmt *s, sqlite3_stmt *rows)
{
	struct archive_file_check *v = r->v;
	size_t id_len;
	const uint8_t *id = sql_blob(s, 1, &id_len);
	enum sr_err err;

	r->ix = sqlite3_column_int64(s, 0);
	r->key_destroyed = sqlite3_column_type(s, 2) == SQLITE_NULL;
	if (id_len != sizeof(r->id.byte)) {
		sr_fault_set(r->fault, "a procedure's id has not 16 bytes");
		return SR_ECRYPTO;
	}
	memcpy(r->id.byte, id, id_len);
	if (v->only && memcmp(v->only, &r->id, sizeof(r->id)) != 0)
		return SR_OK;
	if (r->ix < 1 || r->ix > INT32_MAX)
		return bad_log(r, "its place in the file is damaged");
	err = read_checkpoint(r, s);
	if (err == SR_OK)
		err = read_rows(r, rows);
	if (err == SR_OK)
		err = check_state(r, s);
	if (err == SR_OK)
		err = check_gone(r);
	if (err != SR_OK)
		return err;
	r->log.leaf = (const uint8_t(*)[TREE_HASH_BYTES])r->leaf;
	v->logs++;
	v->records += r->log.records;
	v->erased += r->log.erased;
	return v->log ? v->log(v->ctx, &r->log, r->fault) : SR_OK;
}

static const char logs[] =
    "SELECT p.ix, p.id, p.wrap, l.size, l.edge, l.checkpoint FROM procedure p"
    " LEFT JOIN log l ON l.procedure = p.ix ORDER BY p.ix";
static const char records[] =
    "SELECT leaf, procedure, number, audience, draft, hash, wrap, record"
    " FROM record WHERE leaf >= ?1 AND leaf < ?2 ORDER BY leaf";

enum sr_err
archive_file_check_logs(struct archive_file *a, struct archive_file_check *v,
    struct sr_fault *fault)
{
	struct reading r = {.a = a, .v = v, .fault = fault};
	sqlite3_stmt *s = NULL, *rows = NULL;
	enum sr_err err = archive_file_prepare(a, logs, &s, fault);
	int rc = SQLITE_ROW;

	if (err == SR_OK)
		err = archive_file_prepare(a, records, &rows, fault);
	while (err == SR_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		if (r.gone)
			memset(r.gone, 0, r.gone_room * sizeof(*r.gone));
		r.next = 0;
		r.numbered = false;
		r.tree.size = 0;
		memset(&r.log, 0, sizeof(r.log));
		err = verify_log(&r, s, rows);
	}
	if (err == SR_OK && rc != SQLITE_DONE)
		err = archive_file_unread(a, fault);
	sqlite3_finalize(s);
	sqlite3_finalize(rows);
	free(r.leaf);
	free(r.gone);
	return err;
}
