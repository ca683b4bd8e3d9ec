/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_QUASI_H
#define SCRUB_QUASI_H

#include "hash.h"
#include "phrase.h"
#include "scrub.h"
#include "span.h"
#include "text.h"

/*
 * Quasi-identifiers: details that name nobody alone, and somebody together. A
 * policy says how much of them may be told of one procedure; what goes beyond
 * is made general, or held. Of what was told only keyed hashes are kept.
 *
 * Source: 45 CFR 164.514(b)(2)(ii), "no actual knowledge that the information
 * could be used alone or in combination".
 */
enum quasi_kind {
	QUASI_AGE,
	QUASI_SEX,
	QUASI_PLACE,     /* country, state, nationality */
	QUASI_OPERATION, /* one that is rarely done */
	QUASI_MECHANISM, /* of injury */
	QUASI_OCCUPATION,
	QUASI_PUBLICITY, /* what others have heard or seen of it */
	QUASI_KINDS
};

#define QUASI_ROWS_MAX 128u /* different details of one procedure */
#define QUASI_LAYER "quasi"
#define QUASI_RULE_AGE "quasi-age"

/* What a policy says of them; on with a budget of 0: nothing may be told. */
struct quasi_policy {
	bool on, hold;
	uint8_t budget;
	uint8_t weight[QUASI_KINDS];
	struct phrases cues; /* the tag is kind << 16 and a number */
};

struct quasi_row {
	uint64_t detail; /* keyed hash */
	uint64_t policy; /* whose readers were told */
	uint8_t weight;
};

/* What was told so far; the rows from `kept` on belong to this text only. */
struct quasi {
	uint8_t key[HASH_KEY_LEN];
	struct quasi_row row[QUASI_ROWS_MAX];
	size_t count, kept;
};

/* "age", ...; NULL behind the last. */
const char *quasi_kind_name(unsigned kind);

/* The built-in words of all kinds. */
SCRUB_MUST_USE enum scrub_err quasi_load(struct quasi_policy *q);
void quasi_wipe_policy(struct quasi_policy *q);

void quasi_init(struct quasi *q, const uint8_t secret[32]);
void quasi_wipe(struct quasi *q);

/*
 * The details of t that go beyond the budget; what is in found already does
 * not count. name: the policy's.
 */
void quasi_scan(struct quasi *q, const struct quasi_policy *policy,
    const char *name, const struct text *t, const struct spans *found,
    struct spans *beyond);

/* The text was told: remember its details; else forget them. */
void quasi_settle(struct quasi *q, bool told);

#endif
