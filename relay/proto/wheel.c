/* SPDX-License-Identifier: MIT */
#include "proto/wheel.h"

#include <stddef.h>
#include <string.h>

void
wheel_init(struct wheel *w, uint64_t now_ms)
{
	memset(w, 0, sizeof(*w));
	w->step = now_ms / WHEEL_STEP_MS;
}

static void
item_link(struct wheel_item **head, struct wheel_item *item)
{
	item->next = *head;
	item->previous = head;
	if (*head)
		(*head)->previous = &item->next;
	*head = item;
}

static void
item_unlink(struct wheel_item *item)
{
	*item->previous = item->next;
	if (item->next)
		item->next->previous = item->previous;
	item->next = NULL;
	item->previous = NULL;
}

void
wheel_set(struct wheel *w, struct wheel_item *item, uint64_t due_ms)
{
	uint64_t step = (due_ms + WHEEL_STEP_MS - 1) / WHEEL_STEP_MS;

	wheel_cancel(w, item);
	if (step <= w->step)
		step = w->step + 1;
	item->due_ms = due_ms;
	item_link(&w->slot[step % WHEEL_SLOTS], item);
	w->count++;
}

void
wheel_cancel(struct wheel *w, struct wheel_item *item)
{
	if (!item->previous)
		return;
	item_unlink(item);
	w->count--;
}

/* Items of a later turn share the slot: they go back into it. */
static void
run_slot(struct wheel *w, struct wheel_item **slot, uint64_t now_ms,
    void (*fire)(void *ctx, struct wheel_item *item), void *ctx)
{
	struct wheel_item *todo = NULL, *item;

	/* Moved aside first: fire() may set items into this very slot. */
	if (*slot) {
		todo = *slot;
		todo->previous = &todo;
		*slot = NULL;
	}
	while ((item = todo)) {
		item_unlink(item);
		if (item->due_ms > now_ms) {
			item_link(slot, item);
			continue;
		}
		w->count--;
		fire(ctx, item);
	}
}

void
wheel_run(struct wheel *w, uint64_t now_ms,
    void (*fire)(void *ctx, struct wheel_item *item), void *ctx)
{
	uint64_t end = now_ms / WHEEL_STEP_MS;

	/* After a long sleep one turn visits every slot there is. */
	if (end > w->step + WHEEL_SLOTS)
		w->step = end - WHEEL_SLOTS;
	while (w->step < end) {
		w->step++;
		run_slot(w, &w->slot[w->step % WHEEL_SLOTS], now_ms, fire, ctx);
	}
}
