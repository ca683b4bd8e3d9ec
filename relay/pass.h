/* SPDX-License-Identifier: MIT */
#ifndef SR_PASS_H
#define SR_PASS_H

#include <stdint.h>

#include "proto/err.h"
#include "proto/hello.h"
#include "proto/limits.h"

/*
 * Nonces for requests over plain HTTP. Giving one away costs no memory: it
 * carries its time and a keyed hash. Each serves once, within PASS_MS, in this
 * process only; what is remembered is those that served.
 */

struct passes;

SR_MUST_USE enum sr_err passes_new(struct passes **out);
void passes_free(struct passes *p); /* NULL is fine */

/* now_ms: a clock that only goes forward, here and below. */
void passes_give(
    const struct passes *p, uint64_t now_ms, uint8_t nonce[HELLO_NONCE_BYTES]);
/* SR_OK; SR_EAUTH: not given by this process, too old, or it has served. */
SR_MUST_USE enum sr_err passes_check(const struct passes *p, uint64_t now_ms,
    const uint8_t nonce[HELLO_NONCE_BYTES]);
/* It serves now, and never again; only after passes_check(). SR_ELIMIT: more
 * served in the last minute than can be remembered. */
SR_MUST_USE enum sr_err passes_take(
    struct passes *p, uint64_t now_ms, const uint8_t nonce[HELLO_NONCE_BYTES]);

#endif
