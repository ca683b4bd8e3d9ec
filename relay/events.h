/* SPDX-License-Identifier: MIT */
#ifndef SR_EVENTS_H
#define SR_EVENTS_H

#include <stdbool.h>

#include "session.h"

/*
 * What is under /v1/ over plain HTTP: a nonce, and the entries of a procedure
 * as server-sent events, for readers behind proxies that break websockets
 * (PROTOCOL.md, 13). False: the path is none of these.
 */
bool events_on_http(struct relay *r, const struct ws_http_request *in,
    struct ws_http_answer *out);

#endif
