/* SPDX-License-Identifier: MIT */
#include "tail.h"

#include <string.h>

uint64_t
tails_whose(
    const uint8_t key[HASH_KEY_LEN], const char *author, const char *policy)
{
	uint64_t of[2] = {hash_keyed(key, author, strlen(author)),
	    hash_keyed(key, policy, strlen(policy))};
	uint64_t whose = hash_keyed(key, of, sizeof(of));

	return whose ? whose : 1;
}

const struct tail *
tails_find(const struct tails *t, uint64_t whose)
{
	for (size_t i = 0; i < TAIL_AUTHORS; i++) {
		if (t->tail[i].whose == whose)
			return &t->tail[i];
	}
	return NULL;
}

/* Theirs, or else the one that was set longest ago. */
static struct tail *
place_for(struct tails *t, uint64_t whose)
{
	struct tail *best = &t->tail[0];

	for (size_t i = 0; i < TAIL_AUTHORS; i++) {
		struct tail *at = &t->tail[i];

		if (at->whose == whose)
			return at;
		if (at->turn < best->turn)
			best = at;
	}
	return best;
}

void
tails_set(struct tails *t, uint64_t whose, const struct scrubbed *made)
{
	struct tail *at = place_for(t, whose);
	size_t from = made->len > TAIL_MAX ? made->len - TAIL_MAX : 0;

	/* At the beginning of a word, if one begins there. */
	while (from > 0 && from < made->len &&
	       (made->text[from - 1] & 0x80 || made->text[from - 1] > ' '))
		from++;
	explicit_bzero(at, sizeof(*at));
	at->whose = whose;
	at->turn = ++t->turn;
	at->len = (uint8_t)(made->len - from);
	memcpy(at->text, made->text + from, at->len);
}

void
tails_wipe(struct tails *t)
{
	explicit_bzero(t, sizeof(*t));
}
