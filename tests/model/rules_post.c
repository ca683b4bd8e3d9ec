/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* What staff post, take back and decide about. */

#define LEN(a) (sizeof(a) / sizeof *(a))

/* ---- posting ---- */

/* The latest of this id: it may have been undone and sent again. */
static struct m_draft *
latest(struct m_procedure *p, const struct m_draft *like)
{
	for (unsigned i = p->drafts; i > 0; i--)
		if (p->draft[i - 1].author == like->author &&
		    p->draft[i - 1].id == like->id)
			return &p->draft[i - 1];
	return NULL;
}

/* A draft of this account that was sent before. */
static struct m_draft *
draw_sent(struct m_procedure *p, unsigned who)
{
	for (int i = 0; i < 6 && p->drafts; i++) {
		struct m_draft *d = latest(p, &p->draft[rules_draw(p->drafts)]);

		/* After a restart what was let go may be held again. */
		if (d && d->author == who && !d->going &&
		    d->kind != ENTRY_NOTICE &&
		    (!d->foreign || d->remembered || d->where == IS_HELD ||
			d->where == NOWHERE))
			return d;
	}
	return NULL;
}

static void
say_post(unsigned who, struct m_procedure *p, const struct m_draft *d)
{
	char more[160] = "", refers[40] = "";

	if (d->refers)
		snprintf(refers, sizeof refers, ",\"refers\":%u",
		    (unsigned)d->refers);
	if (d->text)
		snprintf(more, sizeof more,
		    ",\"lang\":\"%s\",\"text\":\"suction %u ml since 14 March "
		    "2024\"",
		    d->foreign ? "fr" : "en", d->text);
	else if (d->kind == ENTRY_MILESTONE)
		snprintf(more, sizeof more, ",\"step\":\"incision\"");
	m_request(who, p, "post", ",\"draft\":\"d%u\",\"kind\":\"%s\"%s%s",
	    d->id, wire_kind_name(d->kind), refers, more);
}

/* What the same again is answered with. */
static bool
post_again(unsigned who, struct m_procedure *p, struct m_draft *d)
{
	bool memory = d->foreign; /* and was let go, or is held */
	enum sr_err want = m_may_post(p, who);

	if (d->where == NOWHERE || d->going)
		return false;
	if (want == SR_OK && m->full && !memory)
		want = SR_EDISK;
	say_post(who, p, d);
	if (!m_expect(want, "post"))
		return true;
	if (json_number(m->answer, "number") != d->number ||
	    !strstr(m->answer, "\"repeated\":true") ||
	    (d->where == WAITS) != (json_number(m->answer, "wait_ms") != 0) ||
	    (d->where == IS_HELD) != (json_number(m->answer, "held") != 0))
		rules_breaks(
		    "twice", "the same draft again: %.200s", m->answer);
	return true;
}

static bool
draw_draft(struct m_procedure *p, struct m_draft *d)
{
	static const enum entry_kind kinds[] = {ENTRY_UPDATE, ENTRY_UPDATE,
	    ENTRY_UPDATE, ENTRY_UPDATE, ENTRY_UPDATE, ENTRY_UPDATE,
	    ENTRY_MILESTONE, ENTRY_CORRECTION, ENTRY_RETRACTION};
	bool text;

	d->kind = kinds[rules_draw(LEN(kinds))];
	if (d->kind == ENTRY_CORRECTION || d->kind == ENTRY_RETRACTION)
		d->refers = 1 + rules_draw(p->last + 1);
	text = d->kind == ENTRY_UPDATE || d->kind == ENTRY_CORRECTION;
	d->foreign = text && chance(12);
	d->text = text ? m_text_new(p, 0, NOWHERE) : 0;
	d->id = ++m->drafts_made;
	return !text || d->text;
}

/* Where a draft goes that nothing is in the way of. */
static void
place(struct m_procedure *p, struct m_draft *d, enum sr_err *want)
{
	bool now = !p->delay_ms || d->kind == ENTRY_CORRECTION ||
		   d->kind == ENTRY_RETRACTION;

	if (m->full) {
		*want = SR_EDISK;
	} else if (now) {
		d->number = m_add_entry(p, d->kind, d->refers, d->text);
		d->where = d->number ? RELEASED : d->where;
		*want = d->number ? SR_OK : SR_ENOENTRY;
	} else {
		d->where = WAITS;
		d->due = m->now + p->delay_ms;
		if (d->text)
			m->text[d->text].where = WAITS;
	}
}

static void
check_place(const struct m_draft *d)
{
	uint64_t wait = d->where == WAITS ? d->due - m->now : 0;

	if (json_number(m->answer, "number") != d->number ||
	    json_number(m->answer, "wait_ms") != wait)
		rules_breaks("post", "number %u or waits %u, not %.200s",
		    (unsigned)d->number, (unsigned)wait, m->answer);
}

static void
hold(struct m_procedure *p, struct m_draft *d)
{
	d->where = IS_HELD;
	d->due = m->now + HELD_MS;
	m->text[d->text].where = IS_HELD;
	m->text[d->text].at = (unsigned)(d - p->draft);
}

