/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

/*
 * ARCHIVE.md is the specification of the bytes; every constant here has its
 * row there.
 */

#define VERSION 1u
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES /* 24 */
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES      /* 16 */

/* What a sealed string is for: the second byte, and authenticated. */
#define FOR_ENTRY 'E'
#define FOR_DOCUMENT 'S'
#define FOR_ENTRY_KEY 'e'
#define FOR_PROCEDURE_KEY 'p'
#define FOR_DOCUMENT_KEY 's'

#define MASTER_MAGIC "SRMASTR1"
#define MASTER_MAGIC_BYTES 8u
#define MASTER_BYTES (MASTER_MAGIC_BYTES + 4 + SEAL_KEY_BYTES)

/* A procedure's key has one generation; its id in the wraps of entry keys. */
#define PROCEDURE_KEY_ID 1u

#define WRAP_HEAD 6u
#define RECORD_HEAD 28u
#define ENTRY_FIXED 38u
#define DOCUMENT_HEAD 18u
#define DOCUMENT_FIXED 6u
#define DOCUMENT_KIND_MAX 32u
/* Bytes of one text or value: twice what any may have, so that a damaged
 * length cannot ask for much. */
#define TEXT_MAX (2u * SCRUB_TEXT_MAX)

static_assert(SEAL_WRAP_BYTES == WRAP_HEAD + NONCE + SEAL_KEY_BYTES + TAG,
    "ARCHIVE.md gives the length of a wrap");

static void
put_number(uint8_t *to, uint64_t value, unsigned bytes)
{
	while (bytes-- > 0) {
		to[bytes] = (uint8_t)value;
		value >>= 8;
	}
}

static uint64_t
get_number(const uint8_t *from, unsigned bytes)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < bytes; i++)
		value = value << 8 | from[i];
	return value;
}

/* ---- blobs ---- */

static enum sr_err
blob_new(struct seal_blob *blob, size_t len)
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

static size_t
padded(size_t len)
{
	return (len + SEAL_PAD_BYTES - 1) / SEAL_PAD_BYTES * SEAL_PAD_BYTES;
}

/* ---- the two primitives: to nonce, ciphertext, tag; and back ---- */

static void
close_box(uint8_t *to, const uint8_t key[SEAL_KEY_BYTES], const uint8_t *plain,
    size_t len, const uint8_t *ad, size_t ad_len)
{
	randombytes_buf(to, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
	    to + NONCE, NULL, plain, len, ad, ad_len, NULL, to, key);
}

/* plain has room for len - NONCE - TAG bytes; len is at least both. */
static enum sr_err
open_box(uint8_t *plain, const uint8_t key[SEAL_KEY_BYTES], const uint8_t *box,
    size_t len, const uint8_t *ad, size_t ad_len)
{
	int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(
	    plain, NULL, NULL, box + NONCE, len - NONCE, ad, ad_len, box, key);

	return bad ? SR_ECRYPTO : SR_OK;
}

/* ---- the master key ---- */

enum sr_err
seal_master_create(
    struct secret **out, const char *file, struct sr_fault *fault)
{
	struct secret *s = NULL;
	enum sr_err err = secret_new(&s, MASTER_BYTES);

	if (err != SR_OK)
		return err;
	memcpy(secret_edit(s), MASTER_MAGIC, MASTER_MAGIC_BYTES);
	while (seal_master_id(s) == 0)
		randombytes_buf(secret_edit(s) + MASTER_MAGIC_BYTES, 4);
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
	return (uint32_t)get_number(
	    secret_bytes(master) + MASTER_MAGIC_BYTES, 4);
}

static const uint8_t *
master_key(const struct secret *master)
{
	return secret_bytes(master) + MASTER_MAGIC_BYTES + 4;
}

/* ---- keys in keys ---- */

/* One key around another, and what the inner one is for. */
struct wrapping {
	uint8_t purpose;
	uint32_t by_id;
	const uint8_t *by;
	const uint8_t *context; /* at most RECORD_HEAD bytes, authenticated */
	size_t context_len;
};

static size_t
wrap_ad(uint8_t ad[WRAP_HEAD + RECORD_HEAD], const struct wrapping *w)
{
	ad[0] = VERSION;
	ad[1] = w->purpose;
	put_number(ad + 2, w->by_id, 4);
	if (w->context_len > 0)
		memcpy(ad + WRAP_HEAD, w->context, w->context_len);
	return WRAP_HEAD + w->context_len;
}

