/* SPDX-License-Identifier: MIT */
#ifndef SR_LISTING_H
#define SR_LISTING_H

#include <stdbool.h>

#include "cmd.h"

/* The procedures one may see, as a table or as JSON. */
enum cmd_status listing_show(const char *profile, bool json, bool closed_only);

#endif
