/* SPDX-License-Identifier: MIT */
#include "procedure_private.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "proto/hello.h"

/* From an entry to the release point, and back from there at the start. */

void
procedure_draft_hash(const struct procedure *p, const struct account *by,
    const char *draft, uint8_t hash[16])
{
	char who[NAME_MAX_BYTES + DRAFT_ID_MAX + 2];
	const char *name = account_name(by);
	size_t name_len = strlen(name) + 1, id_len = strlen(draft);

	memcpy(who, name, name_len);
	memcpy(who + name_len, draft, id_len);
	hello_keyed_hash(hash, p->doc.secret, who, name_len + id_len);
}

/* What takes a text away must not wait while it is read. */
static uint64_t
delay_ms(const struct procedure *p, enum entry_kind kind)
{
	if (kind == ENTRY_CORRECTION || kind == ENTRY_RETRACTION ||
	    kind == ENTRY_NOTICE || kind == ENTRY_OUTCOME)
		return 0;
	return p->doc.delay_s * 1000;
}

/* What the disk has to tell its procedure, before who asked. */
struct releasing {
	struct procedure *p;
	struct entry *entry;
	release_done *done;
	void *ctx;
};

static void
on_released(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct releasing *r = ctx;

	/* What waits tells it at its end: procedure_on_end(). */
	if (err == SR_OK && number && !repeated)
		procedure_note_entry(r->p, entry_head(r->entry), number);
	r->done(r->ctx, err, number, repeated);
	entry_unref(r->entry);
	free(r);
}

void
procedure_release_draft(struct procedure *p, struct entry *e,
    const struct procedure_drafted *how, release_done *done, void *ctx)
{
	enum entry_kind kind = entry_head(e)->kind;
	struct release_how release = {
	    .account = how->by ? account_name(how->by) : NULL,
	    .draft = how->draft,
	    .approver = how->approver ? account_name(how->approver) : NULL,
	    .delay_ms = delay_ms(p, kind),
	    .last = kind == ENTRY_NOTICE,
	};

	struct releasing *r = malloc(sizeof *r);

	if (!r) {
		done(ctx, SR_ENOMEM, 0, false);
		return;
	}
	*r = (struct releasing){p, entry_ref(e), done, ctx};
	release_accept(
	    p->all->opt.release, p->room, e, &release, on_released, r);
}

void
procedure_release(
    struct procedure *p, struct entry *e, release_done *done, void *ctx)
{
	procedure_release_draft(
	    p, e, &(struct procedure_drafted){0}, done, ctx);
}

uint64_t
procedure_wait_ms(const struct procedure *p, const uint8_t draft[16])
{
	return release_wait_ms(p->all->opt.release, p->room, draft);
}

const char *
procedure_newest(
    const struct procedure *p, const struct account *by, uint64_t *since_ms)
{
	return release_newest(
	    p->all->opt.release, p->room, account_name(by), since_ms);
}

enum sr_err
procedure_undo(struct procedure *p, const struct account *by, const char *draft,
    journal_done *done, void *ctx)
{
	uint8_t hash[16];

	procedure_draft_hash(p, by, draft, hash);
	return release_undo(p->all->opt.release, p->room, hash, done, ctx);
}

void
procedures_drop_account(struct procedures *all, const struct account *by)
{
	release_drop_account(all->opt.release, account_name(by), GONE_REVOKED);
	if (all->opt.held)
		held_drop_author(all->opt.held, by, GONE_REVOKED);
}

/* ---- at the start ---- */

static void
on_staged(void *ctx, struct entry *e, const struct journal_staging *how)
{
	struct procedures *all = ctx;
	struct procedure *p = procedure_find(all, &entry_head(e)->procedure);
	const char *const whose[] = {how->account, how->approver};
	enum sr_err err;

	if (!p) {
		log_error("staged-orphan", "err=%s", sr_err_name(SR_ENOPROC));
		return;
	}
	procedure_was_at(p, entry_head(e)->t_ms);
	err = release_restore(all->opt.release, p->room, e, how);
	if (err != SR_OK && all->loading == SR_OK)
		all->loading = err;
	/* It is not at its end before they are out. */
	if (p->state == STATE_CLOSED) {
		p->restored = true;
		procedure_set_state(p, STATE_CLOSING);
	}
	if (procedure_blocked(p))
		release_drop(
		    all->opt.release, p->room, GONE_STOPPED, p->doc.withdrawn);
	/* It may have ended between the two. */
	for (size_t i = 0; i < 2; i++) {
		const struct account *by =
		    account_find(all->opt.accounts, whose[i]);

		if (by && account_revoked(by))
			release_drop_account(
			    all->opt.release, whose[i], GONE_REVOKED);
	}
}

enum sr_err
procedures_restore(struct procedures *all)
{
	enum sr_err err = journal_load_staged(all->opt.journal, on_staged, all);

	return err == SR_OK ? all->loading : err;
}

void
procedure_show_waiting(struct procedure *p)
{
	struct release *release = p->all->opt.release;

	if (procedure_blocked(p))
		release_drop(release, p->room, GONE_STOPPED, p->doc.withdrawn);
	if (p->all->opt.held && (procedure_blocked(p) || p->doc.closed))
		held_drop(p->all->opt.held, &p->doc.id, GONE_STOPPED);
	release_pause(release, p->room,
	    p->doc.waiting && p->state != STATE_CLOSED &&
		!procedure_blocked(p));
}

void
procedure_on_end(struct procedure *p, const struct release_end *end)
{
	if (end->number)
		procedure_note_entry(p, entry_head(end->entry), end->number);
	if (!p->restored || p->state != STATE_CLOSING ||
	    release_waiting(p->all->opt.release, p->room))
		return;
	p->restored = false;
	procedure_set_state(p, STATE_CLOSED);
}
