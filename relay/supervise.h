/* SPDX-License-Identifier: MIT */
#ifndef SR_SUPERVISE_H
#define SR_SUPERVISE_H

#include "proto/err.h"
#include "proto/ws.h"

/*
 * What systemd is told, when it asks for it (sd_notify(3), Type=notify):
 * ready, reloading, stopping; and a sign of life from the loop at half of
 * WatchdogSec, so that a loop which hangs is started again. Elsewhere these do
 * nothing.
 */

struct supervise;

/* SR_ENOMEM. */
SR_MUST_USE enum sr_err supervise_new(
    struct supervise **out, struct ws_loop *loop);
void supervise_free(struct supervise *s); /* NULL is fine */

void supervise_ready(void);
void supervise_reloading(void);
void supervise_stopping(void);

#endif
