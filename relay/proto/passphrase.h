/* SPDX-License-Identifier: MIT */
#ifndef SR_PASSPHRASE_H
#define SR_PASSPHRASE_H

#include <stdbool.h>

#include "proto/err.h"
#include "proto/secret.h"

/*
 * Words of a person that a key is made of (Argon2id): of the master key, of a
 * bundle. Whoever has the sealed file may try as many as he likes, for as long
 * as he likes: what is sealed anew has PASSPHRASE_MIN bytes at least. What was
 * sealed with fewer still opens.
 */
#define PASSPHRASE_MIN 12u
#define PASSPHRASE_MAX 1024u

/* Whether it has as many bytes as it may. */
bool passphrase_fits(size_t len, bool anew);
/* What is to be said when it has not. */
const char *passphrase_sentence(bool anew);

/* From a file of mode 0600; newlines at its end, which editors add, do not
 * count. SR_EDISK, SR_ECRYPTO, SR_EINVAL, SR_ENOMEM: *fault names the file. */
SR_MUST_USE enum sr_err passphrase_load(
    struct secret **out, const char *file, bool anew, struct sr_fault *fault);

#endif
