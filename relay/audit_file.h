/* SPDX-License-Identifier: MIT */
#ifndef SR_AUDIT_FILE_H
#define SR_AUDIT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/audit_chain.h"
#include "proto/err.h"

/*
 * The file of the audit log: one line of JSON for each note (AUDIT.md). Lines
 * are added at the end only. All of it blocks: after the start a worker calls
 * it.
 */

/* Bytes of a line at most: four strings, six numbers, id, chain, signature. */
#define AUDIT_LINE_MAX 1024u

struct audit_file;

/* name NULL: in memory only. *head: where the last signed line stands.
 * *cut: bytes behind it, left by a crash in the middle of a write; they are
 * gone. SR_EDISK, SR_ECRYPTO: *fault names the file and what to do. */
SR_MUST_USE enum sr_err audit_file_open(struct audit_file **out,
    const char *name, struct audit_chain *head, uint64_t *cut,
    struct sr_fault *fault);
void audit_file_close(struct audit_file *f);

/* Whole lines behind all others, on disk on return; SR_EDISK: none of them
 * counts as written, and the same call may be made again. */
SR_MUST_USE enum sr_err audit_file_add(
    struct audit_file *f, const char *lines, size_t len);
/* Lines in order, whole ones, from at most AUDIT_PAGE_LINES / 2 before the one
 * behind `after`; *len 0: there are none. *last: the highest there is. */
SR_MUST_USE enum sr_err audit_file_read(const struct audit_file *f,
    uint64_t after, char *text, size_t room, size_t *len, uint64_t *last);

#endif
