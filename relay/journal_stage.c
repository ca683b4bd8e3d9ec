/* SPDX-License-Identifier: MIT */
#include "journal_stage.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "seal_box.h"

/*
 * A staged record is a document (seal.h) under the procedure's key, of kind
 * "staged", named by its draft's hash. Its value: how long it waits (8), length
 * of the account (1) and of the draft's id (1), both; then for each audience a
 * wrap and the length (4) and bytes of a record as journal_db.c keeps them,
 * numbered 0; then who approved it, to the end. ARCHIVE.md has the same.
 */

#define KIND "staged"
#define FIXED 10u
#define EACH (SEAL_WRAP_BYTES + 4u)
#define NAME_BYTES 33u

static void
draft_name(char name[NAME_BYTES], const uint8_t draft[16])
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < 16; i++) {
		name[2 * i] = digit[draft[i] >> 4];
		name[2 * i + 1] = digit[draft[i] & 15];
	}
	name[NAME_BYTES - 1] = '\0';
}

/* ---- writing ---- */

static enum sr_err
seal_texts(struct seal_blob record[AUDIENCES],
    uint8_t wrap[AUDIENCES][SEAL_WRAP_BYTES], const uint8_t key[SEAL_KEY_BYTES],
    const struct entry *e)
{
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		size_t len;
		const char *text = entry_text(e, (enum audience)a, &len);

		err = seal_entry(&record[a], wrap[a], key, entry_head(e), 0,
		    (enum audience)a, text, len);
	}
	return err;
}

/* The value of the document, see above. */
static enum sr_err
pack(struct seal_blob *out, const uint8_t key[SEAL_KEY_BYTES],
    const struct entry *e, const struct journal_staging *how)
{
	struct seal_blob record[AUDIENCES] = {{0}};
	uint8_t wrap[AUDIENCES][SEAL_WRAP_BYTES], *at;
	size_t account = strlen(how->account), draft = strlen(how->draft);
	size_t approver = strlen(how->approver);
	size_t size = FIXED + account + draft + approver;
	enum sr_err err = seal_texts(record, wrap, key, e);

	for (int a = 0; a < AUDIENCES; a++)
		size += EACH + record[a].len;
	if (err == SR_OK)
		err = seal_blob_new(out, size);
	if (err != SR_OK)
		goto out;
	at = out->bytes;
	seal_box_put(at, how->wait_ms, 8);
	at[8] = (uint8_t)account;
	at[9] = (uint8_t)draft;
	memcpy(at + FIXED, how->account, account);
	memcpy(at + FIXED + account, how->draft, draft);
	at += FIXED + account + draft;
	for (int a = 0; a < AUDIENCES; a++) {
		memcpy(at, wrap[a], SEAL_WRAP_BYTES);
		seal_box_put(at + SEAL_WRAP_BYTES, record[a].len, 4);
		memcpy(at + EACH, record[a].bytes, record[a].len);
		at += EACH + record[a].len;
	}
	memcpy(at, how->approver, approver);
out:
	for (int a = 0; a < AUDIENCES; a++)
		seal_blob_free(&record[a]);
	return err;
}

static enum sr_err
is_staged(struct sql *q, int64_t ix, const uint8_t draft[16], bool *found)
{
	sqlite3_stmt *s = q->statement[STAGED_FIND];
	uint64_t seq = 0;
	enum sr_err err;

	sqlite3_bind_int64(s, 1, ix);
	sql_bind_blob(s, 2, draft, 16);
	err = sql_run_number(s, &seq);
	*found = seq > 0;
	return err;
}

enum sr_err
journal_stage_add(struct sql *q, int64_t ix, const uint8_t key[SEAL_KEY_BYTES],
    const struct entry *e, const struct journal_staging *how, bool *repeated)
{
	const uint8_t *draft = entry_head(e)->draft;
	sqlite3_stmt *s = q->statement[STAGED_ADD];
	struct seal_blob value = {0}, record = {0};
	uint8_t sum[SQL_SUM_BYTES];
	char name[NAME_BYTES];
	enum sr_err err = is_staged(q, ix, draft, repeated);

	if (err != SR_OK || *repeated)
		return err;
	draft_name(name, draft);
	err = pack(&value, key, e, how);
	if (err == SR_OK)
		err = seal_document(
		    &record, key, KIND, name, value.bytes, value.len);
	if (err == SR_OK) {
		sqlite3_bind_int64(s, 1, ix);
		sql_bind_blob(s, 2, draft, 16);
		sql_bind_blob(s, 3, record.bytes, record.len);
		sql_sum(sum, 2, draft, (size_t)16, record.bytes, record.len);
		sql_bind_blob(s, 4, sum, sizeof(sum));
		err = sql_run(s);
	}
	seal_blob_free(&value);
	seal_blob_free(&record);
	return err;
}

