/* SPDX-License-Identifier: MIT */
#ifndef SR_RELEASE_H
#define SR_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "entry.h"
#include "hub.h"
#include "journal.h"

/*
 * The one release point: nothing reaches a reader but through here. What needs
 * no delay goes to the disk and then to the hub. What has one waits, sealed in
 * the journal where no reader path reads, and can be undone or stopped until
 * its time has come; entries of a room are released in the order in which they
 * were accepted. Delays are counted by the loop's clock: whatever the wall
 * clock does, nothing comes early and nothing is lost. After a restart what
 * waited waits its whole delay again, since nobody could undo or stop it while
 * the relay was away.
 */

struct release;

SR_MUST_USE enum sr_err release_new(
    struct release **out, struct journal *journal, struct ws_loop *loop);
/* Whoever waits for a release is told SR_ECLOSED: it comes after the next
 * start. When the journal has finished, and before procedures are freed; NULL
 * is fine. */
void release_finish(struct release *release);
/* What still waits stays on disk. NULL is fine. */
void release_free(struct release *release);

/* As journal_appended(); called after the entry went to the hub. Number 0 and
 * SR_OK: it is on disk and waits (release_wait_ms()). SR_ESTOPPED: stopped
 * while it was on its way to the disk; SR_EBUSY: it is just being undone, or
 * was dropped with its account's. */
typedef void release_done(
    void *ctx, enum sr_err err, uint64_t number, bool repeated);

struct release_how {
	const char *account, *draft; /* whose, and as he calls it; or NULL */
	const char *approver;        /* who let it through a queue; or NULL */
	uint64_t delay_ms;
	/* The relay's own last word: behind all that waits, whatever the
	 * delay; done() comes at its release. */
	bool last;
};

/* Takes its own reference of e; *how is copied. room must live until done(),
 * which comes in every case, once: later from the loop, or at once without
 * memory; and as long as something of it waits. */
void release_accept(struct release *release, struct room *room, struct entry *e,
    const struct release_how *how, release_done *done, void *ctx);

/* What became of an entry that waited. Strings and entry for the call. */
struct release_end {
	struct room *room;
	const struct entry *entry;
	const char *account, *draft; /* "": nobody's */
	uint64_t number;             /* 0: gone, and why */
	enum gone_why why;
};
typedef void release_ended(void *ctx, const struct release_end *end);

/* One listener; called on the loop. */
void release_on_end(struct release *release, release_ended *fn, void *ctx);

/* ---- while it waits; draft is the hash in the entry's head ---- */

/* Milliseconds until it is released, at least 1; 0: it does not wait. */
uint64_t release_wait_ms(
    struct release *release, const struct room *room, const uint8_t draft[16]);
/* How many wait in this room and are not on their way out of it. */
size_t release_waiting(struct release *release, const struct room *room);

/* What this account calls the last of its drafts that wait in this room, or are
 * on their way there, until the next call, and when it came (loop's clock);
 * NULL: none does. */
const char *release_newest(struct release *release, const struct room *room,
    const char *account, uint64_t *since_ms);

/* Destroys one, which is never released from now on. done(SR_OK): nothing of
 * it is on disk; SR_EDISK: it may still be, and is tried again; SR_ENOENTRY: it
 * was on its way to its number, and has it. Returns SR_ENOENTRY when it does
 * not wait (any more), SR_EBUSY when it is not on disk yet; then done() is not
 * called. */
SR_MUST_USE enum sr_err release_undo(struct release *release, struct room *room,
    const uint8_t draft[16], journal_done *done, void *ctx);

/* Destroys what waits in this room, at once for readers and on disk as soon as
 * the disk can; their ends are told with `why`. `all`: the relay's own last
 * word, too, which else comes now. */
void release_drop(
    struct release *release, struct room *room, enum gone_why why, bool all);
/* The same in every room, of what this account sent or approved. */
void release_drop_account(
    struct release *release, const char *account, enum gone_why why);

/* While paused nothing that waits is released; then what is due goes at once.
 * Not for a room with nothing to read any more: drop it. */
void release_pause(struct release *release, struct room *room, bool paused);

/* At start: what journal_load_staged() tells. */
SR_MUST_USE enum sr_err release_restore(struct release *release,
    struct room *room, struct entry *e, const struct journal_staging *how);

#endif
