/* SPDX-License-Identifier: MIT */
#ifndef SR_PROCEDURE_H
#define SR_PROCEDURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account.h"
#include "config.h"
#include "audit.h"
#include "held.h"
#include "hub.h"
#include "journal.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "release.h"
#include "scrub.h"
#include "stopbook.h"
#include "template.h"

/*
 * Procedures: who may do what, and the filter's case of each.
 *
 *   state      means                                        post  read
 *   open       posting and reading                          yes   yes
 *   quiet      nobody posts until somebody resumes          no    yes
 *   paused     open before the relay started again; waits
 *              for its roster, which is in memory only      no    yes
 *   waiting    no sign of an advocate for advocate_s        no    what is
 *              there; nothing new is released
 *   stopped    until surgeon or advocate resume             no    nothing
 *   withdrawn  for good; erased                             no    nothing
 *   closing    the notice is on its way to the disk         no    yes
 *   closed     for good                                     no    for a while
 *   waits      as-live, at its end: for its playback        no    nothing
 *   as-live    is being played                              no    yes
 *
 * Quiet, waiting and stopped are flags of their own: what was quiet when it was
 * stopped is quiet again after it. All are on disk and survive a restart.
 *
 * Times are Unix milliseconds, passed in, but for what must not move when the
 * clock is set: advocates' signs and the end by itself go by the loop's.
 */

struct procedures;
struct procedure;

struct procedures_options {
	struct journal *journal;
	struct hub *hub;
	struct release *release;
	struct held *held; /* NULL: nothing is held */
	struct audit *audit; /* NULL: nothing is noted */
	struct scrub_policy *policy[AUDIENCES]; /* borrowed */
	uint64_t closed_read_ms;
	struct ws_loop *loop;
	uint64_t (*wall_ms)(void);
	struct stopbook *stops;
	struct accounts *accounts; /* those a request names */
	const struct config *config;
};

/* Loads all; blocks; at start. */
SR_MUST_USE enum sr_err procedures_new(struct procedures **out,
    const struct procedures_options *opt, struct sr_fault *fault);
void procedures_free(struct procedures *all);
/* For texts to come; borrowed. */
void procedures_set_policies(
    struct procedures *all, struct scrub_policy *const policy[AUDIENCES]);

/* The filter failed its own test (selftest.h): from now on every text is held,
 * and what it let pass and still waits for its release is destroyed, its
 * authors told (GONE_FILTER); or it is well again. */
void procedures_hold(struct procedures *all, bool hold);
bool procedures_holding(const struct procedures *all);
/* Its account or a device was revoked: whoever has the key may have sent what
 * waits, for its release or a moderator. All of it is destroyed
 * (GONE_REVOKED). */
void procedures_drop_account(struct procedures *all, const struct account *by);

/* Not one that is still being imported, nor does procedures_each(). */
struct procedure *procedure_find(
    struct procedures *all, const struct procedure_id *id);
/* Newest first; fn returns false to end. */
void procedures_each(struct procedures *all,
    bool (*fn)(void *ctx, struct procedure *p), void *ctx);

typedef void procedure_done(void *ctx, enum sr_err err, struct procedure *p);
/* receipt: as journal_erased; NULL, too, where nothing had been recorded. */
typedef void procedure_erased(
    void *ctx, enum sr_err err, struct procedure *p, const char *receipt);

/* All with a done() call it once: later from the loop when they return SR_OK,
 * never otherwise. *fault names what is wrong with the request. */
SR_MUST_USE enum sr_err procedure_open(struct procedures *all,
    const struct wire_open *in, const struct account *by, uint64_t now_ms,
    procedure_done *done, void *ctx, struct sr_fault *fault);
/* done(): within the call where nothing has to be saved. */
SR_MUST_USE enum sr_err procedure_roster(struct procedure *p, const char *json,
    size_t len, procedure_done *done, void *ctx, struct sr_fault *fault);
