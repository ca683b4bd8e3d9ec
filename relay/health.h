/* SPDX-License-Identifier: MIT */
#ifndef SR_HEALTH_H
#define SR_HEALTH_H

#include "session.h"

/*
 * What the relay says of itself over plain HTTP: /healthz (the loop turns),
 * /readyz (the journal takes entries, the filter passes its canaries, nothing
 * is draining) and /metrics. For ws_listen(); ctx is the struct relay.
 */

/* /healthz and /readyz, for the address of the websockets. */
void health_on_http(void *ctx, const struct ws_http_request *in,
    struct ws_http_answer *out);
/* /metrics too: an address of its own, for operators. */
extern const struct ws_handler health_handler;

#endif
