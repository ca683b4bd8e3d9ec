/* SPDX-License-Identifier: MIT */
#ifndef SR_NOTE_H
#define SR_NOTE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/hello.h"

/*
 * Signed notes (c2sp.org/signed-note) with Ed25519, and what witnesses add to
 * them (c2sp.org/tlog-cosignature): a text of lines, an empty line, then a line
 * for each signature. Other tools make and verify the same bytes.
 */

/* Bytes of a note: a text of ours is below 512, a signature line below 200. */
#define NOTE_MAX 4096u
/* Bytes of the name of a key: no space and no plus are in it. */
#define NOTE_NAME_MAX 80u

/* text ends with a newline and has no empty line. SR_ETOOLARGE: *note has no
 * room for it. The NUL is counted in room. */
SR_MUST_USE enum sr_err note_sign(char *note, size_t room, const char *text,
    const char *name, const struct keypair *key);
/* A signature line of `name` by this key. SR_EINVAL: no note; SR_EAUTH: not
 * signed so. *text_len: bytes of its text, with the last newline. */
SR_MUST_USE enum sr_err note_verify(const char *note, size_t len,
    const char *name, const uint8_t key[HELLO_KEY_BYTES], size_t *text_len);
/* Adds a line: that a witness saw this checkpoint at that time. SR_EINVAL: no
 * note; SR_ETOOLARGE. */
SR_MUST_USE enum sr_err note_cosign(char *note, size_t room, const char *name,
    uint64_t at_s, const struct keypair *witness);
/* *at_s: when, as the witness says. Errors as note_verify(). */
SR_MUST_USE enum sr_err note_cosign_verify(const char *note, size_t len,
    const char *name, const uint8_t key[HELLO_KEY_BYTES], uint64_t *at_s);

/* "name+hash+key": what tools are given to verify notes of this key. */
void note_verifier(char out[NOTE_NAME_MAX + 64], const char *name,
    const uint8_t key[HELLO_KEY_BYTES]);

/* Base64 with padding (RFC 4648, 4); out has room for 4 * ((n + 2) / 3) + 1. */
void note_base64(char *out, size_t room, const uint8_t *bytes, size_t len);
/* Exactly len bytes in text_len letters, one spelling; or SR_EINVAL. */
SR_MUST_USE enum sr_err note_unbase64(
    uint8_t *out, size_t len, const char *text, size_t text_len);

#endif
