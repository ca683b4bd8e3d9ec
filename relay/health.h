/* SPDX-License-Identifier: MIT */
#ifndef SR_HEALTH_H
#define SR_HEALTH_H

#include "session.h"

/*
 * What the relay says of itself over plain HTTP: /healthz (the loop turns),
 * /readyz (the journal takes entries, the filter passes its canaries, nothing
 * is draining) and /metrics. For ws_listen(); ctx is the struct relay.
 */

/* The first reason not to send anybody here: "draining", "journal" (it does
 * not take entries), "filter" (it failed its test); or "ready". */
const char *health_ready(const struct relay *r);

/* /healthz and /readyz, for the address of the websockets. */
void health_on_http(void *ctx, const struct ws_http_request *in,
    struct ws_http_answer *out);
/* /metrics too: an address of its own, for operators. */
extern const struct ws_handler health_handler;

#endif
