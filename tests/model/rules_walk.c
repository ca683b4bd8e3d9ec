/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules.h"

/* Requests, whose turn it is, and what time and the disk do to all. */

#define LEN(a) (sizeof(a) / sizeof *(a))

/* ---- requests ---- */

bool
m_begin(unsigned who, struct m_procedure *p, const char *op)
{
	static const struct {
		const char *op;
		unsigned roles;
	} gates[] = {
	    {"open", ROLES_STAFF},
	    {"post", ROLES_STAFF},
	    {"undo", ROLES_STAFF},
	    {"held", ROLES_STAFF},
	    {"decide", ROLES_STAFF},
	    {"roster", ROLES_STAFF},
	    {"close", ROLES_STAFF},
	    {"quiet", ROLES_STAFF},
	    {"resume", ROLES_STAFF},
	    {"stop", ROLES_STAFF},
	    {"sign", ROLE_ADVOCATE},
	    {"withdraw", ROLE_SURGEON | ROLE_ADVOCATE | ROLE_MODERATOR},
	    {"subscribe", ROLES_STAFF | ROLES_READER},
	    {"unsubscribe", ~0u},
	    {"questions", ROLES_STAFF | ROLES_READER},
	    {"ask", ROLES_READER},
	    {"vote", ROLES_READER},
	    {"question.set", ROLE_MODERATOR},
	    {"answer", ROLE_MODERATOR},
	};

	for (size_t i = 0; i < LEN(gates); i++) {
		if (strcmp(gates[i].op, op) != 0)
			continue;
		if (!(m->person[who].roles & gates[i].roles))
			return false;
		if (p)
			m_sign(p, who);
		return true;
	}
	rules_breaks("test", "no such operation: %s", op);
	return false;
}

void
m_request(unsigned who, const struct m_procedure *p, const char *op,
    const char *format, ...)
{
	char json[2048];
	size_t n;
	va_list args;

	m->answer[0] = '\0';
	n = (size_t)snprintf(json, sizeof json, "{\"op\":\"%s\",\"seq\":%u", op,
	    (unsigned)++m->seq);
	if (p)
		n += (size_t)snprintf(
		    json + n, sizeof json - n, ",\"procedure\":\"%s\"", p->id);
	va_start(args, format);
	n += (size_t)vsnprintf(json + n, sizeof json - n, format, args);
	va_end(args);
	snprintf(json + n, sizeof json - n, "}");
	if (m->loud)
		printf("%5u %6u %s > %s\n", m->steps, (unsigned)m->now,
		    m->person[who].name, json);
	peer_say(m->person[who].peer, json);
	world_settle(m->world);
}

bool
m_expect(enum sr_err want, const char *rule)
{
	const char *code;

	hear_all();
	code =
	    answer_is_ok() ? sr_err_name(SR_OK) : json_word(m->answer, "code");
	if (!m->answer[0])
		rules_breaks(
		    "answers", "no answer, %s was due", sr_err_name(want));
	else if (strcmp(code, sr_err_name(want)) != 0)
		rules_breaks(rule, "answer %s, and not %s: %.200s", code,
		    sr_err_name(want), m->answer);
	return want == SR_OK && !m->rule;
}

bool
chance(unsigned percent)
{
	return rules_draw(100) < percent;
}

unsigned
draw_person(void)
{
	return (unsigned)rules_draw(PERSONS);
}

unsigned
draw_staff(void)
{
	return chance(88) ? (unsigned)rules_draw(OUT) : draw_person();
}

unsigned
draw_reader(void)
{
	return chance(90) ? ANA + (unsigned)rules_draw(BOSS - ANA)
			  : draw_person();
}

static bool
is_over(const struct m_procedure *p)
{
	return p->now.withdrawn || p->life == M_CLOSED ||
	       p->drafts + 2 >= M_DRAFTS;
}

/* Mostly one that goes on. */
struct m_procedure *
draw_procedure(void)
{
	struct m_procedure *p = &m->procedure[rules_draw(m->procedures)];

	for (int i = 0; i < 12 && is_over(p); i++)
		p = &m->procedure[rules_draw(m->procedures)];
	return p;
}

