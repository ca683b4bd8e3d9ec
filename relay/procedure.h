/* SPDX-License-Identifier: MIT */
#ifndef SR_PROCEDURE_H
#define SR_PROCEDURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account.h"
#include "audit.h"
#include "hub.h"
#include "journal.h"
#include "proto/err.h"
#include "proto/wire.h"
#include "release.h"
#include "scrub.h"
#include "template.h"

/*
 * Procedures: who may do what, and the filter's case of each.
 *
 *   state    means                                          post  read
 *   open     posting and reading                            yes   yes
 *   paused   open before the relay started again; waits
 *            for its roster, which is in memory only        no    yes
 *   closing  the notice is on its way to the disk           no    yes
 *   closed   for good                                       no    for a while
 *
 * Times are Unix milliseconds, passed in.
 */

struct procedures;
struct procedure;

struct procedures_options {
	struct journal *journal;
	struct hub *hub;
	struct release *release;
	struct audit *audit; /* NULL: nothing is noted */
	struct scrub_policy *policy[AUDIENCES]; /* borrowed */
	uint64_t closed_read_ms;
};

/* Loads all; blocks; at start. */
SR_MUST_USE enum sr_err procedures_new(struct procedures **out,
    const struct procedures_options *opt, struct sr_fault *fault);
void procedures_free(struct procedures *all);
/* For texts to come; borrowed. */
void procedures_set_policies(
    struct procedures *all, struct scrub_policy *const policy[AUDIENCES]);

struct procedure *procedure_find(
    struct procedures *all, const struct procedure_id *id);
/* Newest first; fn returns false to end. */
void procedures_each(struct procedures *all,
    bool (*fn)(void *ctx, struct procedure *p), void *ctx);

typedef void procedure_done(void *ctx, enum sr_err err, struct procedure *p);

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

/* Grants. SR_OK, or why not: to somebody who may not even know of it,
 * SR_ENOPROC. */
SR_MUST_USE enum sr_err procedure_may_open(const struct account *by);
SR_MUST_USE enum sr_err procedure_may_manage(
    const struct procedure *p, const struct account *by);
/* Also the rules for this draft: state, kind, step. */
SR_MUST_USE enum sr_err procedure_may_post(const struct procedure *p,
    const struct account *by, const struct wire_post *draft,
    struct sr_fault *fault);
/* *audience: wanted where wanted_given, else the account's own; set on SR_OK.
 */
SR_MUST_USE enum sr_err procedure_may_read(const struct procedure *p,
    const struct account *by, bool wanted_given, enum audience wanted,
    uint64_t now_ms, enum audience *audience);

/* The filter, once for each audience, beside how the same author's last update
 * ended. SR_EHELD: nothing may be sent. text is the caller's to wipe in any
 * case. */
SR_MUST_USE enum sr_err procedure_scrub(struct procedure *p,
    const struct account *by, const char *lang, struct raw_text raw,
    struct scrubbed text[AUDIENCES]);
/* Milliseconds since the opening for an entry that comes now: never less than
 * those of the one before, whatever the clock does. */
uint64_t procedure_time(struct procedure *p, uint64_t now_ms);
/* Head of an entry for this draft: kind, part, time, draft hash. */
void procedure_entry_head(struct procedure *p, const struct account *by,
    const struct wire_post *draft, uint64_t now_ms, struct entry_head *head);
/* Hands the entry to the release point. */
void procedure_release(
    struct procedure *p, struct entry *e, release_done *done, void *ctx);

struct room *procedure_room(const struct procedure *p);
const struct procedure_id *procedure_id(const struct procedure *p);
const char *procedure_code_name(const struct procedure *p);
void procedure_row(
    const struct procedure *p, uint64_t now_ms, struct wire_procedure *row);

#endif
