/* SPDX-License-Identifier: MIT */
#ifndef SR_MASTER_H
#define SR_MASTER_H

#include <stdint.h>

#include "proto/err.h"
#include "proto/secret.h"

/*
 * The file of the master key, and how another takes its place: the next one is
 * put on disk beside it as FILE.new; the database's commit then decides; the
 * file that the database does not name is destroyed. A crash at any moment
 * leaves the key that the database names in one of the two.
 */

/* The key of that id (seal_master_id()), from FILE or FILE.new. SR_ECRYPTO:
 * it is in neither; *fault says so. */
SR_MUST_USE enum sr_err master_find(struct secret **out, const char *file,
    uint32_t id, const struct secret *lock, struct sr_fault *fault);
/* FILE, or FILE.new when FILE cannot be taken. Errors as seal_master_load().
 */
SR_MUST_USE enum sr_err master_load(struct secret **out, const char *file,
    const struct secret *lock, struct sr_fault *fault);
/* Puts next beside the file; on disk on return. */
SR_MUST_USE enum sr_err master_stage(const struct secret *next,
    const char *file, const struct secret *lock, struct sr_fault *fault);
/* Takes back what was staged; overwritten. No error when there is none. */
SR_MUST_USE enum sr_err master_unstage(
    const char *file, struct sr_fault *fault);
/* The key of that id is in FILE on return, and the other one is destroyed:
 * overwritten, and its name gone. Again when it failed. */
SR_MUST_USE enum sr_err master_settle(const char *file, uint32_t id,
    const struct secret *lock, struct sr_fault *fault);

/* What opens and closes master keys with the passphrase in a file (0600), a
 * newline at its end not counted. lock NULL above: without a passphrase. */
SR_MUST_USE enum sr_err master_lock(struct secret **out, const char *file,
    const char *passphrase_file, struct sr_fault *fault);
/* Whether that file can be read, and will do; the key is left alone. */
SR_MUST_USE enum sr_err master_check(
    const char *file, const char *passphrase_file, struct sr_fault *fault);

#endif