static void
wrap_key(uint8_t wrap[SEAL_WRAP_BYTES], const uint8_t key[SEAL_KEY_BYTES],
    const struct wrapping *w)
{
	uint8_t ad[WRAP_HEAD + RECORD_HEAD];
	size_t ad_len = wrap_ad(ad, w);

	memcpy(wrap, ad, WRAP_HEAD);
	close_box(wrap + WRAP_HEAD, w->by, key, SEAL_KEY_BYTES, ad, ad_len);
}

static enum sr_err
unwrap_key(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap, size_t wrap_len,
    const struct wrapping *w)
{
	uint8_t ad[WRAP_HEAD + RECORD_HEAD];
	size_t ad_len = wrap_ad(ad, w);

	if (wrap_len != SEAL_WRAP_BYTES || memcmp(wrap, ad, WRAP_HEAD) != 0)
		return SR_ECRYPTO;
	return open_box(key, w->by, wrap + WRAP_HEAD,
	    SEAL_WRAP_BYTES - WRAP_HEAD, ad, ad_len);
}

static struct wrapping
procedure_wrapping(const struct secret *master, const struct procedure_id *id)
{
	return (struct wrapping){.purpose = FOR_PROCEDURE_KEY,
	    .by_id = seal_master_id(master),
	    .by = master_key(master),
	    .context = id->byte,
	    .context_len = sizeof(id->byte)};
}

static struct wrapping
document_wrapping(const struct secret *master)
{
	return (struct wrapping){.purpose = FOR_DOCUMENT_KEY,
	    .by_id = seal_master_id(master),
	    .by = master_key(master)};
}

static struct wrapping
entry_wrapping(const uint8_t procedure_key[SEAL_KEY_BYTES],
    const uint8_t record_head[RECORD_HEAD])
{
	return (struct wrapping){.purpose = FOR_ENTRY_KEY,
	    .by_id = PROCEDURE_KEY_ID,
	    .by = procedure_key,
	    .context = record_head,
	    .context_len = RECORD_HEAD};
}

void
seal_procedure_key(uint8_t wrap[SEAL_WRAP_BYTES], uint8_t key[SEAL_KEY_BYTES],
    const struct secret *master, const struct procedure_id *id)
{
	struct wrapping w = procedure_wrapping(master, id);

	randombytes_buf(key, SEAL_KEY_BYTES);
	wrap_key(wrap, key, &w);
}

enum sr_err
seal_procedure_key_open(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap,
    size_t wrap_len, const struct secret *master, const struct procedure_id *id)
{
	struct wrapping w = procedure_wrapping(master, id);

	return unwrap_key(key, wrap, wrap_len, &w);
}

void
seal_document_key(uint8_t wrap[SEAL_WRAP_BYTES], uint8_t key[SEAL_KEY_BYTES],
    const struct secret *master)
{
	struct wrapping w = document_wrapping(master);

	randombytes_buf(key, SEAL_KEY_BYTES);
	wrap_key(wrap, key, &w);
}

enum sr_err
seal_document_key_open(uint8_t key[SEAL_KEY_BYTES], const uint8_t *wrap,
    size_t wrap_len, const struct secret *master)
{
	struct wrapping w = document_wrapping(master);

	return unwrap_key(key, wrap, wrap_len, &w);
}

uint32_t
seal_wrap_master(const uint8_t *wrap, size_t wrap_len)
{
	if (wrap_len != SEAL_WRAP_BYTES || wrap[0] != VERSION)
		return 0;
	return (uint32_t)get_number(wrap + 2, 4);
}

/* ---- entries ---- */

static void
record_head(uint8_t to[RECORD_HEAD], const struct procedure_id *procedure,
    uint64_t number, uint8_t kind, enum audience audience)
{
	to[0] = VERSION;
	to[1] = FOR_ENTRY;
	memcpy(to + 2, procedure->byte, sizeof(procedure->byte));
	put_number(to + 18, number, 8);
	to[26] = kind;
	to[27] = (uint8_t)audience;
}

static enum sr_err
entry_plain(struct seal_blob *plain, const struct entry_head *head,
    const char *text, size_t text_len)
{
	size_t step_len = strnlen(head->step, sizeof(head->step));
	enum sr_err err;
	uint8_t *p;

	if (text_len > TEXT_MAX || step_len > NAME_MAX_BYTES)
		return SR_ETOOLARGE;
	err = blob_new(plain, padded(ENTRY_FIXED + step_len + text_len));
	if (err != SR_OK)
		return err;
	p = plain->bytes;
	put_number(p, head->t_ms, 8);
	put_number(p + 8, head->refers, 8);
	memcpy(p + 16, head->draft, sizeof(head->draft));
	p[32] = (uint8_t)head->part;
	p[33] = (uint8_t)step_len;
	put_number(p + 34, text_len, 4);
	memcpy(p + ENTRY_FIXED, head->step, step_len);
	if (text_len > 0)
		memcpy(p + ENTRY_FIXED + step_len, text, text_len);
	return SR_OK;
}

