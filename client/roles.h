/* SPDX-License-Identifier: MIT */
#ifndef SR_ROLES_H
#define SR_ROLES_H

#include <stdbool.h>
#include <stddef.h>

#include "args.h"

/* Roles as people write them: "poster, surgeon". */

#define ROLES_TEXT 128u /* bytes of all of them */

void roles_text(char *out, size_t room, unsigned roles);
/* False: said on standard error, with the roles there are. */
bool roles_read(
    const char *command, const struct args_list *list, unsigned *roles);

#endif
