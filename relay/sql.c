/* SPDX-License-Identifier: MIT */
#include "sql.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "master.h"

/* Milliseconds a commit or checkpoint waits for another connection: our own
 * reads take less, and a copy being made from outside (sqlite3 .backup) must
 * not stop the relay. */
#define BUSY_MS 250

static const char *const sql_of[STATEMENTS] = {
    [BATCH_BEGIN] = "BEGIN IMMEDIATE",
    [BATCH_COMMIT] = "COMMIT",
    [BATCH_ROLLBACK] = "ROLLBACK",
    [PROCEDURE_FIND] = "SELECT ix, wrap FROM procedure WHERE id = ?1",
    [PROCEDURE_ADD] = "INSERT INTO procedure (id, wrap, sum)"
		      " VALUES (?1, ?2, ?3)",
    [PROCEDURE_ERASE] = "UPDATE procedure SET wrap = NULL, sum = ?2"
			" WHERE ix = ?1",
    [PROCEDURE_NEXT] =
	"SELECT ix, id, wrap FROM procedure"
	" WHERE ix > ?1 AND wrap IS NOT NULL ORDER BY ix LIMIT 1",
    [PROCEDURE_WRAP] = "UPDATE procedure SET wrap = ?2, sum = ?3"
		       " WHERE ix = ?1",
    [NUMBER_LAST] = "SELECT max(number) FROM record WHERE procedure = ?1"
		    " AND record IS NOT NULL",
    [DRAFT_FIND] = "SELECT number FROM record WHERE procedure = ?1"
		   " AND draft = ?2 AND audience = 0",
    [RECORD_ADD] = "INSERT INTO record (leaf, procedure, number, audience,"
		   " draft, hash, wrap, record)"
		   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [RECORD_GET] = "SELECT wrap, record, draft FROM record"
		   " WHERE procedure = ?1 AND number = ?2 AND audience = ?3"
		   " AND record IS NOT NULL",
    [RECORD_DESTROY] =
	"UPDATE record SET draft = NULL, wrap = NULL, record = NULL"
	" WHERE procedure = ?1 AND number = ?2 AND record IS NOT NULL",
    [RECORD_PAGE] = "SELECT number, audience, wrap, record FROM record"
		    " WHERE procedure = ?1 AND number >= ?2"
		    " AND record IS NOT NULL"
		    " ORDER BY number, audience LIMIT ?3",
    [RECORDS_COUNT] = "SELECT count(*) FROM record WHERE procedure = ?1"
		      " AND record IS NOT NULL",
    [RECORDS_GONE] = "SELECT count(*) FROM record WHERE procedure = ?1"
		     " AND number = ?2 AND record IS NULL",
    /* All rows, also those that were destroyed before. */
    [RECORDS_ERASE] = "UPDATE record SET number = 0, audience = 0,"
		      " draft = NULL, wrap = NULL, record = NULL"
		      " WHERE leaf >= ?1 << 32 AND leaf < (?1 + 1) << 32",
    [LOG_GET] = "SELECT size, edge FROM log WHERE procedure = ?1",
    [LOG_NOTE] = "SELECT checkpoint, ix, size FROM log"
		 " JOIN procedure ON procedure = ix WHERE id = ?1",
    [LOG_LEAVES] = "SELECT leaf, number, audience, draft, wrap, record, hash"
		   " FROM record WHERE leaf >= ?1 AND leaf < ?2"
		   " ORDER BY leaf",
    [LOG_PUT] = "INSERT INTO log (procedure, size, edge, checkpoint)"
		" VALUES (?1, ?2, ?3, ?4) ON CONFLICT (procedure)"
		" DO UPDATE SET size = ?2, edge = ?3, checkpoint = ?4",
    [ERASURE_GET] = "SELECT receipt FROM erasure WHERE procedure = ?1"
		    " AND number = ?2",
    [ERASURE_ADD] = "INSERT INTO erasure (procedure, number, receipt)"
		    " VALUES (?1, ?2, ?3)",
    [STAGED_FIND] = "SELECT seq FROM staged WHERE procedure = ?1"
		    " AND draft = ?2",
    [STAGED_ADD] = "INSERT INTO staged (procedure, draft, record, sum)"
		   " VALUES (?1, ?2, ?3, ?4)",
    [STAGED_DROP] = "DELETE FROM staged WHERE procedure = ?1"
		    " AND draft = ?2",
    [STAGED_ERASE] = "DELETE FROM staged WHERE procedure = ?1",
    [STAGED_LOAD] = "SELECT p.id, s.draft, s.record FROM staged s"
		    " JOIN procedure p ON p.ix = s.procedure ORDER BY s.seq",
    [DOCUMENT_PUT] = "INSERT INTO document (place, kind, record, sum)"
		     " VALUES (?1, ?2, ?3, ?4)"
		     " ON CONFLICT (place)"
		     " DO UPDATE SET record = ?3, sum = ?4",
    [DOCUMENT_DROP] = "DELETE FROM document WHERE place = ?1",
    [DOCUMENT_LOAD] = "SELECT place, record FROM document WHERE kind = ?1",
    [KEY_GET] = "SELECT wrap FROM key WHERE name = 'document'",
    [KEY_WRAP] = "UPDATE key SET wrap = ?1, sum = ?2 WHERE name = 'document'",
};

