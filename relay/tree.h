/* SPDX-License-Identifier: MIT */
#ifndef SR_TREE_H
#define SR_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * Merkle trees of RFC 6962, section 2.1, with SHA-256. One that grows keeps its
 * right edge only: adding a leaf and giving the root take a number of hashes
 * that grows with the logarithm of the size. Proofs are made from all leaves.
 */

#define TREE_HASH_BYTES 32u
/* Hashes of an edge or a proof: sizes are below 2^63. */
#define TREE_DEPTH_MAX 64u

/* ---- hashes ---- */

struct tree_part {
	const void *bytes;
	size_t len;
};

/* A leaf over parts, one behind the other. */
void tree_leaf(
    uint8_t hash[TREE_HASH_BYTES], const struct tree_part *part, size_t count);

/* ---- a tree that grows ---- */

/* All zeros is the empty tree. */
struct tree {
	uint64_t size; /* leaves */
	/* Roots of the whole subtrees, largest first: one for each bit that is
	 * set in size. */
	uint8_t edge[TREE_DEPTH_MAX][TREE_HASH_BYTES];
};

void tree_add(struct tree *t, const uint8_t leaf[TREE_HASH_BYTES]);
void tree_root(const struct tree *t, uint8_t root[TREE_HASH_BYTES]);
/* Bytes of the edge of a tree of that size. */
size_t tree_edge_len(uint64_t size);
/* SR_ECRYPTO: no edge of a tree of that size has this length. */
SR_MUST_USE enum sr_err tree_restore(
    struct tree *t, uint64_t size, const uint8_t *edge, size_t len);

/* ---- proofs ---- */

struct tree_proof {
	size_t count;
	uint8_t hash[TREE_DEPTH_MAX][TREE_HASH_BYTES];
};

/* RFC 6962, 2.1.1: that leaf `at` is in the tree of leaf[0..size).
 * SR_EINVAL: at is not below size. */
SR_MUST_USE enum sr_err tree_inclusion(struct tree_proof *p,
    const uint8_t (*leaf)[TREE_HASH_BYTES], uint64_t size, uint64_t at);
/* RFC 6962, 2.1.2: that the tree of the first `old` leaves is the beginning of
 * the tree of all. SR_EINVAL: old is 0 or above size. */
SR_MUST_USE enum sr_err tree_consistency(struct tree_proof *p,
    const uint8_t (*leaf)[TREE_HASH_BYTES], uint64_t size, uint64_t old);

/* RFC 9162, 2.1.3.2 and 2.1.4.2. SR_EAUTH: it does not prove it. */
SR_MUST_USE enum sr_err tree_inclusion_verify(const struct tree_proof *p,
    uint64_t size, uint64_t at, const uint8_t leaf[TREE_HASH_BYTES],
    const uint8_t root[TREE_HASH_BYTES]);
SR_MUST_USE enum sr_err tree_consistency_verify(const struct tree_proof *p,
    uint64_t size, uint64_t old, const uint8_t old_root[TREE_HASH_BYTES],
    const uint8_t root[TREE_HASH_BYTES]);

#endif
