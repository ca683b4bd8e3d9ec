/* SPDX-License-Identifier: MIT */
#include "journal_db_private.h"

#include <string.h>

#include "log.h"
#include "master.h"

/*
 * Another master key takes the place of the old one, in the transaction that
 * destroys something: an older copy of the database and of the key together
 * would bring it back otherwise.
 */

enum sr_err
journal_rotate_begin(struct db *d)
{
	return d->next ? SR_OK : seal_master_new(&d->next);
}

/* ---- wraps ---- */

/* One procedure after `*ix`; SR_ENOPROC: there is none. What does not open
 * with the old key stays as it is: nothing is lost by that. */
static enum sr_err
rewrap_next(struct db *d, int64_t *ix)
{
	sqlite3_stmt *s = d->sql.statement[PROCEDURE_NEXT];
	uint8_t wrap[SEAL_WRAP_BYTES], sum[SQL_SUM_BYTES];
	struct procedure_id id = {{0}};
	enum sr_err err = SR_EDISK;
	bool opened = false;
	int rc;

	sqlite3_bind_int64(s, 1, *ix);
	rc = sql_step(s);
	if (rc == SQLITE_DONE)
		err = SR_ENOPROC;
	if (rc == SQLITE_ROW) {
		size_t id_len, len;
		const uint8_t *bytes = sql_blob(s, 1, &id_len);
		const uint8_t *old = sql_blob(s, 2, &len);

		*ix = sqlite3_column_int64(s, 0);
		if (id_len == sizeof(id.byte))
			memcpy(id.byte, bytes, id_len);
		opened = seal_procedure_rewrap(wrap, old, len, d->sql.master,
			     d->next, &id) == SR_OK;
		err = SR_OK;
	}
	sql_finish(s);
	if (err != SR_OK || !opened)
		return err;
	s = d->sql.statement[PROCEDURE_WRAP];
	sql_sum(
	    sum, 2, id.byte, sizeof(id.byte), wrap, (size_t)SEAL_WRAP_BYTES);
	sqlite3_bind_int64(s, 1, *ix);
	sql_bind_blob(s, 2, wrap, sizeof(wrap));
	sql_bind_blob(s, 3, sum, sizeof(sum));
	return sql_run(s);
}

static enum sr_err
rewrap_document_key(struct db *d)
{
	static const char name[] = "document";
	sqlite3_stmt *s = d->sql.statement[KEY_GET];
	uint8_t wrap[SEAL_WRAP_BYTES], sum[SQL_SUM_BYTES];
	enum sr_err err = SR_EDISK;

	if (sql_step(s) == SQLITE_ROW) {
		size_t len;
		const uint8_t *old = sql_blob(s, 0, &len);

		err = seal_document_rewrap(
		    wrap, old, len, d->sql.master, d->next);
	}
	sql_finish(s);
	if (err != SR_OK)
		return SR_EDISK;
	s = d->sql.statement[KEY_WRAP];
	sql_sum(sum, 2, name, strlen(name), wrap, (size_t)SEAL_WRAP_BYTES);
	sql_bind_blob(s, 1, wrap, sizeof(wrap));
	sql_bind_blob(s, 2, sum, sizeof(sum));
	return sql_run(s);
}

/* ---- around the commit ---- */

static void
tell(const char *what, const struct sr_fault *fault)
{
	log_error("master-key", "step=%s why=%s", what, fault->what);
}

enum sr_err
journal_rotate_wraps(struct db *d)
{
	struct sr_fault fault = {""};
	enum sr_err err;
	int64_t ix = 0;

	if (!d->next)
		return SR_OK;
	/* Until it is settled the key in force may be in the file where the
	 * next one would be staged, and nowhere else. */
	if (d->unsettled)
		journal_rotate_settle(d);
	if (d->unsettled)
		return SR_EDISK;
	err = master_stage(d->next, d->sql.master_file, d->sql.lock, &fault);
	if (err != SR_OK) {
		tell("stage", &fault);
		return SR_EDISK;
	}
	while ((err = rewrap_next(d, &ix)) == SR_OK)
		;
	if (err == SR_ENOPROC)
		err = rewrap_document_key(d);
	d->truncate = true;
	return err;
}

void
journal_rotate_settle(struct db *d)
{
	struct sr_fault fault = {""};
	enum sr_err err = master_settle(d->sql.master_file,
	    seal_master_id(d->sql.master), d->sql.lock, &fault);

	d->unsettled = err != SR_OK;
	if (d->unsettled)
		tell("settle", &fault);
}

void
journal_rotate_done(struct db *d)
{
	if (d->next) {
		secret_free(d->sql.master);
		d->sql.master = d->next;
		d->next = NULL;
		d->unsettled = true;
		d->staged = false;
	}
	if (d->unsettled)
		journal_rotate_settle(d);
}

void
journal_rotate_cancel(struct db *d)
{
	struct sr_fault fault = {""};

	if (!d->next)
		return;
	secret_free(d->next);
	d->next = NULL;
	if (d->unsettled)
		return;
	/* A crash may bring the commit back as long as the log holds it: then
	 * its key must be there. */
	d->staged = d->truncate;
	if (d->staged)
		return;
	if (master_unstage(d->sql.master_file, &fault) != SR_OK)
		tell("unstage", &fault);
}

enum sr_err
journal_rotate_rekey(struct journal_store *store)
{
	return journal_rotate_begin((struct db *)store);
}

enum sr_err
journal_rotate_forget(struct journal_store *store)
{
	return sql_master_refresh(&((struct db *)store)->sql);
}
