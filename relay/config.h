/* SPDX-License-Identifier: MIT */
#ifndef SR_CONFIG_H
#define SR_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/wire.h"

/*
 * The daemon's configuration: one JSON file with comments, every key known,
 * every default safe (scrubrelayd.json(5)). One table in config.c has a row
 * for each key: name, kind, range, default, sentence.
 */

/* No fewer than there are keys. */
#define CONFIG_KEYS_MAX 64

struct config {
	char *file; /* config_load(): where it was read; else NULL */
	unsigned line[CONFIG_KEYS_MAX]; /* of each key; 0: left out */
	char *listen_host; /* "127.0.0.1" */
	uint64_t listen_port;
	char *tls_certificate, *tls_key; /* files; both or none */
	bool advocate_required, check_required;
	bool deflate; /* permessage-deflate for who asks */
	bool behind_proxy; /* plain HTTP beyond loopback: a proxy has TLS */
	char *public_url; /* where browsers find it; NULL: not said */
	bool web; /* the pages of client/web/ are served */
	char *metrics_host; /* NULL: none */
	uint64_t metrics_port;
	char *data_dir, *master_passphrase_file;
	char *policy[AUDIENCES]; /* built-in name or file */
	char *log_format;        /* "text" or "json" */
	char *log_level;         /* "debug" "info" "warn" "error" */
	uint64_t frame_max, hello_ms, hello_fails_per_min, connections_max,
	    connections_per_address_max, connections_per_account_max,
	    procedures_open_max, procedures_open_per_account_max, requests_per_s, requests_burst,
	    subscriptions_max, drafts_waiting_max, held_max, questions_max, questions_waiting_max,
	    slow_reader_ms, disk_stall_ms, delay_s, held_s, attendance_s, invite_s, advocate_s, autoclose_s,
	    as_live_min_s, as_live_max_s, closed_read_s, retention_days, flush_window_ms, drain_ms,
	    posts_per_min, procedure_posts_per_min, opens_per_min,
	    changes_per_min, asks_per_min, procedure_asks_per_min, taps_per_min, events_per_min;
};

/* Every key at its default. */
void config_init(struct config *c);
/* SR_ECONFIG: *fault is "file:line: key: what is wrong, what is allowed". */
SR_MUST_USE enum sr_err config_read(struct config *c, const char *file_name,
    const char *text, size_t len, struct sr_fault *fault);
SR_MUST_USE enum sr_err config_load(
    struct config *c, const char *file, struct sr_fault *fault);
/* "file:line: key: why" into *fault; of a key that was left out, or of what
 * was not read from a file, without what is not known. Returns SR_ECONFIG. */
enum sr_err config_refuse(const struct config *c, const char *file_name,
    const char *key, const char *why, struct sr_fault *fault);
/* What no single key can tell: TLS halves, listening beyond loopback. */
SR_MUST_USE enum sr_err config_check(
    const struct config *c, const char *file_name, struct sr_fault *fault);
/* What is read where it is used has the values of fresh from now on, and fresh
 * the old ones; waits() is told each other key that differs: it counts at the
 * next start. */
void config_take(struct config *c, struct config *fresh,
    void (*waits)(void *ctx, const char *key), void *ctx);
void config_wipe(struct config *c);

#endif
