/* SPDX-License-Identifier: MIT */
#ifndef SR_TALK_H
#define SR_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ballot.h"
#include "entry.h"
#include "journal.h"
#include "proto/wire_talk.h"
#include "scrub.h"

/*
 * What readers and staff talk about beside the updates of a procedure:
 * questions with their votes, polls, reactions, feedback. All of it is
 * scrubbed text, numbers and hashes of people; what must not be lost is in the
 * journal as documents. Whether somebody may is procedure.c's to say.
 */

struct talks;
struct talk; /* of one procedure */

struct question {
	struct question *next; /* in order of number */
	uint64_t number, t_ms;
	uint8_t who[WHO_BYTES], draft[16];
	enum question_state state;
	enum text_lang lang; /* in which it was asked */
	char *text[AUDIENCES];
	size_t len[AUDIENCES];
	uint64_t entry; /* its entry, when readers have it; else 0 */
	struct ballot *votes;
	bool saved;
	unsigned leaving; /* publications that go to the disk just now */
	uint8_t answer[16];    /* draft of its answer; zeros: none */
	uint64_t answer_entry; /* when readers have that; else 0 */
};

struct poll {
	struct poll *next;
	uint64_t number, entry; /* entry 0: readers do not have it yet */
	uint8_t draft[16];
	unsigned choices, right;
	struct ballot *votes;
	bool closed, gone; /* gone: withdrawn */
};

struct feedback {
	struct feedback *next;
	uint8_t who[WHO_BYTES];
	unsigned stars;
	enum audience audience;
	enum text_lang lang; /* in which it was written */
	char *text;          /* NULL: only stars */
	size_t len;
};

/* Loads all; blocks; at start. */
SR_MUST_USE enum sr_err talks_new(
    struct talks **out, struct journal *journal, struct sr_fault *fault);
void talks_free(struct talks *all);

/* NULL: nothing was said about it. */
struct talk *talk_find(struct talks *all, const struct procedure_id *id);
/* Makes it; NULL without memory. Lives as long as `all` does. */
struct talk *talk_get(struct talks *all, const struct procedure_id *id);
const struct procedure_id *talk_procedure(const struct talk *t);
/* Nothing of it stays, in memory or on disk: a withdrawal. */
void talk_forget(struct talks *all, const struct procedure_id *id);

/* Nothing of an entry that is erased stays, in memory or on disk: the words of
 * the question that it is. e: as it was read; NULL: it could not be. */
void talk_forget_entry(struct talks *all, const struct procedure_id *id,
    uint64_t number, const struct entry *e);

/* For hub_on_publish(), ctx is the struct talks; and for what is read back at
 * start: which entry is which question, what was withdrawn, how far the
 * operation is. */
void talks_note(void *ctx, const struct entry *e);
/* The template's step of the latest milestone, "" when there is none. */
const char *talk_step(const struct talk *t);

/* ---- questions ---- */

struct question_ask {
	uint8_t who[WHO_BYTES], draft[16];
	uint64_t t_ms;
	enum text_lang lang;
	const struct scrubbed *text; /* one per audience; copied */
	/* of the procedure, and of this person unseen (settings) */
	uint64_t most, most_waiting;
};

/* number: the question's. */
typedef void talk_asked(
    void *ctx, enum sr_err err, uint64_t number, bool repeated);

/* done(): later, once, when this returns SR_OK; the same draft again gets the
 * same number. SR_ELIMIT: too many in all, or of this person unseen;
 * SR_EHELD: as long as this it is tags more than words. */
SR_MUST_USE enum sr_err question_ask(struct talk *t,
    const struct question_ask *ask, talk_asked *done, void *ctx);
