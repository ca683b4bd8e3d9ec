/* SPDX-License-Identifier: MIT */
#ifndef SR_AUDIT_CHAIN_H
#define SR_AUDIT_CHAIN_H

#include <stdint.h>

#include "proto/err.h"
#include "proto/hello.h"
#include "proto/wire.h"

/*
 * What makes the audit log tamper-evident (AUDIT.md): each line's chain is a
 * hash over the chain before it and all of the line; now and then the relay
 * signs a chain, and with it every line up to there.
 */

/* How far a log was followed; zeros: not begun. */
struct audit_chain {
	uint64_t line, signed_line; /* the last one, the last signed one */
	uint8_t chain[32];
};

/* Numbers and chains the line that comes next; *line needs all but those. */
void audit_chain_add(struct audit_chain *c, struct wire_audit *line);
void audit_chain_sign(
    struct audit_chain *c, struct wire_audit *line, const struct keypair *key);

/* Is this the line that comes next? relay NULL: signatures are not checked.
 * SR_ECRYPTO: no; *fault says its number and what is wrong, *c stays. */
SR_MUST_USE enum sr_err audit_chain_follow(struct audit_chain *c,
    const struct wire_audit *line, const uint8_t *relay,
    struct sr_fault *fault);

#endif
