/* SPDX-License-Identifier: MIT */
#include "failures.h"

#include <stdlib.h>
#include <string.h>

#include "proto/hello.h"

#define SLOTS FAILURES_PLACES
#define MINUTE_MS 60000u

struct slot {
	uint64_t minute;
	unsigned count;
};

struct failures {
	unsigned per_minute;
	/* So that nobody can choose whose slot he shares: one for each kind. */
	uint8_t key[2][32];
	struct slot slot[SLOTS];
};

enum sr_err
failures_new(struct failures **out, unsigned per_minute)
{
	struct failures *f = calloc(1, sizeof *f);

	if (!f)
		return SR_ENOMEM;
	f->per_minute = per_minute;
	hello_random(f->key[0], sizeof f->key);
	*out = f;
	return SR_OK;
}

void
failures_free(struct failures *f)
{
	free(f);
}

static size_t
slot_of(const struct failures *f, enum failures_of of, const char *who)
{
	uint8_t hash[16];
	uint32_t n;

	hello_keyed_hash(hash, f->key[of], who, strlen(who));
	memcpy(&n, hash, sizeof n);
	return n % SLOTS;
}

bool
failures_over(const struct failures *f, enum failures_of of, const char *who,
    uint64_t now_ms)
{
	const struct slot *s = &f->slot[slot_of(f, of, who)];

	return s->minute == now_ms / MINUTE_MS && s->count >= f->per_minute;
}

void
failures_add(
    struct failures *f, enum failures_of of, const char *who, uint64_t now_ms)
{
	struct slot *s = &f->slot[slot_of(f, of, who)];

	if (s->minute != now_ms / MINUTE_MS)
		*s = (struct slot){.minute = now_ms / MINUTE_MS};
	s->count++;
}
