/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* ---- who may ---- */

const char *
m_state(const struct m_procedure *p)
{
	static const char *const life[] = {
	    [M_OPEN] = "open",
	    [M_PAUSED] = "paused",
	    [M_CLOSING] = "closing",
	    [M_CLOSED] = "closed",
	};

	if (p->now.withdrawn)
		return "withdrawn";
	if (p->now.stopped)
		return "stopped";
	if (p->life == M_OPEN && p->now.waiting)
		return "waiting";
	if (p->life == M_OPEN && p->now.quiet)
		return "quiet";
	return life[p->life];
}

bool
m_blocked(const struct m_procedure *p)
{
	return p->now.stopped || p->now.withdrawn;
}

unsigned
m_roles(const struct m_procedure *p, unsigned who)
{
	unsigned roles = m->person[who].roles & ROLES_STAFF;

	return p->people ? roles & p->named[who] : roles;
}

enum audience
m_audience(unsigned who)
{
	unsigned plain = ROLE_STUDENT | ROLE_ADMIN;

	return m->person[who].roles & ~plain ? COLLEAGUE : STUDENT;
}

bool
m_may_know(const struct m_procedure *p, unsigned who)
{
	unsigned roles = m->person[who].roles;
	bool recent =
	    !p->now.closed || m->wall < p->now.closed_ms + READ_AFTER_MS;

	/* What is for the archive is its staff's alone until it is over. */
	if (p->now.withdrawn ||
	    (p->release == RELEASE_ARCHIVE && !p->now.closed))
		return recent && m_roles(p, who);
	if (roles & ROLE_EDUCATOR)
		return recent || p->archive;
	if (!recent || !(roles & (ROLES_STAFF | ROLES_READER)))
		return false;
	return m_roles(p, who) ||
	       (p->release == RELEASE_LIVE && p->audience[m_audience(who)]);
}

enum sr_err
m_may_manage(const struct m_procedure *p, unsigned who)
{
	if (!(m->person[who].roles & ROLES_STAFF))
		return SR_EGRANT;
	if (m_roles(p, who))
		return SR_OK;
	return m_may_know(p, who) ? SR_EGRANT : SR_ENOPROC;
}

enum sr_err
m_may_read(const struct m_procedure *p, unsigned who)
{
	if (!(m->person[who].roles & (ROLES_STAFF | ROLES_READER)))
		return SR_EGRANT;
	if (!m_may_know(p, who))
		return SR_ENOPROC;
	return m_blocked(p) ? SR_ESTOPPED : SR_OK;
}

static enum sr_err
open_for_posts(const struct m_procedure *p)
{
	if (m_blocked(p))
		return SR_ESTOPPED;
	if (p->life == M_PAUSED)
		return SR_EROSTER;
	if (p->life != M_OPEN)
		return SR_ESTATE;
	if (p->now.waiting)
		return SR_EWAITING;
	return p->now.quiet ? SR_EQUIET : SR_OK;
}

enum sr_err
m_may_post(const struct m_procedure *p, unsigned who)
{
	enum sr_err err = m_may_manage(p, who);

	return err == SR_OK ? open_for_posts(p) : err;
}

enum sr_err
m_may_moderate(const struct m_procedure *p, unsigned who)
{
	enum sr_err err = m_may_manage(p, who);

	if (err != SR_OK)
		return err;
	return m_roles(p, who) & ROLE_MODERATOR ? SR_OK : SR_EGRANT;
}

static bool
is_out(const struct m_procedure *p, unsigned at)
{
	return p->question[at].entry &&
	       p->question[at].state != QUESTION_HIDDEN;
}

static bool
may_see_question(unsigned who, const struct m_procedure *p, unsigned at)
{
	const struct m_question *q = &p->question[at];

	if (m_may_read(p, who) != SR_OK)
		return false;
	if (q->author == who || m_may_moderate(p, who) == SR_OK)
		return true;
	return is_out(p, at);
}

