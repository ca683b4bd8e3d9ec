/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "log.h"
#include "procedure_private.h"

/* Erasing what has ended: who may, and one entry of it. All of it goes as on a
 * withdrawal (procedure_stop.c). */

enum sr_err
procedure_may_erase(const struct procedure *p, const struct account *by,
    uint64_t number, uint64_t now_ms)
{
	unsigned own = ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR;
	enum audience audience;
	enum sr_err err;

	if (account_roles(by) & ROLE_ADMIN)
		return p ? SR_OK : SR_ENOPROC;
	err = procedure_may_know(p, by, false, STUDENT, now_ms, &audience);
	if (err != SR_OK)
		return err;
	if (number == 0)
		return SR_EGRANT;
	if (procedure_roles(p, by) & own)
		return SR_OK;
	return account_roles(by) & ROLE_EDUCATOR ? SR_OK : SR_EGRANT;
}

struct erasing {
	struct procedure *p;
	struct journal_erasure what;
	struct entry *retraction;
	procedure_erased *done;
	void *ctx;
};

static void
tell(struct erasing *e, enum sr_err err, const char *receipt)
{
	if (err != SR_OK && err != SR_ENOENTRY)
		log_error("entry-not-erased", "err=%s", sr_err_name(err));
	e->done(e->ctx, err, e->p, receipt);
	free(e);
}

static void
on_erased(void *ctx, enum sr_err err, const char *receipt)
{
	tell(ctx, err, receipt);
}

/* No reader has it any more, nor the disk; copies of the files may.
 * SR_ENOENTRY: it had been corrected or retracted, or is none, which the
 * journal knows. */
static void
on_retracted(void *ctx, enum sr_err err, uint64_t number, bool repeated)
{
	struct erasing *e = ctx;

	(void)number;
	(void)repeated;
	if (err != SR_OK && err != SR_ENOENTRY)
		tell(e, err, NULL);
	else
		journal_erase(e->p->all->opt.journal, &e->what, on_erased, e);
}

static enum sr_err
retraction(struct procedure *p, uint64_t number, struct entry **out)
{
	struct scrubbed nothing[AUDIENCES] = {0};
	struct entry_head head;
	char what[32];

	snprintf(what, sizeof what, "erase:%" PRIu64, number);
	procedure_own_head(p, ENTRY_RETRACTION, what, &head);
	head.refers = number;
	return entry_new(out, &head, nothing);
}

/* What others keep of it goes first: after a crash the journal still has the
 * entry, and is asked again. One that cannot be read is erased all the same. */
static void
on_read(void *ctx, enum sr_err err, struct entry *const *entry, size_t count,
    uint64_t last)
{
	struct erasing *e = ctx;
	const struct procedures *all = e->p->all;
	bool found = err == SR_OK && count > 0 &&
		     entry_number(entry[0]) == e->what.number;
	struct entry *gone = e->retraction;

	(void)last;
	if (all->entry_goes)
		all->entry_goes(all->entry_goes_ctx, &e->p->doc.id,
		    e->what.number, found ? entry[0] : NULL);
	procedure_release(e->p, gone, on_retracted, e);
	entry_unref(gone);
}

enum sr_err
procedure_erase_entry(struct procedure *p, uint64_t number, uint64_t now_ms,
    procedure_erased *done, void *ctx)
{
	struct erasing *e = NULL;
	struct entry *gone = NULL;
	enum sr_err err;

	if (!procedure_is_closed(p) || p->doc.withdrawn)
		return SR_ESTATE;
	err = retraction(p, number, &gone);
	if (err == SR_OK)
		e = malloc(sizeof *e);
	if (err == SR_OK && !e)
		err = SR_ENOMEM;
	if (err != SR_OK) {
		entry_unref(gone);
		return err;
	}
	*e = (struct erasing){
	    p, {p->doc.id, number, now_ms / 1000}, gone, done, ctx};
	journal_read(p->all->opt.journal, &p->doc.id, number, 1, on_read, e);
	return SR_OK;
}
