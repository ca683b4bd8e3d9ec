/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "seal_box.h"

/* Boxes and keys; ARCHIVE.md is the specification of the bytes. */

#define MASTER_MAGIC "SRMASTR1"
#define MASTER_MAGIC_BYTES 8u
#define MASTER_BYTES (MASTER_MAGIC_BYTES + 4 + SEAL_KEY_BYTES)

#define WRAP_HEAD 6u

static_assert(
    SEAL_WRAP_BYTES == WRAP_HEAD + SEAL_NONCE + SEAL_KEY_BYTES + SEAL_TAG,
    "ARCHIVE.md gives the length of a wrap");

void
seal_box_put(uint8_t *to, uint64_t value, unsigned bytes)
{
	while (bytes-- > 0) {
		to[bytes] = (uint8_t)value;
		value >>= 8;
	}
}

uint64_t
seal_box_get(const uint8_t *from, unsigned bytes)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < bytes; i++)
		value = value << 8 | from[i];
	return value;
}

/* ---- blobs ---- */

enum sr_err
seal_blob_new(struct seal_blob *blob, size_t len)
{
	blob->bytes = calloc(1, len);
	if (!blob->bytes)
		return SR_ENOMEM;
	blob->len = len;
	return SR_OK;
}

void
seal_blob_free(struct seal_blob *blob)
{
	if (blob->bytes)
		sodium_memzero(blob->bytes, blob->len);
	free(blob->bytes);
	*blob = (struct seal_blob){0};
}

/* ---- boxes ---- */

void
seal_box_close(uint8_t *to, const uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *plain, size_t len, const uint8_t *ad, size_t ad_len)
{
	randombytes_buf(to, SEAL_NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
	    to + SEAL_NONCE, NULL, plain, len, ad, ad_len, NULL, to, key);
}

enum sr_err
seal_box_open(uint8_t *plain, const uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *box, size_t len, const uint8_t *ad, size_t ad_len)
{
	int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL,
	    box + SEAL_NONCE, len - SEAL_NONCE, ad, ad_len, box, key);

	return bad ? SR_ECRYPTO : SR_OK;
}

/* ---- the master key ---- */

enum sr_err
seal_master_new(struct secret **out)
{
	struct secret *s = NULL;
	enum sr_err err = secret_new(&s, MASTER_BYTES);

	if (err != SR_OK)
		return err;
	memcpy(secret_edit(s), MASTER_MAGIC, MASTER_MAGIC_BYTES);
	while (seal_master_id(s) == 0)
		randombytes_buf(secret_edit(s) + MASTER_MAGIC_BYTES, 4);
	*out = s;
	return SR_OK;
}

enum sr_err
seal_master_create(
    struct secret **out, const char *file, struct sr_fault *fault)
{
	struct secret *s = NULL;
	enum sr_err err = seal_master_new(&s);

	if (err == SR_OK)
		err = secret_save(s, file, fault);
	if (err == SR_OK) {
		*out = s;
		s = NULL;
	}
	secret_free(s);
	return err;
}

enum sr_err
seal_master_load(struct secret **out, const char *file, struct sr_fault *fault)
{
	struct secret *s = NULL;
	enum sr_err err = secret_load(&s, file, MASTER_BYTES, fault);

	if (err != SR_OK)
		return err;
	if (memcmp(secret_bytes(s), MASTER_MAGIC, MASTER_MAGIC_BYTES) != 0) {
		sr_fault_set(fault,
		    "%s: not a master key of this version (\"" MASTER_MAGIC
		    "\" expected at its start)",
		    file);
		secret_free(s);
		return SR_EVERSION;
	}
	*out = s;
	return SR_OK;
}

uint32_t
seal_master_id(const struct secret *master)
{
	return (uint32_t)seal_box_get(
	    secret_bytes(master) + MASTER_MAGIC_BYTES, 4);
}

static const uint8_t *
master_key(const struct secret *master)
{
	return secret_bytes(master) + MASTER_MAGIC_BYTES + 4;
}

/* ---- keys in keys ---- */

static size_t
wrap_ad(uint8_t ad[WRAP_HEAD + SEAL_RECORD_HEAD], const struct seal_wrapping *w)
{
	ad[0] = SEAL_VERSION;
	ad[1] = w->purpose;
	seal_box_put(ad + 2, w->by_id, 4);
	if (w->context_len > 0)
		memcpy(ad + WRAP_HEAD, w->context, w->context_len);
	return WRAP_HEAD + w->context_len;
}

