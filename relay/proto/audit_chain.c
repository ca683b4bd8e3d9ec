/* SPDX-License-Identifier: MIT */
#include "proto/audit_chain.h"

#include <string.h>

#define STRING_MAX 255u /* beyond it cut; the wire's rows allow less */
#define HASHED_MAX (32 + 4 * 8 + 4 * (2 + STRING_MAX) + 2 + 16)

struct hashed {
	uint8_t at[HASHED_MAX];
	size_t len;
};

static void
add_number(struct hashed *h, uint64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		h->at[h->len++] = (uint8_t)(number >> shift);
}

static void
add_field(struct hashed *h, const void *field, size_t len)
{
	if (len > STRING_MAX)
		len = STRING_MAX;
	h->at[h->len++] = (uint8_t)(len >> 8);
	h->at[h->len++] = (uint8_t)len;
	if (len)
		memcpy(h->at + h->len, field, len);
	h->len += len;
}

static void
add_string(struct hashed *h, const char *s)
{
	add_field(h, s, s ? strlen(s) : 0);
}

static void
hash_line(
    uint8_t chain[32], const uint8_t before[32], const struct wire_audit *line)
{
	struct hashed h = {.len = 0};

	memcpy(h.at, before, 32);
	h.len = 32;
	add_number(&h, line->line);
	add_number(&h, line->at_ms);
	add_string(&h, line->event);
	add_string(&h, line->who);
	add_string(&h, line->about);
	add_field(&h, line->procedure.byte,
	    line->procedure_given ? sizeof line->procedure.byte : 0);
	add_number(&h, line->entry);
	add_number(&h, line->count);
	add_string(&h, line->err);
	hello_sha256(chain, h.at, h.len);
}

void
audit_chain_add(struct audit_chain *c, struct wire_audit *line)
{
	line->line = ++c->line;
	hash_line(line->chain, c->chain, line);
	memcpy(c->chain, line->chain, sizeof c->chain);
}

void
audit_chain_sign(
    struct audit_chain *c, struct wire_audit *line, const struct keypair *key)
{
	hello_audit_sign(line->signature, line->chain, key);
	line->signature_given = true;
	c->signed_line = line->line;
}

enum sr_err
audit_chain_follow(struct audit_chain *c, const struct wire_audit *line,
    const uint8_t *relay, struct sr_fault *fault)
{
	unsigned long long next = c->line + 1;
	uint8_t chain[32];

	if (line->line != next) {
		sr_fault_set(fault, "line %llu is missing", next);
		return SR_ECRYPTO;
	}
	hash_line(chain, c->chain, line);
	if (memcmp(chain, line->chain, sizeof chain) != 0) {
		sr_fault_set(fault,
		    "line %llu, or the one before it, was changed", next);
		return SR_ECRYPTO;
	}
	if (line->signature_given && relay &&
	    hello_audit_verify(line->signature, chain, relay) != SR_OK) {
		sr_fault_set(
		    fault, "line %llu is not signed by this relay", next);
		return SR_ECRYPTO;
	}
	memcpy(c->chain, chain, sizeof chain);
	c->line = next;
	if (line->signature_given)
		c->signed_line = next;
	return SR_OK;
}
