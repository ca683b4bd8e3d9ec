/* SPDX-License-Identifier: MIT */
#ifndef SR_SECRET_H
#define SR_SECRET_H

#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * Bytes that must not leak: in locked memory with guard pages
 * (sodium_malloc), never in stdio's buffers, wiped when freed. Files of
 * secrets belong to one user: mode 0600, written whole or not at all.
 */

struct secret;

/* len (1 to 4096) random bytes. SR_ENOMEM. */
SR_MUST_USE enum sr_err secret_new(struct secret **out, size_t len);

/* A copy of len bytes; the caller wipes his. SR_ENOMEM. */
SR_MUST_USE enum sr_err secret_copy(
    struct secret **out, const void *bytes, size_t len);

/* A file of exactly len bytes.
 *   SR_ENOENTRY  there is no such file
 *   SR_EDISK     it cannot be read
 *   SR_ECRYPTO   wrong length, not a plain file, of another user (root's is
 *                fine), or its mode lets group or others in
 * *fault names the file and what to do. */
SR_MUST_USE enum sr_err secret_load(
    struct secret **out, const char *file, size_t len, struct sr_fault *fault);

/* New file, mode 0600, on disk (file and directory) on return. An existing
 * file is never replaced: SR_EEXISTS. SR_EDISK: nothing is left behind. */
SR_MUST_USE enum sr_err secret_save(
    const struct secret *s, const char *file, struct sr_fault *fault);

/* secret_new() and secret_save(). */
SR_MUST_USE enum sr_err secret_create(
    struct secret **out, const char *file, size_t len, struct sr_fault *fault);

/* Both live as long as s. Neither returns NULL. */
const uint8_t *secret_bytes(const struct secret *s);
uint8_t *secret_edit(struct secret *s);

size_t secret_len(const struct secret *s);

/* NULL is fine. */
void secret_free(struct secret *s);

/* The directory that holds file is on disk as it is now. */
SR_MUST_USE enum sr_err secret_sync_directory(
    const char *file, struct sr_fault *fault);

#endif