enum sr_err
seal_entry(struct seal_blob *record, uint8_t wrap[SEAL_WRAP_BYTES],
    const uint8_t procedure_key[SEAL_KEY_BYTES], const struct entry_head *head,
    uint64_t number, enum audience audience, const char *text, size_t text_len)
{
	uint8_t key[SEAL_KEY_BYTES];
	struct seal_blob plain = {0};
	struct wrapping w;
	enum sr_err err;

	err = entry_plain(&plain, head, text, text_len);
	if (err != SR_OK)
		goto out;
	err = blob_new(record, RECORD_HEAD + NONCE + plain.len + TAG);
	if (err != SR_OK)
		goto out;
	record_head(record->bytes, &head->procedure, number,
	    (uint8_t)head->kind, audience);
	randombytes_buf(key, sizeof(key));
	w = entry_wrapping(procedure_key, record->bytes);
	wrap_key(wrap, key, &w);
	close_box(record->bytes + RECORD_HEAD, key, plain.bytes, plain.len,
	    record->bytes, RECORD_HEAD);
out:
	sodium_memzero(key, sizeof(key));
	seal_blob_free(&plain);
	return err;
}

enum sr_err
seal_entry_kind(const uint8_t *record, size_t record_len, enum entry_kind *kind)
{
	if (record_len < RECORD_HEAD + NONCE + SEAL_PAD_BYTES + TAG ||
	    record[0] != VERSION || record[1] != FOR_ENTRY ||
	    record[26] >= ENTRY_KINDS)
		return SR_ECRYPTO;
	*kind = (enum entry_kind)record[26];
	return SR_OK;
}

/* plain is authentic, so this only guards against our own mistakes. */
static enum sr_err
entry_unplain(struct seal_opened *out)
{
	const uint8_t *p = out->plain.bytes;
	size_t step_len = p[33], text_len = (size_t)get_number(p + 34, 4);

	if (step_len > NAME_MAX_BYTES || p[32] >= PARTS ||
	    text_len > TEXT_MAX ||
	    ENTRY_FIXED + step_len + text_len > out->plain.len)
		return SR_ECRYPTO;
	out->head.t_ms = get_number(p, 8);
	out->head.refers = get_number(p + 8, 8);
	memcpy(out->head.draft, p + 16, sizeof(out->head.draft));
	out->head.part = (enum part)p[32];
	memcpy(out->head.step, p + ENTRY_FIXED, step_len);
	out->text = (const char *)p + ENTRY_FIXED + step_len;
	out->text_len = text_len;
	return SR_OK;
}

enum sr_err
seal_entry_open(struct seal_opened *out,
    const uint8_t procedure_key[SEAL_KEY_BYTES],
    const struct procedure_id *procedure, uint64_t number,
    enum audience audience, const uint8_t *record, size_t record_len,
    const uint8_t *wrap, size_t wrap_len)
{
	uint8_t head[RECORD_HEAD], key[SEAL_KEY_BYTES];
	struct seal_opened o = {0};
	struct wrapping w;
	enum sr_err err;

	err = seal_entry_kind(record, record_len, &o.head.kind);
	if (err != SR_OK)
		goto out;
	err = SR_ECRYPTO;
	record_head(head, procedure, number, record[26], audience);
	if (memcmp(record, head, RECORD_HEAD) != 0)
		goto out;
	w = entry_wrapping(procedure_key, head);
	err = unwrap_key(key, wrap, wrap_len, &w);
	if (err != SR_OK)
		goto out;
	err = blob_new(&o.plain, record_len - RECORD_HEAD - NONCE - TAG);
	if (err != SR_OK)
		goto out;
	err = open_box(o.plain.bytes, key, record + RECORD_HEAD,
	    record_len - RECORD_HEAD, head, RECORD_HEAD);
	if (err != SR_OK)
		goto out;
	o.head.procedure = *procedure;
	err = entry_unplain(&o);
	if (err != SR_OK)
		goto out;
	*out = o;
	o = (struct seal_opened){0};
out:
	sodium_memzero(key, sizeof(key));
	seal_opened_wipe(&o);
	return err;
}

void
seal_opened_wipe(struct seal_opened *o)
{
	seal_blob_free(&o->plain);
	sodium_memzero(o, sizeof(*o));
}

void
seal_leaf_hash(
    uint8_t hash[SEAL_HASH_BYTES], const uint8_t *record, size_t record_len)
{
	static const uint8_t leaf = 0x00; /* RFC 6962, 2.1 */
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, &leaf, 1);
	crypto_hash_sha256_update(&state, record, record_len);
	crypto_hash_sha256_final(&state, hash);
}