bool
m_may_see(unsigned who, const struct m_text *t)
{
	const struct m_procedure *p = &m->procedure[t->procedure];

	/* Who reads on when its time is over gets what still comes. */
	bool reads = m->person[who].sub[t->procedure].on && !m_blocked(p);

	switch (t->where) {
	case RELEASED:
		return (reads || m_may_read(p, who) == SR_OK) &&
		       p->entry[t->at - 1].fate == STANDS;
	case IS_HELD:
		return m_may_moderate(p, who) == SR_OK;
	case ASKED:
		return may_see_question(who, p, t->at) ||
		       (reads && is_out(p, t->at));
	case NOWHERE:
	case WAITS:
		break;
	}
	return false;
}

/* ---- what is kept ---- */

void
m_save(struct m_procedure *p)
{
	if (m->full)
		return;
	p->disk = p->now;
	if (p->now.stopped)
		p->book_stop = false;
}

unsigned
m_text_new(struct m_procedure *p, unsigned at, enum m_where where)
{
	struct m_text *t;

	if (m->texts + 1 >= M_TEXTS)
		return 0;
	t = &m->text[++m->texts];
	*t = (struct m_text){(unsigned)(p - m->procedure), at, where};
	return m->texts;
}

struct m_draft *
m_draft_new(struct m_procedure *p, unsigned author, unsigned id,
    enum entry_kind kind, uint64_t refers, unsigned text)
{
	struct m_draft *d = &p->draft[p->drafts++];

	*d = (struct m_draft){.author = author,
	    .id = id,
	    .kind = kind,
	    .refers = refers,
	    .text = text};
	return d;
}

static void
move_text(unsigned text, enum m_where where, uint64_t at)
{
	if (!text)
		return;
	m->text[text].where = where;
	m->text[text].at = (unsigned)at;
}

bool
m_replaceable(const struct m_procedure *p, uint64_t number)
{
	const struct m_entry *e;

	if (!number || number > p->last)
		return false;
	e = &p->entry[number - 1];
	return e->fate == STANDS &&
	       (e->kind == ENTRY_UPDATE || e->kind == ENTRY_MILESTONE ||
		   e->kind == ENTRY_CORRECTION || e->kind >= ENTRY_QUESTION);
}

/* Readers have it from now on; 0: what it refers to cannot be taken back. */
uint64_t
m_add_entry(
    struct m_procedure *p, enum entry_kind kind, uint64_t refers, unsigned text)
{
	struct m_entry *e = &p->entry[p->last], *old;
	bool takes = kind == ENTRY_CORRECTION || kind == ENTRY_RETRACTION;

	if (takes && !m_replaceable(p, refers))
		return 0;
	*e = (struct m_entry){.kind = kind, .refers = refers, .text = text};
	p->last++;
	move_text(text, RELEASED, p->last);
	if (takes) {
		old = &p->entry[refers - 1];
		old->fate = kind == ENTRY_CORRECTION ? CORRECTED : WITHDRAWN;
		old->taken_by = p->last;
		for (unsigned i = 0; i < p->questions; i++)
			if (old->kind == ENTRY_QUESTION &&
			    p->question[i].entry == refers)
				p->question[i].state = QUESTION_HIDDEN;
	}
	return p->last;
}

void
m_gone(struct m_procedure *p, struct m_draft *d, const char *why)
{
	d->where = NOWHERE;
	/* A question is still one that was asked. */
	if (d->kind != ENTRY_QUESTION)
		move_text(d->text, NOWHERE, 0);
	m_must_tell(p, d, 0, why);
}

unsigned
m_oldest(struct m_procedure *p)
{
	while (p->oldest < p->drafts) {
		const struct m_draft *d = &p->draft[p->oldest];

		if (d->where == WAITS || d->where == IS_HELD || d->going)
			break;
		p->oldest++;
	}
	return p->oldest;
}

