/* SPDX-License-Identifier: MIT */
#include "span.h"

#include <stdlib.h>
#include <string.h>

#define SPANS_FIRST 64u /* room of a list's first growth; most need no more */

void
spans_init(struct spans *s)
{
	memset(s, 0, sizeof(*s));
}

void
spans_clear(struct spans *s)
{
	s->count = 0;
	s->failed = false;
	s->disjoint = false;
}

void
spans_wipe(struct spans *s)
{
	if (s->at)
		explicit_bzero(s->at, s->room * sizeof(*s->at));
	free(s->at);
	spans_init(s);
}

static bool
spans_grow(struct spans *s)
{
	size_t room = s->room ? s->room * 2 : SPANS_FIRST;
	struct span *at = realloc(s->at, room * sizeof(*at));

	if (!at) {
		s->failed = true;
		return false;
	}
	s->at = at;
	s->room = room;
	return true;
}

void
spans_add(struct spans *s, uint32_t begin, uint32_t end, enum scrub_label label,
    const char *layer, const char *rule, unsigned certainty)
{
	if (s->failed || begin >= end)
		return;
	if (s->count == s->room && !spans_grow(s))
		return;
	s->at[s->count++] = (struct span){
	    .begin = begin,
	    .end = end,
	    .label = label,
	    .certainty = (uint8_t)(certainty > 100 ? 100 : certainty),
	    .layer = layer,
	    .rule = rule,
	};
	s->disjoint = false;
}

static int
by_begin(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->certainty != y->certainty)
		return y->certainty - x->certainty;
	/* qsort() keeps no order of equals: not the same one everywhere. */
	return x->order < y->order ? -1 : x->order > y->order;
}

void
spans_sort(struct spans *s)
{
	/* Scanners find from left to right: often there is nothing to do. */
	for (size_t i = 1; i < s->count; i++) {
		if (by_begin(&s->at[i - 1], &s->at[i]) > 0) {
			for (size_t k = 0; k < s->count; k++)
				s->at[k].order = (uint32_t)k;
			qsort(s->at, s->count, sizeof(*s->at), by_begin);
			return;
		}
	}
}

/* The first span of a sorted and disjoint list that ends after begin. */
static size_t
first_after(const struct spans *s, uint32_t begin)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->at[mid].end <= begin)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
spans_touch(const struct spans *s, uint32_t begin, uint32_t end)
{
	if (s->disjoint) {
		size_t i = first_after(s, begin);

		return i < s->count && s->at[i].begin < end;
	}
	for (size_t i = 0; i < s->count; i++) {
		if (s->at[i].begin < end && s->at[i].end > begin)
			return true;
	}
	return false;
}

void
spans_flatten(struct spans *s)
{
	size_t n = 0;

	spans_sort(s);
	for (size_t i = 0; i < s->count; i++) {
		struct span *last = n ? &s->at[n - 1] : NULL;
		struct span *next = &s->at[i];

		if (!last || next->begin >= last->end) {
			s->at[n++] = *next;
			continue;
		}
		if (next->end > last->end)
			last->end = next->end;
		if (next->certainty > last->certainty) {
			next->begin = last->begin;
			next->end = last->end;
			*last = *next;
		}
	}
	s->count = n;
	s->disjoint = true;
}
