/* SPDX-License-Identifier: MIT */
#include "daemon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "following.h"
#include "health.h"
#include "log.h"
#include "master.h"
#include "policies.h"
#include "talk_start.h"

uint64_t
daemon_wall_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static enum sr_err
path_in(char **out, const char *dir, const char *name)
{
	size_t room = strlen(dir) + 1 + strlen(name) + 1;

	*out = malloc(room);
	if (!*out)
		return SR_ENOMEM;
	snprintf(*out, room, "%s/%s", dir, name);
	return SR_OK;
}

static enum sr_err
need_data_dir(const char *dir, struct sr_fault *fault)
{
	struct stat st;

	if (mkdir(dir, 0700) == 0 || errno == EEXIST) {
		bool there = stat(dir, &st) == 0 && S_ISDIR(st.st_mode);

		if (there && !(st.st_mode & S_IWOTH))
			return SR_OK;
		if (there) {
			sr_fault_set(fault,
			    "%s: data_dir: mode %04o lets everybody put files "
			    "in place of the relay's; chmod 700 it",
			    dir, (unsigned)st.st_mode & 07777u);
			return SR_EDISK;
		}
		errno = ENOTDIR;
	}
	sr_fault_set(fault, "%s: data_dir: %s", dir, strerror(errno));
	return SR_EDISK;
}

/* The relay's identity; a new one beside an old journal is told, because no
 * device that was enrolled before believes it. */
static enum sr_err
open_relay_key(struct daemon *d, struct sr_fault *fault)
{
	char *file = NULL, *journal = NULL;
	enum sr_err err = path_in(&file, d->config.data_dir, "relay.key");

	if (err == SR_OK)
		err = path_in(&journal, d->config.data_dir, "journal.db");
	if (err != SR_OK)
		goto out;
	if (access(file, F_OK) == 0) {
		err = keypair_load(&d->key, file, fault);
		goto out;
	}
	err = keypair_new(&d->key);
	if (err == SR_OK)
		err = keypair_save(d->key, file, fault);
	if (err == SR_OK && access(journal, F_OK) == 0)
		log_warn("identity-new", "file=relay.key why=missing "
					 "devices=must-enrol-again");
out:
	free(file);
	free(journal);
	return err;
}

/* A key beside no journal: the disk is not mounted, or a restore forgot it. */
static void
tell_lost_journal(const char *file, const char *key)
{
	struct stat st;

	if (access(key, F_OK) == 0 && (stat(file, &st) != 0 || !st.st_size))
		log_warn("journal-new",
		    "file=journal.db why=missing accounts=none");
}

static enum sr_err
open_journal(struct daemon *d, struct sr_fault *fault)
{
	char *file = NULL, *key = NULL;
	enum sr_err err = path_in(&file, d->config.data_dir, "journal.db");

	if (err == SR_OK)
		err = path_in(&key, d->config.data_dir, "master.key");
	if (err == SR_OK)
		tell_lost_journal(file, key);
	if (err == SR_OK)
		err = journal_sqlite_open(&d->relay.journal,
		    &(struct journal_sqlite_options){
			file, key, d->key, d->config.master_passphrase_file},
		    d->pool, fault);
	free(file);
	free(key);
	return err;
}

enum sr_err
daemon_check_passphrase(const struct config *c, struct sr_fault *fault)
{
	char *key = NULL;
	enum sr_err err = SR_OK;

	if (!c->master_passphrase_file)
		return SR_OK;
	err = path_in(&key, c->data_dir, "master.key");
	if (err == SR_OK)
		err = master_check(key, c->master_passphrase_file, fault);
	free(key);
	return err;
}

static enum sr_err
open_audit(struct daemon *d, struct sr_fault *fault)
{
	char *file = NULL;
	enum sr_err err = path_in(&file, d->config.data_dir, "audit.log");

	if (err == SR_OK)
		err = audit_open(&d->relay.audit,
		    &(struct audit_options){
			file, d->key, d->relay.loop, d->pool, daemon_wall_ms},
		    fault);
	free(file);
	return err;
}

