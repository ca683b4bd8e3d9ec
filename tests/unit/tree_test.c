/* SPDX-License-Identifier: MIT */
/* Trees, proofs and signed notes, against known answers and against all small
 * sizes. */
#include "check.h"

#include <stdlib.h>

#include "checkpoint.h"
#include "tree.h"

enum { SIZES = 70 };

static uint8_t leaf[SIZES][TREE_HASH_BYTES];
static const uint8_t (*const leaves)[TREE_HASH_BYTES] =
    (const uint8_t (*)[TREE_HASH_BYTES])leaf;

static void
unhex(const char *text, uint8_t *out, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned byte = 0;

		sscanf(text + 2 * i, "%2x", &byte);
		out[i] = (uint8_t)byte;
	}
}

/* The eight leaves and roots that implementations of Certificate Transparency
 * share. */
static const struct {
	const char *leaf, *root;
} known[] = {
    {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
    {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
    {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
    {"2021",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
    {"3031",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
    {"40414243",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
    {"5051525354555657",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
    {"606162636465666768696a6b6c6d6e6f",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
};

static void
test_known(void)
{
	struct tree t = {0};
	uint8_t root[TREE_HASH_BYTES], want[TREE_HASH_BYTES];

	tree_root(&t, root);
	unhex(
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    want, sizeof(want));
	check(memcmp(root, want, sizeof(want)) == 0, "the empty tree");
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		uint8_t bytes[16], hash[TREE_HASH_BYTES];
		size_t len = strlen(known[i].leaf) / 2;
		/* In two parts: it is their joined bytes that count. */
		struct tree_part part[] = {
		    {bytes, len / 2}, {bytes + len / 2, len - len / 2}};

		unhex(known[i].leaf, bytes, len);
		tree_leaf(hash, part, 2);
		tree_add(&t, hash);
		tree_root(&t, root);
		unhex(known[i].root, want, sizeof(want));
		check(memcmp(root, want, sizeof(want)) == 0, known[i].root);
	}
}

static void
test_restore(void)
{
	struct tree t = {0}, again;
	uint8_t root[TREE_HASH_BYTES], root_again[TREE_HASH_BYTES];

	for (uint64_t n = 0; n < SIZES; n++) {
		size_t len = tree_edge_len(t.size);

		check_number(
		    tree_restore(&again, t.size, t.edge[0], len), SR_OK, "");
		tree_root(&t, root);
		tree_root(&again, root_again);
		check(memcmp(root, root_again, sizeof(root)) == 0,
		    "a tree goes on from its edge");
		check_number(
		    tree_restore(&again, t.size + 2, t.edge[0], len + 64),
		    tree_edge_len(t.size + 2) == len + 64 ? SR_OK : SR_ECRYPTO,
		    "an edge has the length of its size");
		tree_add(&t, leaf[n]);
	}
}

static void
root_at(uint64_t size, uint8_t root[TREE_HASH_BYTES])
{
	struct tree t = {0};

	for (uint64_t i = 0; i < size; i++)
		tree_add(&t, leaf[i]);
	tree_root(&t, root);
}

static void
test_inclusion(void)
{
	unsigned wrong = 0, taken = 0;
	uint8_t root[TREE_HASH_BYTES];
	struct tree_proof p;

	for (uint64_t size = 1; size < SIZES; size++) {
		root_at(size, root);
		for (uint64_t at = 0; at < size; at++) {
			wrong +=
			    tree_inclusion(&p, leaves, size, at) != SR_OK ||
			    tree_inclusion_verify(
				&p, size, at, leaf[at], root) != SR_OK;
			taken += tree_inclusion_verify(&p, size, at,
				     leaf[(at + 1) % SIZES], root) == SR_OK;
			for (size_t i = 0; i < p.count; i++) {
				p.hash[i][at % 32] ^= 1;
				taken += tree_inclusion_verify(&p, size, at,
					     leaf[at], root) == SR_OK;
				p.hash[i][at % 32] ^= 1;
			}
			taken += tree_inclusion_verify(&p, size + 1, at,
				     leaf[at], root) == SR_OK &&
				 p.count == 0;
			p.count++;
			taken += tree_inclusion_verify(
				     &p, size, at, leaf[at], root) == SR_OK;
		}
		wrong += tree_inclusion(&p, leaves, size, size) != SR_EINVAL;
	}
	check_number(wrong, 0, "every leaf is proved in every tree");
	check_number(taken, 0, "no other leaf, no changed proof is taken");
}

static void
test_consistency(void)
{
	uint8_t was[TREE_HASH_BYTES], is[TREE_HASH_BYTES];
	unsigned wrong = 0, taken = 0;
	struct tree_proof p;

	for (uint64_t size = 1; size < SIZES; size++) {
		root_at(size, is);
		for (uint64_t old = 1; old <= size; old++) {
			root_at(old, was);
			wrong +=
			    tree_consistency(&p, leaves, size, old) != SR_OK ||
			    tree_consistency_verify(&p, size, old, was, is) !=
				SR_OK;
			was[old % 32] ^= 1;
			taken += tree_consistency_verify(
				     &p, size, old, was, is) == SR_OK;
			was[old % 32] ^= 1;
			for (size_t i = 0; i < p.count; i++) {
				p.hash[i][0] ^= 1;
				taken += tree_consistency_verify(
					     &p, size, old, was, is) == SR_OK;
				p.hash[i][0] ^= 1;
			}
			p.count++;
			taken += tree_consistency_verify(
				     &p, size, old, was, is) == SR_OK;
		}
		wrong += tree_consistency(&p, leaves, size, size + 1) == SR_OK;
		wrong += tree_consistency(&p, leaves, size, 0) == SR_OK;
	}
	check_number(wrong, 0, "every tree begins with every smaller one");
	check_number(taken, 0, "no other root, no changed proof is taken");
}

/* ---- notes ---- */

/* The example of the specification of verifier keys and notes. */
static void
test_note(void)
{
	/* PeterNeumann's key and note: golang.org/x/mod/sumdb/note. */
	static const char name[] = "PeterNeumann";
	static const char note[] =
	    "If you think cryptography is the answer to your problem,\n"
	    "then you don't know what your problem is.\n"
	    "\n"
	    "\xE2\x80\x94 PeterNeumann "
	    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgK"
	    "vqfqdngotpRZb6KE6RyyBwJnAM=\n";
	char verifier[NOTE_NAME_MAX + 64];
	uint8_t typed[33];
	size_t len;

	check_number(note_unbase64(typed, sizeof(typed),
			 "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", 44),
	    SR_OK, "the published key");
	note_verifier(verifier, name, typed + 1);
	check_text(verifier,
	    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
	    "LDE4izWy10TW",
	    "as the published verifier key");
	check_number(note_verify(note, strlen(note), name, typed + 1, &len),
	    SR_OK, "the published note");
	check_number(len, strstr(note, "\n\n") + 1 - note, "its text");
	typed[5] ^= 1;
	check_number(note_verify(note, strlen(note), name, typed + 1, &len),
	    SR_EAUTH, "not by another key");
}

static void
test_checkpoint(void)
{
	const struct procedure_id id = {{1, 2, 3}};
	struct keypair *key = NULL, *witness = NULL, *other = NULL;
	struct checkpoint c;
	struct tree t = {0};
	uint8_t root[TREE_HASH_BYTES];
	char note[NOTE_MAX], changed[NOTE_MAX];
	uint64_t at_s = 0;
	unsigned taken = 0;
	size_t len;

	for (size_t i = 0; i < 5; i++)
		tree_add(&t, leaf[i]);
	tree_root(&t, root);
	check(keypair_new(&key) == SR_OK && keypair_new(&witness) == SR_OK &&
		  keypair_new(&other) == SR_OK,
	    "keys");
	check_number(checkpoint_sign(note, sizeof(note), &id, &t, key), SR_OK,
	    "is signed");
	len = strlen(note);
	check_number(
	    checkpoint_read(&c, note, len, keypair_public(key)), SR_OK, "");
	check(c.size == 5 && memcmp(c.root, root, sizeof(root)) == 0 &&
		  memcmp(&c.procedure, &id, sizeof(id)) == 0,
	    "and says what it was made of");
	check_number(checkpoint_read(&c, note, len, keypair_public(other)),
	    SR_EAUTH, "signed by nobody else");
	for (size_t i = 0; i < 8 * len; i++) {
		memcpy(changed, note, len);
		changed[i / 8] = (char)(changed[i / 8] ^ 1 << i % 8);
		taken += checkpoint_read(
			     &c, changed, len, keypair_public(key)) == SR_OK;
	}
	for (size_t i = 0; i < len; i++)
		taken +=
		    checkpoint_read(&c, note, i, keypair_public(key)) == SR_OK;
	check_number(taken, 0, "no changed or cut checkpoint is taken");
	check_number(note_cosign(note, sizeof(note), "students.example",
			 1700000000, witness),
	    SR_OK, "a witness adds a line");
	check_number(
	    checkpoint_read(&c, note, strlen(note), keypair_public(key)), SR_OK,
	    "it stays the relay's");
	check_number(note_cosign_verify(note, strlen(note), "students.example",
			 keypair_public(witness), &at_s),
	    SR_OK, "and is the witness's");
	check_number(at_s, 1700000000, "at that time");
	check_number(note_cosign_verify(note, strlen(note), "students.example",
			 keypair_public(other), &at_s),
	    SR_EAUTH, "not another's");
	keypair_free(key);
	keypair_free(witness);
	keypair_free(other);
}

static void
test_receipt(void)
{
	struct checkpoint_erasure e = {.procedure = {{9}},
				      .number = 7,
				      .at_s = 1770091506,
				      .before = {.size = 12},
				      .after = {.size = 14},
				      .records = 2,
				      .key_before = 0x0a1b2c3d,
				      .key_after = 0x4e5f6071},
				  got;
	struct keypair *key = NULL;
	char note[NOTE_MAX];
	unsigned taken = 0;
	size_t len;

	check_number(keypair_new(&key), SR_OK, "a key");
	for (int all = 0; all < 2; all++) {
		if (all)
			e.number = 0;
		check_number(
		    checkpoint_receipt_sign(note, sizeof(note), &e, key), SR_OK,
		    "is signed");
		len = strlen(note);
		check_number(checkpoint_receipt_read(
				 &got, note, len, keypair_public(key)),
		    SR_OK, "is read");
		check(got.number == e.number && got.at_s == e.at_s &&
			  got.before.size == 12 && got.after.size == 14 &&
			  got.records == 2 && got.key_before == e.key_before &&
			  got.key_after == e.key_after &&
			  got.procedure.byte[0] == 9,
		    "as it was written");
		for (size_t i = 0; i < 8 * len; i++) {
			note[i / 8] = (char)(note[i / 8] ^ 1 << i % 8);
			taken += checkpoint_receipt_read(&got, note, len,
				     keypair_public(key)) == SR_OK;
			note[i / 8] = (char)(note[i / 8] ^ 1 << i % 8);
		}
	}
	check_number(taken, 0, "no changed receipt is taken");
	keypair_free(key);
}

int
main(void)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct tree_part part = {&i, sizeof(i)};

		tree_leaf(leaf[i], &part, 1);
	}
	test_known();
	test_restore();
	test_inclusion();
	test_consistency();
	test_note();
	test_checkpoint();
	test_receipt();
	return check_done();
}
