/* SPDX-License-Identifier: MIT */
#include "roles.h"

#include <stdio.h>
#include <string.h>

#include "output.h"
#include "proto/catalogue.h"
#include "proto/wire.h"

#define ROLE_LAST ROLE_ADMIN

void
roles_text(char *out, size_t room, unsigned roles)
{
	size_t used = 0;

	snprintf(out, room, "%s", say("no role"));
	for (unsigned bit = 1; bit <= ROLE_LAST; bit <<= 1)
		if (roles & bit && used < room)
			used += (size_t)snprintf(out + used, room - used,
			    "%s%s", used ? ", " : "", wire_role_name(bit));
}

bool
roles_read(const char *command, const struct args_list *list, unsigned *roles)
{
	char all[ROLES_TEXT];
	unsigned bit;

	*roles = 0;
	roles_text(all, sizeof all, 2 * ROLE_LAST - 1);
	if (!list->count) {
		output_fail(
		    "%s: say which role: --role ROLE, of %s", command, all);
		return false;
	}
	for (unsigned i = 0; i < list->count; i++) {
		if (!wire_role_from_name(list->item[i], &bit)) {
			output_fail("%s: there is no role '%s'; there are %s",
			    command, list->item[i], all);
			return false;
		}
		*roles |= bit;
	}
	return true;
}