/* Storage and who is who: what --invite-admin needs too. */
enum sr_err
daemon_open_store(struct daemon *d, struct sr_fault *fault)
{
	enum sr_err err = need_data_dir(d->config.data_dir, fault);

	if (err == SR_OK)
		err = open_relay_key(d, fault);
	if (err == SR_OK)
		err = ws_loop_new(&d->relay.loop);
	if (err == SR_OK)
		err = worker_pool_new(&d->pool, d->relay.loop);
	/* First: its lock keeps two relays from one folder, and the audit log
	 * is mended when it is opened. */
	if (err == SR_OK)
		err = open_journal(d, fault);
	if (err == SR_OK)
		err = open_audit(d, fault);
	if (err == SR_OK)
		err = wire_new(&d->relay.wire);
	if (err == SR_OK)
		err = accounts_new(&d->relay.accounts, d->relay.journal, fault);
	d->relay.key = d->key;
	d->relay.config = &d->config;
	d->relay.wall_ms = daemon_wall_ms;
	return err;
}

enum sr_err
daemon_open_stops(struct daemon *d, struct sr_fault *fault)
{
	char *file = NULL;
	enum sr_err err = path_in(&file, d->config.data_dir, "stops");

	if (err == SR_OK)
		err = stopbook_open(&d->stops, file, d->pool, fault);
	free(file);
	return err;
}

enum sr_err
daemon_open_relay(struct daemon *d, struct sr_fault *fault)
{
	struct relay *r = &d->relay;
	struct procedures_options opt = {
	    .journal = r->journal,
	    .audit = r->audit,
	    .closed_read_ms = d->config.closed_read_s * 1000,
	    .loop = r->loop,
	    .wall_ms = r->wall_ms,
	    .accounts = r->accounts,
	    .config = &d->config,
	};
	enum sr_err err = policies_open(d->policy, &d->config, fault);

	if (err == SR_OK)
		err = rates_new(&r->rates);
	if (err == SR_OK)
		err = failures_new(
		    &r->failures, (unsigned)d->config.hello_fails_per_min);
	if (err == SR_OK)
		err = passes_new(&r->passes);
	if (err == SR_OK)
		err = hellos_new(&r->hellos, r->loop);
	if (err == SR_OK)
		err = hub_new(
		    &d->hub, r->loop, r->journal, d->config.flush_window_ms);
	if (err == SR_OK)
		err = release_new(&d->release, r->journal, r->loop);
	if (err == SR_OK)
		err = held_new(&r->held, r->loop, d->config.held_s * 1000,
		    d->config.held_max);
	if (err == SR_OK)
		err = daemon_open_stops(d, fault);
	if (err != SR_OK)
		return err;
	r->hub = d->hub;
	r->started_ms = ws_loop_now_ms(r->loop);
	release_on_end(d->release, sessions_on_release_end, r);
	held_on_end(r->held, sessions_on_held_end, r);
	opt.held = r->held;
	opt.hub = d->hub;
	opt.release = d->release;
	opt.stops = d->stops;
	memcpy(opt.policy, d->policy, sizeof opt.policy);
	/* Before procedures, which say what comes to nothing at the start. */
	err = talks_new(&r->talks, r->journal, fault);
	if (err == SR_OK)
		err = procedures_new(&r->procedures, &opt, fault);
	if (err == SR_OK)
		err = follows_new(&r->follows, r->journal, fault);
	if (err == SR_OK)
		err = presence_new(&r->presence, r);
	if (err == SR_OK)
		err = roll_new(&r->roll, r);
	if (err == SR_OK)
		talks_begin(r->talks, r->journal, r->hub, r->procedures);
	if (err == SR_OK)
		procedures_on_play(r->procedures, sessions_on_play, r);
	if (err == SR_OK)
		err = journal_watch(r->journal, d->config.disk_stall_ms,
		    r->loop, sessions_on_stall, r);
	if (err == SR_OK)
		err = selftest_new(
		    &d->selftest, r->loop, r->procedures, d->policy, r->audit);
	return err;
}

