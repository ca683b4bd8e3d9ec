/* SPDX-License-Identifier: MIT */
#ifndef SR_BALLOT_H
#define SR_BALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * What people say about one thing, one say per person: votes for a question,
 * choices of a poll, reactions to an entry. A person is 16 bytes of a keyed
 * hash; nothing here leads back to an account.
 */

#define BALLOT_WHO 16u
#define BALLOT_CHOICES 6u

struct ballot;

SR_MUST_USE enum sr_err ballot_new(struct ballot **out);
/* NULL is fine. */
void ballot_free(struct ballot *b);

/* The person's say from now on, 1 to BALLOT_CHOICES. */
SR_MUST_USE enum sr_err ballot_say(
    struct ballot *b, const uint8_t who[BALLOT_WHO], unsigned choice);
/* 0: said nothing; b may be NULL. */
unsigned ballot_said(const struct ballot *b, const uint8_t who[BALLOT_WHO]);
/* How many said so; b may be NULL. */
unsigned ballot_count(const struct ballot *b, unsigned choice);
/* Calls fn for everybody who said something. */
void ballot_each(const struct ballot *b,
    void (*fn)(void *ctx, const uint8_t who[BALLOT_WHO], unsigned choice),
    void *ctx);

#endif
