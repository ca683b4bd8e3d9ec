/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "log.h"
#include "procedure_private.h"

/*
 * What time does to a procedure: no sign of an advocate, the end of consent,
 * the end by itself after the patient has left. Looked at every second.
 */

#define LOOK_MS 1000u

static const char left_room[] = "patient-out-of-room";

static uint64_t
loop_ms(const struct procedure *p)
{
	return ws_loop_now_ms(p->all->opt.loop);
}

static void
note(struct procedure *p, enum audit_event event)
{
	audit_note(p->all->opt.audit,
	    &(struct audit_note){.event = event, .procedure = &p->doc.id});
}

/* ---- dead man ---- */

static bool
needs_advocate(const struct procedure *p)
{
	if (!p->all->opt.config->advocate_s || p->doc.closed)
		return false;
	for (unsigned i = 0; i < p->doc.people_count; i++)
		if (p->doc.people[i].roles & ROLE_ADVOCATE)
			return true;
	return false;
}

uint64_t
procedure_sign_due_ms(const struct procedure *p)
{
	uint64_t due = p->signed_ms + p->all->opt.config->advocate_s * 1000;
	uint64_t now = loop_ms(p);

	if (!needs_advocate(p) || p->doc.waiting)
		return 0;
	return due > now ? due - now : 1;
}

void
procedure_sign(struct procedure *p, const struct account *by)
{
	if (!(procedure_roles(p, by) & ROLE_ADVOCATE))
		return;
	p->signed_ms = loop_ms(p);
	if (!p->doc.waiting)
		return;
	p->doc.waiting = false;
	procedure_show(p);
	procedure_save_later(p);
	audit_note(p->all->opt.audit, &(struct audit_note){.event = AUDIT_SIGN,
					  .who = account_name(by),
					  .procedure = &p->doc.id});
}

static void
look_for_advocate(struct procedure *p)
{
	if (p->doc.waiting || !needs_advocate(p) ||
	    loop_ms(p) - p->signed_ms < p->all->opt.config->advocate_s * 1000)
		return;
	p->doc.waiting = true;
	procedure_show(p);
	procedure_save_later(p);
	log_warn("advocate-away", "after_s=%llu",
	    (unsigned long long)p->all->opt.config->advocate_s);
	note(p, AUDIT_WAITING);
}

/* ---- the end by itself ---- */

static void
on_closed_by_itself(void *ctx, enum sr_err err, struct procedure *p)
{
	(void)ctx;
	(void)p;
	if (err != SR_OK)
		log_error("not-closed", "err=%s", sr_err_name(err));
}

static void
end(struct procedure *p, enum audit_event why)
{
	if (p->state == STATE_CLOSING || p->state == STATE_CLOSED)
		return;
	if (procedure_close(
		p, p->all->opt.wall_ms(), on_closed_by_itself, NULL) == SR_OK)
		note(p, why);
}

static void
look_at_end(struct procedure *p)
{
	uint64_t until_s = p->doc.consent_until_s;

	if (until_s && p->all->opt.wall_ms() / 1000 >= until_s)
		end(p, AUDIT_CONSENT_ENDED);
	else if (p->autoclose_at && loop_ms(p) >= p->autoclose_at)
		end(p, AUDIT_AUTOCLOSE);
}

void
procedure_note_entry(
    struct procedure *p, const struct entry_head *head, uint64_t number)
{
	uint64_t after_ms = p->all->opt.config->autoclose_s * 1000;

	audit_note(p->all->opt.audit,
	    &(struct audit_note){
		.event = head->kind == ENTRY_CORRECTION   ? AUDIT_CORRECT
			 : head->kind == ENTRY_RETRACTION ? AUDIT_RETRACT
							  : AUDIT_RELEASE,
		.procedure = &p->doc.id,
		.entry = number,
	    });
	if (head->kind == ENTRY_MILESTONE &&
	    strcmp(head->step, left_room) == 0 && after_ms) {
		p->doc.out_of_room = number;
		p->doc.autoclose_ms = p->all->opt.wall_ms() + after_ms;
		p->autoclose_at = loop_ms(p) + after_ms;
	} else if (head->kind == ENTRY_RETRACTION && p->doc.out_of_room &&
		   head->refers == p->doc.out_of_room) {
		p->doc.out_of_room = 0;
		p->doc.autoclose_ms = 0;
		p->autoclose_at = 0;
	} else {
		return;
	}
	procedure_save_later(p);
}

/* A clock that was set while the relay was away neither ends it at once when
 * it should not, nor puts the end off. */
void
procedure_watch_begin(struct procedure *p)
{
	uint64_t now = p->all->opt.wall_ms(), left = 0;
	uint64_t most = p->all->opt.config->autoclose_s * 1000;

	p->signed_ms = loop_ms(p);
	if (!p->doc.autoclose_ms)
		return;
	if (p->doc.autoclose_ms > now)
		left = p->doc.autoclose_ms - now;
	p->autoclose_at = loop_ms(p) + 1 + (left < most ? left : most);
}

static void
look(void *ctx)
{
	struct procedures *all = ctx;

	for (struct procedure *p = all->first; p; p = p->next) {
		procedure_playback_look(p);
		if (p->doc.closed || p->doc.importing)
			continue;
		look_for_advocate(p);
		look_at_end(p);
	}
	ws_timer_set(all->timer, LOOK_MS);
}

enum sr_err
procedures_watch(struct procedures *all)
{
	enum sr_err err = ws_timer_new(&all->timer, all->opt.loop, look, all);

	if (err == SR_OK)
		ws_timer_set(all->timer, LOOK_MS);
	return err;
}