enum sr_err
journal_stage_drop(struct sql *q, int64_t ix, const uint8_t draft[16])
{
	sqlite3_stmt *s = q->statement[STAGED_DROP];

	sqlite3_bind_int64(s, 1, ix);
	sql_bind_blob(s, 2, draft, 16);
	return sql_run(s);
}

/* ---- reading ---- */

/* The texts of a value; *left: the bytes behind them. */
static enum sr_err
unpack_entry(struct entry **out, const uint8_t key[SEAL_KEY_BYTES],
    const struct procedure_id *id, const uint8_t *at, size_t *left)
{
	struct seal_opened opened[AUDIENCES] = {{.text = NULL}};
	const char *text[AUDIENCES];
	size_t len[AUDIENCES];
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		size_t record = *left < EACH
				    ? SIZE_MAX
				    : seal_box_get(at + SEAL_WRAP_BYTES, 4);

		if (*left < EACH || record > *left - EACH) {
			err = SR_ECRYPTO;
			break;
		}
		err = seal_entry_open(&opened[a], key, id, 0, (enum audience)a,
		    at + EACH, record, at, SEAL_WRAP_BYTES);
		text[a] = opened[a].text;
		len[a] = opened[a].text_len;
		at += EACH + record;
		*left -= EACH + record;
	}
	if (err == SR_OK)
		err = entry_restore(out, &opened[0].head, 0, text, len);
	for (int a = 0; a < AUDIENCES; a++)
		seal_opened_wipe(&opened[a]);
	return err;
}

static enum sr_err
unpack(struct entry **out, struct journal_staging *how,
    const uint8_t key[SEAL_KEY_BYTES], const struct procedure_id *id,
    const struct seal_document *d)
{
	const uint8_t *at = (const uint8_t *)d->value;
	size_t account, draft, left;
	enum sr_err err;

	memset(how, 0, sizeof(*how));
	if (d->len < FIXED)
		return SR_ECRYPTO;
	account = at[8];
	draft = at[9];
	if (account >= sizeof(how->account) || draft >= sizeof(how->draft) ||
	    d->len < FIXED + account + draft)
		return SR_ECRYPTO;
	how->wait_ms = seal_box_get(at, 8);
	memcpy(how->account, at + FIXED, account);
	memcpy(how->draft, at + FIXED + account, draft);
	left = d->len - FIXED - account - draft;
	err = unpack_entry(out, key, id, at + FIXED + account + draft, &left);
	if (err == SR_OK && left >= sizeof(how->approver)) {
		entry_unref(*out);
		*out = NULL;
		err = SR_ECRYPTO;
	}
	if (err == SR_OK)
		memcpy(how->approver, at + d->len - left, left);
	return err;
}

static enum sr_err
open_one(struct sql *q, sqlite3_stmt *s, struct entry **out,
    struct journal_staging *how)
{
	uint8_t *key = secret_edit(q->scratch), place[16];
	struct seal_document d = {0};
	struct procedure_id id;
	char name[NAME_BYTES];
	size_t id_len, draft_len, len;
	const uint8_t *id_bytes = sql_blob(s, 0, &id_len);
	const uint8_t *draft = sql_blob(s, 1, &draft_len);
	const uint8_t *record = sql_blob(s, 2, &len);
	enum sr_err err = SR_ECRYPTO;
	int64_t ix;

	if (id_len != sizeof(id.byte) || draft_len != 16)
		return err;
	memcpy(id.byte, id_bytes, sizeof(id.byte));
	err = sql_procedure(q, &id, &ix, key);
	if (err != SR_OK)
		goto out;
	draft_name(name, draft);
	seal_document_place(place, key, KIND, name);
	err = seal_document_open(&d, key, KIND, place, record, len);
	if (err == SR_OK)
		err = unpack(out, how, key, &id, &d);
out:
	explicit_bzero(key, SEAL_KEY_BYTES);
	seal_document_wipe(&d);
	return err;
}

enum sr_err
journal_stage_load(struct sql *q, journal_staged *fn, void *ctx)
{
	sqlite3_stmt *s = q->statement[STAGED_LOAD];
	enum sr_err err = SR_OK;
	int rc = SQLITE_ROW;

	while (err == SR_OK && (rc = sql_step(s)) == SQLITE_ROW) {
		struct journal_staging how;
		struct entry *e = NULL;
		enum sr_err one = open_one(q, s, &e, &how);

		if (one == SR_OK)
			fn(ctx, e, &how);
		else if (one == SR_ENOMEM || one == SR_EDISK)
			err = one;
		else
			log_error("staged-damaged", "err=%s", sr_err_name(one));
		entry_unref(e);
	}
	sql_finish(s);
	if (err == SR_OK && rc != SQLITE_DONE)
		err = SR_EDISK;
	return err;
}
