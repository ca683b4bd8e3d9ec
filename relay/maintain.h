/* SPDX-License-Identifier: MIT */
#ifndef SR_MAINTAIN_H
#define SR_MAINTAIN_H

#include "audit.h"
#include "journal.h"
#include "proto/hello.h"
#include "proto/ws.h"
#include "stopbook.h"

/* What an administrator does with the archive while the relay is stopped, and
 * what the relay does with it by itself at its start. */

/* Runs the loop until it is done; noted in the audit log. *fault: what failed.
 */
SR_MUST_USE enum sr_err maintain_rekey(struct journal *j, struct ws_loop *loop,
    struct audit *audit, struct sr_fault *fault);
/* what: a procedure's id (32 digits of hexadecimal), or that, "/" and the
 * number of an entry. SR_EINVAL: it is neither. */
SR_MUST_USE enum sr_err maintain_erasure_read(
    struct journal_erasure *out, const char *what, struct sr_fault *fault);
/* Prints the receipt. A procedure is noted in `stops`, too: at the next start
 * it is withdrawn. */
SR_MUST_USE enum sr_err maintain_erase(struct journal *j,
    struct stopbook *stops, struct ws_loop *loop, struct audit *audit,
    const char *what, uint64_t now_s, struct sr_fault *fault);

struct maintain_check;

/* Verifies the archive's file once, beside the relay that works on it, and
 * says in the log what it found. key: its 32 bytes are borrowed. */
SR_MUST_USE enum sr_err maintain_check_new(struct maintain_check **out,
    struct worker_pool *pool, const char *file,
    const uint8_t key[HELLO_KEY_BYTES]);
/* Waits until it is done. NULL is fine. */
void maintain_check_free(struct maintain_check *c);

#endif
