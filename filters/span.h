/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_SPAN_H
#define SCRUB_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scrub.h"

/* A labelled half-open range of text.norm (see text.h), in bytes. */
struct span {
	uint32_t begin, end;
	enum scrub_label label;
	uint8_t certainty;        /* 0 to 100 */
	uint8_t person;           /* of the roster, from 1; 0: nobody on it */
	uint32_t order;           /* spans_sort() only: who came first */
	const char *layer, *rule; /* static storage */
};

/* A growing list that keeps its first error: ask `failed` once, at the end. */
struct spans {
	struct span *at;
	size_t count, room;
	bool failed;
	bool disjoint; /* sorted and without overlap: spans_touch() is quick */
};

void spans_init(struct spans *s);
void spans_clear(struct spans *s); /* empty, memory kept */
void spans_wipe(struct spans *s);
void spans_add(struct spans *s, uint32_t begin, uint32_t end,
    enum scrub_label label, const char *layer, const char *rule,
    unsigned certainty);
/* Sorts by begin, then longest first. */
void spans_sort(struct spans *s);
/* Does [begin, end) touch any span? s is sorted or not. */
bool spans_touch(const struct spans *s, uint32_t begin, uint32_t end);
/* Overlapping spans become one; the most certain names it. Sorts. */
void spans_flatten(struct spans *s);

#endif
