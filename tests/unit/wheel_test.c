/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "proto/wheel.h"

/* A random walk beside the simplest model: an array of due times. */

#define ITEMS 300u

struct walk {
	struct wheel wheel;
	struct {
		struct wheel_item item; /* first */
		uint64_t due_ms;        /* 0: not set */
	} cell[ITEMS];
	uint64_t now_ms;
	unsigned early, late, unset, fired;
	uint64_t random;
};

static uint64_t
draw(struct walk *w, uint64_t below)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (w->random >> 33) % below;
}

static void
fire(void *ctx, struct wheel_item *item)
{
	struct walk *w = ctx;
	size_t i =
	    (size_t)((char *)item - (char *)w->cell) / sizeof(w->cell[0]);

	w->fired++;
	w->unset += w->cell[i].due_ms == 0;
	w->early += w->cell[i].due_ms > w->now_ms;
	w->cell[i].due_ms = 0;
	/* Some set themselves or cancel others from here. */
	if (draw(w, 3) == 0) {
		w->cell[i].due_ms = w->now_ms + 1 + draw(w, 500);
		wheel_set(&w->wheel, item, w->cell[i].due_ms);
	}
	i = (size_t)draw(w, ITEMS);
	if (draw(w, 4) == 0) {
		wheel_cancel(&w->wheel, &w->cell[i].item);
		w->cell[i].due_ms = 0;
	}
}

static void
walk(uint64_t seed, uint64_t longest_ms)
{
	struct walk *w = calloc(1, sizeof(*w));
	unsigned set = 0;

	if (!w)
		abort();
	w->random = seed;
	w->now_ms = 12345;
	wheel_init(&w->wheel, w->now_ms);
	for (unsigned step = 0; step < 20000; step++) {
		size_t i = (size_t)draw(w, ITEMS);

		w->cell[i].due_ms = w->now_ms + draw(w, longest_ms) + 1;
		wheel_set(&w->wheel, &w->cell[i].item, w->cell[i].due_ms);
		w->now_ms += draw(w, draw(w, 50) ? 40 : 200000);
		wheel_run(&w->wheel, w->now_ms, fire, w);
		for (i = 0; i < ITEMS; i++)
			w->late +=
			    w->cell[i].due_ms != 0 &&
			    w->cell[i].due_ms + WHEEL_STEP_MS <= w->now_ms;
	}
	for (size_t i = 0; i < ITEMS; i++)
		set += w->cell[i].due_ms != 0;
	check_number(w->early, 0, "nothing fires before its time");
	check_number(w->late, 0, "nor more than a step after it");
	check_number(w->unset, 0, "nor what was cancelled");
	check_number(w->wheel.count, set, "the count is right");
	check(w->fired > 1000, "and things do fire");
	free(w);
}

int
main(void)
{
	walk(1, 1000);
	walk(2, 60000);
	walk(3, 300000); /* beyond one turn of the wheel */
	return check_done();
}
