/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "session_private.h"
#include "talk.h"

/* How many are reading, and how they react: numbers for staff and educators,
 * at most one message of a kind a second; names for nobody. */

struct presence {
	struct relay *relay;
	struct ws_timer *timer;
	bool set;
};

#define TOLD (1u << PRESENT_STAFF | 1u << PRESENT_EDUCATOR)

static void
tell_one(void *ctx, void *reader_ctx)
{
	session_send(reader_ctx, ctx);
}

static void
tell_counts(struct procedure *p)
{
	struct wire_message m = {.event = EV_PRESENCE};
	struct room *room = procedure_room(p);
	unsigned count[PRESENT_KINDS];

	if (!room_present_changed(room, count))
		return;
	m.u.presence = (struct wire_presence){
	    .procedure = *procedure_id(p),
	    .students = count[PRESENT_STUDENT],
	    .colleagues = count[PRESENT_COLLEAGUE],
	    .educators = count[PRESENT_EDUCATOR],
	    .staff = count[PRESENT_STAFF],
	};
	room_each(room, TOLD, tell_one, &m);
}

static void
tell_reaction(void *ctx, const struct wire_reactions *r)
{
	struct wire_message m = {.event = EV_REACTIONS};

	m.u.reactions = *r;
	room_each(procedure_room(ctx), TOLD, tell_one, &m);
}

static bool
tell_of(void *ctx, struct procedure *p)
{
	struct presence *all = ctx;
	struct talk *talk;

	/* Of what is stopped nothing is told; it is told when it goes on. */
	if (procedure_blocked(p))
		return true;
	tell_counts(p);
	talk = talk_find(all->relay->talks, procedure_id(p));
	if (talk)
		talk_reactions(talk, tell_reaction, p);
	return true;
}

static void
on_timer(void *ctx)
{
	struct presence *p = ctx;

	p->set = false;
	procedures_each(p->relay->procedures, tell_of, p);
}

enum sr_err
presence_new(struct presence **out, struct relay *r)
{
	struct presence *p = calloc(1, sizeof *p);

	if (!p)
		return SR_ENOMEM;
	p->relay = r;
	if (ws_timer_new(&p->timer, r->loop, on_timer, p) != SR_OK) {
		free(p);
		return SR_ENOMEM;
	}
	*out = p;
	return SR_OK;
}

void
presence_free(struct presence *p)
{
	if (!p)
		return;
	ws_timer_free(p->timer);
	free(p);
}

void
presence_changed(struct presence *p)
{
	if (!p || p->set)
		return;
	p->set = true;
	ws_timer_set(p->timer, PRESENCE_MS);
}

enum present
presence_kind(
    const struct procedure *p, const struct account *a, enum audience audience)
{
	if (procedure_roles(p, a))
		return PRESENT_STAFF;
	if (account_roles(a) & ROLE_EDUCATOR)
		return PRESENT_EDUCATOR;
	return audience == STUDENT ? PRESENT_STUDENT : PRESENT_COLLEAGUE;
}
