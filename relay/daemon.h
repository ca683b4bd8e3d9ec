/* SPDX-License-Identifier: MIT */
#ifndef SR_DAEMON_H
#define SR_DAEMON_H

#include "maintain.h"
#include "retention.h"
#include "selftest.h"
#include "session.h"
#include "supervise.h"

/* Everything the daemon has, opened top to bottom, closed bottom to top. */
struct daemon {
	const char *config_file;
	struct config config;
	struct scrub_policy *policy[AUDIENCES];
	struct worker_pool *pool;
	struct hub *hub;
	struct release *release;
	struct stopbook *stops;
	struct keypair *key;
	struct relay relay;
	struct selftest *selftest;
	struct maintain_check *archive;
	struct retention *retention;
	struct ws_timer *drain_timer;
	struct supervise *supervise;
	unsigned drain_steps;
	char invite[INVITE_MAX];
	enum sr_err invited;
};

/* Unix milliseconds, by the system's clock. */
uint64_t daemon_wall_ms(void);

/* Storage and who is who: what the options that need no listener use, too.
 * *fault says what is wrong, and where. */
SR_MUST_USE enum sr_err daemon_open_store(
    struct daemon *d, struct sr_fault *fault);
/* Which were stopped; daemon_open_relay() does it, too. */
SR_MUST_USE enum sr_err daemon_open_stops(
    struct daemon *d, struct sr_fault *fault);
/* Then the rest of the relay, and its addresses. */
SR_MUST_USE enum sr_err daemon_open_relay(
    struct daemon *d, struct sr_fault *fault);
SR_MUST_USE enum sr_err daemon_open_listeners(
    struct daemon *d, struct sr_fault *fault);
/* Whether the master key's passphrase, if one is configured, can be read. */
SR_MUST_USE enum sr_err daemon_check_passphrase(
    const struct config *c, struct sr_fault *fault);
/* Tells the log of a certificate that nobody accepts, and of a key that
 * everybody reads. */
void daemon_look_at_certificate(const struct config *c);
/* In the background; tells the log what it finds. */
SR_MUST_USE enum sr_err daemon_check_archive(struct daemon *d);
/* What waits for the disk is finished first; of whatever was opened. */
void daemon_close(struct daemon *d);

#endif