/* The peers' address, and the operators'. */
enum sr_err
daemon_open_listeners(struct daemon *d, struct sr_fault *fault)
{
	const struct config *c = &d->config;
	int port = 0;
	struct ws_listen peers = {
	    .host = c->listen_host,
	    .port = (int)c->listen_port,
	    .cert_file = c->tls_certificate,
	    .key_file = c->tls_key,
	    .frame_max = c->frame_max,
	    .connections_max = (unsigned)c->connections_max,
	    .per_address_max = (unsigned)c->connections_per_address_max,
	    .slow_ms = c->slow_reader_ms,
	    .deflate = c->deflate,
	};
	/* A full house must not lock the operators out. */
	struct ws_listen operators = {
	    .host = c->metrics_host,
	    .port = (int)c->metrics_port,
	    .connections_max = peers.connections_max + METRICS_CONNECTIONS,
	    .per_address_max = peers.connections_max + METRICS_CONNECTIONS,
	    .bound = &port,
	};
	enum sr_err err = ws_listen(
	    d->relay.loop, &peers, &session_handler, &d->relay, fault);

	if (err != SR_OK || !c->metrics_host)
		return err;
	err = ws_listen(
	    d->relay.loop, &operators, &health_handler, &d->relay, fault);
	if (err == SR_OK)
		log_info(
		    "metrics", "address=%s port=%d", c->metrics_host, port);
	return err;
}

void
daemon_look_at_certificate(const struct config *c)
{
	struct sr_fault fault = {{0}};
	struct stat st;

	if (!c->tls_certificate)
		return;
	if (ws_tls_lapsed(c->tls_certificate, &fault))
		log_warn("certificate-lapsed", "why=%s", fault.what);
	if (stat(c->tls_key, &st) == 0 && (st.st_mode & S_IROTH))
		log_warn("tls-key-open", "why=%s: mode %04o lets everybody "
					 "read it",
		    c->tls_key, (unsigned)st.st_mode & 07777u);
}

/* Beside the work: readers need not wait for it. */
enum sr_err
daemon_check_archive(struct daemon *d)
{
	char *file = NULL;
	enum sr_err err = path_in(&file, d->config.data_dir, "journal.db");

	if (err == SR_OK)
		err = maintain_check_new(
		    &d->archive, d->pool, file, keypair_public(d->key));
	free(file);
	return err;
}

void
daemon_close(struct daemon *d)
{
	/* What waits for the disk is finished first, and answered. */
	if (d->stops)
		stopbook_finish(d->stops);
	journal_close(d->relay.journal);
	release_finish(d->release);
	selftest_free(d->selftest);
	procedures_free(d->relay.procedures);
	presence_free(d->relay.presence);
	roll_free(d->relay.roll);
	talks_free(d->relay.talks);
	follows_free(d->relay.follows);
	stopbook_close(d->stops);
	release_free(d->release);
	held_free(d->relay.held);
	hub_free(d->hub);
	failures_free(d->relay.failures);
	passes_free(d->relay.passes);
	hellos_free(d->relay.hellos);
	rates_free(d->relay.rates);
	accounts_free(d->relay.accounts);
	wire_free(d->relay.wire);
	audit_close(d->relay.audit);
	maintain_check_free(d->archive);
	retention_free(d->retention);
	worker_pool_free(d->pool);
	ws_timer_free(d->drain_timer);
	supervise_free(d->supervise);
	ws_loop_free(d->relay.loop);
	keypair_free(d->key);
	for (int a = 0; a < AUDIENCES; a++)
		scrub_policy_free(d->policy[a]);
	config_wipe(&d->config);
}
