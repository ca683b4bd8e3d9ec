/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* What staff do with a procedure: open, hold back, let go, end. */

#define LEN(a) (sizeof(a) / sizeof *(a))

/* ---- opening ---- */

/* Names people, and writes them. */
static void
draw_people(struct m_procedure *p, char *json, size_t room)
{
	static const struct {
		unsigned who, percent;
		const char *json;
		unsigned roles;
	} can[] = {
	    {NURSE, 90, "\"nurse\",\"roles\":[\"poster\"]", ROLE_POSTER},
	    {KIM, 70, "\"kim\",\"roles\":[\"surgeon\"]", ROLE_SURGEON},
	    {ADV, 80, "\"adv\",\"roles\":[\"advocate\"]", ROLE_ADVOCATE},
	    {MOD, 80, "\"mod\",\"roles\":[\"moderator\"]", ROLE_MODERATOR},
	    {MEG, 30, "\"meg\",\"roles\":[\"poster\"]", ROLE_POSTER},
	    {MEG, 40, "\"meg\",\"roles\":[\"poster\",\"moderator\"]",
		ROLE_POSTER | ROLE_MODERATOR},
	};
	size_t n = 0;

	for (size_t i = 0; i < LEN(can); i++) {
		if (p->named[can[i].who] || !chance(can[i].percent))
			continue;
		p->named[can[i].who] = can[i].roles;
		n += (size_t)snprintf(json + n, room - n, "%s{\"account\":%s}",
		    p->people ? "," : ",\"people\":[", can[i].json);
		p->people = true;
	}
	if (p->people)
		snprintf(json + n, room - n, "]");
}

void
step_open(void)
{
	static const unsigned delays[] = {0, 0, 7, 20};
	struct m_procedure *p = &m->procedure[m->procedures];
	unsigned who = draw_staff();
	unsigned opens = ROLE_POSTER | ROLE_SURGEON | ROLE_MODERATOR;
	bool required = chance(25);
	char people[512] = "", until[64] = "", delay[32] = "";
	enum sr_err want = SR_OK;

	memset(p, 0, sizeof *p);
	p->audience[STUDENT] = chance(80);
	p->audience[COLLEAGUE] = !p->audience[STUDENT] || chance(60);
	p->archive = chance(50);
	p->release = p->archive && chance(20) ? RELEASE_ARCHIVE : RELEASE_LIVE;
	p->delay_ms = delays[rules_draw(LEN(delays))] * 1000;
	p->roster = chance(20);
	p->until_s = chance(20) ? m->wall / 1000 + 40 + rules_draw(300) : 0;
	if (chance(65))
		draw_people(p, people, sizeof people);
	if (p->until_s)
		snprintf(until, sizeof until, ",\"consent_until\":%llu",
		    (unsigned long long)p->until_s);
	if (p->release == RELEASE_LIVE)
		snprintf(delay, sizeof delay, ",\"delay_s\":%u",
		    (unsigned)(p->delay_ms / 1000));
	else
		p->delay_ms = 0;
	world_config(
	    m->world, "advocate_required", required ? "true" : "false");
	if (!m_begin(who, NULL, "open") || !(m->person[who].roles & opens))
		want = SR_EGRANT;
	else if (required && !p->named[ADV])
		want = SR_EADVOCATE;
	else if (m->full)
		want = SR_EDISK;
	m_request(who, NULL, "open",
	    ",\"template\":\"generic\",\"basis\":\"training\",\"consent\":\"C\""
	    ",\"audiences\":[%s%s%s],\"archive\":%s,\"release\":\"%s\"%s%s%s%s",
	    p->audience[STUDENT] ? "\"student\"" : "",
	    p->audience[STUDENT] && p->audience[COLLEAGUE] ? "," : "",
	    p->audience[COLLEAGUE] ? "\"colleague\"" : "",
	    p->archive ? "true" : "false", wire_release_name(p->release), delay,
	    people, until,
	    p->roster ? ",\"roster\":{\"persons\":[{\"part\":\"patient\","
			"\"name\":\"Rosalind Kettering\"}]}"
		      : "");
	if (!m_expect(want, "opening"))
		return;
	snprintf(p->id, sizeof p->id, "%s", json_word(m->answer, "procedure"));
	if (p->people && !p->named[who])
		p->named[who] = m->person[who].roles & opens;
	p->opened_ms = m->wall;
	p->signed_ms = m->now;
	m->procedures++;
	m_save(p);
}

