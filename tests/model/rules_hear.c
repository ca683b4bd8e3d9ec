/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules.h"

/* Checks whatever anybody is sent: what a reader path holds, what comes in
 * which order, and who is told what became of a draft. */

/* ---- a message is one line of JSON without spaces ---- */

uint64_t
json_number(const char *json, const char *key)
{
	char pattern[32];
	const char *at;

	snprintf(pattern, sizeof pattern, "\"%s\":", key);
	at = strstr(json, pattern);
	return at ? strtoull(at + strlen(pattern), NULL, 10) : 0;
}

const char *
json_word(const char *json, const char *key)
{
	static char word[4][72];
	static unsigned turn;
	char pattern[32], *out = word[turn++ % 4];
	const char *at;
	size_t n = 0;

	snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
	at = strstr(json, pattern);
	for (at = at ? at + strlen(pattern) : "";
	     *at && *at != '"' && n < sizeof word[0] - 1; at++)
		out[n++] = *at;
	out[n] = '\0';
	return out;
}

bool
answer_is_ok(void)
{
	return strcmp(json_word(m->answer, "op"), "ok") == 0;
}

static struct m_procedure *
about(const char *json)
{
	const char *id = json_word(json, "procedure");

	for (unsigned k = 0; k < m->procedures; k++)
		if (strcmp(m->procedure[k].id, id) == 0)
			return &m->procedure[k];
	return NULL;
}

/* ---- no text where it may not be ---- */

#define MARK "suction "
#define DATE "14 March"

static void
scan(unsigned who, const char *json)
{
	for (const char *at = json; (at = strstr(at, MARK)); at++) {
		uint64_t n = strtoull(at + strlen(MARK), NULL, 10);
		const struct m_text *t = &m->text[n];
		static const char *const where[] = {
		    "gone", "waiting", "held", "released", "asked"};

		if (n == 0 || n > m->texts)
			continue;
		if (!m_may_see(who, t))
			rules_breaks("no-leak", "%s got text %u (%s): %.300s",
			    m->person[who].name, (unsigned)n, where[t->where],
			    json);
		if (m_audience(who) == STUDENT && strstr(json, DATE))
			rules_breaks("audience",
			    "%s got another audience's text: %.300s",
			    m->person[who].name, json);
	}
}

/* ---- entries ---- */

static const char *
kind_now(const struct m_entry *e)
{
	static const char *const fate[] = {
	    [CORRECTED] = "corrected", [WITHDRAWN] = "withdrawn"};

	return e->fate == STANDS ? wire_kind_name(e->kind) : fate[e->fate];
}

static void
check_entry(unsigned who, const struct m_procedure *p, uint64_t number,
    const struct m_sub *sub, const char *json)
{
	const struct m_entry *e = &p->entry[number - 1];
	uint64_t refers = e->fate == STANDS ? e->refers : e->taken_by;
	const char *text = strstr(json, MARK);
	bool has = e->text && e->fate == STANDS;

	if (strcmp(json_word(json, "kind"), kind_now(e)) != 0 ||
	    json_number(json, "refers") != refers)
		rules_breaks("content", "%s: entry %u is not %s of %u: %.300s",
		    m->person[who].name, (unsigned)number, kind_now(e),
		    (unsigned)refers, json);
	else if (has != (text != NULL) ||
		 (text && strtoull(text + strlen(MARK), NULL, 10) != e->text))
		rules_breaks("content", "%s: entry %u has not its text: %.300s",
		    m->person[who].name, (unsigned)number, json);
	else if (has &&
		 (sub->audience == COLLEAGUE) != (strstr(json, DATE) != NULL))
		rules_breaks("audience", "%s: entry %u: %.300s",
		    m->person[who].name, (unsigned)number, json);
}

static void
hear_entry(unsigned who, const char *json)
{
	struct m_procedure *p = about(json);
	struct m_sub *sub = p ? &m->person[who].sub[p - m->procedure] : NULL;
	uint64_t number = json_number(json, "number");

	if (!sub || !sub->on)
		rules_breaks("not-asked", "%s did not ask for this: %.200s",
		    m->person[who].name, json);
	else if (m_blocked(p))
		rules_breaks("stopped", "%s got an entry while it is %s",
		    m->person[who].name, m_state(p));
	else if (number != sub->next)
		rules_breaks("order", "%s got entry %u in place of %u",
		    m->person[who].name, (unsigned)number, (unsigned)sub->next);
	else if (number > p->last)
		rules_breaks("not-released", "%s got entry %u of %u: %.200s",
		    m->person[who].name, (unsigned)number, (unsigned)p->last,
		    json);
	else
		check_entry(who, p, number, sub, json);
	if (sub)
		sub->next = number + 1;
}