SR_MUST_USE enum sr_err procedure_close(
    struct procedure *p, uint64_t now_ms, procedure_done *done, void *ctx);

/* What holds people back acts within the call, whatever the disk says; done()
 * then tells SR_OK when it is on disk, or why a restart may forget it. */
SR_MUST_USE enum sr_err procedure_quiet(
    struct procedure *p, procedure_done *done, void *ctx);
/* From within the call on nobody is sent anything of it; what waits for its
 * release is destroyed. done may be NULL. */
SR_MUST_USE enum sr_err procedure_stop(struct procedure *p,
    enum stop_reason reason, procedure_done *done, void *ctx);
/* Stopped, and then erased: done() is called when nothing on disk opens any
 * more (SR_EDISK: it is stopped for good; ask again, the next start does too).
 */
SR_MUST_USE enum sr_err procedure_withdraw(
    struct procedure *p, uint64_t now_ms, procedure_erased *done, void *ctx);
/* One entry of a procedure that has ended: readers are told to forget it, then
 * its keys go. SR_ESTATE: it has not ended, or all of it was erased. */
SR_MUST_USE enum sr_err procedure_erase_entry(struct procedure *p,
    uint64_t number, uint64_t now_ms, procedure_erased *done, void *ctx);
/* What lets go acts when it is on disk: no longer stopped, else no longer
 * quiet. SR_EGRANT; SR_ESTATE: neither. */
SR_MUST_USE enum sr_err procedure_resume(struct procedure *p,
    const struct account *by, procedure_done *done, void *ctx);
/* An advocate's sign of life, if `by` is one here. */
void procedure_sign(struct procedure *p, const struct account *by);
/* Milliseconds until it waits for a sign; 0: it does not. */
uint64_t procedure_sign_due_ms(const struct procedure *p);

/* What somebody is in this procedure, of ROLES_STAFF. */
unsigned procedure_roles(const struct procedure *p, const struct account *by);
/* Those who were named when it opened; none: all staff by their accounts. */
const struct wire_person *procedure_people(
    const struct procedure *p, size_t *count);
/* What an audience's text goes through now. */
const struct scrub_policy *procedure_policy(
    const struct procedure *p, enum audience a);
/* It has a roster, or waits for one. */
bool procedure_has_roster(const struct procedure *p);
/* Nothing of it may be shown to anybody: stopped or withdrawn. */
bool procedure_blocked(const struct procedure *p);
/* "open", "quiet", ...; static. */
const char *procedure_state(const struct procedure *p);
/* The same with how and why it is released. */
void procedure_rules(const struct procedure *p, struct wire_state *out);

/* Grants. SR_OK, or why not: to somebody who may not even know of it,
 * SR_ENOPROC. */
SR_MUST_USE enum sr_err procedure_may_open(const struct account *by);
SR_MUST_USE enum sr_err procedure_may_manage(
    const struct procedure *p, const struct account *by);
/* Erasing: admins all of it; its surgeon, advocate and moderators, and
 * educators who may read it, one entry (number > 0). */
SR_MUST_USE enum sr_err procedure_may_erase(const struct procedure *p,
    const struct account *by, uint64_t number, uint64_t now_ms);
/* Also the rules for this draft: state, kind, step. */
SR_MUST_USE enum sr_err procedure_may_post(const struct procedure *p,
    const struct account *by, const struct wire_post *draft,
    struct sr_fault *fault);
/* Whether anything may be posted in this state, by whomever. */
SR_MUST_USE enum sr_err procedure_open_for_posts(const struct procedure *p);
/* SR_ESTOPPED: there is one, and nothing of it may be shown. *audience: wanted
 * where wanted_given, else the account's own; set on SR_OK. */
SR_MUST_USE enum sr_err procedure_may_read(const struct procedure *p,
    const struct account *by, bool wanted_given, enum audience wanted,
    uint64_t now_ms, enum audience *audience);

