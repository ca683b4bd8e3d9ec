/* SPDX-License-Identifier: MIT */
#ifndef SR_BUNDLE_H
#define SR_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/secret.h"

/*
 * A sealed bundle: lines of JSON as one stream of libsodium's secretstream
 * (XChaCha20-Poly1305), so that no record can be read, changed, dropped,
 * repeated or moved, nor the end cut, without it being told. ARCHIVE.md has
 * every byte. Nothing here touches a disk.
 */

#define BUNDLE_KEY_BYTES 32u
/* Magic, lock, salt, costs, secretstream's header. */
#define BUNDLE_HEAD_BYTES 57u
/* Lines are padded with spaces to a multiple of this. */
#define BUNDLE_PAD_BYTES 64u

/* What opens it; the values are in the file. */
enum bundle_lock { BUNDLE_KEY = 1, BUNDLE_PASSPHRASE = 2 };

/* Of Argon2id (version 1.3, one lane). */
struct bundle_cost {
	uint32_t passes, kib;
};
/* For new bundles: about a second and 256 MiB. */
extern const struct bundle_cost bundle_cost_default;

/* ---- writing ---- */

struct bundle_writer;

/* Takes bytes as they come; anything but SR_OK ends the writing. */
typedef enum sr_err bundle_sink(void *ctx, const void *bytes, size_t len);

/* Also writes the head. secret: BUNDLE_KEY_BYTES random bytes, or the
 * passphrase; borrowed for the call. cost: for a passphrase, else unused.
 * SR_ENOMEM, SR_ECRYPTO, the sink's. */
SR_MUST_USE enum sr_err bundle_writer_new(struct bundle_writer **out,
    enum bundle_lock lock, const struct secret *secret,
    const struct bundle_cost *cost, bundle_sink *sink, void *ctx);
/* line: JSON without a newline, at most BUNDLE_LINE_MAX bytes. last: nothing
 * comes behind it; without one the bundle does not open. SR_ETOOLARGE,
 * SR_ENOMEM, SR_ESTATE (there was a last one), the sink's. */
SR_MUST_USE enum sr_err bundle_write(
    struct bundle_writer *w, const char *line, size_t len, bool last);
void bundle_writer_free(struct bundle_writer *w); /* NULL is fine */

/* ---- reading ---- */

struct bundle_reader;

/* What opens these bytes. SR_EVERSION: no bundle, or of another version. */
SR_MUST_USE enum sr_err bundle_lock_of(
    enum bundle_lock *lock, const void *bytes, size_t len);
/* bytes are borrowed until bundle_reader_free().
 * SR_EVERSION, SR_ECRYPTO (costs that are too low or too high), SR_ENOMEM. */
SR_MUST_USE enum sr_err bundle_reader_new(struct bundle_reader **out,
    const void *bytes, size_t len, const struct secret *secret,
    struct sr_fault *fault);
/* The next line, without padding, a NUL behind it; lives until the next call.
 * *last: it is, and nothing stands behind it. SR_ECRYPTO: *fault names the
 * record, counted from 0, that is damaged, missing or not in its place; all
 * further calls say the same. SR_ENOENTRY: the last one was read. */
SR_MUST_USE enum sr_err bundle_read(struct bundle_reader *r, const char **line,
    size_t *len, bool *last, struct sr_fault *fault);
void bundle_reader_free(struct bundle_reader *r); /* NULL is fine */

#endif
