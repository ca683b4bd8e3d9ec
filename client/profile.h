/* SPDX-License-Identifier: MIT */
#ifndef SR_PROFILE_H
#define SR_PROFILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/limits.h"

/*
 * What this device knows of a relay: its address, its public key, who we are
 * there and where our device key is. One file each,
 * $XDG_CONFIG_HOME/scrubrelay/NAME.json (or ~/.config/scrubrelay), in a
 * folder of mode 0700.
 */

#define PROFILE_URL_MAX 256u /* bytes; longer ones have no use here */

struct profile {
	char name[NAME_MAX_BYTES + 1];
	char url[PROFILE_URL_MAX + 1];
	char account[NAME_MAX_BYTES + 1];
	uint8_t relay[32]; /* the relay's public key, pinned */
	char key_file[PATH_MAX];
	char ca_file[PATH_MAX]; /* empty: the system's authorities */
};

/* ws://host[:port][/path] or wss://. */
struct profile_url {
	char host[PROFILE_URL_MAX + 1], path[PROFILE_URL_MAX + 1];
	int port;
	bool tls, loopback;
};

/* SR_EINVAL: *fault says what is allowed. */
SR_MUST_USE enum sr_err profile_url_read(
    const char *text, struct profile_url *out, struct sr_fault *fault);

/* name NULL: $SCRUBRELAY_PROFILE, else "default", else the only one there
 * is. SR_ECONFIG: *fault says which there are and what to do. */
SR_MUST_USE enum sr_err profile_load(
    struct profile *p, const char *name, struct sr_fault *fault);
/* The name that a new profile gets: name, $SCRUBRELAY_PROFILE or "default".
 * SR_EEXISTS when it is taken. */
SR_MUST_USE enum sr_err profile_new(
    struct profile *p, const char *name, struct sr_fault *fault);
/* Written whole or not at all, mode 0600. */
SR_MUST_USE enum sr_err profile_save(
    const struct profile *p, struct sr_fault *fault);

/* All names in order; false when there is no folder yet. */
bool profile_each(void (*fn)(void *ctx, const char *name), void *ctx);

/* The path of a file in the folder, which is made when missing. */
SR_MUST_USE enum sr_err profile_path(char out[PATH_MAX], const char *name,
    const char *suffix, struct sr_fault *fault);

#endif
