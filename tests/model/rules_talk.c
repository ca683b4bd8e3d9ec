/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* Questions: who asks, who sees them, who counts how often. */

#define LEN(a) (sizeof(a) / sizeof *(a))
/* As limits.h has it: unseen ones of one person. */
#define UNSEEN_MAX 5u

static enum sr_err
may_ask(const struct m_procedure *p, unsigned who)
{
	enum sr_err err = m_may_read(p, who);

	if (err != SR_OK)
		return err;
	if (p->life == M_PAUSED)
		return SR_EROSTER;
	return p->life == M_OPEN ? SR_OK : SR_ESTATE;
}

static void
ask(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_reader(), unseen = 0, text;
	bool foreign = chance(5);
	struct m_question *q;
	enum sr_err want;

	if (p->questions == M_QUESTIONS)
		return;
	text = m_text_new(p, p->questions, NOWHERE);
	if (!text)
		return;
	want = m_begin(who, p, "ask") ? may_ask(p, who) : SR_EGRANT;
	m_request(who, p, "ask",
	    ",\"draft\":\"q%u\",\"lang\":\"%s\",\"text\":\"suction %u ml "
	    "since 14 March 2024\"",
	    text, foreign ? "fr" : "en", text);
	for (unsigned i = 0; i < p->questions; i++)
		unseen += p->question[i].author == who &&
			  p->question[i].state == QUESTION_PENDING;
	if (want == SR_OK && foreign)
		want = SR_EHELD;
	if (want == SR_OK && unseen >= UNSEEN_MAX)
		want = SR_ELIMIT;
	if (want == SR_OK && m->full)
		want = SR_EDISK;
	if (!m_expect(want, "ask"))
		return;
	q = &p->question[p->questions++];
	*q = (struct m_question){.author = who,
	    .text = text,
	    .number = json_number(m->answer, "question"),
	    .state = QUESTION_PENDING};
	m->text[text].where = ASKED;
}

static struct m_question *
draw_question(struct m_procedure *p)
{
	return p->questions ? &p->question[rules_draw(p->questions)] : NULL;
}

static void
vote(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_reader();
	struct m_question *q = draw_question(p);
	enum sr_err want;

	for (int i = 0; i < 6 && q && !q->entry; i++)
		q = draw_question(p);
	if (!q)
		return;
	want = m_begin(who, p, "vote") ? may_ask(p, who) : SR_EGRANT;
	m_request(who, p, "vote", ",\"question\":%u", (unsigned)q->number);
	if (want == SR_OK && (!q->entry || q->state == QUESTION_HIDDEN))
		want = SR_ENOENTRY;
	if (want == SR_OK && m->full)
		want = SR_EDISK;
	if (m_expect(want, "vote"))
		q->voted[who] = true;
}

/* ---- moderators ---- */

static bool
is_leaving(struct m_procedure *p, unsigned at)
{
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		if (p->draft[i].kind == ENTRY_QUESTION &&
		    p->draft[i].id == at && p->draft[i].where == WAITS)
			return true;
	return false;
}

/* Out at once, or behind what waits. */
static void
publish(struct m_procedure *p, struct m_question *q)
{
	unsigned at = (unsigned)(q - p->question);
	struct m_draft *d;

	q->state = QUESTION_PUBLISHED;
	if (is_leaving(p, at))
		return;
	if (!p->delay_ms) {
		m_add_entry(p, ENTRY_QUESTION, 0, q->text);
		m_published(p, at);
		return;
	}
	d = m_draft_new(p, PERSONS, at, ENTRY_QUESTION, 0, q->text);
	d->where = WAITS;
	d->due = m->now + p->delay_ms;
}

static enum sr_err
set(struct m_procedure *p, struct m_question *q, enum question_state state)
{
	if (state == QUESTION_PUBLISHED) {
		if (q->entry || q->state == QUESTION_ANSWERED)
			return SR_ESTATE;
		publish(p, q);
	} else if (state == QUESTION_ANSWERED) {
		if (!q->entry || q->state == QUESTION_HIDDEN)
			return SR_ESTATE;
		q->state = state;
	} else if (q->entry && q->state != QUESTION_HIDDEN) {
		m_add_entry(p, ENTRY_RETRACTION, q->entry, 0);
	} else if (is_leaving(p, (unsigned)(q - p->question))) {
		return SR_EBUSY;
	} else {
		q->state = QUESTION_HIDDEN;
	}
	return SR_OK;
}

static void
decide(void)
{
	static const enum question_state states[] = {QUESTION_PUBLISHED,
	    QUESTION_PUBLISHED, QUESTION_ANSWERED, QUESTION_HIDDEN};
	enum question_state state = states[rules_draw(LEN(states))];
	struct m_procedure *p = draw_procedure();
	unsigned who =
	    chance(85) ? MOD + (unsigned)rules_draw(2) : draw_person();
	struct m_question *q = draw_question(p);
	enum sr_err want;

	m_aside();
	/* What the disk refuses of it is another test's. */
	if (!q || m->full || m->rule || p->drafts + 2 >= M_DRAFTS)
		return;
	want = m_begin(who, p, "question.set") ? m_may_moderate(p, who)
					       : SR_EGRANT;
	m_request(who, p, "question.set", ",\"question\":%u,\"state\":\"%s\"",
	    (unsigned)q->number, wire_question_state_name(state));
	if (want == SR_OK)
		want = m_may_post(p, who);
	if (want == SR_OK)
		want = set(p, q, state);
	m_expect(want, "question");
}

/* ---- the list ---- */

static void
check_row(unsigned who, const struct m_procedure *p, const struct m_question *q)
{
	char key[40];
	const char *row;
	unsigned votes = 0;
	bool sees =
	    m_may_see(who, &m->text[q->text]) &&
	    (q->listed || q->author == who || m_may_moderate(p, who) == SR_OK);

	snprintf(key, sizeof key, "{\"question\":%u,", (unsigned)q->number);
	row = strstr(m->answer, key);
	if ((row != NULL) != sees) {
		rules_breaks("question", "%s is %sshown question %u",
		    m->person[who].name, row ? "" : "not ",
		    (unsigned)q->number);
		return;
	}
	for (unsigned i = 0; i < PERSONS; i++)
		votes += q->voted[i];
	if (row && json_number(row, "votes") != votes)
		rules_breaks("votes", "question %u has %u votes: %.200s",
		    (unsigned)q->number, votes, row);
	else if (row && m_may_moderate(p, who) == SR_OK &&
		 strcmp(json_word(row, "state"),
		     wire_question_state_name(q->state)) != 0)
		rules_breaks("question", "%s: %.200s",
		    wire_question_state_name(q->state), row);
}

static void
list(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_person();
	enum sr_err want;

	/* An advocate's sign may let go what this list has not yet. */
	if (who == ADV)
		return;
	want = m_begin(who, p, "questions") ? m_may_read(p, who) : SR_EGRANT;
	m_request(who, p, "questions", "%s", "");
	if (!m_expect(want, "read"))
		return;
	for (unsigned i = 0; i < p->questions && !m->rule; i++)
		check_row(who, p, &p->question[i]);
}

void
step_talk(void)
{
	static void (*const what[])(void) = {
	    ask, ask, vote, vote, vote, decide, decide, list, list};

	what[rules_draw(LEN(what))]();
}