static void
drop_held(struct m_procedure *p, const char *why)
{
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		if (p->draft[i].where == IS_HELD)
			m_gone(p, &p->draft[i], why);
}

/* ---- what happens ---- */

void
m_published(struct m_procedure *p, unsigned at)
{
	struct m_question *q = &p->question[at];

	q->entry = p->last;
	q->listed = true;
	move_text(q->text, ASKED, at);
}

static void
end_now(struct m_procedure *p)
{
	p->life = M_CLOSED;
	m_save(p);
	m_show(p);
}

void
m_release(struct m_procedure *p, struct m_draft *d)
{
	d->number = m_add_entry(p, d->kind, d->refers, d->text);
	d->where = RELEASED;
	if (d->kind == ENTRY_NOTICE)
		end_now(p);
	else if (d->kind == ENTRY_QUESTION)
		m_published(p, d->id);
	else
		m_must_tell(p, d, d->number, NULL);
}

/* In order, what is due. */
void
m_run(struct m_procedure *p)
{
	if ((p->now.waiting && !m_blocked(p)) || m->full)
		return;
	for (unsigned i = m_oldest(p); i < p->drafts; i++) {
		struct m_draft *d = &p->draft[i];

		if (d->where != WAITS)
			continue;
		if (d->due > m->now)
			return;
		m_release(p, d);
	}
}

static void
drop_waiting(struct m_procedure *p)
{
	for (unsigned i = m_oldest(p); i < p->drafts; i++) {
		struct m_draft *d = &p->draft[i];

		if (d->where != WAITS)
			continue;
		if (d->kind == ENTRY_NOTICE && !p->now.withdrawn) {
			d->due = m->now; /* nothing is before it */
			continue;
		}
		if (d->kind == ENTRY_NOTICE)
			d->where = NOWHERE;
		else
			m_gone(p, d, "stopped");
		d->going = m->full;
	}
}

/* After any change: what may not go on waiting does not. */
void
m_show(struct m_procedure *p)
{
	if (m_blocked(p))
		drop_waiting(p);
	if (m_blocked(p) || p->now.closed)
		drop_held(p, "stopped");
	m_run(p);
}

void
m_sign(struct m_procedure *p, unsigned who)
{
	if (!(m_roles(p, who) & ROLE_ADVOCATE))
		return;
	p->signed_ms = m->now;
	if (!p->now.waiting)
		return;
	p->now.waiting = false;
	m_save(p);
	m_show(p);
}

void
m_stop(struct m_procedure *p)
{
	p->now.stopped = true;
	p->book_stop = true;
	m_save(p);
	m_show(p);
}

void
m_withdraw(struct m_procedure *p)
{
	p->now.withdrawn = p->now.stopped = true;
	if (!p->now.closed) {
		p->now.closed = true;
		p->now.closed_ms = m->wall;
	}
	p->book_withdrawn = true;
	p->life = M_CLOSED;
	m_show(p);
	m_save(p);
	for (unsigned i = 1; i <= m->texts; i++)
		if (&m->procedure[m->text[i].procedure] == p)
			m->text[i].where = NOWHERE;
	p->questions = 0;
}

bool
m_close(struct m_procedure *p)
{
	bool waits = false;
	struct m_draft *d;

	p->now.closed = true;
	p->now.closed_ms = m->wall;
	p->life = M_CLOSING;
	m_save(p);
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		waits = waits || p->draft[i].where == WAITS;
	if (!waits) {
		m_add_entry(p, ENTRY_NOTICE, 0, 0);
		end_now(p);
		return true;
	}
	d = m_draft_new(p, PERSONS, 0, ENTRY_NOTICE, 0, 0);
	d->where = WAITS;
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		if (p->draft[i].where == WAITS && p->draft[i].due > d->due)
			d->due = p->draft[i].due;
	if (d->due < m->now)
		d->due = m->now;
	return false;
}
