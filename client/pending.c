/* SPDX-License-Identifier: MIT */
#include "pending.h"

#include <stdlib.h>
#include <string.h>

struct pending_row {
	uint64_t seq;
	link_answer *fn;
	void *ctx;
};

bool
pending_reserve(struct pending *p)
{
	size_t room = p->room ? 2 * p->room : 16;
	struct pending_row *more;

	if (p->count < p->room)
		return true;
	more = realloc(p->row, room * sizeof *more);
	if (!more)
		return false;
	p->row = more;
	p->room = room;
	return true;
}

void
pending_add(struct pending *p, uint64_t seq, link_answer *fn, void *ctx)
{
	p->row[p->count++] = (struct pending_row){seq, fn, ctx};
}

bool
pending_answer(struct pending *p, uint64_t seq, enum sr_err err,
    const struct wire_ok *ok, const char *message)
{
	for (size_t i = 0; i < p->count; i++) {
		struct pending_row row = p->row[i];

		if (row.seq != seq)
			continue;
		memmove(&p->row[i], &p->row[i + 1],
		    (p->count - i - 1) * sizeof row);
		p->count--;
		if (row.fn)
			row.fn(row.ctx, err, ok, message);
		return true;
	}
	return false;
}

void
pending_answer_all(struct pending *p, enum sr_err err, const char *message)
{
	struct pending old = *p;

	/* Answers may send new requests, which then find an empty list. */
	*p = (struct pending){NULL, 0, 0};
	for (size_t i = 0; i < old.count; i++)
		if (old.row[i].fn)
			old.row[i].fn(old.row[i].ctx, err, NULL, message);
	free(old.row);
}

void
pending_wipe(struct pending *p)
{
	free(p->row);
	*p = (struct pending){NULL, 0, 0};
}
