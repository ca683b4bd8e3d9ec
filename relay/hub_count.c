/* SPDX-License-Identifier: MIT */
#include "hub_private.h"

#include <stdlib.h>
#include <string.h>

/* Who is there, and how far behind. */

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

size_t
hub_backlog(const struct hub *hub, uint64_t behind[4])
{
	static const size_t percent[4] = {50, 90, 99, 100};
	size_t readers = 0, n = 0;
	uint64_t *each;

	memset(behind, 0, 4 * sizeof(*behind));
	for (struct room *room = hub->rooms; room; room = room->next)
		readers += room->count;
	each = malloc((readers + 1) * sizeof(*each));
	if (!each)
		return readers;
	for (struct room *room = hub->rooms; room; room = room->next) {
		for (size_t i = 0; i < room->count; i++) {
			const struct reader *r = room->reader[i];
			uint64_t last = reader_last(r);

			each[n++] = r->next <= last ? last - r->next + 1 : 0;
		}
	}
	qsort(each, n, sizeof(*each), by_number);
	for (int i = 0; i < 4 && n > 0; i++)
		behind[i] = each[(n - 1) * percent[i] / 100];
	free(each);
	return readers;
}

void
room_present(const struct room *room, unsigned count[PRESENT_KINDS])
{
	memcpy(count, room->present, sizeof room->present);
}

bool
room_present_changed(struct room *room, unsigned count[PRESENT_KINDS])
{
	bool changed = room->present_changed;

	room->present_changed = false;
	room_present(room, count);
	return changed;
}

void
room_each(struct room *room, unsigned kinds,
    void (*fn)(void *ctx, void *reader_ctx), void *ctx)
{
	for (size_t i = 0; i < room->count; i++) {
		const struct reader *r = room->reader[i];

		if (r->opt.live && kinds & 1u << r->opt.present)
			fn(ctx, r->opt.ctx);
	}
}
