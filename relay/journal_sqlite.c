/* SPDX-License-Identifier: MIT */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal_db.h"
#include "seal.h"
#include "sql.h"

/*
 * The archive's file: made, locked, checked; then two connections of one
 * journal. ARCHIVE.md describes its tables.
 */

/* "SRly" in the database's header: file(1) and sqlite3(1) show it. */
#define APPLICATION_ID 0x53526c79
#define USER_VERSION 2
#define PAGE_BYTES_MIN 512
#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_(x)

/* clang-format off */
static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE procedure ("
    " ix INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),"
    " wrap BLOB) STRICT;" /* NULL: destroyed */
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
    " UNIQUE (procedure, draft)) STRICT;"
    "CREATE TABLE document ("
    " place BLOB PRIMARY KEY CHECK (length(place) = 16),"
    " kind TEXT NOT NULL,"
    " record BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX document_kind ON document (kind);"
    "CREATE TABLE key ("
    " name TEXT PRIMARY KEY,"
    " wrap BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id = " TEXT_OF(APPLICATION_ID) ";"
    "PRAGMA user_version = " TEXT_OF(USER_VERSION) ";";
/* clang-format on */

/* What outlives both connections. */
struct guard {
	int lock_fd;
	struct secret *master;
};

static void
guard_free(void *ctx)
{
	struct guard *g = ctx;

	if (g->lock_fd >= 0)
		close(g->lock_fd);
	secret_free(g->master);
	free(g);
}

static enum sr_err
refuse(struct sr_fault *fault, const char *file, const char *why)
{
	sr_fault_set(fault, "%s: %s", file, why);
	return SR_EDISK;
}

/* One process has the archive. A file of its own: SQLite's locks on the
 * database end when any descriptor of it is closed (POSIX). */
static enum sr_err
lock(struct guard *g, const char *file, struct sr_fault *fault)
{
	char name[PATH_MAX];
	int n = snprintf(name, sizeof(name), "%s.lock", file);

	if (n < 0 || (size_t)n >= sizeof(name))
		return refuse(fault, file, "the path is too long");
	g->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (g->lock_fd < 0)
		return refuse(fault, name, strerror(errno));
	if (flock(g->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return SR_OK;
	if (errno == EWOULDBLOCK)
		return refuse(fault, file, "another process has it open");
	return refuse(fault, name, strerror(errno));
}

/* *fresh: there is nothing in it yet, or it is not there. */
static enum sr_err
look(const char *file, bool *fresh, struct sr_fault *fault)
{
	struct stat st;

	*fresh = false;
	if (stat(file, &st) < 0) {
		*fresh = errno == ENOENT;
		return *fresh ? SR_OK : refuse(fault, file, strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return refuse(fault, file, "not a plain file");
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse(
		    fault, file, "its mode lets others in; chmod 600 it");
	/* SQLite takes what is shorter than its shortest page for empty, and
	 * would write over it. */
	if (st.st_size > 0 && st.st_size < PAGE_BYTES_MIN)
		return refuse(fault, file, "not a database");
	*fresh = st.st_size == 0;
	return SR_OK;
}

/* A key is made with the file and never after: another key opens nothing. */
static enum sr_err
get_master(struct guard *g, const struct journal_sqlite_options *opt,
    bool fresh, struct sr_fault *fault)
{
	enum sr_err err =
	    seal_master_load(&g->master, opt->master_key_file, fault);

	if (err == SR_ENOENTRY && fresh)
		return seal_master_create(
		    &g->master, opt->master_key_file, fault);
	if (err == SR_ENOENTRY) {
		sr_fault_set(fault,
		    "%s: the master key is not there, and without it %s does "
		    "not open",
		    opt->master_key_file, opt->file);
		return SR_ECRYPTO;
	}
	return err;
}

/* Before SQLite does it, with a mode of its own choice; its other files take
 * the mode of this one. */
static enum sr_err
make_file(const char *file, struct sr_fault *fault)
{
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return refuse(fault, file, strerror(errno));
	close(fd);
	return secret_sync_directory(file, fault);
}

static int
on_number(void *ctx, int columns, char **value, char **name)
{
	(void)columns;
	(void)name;
	if (value[0])
		*(long long *)ctx = strtoll(value[0], NULL, 10);
	return 0;
}

static int
ask(sqlite3 *db, const char *what, long long *value)
{
	*value = 0;
	return sqlite3_exec(db, what, on_number, value, NULL);
}

/* Nothing is written to a database that is not ours. */
static enum sr_err
check_identity(
    sqlite3 *db, const char *file, bool *fresh, struct sr_fault *fault)
{
	long long application, version, tables;
	int rc = ask(db, "PRAGMA application_id", &application);

	if (rc == SQLITE_OK)
		rc = ask(db, "PRAGMA user_version", &version);
	if (rc == SQLITE_OK)
		rc = ask(db, "SELECT count(*) FROM sqlite_schema", &tables);
	if (rc != SQLITE_OK)
		return refuse(fault, file, sqlite3_errstr(rc));
	*fresh = application == 0 && version == 0 && tables == 0;
	if (*fresh ||
	    (application == APPLICATION_ID && version == USER_VERSION))
		return SR_OK;
	if (application == APPLICATION_ID)
		sr_fault_set(fault,
		    "%s: an archive of version %lld, this program knows "
		    "version %d",
		    file, version, USER_VERSION);
	else
		sr_fault_set(fault,
		    "%s: a database of another program (application id "
		    "%#llx found, %#x expected)",
		    file, application, APPLICATION_ID);
	return SR_EVERSION;
}

static int
add_document_key(sqlite3 *db, const struct secret *master)
{
	uint8_t wrap[SEAL_WRAP_BYTES], key[SEAL_KEY_BYTES];
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "INSERT INTO key (name, wrap) VALUES ('document', ?1)", -1, &s,
	    NULL);

	seal_document_key(wrap, key, master);
	explicit_bzero(key, sizeof(key));
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_blob(s, 1, wrap, sizeof(wrap), SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int
make_schema(sqlite3 *db, const struct secret *master)
{
	int rc = sqlite3_exec(db, schema, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		rc = add_document_key(db, master);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	return rc;
}

/* The WAL of a process that was killed goes into the database, and nothing
 * that was destroyed since stays in it. */
static enum sr_err
prepare(const char *file, const struct secret *master, struct sr_fault *fault)
{
	sqlite3 *db = NULL;
	bool fresh = false;
	enum sr_err err = sql_connect(&db, file, fault);
	int rc;

	if (err != SR_OK)
		return err;
	err = check_identity(db, file, &fresh, fault);
	if (err != SR_OK)
		goto out;
	rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	if (rc == SQLITE_OK && fresh)
		rc = make_schema(db, master);
	if (rc == SQLITE_OK)
		rc = sqlite3_wal_checkpoint_v2(
		    db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	/* Busy: somebody reads it from outside; the next one comes soon. */
	if (rc != SQLITE_OK && rc != SQLITE_BUSY)
		err = refuse(fault, file, sqlite3_errstr(rc));
out:
	sqlite3_close(db);
	return err;
}

static enum sr_err
open_stores(struct journal **out, const struct journal_sqlite_options *of,
    struct guard **guard, struct worker_pool *pool, struct sr_fault *fault)
{
	const char *file = of->file;
	struct journal_db_options opt = {
	    .file = file, .master = (*guard)->master};
	struct journal_store *write = NULL, *read = NULL;
	enum sr_err err = journal_db_open(&read, &opt, fault);

	if (err != SR_OK)
		goto out;
	opt.signer = of->signer;
	opt.closed = guard_free; /* the writer's is the last to close */
	opt.ctx = *guard;
	err = journal_db_open(&write, &opt, fault);
	if (err != SR_OK)
		goto out;
	*guard = NULL;
	err = journal_queue_new(out, pool, write, read);
	if (err != SR_OK)
		sr_fault_set(fault, "%s: %s", file, sr_err_sentence(err));
out:
	if (err != SR_OK && read)
		read->ops->close(read);
	if (err != SR_OK && write)
		write->ops->close(write);
	return err;
}

enum sr_err
journal_sqlite_open(struct journal **out,
    const struct journal_sqlite_options *opt, struct worker_pool *pool,
    struct sr_fault *fault)
{
	struct guard *g = calloc(1, sizeof(*g));
	bool fresh = false;
	enum sr_err err;

	if (!g)
		return SR_ENOMEM;
	g->lock_fd = -1;
	err = lock(g, opt->file, fault);
	if (err == SR_OK)
		err = look(opt->file, &fresh, fault);
	if (err == SR_OK)
		err = get_master(g, opt, fresh, fault);
	if (err == SR_OK)
		err = make_file(opt->file, fault);
	if (err == SR_OK)
		err = prepare(opt->file, g->master, fault);
	if (err == SR_OK)
		err = open_stores(out, opt, &g, pool, fault);
	if (g)
		guard_free(g);
	return err;
}
