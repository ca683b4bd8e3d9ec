/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "procedure_private.h"

/* Who may do what in which state; every operation asks here. */

/* Roles are granted to the account; a procedure that names its people takes
 * them from those it names only. */
unsigned
procedure_roles(const struct procedure *p, const struct account *by)
{
	unsigned roles = account_roles(by) & ROLES_STAFF;

	if (!p->doc.people_count)
		return roles;
	for (unsigned i = 0; i < p->doc.people_count; i++)
		if (strcmp(p->doc.people[i].account, account_name(by)) == 0)
			return roles & p->doc.people[i].roles;
	return 0;
}

const struct wire_person *
procedure_people(const struct procedure *p, size_t *count)
{
	*count = p->doc.people_count;
	return p->doc.people;
}

const struct scrub_policy *
procedure_policy(const struct procedure *p, enum audience a)
{
	return p->all->opt.policy[a];
}

bool
procedure_has_roster(const struct procedure *p)
{
	return p->doc.roster_given;
}

enum sr_err
procedure_may_open(const struct account *by)
{
	unsigned open = ROLE_POSTER | ROLE_SURGEON | ROLE_MODERATOR;

	return account_roles(by) & open ? SR_OK : SR_EGRANT;
}

/* What the account's own roles let it know of the procedure. */
static bool
may_know(const struct procedure *p, const struct account *by, uint64_t now_ms,
    enum audience own)
{
	unsigned roles = account_roles(by);
	bool educator = roles & ROLE_EDUCATOR, staff = procedure_roles(p, by);
	uint64_t over_ms = procedure_over_ms(p);
	bool recent =
	    !over_ms || now_ms < over_ms + p->all->opt.closed_read_ms;

	if (p->doc.withdrawn || !procedure_is_out(p))
		return staff && recent;
	if (educator && (p->doc.archive || recent))
		return true;
	if (staff && recent)
		return true;
	return recent && roles & (ROLES_READER | ROLES_STAFF) &&
	       p->doc.release != RELEASE_ARCHIVE && p->doc.audience[own];
}

static enum audience
own_audience(const struct account *by)
{
	return account_roles(by) & ~(unsigned)(ROLE_STUDENT | ROLE_ADMIN)
		   ? COLLEAGUE
		   : STUDENT;
}

enum sr_err
procedure_may_manage(const struct procedure *p, const struct account *by)
{
	if (!p)
		return SR_ENOPROC;
	if (procedure_roles(p, by))
		return SR_OK;
	/* Who may not even know of it is not told by another error. */
	return may_know(p, by, p->all->opt.wall_ms(), own_audience(by))
		   ? SR_EGRANT
		   : SR_ENOPROC;
}

enum sr_err
procedure_may_know(const struct procedure *p, const struct account *by,
    bool wanted_given, enum audience wanted, uint64_t now_ms,
    enum audience *audience)
{
	enum audience own = own_audience(by);

	if (!p || !may_know(p, by, now_ms, own))
		return SR_ENOPROC;
	if (wanted_given && wanted != own &&
	    !(account_roles(by) & ROLE_EDUCATOR))
		return SR_EGRANT;
	*audience = wanted_given ? wanted : own;
	return SR_OK;
}

enum sr_err
procedure_may_read(const struct procedure *p, const struct account *by,
    bool wanted_given, enum audience wanted, uint64_t now_ms,
    enum audience *audience)
{
	enum sr_err err =
	    procedure_may_know(p, by, wanted_given, wanted, now_ms, audience);

	if (err == SR_OK && procedure_blocked(p))
		err = SR_ESTOPPED;
	return err;
}
