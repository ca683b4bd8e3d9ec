/* SPDX-License-Identifier: MIT */
/* Own drafts that wait: which line each was. */
#include "waits.h"

#include <stdio.h>

#include "check.h"

int
main(void)
{
	static struct waits w;
	char draft[32];
	uint64_t line = 0;

	check(!waits_undo(&w), "nothing waits at first");
	waits_add(&w, "a", 1);
	waits_add(&w, "b", 2);
	check_text(waits_undo(&w), "b", "the newest is undone first");
	check_text(waits_undo(&w), "a", "then the one before");
	check(!waits_undo(&w), "each once");
	waits_not_undone(&w);
	check_text(waits_undo(&w), "b", "unless it failed");
	check(waits_take(&w, "a", &line) && line == 1, "the line it was");
	check(!waits_take(&w, "a", &line), "once");
	waits_add(&w, "b", 3);
	check(waits_take(&w, "b", &line) && line == 3,
	    "sent again it waits once");
	check(!waits_undo(&w), "none is left");
	for (unsigned i = 0; i <= WAITS_MAX; i++) {
		snprintf(draft, sizeof draft, "d%u", i);
		waits_add(&w, draft, i);
	}
	check(!waits_take(&w, "d0", &line), "the oldest is forgotten");
	check(waits_take(&w, "d1", &line) && line == 1, "the next is not");
	return check_done();
}
