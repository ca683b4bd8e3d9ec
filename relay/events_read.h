/* SPDX-License-Identifier: MIT */
#ifndef SR_EVENTS_READ_H
#define SR_EVENTS_READ_H

#include <stdbool.h>

#include "proto/wire.h"

/* What a request for a stream of events says (PROTOCOL.md, 13). Strangers write
 * it; false: it is not as it should be, and *out is not to be used. */

/* A 32-byte value and a signature as base64url. */
#define EVENTS_KEY_TEXT 43u
#define EVENTS_SIGNATURE_TEXT 86u

/* Of "Authorization: ScrubRelay ...": none of them empty. */
struct events_proof {
	char account[NAME_MAX_BYTES + 1], device[EVENTS_KEY_TEXT + 1],
	    nonce[EVENTS_KEY_TEXT + 1], signature[EVENTS_SIGNATURE_TEXT + 1];
};

bool events_read_proof(const char *text, struct events_proof *out);
/* The procedure that the path names, without arguments. */
bool events_read_path(const char *path, struct procedure_id *id);
/* All but the procedure; an empty header is none. */
bool events_read_wanted(
    const char *query, const char *last_event_id, struct wire_subscribe *want);

#endif