/* The same without regard to a stop: whether it is there for them. */
SR_MUST_USE enum sr_err procedure_may_know(const struct procedure *p,
    const struct account *by, bool wanted_given, enum audience wanted,
    uint64_t now_ms, enum audience *audience);

/* The filter, once for each audience, beside how the same author's last update
 * ended. SR_EHELD: nothing may be sent. text is the caller's to wipe in any
 * case. */
SR_MUST_USE enum sr_err procedure_scrub(struct procedure *p,
    const struct account *by, const char *lang, struct raw_text raw,
    struct scrubbed text[AUDIENCES]);
/* The same for a draft that a moderator looks at: what is in doubt goes, and
 * holds nothing. by NULL: only to see what that is. */
SR_MUST_USE enum sr_err procedure_scrub_reviewed(struct procedure *p,
    const struct account *by, const char *lang, struct raw_text raw,
    struct scrubbed text[AUDIENCES]);
bool procedure_doubts(const struct procedure *p, enum audience a,
    const struct scrub_change *change);
/* Milliseconds since the opening for an entry that comes now: never less than
 * those of the one before, and by no clock that can be set while the relay
 * runs. */
uint64_t procedure_time(struct procedure *p);
/* At start: there is an entry of this time. */
void procedure_was_at(struct procedure *p, uint64_t t_ms);
/* Head of an entry for this draft: kind, part, time, draft hash. */
void procedure_entry_head(struct procedure *p, const struct account *by,
    const struct wire_post *draft, struct entry_head *head);
/* The hash by which a draft is known. */
void procedure_draft_hash(const struct procedure *p, const struct account *by,
    const char *draft, uint8_t hash[16]);
/* Whose an entry is. */
struct procedure_drafted {
	const struct account *by;       /* NULL: nobody's */
	const char *draft;              /* as he calls it */
	const struct account *approver; /* who let it through; or NULL */
};
/* Hands the entry to the release point, with the procedure's delay; a
 * correction or retraction has none, a notice comes behind all that waits.
 * done() with number 0: it is on disk and waits. */
void procedure_release_draft(struct procedure *p, struct entry *e,
    const struct procedure_drafted *how, release_done *done, void *ctx);
/* The same for what is nobody's draft. */
void procedure_release(
    struct procedure *p, struct entry *e, release_done *done, void *ctx);
/* As release_wait_ms(), release_newest() and release_undo(). */
uint64_t procedure_wait_ms(const struct procedure *p, const uint8_t draft[16]);
const char *procedure_newest(const struct procedure *p,
    const struct account *by, uint64_t *since_ms);
SR_MUST_USE enum sr_err procedure_undo(struct procedure *p,
    const struct account *by, const char *draft, journal_done *done, void *ctx);
/* Something that waited has ended: perhaps that was the last. */
void procedure_on_end(struct procedure *p, const struct release_end *end);

/* What readers and staff talk about (procedure_talk.c). A reader's question or
 * vote: where he may read, and while it is open; *audience as
 * procedure_may_read(). */
SR_MUST_USE enum sr_err procedure_may_ask(const struct procedure *p,
    const struct account *by, uint64_t now_ms, enum audience *audience);
SR_MUST_USE enum sr_err procedure_may_moderate(
    const struct procedure *p, const struct account *by);
/* Staff, and posting is open. */
SR_MUST_USE enum sr_err procedure_may_post_now(
    const struct procedure *p, const struct account *by);
bool procedure_is_closed(const struct procedure *p);
bool procedure_is_withdrawn(const struct procedure *p);
/* Its consent allows that it is kept for educators, and copied for them. */
bool procedure_may_archive(const struct procedure *p);
/* An as-live one is being played: not all of it is out yet. */
bool procedure_plays(const struct procedure *p);
/* Called for each of which a playback begins. */
void procedures_on_play(struct procedures *all,
    void (*fn)(void *ctx, const struct procedure *p), void *ctx);
