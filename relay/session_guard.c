/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "rate.h"
#include "session_private.h"

/* What stands before an operation: is it too often, and is it noted? */

/* ---- rates ---- */

/* STOP, quiet, resume, sign, withdraw and close have no limit: whoever needs
 * them needs them now. */
static const struct {
	enum rate_of of;
	size_t account, procedure; /* offsets of a minute's worth; 0: none */
} rates[WIRE_OPS] = {
#define PER(member) offsetof(struct config, member)
    [OP_POST] = {RATE_POST, PER(posts_per_min), PER(procedure_posts_per_min)},
    [OP_OPEN] = {RATE_OPEN, PER(opens_per_min), 0},
    [OP_ROSTER] = {RATE_OPEN, PER(opens_per_min), 0},
    [OP_IMPORT] = {RATE_OPEN, PER(opens_per_min), 0},
    [OP_USER_ADD] = {RATE_CHANGE, PER(changes_per_min), 0},
    [OP_USER_INVITE] = {RATE_CHANGE, PER(changes_per_min), 0},
    [OP_USER_GRANT] = {RATE_CHANGE, PER(changes_per_min), 0},
    [OP_ERASE] = {RATE_CHANGE, PER(changes_per_min), 0},
    [OP_REKEY] = {RATE_CHANGE, PER(changes_per_min), 0},
    [OP_ASK] = {RATE_ASK, PER(asks_per_min), PER(procedure_asks_per_min)},
    [OP_FEEDBACK] = {RATE_ASK, PER(asks_per_min), 0},
    [OP_ANSWER] = {RATE_POST, PER(posts_per_min), PER(procedure_posts_per_min)},
    [OP_POLL] = {RATE_POST, PER(posts_per_min), PER(procedure_posts_per_min)},
    [OP_OUTCOME] = {RATE_POST, PER(posts_per_min), 0},
    [OP_FOLLOW] = {RATE_TAP, PER(taps_per_min), 0},
    [OP_UNFOLLOW] = {RATE_TAP, PER(taps_per_min), 0},
    [OP_VOTE] = {RATE_TAP, PER(taps_per_min), 0},
    [OP_POLL_VOTE] = {RATE_TAP, PER(taps_per_min), 0},
    [OP_REACT] = {RATE_TAP, PER(taps_per_min), 0},
#undef PER
};

static uint64_t
per_min(const struct session *s, size_t at)
{
	uint64_t value = 0;

	if (at)
		memcpy(
		    &value, (const char *)s->relay->config + at, sizeof value);
	return value;
}

enum sr_err
session_rate(struct session *s, const struct wire_request *in)
{
	const char *name = account_name(s->account);
	uint64_t now = ws_loop_now_ms(s->relay->loop);
	struct rate_key whose = {rates[in->op].of, name, strlen(name)};
	struct procedure_id id;

	if (!rates[in->op].account)
		return SR_OK;
	s->retry_ms = rates_take(
	    s->relay->rates, whose, per_min(s, rates[in->op].account), now);
	if (!s->retry_ms && rates[in->op].procedure &&
	    wire_request_procedure(in, &id))
		s->retry_ms = rates_take(s->relay->rates,
		    (struct rate_key){
			RATE_KINDS + rates[in->op].of, id.byte, sizeof id.byte},
		    per_min(s, rates[in->op].procedure), now);
	return s->retry_ms ? SR_ELIMIT : SR_OK;
}

/* One request's worth from the bucket of this connection. SR_ELIMIT: refuse
 * this one; SR_ECLOSED: this peer does not listen. */
enum sr_err
session_allowance(struct session *s)
{
	const struct config *c = s->relay->config;
	uint64_t now = ws_loop_now_ms(s->relay->loop);
	int64_t burst = (int64_t)c->requests_burst * 1000;

	s->allowance += (int64_t)((now - s->allowance_ms) * c->requests_per_s);
	s->allowance_ms = now;
	if (s->allowance > burst)
		s->allowance = burst;
	s->allowance -= 1000;
	if (s->allowance >= 0)
		return SR_OK;
	if (s->allowance <= -burst)
		return SR_ECLOSED;
	s->retry_ms = (uint64_t)-s->allowance / c->requests_per_s + 1;
	return SR_ELIMIT;
}