/* ---- time ---- */

void
m_wait(uint64_t ms)
{
	if (m->loud)
		printf("%5u %6u wait %u\n", m->steps, (unsigned)m->now,
		    (unsigned)ms);
	world_wait(m->world, ms);
	m_advance(ms);
	hear_all();
}

void
m_aside(void)
{
	if ((m->now - m->phase) % 1000 == 0)
		m_wait(1);
}

static void
step_clock(void)
{
	static const uint64_t jumps[] = {1000, 3600000, 86400000, 31536000000};
	uint64_t by = jumps[rules_draw(LEN(jumps))];
	bool back = chance(50);

	if (m->loud)
		printf("%5u clock %s %llu\n", m->steps, back ? "back" : "on",
		    (unsigned long long)by);
	/* Unsigned: back by less than nothing is forward. */
	world_clock_back(m->world, back ? by : 0 - by);
	m->wall -= back ? by : 0 - by;
}

static void
all_sign(void)
{
	for (unsigned k = 0; k < m->procedures && !m->rule; k++) {
		struct m_procedure *p = &m->procedure[k];

		if (!(m_roles(p, ADV) & ROLE_ADVOCATE) || p->now.waiting)
			continue;
		m_begin(ADV, p, "sign");
		m_request(ADV, p, "sign", "%s", "");
		m_expect(SR_OK, "roles");
	}
}

/* What the disk refused is tried again within a second; nobody's absence is
 * noticed just then. */
static void
step_disk(void)
{
	if (m->loud)
		printf("%5u disk %s\n", m->steps, m->full ? "well" : "full");
	if (m->full) {
		all_sign();
		world_disk_full(m->world, false);
		m->full = false;
		m->retrying = true;
		m_wait(1001);
		m->retrying = false;
	} else {
		world_disk_full(m->world, true);
		m->full = true;
	}
}

static void
step_restart(void)
{
	if (m->loud)
		printf("%5u %6u restart\n", m->steps, (unsigned)m->now);
	for (unsigned i = 0; i < PERSONS; i++) {
		m->person[i].connected = false;
		for (unsigned k = 0; k < M_PROCEDURES; k++)
			m->person[i].sub[k].on = false;
	}
	m_restart();
	if (!world_restart(m->world))
		rules_breaks("restart", "the relay did not start again");
	for (unsigned i = 0; i < PERSONS && !m->rule; i++) {
		m->person[i].connected = peer_connect(m->person[i].peer, true);
		if (!m->person[i].connected)
			rules_breaks("restart", "hello was refused");
	}
	hear_all();
}

/* ---- which ---- */

static void
step_wait(void)
{
	m_wait(1 + rules_draw(chance(80) ? 4000 : 45000));
}

void
step_any(void)
{
	static const struct {
		void (*step)(void);
		unsigned weight;
	} steps[] = {
	    {step_post, 330},
	    {step_wait, 180},
	    {step_read, 150},
	    {step_talk, 100},
	    {step_undo, 60},
	    {step_decide, 50},
	    {step_sign, 25},
	    {step_resume, 40},
	    {step_quiet, 15},
	    {step_roster, 15},
	    {step_stop, 10},
	    {step_close, 6},
	    {step_restart, 8},
	    {step_clock, 6},
	    {step_sweep, 6},
	    {step_withdraw, 3},
	};
	unsigned live = 0, draw, total = 0;

	for (unsigned k = 0; k < m->procedures; k++)
		live += !is_over(&m->procedure[k]);
	if (m->procedures < M_PROCEDURES &&
	    (live == 0 || (live < LIVE_MAX && chance(10)))) {
		step_open();
		return;
	}
	if (!m->procedures || chance(m->full ? 15 : 1)) {
		step_disk();
		return;
	}
	for (size_t i = 0; i < LEN(steps); i++)
		total += steps[i].weight;
	draw = (unsigned)rules_draw(total);
	for (size_t i = 0; i < LEN(steps); i++) {
		if (draw < steps[i].weight) {
			steps[i].step();
			return;
		}
		draw -= steps[i].weight;
	}
}
