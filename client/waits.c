/* SPDX-License-Identifier: MIT */
#include "waits.h"

#include <stdio.h>
#include <string.h>

static void
drop(struct waits *w, unsigned at)
{
	w->count--;
	memmove(
	    &w->row[at], &w->row[at + 1], (w->count - at) * sizeof w->row[0]);
}

void
waits_add(struct waits *w, const char *draft, uint64_t line)
{
	uint64_t before;

	(void)waits_take(w, draft, &before);
	if (w->count == WAITS_MAX)
		drop(w, 0);
	snprintf(w->row[w->count].draft, sizeof w->row[0].draft, "%s", draft);
	w->row[w->count].undoing = false;
	w->row[w->count++].line = line;
}

bool
waits_take(struct waits *w, const char *draft, uint64_t *line)
{
	for (unsigned i = 0; i < w->count; i++) {
		if (strcmp(w->row[i].draft, draft) != 0)
			continue;
		*line = w->row[i].line;
		drop(w, i);
		return true;
	}
	return false;
}

const char *
waits_undo(struct waits *w)
{
	for (unsigned i = w->count; i-- > 0;) {
		if (w->row[i].undoing)
			continue;
		w->row[i].undoing = true;
		return w->row[i].draft;
	}
	return NULL;
}

void
waits_not_undone(struct waits *w)
{
	for (unsigned i = 0; i < w->count; i++)
		w->row[i].undoing = false;
}