/* ---- state documents ---- */

void
seal_document_place(uint8_t place[16], const uint8_t key[SEAL_KEY_BYTES],
    const char *kind, const char *id)
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, key, SEAL_KEY_BYTES, 16);
	crypto_generichash_update(
	    &state, (const uint8_t *)kind, strlen(kind) + 1);
	crypto_generichash_update(&state, (const uint8_t *)id, strlen(id));
	crypto_generichash_final(&state, place, 16);
	sodium_memzero(&state, sizeof(state));
}

static size_t
document_ad(uint8_t ad[DOCUMENT_HEAD + DOCUMENT_KIND_MAX], const char *kind,
    const uint8_t place[16])
{
	size_t kind_len = strnlen(kind, DOCUMENT_KIND_MAX);

	ad[0] = VERSION;
	ad[1] = FOR_DOCUMENT;
	memcpy(ad + 2, place, 16);
	memcpy(ad + DOCUMENT_HEAD, kind, kind_len);
	return DOCUMENT_HEAD + kind_len;
}

enum sr_err
seal_document(struct seal_blob *record, const uint8_t key[SEAL_KEY_BYTES],
    const char *kind, const char *id, const void *value, size_t len)
{
	uint8_t ad[DOCUMENT_HEAD + DOCUMENT_KIND_MAX], place[16];
	size_t id_len = strlen(id), ad_len;
	struct seal_blob plain = {0};
	enum sr_err err = SR_ETOOLARGE;

	if (strlen(kind) > DOCUMENT_KIND_MAX || id_len > UINT16_MAX ||
	    len > TEXT_MAX)
		goto out;
	err = blob_new(&plain, padded(DOCUMENT_FIXED + id_len + 1 + len + 1));
	if (err != SR_OK)
		goto out;
	put_number(plain.bytes, id_len, 2);
	put_number(plain.bytes + 2, len, 4);
	memcpy(plain.bytes + DOCUMENT_FIXED, id, id_len);
	if (len > 0)
		memcpy(plain.bytes + DOCUMENT_FIXED + id_len + 1, value, len);
	err = blob_new(record, DOCUMENT_HEAD + NONCE + plain.len + TAG);
	if (err != SR_OK)
		goto out;
	seal_document_place(place, key, kind, id);
	ad_len = document_ad(ad, kind, place);
	memcpy(record->bytes, ad, DOCUMENT_HEAD);
	close_box(record->bytes + DOCUMENT_HEAD, key, plain.bytes, plain.len,
	    ad, ad_len);
out:
	seal_blob_free(&plain);
	return err;
}

static enum sr_err
document_unplain(struct seal_document *out)
{
	const uint8_t *p = out->plain.bytes;
	size_t id_len = (size_t)get_number(p, 2);
	size_t len = (size_t)get_number(p + 2, 4);

	if (len > TEXT_MAX ||
	    DOCUMENT_FIXED + id_len + 1 + len + 1 > out->plain.len)
		return SR_ECRYPTO;
	out->id = (const char *)p + DOCUMENT_FIXED;
	out->value = out->id + id_len + 1;
	out->len = len;
	return SR_OK;
}

enum sr_err
seal_document_open(struct seal_document *out, const uint8_t key[SEAL_KEY_BYTES],
    const char *kind, const uint8_t place[16], const uint8_t *record,
    size_t record_len)
{
	uint8_t ad[DOCUMENT_HEAD + DOCUMENT_KIND_MAX];
	size_t ad_len = document_ad(ad, kind, place);
	struct seal_document d = {0};
	enum sr_err err = SR_ECRYPTO;

	if (record_len < DOCUMENT_HEAD + NONCE + SEAL_PAD_BYTES + TAG ||
	    memcmp(record, ad, DOCUMENT_HEAD) != 0)
		goto out;
	err = blob_new(&d.plain, record_len - DOCUMENT_HEAD - NONCE - TAG);
	if (err != SR_OK)
		goto out;
	err = open_box(d.plain.bytes, key, record + DOCUMENT_HEAD,
	    record_len - DOCUMENT_HEAD, ad, ad_len);
	if (err != SR_OK)
		goto out;
	err = document_unplain(&d);
	if (err != SR_OK)
		goto out;
	*out = d;
	d = (struct seal_document){0};
out:
	seal_document_wipe(&d);
	return err;
}

void
seal_document_wipe(struct seal_document *d)
{
	seal_blob_free(&d->plain);
	*d = (struct seal_document){0};
}