void
seal_wrap_key(uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t key[SEAL_KEY_BYTES],
    const struct seal_wrapping *w)
{
	uint8_t ad[WRAP_HEAD + SEAL_RECORD_HEAD];
	size_t ad_len = wrap_ad(ad, w);

	memcpy(wrap, ad, WRAP_HEAD);
	seal_box_close(
	    wrap + WRAP_HEAD, w->by, key, SEAL_KEY_BYTES, ad, ad_len);
}

enum sr_err
seal_unwrap_key(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap,
    size_t wrap_len, const struct seal_wrapping *w)
{
	uint8_t ad[WRAP_HEAD + SEAL_RECORD_HEAD];
	size_t ad_len = wrap_ad(ad, w);

	if (wrap_len != SEAL_WRAP_BYTES || memcmp(wrap, ad, WRAP_HEAD) != 0)
		return SR_ECRYPTO;
	return seal_box_open(key, w->by, wrap + WRAP_HEAD,
	    SEAL_WRAP_BYTES - WRAP_HEAD, ad, ad_len);
}

static struct seal_wrapping
procedure_wrapping(const struct secret *master, const struct procedure_id *id)
{
	return (struct seal_wrapping){.purpose = SEAL_FOR_PROCEDURE_KEY,
	    .by_id = seal_master_id(master),
	    .by = master_key(master),
	    .context = id->byte,
	    .context_len = sizeof(id->byte)};
}

static struct seal_wrapping
document_wrapping(const struct secret *master)
{
	return (struct seal_wrapping){.purpose = SEAL_FOR_DOCUMENT_KEY,
	    .by_id = seal_master_id(master),
	    .by = master_key(master)};
}

void
seal_procedure_key(uint8_t wrap[SEAL_WRAP_BYTES], uint8_t key[SEAL_KEY_BYTES],
    const struct secret *master, const struct procedure_id *id)
{
	struct seal_wrapping w = procedure_wrapping(master, id);

	randombytes_buf(key, SEAL_KEY_BYTES);
	seal_wrap_key(wrap, key, &w);
}

enum sr_err
seal_procedure_key_open(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap,
    size_t wrap_len, const struct secret *master, const struct procedure_id *id)
{
	struct seal_wrapping w = procedure_wrapping(master, id);

	return seal_unwrap_key(key, wrap, wrap_len, &w);
}

void
seal_document_key(uint8_t wrap[SEAL_WRAP_BYTES], uint8_t key[SEAL_KEY_BYTES],
    const struct secret *master)
{
	struct seal_wrapping w = document_wrapping(master);

	randombytes_buf(key, SEAL_KEY_BYTES);
	seal_wrap_key(wrap, key, &w);
}

enum sr_err
seal_document_key_open(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap,
    size_t wrap_len, const struct secret *master)
{
	struct seal_wrapping w = document_wrapping(master);

	return seal_unwrap_key(key, wrap, wrap_len, &w);
}

static enum sr_err
rewrap(uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t *old, size_t old_len,
    const struct seal_wrapping *from, const struct seal_wrapping *to)
{
	uint8_t key[SEAL_KEY_BYTES];
	enum sr_err err = seal_unwrap_key(key, old, old_len, from);

	if (err == SR_OK)
		seal_wrap_key(wrap, key, to);
	sodium_memzero(key, sizeof(key));
	return err;
}

enum sr_err
seal_procedure_rewrap(uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t *old,
    size_t old_len, const struct secret *from, const struct secret *to,
    const struct procedure_id *id)
{
	struct seal_wrapping was = procedure_wrapping(from, id);
	struct seal_wrapping is = procedure_wrapping(to, id);

	return rewrap(wrap, old, old_len, &was, &is);
}

enum sr_err
seal_document_rewrap(uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t *old,
    size_t old_len, const struct secret *from, const struct secret *to)
{
	struct seal_wrapping was = document_wrapping(from);
	struct seal_wrapping is = document_wrapping(to);

	return rewrap(wrap, old, old_len, &was, &is);
}

uint32_t
seal_wrap_master(const uint8_t *wrap, size_t wrap_len)
{
	if (wrap_len != SEAL_WRAP_BYTES || wrap[0] != SEAL_VERSION)
		return 0;
	return (uint32_t)seal_box_get(wrap + 2, 4);
}
