/* SPDX-License-Identifier: MIT */
#ifndef SR_SEAL_H
#define SR_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry.h"
#include "proto/err.h"
#include "proto/secret.h"

/*
 * Records at rest: XChaCha20-Poly1305-IETF, each entry and audience under a
 * key of its own, that key wrapped by the procedure's, the procedure's by the
 * master key: destroying one key erases one entry or one procedure. ARCHIVE.md
 * has every byte. No call here touches a disk but those on the master key.
 */

#define SEAL_KEY_BYTES 32u
#define SEAL_WRAP_BYTES 78u
#define SEAL_HASH_BYTES 32u
/* The keyed hash of a draft, as in struct entry_head. */
#define SEAL_DRAFT_BYTES 16u
/* Text is padded to a multiple of this, so that lengths say little. */
#define SEAL_PAD_BYTES 64u

/* ---- the master key: a file of one user, versioned ---- */

SR_MUST_USE enum sr_err seal_master_create(
    struct secret **out, const char *file, struct sr_fault *fault);
/* Another one, in memory. SR_ENOMEM. */
SR_MUST_USE enum sr_err seal_master_new(struct secret **out);
/* As secret_load(); also SR_EVERSION. */
SR_MUST_USE enum sr_err seal_master_load(
    struct secret **out, const char *file, struct sr_fault *fault);
/* ---- the master key under a passphrase ---- */

/* Salt and costs, as in the file, and what Argon2id makes of them. */
#define SEAL_LOCK_SALT_BYTES 24u

/* salt: of a file (seal_lock_salt()), or NULL for a new one. Takes about a
 * second and 256 MiB. SR_ENOMEM; SR_ECRYPTO: costs that are too low or too
 * high. */
SR_MUST_USE enum sr_err seal_lock_new(struct secret **out,
    const struct secret *passphrase, const uint8_t salt[SEAL_LOCK_SALT_BYTES]);
/* SR_ENOENTRY: the file is not there, or not under a passphrase. */
SR_MUST_USE enum sr_err seal_lock_salt(
    uint8_t salt[SEAL_LOCK_SALT_BYTES], const char *file);
/* As seal_master_load(), of a file under a passphrase or without. lock NULL:
 * one under a passphrase is SR_ECRYPTO. */
SR_MUST_USE enum sr_err seal_master_read(struct secret **out, const char *file,
    const struct secret *lock, struct sr_fault *fault);
/* A new file; under the passphrase where there is a lock. */
SR_MUST_USE enum sr_err seal_master_write(const struct secret *master,
    const char *file, const struct secret *lock, struct sr_fault *fault);

/* Random, made with the key: tells a wrong key from a damaged record. */
uint32_t seal_master_id(const struct secret *master);

/* ---- keys in keys ---- */

/* A new random key, wrapped by the master key. */
void seal_procedure_key(uint8_t wrap[SEAL_WRAP_BYTES],
    uint8_t key[SEAL_KEY_BYTES], const struct secret *master,
    const struct procedure_id *id);
/* SR_ECRYPTO: damaged, of another procedure, or another master key. */
SR_MUST_USE enum sr_err seal_procedure_key_open(uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *wrap, size_t wrap_len, const struct secret *master,
    const struct procedure_id *id);

/* The same key under the master key `to`; errors as on opening. */
SR_MUST_USE enum sr_err seal_procedure_rewrap(uint8_t wrap[SEAL_WRAP_BYTES],
    const uint8_t *old, size_t old_len, const struct secret *from,
    const struct secret *to, const struct procedure_id *id);
SR_MUST_USE enum sr_err seal_document_rewrap(uint8_t wrap[SEAL_WRAP_BYTES],
    const uint8_t *old, size_t old_len, const struct secret *from,
    const struct secret *to);

/* The one key that state documents are sealed under. */
void seal_document_key(uint8_t wrap[SEAL_WRAP_BYTES],
    uint8_t key[SEAL_KEY_BYTES], const struct secret *master);
SR_MUST_USE enum sr_err seal_document_key_open(uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *wrap, size_t wrap_len, const struct secret *master);

/* The id of the master key that made a wrap; 0 when it is none. */
uint32_t seal_wrap_master(const uint8_t *wrap, size_t wrap_len);

/* ---- records ---- */

/* A sealed byte string; ends with seal_blob_free(). */
struct seal_blob {
	uint8_t *bytes;
	size_t len;
};

void seal_blob_free(struct seal_blob *blob); /* an empty one is fine */

/* One entry for one audience. SR_ENOMEM, SR_ETOOLARGE. */
SR_MUST_USE enum sr_err seal_entry(struct seal_blob *record,
    uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t procedure_key[SEAL_KEY_BYTES],
    const struct entry_head *head, uint64_t number, enum audience audience,
    const char *text, size_t text_len);

/* What is readable without a key; SR_ECRYPTO when it is no record. */
SR_MUST_USE enum sr_err seal_entry_kind(
    const uint8_t *record, size_t record_len, enum entry_kind *kind);

/* Whether a record that seal_entry_kind() takes says it is of these; it may
 * lie. */
bool seal_entry_is(const uint8_t *record, const struct procedure_id *procedure,
    uint64_t number, enum audience audience);

struct seal_opened {
	struct entry_head head;
	const char *text; /* within plain; not terminated */
	size_t text_len;
	struct seal_blob plain;
};

/* SR_ECRYPTO: damaged, or not the record of that procedure, number and
 * audience; *out stays empty. */
SR_MUST_USE enum sr_err seal_entry_open(struct seal_opened *out,
    const uint8_t procedure_key[SEAL_KEY_BYTES],
    const struct procedure_id *procedure, uint64_t number,
    enum audience audience, const uint8_t *record, size_t record_len,
    const uint8_t *wrap, size_t wrap_len);
void seal_opened_wipe(struct seal_opened *o);

/* What of a record is stored; one or none of each. */
struct seal_stored {
	const uint8_t *record, *wrap, *draft;
	size_t record_len, wrap_len, draft_len;
};

/* Its leaf in the procedure's log: RFC 6962 over all three. */
void seal_leaf(uint8_t hash[SEAL_HASH_BYTES], const struct seal_stored *stored);

/* ---- state documents ---- */

/* Where a document is found without its id standing there. */
void seal_document_place(uint8_t place[16], const uint8_t key[SEAL_KEY_BYTES],
    const char *kind, const char *id);
SR_MUST_USE enum sr_err seal_document(struct seal_blob *record,
    const uint8_t key[SEAL_KEY_BYTES], const char *kind, const char *id,
    const void *value, size_t len);

struct seal_document {
	const char *id;    /* terminated; within plain */
	const char *value; /* terminated; within plain */
	size_t len;
	struct seal_blob plain;
};

SR_MUST_USE enum sr_err seal_document_open(struct seal_document *out,
    const uint8_t key[SEAL_KEY_BYTES], const char *kind,
    const uint8_t place[16], const uint8_t *record, size_t record_len);
void seal_document_wipe(struct seal_document *d);

#endif
