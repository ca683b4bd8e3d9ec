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
#include "master.h"
#include "seal.h"
#include "sql.h"

/*
 * The archive's file: made, locked, checked; then two connections of one
 * journal. ARCHIVE.md describes its tables.
 */

#define PAGE_BYTES_MIN 512

/* What outlives both connections. */
struct guard {
	int lock_fd;
	struct secret *master;
	struct secret *lock; /* of the master key's file, or NULL */
};

static void
guard_free(void *ctx)
{
	struct guard *g = ctx;

	if (g->lock_fd >= 0)
		close(g->lock_fd);
	secret_free(g->master);
	secret_free(g->lock);
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

static enum sr_err
make_master(struct guard *g, const struct journal_sqlite_options *opt,
    struct sr_fault *fault)
{
	enum sr_err err = seal_master_new(&g->master);

	return err == SR_OK ? seal_master_write(g->master, opt->master_key_file,
				  g->lock, fault)
			    : err;
}

/* A key is made with the file and never after: another key opens nothing. */
static enum sr_err
get_master(struct guard *g, const struct journal_sqlite_options *opt,
    bool fresh, struct sr_fault *fault)
{
	enum sr_err err = SR_OK;

	if (opt->passphrase_file)
		err = master_lock(&g->lock, opt->master_key_file,
		    opt->passphrase_file, fault);
	if (err != SR_OK)
		return err;
	err = master_load(&g->master, opt->master_key_file, g->lock, fault);

	if (err == SR_ENOENTRY && fresh)
		return make_master(g, opt, fault);
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
	    (application == SQL_APPLICATION_ID && version == SQL_USER_VERSION))
		return SR_OK;
	if (application == SQL_APPLICATION_ID)
		sr_fault_set(fault,
		    "%s: an archive of version %lld, this program knows "
		    "version %d",
		    file, version, SQL_USER_VERSION);
	else
		sr_fault_set(fault,
		    "%s: a database of another program (application id "
		    "%#llx found, %#x expected)",
		    file, application, SQL_APPLICATION_ID);
	return SR_EVERSION;
}

static int
add_document_key(sqlite3 *db, const struct secret *master)
{
	static const char name[] = "document";
	uint8_t wrap[SEAL_WRAP_BYTES], key[SEAL_KEY_BYTES], sum[SQL_SUM_BYTES];
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "INSERT INTO key (name, wrap, sum) VALUES (?1, ?2, ?3)", -1, &s,
	    NULL);

	seal_document_key(wrap, key, master);
	explicit_bzero(key, sizeof(key));
	sql_sum(sum, 2, name, strlen(name), wrap, sizeof(wrap));
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_blob(s, 2, wrap, sizeof(wrap), SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_blob(s, 3, sum, sizeof(sum), SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int
make_schema(sqlite3 *db, const struct secret *master)
{
	int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		rc = sql_make_schema(db);
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

/* The master key that the database names, when a crash left two. */
static enum sr_err
settle_master(struct guard *g, const struct journal_sqlite_options *opt,
    struct sr_fault *fault)
{
	struct secret *named = NULL;
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	uint32_t id = 0;
	enum sr_err err = sql_connect(&db, opt->file, fault);

	if (err != SR_OK)
		return err;
	if (sqlite3_prepare_v2(db, "SELECT wrap FROM key", -1, &s, NULL) ==
		SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW) {
		size_t len;
		const uint8_t *wrap = sql_blob(s, 0, &len);

		id = seal_wrap_master(wrap, len);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	/* Another key, or none: opening says which. */
	if (master_find(&named, opt->master_key_file, id, g->lock, NULL) !=
	    SR_OK)
		return SR_OK;
	secret_free(g->master);
	g->master = named;
	return master_settle(opt->master_key_file, id, g->lock, fault);
}

static enum sr_err
open_stores(struct journal **out, const struct journal_sqlite_options *of,
    struct guard **guard, struct worker_pool *pool, struct sr_fault *fault)
{
	const char *file = of->file;
	struct journal_db_options opt = {.file = file,
	    .master = (*guard)->master,
	    .master_file = of->master_key_file,
	    .lock = (*guard)->lock};
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
		err = settle_master(g, opt, fault);
	if (err == SR_OK)
		err = open_stores(out, opt, &g, pool, fault);
	if (g)
		guard_free(g);
	return err;
}
