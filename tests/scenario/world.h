/* SPDX-License-Identifier: MIT */
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/wire.h"

/*
 * A whole relay without sockets, disks or clocks: ws_fake.c in the place of
 * ws.c, journal_mem.c in that of journal_sqlite.c, and time that only
 * world_wait() moves. Peers prove who they are with real keys.
 */

struct world;
struct peer;

/* NULL when it could not be made (said on stderr). */
struct world *world_new(void);
void world_free(struct world *w);
/* The relay starts again on the same journal; all peers are cut off. */
bool world_restart(struct world *w);
/* Until nothing moves any more. */
void world_settle(struct world *w);
void world_wait(struct world *w, uint64_t ms);
/* The machine slept: each timer that is due comes once. */
void world_sleep(struct world *w, uint64_t ms);
/* The wall clock is set back. */
void world_clock_back(struct world *w, uint64_t ms);
/* Sets a key of scrubrelayd.json(5), where it is read when it is needed. */
bool world_config(struct world *w, const char *key, const char *value);
/* The journal takes nothing more, or does again. */
void world_disk_full(struct world *w, bool full);
/* health_ready() of the relay. */
const char *world_ready(const struct world *w);
/* What it has begun does not end; or it goes on. */
void world_disk_hangs(struct world *w, bool hangs);
/* The relay is told to end, with what was said just now read and nothing of it
 * on disk yet. Until world_restart(). */
void world_drain(struct world *w);
/* The policy of an audience, as JSON, from now on. */
bool world_policy(struct world *w, enum audience a, const char *json);
/* Students' policy lets names through, or is right again. */
void world_filter(struct world *w, bool broken);

/* An account with one enrolled device; roles "poster,surgeon". */
struct peer *world_account(
    struct world *w, const char *name, const char *roles);
/* A further peer with the account and device of another: a second window. */
struct peer *world_window(struct world *w, const char *name, struct peer *of);
struct peer *world_find(struct world *w, const char *name);

/* A connection, and hello if `hello`; false when refused. */
bool peer_connect(struct peer *p, bool hello);
void peer_say(struct peer *p, const char *json);
/* The next message to the peer, NULL when there is none; until the next call.
 */
const char *peer_hear(struct peer *p);
/* The peer takes nothing from its socket (until false). */
void peer_stall(struct peer *p, bool stalled);
/* The peer is gone without a word. */
void peer_vanish(struct peer *p);
/* 0 while connected; else the close code it was told, 1006 without one. */
int peer_closed(const struct peer *p);

#endif
