/* SPDX-License-Identifier: MIT */
#include "ballot.h"

#include <stdlib.h>
#include <string.h>

struct say {
	uint8_t who[BALLOT_WHO];
	uint8_t choice; /* 0: free */
};

/* Open addressing; room is a power of two and never more than half full. */
struct ballot {
	struct say *say;
	size_t room, used;
	unsigned count[BALLOT_CHOICES + 1];
};

#define ROOM_FIRST 8u

enum sr_err
ballot_new(struct ballot **out)
{
	struct ballot *b = calloc(1, sizeof *b);

	if (b)
		b->say = calloc(ROOM_FIRST, sizeof *b->say);
	if (!b || !b->say) {
		free(b);
		return SR_ENOMEM;
	}
	b->room = ROOM_FIRST;
	*out = b;
	return SR_OK;
}

void
ballot_free(struct ballot *b)
{
	if (!b)
		return;
	free(b->say);
	free(b);
}

/* The person's place, or a free one. The hash is as good as random. */
static struct say *
place(struct say *say, size_t room, const uint8_t who[BALLOT_WHO])
{
	size_t i;

	memcpy(&i, who, sizeof i);
	for (i &= room - 1; say[i].choice; i = (i + 1) & (room - 1))
		if (memcmp(say[i].who, who, BALLOT_WHO) == 0)
			break;
	return &say[i];
}

static enum sr_err
grow(struct ballot *b)
{
	struct say *more = calloc(2 * b->room, sizeof *more);

	if (!more)
		return SR_ENOMEM;
	for (size_t i = 0; i < b->room; i++)
		if (b->say[i].choice)
			*place(more, 2 * b->room, b->say[i].who) = b->say[i];
	free(b->say);
	b->say = more;
	b->room *= 2;
	return SR_OK;
}

enum sr_err
ballot_say(struct ballot *b, const uint8_t who[BALLOT_WHO], unsigned choice)
{
	struct say *s;

	if (choice < 1 || choice > BALLOT_CHOICES)
		return SR_EINVAL;
	if (2 * (b->used + 1) > b->room && grow(b) != SR_OK)
		return SR_ENOMEM;
	s = place(b->say, b->room, who);
	if (s->choice) {
		b->count[s->choice]--;
	} else {
		memcpy(s->who, who, BALLOT_WHO);
		b->used++;
	}
	s->choice = (uint8_t)choice;
	b->count[choice]++;
	return SR_OK;
}

unsigned
ballot_said(const struct ballot *b, const uint8_t who[BALLOT_WHO])
{
	return b ? place(b->say, b->room, who)->choice : 0;
}

unsigned
ballot_count(const struct ballot *b, unsigned choice)
{
	return b && choice <= BALLOT_CHOICES ? b->count[choice] : 0;
}

void
ballot_each(const struct ballot *b,
    void (*fn)(void *ctx, const uint8_t who[BALLOT_WHO], unsigned choice),
    void *ctx)
{
	for (size_t i = 0; b && i < b->room; i++)
		if (b->say[i].choice)
			fn(ctx, b->say[i].who, b->say[i].choice);
}
