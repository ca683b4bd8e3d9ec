/* SPDX-License-Identifier: MIT */
#ifndef SR_ADDRESS_H
#define SR_ADDRESS_H

#include <sys/socket.h>

#include "proto/err.h"

/*
 * How many connections come from where. An IPv6 peer owns at least a /64 and
 * can take a new address for each connection, so the /64 is what counts.
 */

struct addresses;

struct address {
	struct address *next;
	uint8_t key[16];
	unsigned count;
	char text[52]; /* "192.0.2.1", "2001:db8::/64", or "unknown" */
};

SR_MUST_USE enum sr_err addresses_new(struct addresses **out);
void addresses_free(struct addresses *all);
/* One more from there; NULL when there is no memory. */
struct address *address_take(
    struct addresses *all, const struct sockaddr *from);
/* One less. NULL is fine. */
void address_release(struct addresses *all, struct address *a);

#endif
