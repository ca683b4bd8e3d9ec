/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <stdbool.h>
#include <string.h>

/* OpenSSL's, because it uses the processor's own instructions for it and
 * libsodium's does not: a fourth of the time. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

/* What is hashed before a leaf, and before two nodes (RFC 6962, 2.1). */
#define LEAF 0x00
#define NODE 0x01

/* ---- hashes ---- */

void
tree_leaf(
    uint8_t hash[TREE_HASH_BYTES], const struct tree_part *part, size_t count)
{
	static const uint8_t leaf = LEAF;
	SHA256_CTX state;

	SHA256_Init(&state);
	SHA256_Update(&state, &leaf, 1);
	for (size_t i = 0; i < count; i++)
		if (part[i].len > 0)
			SHA256_Update(&state, part[i].bytes, part[i].len);
	SHA256_Final(hash, &state);
}

static void
sha256(uint8_t hash[TREE_HASH_BYTES], const void *bytes, size_t len)
{
	SHA256_CTX state;

	SHA256_Init(&state);
	SHA256_Update(&state, bytes, len);
	SHA256_Final(hash, &state);
}

/* hash may be left or right. */
static void
join(uint8_t hash[TREE_HASH_BYTES], const uint8_t left[TREE_HASH_BYTES],
    const uint8_t right[TREE_HASH_BYTES])
{
	uint8_t both[1 + 2 * TREE_HASH_BYTES];

	both[0] = NODE;
	memcpy(both + 1, left, TREE_HASH_BYTES);
	memcpy(both + 1 + TREE_HASH_BYTES, right, TREE_HASH_BYTES);
	sha256(hash, both, sizeof(both));
}

/* ---- a tree that grows ---- */

static unsigned
bits_set(uint64_t size)
{
	return (unsigned)__builtin_popcountll(size);
}

void
tree_add(struct tree *t, const uint8_t leaf[TREE_HASH_BYTES])
{
	unsigned top = bits_set(t->size);

	memcpy(t->edge[top], leaf, TREE_HASH_BYTES);
	for (uint64_t size = t->size; size & 1; size >>= 1) {
		join(t->edge[top - 1], t->edge[top - 1], t->edge[top]);
		top--;
	}
	t->size++;
}

void
tree_root(const struct tree *t, uint8_t root[TREE_HASH_BYTES])
{
	unsigned count = bits_set(t->size);

	if (count == 0) {
		sha256(root, "", 0);
		return;
	}
	memcpy(root, t->edge[count - 1], TREE_HASH_BYTES);
	for (unsigned i = count - 1; i > 0; i--)
		join(root, t->edge[i - 1], root);
}

size_t
tree_edge_len(uint64_t size)
{
	return bits_set(size) * (size_t)TREE_HASH_BYTES;
}

enum sr_err
tree_restore(struct tree *t, uint64_t size, const uint8_t *edge, size_t len)
{
	memset(t, 0, sizeof(*t));
	if (len != tree_edge_len(size) || size >= UINT64_C(1) << 63)
		return SR_ECRYPTO;
	t->size = size;
	if (len > 0)
		memcpy(t->edge, edge, len);
	return SR_OK;
}

/* ---- proofs ---- */

static void
root_of(const uint8_t (*leaf)[TREE_HASH_BYTES], uint64_t size,
    uint8_t root[TREE_HASH_BYTES])
{
	struct tree t = {0};

	for (uint64_t i = 0; i < size; i++)
		tree_add(&t, leaf[i]);
	tree_root(&t, root);
}

/* The largest power of two below size (2 or more). */
static uint64_t
split_of(uint64_t size)
{
	return UINT64_C(1) << (63 - __builtin_clzll(size - 1));
}

static void
push(
    struct tree_proof *p, const uint8_t (*leaf)[TREE_HASH_BYTES], uint64_t size)
{
	root_of(leaf, size, p->hash[p->count++]);
}

/* The RFC's recursion goes from the leaf up; going down gives the same hashes
 * in the opposite order. */
