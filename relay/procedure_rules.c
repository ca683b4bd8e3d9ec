/* SPDX-License-Identifier: MIT */
#include "procedure_private.h"

/* Who may do what in which state; every operation asks here. */

enum sr_err
procedure_may_open(const struct account *by)
{
	unsigned open = ROLE_POSTER | ROLE_SURGEON | ROLE_MODERATOR;

	return account_roles(by) & open ? SR_OK : SR_EGRANT;
}

enum sr_err
procedure_may_manage(const struct procedure *p, const struct account *by)
{
	unsigned roles = account_roles(by);

	if (!p)
		return SR_ENOPROC;
	if (roles & ROLES_STAFF)
		return SR_OK;
	return roles & ROLES_READER ? SR_EGRANT : SR_ENOPROC;
}

enum sr_err
procedure_may_read(const struct procedure *p, const struct account *by,
    bool wanted_given, enum audience wanted, uint64_t now_ms,
    enum audience *audience)
{
	unsigned roles = account_roles(by);
	bool educator = roles & ROLE_EDUCATOR, staff = roles & ROLES_STAFF;
	enum audience own = roles & ~(unsigned)(ROLE_STUDENT | ROLE_ADMIN)
				? COLLEAGUE
				: STUDENT;
	bool recent, allowed;

	if (!p || !(roles & (ROLES_READER | ROLES_STAFF)))
		return SR_ENOPROC;
	recent = !p->doc.closed ||
		 now_ms < p->doc.closed_ms + p->all->opt.closed_read_ms;
	allowed = (educator && (p->doc.archive || recent)) ||
		  (staff && recent) || (recent && p->doc.audience[own]);
	if (!allowed)
		return SR_ENOPROC;
	if (wanted_given && wanted != own && !educator)
		return SR_EGRANT;
	*audience = wanted_given ? wanted : own;
	return SR_OK;
}
