/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "procedure_private.h"
#include "proto/hello.h"

/* What readers and staff talk about: who may, and how it is filtered. */

enum sr_err
procedure_may_ask(const struct procedure *p, const struct account *by,
    uint64_t now_ms, enum audience *audience)
{
	enum sr_err err =
	    procedure_may_read(p, by, false, STUDENT, now_ms, audience);

	if (err != SR_OK)
		return err;
	/* A quiet phase is for the room: its readers may go on asking. */
	if (p->state == STATE_PAUSED)
		return SR_EROSTER;
	return p->state == STATE_OPEN ? SR_OK : SR_ESTATE;
}

enum sr_err
procedure_may_moderate(const struct procedure *p, const struct account *by)
{
	enum sr_err err = procedure_may_manage(p, by);

	if (err != SR_OK)
		return err;
	return procedure_roles(p, by) & ROLE_MODERATOR ? SR_OK : SR_EGRANT;
}

enum sr_err
procedure_may_post_now(const struct procedure *p, const struct account *by)
{
	enum sr_err err = procedure_may_manage(p, by);

	return err == SR_OK ? procedure_open_for_posts(p) : err;
}

bool
procedure_is_closed(const struct procedure *p)
{
	return p->state == STATE_CLOSED;
}

void
procedures_on_withdraw(struct procedures *all,
    void (*fn)(void *ctx, const struct procedure_id *id), void *ctx)
{
	all->withdrawn = fn;
	all->withdrawn_ctx = ctx;
}

void
procedures_on_entry_goes(
    struct procedures *all, procedure_entry_goes *fn, void *ctx)
{
	all->entry_goes = fn;
	all->entry_goes_ctx = ctx;
}

void
procedures_on_close(struct procedures *all,
    void (*fn)(void *ctx, struct procedure *p), void *ctx)
{
	all->closes = fn;
	all->closes_ctx = ctx;
}

bool
procedure_is_withdrawn(const struct procedure *p)
{
	return p->doc.withdrawn;
}

bool
procedure_may_archive(const struct procedure *p)
{
	return p->doc.archive;
}

uint64_t
procedure_closed_ms(const struct procedure *p)
{
	return p->state == STATE_CLOSED ? p->doc.closed_ms : 0;
}

void
procedure_person(
    const struct procedure *p, const struct account *by, uint8_t who[16])
{
	char text[NAME_MAX_BYTES + 8];
	int len = snprintf(text, sizeof text, "person:%s", account_name(by));

	hello_keyed_hash(who, p->doc.secret, text, (size_t)len);
}

void
procedure_own_head(struct procedure *p, enum entry_kind kind, const char *what,
    struct entry_head *head)
{
	memset(head, 0, sizeof *head);
	head->procedure = p->doc.id;
	head->kind = kind;
	head->t_ms = procedure_time(p);
	hello_keyed_hash(head->draft, p->doc.secret, what, strlen(what));
}

static enum sr_err
scrub_with(struct procedure *p, struct scrub_case *c, const char *lang,
    struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	enum scrub_lang known;

	/* A language without word lists cannot be filtered; nor can anything
	 * by a filter that failed its test. */
	if (p->all->hold || !scrub_lang_from_tag(lang ? lang : "en", &known))
		return SR_EHELD;
	for (int a = 0; a < AUDIENCES; a++) {
		enum scrub_err err =
		    scrub_text(p->all->opt.policy[a], c, known, raw, &text[a]);

		if (err == SCRUB_EUTF8)
			return SR_EUTF8;
		if (err == SCRUB_ETOOLONG)
			return SR_ETOOLARGE;
		if (err != SCRUB_OK)
			return SR_EHELD;
	}
	return SR_OK;
}

enum sr_err
procedure_scrub_question(struct procedure *p, const char *lang,
    struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	return scrub_with(p, p->scrub, lang, raw, text);
}

enum sr_err
procedure_scrub_after(struct procedure *p, const char *lang,
    struct raw_text raw, struct scrubbed text[AUDIENCES])
{
	struct scrub_case *c = NULL;
	enum sr_err err = SR_ENOMEM;

	if (scrub_case_new(&c, p->doc.secret) == SCRUB_OK)
		err = scrub_with(p, c, lang, raw, text);
	scrub_case_free(c);
	for (int a = 0; err == SR_OK && a < AUDIENCES; a++)
		if (text[a].doubt)
			err = SR_EHELD;
	return err;
}
