/* SPDX-License-Identifier: MIT */
#include "proto/hello.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "proto/limits.h"
#include "proto/secret.h"

_Static_assert(HELLO_KEY_BYTES == crypto_sign_PUBLICKEYBYTES &&
		   HELLO_KEY_BYTES == crypto_sign_SEEDBYTES &&
		   HELLO_SIGNATURE_BYTES == crypto_sign_BYTES,
    "Ed25519");

/* The first field of what is signed: a signature serves one purpose only. */
#define PURPOSE_HELLO SR_SUBPROTOCOL "/hello"
#define PURPOSE_ENROL SR_SUBPROTOCOL "/enrol"
#define PURPOSE_WELCOME SR_SUBPROTOCOL "/welcome"
#define PURPOSE_HTTP SR_SUBPROTOCOL "/http"
#define PURPOSE_INVITE SR_SUBPROTOCOL "/invite"
#define PURPOSE_AUDIT SR_SUBPROTOCOL "/audit"

struct keypair {
	uint8_t public[HELLO_KEY_BYTES];
	struct secret *seed; /* RFC 8032's private key; what the file holds */
	struct secret *both; /* libsodium's form: seed and public key */
};

/* ---- keys ---- */

static enum sr_err
keypair_of_seed(struct keypair **out, struct secret *seed)
{
	struct keypair *k = calloc(1, sizeof(*k));
	enum sr_err err = SR_ENOMEM;

	if (!k)
		return SR_ENOMEM;
	err = secret_new(&k->both, crypto_sign_SECRETKEYBYTES);
	if (err != SR_OK) {
		free(k);
		return err;
	}
	crypto_sign_seed_keypair(
	    k->public, secret_edit(k->both), secret_bytes(seed));
	k->seed = seed;
	*out = k;
	return SR_OK;
}

enum sr_err
keypair_new(struct keypair **out)
{
	struct secret *seed = NULL;
	enum sr_err err = secret_new(&seed, HELLO_KEY_BYTES);

	if (err == SR_OK)
		err = keypair_of_seed(out, seed);
	if (err != SR_OK)
		secret_free(seed);
	return err;
}

enum sr_err
keypair_load(struct keypair **out, const char *file, struct sr_fault *fault)
{
	struct secret *seed = NULL;
	enum sr_err err = secret_load(&seed, file, HELLO_KEY_BYTES, fault);

	if (err == SR_OK)
		err = keypair_of_seed(out, seed);
	if (err != SR_OK)
		secret_free(seed);
	return err;
}

enum sr_err
keypair_save(const struct keypair *k, const char *file, struct sr_fault *fault)
{
	return secret_save(k->seed, file, fault);
}

const uint8_t *
keypair_public(const struct keypair *k)
{
	return k->public;
}

void
keypair_free(struct keypair *k)
{
	if (!k)
		return;
	secret_free(k->seed);
	secret_free(k->both);
	free(k);
}

void
keypair_sign(uint8_t signature[HELLO_SIGNATURE_BYTES], const void *bytes,
    size_t len, const struct keypair *k)
{
	crypto_sign_detached(
	    signature, NULL, bytes, len, secret_bytes(k->both));
}

enum sr_err
keypair_verify(const uint8_t signature[HELLO_SIGNATURE_BYTES],
    const void *bytes, size_t len, const uint8_t key[HELLO_KEY_BYTES])
{
	return crypto_sign_verify_detached(signature, bytes, len, key) == 0
		   ? SR_OK
		   : SR_EAUTH;
}

/* Ends the process when the library cannot start: nothing is safe then. */
static void
sodium_ready(void)
{
	if (sodium_init() < 0)
		abort();
}

void
hello_random(uint8_t *out, size_t len)
{
	sodium_ready();
	randombytes_buf(out, len);
}

/* ---- what is signed ---- */

/* Purpose, relay, two nonces, device, account: each at most this. */
#define SIGNED_MAX (6 * 2 + 32 + 4 * 32 + 2 * NAME_MAX_BYTES)

struct signed_bytes {
	uint8_t at[SIGNED_MAX];
	size_t len;
};

/* Two bytes of length, big-endian, then the field: no two lists of fields
 * make the same bytes. Longer than allowed is cut; such a name or code is
 * refused before it comes here. */