void
step_post(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	struct m_draft like = {.author = who}, *d;
	enum sr_err want;

	m_aside();
	if (m->rule || p->drafts + 2 >= M_DRAFTS)
		return;
	want = m_begin(who, p, "post") ? SR_OK : SR_EGRANT;
	d = chance(20) ? draw_sent(p, who) : NULL;
	if (d) {
		if (post_again(who, p, d))
			return;
		like = *d;
	} else if (!draw_draft(p, &like)) {
		return;
	}
	if (want == SR_OK)
		want = m_may_post(p, who);
	d = m_draft_new(p, who, like.id, like.kind, like.refers, like.text);
	d->foreign = like.foreign;
	say_post(who, p, d);
	if (want == SR_OK && d->foreign)
		hold(p, d);
	else if (want == SR_OK)
		place(p, d, &want);
	if (!m_expect(want, "post"))
		return;
	d->held = json_number(m->answer, "held");
	if (!d->foreign)
		check_place(d);
	else if (!d->held)
		rules_breaks("held", "it is not held: %.200s", m->answer);
}

void
step_undo(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff(), at = m_oldest(p);
	struct m_draft *d = NULL;
	enum sr_err want;

	if (p->drafts == at)
		return;
	d = latest(p, &p->draft[at + rules_draw(p->drafts - at)]);
	if (!d || d->going || d->kind == ENTRY_NOTICE)
		return;
	if (d->author < PERSONS && chance(70))
		who = d->author;
	/* An advocate's sign puts it on its way just before. */
	if (who == ADV && p->now.waiting && m->full)
		return;
	want = m_begin(who, p, "undo") ? m_may_manage(p, who) : SR_EGRANT;
	m_request(who, p, "undo", ",\"draft\":\"d%u\"", d->id);
	if (want == SR_OK &&
	    (d->author != who || (d->where != WAITS && d->where != IS_HELD)))
		want = SR_ENOENTRY;
	if (want == SR_OK && d->where == WAITS && m->full) {
		want = SR_EDISK;
		d->where = NOWHERE;
		d->going = d->untold = true;
	} else if (want == SR_OK) {
		m_gone(p, d, "undone");
	}
	m_expect(want, "undo");
}

/* It is accepted now, behind what was accepted before. */
static struct m_draft *
let_go(struct m_procedure *p, struct m_draft *held, unsigned text,
    enum sr_err *want)
{
	struct m_draft next = *held, *d;

	next.text = text;
	next.where = NOWHERE;
	place(p, &next, want);
	if (*want != SR_OK)
		return held;
	held->where = NOWHERE;
	m->text[held->text].where = NOWHERE;
	d = &p->draft[p->drafts++];
	*d = next;
	d->remembered = true;
	if (d->number)
		m_must_tell(p, d, d->number, NULL);
	return d;
}

static void
list_held(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_person(), listed = 0, held = 0;
	enum sr_err want =
	    m_begin(who, p, "held") ? m_may_moderate(p, who) : SR_EGRANT;

	m_request(who, p, "held", "%s", "");
	if (!m_expect(want, "held"))
		return;
	for (const char *at = m->answer; (at = strstr(at, "\"held\":")); at++)
		listed++;
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		held += p->draft[i].where == IS_HELD;
	if (listed != held)
		rules_breaks("held", "%u are held: %.200s", held, m->answer);
}

void
step_decide(void)
{
	static const char *const decisions[] = {"approve", "edit", "reject"};
	unsigned what = (unsigned)rules_draw(LEN(decisions)), text = 0;
	struct m_procedure *p = draw_procedure();
	unsigned who =
	    chance(80) ? MOD + (unsigned)rules_draw(2) : draw_staff();
	struct m_draft *d = NULL;
	char more[100] = "";
	enum sr_err want;

	if (chance(20)) {
		list_held();
		return;
	}
	m_aside();
	for (unsigned i = m_oldest(p); i < p->drafts; i++)
		if (p->draft[i].where == IS_HELD && (!d || chance(40)))
			d = &p->draft[i];
	if (!d || m->rule || p->drafts + 2 >= M_DRAFTS)
		return;
	want = m_begin(who, p, "decide") ? m_may_moderate(p, who) : SR_EGRANT;
	if (what == 1) {
		text = m_text_new(p, 0, NOWHERE);
		snprintf(more, sizeof more,
		    ",\"lang\":\"en\",\"text\":\"suction %u ml since 14 March "
		    "2024\"",
		    text);
	}
	m_request(who, p, "decide", ",\"held\":%u,\"decision\":\"%s\"%s",
	    (unsigned)d->held, decisions[what], more);
	if (want == SR_OK && d->where != IS_HELD)
		want = SR_ENOENTRY;
	if (want == SR_OK && d->author == who)
		want = SR_EGRANT;
	if (want == SR_OK && what != 2)
		want = m_may_post(p, d->author);
	/* Nobody approves what the filter cannot read. */
	if (want == SR_OK && what == 0)
		want = SR_EHELD;
	if (want == SR_OK && what == 2) {
		m_gone(p, d, "rejected");
	} else if (want == SR_OK) {
		d = let_go(p, d, text, &want);
	}
	if (m_expect(want, "decide") && what != 2)
		check_place(d);
}