static void
hear_state(unsigned who, const char *json)
{
	struct m_procedure *p = about(json);
	struct m_sub *sub = p ? &m->person[who].sub[p - m->procedure] : NULL;

	if (!sub || !sub->on) {
		rules_breaks("not-asked", "%s did not ask for this: %.200s",
		    m->person[who].name, json);
		return;
	}
	snprintf(sub->told, sizeof sub->told, "%s", json_word(json, "state"));
	if (strcmp(json_word(json, "op"), "caught-up") != 0)
		return;
	if (json_number(json, "number") != sub->next - 1)
		rules_breaks("order", "%s was told of %u entries, not %u",
		    m->person[who].name, (unsigned)json_number(json, "number"),
		    (unsigned)sub->next - 1);
	sub->ended = !sub->live;
}

/* ---- what became of a draft ---- */

void
m_must_tell(struct m_procedure *p, const struct m_draft *d, uint64_t number,
    const char *why)
{
	if (d->author >= PERSONS || !m->person[d->author].connected ||
	    m->tolds == TOLD_MAX)
		return;
	m->told[m->tolds++] = (struct m_told){.person = d->author,
	    .procedure = (unsigned)(p - m->procedure),
	    .id = d->id,
	    .number = number,
	    .why = why};
}

static void
hear_end(unsigned who, const char *json)
{
	const struct m_procedure *p = about(json);
	const char *why = json_word(json, "why");
	unsigned id = (unsigned)strtoul(json_word(json, "draft") + 1, NULL, 10);
	uint64_t number = json_number(json, "number");

	for (unsigned i = 0; i < m->tolds && p; i++) {
		struct m_told *t = &m->told[i];

		if (t->heard || t->person != who || t->id != id ||
		    &m->procedure[t->procedure] != p || t->number != number ||
		    (t->why && !m->retrying && strcmp(t->why, why) != 0))
			continue;
		t->heard = true;
		return;
	}
	rules_breaks("told", "%s was told what is not so: %.200s",
	    m->person[who].name, json);
}

/* ---- all ---- */

/* An answer that comes when the end has come. */
static bool
is_late_answer(unsigned who, uint64_t seq)
{
	for (unsigned k = 0; k < m->procedures; k++) {
		struct m_procedure *p = &m->procedure[k];

		if (p->close_seq != seq || p->closer != who)
			continue;
		if (p->life != M_CLOSED)
			rules_breaks("order", "the end came before the last "
					      "that waited");
		p->close_seq = 0;
		return true;
	}
	return false;
}

static void
hear_one(unsigned who, const char *json)
{
	const char *op = json_word(json, "op");
	uint64_t seq = json_number(json, "seq");

	if (m->loud)
		printf("        %s < %.200s\n", m->person[who].name, json);
	if (strcmp(op, "entry") == 0)
		hear_entry(who, json);
	else if (strcmp(op, "caught-up") == 0 || strcmp(op, "state") == 0)
		hear_state(who, json);
	else if (strcmp(op, "released") == 0 || strcmp(op, "gone") == 0)
		hear_end(who, json);
	else if (seq && seq == m->seq && !m->answer[0])
		snprintf(m->answer, sizeof m->answer, "%s", json);
	else if (seq && !is_late_answer(who, seq))
		rules_breaks("answers", "%s was answered twice: %.200s",
		    m->person[who].name, json);
	scan(who, json);
}

/* Who listens has all there is, and knows the state. */
static void
check_sub(unsigned who, const struct m_procedure *p, struct m_sub *sub)
{
	bool all = sub->next == p->last + 1 || sub->next > p->last;

	if (!m_blocked(p) && !all)
		rules_breaks("lost", "%s has not got entry %u of %u",
		    m->person[who].name, (unsigned)sub->next,
		    (unsigned)p->last);
	/* The way to the end is not told, but its end is. */
	if (sub->live && p->life != M_CLOSING &&
	    strcmp(sub->told, m_state(p)) != 0)
		rules_breaks("state", "%s was told it is %s, and it is %s",
		    m->person[who].name, sub->told, m_state(p));
	if (!sub->live && !sub->ended && !m_blocked(p))
		rules_breaks("lost", "%s was not told the end of the past",
		    m->person[who].name);
	sub->on = sub->live;
}

void
hear_all(void)
{
	const char *json;

	for (unsigned who = 0; who < PERSONS; who++) {
		struct m_person *person = &m->person[who];

		if (!person->connected)
			continue;
		while (!m->rule && (json = peer_hear(person->peer)))
			hear_one(who, json);
		if (peer_closed(person->peer))
			rules_breaks("closed", "%s was closed with %d",
			    person->name, peer_closed(person->peer));
		for (unsigned k = 0; k < m->procedures && !m->rule; k++)
			if (person->sub[k].on)
				check_sub(
				    who, &m->procedure[k], &person->sub[k]);
	}
	for (unsigned i = 0; i < m->tolds && !m->rule; i++)
		if (!m->told[i].heard)
			rules_breaks("told",
			    "%s was not told that draft %u "
			    "is %s",
			    m->person[m->told[i].person].name, m->told[i].id,
			    m->told[i].number ? "released" : m->told[i].why);
	m->tolds = 0;
}