static void
add_field(struct signed_bytes *s, const void *field, size_t len)
{
	if (len > NAME_MAX_BYTES)
		len = NAME_MAX_BYTES;
	s->at[s->len++] = (uint8_t)(len >> 8);
	s->at[s->len++] = (uint8_t)len;
	memcpy(s->at + s->len, field, len);
	s->len += len;
}

static void
make_bytes(struct signed_bytes *s, const char *purpose,
    const struct hello_claim *claim)
{
	s->len = 0;
	add_field(s, purpose, strlen(purpose));
	add_field(s, claim->relay, HELLO_KEY_BYTES);
	add_field(s, claim->relay_nonce, HELLO_NONCE_BYTES);
	add_field(s, claim->device_nonce, HELLO_NONCE_BYTES);
	add_field(s, claim->device, HELLO_KEY_BYTES);
	add_field(s, claim->account, strlen(claim->account));
}

static void
sign_claim(uint8_t signature[64], const char *purpose,
    const struct hello_claim *claim, const struct keypair *key)
{
	struct signed_bytes s;

	make_bytes(&s, purpose, claim);
	crypto_sign_detached(
	    signature, NULL, s.at, s.len, secret_bytes(key->both));
	sodium_memzero(&s, sizeof(s)); /* an invite's code is in it */
}

static enum sr_err
verify_claim(const uint8_t signature[64], const char *purpose,
    const struct hello_claim *claim, const uint8_t *key)
{
	struct signed_bytes s;
	int good;

	make_bytes(&s, purpose, claim);
	good = crypto_sign_verify_detached(signature, s.at, s.len, key);
	sodium_memzero(&s, sizeof(s));
	return good == 0 ? SR_OK : SR_EAUTH;
}

void
hello_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *device)
{
	sign_claim(signature, PURPOSE_HELLO, claim, device);
}

enum sr_err
hello_verify(const uint8_t signature[64], const struct hello_claim *claim)
{
	return verify_claim(signature, PURPOSE_HELLO, claim, claim->device);
}

void
hello_enrol_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *device)
{
	sign_claim(signature, PURPOSE_ENROL, claim, device);
}

enum sr_err
hello_enrol_verify(const uint8_t signature[64], const struct hello_claim *claim)
{
	return verify_claim(signature, PURPOSE_ENROL, claim, claim->device);
}

void
hello_welcome_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *relay)
{
	sign_claim(signature, PURPOSE_WELCOME, claim, relay);
}

enum sr_err
hello_welcome_verify(
    const uint8_t signature[64], const struct hello_claim *claim)
{
	return verify_claim(signature, PURPOSE_WELCOME, claim, claim->relay);
}

/* ---- one request over plain HTTP ---- */

static void
pass_bytes(struct signed_bytes *s, const struct hello_pass *pass)
{
	s->len = 0;
	add_field(s, PURPOSE_HTTP, strlen(PURPOSE_HTTP));
	add_field(s, pass->relay, HELLO_KEY_BYTES);
	add_field(s, pass->nonce, HELLO_NONCE_BYTES);
	add_field(s, pass->device, HELLO_KEY_BYTES);
	add_field(s, pass->account, strlen(pass->account));
	add_field(s, pass->path, strlen(pass->path));
}

void
hello_pass_sign(uint8_t signature[64], const struct hello_pass *pass,
    const struct keypair *device)
{
	struct signed_bytes s;

	pass_bytes(&s, pass);
	crypto_sign_detached(
	    signature, NULL, s.at, s.len, secret_bytes(device->both));
}

enum sr_err
hello_pass_verify(const uint8_t signature[64], const struct hello_pass *pass)
{
	struct signed_bytes s;

	pass_bytes(&s, pass);
	return crypto_sign_verify_detached(
		   signature, s.at, s.len, pass->device) == 0
		   ? SR_OK
		   : SR_EAUTH;
}

/* ---- the audit log ---- */

void
hello_sha256(uint8_t out[32], const void *data, size_t len)
{
	crypto_hash_sha256(out, data, len);
}

static void
audit_bytes(struct signed_bytes *s, const uint8_t *relay, const uint8_t *chain)
{
	s->len = 0;
	add_field(s, PURPOSE_AUDIT, strlen(PURPOSE_AUDIT));
	add_field(s, relay, HELLO_KEY_BYTES);
	add_field(s, chain, 32);
}

