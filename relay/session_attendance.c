/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "session_private.h"
#include "talk.h"

/*
 * The roll: who begins to read live is noted, and every attendance_s seconds
 * who still does, so much time each; not all in the same second. Staff are not:
 * they are at work. Nobody is told of it but educators, who ask for it by
 * procedure.
 */

struct roll {
	struct relay *relay;
	struct ws_timer *timer;
	uint64_t second;
};

#define SECOND_MS 1000u

#define COUNTED                                                                \
	(1u << PRESENT_STUDENT | 1u << PRESENT_COLLEAGUE |                     \
	    1u << PRESENT_EDUCATOR)

struct calling {
	struct relay *relay;
	struct procedure *procedure;
	struct talk *talk;
	uint64_t t_ms, period_s, second;
};

static void
note_one(void *ctx, void *reader_ctx)
{
	const struct calling *c = ctx;
	const struct session *s = reader_ctx;
	enum audience audience;
	enum sr_err err;

	if (!s->account || ws_number(s->conn) % c->period_s != c->second ||
	    procedure_may_read(c->procedure, s->account, false, STUDENT,
		session_wall_ms(s), &audience) != SR_OK)
		return;
	err = attendance_seen(
	    c->talk, account_name(s->account), audience, c->t_ms, c->period_s);
	if (err != SR_OK)
		log_warn("attendance-not-noted", "err=%s", sr_err_name(err));
}

/* What has ended, or is stopped, is attended by nobody. */
static bool
attended(const struct procedure *p)
{
	return !procedure_blocked(p) &&
	       (!procedure_is_closed(p) || procedure_plays(p));
}

/* Milliseconds since the opening, of which rows tell. */
static uint64_t
since_opening(const struct procedure *p)
{
	struct wire_procedure row = {0};

	procedure_row(p, &row);
	return row.open_ms;
}

void
roll_joined(const struct session *s, const struct procedure *p,
    enum audience audience, enum present present)
{
	const struct relay *r = s->relay;
	struct talk *talk;
	enum sr_err err;

	if (!r->config->attendance_s || !(COUNTED & 1u << present) ||
	    !attended(p))
		return;
	talk = talk_get(r->talks, procedure_id(p));
	err = talk ? attendance_seen(talk, account_name(s->account), audience,
			 since_opening(p), 0)
		   : SR_ENOMEM;
	if (err != SR_OK)
		log_warn("attendance-not-noted", "err=%s", sr_err_name(err));
}

static bool
call_one(void *ctx, struct procedure *p)
{
	struct roll *roll = ctx;
	struct calling c = {.relay = roll->relay,
	    .procedure = p,
	    .period_s = roll->relay->config->attendance_s};
	unsigned count[PRESENT_KINDS];

	if (!attended(p))
		return true;
	room_present(procedure_room(p), count);
	if (!count[PRESENT_STUDENT] && !count[PRESENT_COLLEAGUE] &&
	    !count[PRESENT_EDUCATOR])
		return true;
	c.talk = talk_get(c.relay->talks, procedure_id(p));
	if (!c.talk)
		return true;
	c.t_ms = since_opening(p);
	c.second = roll->second % c.period_s;
	room_each(procedure_room(p), COUNTED, note_one, &c);
	return true;
}

static void
on_timer(void *ctx)
{
	struct roll *roll = ctx;

	ws_timer_set(roll->timer, SECOND_MS);
	roll->second++;
	procedures_each(roll->relay->procedures, call_one, roll);
}

enum sr_err
roll_new(struct roll **out, struct relay *r)
{
	struct roll *roll = calloc(1, sizeof *roll);

	if (!roll)
		return SR_ENOMEM;
	roll->relay = r;
	if (ws_timer_new(&roll->timer, r->loop, on_timer, roll) != SR_OK) {
		free(roll);
		return SR_ENOMEM;
	}
	if (r->config->attendance_s)
		ws_timer_set(roll->timer, SECOND_MS);
	*out = roll;
	return SR_OK;
}

void
roll_free(struct roll *roll)
{
	if (!roll)
		return;
	ws_timer_free(roll->timer);
	free(roll);
}

enum sr_err
session_attendance(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_pages *pages = &in->u.pages;
	struct procedure *p = session_procedure(s, &pages->procedure);
	struct wire_ok ok = {.seq = in->seq, .attendance_given = true};
	const struct attendance *a;
	struct wire_attendance *row;
	enum audience audience;
	enum sr_err err = procedure_may_read(
	    p, s->account, false, STUDENT, session_wall_ms(s), &audience);

	(void)fault;
	if (err != SR_OK)
		return err;
	row = calloc(ATTENDANCE_LISTED_MAX, sizeof *row);
	if (!row)
		return SR_ENOMEM;
	a = attendance_first(talk_find(s->relay->talks, &pages->procedure));
	while (a && pages->account && strcmp(a->account, pages->account) <= 0)
		a = a->next;
	for (; a && ok.attendance_count < ATTENDANCE_LISTED_MAX; a = a->next)
		row[ok.attendance_count++] = (struct wire_attendance){
		    .account = a->account,
		    .audience = a->audience,
		    .minutes = (a->seconds + 30) / 60,
		    .from_ms = a->from_ms,
		    .to_ms = a->to_ms,
		};
	ok.attendance = row;
	ok.more = a != NULL;
	session_ok(s, &ok);
	free(row);
	return SR_OK;
}
