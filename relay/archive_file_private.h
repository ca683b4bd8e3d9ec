/* SPDX-License-Identifier: MIT */
#ifndef SR_ARCHIVE_FILE_PRIVATE_H
#define SR_ARCHIVE_FILE_PRIVATE_H

#include "archive_file.h"
#include "sql.h"

/* What archive_file*.c share. */

struct archive_file {
	sqlite3 *db;
	char *file; /* NULL: in memory */
};

/* Prepares; SR_EDISK with *fault. */
SR_MUST_USE enum sr_err archive_file_prepare(struct archive_file *a,
    const char *sql, sqlite3_stmt **out, struct sr_fault *fault);
/* The fault of a statement that gave neither a row nor the end. */
SR_MUST_USE enum sr_err archive_file_unread(
    struct archive_file *a, struct sr_fault *fault);

/* ---- archive_file_log.c ---- */

SR_MUST_USE enum sr_err archive_file_check_logs(struct archive_file *a,
    struct archive_file_check *v, struct sr_fault *fault);

/* ---- archive_file_table.c ---- */

/* The file's own structure, its tables, and what no log covers. */
SR_MUST_USE enum sr_err archive_file_check_tables(struct archive_file *a,
    const struct archive_file_check *v, struct sr_fault *fault);

#endif