/* Called for each that is withdrawn from now on: what others keep of it goes
 * too. */
void procedures_on_withdraw(struct procedures *all,
    void (*fn)(void *ctx, const struct procedure_id *id), void *ctx);
/* Called for an entry that is erased, before it is: what others keep of it goes
 * too. e: as it was read, NULL when that failed. */
typedef void procedure_entry_goes(void *ctx, const struct procedure_id *id,
    uint64_t number, const struct entry *e);
void procedures_on_entry_goes(
    struct procedures *all, procedure_entry_goes *fn, void *ctx);
/* Called for each that is closed, before its notice: what is still to be
 * released goes before that. Not for one that is stopped. */
void procedures_on_close(struct procedures *all,
    void (*fn)(void *ctx, struct procedure *p), void *ctx);
/* Unix time of its end; 0: it has not ended. */
uint64_t procedure_closed_ms(const struct procedure *p);
/* A note of its surgeon (or who opened it), when it is closed and kept. */
SR_MUST_USE enum sr_err procedure_may_note_outcome(const struct procedure *p,
    const struct account *by, struct sr_fault *fault);
void procedure_outcome_noted(struct procedure *p, uint64_t now_ms);
/* Whether a note is asked of this account now, and *row which. */
bool procedure_outcome_due(const struct procedure *p, const struct account *by,
    uint64_t now_ms, struct wire_reminder *row);
/* Stands for a person in this procedure, and leads back to nobody. */
void procedure_person(const struct procedure *p, const struct account *by,
    uint8_t who[16]);
/* Head of an entry that the relay makes; the same `what` makes one entry. */
void procedure_own_head(struct procedure *p, enum entry_kind kind,
    const char *what, struct entry_head *head);
/* As procedure_scrub(), for texts that are not updates: nothing of them is
 * remembered for the next. */
SR_MUST_USE enum sr_err procedure_scrub_question(struct procedure *p,
    const char *lang, struct raw_text raw, struct scrubbed text[AUDIENCES]);
/* The same when it is closed and the roster is gone: in doubt SR_EHELD. */
SR_MUST_USE enum sr_err procedure_scrub_after(struct procedure *p,
    const char *lang, struct raw_text raw, struct scrubbed text[AUDIENCES]);

/* A procedure of another relay, for the archive (procedure_import.c). The same
 * source again is the same procedure: SR_EEXISTS: it is of this relay, or was
 * erased here; SR_EBUSY: just being begun. done() may come within the call. */
SR_MUST_USE enum sr_err procedure_import(struct procedures *all,
    const struct wire_import *in, const struct account *by, uint64_t now_ms,
    procedure_done *done, void *ctx, struct sr_fault *fault);
/* NULL: none of this id, or all of it is here. */
struct procedure *procedure_importing(
    struct procedures *all, const struct procedure_id *id);
bool procedure_import_over(const struct procedure *p);
/* The highest number that is on disk. */
uint64_t procedure_imported(const struct procedure *p);
/* One entry, through the filter; *changed: texts that it changed. */
SR_MUST_USE enum sr_err procedure_import_entry(struct procedure *p,
    const struct wire_import_entry *in, unsigned *changed, release_done *done,
    void *ctx, struct sr_fault *fault);
/* All is there: from done(SR_OK) on it is closed, and educators read it. */
SR_MUST_USE enum sr_err procedure_import_end(struct procedure *p,
    const struct wire_import_entry *in, const struct account *by,
    uint64_t now_ms, procedure_done *done, void *ctx, struct sr_fault *fault);

struct room *procedure_room(const struct procedure *p);
const struct procedure_id *procedure_id(const struct procedure *p);
const char *procedure_code_name(const struct procedure *p);
void procedure_row(const struct procedure *p, struct wire_procedure *row);

#endif
