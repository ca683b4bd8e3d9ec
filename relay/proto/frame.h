/* SPDX-License-Identifier: MIT */
#ifndef SR_FRAME_H
#define SR_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/ws.h"

/*
 * A message as the bytes that go to every peer of one form, made once: a
 * websocket frame, the same deflated, or an event of a stream. The bytes are
 * the framer's own until the next call, and wiped then.
 */

struct framer;

SR_MUST_USE enum sr_err framer_new(struct framer **out);
void framer_free(struct framer *f); /* NULL is fine */

struct frame {
	const uint8_t *bytes;
	size_t len;
};

/* One message.
 *   event   its "op"
 *   number  of an entry, else 0
 *   text    len bytes without line ends
 * SR_ENOMEM. */
SR_MUST_USE enum sr_err framer_make(struct framer *f, struct frame *out,
    enum ws_form form, const char *event, uint64_t number, const char *text,
    size_t len);
/* The bytes are not needed any more. */
void framer_wipe(struct framer *f);

#endif
