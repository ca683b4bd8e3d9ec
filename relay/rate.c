/* SPDX-License-Identifier: MIT */
#include "rate.h"

#include <stdlib.h>
#include <string.h>

#include "proto/hello.h"

#define PLACES RATE_PLACES
/* Places in which a key may stand. */
#define NEAR 8u
#define MINUTE_MS 60000u
#define WHO_MAX 96u

/* A bucket that leaks: `full_us` is when it would be empty, had nothing more
 * come; it may be at most a minute ahead of the clock (GCRA). */
struct place {
	uint64_t key, full_us;
};

struct rates {
	uint8_t secret[32]; /* nobody chooses who shares his place */
	struct place place[PLACES];
};

enum sr_err
rates_new(struct rates **out)
{
	struct rates *r = calloc(1, sizeof *r);

	if (!r)
		return SR_ENOMEM;
	hello_random(r->secret, sizeof r->secret);
	*out = r;
	return SR_OK;
}

void
rates_free(struct rates *r)
{
	free(r);
}

static uint64_t
hash(const struct rates *r, const struct rate_key *key)
{
	uint8_t bytes[sizeof key->kind + WHO_MAX], out[16];
	size_t len = key->len < WHO_MAX ? key->len : WHO_MAX;
	uint64_t h;

	memcpy(bytes, &key->kind, sizeof key->kind);
	memcpy(bytes + sizeof key->kind, key->who, len);
	hello_keyed_hash(out, r->secret, bytes, sizeof key->kind + len);
	memcpy(&h, out, sizeof h);
	return h ? h : 1; /* 0 is a place that is free */
}

static struct place *
find(struct rates *r, uint64_t key)
{
	struct place *best = NULL;

	for (unsigned i = 0; i < NEAR; i++) {
		struct place *p = &r->place[(key + i) % PLACES];

		if (p->key == key)
			return p;
		if (!best || p->full_us < best->full_us)
			best = p;
	}
	best->key = key;
	best->full_us = 0;
	return best;
}

uint64_t
rates_take(
    struct rates *r, struct rate_key key, uint64_t per_min, uint64_t now_ms)
{
	uint64_t now = now_ms * 1000, each, most;
	struct place *p;

	if (!per_min)
		return 0;
	each = (uint64_t)MINUTE_MS * 1000 / per_min;
	most = (uint64_t)MINUTE_MS * 1000;
	p = find(r, hash(r, &key));
	if (p->full_us < now)
		p->full_us = now;
	if (p->full_us + each > now + most)
		return (p->full_us + each - now - most + 999) / 1000;
	p->full_us += each;
	return 0;
}
