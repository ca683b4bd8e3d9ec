/* SPDX-License-Identifier: MIT */
#include "rules_plants.h"

#include <string.h>

#include "held.h"
#include "journal_store.h"
#include "procedure_private.h"
#include "session_private.h"
#include "talk.h"

/*
 * Bugs, one for each rule, that the walk must find. Nothing of the relay is
 * changed for them: the linker puts __wrap_x() in the place of x() in this
 * test's program only (--wrap, tests/CMakeLists.txt), and __real_x() is the
 * relay's own.
 */

enum plant plant;

/* clang-format off */
#define WRAP(type, name, ...) \
	type __real_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)
/* clang-format on */

/* ---- the release point ---- */

WRAP(void, release_accept, struct release *release, struct room *room,
    struct entry *e, const struct release_how *how, release_done *done,
    void *ctx)
{
	struct release_how other = *how;

	if (plant == EARLY)
		other.delay_ms /= 2;
	if (plant == END_FIRST)
		other.last = false;
	if (plant == SLOW_RETRACTION && entry_head(e)->kind == ENTRY_RETRACTION)
		other.delay_ms = 5000;
	__real_release_accept(release, room, e, &other, done, ctx);
}

/* Nobody is told that it will come earlier. */
WRAP(uint64_t, release_wait_ms, struct release *release,
    const struct room *room, const uint8_t draft[16])
{
	uint64_t wait = __real_release_wait_ms(release, room, draft);

	return plant == EARLY ? 2 * wait : wait;
}

WRAP(enum sr_err, release_undo, struct release *release, struct room *room,
    const uint8_t draft[16], journal_done *done, void *ctx)
{
	if (plant != NOT_UNDONE)
		return __real_release_undo(release, room, draft, done, ctx);
	done(ctx, SR_OK);
	return SR_OK;
}

WRAP(void, release_drop, struct release *release, struct room *room,
    enum gone_why why, bool all)
{
	if (plant != NOT_DROPPED)
		__real_release_drop(release, room, why, all);
}

WRAP(void, release_pause, struct release *release, struct room *room,
    bool paused)
{
	__real_release_pause(release, room, paused && plant != NOT_PAUSED);
}

WRAP(enum sr_err, release_restore, struct release *release, struct room *room,
    struct entry *e, const struct journal_staging *how)
{
	if (plant == TIMER_LOST)
		return SR_OK;
	return __real_release_restore(release, room, e, how);
}

/* The clock that delays go by is one that can be set. */
static uint64_t skew;

WRAP(void, world_clock_back, struct world *w, uint64_t ms)
{
	skew -= plant == WALL_CLOCK ? ms : 0;
	__real_world_clock_back(w, ms);
}

WRAP(uint64_t, ws_loop_now_ms, const struct ws_loop *loop)
{
	return __real_ws_loop_now_ms(loop) + skew;
}

/* ---- readers ---- */

WRAP(void, room_set_state, struct room *room, const struct wire_state *state,
    bool blocked)
{
	__real_room_set_state(room, state, blocked && plant != NOT_BLOCKED);
}

WRAP(enum sr_err, reader_new, struct reader **out, struct room *room,
    const struct reader_options *opt)
{
	struct reader_options other = *opt;

	if (plant == WRONG_AUDIENCE)
		other.audience = COLLEAGUE;
	if (plant == SKIPS && other.from > 1)
		other.from++;
	if (plant == REPEATS && other.from > 1)
		other.from--;
	return __real_reader_new(out, room, &other);
}

WRAP(enum sr_err, procedure_may_read, const struct procedure *p,
    const struct account *by, bool given, enum audience wanted, uint64_t now_ms,
    enum audience *audience)
{
	enum sr_err err =
	    __real_procedure_may_read(p, by, given, wanted, now_ms, audience);

	if (plant == READS_ALL && err == SR_ENOPROC && p) {
		*audience = STUDENT;
		return SR_OK;
	}
	return err;
}

WRAP(enum sr_err, procedure_may_know, const struct procedure *p,
    const struct account *by, bool given, enum audience wanted, uint64_t now_ms,
    enum audience *audience)
{
	enum sr_err err =
	    __real_procedure_may_know(p, by, given, wanted, now_ms, audience);

	return plant == KNOWS_ALL && err == SR_ENOPROC && p ? SR_OK : err;
}

WRAP(bool, journal_replaces, enum entry_kind kind, enum entry_kind *left)
{
	return __real_journal_replaces(kind, left) &&
	       (plant != TEXT_STAYS || kind != ENTRY_RETRACTION);
}

/* ---- staff ---- */

static bool as_all; /* whoever asks has every role */

WRAP(unsigned, procedure_roles, const struct procedure *p,
    const struct account *by)
{
	unsigned roles = __real_procedure_roles(p, by);

	return as_all && roles ? ROLES_STAFF : roles;
}

WRAP(enum sr_err, procedure_may_manage, const struct procedure *p,
    const struct account *by)
{
	enum sr_err err = __real_procedure_may_manage(p, by);

	return plant == OTHERS_STAFF && p ? SR_OK : err;
}

WRAP(enum sr_err, procedure_may_post, const struct procedure *p,
    const struct account *by, const struct wire_post *draft,
    struct sr_fault *fault)
{
	static const struct {
		enum plant plant;
		enum sr_err passes;
	} over[] = {
	    {POST_QUIET, SR_EQUIET},
	    {POST_WAITING, SR_EWAITING},
	    {POST_STOPPED, SR_ESTOPPED},
	    {POST_CLOSED, SR_ESTATE},
	    {POST_PAUSED, SR_EROSTER},
	};
	enum sr_err err = __real_procedure_may_post(p, by, draft, fault);

