/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* renameat2 */
#include "archive_file_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/secret.h"

/* Milliseconds to wait for the relay, which holds its locks for less. */
#define BUSY_MS 2000

/* ---- opening ---- */

enum sr_err
archive_file_unread(struct archive_file *a, struct sr_fault *fault)
{
	sr_fault_set(fault, "%s: cannot be read: %s",
	    a->file ? a->file : "the archive", sqlite3_errmsg(a->db));
	return sqlite3_errcode(a->db) == SQLITE_CORRUPT ? SR_ECRYPTO : SR_EDISK;
}

enum sr_err
archive_file_prepare(struct archive_file *a, const char *sql,
    sqlite3_stmt **out, struct sr_fault *fault)
{
	if (sqlite3_prepare_v2(a->db, sql, -1, out, NULL) == SQLITE_OK)
		return SR_OK;
	return archive_file_unread(a, fault);
}

static int
ask_number(struct archive_file *a, const char *sql, int64_t *value)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(a->db, sql, -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	*value = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;
	sqlite3_finalize(s);
	return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

/* From here on one snapshot is read. */
static enum sr_err
begin(struct archive_file *a, struct sr_fault *fault)
{
	int64_t application, version;
	int rc = sqlite3_exec(a->db,
	    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
	    "PRAGMA mmap_size = 0; PRAGMA cache_size = -65536; BEGIN",
	    NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		rc = ask_number(a, "PRAGMA application_id", &application);
	if (rc == SQLITE_OK)
		rc = ask_number(a, "PRAGMA user_version", &version);
	if (rc != SQLITE_OK)
		return archive_file_unread(a, fault);
	if (application == SQL_APPLICATION_ID && version == SQL_USER_VERSION)
		return SR_OK;
	if (application == SQL_APPLICATION_ID)
		sr_fault_set(fault,
		    "%s: an archive of version %lld, this program knows "
		    "version %d",
		    a->file ? a->file : "the archive", (long long)version,
		    SQL_USER_VERSION);
	else
		sr_fault_set(fault, "%s: not an archive of this program",
		    a->file ? a->file : "the archive");
	return SR_EVERSION;
}

/* A path as a URI: only what would end it is escaped. */
static char *
uri_of(const char *file, const char *mode)
{
	/* With an empty host: "//x/y" has none, either. */
	const char *scheme = *file == '/' ? "file://" : "file:";
	size_t at = strlen(scheme), room = at + 3 * strlen(file) + 1;
	char *uri = malloc(room += strlen(mode));

	if (!uri)
		return NULL;
	memcpy(uri, scheme, at);
	for (const char *c = file; *c; c++) {
		if (strchr("?#%", *c))
			at += (size_t)snprintf(
			    uri + at, room - at, "%%%02x", (unsigned)*c);
		else
			uri[at++] = *c;
	}
	snprintf(uri + at, room - at, "%s", mode);
	return uri;
}

static int
open_as(struct archive_file *a, const char *file, const char *mode)
{
	char *uri = uri_of(file, mode);
	int rc = SQLITE_NOMEM;
	int64_t count;

	if (uri)
		rc = sqlite3_open_v2(uri, &a->db,
		    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
			SQLITE_OPEN_NOMUTEX,
		    NULL);
	free(uri);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(a->db, BUSY_MS);
	if (rc == SQLITE_OK)
		rc =
		    ask_number(a, "SELECT count(*) FROM sqlite_schema", &count);
	return rc;
}

/* A copy on a read-only place has no log beside it, and none can be made. */
static bool
has_log(const char *file)
{
	char wal[4096];
	int n = snprintf(wal, sizeof(wal), "%s-wal", file);
	struct stat st;

	return n < 0 || (size_t)n >= sizeof(wal) ||
	       (stat(wal, &st) == 0 && st.st_size > 0);
}

enum sr_err
archive_file_open(
    struct archive_file **out, const char *file, struct sr_fault *fault)
{
	struct archive_file *a = calloc(1, sizeof(*a));
	enum sr_err err = SR_ENOMEM;
	int rc;

	if (a)
		a->file = strdup(file);
	if (!a || !a->file)
		goto out;
	rc = open_as(a, file, "?mode=ro");
	if (rc == SQLITE_CANTOPEN && access(file, R_OK) == 0 &&
	    !has_log(file)) {
		sqlite3_close(a->db);
		a->db = NULL;
		rc = open_as(a, file, "?immutable=1");
	}
	err = rc == SQLITE_OK ? begin(a, fault) : archive_file_unread(a, fault);
	if (err != SR_OK)
		goto out;
	*out = a;
	a = NULL;
out:
	if (err == SR_ENOMEM)
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
	archive_file_close(a);
	return err;
}

enum sr_err
archive_file_open_bytes(struct archive_file **out, const uint8_t *bytes,
    size_t len, struct sr_fault *fault)
{
	struct archive_file *a = calloc(1, sizeof(*a));
	enum sr_err err = SR_ENOMEM;
	int rc;

	if (!a)
		return err;
	rc = sqlite3_open_v2(":memory:", &a->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	/* Not written to: SQLITE_DESERIALIZE_READONLY. */
	if (rc == SQLITE_OK)
		rc = sqlite3_deserialize(a->db, "main",
		    (unsigned char *)(uintptr_t)bytes, (sqlite3_int64)len,
		    (sqlite3_int64)len, SQLITE_DESERIALIZE_READONLY);
	err = rc == SQLITE_OK ? begin(a, fault) : archive_file_unread(a, fault);
	if (err == SR_OK) {
		*out = a;
		a = NULL;
	}
	archive_file_close(a);
	return err;
}

void
archive_file_close(struct archive_file *a)
{
	if (!a)
		return;
	sqlite3_close(a->db);
	free(a->file);
	free(a);
}

/* ---- is it whole ---- */

enum sr_err
archive_file_verify(struct archive_file *a, struct archive_file_check *v,
    struct sr_fault *fault)
{
	enum sr_err err;

	v->logs = v->leaves = v->records = v->erased = 0;
	/* The logs first: they name the record, the file only its page. */
	err = archive_file_check_logs(a, v, fault);
	return err == SR_OK ? archive_file_check_tables(a, v, fault) : err;
}

/* ---- what it proves ---- */

static enum sr_err
find_procedure(struct archive_file *a, const struct procedure_id *id,
    int64_t *ix, struct sr_fault *fault)
{
	sqlite3_stmt *s = NULL;
	enum sr_err err = archive_file_prepare(
	    a, "SELECT ix FROM procedure WHERE id = ?1", &s, fault);
	int rc;

	if (err != SR_OK)
		return err;
	sql_bind_blob(s, 1, id->byte, sizeof(id->byte));
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*ix = sqlite3_column_int64(s, 0);
	else if (rc == SQLITE_DONE)
		err = SR_ENOPROC;
	else
		err = archive_file_unread(a, fault);
	sqlite3_finalize(s);
	return err;
}

struct wanted {
	const struct procedure_id *id;
	struct archive_file_leaves *out;
	bool found;
};

static enum sr_err
on_log(void *ctx, const struct archive_file_log *log, struct sr_fault *fault)
{
	struct wanted *w = ctx;
	size_t len = log->checkpoint.size * (size_t)TREE_HASH_BYTES;

	if (memcmp(&log->checkpoint.procedure, w->id, sizeof(*w->id)) != 0)
		return SR_OK;
	w->found = true;
	w->out->checkpoint = log->checkpoint;
	snprintf(w->out->note, sizeof(w->out->note), "%s", log->note);
	/* A file that somebody made may have it twice. */
	free(w->out->leaf);
	w->out->leaf = malloc(len + 1);
	if (!w->out->leaf) {
		sr_fault_set(fault, "%s", sr_err_sentence(SR_ENOMEM));
		return SR_ENOMEM;
	}
	if (len > 0)
		memcpy(w->out->leaf, log->leaf, len);
	return SR_OK;
}

enum sr_err
archive_file_leaves(struct archive_file *a, const struct procedure_id *id,
    const struct archive_file_check *keys, struct archive_file_leaves *out,
    struct sr_fault *fault)
{
	struct wanted w = {.id = id, .out = out};
	struct archive_file_check v = {.key = keys->key,
	    .keys = keys->keys,
	    .only = id,
	    .log = on_log,
	    .ctx = &w};
	enum sr_err err;

	memset(out, 0, sizeof(*out));
	err = archive_file_check_logs(a, &v, fault);
	if (err == SR_OK && !w.found) {
		sr_fault_set(fault, "there is no such procedure in it");
		err = SR_ENOPROC;
	}
	if (err != SR_OK)
		archive_file_leaves_free(out);
	return err;
}

void
archive_file_leaves_free(struct archive_file_leaves *l)
{
	free(l->leaf);
	memset(l, 0, sizeof(*l));
}

enum sr_err
archive_file_find(struct archive_file *a, const struct procedure_id *id,
    uint64_t number, enum audience audience, uint64_t *leaf)
{
	sqlite3_stmt *s = NULL;
	int64_t ix = 0;
	enum sr_err err = find_procedure(a, id, &ix, NULL);
	int rc;

	if (err == SR_OK)
		err = archive_file_prepare(a,
		    "SELECT leaf & 0xffffffff FROM record WHERE procedure = ?1"
		    " AND number = ?2 AND audience = ?3"
		    " AND record IS NOT NULL",
		    &s, NULL);
	if (err != SR_OK)
		return err;
	sqlite3_bind_int64(s, 1, ix);
	sql_bind_number(s, 2, number);
	sqlite3_bind_int(s, 3, (int)audience);
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*leaf = (uint64_t)sqlite3_column_int64(s, 0);
	else
		err = rc == SQLITE_DONE ? SR_ENOENTRY : SR_EDISK;
	sqlite3_finalize(s);
	return err;
}

enum sr_err
archive_file_receipts(struct archive_file *a, const struct procedure_id *id,
    void (*fn)(void *ctx, uint64_t number, const char *receipt), void *ctx)
{
	sqlite3_stmt *s = NULL;
	int64_t ix = 0;
	enum sr_err err = find_procedure(a, id, &ix, NULL);
	int rc;

	if (err == SR_OK)
		err = archive_file_prepare(a,
		    "SELECT number, receipt FROM erasure WHERE procedure = ?1"
		    " ORDER BY number DESC",
		    &s, NULL);
	if (err != SR_OK)
		return err;
	sqlite3_bind_int64(s, 1, ix);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		/* A file that somebody made may have none there. */
		const char *receipt = (const char *)sqlite3_column_text(s, 1);

		fn(ctx, (uint64_t)sqlite3_column_int64(s, 0),
		    receipt ? receipt : "");
	}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SR_OK : SR_EDISK;
}

/* ---- copies ---- */

static enum sr_err
refuse(struct sr_fault *fault, const char *file, const char *why)
{
	sr_fault_set(fault, "%s: %s", file, why);
	return SR_EDISK;
}

static enum sr_err
sync_file(const char *file, struct sr_fault *fault)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	enum sr_err err = SR_OK;

	if (fd < 0 || fsync(fd) < 0)
		err = refuse(fault, file, strerror(errno));
	if (fd >= 0)
		close(fd);
	return err == SR_OK ? secret_sync_directory(file, fault) : err;
}

/* Gives it its name, never another's. A stick's file system may have no links,
 * and one in the network may not have the other. */
static int
name_it(const char *temp, const char *to)
{
	if (link(temp, to) == 0)
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -1;
	return renameat2(AT_FDCWD, temp, AT_FDCWD, to, RENAME_NOREPLACE);
}

/* Written under another name, checked to be there whole, then named. VACUUM
 * writes only what is in use: nothing of free pages is in the copy. */
enum sr_err
archive_file_backup(
    struct archive_file *a, const char *to, struct sr_fault *fault)
{
	char temp[4096];
	int n = snprintf(temp, sizeof(temp), "%s.part", to), fd = -1;
	sqlite3_stmt *s = NULL;
	enum sr_err err = SR_EDISK;
	bool made = false;

	if (n < 0 || (size_t)n >= sizeof(temp))
		return refuse(fault, to, "the path is too long");
	if (access(to, F_OK) == 0) {
		sr_fault_set(fault, "%s: is there already", to);
		return SR_EEXISTS;
	}
	/* Made by us, with our mode; an empty file is a new database. */
	fd = open(temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return refuse(fault, temp, strerror(errno));
	made = true;
	close(fd);
	if (sqlite3_exec(a->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(a->db, "VACUUM INTO ?1", -1, &s, NULL) !=
		SQLITE_OK ||
	    sqlite3_bind_text(s, 1, temp, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_DONE) {
		err = refuse(fault, to, sqlite3_errmsg(a->db));
		goto out;
	}
	err = sync_file(temp, fault);
	if (err != SR_OK)
		goto out;
	if (name_it(temp, to) < 0) {
		err = refuse(fault, to, strerror(errno));
		goto out;
	}
	err = sync_file(to, fault);
out:
	sqlite3_finalize(s);
	if (made)
		unlink(temp);
	(void)sqlite3_exec(a->db, "BEGIN", NULL, NULL, NULL);
	return err;
}