static void
turn_around(struct tree_proof *p)
{
	uint8_t hash[TREE_HASH_BYTES];

	for (size_t i = 0; i < p->count / 2; i++) {
		uint8_t *a = p->hash[i], *b = p->hash[p->count - 1 - i];

		memcpy(hash, a, TREE_HASH_BYTES);
		memcpy(a, b, TREE_HASH_BYTES);
		memcpy(b, hash, TREE_HASH_BYTES);
	}
}

enum sr_err
tree_inclusion(struct tree_proof *p, const uint8_t (*leaf)[TREE_HASH_BYTES],
    uint64_t size, uint64_t at)
{
	p->count = 0;
	if (at >= size)
		return SR_EINVAL;
	while (size > 1) {
		uint64_t k = split_of(size);

		if (at < k) {
			push(p, leaf + k, size - k);
			size = k;
		} else {
			push(p, leaf, k);
			leaf += k;
			at -= k;
			size -= k;
		}
	}
	turn_around(p);
	return SR_OK;
}

enum sr_err
tree_consistency(struct tree_proof *p, const uint8_t (*leaf)[TREE_HASH_BYTES],
    uint64_t size, uint64_t old)
{
	bool whole = true; /* the old tree is known to the verifier */

	p->count = 0;
	if (old == 0 || old > size)
		return SR_EINVAL;
	while (old < size) {
		uint64_t k = split_of(size);

		if (old <= k) {
			push(p, leaf + k, size - k);
			size = k;
		} else {
			push(p, leaf, k);
			leaf += k;
			old -= k;
			size -= k;
			whole = false;
		}
	}
	if (!whole)
		push(p, leaf, size);
	turn_around(p);
	return SR_OK;
}

static enum sr_err
same(const uint8_t *a, const uint8_t *b)
{
	return memcmp(a, b, TREE_HASH_BYTES) == 0 ? SR_OK : SR_EAUTH;
}

enum sr_err
tree_inclusion_verify(const struct tree_proof *p, uint64_t size, uint64_t at,
    const uint8_t leaf[TREE_HASH_BYTES], const uint8_t root[TREE_HASH_BYTES])
{
	uint8_t hash[TREE_HASH_BYTES];
	uint64_t f = at, s = size - 1;

	if (at >= size || p->count > TREE_DEPTH_MAX)
		return SR_EAUTH;
	memcpy(hash, leaf, TREE_HASH_BYTES);
	for (size_t i = 0; i < p->count; i++) {
		if (s == 0)
			return SR_EAUTH;
		if ((f & 1) || f == s) {
			join(hash, p->hash[i], hash);
			while (!(f & 1) && f != 0) {
				f >>= 1;
				s >>= 1;
			}
		} else {
			join(hash, hash, p->hash[i]);
		}
		f >>= 1;
		s >>= 1;
	}
	return s == 0 ? same(hash, root) : SR_EAUTH;
}

enum sr_err
tree_consistency_verify(const struct tree_proof *p, uint64_t size, uint64_t old,
    const uint8_t old_root[TREE_HASH_BYTES],
    const uint8_t root[TREE_HASH_BYTES])
{
	uint8_t was[TREE_HASH_BYTES], is[TREE_HASH_BYTES];
	uint64_t f = old - 1, s = size - 1;
	size_t i = 0;

	if (old == 0 || old > size || p->count > TREE_DEPTH_MAX)
		return SR_EAUTH;
	if (old == size)
		return p->count == 0 ? same(old_root, root) : SR_EAUTH;
	/* A whole old tree is its own first hash. */
	if ((old & (old - 1)) == 0)
		memcpy(was, old_root, sizeof(was));
	else if (p->count > 0)
		memcpy(was, p->hash[i++], sizeof(was));
	else
		return SR_EAUTH;
	memcpy(is, was, sizeof(is));
	while (f & 1) {
		f >>= 1;
		s >>= 1;
	}
	for (; i < p->count; i++) {
		if (s == 0)
			return SR_EAUTH;
		if ((f & 1) || f == s) {
			join(was, p->hash[i], was);
			join(is, p->hash[i], is);
			while (!(f & 1) && f != 0) {
				f >>= 1;
				s >>= 1;
			}
		} else {
			join(is, is, p->hash[i]);
		}
		f >>= 1;
		s >>= 1;
	}
	if (s != 0 || same(was, old_root) != SR_OK)
		return SR_EAUTH;
	return same(is, root);
}