void
sql_bind_blob(sqlite3_stmt *s, int at, const void *bytes, size_t len)
{
	sqlite3_bind_blob64(s, at, bytes, len, SQLITE_STATIC);
}

void
sql_bind_number(sqlite3_stmt *s, int at, uint64_t value)
{
	sqlite3_bind_int64(s, at, (sqlite3_int64)value);
}

int
sql_step(sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		log_error("journal-refused", "sqlite=%d",
		    sqlite3_extended_errcode(sqlite3_db_handle(s)));
	return rc;
}

void
sql_finish(sqlite3_stmt *s)
{
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
}

enum sr_err
sql_run(sqlite3_stmt *s)
{
	int rc = sql_step(s);

	sql_finish(s);
	return rc == SQLITE_DONE ? SR_OK : SR_EDISK;
}

enum sr_err
sql_run_number(sqlite3_stmt *s, uint64_t *value)
{
	int rc = sql_step(s);

	*value = 0;
	if (rc == SQLITE_ROW)
		*value = (uint64_t)sqlite3_column_int64(s, 0);
	sql_finish(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? SR_OK : SR_EDISK;
}

const uint8_t *
sql_blob(sqlite3_stmt *s, int at, size_t *len)
{
	const uint8_t *bytes = sqlite3_column_blob(s, at);

	*len = (size_t)sqlite3_column_bytes(s, at);
	return bytes;
}

/* ---- procedures ---- */

/* A wrap of another master key: the writer may have changed it. */
static enum sr_err
master_reload(struct sql *q, uint32_t id)
{
	struct secret *found = NULL;
	enum sr_err err;

	if (id == 0 || id == seal_master_id(q->master))
		return SR_ECRYPTO;
	err = master_find(&found, q->master_file, id, q->lock, NULL);
	if (err != SR_OK)
		return err;
	secret_free(q->master);
	q->master = found;
	return SR_OK;
}

enum sr_err
sql_master_refresh(struct sql *q)
{
	sqlite3_stmt *s = q->statement[KEY_GET];
	enum sr_err err = SR_EDISK;
	uint32_t id = 0;

	if (sql_step(s) == SQLITE_ROW) {
		size_t len;
		const uint8_t *wrap = sql_blob(s, 0, &len);

		id = seal_wrap_master(wrap, len);
		err = SR_OK;
	}
	sql_finish(s);
	if (err != SR_OK || id == seal_master_id(q->master))
		return err;
	return master_reload(q, id);
}

enum sr_err
sql_procedure(struct sql *q, const struct procedure_id *id, int64_t *ix,
    uint8_t key[SEAL_KEY_BYTES])
{
	sqlite3_stmt *s = q->statement[PROCEDURE_FIND];
	enum sr_err err = SR_EDISK;
	const uint8_t *wrap;
	size_t len;
	int rc;

	*ix = 0;
	sql_bind_blob(s, 1, id->byte, sizeof(id->byte));
	rc = sql_step(s);
	if (rc == SQLITE_DONE)
		err = SR_ENOPROC;
	if (rc == SQLITE_ROW) {
		*ix = sqlite3_column_int64(s, 0);
		wrap = sql_blob(s, 1, &len);
		err = len == 0 ? SR_ENOPROC
			       : seal_procedure_key_open(
				     key, wrap, len, q->master, id);
		if (err == SR_ECRYPTO &&
		    master_reload(q, seal_wrap_master(wrap, len)) == SR_OK)
			err = seal_procedure_key_open(
			    key, wrap, len, q->master, id);
	}
	sql_finish(s);
	return err;
}

enum sr_err
sql_last_number(struct sql *q, int64_t ix, uint64_t *last)
{
	sqlite3_stmt *s = q->statement[NUMBER_LAST];

	sqlite3_bind_int64(s, 1, ix);
	return sql_run_number(s, last);
}

/* ---- opening ---- */

/*
 * FULL: a commit is on disk when it returns. secure_delete: what is destroyed
 * is overwritten. No memory map, no temporary files: nothing else of ours lies
 * about. The file is not trusted to bring functions of its own.
 */
static const char connection_pragmas[] = "PRAGMA synchronous = FULL;"
					 "PRAGMA secure_delete = ON;"
					 "PRAGMA foreign_keys = ON;"
					 "PRAGMA temp_store = MEMORY;"
					 "PRAGMA mmap_size = 0;"
					 "PRAGMA cell_size_check = ON;"
					 "PRAGMA trusted_schema = OFF;";

enum sr_err
sql_connect(sqlite3 **out, const char *file, struct sr_fault *fault)
{
	sqlite3 *db = NULL;
	int rc = sqlite3_open_v2(
	    file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_extended_result_codes(db, 1);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(db, BUSY_MS);
	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, connection_pragmas, NULL, NULL, NULL);
	if (rc != SQLITE_OK) {
		sr_fault_set(fault, "%s: %s", file, sqlite3_errstr(rc));
		sqlite3_close(db);
		return SR_EDISK;
	}
	*out = db;
	return SR_OK;
}

static enum sr_err
sql_document_key(struct sql *q, const char *file, struct sr_fault *fault)
{
	sqlite3_stmt *s = q->statement[KEY_GET];
	enum sr_err err = SR_ECRYPTO;
	const uint8_t *wrap;
	uint32_t made_by;
	size_t len;

	if (sql_step(s) != SQLITE_ROW) {
		sr_fault_set(fault, "%s: its document key is missing", file);
		goto out;
	}
	wrap = sql_blob(s, 0, &len);
	made_by = seal_wrap_master(wrap, len);
	err = seal_document_key_open(
	    secret_edit(q->document_key), wrap, len, q->master);
	if (err != SR_OK && made_by != seal_master_id(q->master))
		sr_fault_set(fault,
		    "%s: sealed with master key %08x, the key file has %08x",
		    file, (unsigned)made_by,
		    (unsigned)seal_master_id(q->master));
	else if (err != SR_OK)
		sr_fault_set(fault,
		    "%s: its document key does not open with this master key",
		    file);
out:
	sql_finish(s);
	return err;
}

enum sr_err
sql_open(struct sql *q, const char *file, const struct secret *master,
    const char *master_file, const struct secret *lock, struct sr_fault *fault)
{
	enum sr_err err = sql_connect(&q->db, file, fault);

	if (err != SR_OK)
		return err;
	q->master_file = strdup(master_file);
	err = q->master_file ? secret_copy(&q->master, secret_bytes(master),
				   secret_len(master))
			     : SR_ENOMEM;
	if (err == SR_OK && lock)
		err =
		    secret_copy(&q->lock, secret_bytes(lock), secret_len(lock));
	if (err != SR_OK) {
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
		return err;
	}
	for (int i = 0; i < STATEMENTS; i++) {
		int rc = sqlite3_prepare_v3(q->db, sql_of[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &q->statement[i], NULL);

		if (rc != SQLITE_OK) {
			sr_fault_set(fault, "%s: %s", file, sqlite3_errstr(rc));
			return SR_EDISK;
		}
	}
	err = secret_new(&q->document_key, SEAL_KEY_BYTES);
	if (err == SR_OK)
		err = secret_new(&q->scratch, SEAL_KEY_BYTES);
	if (err != SR_OK) {
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
		return err;
	}
	return sql_document_key(q, file, fault);
}

void
sql_close(struct sql *q)
{
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(q->statement[i]);
	sqlite3_close(q->db);
	secret_free(q->master);
	secret_free(q->lock);
	free(q->master_file);
	secret_free(q->document_key);
	secret_free(q->scratch);
	*q = (struct sql){0};
}
