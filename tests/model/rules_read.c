/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* What readers do: come, go, read on or from anywhere, list. */

static void
subscribe(unsigned who, struct m_procedure *p, uint64_t from, bool live)
{
	struct m_sub *sub = &m->person[who].sub[p - m->procedure];
	enum sr_err want =
	    m_begin(who, p, "subscribe") ? m_may_read(p, who) : SR_EGRANT;

	if (want == SR_ESTOPPED && live)
		want = SR_OK;
	m_request(who, p, "subscribe", ",\"from\":%u,\"live\":%s",
	    (unsigned)from, live ? "true" : "false");
	if (want == SR_OK)
		*sub = (struct m_sub){.on = true,
		    .live = live,
		    .audience = m_audience(who),
		    .next = from};
	if (want == SR_OK)
		snprintf(sub->told, sizeof sub->told, "%s", m_state(p));
	/* An advocate who comes back may be its end, a moment later. */
	if (m_expect(want, "read") && p->life != M_CLOSED &&
	    strcmp(json_word(m->answer, "state"), m_state(p)) != 0)
		rules_breaks("state", "subscribe: %.200s", m->answer);
}

static void
reconnect(unsigned who)
{
	struct m_person *person = &m->person[who];

	peer_vanish(person->peer);
	world_settle(m->world);
	for (unsigned k = 0; k < M_PROCEDURES; k++)
		person->sub[k].on = false;
	for (unsigned k = 0; k < m->procedures; k++)
		if (m->procedure[k].closer == who)
			m->procedure[k].close_seq = 0;
	person->connected = peer_connect(person->peer, true);
	if (!person->connected)
		rules_breaks("restart", "hello was refused");
}

void
step_read(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_person();
	struct m_sub *sub = &m->person[who].sub[p - m->procedure];
	uint64_t from = sub->next;

	if (rules_draw(12) == 0) {
		reconnect(who);
		return;
	}
	/* From where he was, or the start, or anywhere. */
	if (from == 0 || rules_draw(4) == 0)
		from = 1;
	if (rules_draw(4) == 0)
		from = 1 + rules_draw(p->last + 1);
	if (from > p->last + 1)
		from = p->last + 1;
	/* An advocate's sign may let go what the past would not have. */
	subscribe(who, p, from, who == ADV || rules_draw(4) != 0);
}

/* ---- all that can be asked for ---- */

static void
check_row(unsigned who, const struct m_procedure *p)
{
	const char *row = strstr(m->answer, p->id);
	uint64_t last = m_blocked(p) ? 0 : p->last;

	if ((row != NULL) != m_may_know(p, who)) {
		rules_breaks("known", "%s is %sshown a procedure that is %s",
		    m->person[who].name, row ? "" : "not ", m_state(p));
		return;
	}
	if (row && (strcmp(json_word(row, "state"), m_state(p)) != 0 ||
		       json_number(row, "last") != last))
		rules_breaks("state", "%s lists %s with %u: %.200s",
		    m->person[who].name, m_state(p), (unsigned)last, row);
}

static void
sweep_list(unsigned who)
{
	m_request(who, NULL, "procedures", "%s", "");
	m_expect(SR_OK, "read");
	for (unsigned k = 0; k < m->procedures && !m->rule; k++)
		check_row(who, &m->procedure[k]);
}

void
step_sweep(void)
{
	for (unsigned who = 0; who < PERSONS && !m->rule; who++) {
		sweep_list(who);
		for (unsigned k = 0; k < m->procedures && !m->rule; k++) {
			struct m_procedure *p = &m->procedure[k];
			bool live = m->person[who].sub[k].on;

			/* An advocate who looks gives a sign. */
			if (!p->id[0] || who == ADV)
				continue;
			subscribe(who, p, 1, live);
		}
	}
}
