/* SPDX-License-Identifier: MIT */
#ifndef SR_CHECKPOINT_H
#define SR_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "note.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "tree.h"

/*
 * What the relay signs about a procedure's log: its size and root
 * (c2sp.org/tlog-checkpoint), and what was erased of it. ARCHIVE.md has every
 * line. The log's name is the name of the key that signs, too.
 */

/* "scrubrelay.v1/" and the procedure's id in hexadecimal. */
#define CHECKPOINT_ORIGIN_BYTES (14u + 32u + 1u)

void checkpoint_origin(
    char out[CHECKPOINT_ORIGIN_BYTES], const struct procedure_id *id);

struct checkpoint {
	struct procedure_id procedure;
	uint64_t size; /* leaves */
	uint8_t root[TREE_HASH_BYTES];
};

/* SR_ETOOLARGE: no room. */
SR_MUST_USE enum sr_err checkpoint_sign(char *note, size_t room,
    const struct procedure_id *id, const struct tree *tree,
    const struct keypair *key);
/* SR_EINVAL: not a checkpoint of a procedure; SR_EAUTH: not signed by key. */
SR_MUST_USE enum sr_err checkpoint_read(struct checkpoint *out,
    const char *note, size_t len, const uint8_t key[HELLO_KEY_BYTES]);

/* A receipt for what was erased. */
struct checkpoint_erasure {
	struct procedure_id procedure;
	uint64_t number;                 /* the entry; 0: all */
	uint64_t at_s;                   /* since 1970 */
	struct checkpoint before, after; /* `procedure` of them is not read */
	uint64_t records;                /* sealed records destroyed */
	uint32_t key_before, key_after;  /* ids of the master keys */
};

SR_MUST_USE enum sr_err checkpoint_receipt_sign(char *note, size_t room,
    const struct checkpoint_erasure *what, const struct keypair *key);
/* Errors as checkpoint_read(). */
SR_MUST_USE enum sr_err checkpoint_receipt_read(struct checkpoint_erasure *out,
    const char *note, size_t len, const uint8_t key[HELLO_KEY_BYTES]);

#endif