void
hello_audit_sign(uint8_t signature[64], const uint8_t chain[32],
    const struct keypair *relay)
{
	struct signed_bytes s;

	audit_bytes(&s, keypair_public(relay), chain);
	crypto_sign_detached(
	    signature, NULL, s.at, s.len, secret_bytes(relay->both));
}

enum sr_err
hello_audit_verify(const uint8_t signature[64], const uint8_t chain[32],
    const uint8_t relay[32])
{
	struct signed_bytes s;

	audit_bytes(&s, relay, chain);
	return crypto_sign_verify_detached(signature, s.at, s.len, relay) == 0
		   ? SR_OK
		   : SR_EAUTH;
}

/* ---- invites ---- */

#define INVITE_PREFIX "sr1."
/* A key as base64url. */
#define KEY_TEXT 43u

void
hello_invite_code(char code[INVITE_CODE_LEN + 1])
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint8_t random[INVITE_CODE_LEN];

	hello_random(random, sizeof(random));
	for (size_t i = 0; i < INVITE_CODE_LEN; i++)
		code[i] = i % 6 == 5 ? '-' : letter[random[i] & 31];
	code[INVITE_CODE_LEN] = '\0';
	sodium_memzero(random, sizeof(random));
}

void
hello_invite_hash(uint8_t hash[32], const char *code)
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, 32);
	crypto_generichash_update(&state, (const unsigned char *)PURPOSE_INVITE,
	    sizeof(PURPOSE_INVITE));
	crypto_generichash_update(
	    &state, (const unsigned char *)code, strlen(code));
	crypto_generichash_final(&state, hash, 32);
	sodium_memzero(&state, sizeof(state));
}

static bool
code_ok(const char *code)
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyz234567";

	for (size_t i = 0; i < INVITE_CODE_LEN; i++) {
		if (i % 6 == 5 ? code[i] != '-'
			       : !code[i] || !strchr(letter, code[i]))
			return false;
	}
	return code[INVITE_CODE_LEN] == '\0';
}

void
hello_invite_text(
    char text[INVITE_MAX], const uint8_t relay[32], const char *code)
{
	char key[KEY_TEXT + 1];

	hello_base64(key, sizeof(key), relay, HELLO_KEY_BYTES);
	snprintf(text, INVITE_MAX, "%s%s.%s", INVITE_PREFIX, key, code);
}

enum sr_err
hello_invite_read(
    uint8_t relay[32], char code[INVITE_CODE_LEN + 1], const char *text)
{
	static const char space[] = " \t\r\n";
	const size_t prefix = strlen(INVITE_PREFIX);
	char copy[INVITE_MAX], *dot = copy + prefix + KEY_TEXT;
	size_t len;

	if (strchr(text, '#')) /* a link has it behind its address */
		text = strchr(text, '#') + 1;
	text += strspn(text, space);
	len = strcspn(text, space);
	if (text[len + strspn(text + len, space)] != '\0' ||
	    len != prefix + KEY_TEXT + 1 + INVITE_CODE_LEN)
		return SR_EINVAL;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (strncmp(copy, INVITE_PREFIX, prefix) != 0 || *dot != '.' ||
	    !code_ok(dot + 1))
		return SR_EINVAL;
	*dot = '\0';
	if (hello_unbase64(relay, HELLO_KEY_BYTES, copy + prefix) != SR_OK)
		return SR_EINVAL;
	memcpy(code, dot + 1, INVITE_CODE_LEN + 1);
	return SR_OK;
}

/* ---- small things ---- */

int
hello_equal(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

void
hello_keyed_hash(
    uint8_t out[16], const uint8_t key[32], const void *data, size_t len)
{
	crypto_generichash(out, 16, data, len, key, 32);
}

void
hello_base64(char *out, size_t room, const uint8_t *data, size_t len)
{
	sodium_bin2base64(
	    out, room, data, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

enum sr_err
hello_unbase64(uint8_t *out, size_t len, const char *text)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_";
	size_t text_len = strlen(text), got = 0;

	/* No line breaks, no padding: one value has one spelling. libsodium
	 * 1.0.18 takes some bytes above 0x7f for letters. */
	if (text_len != (4 * len + 2) / 3 || strspn(text, letters) != text_len)
		return SR_EINVAL;
	if (sodium_base642bin(out, len, text, text_len, NULL, &got, NULL,
		sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    got != len)
		return SR_EINVAL;
	return SR_OK;
}