void
session_charge(struct session *s, unsigned requests)
{
	int64_t least = -(int64_t)s->relay->config->requests_burst * 500;

	/* Not so deep that the next request ends the connection. */
	s->allowance -= (int64_t)requests * 1000;
	if (s->allowance < least)
		s->allowance = least;
}

/* ---- the audit log ---- */

/* What is noted when it was accepted; other operations note themselves, when
 * they know what came of it. */
static const struct {
	bool noted;
	enum audit_event event;
} events[WIRE_OPS] = {
    [OP_USER_ADD] = {true, AUDIT_USER_ADD},
    [OP_USER_INVITE] = {true, AUDIT_USER_INVITE},
    [OP_USER_GRANT] = {true, AUDIT_USER_GRANT},
    [OP_USER_REVOKE] = {true, AUDIT_USER_REVOKE},
    [OP_ROSTER] = {true, AUDIT_ROSTER},
    [OP_SUBSCRIBE] = {true, AUDIT_READ},
    [OP_AUDIT] = {true, AUDIT_AUDIT_READ},
    [OP_CLOSE] = {true, AUDIT_CLOSE},
    [OP_POST] = {true, AUDIT_POST},
    [OP_EXPORT] = {true, AUDIT_EXPORT},
    [OP_ATTENDANCE] = {true, AUDIT_ATTENDANCE},
    [OP_ASK] = {true, AUDIT_ASK},
    [OP_QUESTION_SET] = {true, AUDIT_QUESTION_SET},
    [OP_ANSWER] = {true, AUDIT_ANSWER},
    [OP_POLL] = {true, AUDIT_POLL},
    [OP_POLL_CLOSE] = {true, AUDIT_POLL_CLOSE},
    [OP_FEEDBACK] = {true, AUDIT_FEEDBACK},
    [OP_OUTCOME] = {true, AUDIT_OUTCOME},
    [OP_FEEDBACK_LIST] = {true, AUDIT_FEEDBACK_READ},
};

/* "mira: student, colleague"; "" where it is about nobody. */
static void
about(char *out, size_t room, const struct wire_request *in)
{
	const struct wire_user *u = &in->u.user;
	bool roles = in->op == OP_USER_ADD || in->op == OP_USER_GRANT;
	const char *comma = ": ";
	size_t used;

	*out = '\0';
	if (in->op == OP_EXPORT)
		snprintf(out, room, "%s", in->u.export.format);
	if (!roles && in->op != OP_USER_INVITE && in->op != OP_USER_REVOKE)
		return;
	used = (size_t)snprintf(out, room, "%s", u->account);
	for (unsigned bit = 1; roles && bit <= ROLE_ADMIN; bit <<= 1) {
		if (!(u->roles & bit) || used >= room)
			continue;
		used += (size_t)snprintf(out + used, room - used, "%s%s", comma,
		    wire_role_name(bit));
		comma = ", ";
	}
}

void
session_note(struct session *s, const struct wire_request *in)
{
	char text[AUDIT_ABOUT_MAX + 1];
	struct procedure_id id;
	struct audit_note note = {.event = events[in->op].event};

	if (!events[in->op].noted)
		return;
	note.who = account_name(s->account);
	if (wire_request_procedure(in, &id))
		note.procedure = &id;
	about(text, sizeof text, in);
	note.about = text;
	audit_note(s->relay->audit, &note);
}

/* Refusals come as fast as a peer asks; one line in a while tells of all. */
#define DENIED_MS 60000u

void
session_note_denied(struct session *s, enum sr_err err)
{
	uint64_t now = ws_loop_now_ms(s->relay->loop);

	s->denied++;
	if (s->denied_ms && now - s->denied_ms < DENIED_MS)
		return;
	s->denied_ms = now ? now : 1;
	session_flush_denied(s, err);
}

void
session_flush_denied(struct session *s, enum sr_err err)
{
	if (s->denied && s->account)
		audit_note(s->relay->audit, &(struct audit_note){
						.event = AUDIT_DENIED,
						.who = account_name(s->account),
						.count = s->denied,
						.err = err,
					    });
	s->denied = 0;
}
