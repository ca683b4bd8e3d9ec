/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "release_private.h"

struct delayed *
delayed_new(struct entry *e, uint64_t now_ms, uint64_t delay_ms)
{
	struct delayed *w = calloc(1, sizeof *w);

	if (!w)
		return NULL;
	w->entry = entry_ref(e);
	w->since_ms = now_ms;
	w->due_ms = now_ms + delay_ms;
	return w;
}

void
delayed_free(struct delayed *w)
{
	entry_unref(w->entry);
	explicit_bzero(w, sizeof *w);
	free(w);
}

struct lane *
lane_find(struct release *release, const struct room *room)
{
	struct lane *lane = release->lanes;

	while (lane && lane->room != room)
		lane = lane->next;
	return lane;
}

struct lane *
lane_get(struct release *release, struct room *room)
{
	struct lane *lane = lane_find(release, room);

	if (lane)
		return lane;
	lane = calloc(1, sizeof *lane);
	if (!lane)
		return NULL;
	lane->release = release;
	lane->room = room;
	lane->next = release->lanes;
	release->lanes = lane;
	return lane;
}

void
lane_rest(struct lane *lane)
{
	struct lane **at = &lane->release->lanes;

	if (lane->first || lane->paused)
		return;
	while (*at != lane)
		at = &(*at)->next;
	*at = lane->next;
	free(lane);
}

struct delayed *
lane_draft(const struct lane *lane, const uint8_t draft[16])
{
	struct delayed *w = lane ? lane->first : NULL;

	while (w && memcmp(entry_head(w->entry)->draft, draft, 16) != 0)
		w = w->next;
	return w;
}

void
lane_remove(struct delayed *w)
{
	struct lane *lane = w->lane;
	struct delayed **at = &lane->first;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	delayed_free(w);
	lane_rest(lane);
}

void
lane_add(struct lane *lane, struct delayed *w)
{
	struct delayed **at = &lane->first;

	for (; *at; at = &(*at)->next)
		if ((*at)->progress != GOING && (*at)->due_ms > w->due_ms)
			w->due_ms = (*at)->due_ms;
	w->lane = lane;
	*at = w;
}

uint64_t
lane_due(const struct lane *lane)
{
	uint64_t due = UINT64_MAX;
	bool blocked = lane->paused;

	for (const struct delayed *w = lane->first; w; w = w->next) {
		bool counts = w->progress == GOING
				  ? !w->asked
				  : w->progress == WAITING && !blocked;

		if (counts && w->due_ms < due)
			due = w->due_ms;
		/* Those behind the first that waits are due later. */
		blocked =
		    blocked || w->progress == STAGING || w->progress == WAITING;
	}
	return due;
}

/* ---- looking ---- */

size_t
release_waiting(struct release *release, const struct room *room)
{
	const struct lane *lane = lane_find(release, room);
	size_t count = 0;

	for (const struct delayed *w = lane ? lane->first : NULL; w;
	     w = w->next)
		count += w->progress == STAGING || w->progress == WAITING;
	return count;
}

const char *
release_newest(struct release *release, const struct room *room,
    const char *account, uint64_t *since_ms)
{
	const struct lane *lane = lane_find(release, room);
	const char *newest = NULL;

	for (const struct delayed *w = lane ? lane->first : NULL; w;
	     w = w->next)
		if ((w->progress == STAGING || w->progress == WAITING) &&
		    w->how.draft[0] && strcmp(w->how.account, account) == 0) {
			newest = w->how.draft;
			*since_ms = w->since_ms;
		}
	return newest;
}
