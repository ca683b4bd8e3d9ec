/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <string.h>

#include "seal_box.h"
#include "tree.h"

/*
 * Records; ARCHIVE.md is the specification of the bytes, and every constant
 * here has its row there.
 */

/* A procedure's key has one generation; its id in the wraps of entry keys. */
#define PROCEDURE_KEY_ID 1u

#define ENTRY_FIXED 38u
#define DOCUMENT_HEAD 18u
#define DOCUMENT_FIXED 6u
#define DOCUMENT_KIND_MAX 32u
/* Bytes of one text or value: twice what any may have, so that a damaged
 * length cannot ask for much. */
#define TEXT_MAX (2u * SCRUB_TEXT_MAX)

static size_t
padded(size_t len)
{
	return (len + SEAL_PAD_BYTES - 1) / SEAL_PAD_BYTES * SEAL_PAD_BYTES;
}

/* ---- entries ---- */

static struct seal_wrapping
entry_wrapping(const uint8_t procedure_key[SEAL_KEY_BYTES],
    const uint8_t record_head[SEAL_RECORD_HEAD])
{
	return (struct seal_wrapping){.purpose = SEAL_FOR_ENTRY_KEY,
	    .by_id = PROCEDURE_KEY_ID,
	    .by = procedure_key,
	    .context = record_head,
	    .context_len = SEAL_RECORD_HEAD};
}

static void
record_head(uint8_t to[SEAL_RECORD_HEAD], const struct procedure_id *procedure,
    uint64_t number, uint8_t kind, enum audience audience)
{
	to[0] = SEAL_VERSION;
	to[1] = SEAL_FOR_ENTRY;
	memcpy(to + 2, procedure->byte, sizeof(procedure->byte));
	seal_box_put(to + 18, number, 8);
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
	err = seal_blob_new(plain, padded(ENTRY_FIXED + step_len + text_len));
	if (err != SR_OK)
		return err;
	p = plain->bytes;
	seal_box_put(p, head->t_ms, 8);
	seal_box_put(p + 8, head->refers, 8);
	memcpy(p + 16, head->draft, sizeof(head->draft));
	p[32] = (uint8_t)((unsigned)head->lang << 4 | (unsigned)head->part);
	p[33] = (uint8_t)step_len;
	seal_box_put(p + 34, text_len, 4);
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
	struct seal_wrapping w;
	enum sr_err err;

	err = entry_plain(&plain, head, text, text_len);
	if (err != SR_OK)
		goto out;
	err = seal_blob_new(
	    record, SEAL_RECORD_HEAD + SEAL_NONCE + plain.len + SEAL_TAG);
	if (err != SR_OK)
		goto out;
	record_head(record->bytes, &head->procedure, number,
	    (uint8_t)head->kind, audience);
	randombytes_buf(key, sizeof(key));
	w = entry_wrapping(procedure_key, record->bytes);
	seal_wrap_key(wrap, key, &w);
	seal_box_close(record->bytes + SEAL_RECORD_HEAD, key, plain.bytes,
	    plain.len, record->bytes, SEAL_RECORD_HEAD);
out:
	sodium_memzero(key, sizeof(key));
	seal_blob_free(&plain);
	return err;
}

enum sr_err
seal_entry_kind(const uint8_t *record, size_t record_len, enum entry_kind *kind)
{
	if (record_len <
		SEAL_RECORD_HEAD + SEAL_NONCE + SEAL_PAD_BYTES + SEAL_TAG ||
	    record[0] != SEAL_VERSION || record[1] != SEAL_FOR_ENTRY ||
	    record[26] >= ENTRY_KINDS)
		return SR_ECRYPTO;
	*kind = (enum entry_kind)record[26];
	return SR_OK;
}

bool
seal_entry_is(const uint8_t *record, const struct procedure_id *procedure,
    uint64_t number, enum audience audience)
{
	uint8_t head[SEAL_RECORD_HEAD];

	record_head(head, procedure, number, record[26], audience);
	return memcmp(record, head, sizeof(head)) == 0;
}

