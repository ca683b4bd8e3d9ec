/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_TAIL_H
#define SCRUB_TAIL_H

#include <stddef.h>
#include <stdint.h>

#include "hash.h"
#include "scrub.h"

/*
 * How each author's last update ended, as its readers saw it: the next one may
 * go on with a number or a name that began there. Only released text is kept,
 * never a draft.
 */

#define TAIL_MAX 64u     /* bytes of one tail: the longest identifier's half */
#define TAIL_AUTHORS 32u /* authors times audiences; the oldest goes */

struct tail {
	uint64_t whose; /* keyed hash of author and policy; 0: free */
	uint32_t turn;  /* when it was set */
	uint8_t len;
	char text[TAIL_MAX];
};

struct tails {
	struct tail tail[TAIL_AUTHORS];
	uint32_t turn;
};

uint64_t tails_whose(
    const uint8_t key[HASH_KEY_LEN], const char *author, const char *policy);
/* NULL: nothing of them yet. */
const struct tail *tails_find(const struct tails *t, uint64_t whose);
void tails_set(struct tails *t, uint64_t whose, const struct scrubbed *made);
void tails_wipe(struct tails *t);

#endif
