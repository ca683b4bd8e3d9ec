/* SPDX-License-Identifier: MIT */
#include "sql.h"

#include <stdarg.h>
#include <string.h>

#include "tree.h"

#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_(x)

/*
 * ARCHIVE.md describes each table. What no log covers has a sum, which finds
 * damage; it proves nothing.
 */
/* clang-format off */
static const char schema[] =
    "CREATE TABLE procedure ("
    " ix INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),"
    " wrap BLOB," /* NULL: destroyed */
    " sum BLOB NOT NULL) STRICT;"
    "CREATE TABLE record ("
    /* The procedure's ix times 2^32, and the leaf in its log. */
    " leaf INTEGER PRIMARY KEY,"
    " procedure INTEGER NOT NULL REFERENCES procedure (ix),"
    " number INTEGER NOT NULL,"
    " audience INTEGER NOT NULL,"
    " draft BLOB CHECK (length(draft) = 16),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32),"
    " wrap BLOB,"  /* NULL: destroyed, */
    " record BLOB," /* and so is this */
    " CHECK ((wrap IS NULL) = (record IS NULL))) STRICT;"
    "CREATE UNIQUE INDEX record_there ON record (procedure, number, audience)"
    " WHERE record IS NOT NULL;"
    "CREATE UNIQUE INDEX record_draft ON record (procedure, draft)"
    " WHERE audience = 0 AND draft IS NOT NULL;"
    "CREATE TABLE log ("
    " procedure INTEGER PRIMARY KEY REFERENCES procedure (ix),"
    " size INTEGER NOT NULL,"
    " edge BLOB NOT NULL,"
    " checkpoint TEXT NOT NULL) STRICT;"
    "CREATE TABLE erasure ("
    " procedure INTEGER NOT NULL REFERENCES procedure (ix),"
    " number INTEGER NOT NULL," /* of an entry; 0: the procedure */
    " receipt TEXT NOT NULL,"
    " PRIMARY KEY (procedure, number)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE staged (" /* waits for its release; no read finds it */
    " seq INTEGER PRIMARY KEY,"
    " procedure INTEGER NOT NULL REFERENCES procedure (ix),"
    " draft BLOB NOT NULL CHECK (length(draft) = 16),"
    " record BLOB NOT NULL,"
    " sum BLOB NOT NULL,"
    " UNIQUE (procedure, draft)) STRICT;"
    "CREATE TABLE document ("
    " place BLOB PRIMARY KEY CHECK (length(place) = 16),"
    " kind TEXT NOT NULL,"
    " record BLOB NOT NULL,"
    " sum BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX document_kind ON document (kind);"
    "CREATE TABLE key ("
    " name TEXT PRIMARY KEY,"
    " wrap BLOB NOT NULL,"
    " sum BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id = " TEXT_OF(SQL_APPLICATION_ID) ";"
    "PRAGMA user_version = " TEXT_OF(SQL_USER_VERSION) ";";
/* clang-format on */

int
sql_make_schema(sqlite3 *db)
{
	return sqlite3_exec(db, schema, NULL, NULL, NULL);
}

bool
sql_in_schema(const char *sql)
{
	size_t len = sql ? strlen(sql) : 0;
	const char *at = schema;

	while (len > 0 && (at = strstr(at, sql)) != NULL) {
		if ((at == schema || at[-1] == ';') && at[len] == ';')
			return true;
		at++;
	}
	return false;
}

size_t
sql_schema_count(void)
{
	size_t count = 0;

	for (const char *at = schema; (at = strstr(at, "CREATE ")); at++)
		count++;
	return count;
}

/* ---- sums ---- */

#define SUM_PARTS 4u

void
sql_sum(uint8_t sum[SQL_SUM_BYTES], size_t count, ...)
{
	struct tree_part part[SUM_PARTS];
	va_list list;

	va_start(list, count);
	for (size_t i = 0; i < count && i < SUM_PARTS; i++) {
		part[i].bytes = va_arg(list, const void *);
		part[i].len = va_arg(list, size_t);
	}
	va_end(list);
	tree_leaf(sum, part, count);
}
