/* SPDX-License-Identifier: MIT */
#ifndef SR_RELEASE_PRIVATE_H
#define SR_RELEASE_PRIVATE_H

#include "release.h"

/* What release.c and release_lane.c share: the lists of what waits. */

enum progress {
	STAGING,   /* on its way to where it waits */
	WAITING,   /* on disk; due or not */
	RELEASING, /* on its way to its number */
	GOING      /* destroyed; the disk has to follow */
};

struct delayed {
	struct delayed *next;
	struct lane *lane;
	struct entry *entry;
	struct journal_staging how;
	enum progress progress;
	uint64_t since_ms; /* of the loop's clock: when it came */
	uint64_t due_ms;   /* likewise; GOING: when to try again */
	bool asked;      /* GOING: the disk is at it */
	/* STAGING: to be destroyed when it is on disk; RELEASING: if the disk
	 * refuses it. */
	bool dropped;
	bool told;       /* its end is */
	bool failed;     /* the disk refused it, which is in the log */
	bool last;
	enum gone_why why;
	release_done *done; /* NULL: called */
	void *ctx;
	journal_done *undone; /* of whoever asked to undo it */
	void *undone_ctx;
};

/* What waits in one room, in order. */
struct lane {
	struct lane *next;
	struct release *release;
	struct room *room;
	struct delayed *first;
	bool paused;
};

struct release {
	struct journal *journal;
	struct ws_loop *loop;
	struct ws_timer *timer;
	struct lane *lanes;
	release_ended *ended;
	void *ctx;
};

/* NULL: no memory. Takes its own reference of e. */
struct delayed *delayed_new(
    struct entry *e, uint64_t now_ms, uint64_t delay_ms);
void delayed_free(struct delayed *w);

struct lane *lane_find(struct release *release, const struct room *room);
/* Makes it; NULL: no memory. */
struct lane *lane_get(struct release *release, struct room *room);
/* Frees it when nothing waits there and nothing holds it up. */
void lane_rest(struct lane *lane);
/* The first with this hash of a draft, or NULL; lane may be NULL. */
struct delayed *lane_draft(const struct lane *lane, const uint8_t draft[16]);
/* At its end, and not due before those in front. */
void lane_add(struct lane *lane, struct delayed *w);
/* Frees w, and the lane behind the last one. */
void lane_remove(struct delayed *w);
/* When it next has something to do, or UINT64_MAX. */
uint64_t lane_due(const struct lane *lane);

#endif
