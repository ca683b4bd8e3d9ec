/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "procedure_private.h"

/* What became of it: notes of its surgeon, asked for three times. */

#define DAY_MS UINT64_C(86400000)

/* Days after the end. Source: the EAU's policy asks for outcomes at 90 days
 * and a year; 30 days is what surgical registries count. */
static const unsigned due_days[] = {30, 90, 365};

/* Its surgeon; where nobody was named, who opened it. */
static bool
is_surgeon(const struct procedure *p, const struct account *by)
{
	if (p->doc.people_count)
		return procedure_roles(p, by) & ROLE_SURGEON;
	return strcmp(p->doc.opened_by, account_name(by)) == 0 &&
	       account_roles(by) & ROLES_STAFF;
}

enum sr_err
procedure_may_note_outcome(
    const struct procedure *p, const struct account *by, struct sr_fault *fault)
{
	if (!p || !is_surgeon(p, by))
		return p ? procedure_may_manage(p, by) == SR_ENOPROC
			       ? SR_ENOPROC
			       : SR_EGRANT
			 : SR_ENOPROC;
	if (procedure_blocked(p))
		return SR_ESTOPPED;
	if (p->state != STATE_CLOSED)
		return SR_ESTATE;
	if (!p->doc.archive) {
		sr_fault_set(fault,
		    "Nobody could read it: this procedure is not kept in the "
		    "archive.");
		return SR_ESTATE;
	}
	return SR_OK;
}

void
procedure_outcome_noted(struct procedure *p, uint64_t now_ms)
{
	p->doc.outcome_ms = now_ms;
	/* It has more entries now than the document says. */
	p->doc.last = 0;
	procedure_save_later(p);
}

bool
procedure_outcome_due(const struct procedure *p, const struct account *by,
    uint64_t now_ms, struct wire_reminder *row)
{
	bool due = false;

	if (p->state != STATE_CLOSED || procedure_blocked(p) ||
	    !p->doc.archive || !is_surgeon(p, by))
		return false;
	for (size_t i = 0; i < sizeof due_days / sizeof *due_days; i++) {
		uint64_t at = p->doc.closed_ms + due_days[i] * DAY_MS;

		if (now_ms < at || p->doc.outcome_ms >= at)
			continue;
		due = true;
		*row = (struct wire_reminder){
		    .procedure = p->doc.id,
		    .code_name = p->doc.code_name,
		    .template_id = p->doc.template_id,
		    .days = due_days[i],
		    .over_ms = now_ms - at,
		};
	}
	return due;
}