/* ---- rules ---- */

void
step_quiet(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	enum sr_err want =
	    m_begin(who, p, "quiet") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "quiet", "%s", "");
	if (want == SR_OK && p->now.withdrawn)
		want = SR_ESTOPPED;
	if (want == SR_OK && (p->life == M_CLOSING || p->life == M_CLOSED))
		want = SR_ESTATE;
	if (want == SR_OK) {
		p->now.quiet = true;
		m_save(p);
		m_show(p);
	}
	if (m_expect(want, "quiet") &&
	    strcmp(json_word(m->answer, "state"), m_state(p)) != 0)
		rules_breaks("state", "quiet: %.200s", m->answer);
}

void
step_resume(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff(), lets = ROLE_SURGEON | ROLE_ADVOCATE;
	enum sr_err want =
	    m_begin(who, p, "resume") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "resume", "%s", "");
	if (want == SR_OK && p->now.withdrawn)
		want = SR_ESTOPPED;
	if (want == SR_OK && p->now.stopped && !(m_roles(p, who) & lets))
		want = SR_EGRANT;
	if (want == SR_OK && !p->now.stopped && !p->now.quiet)
		want = SR_ESTATE;
	if (want == SR_OK && m->full)
		want = SR_EDISK;
	if (want == SR_OK) {
		if (p->now.stopped)
			p->now.stopped = p->book_stop = false;
		else
			p->now.quiet = false;
		m_save(p);
		m_show(p);
	}
	if (m_expect(want, "resume") &&
	    strcmp(json_word(m->answer, "state"), m_state(p)) != 0)
		rules_breaks("state", "resume: %.200s", m->answer);
}

void
step_stop(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	enum sr_err want =
	    m_begin(who, p, "stop") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "stop", "%s", "");
	if (want == SR_OK && p->now.withdrawn)
		want = SR_ESTOPPED;
	if (want == SR_OK)
		m_stop(p);
	m_expect(want, "stop");
}

void
step_withdraw(void)
{
	unsigned may = ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR;
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	enum sr_err want =
	    m_begin(who, p, "withdraw") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "withdraw", "%s", "");
	if (want == SR_OK && !(m_roles(p, who) & may))
		want = SR_EGRANT;
	if (want == SR_OK) {
		m_withdraw(p);
		want = m->full ? SR_EDISK : SR_OK;
	}
	m_expect(want, "withdraw");
}

void
step_close(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	enum sr_err want =
	    m_begin(who, p, "close") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "close", "%s", "");
	if (want == SR_OK && (p->life == M_CLOSING || p->life == M_CLOSED))
		want = SR_ESTATE;
	if (want == SR_OK && m->full)
		want = SR_EDISK;
	if (want == SR_OK && !m_close(p)) {
		p->closer = who;
		p->close_seq = m->seq;
		hear_all();
		if (m->answer[0])
			rules_breaks("order", "the end came before the last "
					      "that waited");
		return;
	}
	m_expect(want, "close");
}

void
step_sign(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = chance(80) ? ADV : draw_person();
	enum sr_err want =
	    m_begin(who, p, "sign") ? m_may_manage(p, who) : SR_EGRANT;

	m_request(who, p, "sign", "%s", "");
	if (want == SR_OK && !(m_roles(p, who) & ROLE_ADVOCATE))
		want = SR_EGRANT;
	m_expect(want, "sign");
}

void
step_roster(void)
{
	struct m_procedure *p = draw_procedure();
	unsigned who = draw_staff();
	enum sr_err want;

	if (!p->roster)
		return;
	want = m_begin(who, p, "roster") ? m_may_manage(p, who) : SR_EGRANT;
	m_request(who, p, "roster",
	    ",\"roster\":{\"persons\":[{\"part\":\"patient\","
	    "\"name\":\"Rosalind Kettering\"}]}");
	if (want == SR_OK && (p->life == M_CLOSING || p->life == M_CLOSED))
		want = SR_ESTATE;
	if (want == SR_OK)
		p->life = M_OPEN;
	m_expect(want, "roster");
}
