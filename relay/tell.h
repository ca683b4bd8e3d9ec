/* SPDX-License-Identifier: MIT */
#ifndef SR_TELL_H
#define SR_TELL_H

#include "proto/wire.h"
#include "proto/ws.h"

/* One message to one peer, in the form of its connection. SR_ENOMEM, SR_EUTF8:
 * nothing is sent. */
SR_MUST_USE enum sr_err tell(
    struct wire *w, struct ws_conn *conn, const struct wire_message *m);

#endif
