/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "retention.h"
#include "session_private.h"
#include "talk.h"

/* What readers do: list, subscribe, unsubscribe. */

struct listing {
	struct session *session;
	struct wire_procedure *row;
	size_t count, room;
	bool failed;
};

/* How far it is, and for staff and educators how many are there. */
static void
add_progress(
    struct session *s, const struct procedure *p, struct wire_procedure *row)
{
	bool staff = procedure_roles(p, s->account) != 0;
	const struct template_step *step;
	unsigned count[PRESENT_KINDS];

	if (procedure_blocked(p))
		return;
	step = template_step(template_find(row->template_id),
	    talk_step(talk_find(s->relay->talks, &row->id)));
	/* Readers of a playback are not that far yet. */
	if (step && (staff || !procedure_plays(p)))
		row->phase = step->phase_id;
	if (staff)
		row->last = room_last(procedure_room(p));
	if (!staff && !(account_roles(s->account) & ROLE_EDUCATOR))
		return;
	room_present(procedure_room(p), count);
	row->present_given = true;
	row->students = count[PRESENT_STUDENT];
	row->colleagues = count[PRESENT_COLLEAGUE];
	row->hold = retention_holds(s->relay->retention, &row->id);
}

static bool
list_one(void *ctx, struct procedure *p)
{
	struct listing *l = ctx;
	uint64_t now = session_wall_ms(l->session);
	enum audience audience;

	/* A reader learns nothing, not even the existence, of what is not for
	 * his audience. */
	if (procedure_may_know(p, l->session->account, false, STUDENT, now,
		&audience) != SR_OK)
		return true;
	if (l->count == l->room) {
		void *grown =
		    session_more_rows(l->row, &l->room, sizeof(*l->row));

		if (!grown) {
			l->failed = true;
			return false;
		}
		l->row = grown;
	}
	procedure_row(p, &l->row[l->count]);
	add_progress(l->session, p, &l->row[l->count++]);
	return l->count < PROCEDURES_LISTED_MAX;
}

enum sr_err
session_procedures(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct listing l = {.session = s};
	struct wire_ok ok = {.seq = in->seq, .procedures_given = true};

	(void)fault;
	procedures_each(s->relay->procedures, list_one, &l);
	session_charge(s, (unsigned)(l.count / LISTED_ROWS_A_REQUEST));
	if (!l.failed) {
		ok.procedures = l.row;
		ok.procedure_count = l.count;
		session_ok(s, &ok);
	}
	free(l.row);
	return l.failed ? SR_ENOMEM : SR_OK;
}

/* ---- subscriptions ---- */

static void
forget_reader(struct session *s, const struct reader *reader)
{
	presence_changed(s->relay->presence);
	for (unsigned i = 0; i < s->reader_count; i++) {
		if (s->reader[i] != reader)
			continue;
		s->reader[i] = s->reader[--s->reader_count];
		return;
	}
}

static void
on_reader_ended(void *ctx, struct reader *reader, enum sr_err err)
{
	struct session *s = ctx;

	forget_reader(s, reader);
	/* The reader knows where to go on from; it must not wait for what
	 * will not come. */
	if (err != SR_OK)
		session_close(s, 1011, sr_err_name(err));
	else if (s->streams)
		session_close(s, 1000, "");
}

static struct reader *
find_reader(struct session *s, const struct room *room)
{
	for (unsigned i = 0; i < s->reader_count; i++)
		if (reader_room(s->reader[i]) == room)
			return s->reader[i];
	return NULL;
}

/* Most sessions follow one. */
static enum sr_err
room_for_reader(struct session *s)
{
	unsigned room = s->reader_room ? s->reader_room * 2 : 1;
	struct reader **more;

	if (s->reader_count >= s->relay->config->subscriptions_max)
		return SR_ELIMIT;
	if (s->reader_count < s->reader_room)
		return SR_OK;
	more = realloc(s->reader, room * sizeof(struct reader *));
	if (!more)
		return SR_ENOMEM;
	s->reader = more;
	s->reader_room = room;
	return SR_OK;
}

enum sr_err
session_read(struct session *s, const struct wire_subscribe *want,
    struct reader **out)
{
	struct procedure *p = session_procedure(s, &want->procedure);
	struct reader_options opt = {
	    .conn = s->conn,
	    .form = s->streams ? WS_EVENTS
		    : s->conn  ? ws_form(s->conn)
			       : WS_PLAIN,
	    .from = want->from,
	    .tail = want->tail,
	    .live = want->live,
	    .ended = on_reader_ended,
	    .ctx = s,
	};
	struct reader *reader;
	enum sr_err err;

	err = procedure_may_read(p, s->account, want->audience_given,
	    want->audience, session_wall_ms(s), &opt.audience);
	/* Who stays is sent nothing, and is told when it goes on. */
	if (err == SR_ESTOPPED && want->live)
		err = procedure_may_know(p, s->account, want->audience_given,
		    want->audience, session_wall_ms(s), &opt.audience);
	if (err != SR_OK || !out)
		return err;
	/* Again means anew, from the number given now. */
	reader = find_reader(s, procedure_room(p));
	if (reader) {
		forget_reader(s, reader);
		reader_end(reader);
	}
	err = room_for_reader(s);
	if (err != SR_OK)
		return err;
	opt.all = procedure_roles(p, s->account) != 0;
	opt.present = presence_kind(p, s->account, opt.audience);
	err = reader_new(out, procedure_room(p), &opt);
	if (err != SR_OK)
		return err;
	s->reader[s->reader_count++] = *out;
	presence_changed(s->relay->presence);
	if (want->live)
		roll_joined(s, p, opt.audience, opt.present);
	return SR_OK;
}

void
session_say_reading(struct session *s, const struct procedure *p, uint64_t seq,
    uint64_t from)
{
	struct wire_state rules;

	procedure_rules(p, &rules);
	session_ok(s, &(struct wire_ok){
			  .seq = seq,
			  .procedure_given = true,
			  .procedure = *procedure_id(p),
			  .code_name = procedure_code_name(p),
			  .from = from,
			  .rules_given = true,
			  .state = rules.state,
			  .basis = rules.basis,
			  .release = rules.release,
		      });
}

enum sr_err
session_subscribe(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	const struct wire_subscribe *want = &in->u.subscribe;
	struct reader *reader;
	enum sr_err err;

	(void)fault;
	session_charge(s, SUBSCRIBE_REQUESTS - 1);
	err = session_read(s, want, &reader);
	if (err != SR_OK)
		return err;
	session_say_reading(s, session_procedure(s, &want->procedure), in->seq,
	    want->tail ? reader_next(reader) : 0);
	reader_pump(reader);
	return SR_OK;
}

enum sr_err
session_unsubscribe(
    struct session *s, const struct wire_request *in, struct sr_fault *fault)
{
	struct procedure *p =
	    session_procedure(s, &in->u.procedure);
	struct reader *reader = p ? find_reader(s, procedure_room(p)) : NULL;

	(void)fault;
	if (!reader)
		return SR_ENOPROC;
	forget_reader(s, reader);
	reader_end(reader);
	session_ok(s, &(struct wire_ok){.seq = in->seq});
	return SR_OK;
}
