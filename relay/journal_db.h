/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_DB_H
#define SR_JOURNAL_DB_H

#include "journal_store.h"
#include "proto/hello.h"
#include "proto/secret.h"

/*
 * One SQLite connection to an archive that is there and of this version: a
 * store for journal_queue.c. Beside journal_sqlite.c, which makes the file.
 */

struct journal_db_options {
	const char *file;
	const struct secret *master; /* copied */
	const char *master_file;     /* where another one is put */
	const struct secret *lock;   /* of it, copied; or NULL */
	const struct keypair
	    *signer; /* must outlive the store; NULL: for reading only */
	void (*closed)(void *ctx); /* last, when the store is closed; or NULL */
	void *ctx;
};

SR_MUST_USE enum sr_err journal_db_open(struct journal_store **out,
    const struct journal_db_options *opt, struct sr_fault *fault);

#endif
