/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "rules.h"

/* What time and a restart do, by the rules. */

/* ---- time ---- */

static bool
has_advocate(const struct m_procedure *p)
{
	for (int i = 0; i < PERSONS; i++)
		if (p->people && p->named[i] & ROLE_ADVOCATE)
			return true;
	return false;
}

/* Every second the relay looks at all. */
static void
look(struct m_procedure *p)
{
	if (p->now.closed)
		return;
	if (!p->now.waiting && has_advocate(p) &&
	    m->now - p->signed_ms >= ADVOCATE_AWAY_MS) {
		p->now.waiting = true;
		m_save(p);
	}
	if (p->until_s && m->wall / 1000 >= p->until_s && !m->full &&
	    p->life != M_CLOSING)
		m_close(p);
}

static void
expire(struct m_procedure *p)
{
	for (unsigned i = m_oldest(p); i < p->drafts; i++) {
		struct m_draft *d = &p->draft[i];

		if (d->where == IS_HELD && d->due <= m->now)
			m_gone(p, d, "expired");
		if (!m->full && d->going) {
			d->going = false;
			if (d->untold)
				m_must_tell(p, d, 0, "undone");
			d->untold = false;
		}
	}
}

/* The next moment at which anything can happen, at most `until`. */
static uint64_t
next_moment(uint64_t until)
{
	uint64_t next = m->phase + ((m->now - m->phase) / 1000 + 1) * 1000;

	if (next > until)
		next = until;
	for (unsigned k = 0; k < m->procedures; k++) {
		struct m_procedure *p = &m->procedure[k];

		for (unsigned i = m_oldest(p); i < p->drafts; i++) {
			const struct m_draft *d = &p->draft[i];

			if ((d->where == WAITS || d->where == IS_HELD) &&
			    d->due > m->now && d->due < next)
				next = d->due;
		}
	}
	return next;
}

void
m_advance(uint64_t ms)
{
	uint64_t until = m->now + ms;

	m->wall += ms;
	do {
		m->now = next_moment(until);
		for (unsigned k = 0; k < m->procedures; k++) {
			struct m_procedure *p = &m->procedure[k];

			expire(p);
			m_run(p);
			if ((m->now - m->phase) % 1000 == 0)
				look(p);
		}
	} while (m->now < until);
}

/* ---- restart ---- */

static void
start_again(struct m_procedure *p)
{
	uint64_t after = 0; /* those before it */
	bool waits = false;

	p->now = p->disk;
	p->close_seq = 0;
	p->life = p->now.closed ? M_CLOSED : p->roster ? M_PAUSED : M_OPEN;
	p->signed_ms = m->now;
	if (p->book_stop)
		p->now.stopped = true;
	for (unsigned i = 0; i < p->drafts; i++)
		p->draft[i].remembered = false;
	for (unsigned i = m_oldest(p); i < p->drafts; i++) {
		struct m_draft *d = &p->draft[i];

		d->untold = false;
		if (d->where == IS_HELD)
			m_gone(p, d, "restart");
		if (d->where == WAITS || d->going) {
			waits = true;
			d->where = WAITS;
			/* The end has no delay of its own. */
			d->due = m->now +
				 (d->kind == ENTRY_NOTICE ? 0 : p->delay_ms);
			d->due = d->due < after ? after : d->due;
			after = d->due;
			d->going = false;
			if (d->text && d->kind != ENTRY_QUESTION)
				m->text[d->text].where = WAITS;
		}
	}
	if (waits && p->life == M_CLOSED)
		p->life = M_CLOSING;
	if (p->book_withdrawn)
		m_withdraw(p);
	m_save(p);
	m_show(p);
}

void
m_restart(void)
{
	m->phase = m->now;
	for (unsigned k = 0; k < m->procedures; k++)
		start_again(&m->procedure[k]);
	/* Nobody was there to be told. */
	m->tolds = 0;
}
