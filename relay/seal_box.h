/* SPDX-License-Identifier: MIT */
#ifndef SR_SEAL_BOX_H
#define SR_SEAL_BOX_H

#include <stddef.h>
#include <stdint.h>

#include <sodium.h>

#include "proto/err.h"
#include "seal.h"

/* What seal.c and seal_key.c share: bytes, boxes, keys within boxes. */

#define SEAL_VERSION 1u
#define SEAL_NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES /* 24 */
#define SEAL_TAG crypto_aead_xchacha20poly1305_ietf_ABYTES      /* 16 */

/* What a sealed string is for: its second byte, and authenticated. */
#define SEAL_FOR_ENTRY 'E'
#define SEAL_FOR_DOCUMENT 'S'
#define SEAL_FOR_ENTRY_KEY 'e'
#define SEAL_FOR_PROCEDURE_KEY 'p'
#define SEAL_FOR_DOCUMENT_KEY 's'

/* Bytes before the nonce of an entry's record: what it is bound to. */
#define SEAL_RECORD_HEAD 28u

/* Big-endian. */
void seal_box_put(uint8_t *to, uint64_t value, unsigned bytes);
uint64_t seal_box_get(const uint8_t *from, unsigned bytes);

/* len zero bytes. SR_ENOMEM. */
SR_MUST_USE enum sr_err seal_blob_new(struct seal_blob *blob, size_t len);

/* Writes a random nonce, the ciphertext and the tag: len bytes and both. */
void seal_box_close(uint8_t *to, const uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *plain, size_t len, const uint8_t *ad, size_t ad_len);
/* plain has room for len bytes less nonce and tag; len is at least both. */
SR_MUST_USE enum sr_err seal_box_open(uint8_t *plain,
    const uint8_t key[SEAL_KEY_BYTES], const uint8_t *box, size_t len,
    const uint8_t *ad, size_t ad_len);

/* One key around another, and what the inner one is for. */
struct seal_wrapping {
	uint8_t purpose;
	uint32_t by_id;
	const uint8_t *by;
	const uint8_t *context; /* at most SEAL_RECORD_HEAD bytes, bound */
	size_t context_len;
};

void seal_wrap_key(uint8_t wrap[SEAL_WRAP_BYTES],
    const uint8_t key[SEAL_KEY_BYTES], const struct seal_wrapping *w);
SR_MUST_USE enum sr_err seal_unwrap_key(uint8_t key[SEAL_KEY_BYTES],
    const uint8_t *wrap, size_t wrap_len, const struct seal_wrapping *w);

#endif
