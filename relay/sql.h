/* SPDX-License-Identifier: MIT */
#ifndef SR_SQL_H
#define SR_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "entry.h"
#include "proto/err.h"
#include "proto/secret.h"
#include "seal.h"

/*
 * One SQLite connection with its statements, for journal_db.c (which writes)
 * and journal_page.c (which reads) only.
 */

/* "SRly" in the database's header: file(1) and sqlite3(1) show it. */
#define SQL_APPLICATION_ID 0x53526c79
#define SQL_USER_VERSION 2
#define SQL_SUM_BYTES 32u

enum statement {
	BATCH_BEGIN,
	BATCH_COMMIT,
	BATCH_ROLLBACK,
	PROCEDURE_FIND,
	PROCEDURE_ADD,
	PROCEDURE_ERASE,
	PROCEDURE_NEXT,
	PROCEDURE_WRAP,
	NUMBER_LAST,
	DRAFT_FIND,
	RECORD_ADD,
	RECORD_GET,
	RECORD_DESTROY,
	RECORD_PAGE,
	RECORDS_COUNT,
	RECORDS_GONE,
	RECORDS_ERASE,
	LOG_GET,
	LOG_NOTE,
	LOG_LEAVES,
	LOG_PUT,
	ERASURE_GET,
	ERASURE_ADD,
	STAGED_FIND,
	STAGED_ADD,
	STAGED_DROP,
	STAGED_ERASE,
	STAGED_LOAD,
	DOCUMENT_PUT,
	DOCUMENT_DROP,
	DOCUMENT_LOAD,
	KEY_GET,
	KEY_WRAP,
	STATEMENTS
};

struct sql {
	sqlite3 *db;
	sqlite3_stmt *statement[STATEMENTS];
	struct secret *master; /* its own copy */
	char *master_file;
	struct secret *lock; /* of master keys, or NULL */
	struct secret *document_key;
	struct secret *scratch; /* SEAL_KEY_BYTES, of one call at a time */
};

/* Pragmas of every connection; no statement is prepared. */
SR_MUST_USE enum sr_err sql_connect(
    sqlite3 **out, const char *file, struct sr_fault *fault);
/* Connects and prepares. SR_EDISK, SR_ECRYPTO: *fault says what. */
SR_MUST_USE enum sr_err sql_open(struct sql *q, const char *file,
    const struct secret *master, const char *master_file,
    const struct secret *lock, struct sr_fault *fault);
/* Takes the master key that the database names now, and forgets the old. */
SR_MUST_USE enum sr_err sql_master_refresh(struct sql *q);
void sql_close(struct sql *q);

/* All tables, into an empty database; the caller's transaction. */
int sql_make_schema(sqlite3 *db);
/* Whether a line of sqlite_schema is one that sql_make_schema() makes, and how
 * many it makes. */
bool sql_in_schema(const char *sql);
size_t sql_schema_count(void);
/* Over `count` (at most 4) pairs of pointer and size_t: the columns of a row
 * that no log covers. */
void sql_sum(uint8_t sum[SQL_SUM_BYTES], size_t count, ...);

void sql_bind_blob(sqlite3_stmt *s, int at, const void *bytes, size_t len);
void sql_bind_number(sqlite3_stmt *s, int at, uint64_t value);
const uint8_t *sql_blob(sqlite3_stmt *s, int at, size_t *len);

/* Next row: SQLITE_ROW, SQLITE_DONE, or an error, logged by its number. */
int sql_step(sqlite3_stmt *s);
/* Ends a statement; what was bound is not kept. */
void sql_finish(sqlite3_stmt *s);
/* Runs a statement that gives no rows: SR_OK or SR_EDISK. */
SR_MUST_USE enum sr_err sql_run(sqlite3_stmt *s);
/* Its first row's first column, 0 when there is none. */
SR_MUST_USE enum sr_err sql_run_number(sqlite3_stmt *s, uint64_t *value);

/* SR_ENOPROC when there is none, or its key was destroyed: then *ix is set,
 * else it is 0. */
SR_MUST_USE enum sr_err sql_procedure(struct sql *q,
    const struct procedure_id *id, int64_t *ix, uint8_t key[SEAL_KEY_BYTES]);
/* 0 when it has no entries. */
SR_MUST_USE enum sr_err sql_last_number(
    struct sql *q, int64_t ix, uint64_t *last);

#endif
