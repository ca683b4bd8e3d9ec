/* SPDX-License-Identifier: MIT */
#ifndef SR_ARCHIVE_PRIVATE_H
#define SR_ARCHIVE_PRIVATE_H

#include "archive.h"
#include "sql.h"

/* What archive.c, archive_log.c and archive_table.c share. */

struct archive {
	sqlite3 *db;
	char *file; /* NULL: in memory */
};

/* Names a log or an entry: "procedure 0102..., entry 3 for colleagues". */
#define ARCHIVE_NAME_BYTES 96u

/* Prepares; SR_EDISK with *fault. */
SR_MUST_USE enum sr_err archive_prepare(struct archive *a, const char *sql,
    sqlite3_stmt **out, struct sr_fault *fault);
/* The fault of a statement that gave neither a row nor the end. */
SR_MUST_USE enum sr_err archive_unread(
    struct archive *a, struct sr_fault *fault);

/* ---- archive_log.c ---- */

SR_MUST_USE enum sr_err archive_verify_logs(
    struct archive *a, struct archive_verify *v, struct sr_fault *fault);

/* ---- archive_table.c ---- */

/* The file's own structure, its tables, and what no log covers. */
SR_MUST_USE enum sr_err archive_verify_tables(
    struct archive *a, const struct archive_verify *v, struct sr_fault *fault);

#endif
