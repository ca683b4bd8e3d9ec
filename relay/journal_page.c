/* SPDX-License-Identifier: MIT */
#include "journal_page.h"

#include <stdlib.h>
#include <string.h>

/* The texts of one entry, as its rows come. */
struct gathered {
	struct seal_opened audience[AUDIENCES];
};

static void
gathered_wipe(struct gathered *g)
{
	for (int a = 0; a < AUDIENCES; a++)
		seal_opened_wipe(&g->audience[a]);
}

static enum sr_err
gathered_entry(const struct gathered *g, uint64_t number, struct entry **out)
{
	const char *text[AUDIENCES];
	size_t len[AUDIENCES];

	for (int a = 0; a < AUDIENCES; a++) {
		text[a] = g->audience[a].text;
		len[a] = g->audience[a].text_len;
	}
	return entry_restore(out, &g->audience[0].head, number, text, len);
}

/* One entry from the next AUDIENCES rows. A row that is missing, or of another
 * number, is damage too. */
static enum sr_err
page_entry(sqlite3_stmt *s, const uint8_t key[SEAL_KEY_BYTES],
    const struct procedure_id *id, uint64_t number, struct entry **out)
{
	struct gathered g = {0};
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		const uint8_t *wrap, *record;
		size_t wrap_len, record_len;
		int rc = sql_step(s);

		if (rc == SQLITE_DONE)
			err = SR_ECRYPTO;
		else if (rc != SQLITE_ROW)
			err = SR_EDISK;
		else if ((uint64_t)sqlite3_column_int64(s, 0) != number ||
			 sqlite3_column_int(s, 1) != a)
			err = SR_ECRYPTO;
		if (err != SR_OK)
			break;
		wrap = sql_blob(s, 2, &wrap_len);
		record = sql_blob(s, 3, &record_len);
		err = seal_entry_open(&g.audience[a], key, id, number,
		    (enum audience)a, record, record_len, wrap, wrap_len);
	}
	if (err == SR_OK)
		err = gathered_entry(&g, number, out);
	gathered_wipe(&g);
	return err;
}

/* found->entry has room for max entries, all of which are there. */
static enum sr_err
read_page(struct sql *q, int64_t ix, const struct procedure_id *id,
    uint64_t from, size_t max, struct journal_found *found)
{
	sqlite3_stmt *s = q->statement[RECORD_PAGE];
	enum sr_err err = SR_OK;

	sqlite3_bind_int64(s, 1, ix);
	sql_bind_number(s, 2, from);
	sql_bind_number(s, 3, max * AUDIENCES);
	while (found->count < max && err == SR_OK) {
		err = page_entry(s, secret_bytes(q->scratch), id,
		    from + found->count, &found->entry[found->count]);
		found->count += err == SR_OK;
	}
	sql_finish(s);
	/* Whole entries before a damaged one are good; the next page, which
	 * starts with it, says so. */
	return err == SR_ECRYPTO && found->count > 0 ? SR_OK : err;
}

enum sr_err
journal_page_read(struct sql *q, const struct procedure_id *id, uint64_t from,
    size_t max, struct journal_found *found)
{
	uint8_t *key = secret_edit(q->scratch);
	int64_t ix = 0;
	enum sr_err err = sql_procedure(q, id, &ix, key);

	if (err != SR_OK)
		goto out;
	/* Read first: it can only be older than the page, never newer. */
	err = sql_last_number(q, ix, &found->last);
	if (err != SR_OK || from == 0 || from > found->last || max == 0)
		goto out;
	if (max > found->last - from + 1)
		max = (size_t)(found->last - from + 1);
	found->entry = calloc(max, sizeof(struct entry *));
	err = found->entry ? SR_OK : SR_ENOMEM;
	if (err == SR_OK)
		err = read_page(q, ix, id, from, max, found);
out:
	explicit_bzero(key, SEAL_KEY_BYTES);
	if (err != SR_OK)
		journal_found_free(found);
	return err;
}

/* ---- the log ---- */

/* Rows of a procedure lie together, in the order of its log. */
#define ROWS_BITS 32

/* Of a record that is there the hash is made anew: it is what lies on disk. */
static enum sr_err
page_leaf(sqlite3_stmt *s, int64_t at, struct journal_leaf *leaf)
{
	struct seal_stored stored;
	enum entry_kind kind = ENTRY_KINDS;
	size_t len;
	const uint8_t *hash;

	if (sqlite3_column_int64(s, 0) != at)
		return SR_ECRYPTO;
	stored.draft = sql_blob(s, 3, &stored.draft_len);
	stored.wrap = sql_blob(s, 4, &stored.wrap_len);
	stored.record = sql_blob(s, 5, &stored.record_len);
	hash = sql_blob(s, 6, &len);
	leaf->number = (uint64_t)sqlite3_column_int64(s, 1);
	leaf->audience = (enum audience)sqlite3_column_int(s, 2);
	leaf->destroyed = sqlite3_column_type(s, 5) == SQLITE_NULL;
	if (len != sizeof(leaf->hash) || (unsigned)leaf->audience >= AUDIENCES)
		return SR_ECRYPTO;
	if (leaf->destroyed) {
		memcpy(leaf->hash, hash, sizeof(leaf->hash));
		return SR_OK;
	}
	seal_leaf(leaf->hash, &stored);
	leaf->replaces = seal_entry_kind(stored.record, stored.record_len,
			     &kind) == SR_OK &&
			 (kind == ENTRY_CORRECTED || kind == ENTRY_WITHDRAWN);
	return SR_OK;
}