	for (size_t i = 0; i < sizeof over / sizeof *over; i++)
		if (plant == over[i].plant && err == over[i].passes)
			return SR_OK;
	return err;
}

WRAP(enum sr_err, procedure_resume, struct procedure *p,
    const struct account *by, procedure_done *done, void *ctx)
{
	enum sr_err err;

	as_all = plant == ALL_RESUME;
	err = __real_procedure_resume(p, by, done, ctx);
	as_all = false;
	return err;
}

WRAP(enum sr_err, procedure_withdraw, struct procedure *p, uint64_t now_ms,
    procedure_erased *done, void *ctx)
{
	if (plant == JUST_STOPPED) {
		done(ctx, procedure_stop(p, STOP_NONE, NULL, NULL), p, NULL);
		return SR_OK;
	}
	return __real_procedure_withdraw(p, now_ms, done, ctx);
}

WRAP(void, procedure_sign, struct procedure *p, const struct account *by)
{
	as_all = plant == ALL_SIGN;
	__real_procedure_sign(p, by);
	as_all = false;
}

WRAP(enum sr_err, consent_check, const struct procedures *all,
    const struct wire_open *in, uint64_t now_ms, struct sr_fault *fault)
{
	enum sr_err err = __real_consent_check(all, in, now_ms, fault);

	return plant == NO_ADVOCATE && err == SR_EADVOCATE ? SR_OK : err;
}

WRAP(void, consent_fill, struct wire_doc_procedure *doc,
    const struct wire_open *in, const struct account *by)
{
	__real_consent_fill(doc, in, by);
	if (plant == CONSENT_LASTS)
		doc->consent_until_s = 0;
}

/* ---- what is held ---- */

WRAP(enum sr_err, procedure_scrub, struct procedure *p,
    const struct account *by, const char *lang, struct raw_text raw,
    struct scrubbed text[AUDIENCES])
{
	return __real_procedure_scrub(
	    p, by, plant == NOT_HELD ? "en" : lang, raw, text);
}

WRAP(enum sr_err, session_decide, struct session *s,
    const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_decide *d = &in->u.decide;
	struct held_row *row =
	    held_find(s->relay->held, &d->procedure, d->held);

	if (plant == OWN_DRAFT && row && row->author == s->account)
		row->author = account_find(s->relay->accounts, "nurse");
	return __real_session_decide(s, in, fault);
}

WRAP(enum sr_err, session_may_decide, const struct session *s,
    const struct procedure *p)
{
	enum sr_err err = __real_session_may_decide(s, p);

	return plant == HELD_SHOWN && err == SR_EGRANT ? SR_OK : err;
}

WRAP(enum sr_err, held_new, struct held **out, struct ws_loop *loop,
    uint64_t keep_ms, size_t most)
{
	return __real_held_new(
	    out, loop, plant == HELD_LONG ? 2 * keep_ms : keep_ms, most);
}

/* ---- what is kept ---- */

WRAP(enum sr_err, wire_read_procedure, struct wire *w, const char *text,
    size_t len, struct wire_doc_procedure *out)
{
	enum sr_err err = __real_wire_read_procedure(w, text, len, out);

	out->stopped = out->stopped && plant != STOP_LOST;
	out->quiet = out->quiet && plant != QUIET_LOST;
	out->waiting = out->waiting && plant != WAITING_LOST;
	out->withdrawn = out->withdrawn && plant != WITHDRAWAL_LOST;
	return err;
}

WRAP(void, stopbook_note, struct stopbook *book, const struct procedure_id *id,
    enum stopbook_kind kind, stopbook_done *done, void *ctx)
{
	if (plant == NO_BOOK)
		done(ctx, SR_OK);
	else
		__real_stopbook_note(book, id, kind, done, ctx);
}

WRAP(void, procedure_entry_head, struct procedure *p, const struct account *by,
    const struct wire_post *draft, struct entry_head *head)
{
	static uint8_t other;

	__real_procedure_entry_head(p, by, draft, head);
	if (plant == TWICE && draft->kind == ENTRY_UPDATE)
		head->draft[0] ^= ++other;
}

/* ---- questions ---- */

WRAP(struct question *, question_after, struct talk *t, uint64_t number)
{
	static struct question shown;
	struct question *q = __real_question_after(t, number);

	if (plant != QUESTION_SHOWN || !q || q->entry)
		return q;
	shown = *q;
	shown.entry = 1;
	shown.state = QUESTION_PUBLISHED;
	return &shown;
}

WRAP(enum sr_err, question_vote, struct talk *t, struct question *q,
    const uint8_t who[WHO_BYTES], journal_done *done, void *ctx)
{
	static uint8_t other;
	uint8_t voter[WHO_BYTES];

	memcpy(voter, who, sizeof voter);
	if (plant == VOTES_TWICE)
		voter[0] ^= ++other;
	return __real_question_vote(t, q, voter, done, ctx);
}

WRAP(enum sr_err, procedure_may_moderate, const struct procedure *p,
    const struct account *by)
{
	enum sr_err err = __real_procedure_may_moderate(p, by);

	return plant == ALL_MODERATE && err == SR_EGRANT ? SR_OK : err;
}
