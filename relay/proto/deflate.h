/* SPDX-License-Identifier: MIT */
#ifndef SR_DEFLATE_H
#define SR_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * Raw DEFLATE of whole messages for permessage-deflate (RFC 7692, 7.2), each by
 * itself: nothing is kept from one to the next, neither here nor by the peer.
 * All memory is wiped before it is given back.
 */

/* Bits of the window that deflate_message() uses: a peer that has less cannot
 * read what it makes. */
#define DEFLATE_WINDOW_BITS 10

/* Bytes written to out, which has `room` of them; 0: they do not fit, and the
 * message goes as it is. */
size_t deflate_message(const void *message, size_t len, void *out, size_t room);
/* SR_OK; SR_ETOOLARGE: room bytes or more; SR_EINVAL: no DEFLATE; SR_ENOMEM.
 * Nothing is in out unless SR_OK. */
SR_MUST_USE enum sr_err inflate_message(
    const void *bytes, size_t len, void *out, size_t room, size_t *out_len);

#endif
