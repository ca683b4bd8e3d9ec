/* SPDX-License-Identifier: MIT */
#ifndef SR_ARCHIVE_FILE_H
#define SR_ARCHIVE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "checkpoint.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "tree.h"

/*
 * An archive's file from outside, without the master key: is it whole, what do
 * its logs prove, a copy of it. Reads only, also beside a relay that runs; one
 * snapshot from opening to closing. ARCHIVE.md describes what is checked.
 */

struct archive_file;

/* SR_EDISK, SR_EVERSION: *fault names the file and what is wrong. */
SR_MUST_USE enum sr_err archive_file_open(
    struct archive_file **out, const char *file, struct sr_fault *fault);
/* The same bytes in memory, which is borrowed; for tests. */
SR_MUST_USE enum sr_err archive_file_open_bytes(struct archive_file **out,
    const uint8_t *bytes, size_t len, struct sr_fault *fault);
void archive_file_close(struct archive_file *a);

/* ---- is it whole ---- */

/* One log that is. */
struct archive_file_log {
	struct checkpoint checkpoint;
	const char *note; /* signed, with the checkpoint */
	/* Its leaves' hashes, checkpoint.size of them. */
	const uint8_t (*leaf)[TREE_HASH_BYTES];
	uint64_t records; /* of its leaves are there; the rest was destroyed */
	bool erased;      /* the whole procedure was */
};

struct archive_file_check {
	const uint8_t (*key)[HELLO_KEY_BYTES]; /* the relay's, old ones too */
	size_t keys;
	const struct procedure_id *only; /* this log; NULL: all */
	/* Each good log, in the order of their beginnings; what it returns but
	 * SR_OK ends the check. Or NULL. */
	enum sr_err (*log)(void *ctx, const struct archive_file_log *log,
	    struct sr_fault *fault);
	/* Now and then: leaves checked. Or NULL. */
	void (*progress)(void *ctx, uint64_t leaves);
	void *ctx;
	/* Results. */
	uint64_t logs, leaves, records, erased;
};

/* SR_ECRYPTO: *fault names the first record, log or row that is not as it was
 * written. SR_EDISK: it cannot be read. */
SR_MUST_USE enum sr_err archive_file_verify(struct archive_file *a,
    struct archive_file_check *v, struct sr_fault *fault);

/* ---- what it proves ---- */

/* All hashes of one log, its checkpoint; ends with archive_file_leaves_free().
 */
struct archive_file_leaves {
	struct checkpoint checkpoint;
	char note[NOTE_MAX + 1];
	uint8_t (*leaf)[TREE_HASH_BYTES];
};

/* SR_ENOPROC: there is none; SR_ECRYPTO: its log is damaged or not signed by
 * any of the keys. */
SR_MUST_USE enum sr_err archive_file_leaves(struct archive_file *a,
    const struct procedure_id *id, const struct archive_file_check *keys,
    struct archive_file_leaves *out, struct sr_fault *fault);
void archive_file_leaves_free(struct archive_file_leaves *l);
/* Where an entry is in its log now. SR_ENOENTRY. */
SR_MUST_USE enum sr_err archive_file_find(struct archive_file *a,
    const struct procedure_id *id, uint64_t number, enum audience audience,
    uint64_t *leaf);
/* Receipts of a procedure, oldest first. */
SR_MUST_USE enum sr_err archive_file_receipts(struct archive_file *a,
    const struct procedure_id *id,
    void (*fn)(void *ctx, uint64_t number, const char *receipt), void *ctx);

/* ---- copies ---- */

/* A copy of it as it is now, at rest: no log beside it, no trace of what was
 * destroyed. On disk (file and directory) on return; an existing file is never
 * replaced (SR_EEXISTS). Holds no key. */
SR_MUST_USE enum sr_err archive_file_backup(
    struct archive_file *a, const char *to, struct sr_fault *fault);

#endif
