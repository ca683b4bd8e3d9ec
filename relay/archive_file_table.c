/* SPDX-License-Identifier: MIT */
#include "archive_file_private.h"

#include <stdbool.h>
#include <string.h>

/* ---- rows that no log covers ---- */

static const struct {
	const char *what,
	    *sql; /* the row's number; its sum; then its columns */
	size_t columns;
} summed[] = {
    {"procedure", "SELECT ix, sum, id, wrap FROM procedure", 2},
    {"document", "SELECT 0, sum, place, kind, record FROM document", 3},
    {"key", "SELECT 0, sum, name, wrap FROM key", 2},
    {"staged", "SELECT seq, sum, draft, record FROM staged", 2},
};

static bool
sum_matches(sqlite3_stmt *s, size_t columns)
{
	const uint8_t *at[3] = {NULL}, *sum;
	size_t len[3] = {0}, sum_len;
	uint8_t want[SQL_SUM_BYTES];

	sum = sql_blob(s, 1, &sum_len);
	for (size_t i = 0; i < columns; i++)
		at[i] = sql_blob(s, (int)i + 2, &len[i]);
	sql_sum(want, 3, at[0], len[0], at[1], len[1], at[2], len[2]);
	return sum_len == sizeof(want) && memcmp(want, sum, sum_len) == 0;
}

static enum sr_err
check_sums(struct archive_file *a, struct sr_fault *fault)
{
	enum sr_err err = SR_OK;

	for (size_t i = 0; i < sizeof(summed) / sizeof(summed[0]); i++) {
		unsigned long long row = 0;
		sqlite3_stmt *s = NULL;
		int rc = SQLITE_ROW;

		err = archive_file_prepare(a, summed[i].sql, &s, fault);
		while (err == SR_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
			row++;
			if (sum_matches(s, summed[i].columns))
				continue;
			sr_fault_set(fault, "table %s, row %llu: it is damaged",
			    summed[i].what, row);
			err = SR_ECRYPTO;
		}
		if (err == SR_OK && rc != SQLITE_DONE)
			err = archive_file_unread(a, fault);
		sqlite3_finalize(s);
		if (err != SR_OK)
			break;
	}
	return err;
}

/* Every receipt is the procedure's, whatever key signed it then. */
static enum sr_err
check_receipts(struct archive_file *a, const struct archive_file_check *v,
    struct sr_fault *fault)
{
	sqlite3_stmt *s = NULL;
	enum sr_err err = archive_file_prepare(a,
	    "SELECT p.id, e.number, e.receipt FROM erasure e"
	    " LEFT JOIN procedure p ON p.ix = e.procedure",
	    &s, fault);
	int rc = SQLITE_ROW;

	while (err == SR_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		struct checkpoint_erasure e;
		enum sr_err read = SR_EAUTH;
		size_t id_len;
		const uint8_t *id = sql_blob(s, 0, &id_len);
		const char *note = (const char *)sqlite3_column_text(s, 2);
		size_t len = (size_t)sqlite3_column_bytes(s, 2);

		for (size_t i = 0; note && i < v->keys && read != SR_OK; i++)
			read =
			    checkpoint_receipt_read(&e, note, len, v->key[i]);
		if (read == SR_OK && id_len == sizeof(e.procedure.byte) &&
		    memcmp(id, e.procedure.byte, id_len) == 0 &&
		    e.number == (uint64_t)sqlite3_column_int64(s, 1))
			continue;
		sr_fault_set(fault, "a receipt of an erasure is damaged, or "
				    "not signed by this key");
		err = SR_ECRYPTO;
	}
	if (err == SR_OK && rc != SQLITE_DONE)
		err = archive_file_unread(a, fault);
	sqlite3_finalize(s);
	return err;
}

/* ---- the file ---- */

/* Every record belongs to a procedure: its range was read with its log. */
static enum sr_err
check_strays(struct archive_file *a, const struct archive_file_check *v,
    struct sr_fault *fault)
{
	static const char stray[] =
	    "SELECT count(*) FROM staged"
	    " WHERE procedure NOT IN (SELECT ix FROM procedure)";
	static const char *const of[] = {"SELECT count(*) FROM record",
	    "SELECT count(*) FROM log", stray};
	const uint64_t want[] = {v->leaves, v->logs, 0};
	enum sr_err err = SR_OK;

	for (size_t i = 0; i < 3 && err == SR_OK; i++) {
		sqlite3_stmt *s = NULL;

		err = archive_file_prepare(a, of[i], &s, fault);
		if (err == SR_OK && sqlite3_step(s) != SQLITE_ROW)
			err = archive_file_unread(a, fault);
		if (err == SR_OK &&
		    (uint64_t)sqlite3_column_int64(s, 0) != want[i]) {
			sr_fault_set(fault,
			    "there are rows that belong to no procedure");
			err = SR_ECRYPTO;
		}
		sqlite3_finalize(s);
	}
	return err;
}

/* The tables are those that this program makes, to the letter. */
static const char schema_of[] =
    "SELECT sql, CASE WHEN sql IS NULL"
    " THEN type = 'index'"
    " AND name = 'sqlite_autoindex_' || tbl_name || '_1'"
    " WHEN type = 'table' THEN name = tbl_name"
    " AND instr(sql, 'TABLE ' || name || ' (')"
    " ELSE type = 'index'"
    " AND instr(sql, 'INDEX ' || name || ' ON ' || tbl_name || ' (')"
    " END FROM sqlite_schema";

static enum sr_err
check_schema(struct archive_file *a, struct sr_fault *fault)
{
	sqlite3_stmt *s = NULL;
	enum sr_err err = archive_file_prepare(a, schema_of, &s, fault);
	bool ours = true;
	size_t count = 0;
	int rc = SQLITE_ROW;

	if (err != SR_OK)
		return err;
	while (ours && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(s, 0);

		count += sql != NULL;
		ours = sqlite3_column_int(s, 1) > 0 &&
		       (!sql || sql_in_schema(sql));
	}
	if (ours && rc != SQLITE_DONE)
		err = archive_file_unread(a, fault);
	else if (!ours || count != sql_schema_count()) {
		sr_fault_set(fault, "its tables are not those of an archive");
		err = SR_ECRYPTO;
	}
	sqlite3_finalize(s);
	return err;
}

static enum sr_err
check_pages(struct archive_file *a, struct sr_fault *fault)
{
	sqlite3_stmt *s = NULL;
	enum sr_err err =
	    archive_file_prepare(a, "PRAGMA integrity_check(1)", &s, fault);
	const char *said;

	if (err == SR_OK && sqlite3_step(s) != SQLITE_ROW)
		err = archive_file_unread(a, fault);
	said = err == SR_OK ? (const char *)sqlite3_column_text(s, 0) : NULL;
	if (err == SR_OK && (!said || strcmp(said, "ok") != 0)) {
		sr_fault_set(fault, "the file is damaged: %s",
		    said ? said : "no memory");
		err = SR_ECRYPTO;
	}
	sqlite3_finalize(s);
	return err;
}

enum sr_err
archive_file_check_tables(struct archive_file *a,
    const struct archive_file_check *v, struct sr_fault *fault)
{
	enum sr_err err = check_schema(a, fault);

	if (err == SR_OK)
		err = check_strays(a, v, fault);
	if (err == SR_OK)
		err = check_sums(a, fault);
	if (err == SR_OK)
		err = check_receipts(a, v, fault);
	if (err == SR_OK)
		err = check_pages(a, fault);
	return err;
}