static enum sr_err
page_leaves(struct sql *q, int64_t ix, uint64_t after, struct journal_log *log,
    size_t wanted)
{
	sqlite3_stmt *s = q->statement[LOG_LEAVES];
	int64_t first = ix << ROWS_BITS | (int64_t)after;
	enum sr_err err = SR_OK;

	sqlite3_bind_int64(s, 1, first);
	sqlite3_bind_int64(s, 2, first + (int64_t)wanted);
	while (log->count < wanted && err == SR_OK) {
		int rc = sql_step(s);

		err = rc == SQLITE_ROW	  ? page_leaf(s,
						first + (int64_t)log->count,
						&log->leaf[log->count])
		      : rc == SQLITE_DONE ? SR_ECRYPTO
					  : SR_EDISK;
		log->count += err == SR_OK;
	}
	sql_finish(s);
	return err;
}

static enum sr_err
page_note(struct sql *q, const struct procedure_id *id, struct journal_log *log,
    int64_t *ix, uint64_t *size)
{
	sqlite3_stmt *s = q->statement[LOG_NOTE];
	enum sr_err err = SR_ENOPROC;
	const char *text;
	int rc;

	sql_bind_blob(s, 1, id->byte, sizeof(id->byte));
	rc = sql_step(s);
	if (rc == SQLITE_ROW) {
		text = (const char *)sqlite3_column_text(s, 0);
		log->note = text ? strdup(text) : NULL;
		*ix = sqlite3_column_int64(s, 1);
		*size = (uint64_t)sqlite3_column_int64(s, 2);
		err = log->note ? SR_OK : SR_ENOMEM;
	} else if (rc != SQLITE_DONE) {
		err = SR_EDISK;
	}
	sql_finish(s);
	return err;
}

/* The note first: the log only grows, so its leaves are there after that. */
enum sr_err
journal_page_checkpoint(struct sql *q, const struct procedure_id *id,
    uint64_t after, size_t max, struct journal_log *log)
{
	int64_t ix = 0;
	uint64_t size = 0;
	size_t wanted;
	enum sr_err err;

	*log = (struct journal_log){0};
	err = page_note(q, id, log, &ix, &size);
	if (err == SR_OK && max > 0 && after < size) {
		wanted = size - after < max ? (size_t)(size - after) : max;
		log->more = after + wanted < size;
		log->leaf = calloc(wanted, sizeof(*log->leaf));
		err = log->leaf ? page_leaves(q, ix, after, log, wanted)
				: SR_ENOMEM;
	}
	if (err != SR_OK)
		journal_log_free(log);
	return err;
}

enum sr_err
journal_page_last(struct sql *q, const struct procedure_id *id, uint64_t *last)
{
	uint8_t *key = secret_edit(q->scratch);
	int64_t ix = 0;
	enum sr_err err = sql_procedure(q, id, &ix, key);

	explicit_bzero(key, SEAL_KEY_BYTES);
	*last = 0;
	if (err == SR_ENOPROC)
		return SR_OK;
	return err == SR_OK ? sql_last_number(q, ix, last) : err;
}

enum sr_err
journal_page_load(struct sql *q, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx)
{
	sqlite3_stmt *s = q->statement[DOCUMENT_LOAD];
	enum sr_err err = SR_OK;
	int rc = SQLITE_ROW;

	sqlite3_bind_text(s, 1, kind, -1, SQLITE_STATIC);
	while (err == SR_OK && (rc = sql_step(s)) == SQLITE_ROW) {
		struct seal_document document = {0};
		size_t place_len, len;
		const uint8_t *place = sql_blob(s, 0, &place_len);
		const uint8_t *record = sql_blob(s, 1, &len);

		err = place_len == 16 ? seal_document_open(&document,
					    secret_bytes(q->document_key), kind,
					    place, record, len)
				      : SR_ECRYPTO;
		if (err == SR_OK)
			fn(ctx, document.id, document.value, document.len);
		seal_document_wipe(&document);
	}
	sql_finish(s);
	if (err == SR_OK && rc != SQLITE_DONE)
		err = SR_EDISK;
	return err;
}