/* plain is authentic, so this only guards against our own mistakes. */
static enum sr_err
entry_unplain(struct seal_opened *out)
{
	const uint8_t *p = out->plain.bytes;
	size_t step_len = p[33], text_len = (size_t)seal_box_get(p + 34, 4);

	if (step_len > NAME_MAX_BYTES || (p[32] & 15) >= PARTS ||
	    p[32] >> 4 >= TEXT_LANGS || text_len > TEXT_MAX ||
	    ENTRY_FIXED + step_len + text_len > out->plain.len)
		return SR_ECRYPTO;
	out->head.t_ms = seal_box_get(p, 8);
	out->head.refers = seal_box_get(p + 8, 8);
	memcpy(out->head.draft, p + 16, sizeof(out->head.draft));
	out->head.part = (enum part)(p[32] & 15);
	out->head.lang = (enum text_lang)(p[32] >> 4);
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
	uint8_t head[SEAL_RECORD_HEAD], key[SEAL_KEY_BYTES];
	struct seal_opened o = {0};
	struct seal_wrapping w;
	enum sr_err err;

	err = seal_entry_kind(record, record_len, &o.head.kind);
	if (err != SR_OK)
		goto out;
	err = SR_ECRYPTO;
	record_head(head, procedure, number, record[26], audience);
	if (memcmp(record, head, SEAL_RECORD_HEAD) != 0)
		goto out;
	w = entry_wrapping(procedure_key, head);
	err = seal_unwrap_key(key, wrap, wrap_len, &w);
	if (err != SR_OK)
		goto out;
	err = seal_blob_new(
	    &o.plain, record_len - SEAL_RECORD_HEAD - SEAL_NONCE - SEAL_TAG);
	if (err != SR_OK)
		goto out;
	err = seal_box_open(o.plain.bytes, key, record + SEAL_RECORD_HEAD,
	    record_len - SEAL_RECORD_HEAD, head, SEAL_RECORD_HEAD);
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
seal_leaf(uint8_t hash[SEAL_HASH_BYTES], const struct seal_stored *stored)
{
	const struct tree_part part[] = {
	    {stored->record, stored->record_len},
	    {stored->wrap, stored->wrap_len},
	    {stored->draft, stored->draft_len},
	};

	tree_leaf(hash, part, sizeof(part) / sizeof(part[0]));
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

	ad[0] = SEAL_VERSION;
	ad[1] = SEAL_FOR_DOCUMENT;
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
	err = seal_blob_new(
	    &plain, padded(DOCUMENT_FIXED + id_len + 1 + len + 1));
	if (err != SR_OK)
		goto out;
	seal_box_put(plain.bytes, id_len, 2);
	seal_box_put(plain.bytes + 2, len, 4);
	memcpy(plain.bytes + DOCUMENT_FIXED, id, id_len);
	if (len > 0)
		memcpy(plain.bytes + DOCUMENT_FIXED + id_len + 1, value, len);
	err = seal_blob_new(
	    record, DOCUMENT_HEAD + SEAL_NONCE + plain.len + SEAL_TAG);
	if (err != SR_OK)
		goto out;
	seal_document_place(place, key, kind, id);
	ad_len = document_ad(ad, kind, place);
	memcpy(record->bytes, ad, DOCUMENT_HEAD);
	seal_box_close(record->bytes + DOCUMENT_HEAD, key, plain.bytes,
	    plain.len, ad, ad_len);
out:
	seal_blob_free(&plain);
	return err;
}

static enum sr_err
document_unplain(struct seal_document *out)
{
	const uint8_t *p = out->plain.bytes;
	size_t id_len = (size_t)seal_box_get(p, 2);
	size_t len = (size_t)seal_box_get(p + 2, 4);

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

	if (record_len <
		DOCUMENT_HEAD + SEAL_NONCE + SEAL_PAD_BYTES + SEAL_TAG ||
	    memcmp(record, ad, DOCUMENT_HEAD) != 0)
		goto out;
	err = seal_blob_new(
	    &d.plain, record_len - DOCUMENT_HEAD - SEAL_NONCE - SEAL_TAG);
	if (err != SR_OK)
		goto out;
	err = seal_box_open(d.plain.bytes, key, record + DOCUMENT_HEAD,
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
