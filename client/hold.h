/* SPDX-License-Identifier: MIT */
#ifndef SR_HOLD_H
#define SR_HOLD_H

#include <stddef.h>

#include "cmd.h"
#include "proto/wire.h"

/* Stays connected and keeps the roster of a procedure until it closes. */
enum cmd_status hold_roster(const char *profile, const struct procedure_id *id,
    const char *roster, size_t len);

#endif
