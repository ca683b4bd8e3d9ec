/* SPDX-License-Identifier: MIT */
#ifndef SR_HELLO_H
#define SR_HELLO_H

#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/limits.h"

/*
 * Proofs of identity. Relay and devices each have an Ed25519 key pair
 * (RFC 8032). What is signed starts with its purpose, so that no signature
 * serves for another; PROTOCOL.md has the exact bytes.
 */

#define HELLO_KEY_BYTES 32u
#define HELLO_NONCE_BYTES 32u
#define HELLO_SIGNATURE_BYTES 64u

/* A key pair; the secret half is in locked memory. */
struct keypair;

SR_MUST_USE enum sr_err keypair_new(struct keypair **out);
/* The file holds the 32 bytes of the private key (RFC 8032's; the seed) and
 * nothing else. Errors as secret_load(): SR_ENOENTRY, SR_EDISK, SR_ECRYPTO
 * (wrong length, or others may read it), with *fault; SR_ENOMEM. */
SR_MUST_USE enum sr_err keypair_load(
    struct keypair **out, const char *file, struct sr_fault *fault);
/* New file, mode 0600; an existing one is never replaced (SR_EEXISTS). */
SR_MUST_USE enum sr_err keypair_save(
    const struct keypair *k, const char *file, struct sr_fault *fault);
const uint8_t *keypair_public(const struct keypair *k); /* 32 bytes */
void keypair_free(struct keypair *k);

/* For texts that begin with a letter only, as signed notes do: what is signed
 * below begins with a zero byte, so that neither is taken for the other. */
void keypair_sign(uint8_t signature[HELLO_SIGNATURE_BYTES], const void *bytes,
    size_t len, const struct keypair *k);
/* SR_OK or SR_EAUTH. */
SR_MUST_USE enum sr_err keypair_verify(
    const uint8_t signature[HELLO_SIGNATURE_BYTES], const void *bytes,
    size_t len, const uint8_t key[HELLO_KEY_BYTES]);

void hello_random(uint8_t *out, size_t len);

/* What a device proves when it says hello. */
struct hello_claim {
	const uint8_t *relay;        /* the relay's public key, 32 bytes */
	const uint8_t *relay_nonce;  /* 32 bytes, from the challenge */
	const uint8_t *device_nonce; /* 32 bytes */
	const uint8_t *device;       /* the device's public key, 32 bytes */
	const char *account;         /* enrolling: the invite's code instead */
};

void hello_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *device);
/* SR_OK or SR_EAUTH. */
SR_MUST_USE enum sr_err hello_verify(
    const uint8_t signature[64], const struct hello_claim *claim);
/* The same for the first message of a new device; account is the code. */
void hello_enrol_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *device);
SR_MUST_USE enum sr_err hello_enrol_verify(
    const uint8_t signature[64], const struct hello_claim *claim);
/* The relay's answer: over both nonces, the device and its account. */
void hello_welcome_sign(uint8_t signature[64], const struct hello_claim *claim,
    const struct keypair *relay);
SR_MUST_USE enum sr_err hello_welcome_verify(
    const uint8_t signature[64], const struct hello_claim *claim);

/* What a device proves in one request over plain HTTP. */
struct hello_pass {
	const uint8_t *relay;  /* the relay's public key, 32 bytes */
	const uint8_t *nonce;  /* 32 bytes, from GET /v1/challenge */
	const uint8_t *device; /* the device's public key, 32 bytes */
	const char *account;
	const char *path; /* of the request, without query; at most 64 bytes */
};

void hello_pass_sign(uint8_t signature[64], const struct hello_pass *pass,
    const struct keypair *device);
/* SR_OK or SR_EAUTH. */
SR_MUST_USE enum sr_err hello_pass_verify(
    const uint8_t signature[64], const struct hello_pass *pass);

/* Invite codes: 100 bits as 20 letters of base32 (RFC 4648, lower case) in
 * groups of 5; stored only as a BLAKE2b hash. */
#define INVITE_CODE_LEN 23u
void hello_invite_code(char code[INVITE_CODE_LEN + 1]);
void hello_invite_hash(uint8_t hash[32], const char *code);
/* The whole invite: "sr1." key of the relay "." code. */
void hello_invite_text(
    char text[INVITE_MAX], const uint8_t relay[32], const char *code);
/* SR_EINVAL: no such thing. Spaces around it are fine, and so is a link that
 * has it behind its #. */
SR_MUST_USE enum sr_err hello_invite_read(
    uint8_t relay[32], char code[INVITE_CODE_LEN + 1], const char *text);
/* Constant time. 1 when equal. */
int hello_equal(const void *a, const void *b, size_t len);
/* Keyed BLAKE2b-128. */
void hello_keyed_hash(
    uint8_t out[16], const uint8_t key[32], const void *data, size_t len);

/* The audit log (AUDIT.md): hashes of its chain, signatures over them. */
void hello_sha256(uint8_t out[32], const void *data, size_t len);
void hello_audit_sign(uint8_t signature[64], const uint8_t chain[32],
    const struct keypair *relay);
/* SR_OK or SR_EAUTH. */
SR_MUST_USE enum sr_err hello_audit_verify(const uint8_t signature[64],
    const uint8_t chain[32], const uint8_t relay[32]);

/* base64url without padding (RFC 4648, 5); out has room for 4*(n+2)/3+1. For
 * decoding: one value has one spelling, stray bits at the end are refused. */
void hello_base64(char *out, size_t room, const uint8_t *data, size_t len);
/* Exactly len bytes, or SR_EINVAL. */
SR_MUST_USE enum sr_err hello_unbase64(
    uint8_t *out, size_t len, const char *text);

#endif