/* On disk; NULL: there is none. t may be NULL. */
struct question *question_find(struct talk *t, uint64_t number);
/* The first behind that number, on disk. */
struct question *question_after(struct talk *t, uint64_t number);
/* Nobody has looked at so many. */
unsigned question_pending(const struct talk *t);
/* Counts when it is on disk; more than one of a person count once. */
SR_MUST_USE enum sr_err question_vote(struct talk *t, struct question *q,
    const uint8_t who[WHO_BYTES], journal_done *done, void *ctx);
/* Holds at once; done() NULL: only the log learns when it is not saved. */
SR_MUST_USE enum sr_err question_set(struct talk *t, struct question *q,
    enum question_state state, journal_done *done, void *ctx);

/* This draft is its answer from now on, if no other is. */
SR_MUST_USE bool question_answered_by(
    struct question *q, const uint8_t draft[16]);
/* It came to nothing: another one may be. */
void question_not_answered(struct talk *t, const uint8_t draft[16]);

/* ---- polls ---- */

/* The poll of this draft, made and on its way to the disk if there is none.
 * SR_ELIMIT. */
SR_MUST_USE enum sr_err poll_get(struct talk *t, const uint8_t draft[16],
    unsigned choices, unsigned right, struct poll **out);
/* By the number of its entry; NULL: readers have none such. */
struct poll *poll_find(struct talk *t, uint64_t entry);
/* The last say of a person counts, when it is on disk. */
SR_MUST_USE enum sr_err poll_vote(struct talk *t, struct poll *p,
    const uint8_t who[WHO_BYTES], unsigned choice, journal_done *done,
    void *ctx);
/* How it stands, with the right choice. */
void poll_tally(const struct poll *p, struct wire_tally tally[CHOICES_MAX]);
/* Its entry came to nothing before readers had it: there is no such poll. */
void poll_not_opened(struct talk *t, const uint8_t draft[16]);
/* Readers have it, and it is not closed; or NULL. t may be NULL. */
struct poll *poll_open_by_number(struct talk *t, uint64_t number);
/* The highest number there is. t may be NULL. */
uint64_t poll_highest(const struct talk *t);
/* Its result came to nothing: it is open again. */
void poll_not_ended(struct talk *t, uint64_t entry);
/* No more votes. poll_forget_votes(): who voted is of no use any more. */
void poll_close(struct talk *t, struct poll *p, bool closed);
void poll_forget_votes(struct talk *t, struct poll *p);

/* ---- reactions: memory only ---- */

/* To entries that came last; SR_ENOENTRY: it is too old. */
SR_MUST_USE enum sr_err talk_react(struct talk *t, uint64_t number,
    const uint8_t who[WHO_BYTES], enum reaction reaction);
/* Those that changed since the last call. */
void talk_reactions(struct talk *t,
    void (*fn)(void *ctx, const struct wire_reactions *r), void *ctx);

/* ---- feedback ---- */

/* What a person says; text NULL: only stars. Borrowed for the call. */
struct feedback_said {
	unsigned stars;
	enum audience audience;
	enum text_lang lang;
	const struct scrubbed *text;
};

/* Replaces an earlier one of the same person. */
SR_MUST_USE enum sr_err feedback_give(struct talk *t,
    const uint8_t who[WHO_BYTES], const struct feedback_said *said,
    journal_done *done, void *ctx);
const struct feedback *feedback_first(const struct talk *t);

/* ---- attendance ---- */

struct attendance {
	struct attendance *next; /* in order of name */
	char account[NAME_MAX_BYTES + 1];
	enum audience audience;
	uint64_t seconds;
	uint64_t from_ms, to_ms; /* since the opening: first and last seen */
};

/* This account reads it live at t_ms: `seconds` more, however many devices it
 * reads on; 0: it begins to, which says something the first time only. Nobody
 * waits for the disk; a crash loses what was not on it yet. */
SR_MUST_USE enum sr_err attendance_seen(struct talk *t, const char *account,
    enum audience audience, uint64_t t_ms, uint64_t seconds);
/* t may be NULL. */
const struct attendance *attendance_first(const struct talk *t);

#endif
