/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"
#include "confine.h"
#include "daemon.h"
#include "log.h"
#include "policies.h"

#ifdef SCRUBRELAY_ECHO
#include "echo.h"
#endif

/* How often a draining relay closes a share of its peers. */
#define DRAIN_STEP_MS 50u
/* Steps behind the last share: for posts on their way to the disk, and for
 * peers to take what waits for them. */
#define DRAIN_GRACE_STEPS (CLOSE_GRACE_MS / DRAIN_STEP_MS)

static void
on_library_log(bool error, const char *text)
{
	/* Its errors are strangers' too long headers and the like: nothing
	 * that an administrator must mend, as our errors are. */
	struct timespec now = {0};

	(void)error;
	clock_gettime(CLOCK_MONOTONIC, &now);
	log_often(LOG_LEVEL_WARN, (uint64_t)now.tv_sec * 1000, "libwebsockets",
	    "said=%s", text);
}

/* ---- signals ---- */

/* A share of the peers at each step, so that they do not all come back in
 * the same moment; then until the last has heard of it, or its time is over. */
static void
drain(void *ctx)
{
	struct daemon *d = ctx;
	unsigned left = d->drain_steps > DRAIN_GRACE_STEPS
			    ? d->drain_steps - DRAIN_GRACE_STEPS
			    : 1;

	if (!d->relay.session_count || !d->drain_steps) {
		ws_loop_stop(d->relay.loop);
		return;
	}
	d->drain_steps--;
	sessions_drain(&d->relay, d->relay.session_count / left + 1);
	ws_timer_set(d->drain_timer, DRAIN_STEP_MS);
}

static void
on_terminate(void *ctx, int signo)
{
	struct daemon *d = ctx;

	(void)signo;
	if (d->relay.draining) {
		ws_loop_stop(d->relay.loop);
		return;
	}
	d->relay.draining = true;
	d->drain_steps =
	    (unsigned)(d->config.drain_ms / DRAIN_STEP_MS) + DRAIN_GRACE_STEPS;
	supervise_stopping();
	log_info("draining", "peers=%zu", d->relay.session_count);
	ws_listen_stop(d->relay.loop);
	drain(d);
}

static enum sr_err
read_config(struct config *c, const char *config_file, struct sr_fault *fault)
{
	enum sr_err err = config_load(c, config_file, fault);

	if (err == SR_OK)
		err = config_check(c, config_file, fault);
	return err;
}

static void
counts_at_start(void *ctx, const char *key)
{
	(void)ctx;
	log_warn("needs-restart", "key=%s", key);
}

/* All of it or nothing. */
static enum sr_err
reload(struct daemon *d, struct sr_fault *fault)
{
	struct scrub_policy *fresh[AUDIENCES] = {NULL};
	struct config config;
	enum sr_err err;

	config_init(&config);
	err = read_config(&config, d->config_file, fault);
	if (err == SR_OK)
		err = policies_open(fresh, &config, fault);
	if (err == SR_OK)
		err = selftest_policies(fresh, fault);
	if (err == SR_OK)
		err = ws_listen_reload(d->relay.loop, fault);
	if (err == SR_OK) {
		for (int a = 0; a < AUDIENCES; a++) {
			struct scrub_policy *old = d->policy[a];

			d->policy[a] = fresh[a];
			fresh[a] = old;
		}
		procedures_set_policies(d->relay.procedures, d->policy);
		config_take(&d->config, &config, counts_at_start, NULL);
		selftest_now(d->selftest);
	}
	for (int a = 0; a < AUDIENCES; a++)
		scrub_policy_free(fresh[a]);
	config_wipe(&config);
	return err;
}

/* Configuration, policies and certificates anew; what is wrong leaves the old
 * in place. */
static void
on_hangup(void *ctx, int signo)
{
	struct daemon *d = ctx;
	struct sr_fault fault = {{0}};
	enum sr_err err;

	(void)signo;
	supervise_reloading();
	err = reload(d, &fault);
	if (err == SR_OK) {
		log_info("reloaded", "what=config,policies,certificate");
		daemon_look_at_certificate(&d->config);
	}
	audit_note(d->relay.audit,
	    &(struct audit_note){.event = AUDIT_RELOAD, .err = err});
	if (err != SR_OK)
		log_error("not-reloaded", "err=%s why=%s", sr_err_name(err),
		    fault.what);
	supervise_ready();
}

/* What nobody sends on purpose ends no relay: a timer of who started it, a
 * logrotate(8) rule for another daemon. A write beyond the limit of a file is
 * refused (EFBIG), as by a full disk. */
static void
ignore_signals(void)
{
	static const int strays[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM,
	    SIGPROF, SIGIO, SIGPWR, SIGSTKFLT, SIGXFSZ};

	for (size_t i = 0; i < sizeof strays / sizeof *strays; i++)
		signal(strays[i], SIG_IGN);
	for (int n = SIGRTMIN; n <= SIGRTMAX; n++)
		signal(n, SIG_IGN);
}

/* One that comes while the archive is opened waits until it is. */
static void
hold_hangup(bool hold)
{
	sigset_t hangup;

	sigemptyset(&hangup);
	sigaddset(&hangup, SIGHUP);
	sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &hangup, NULL);
}

static enum sr_err
catch_signals(struct daemon *d)
{
	struct ws_loop *loop = d->relay.loop;
	enum sr_err err = ws_timer_new(&d->drain_timer, loop, drain, d);

	signal(SIGPIPE, SIG_IGN);
	if (err == SR_OK)
		err = ws_loop_on_signal(loop, SIGTERM, on_terminate, d);
	if (err == SR_OK)
		err = ws_loop_on_signal(loop, SIGINT, on_terminate, d);
	if (err == SR_OK)
		err = ws_loop_on_signal(loop, SIGHUP, on_hangup, d);
	if (err == SR_OK)
		hold_hangup(false);
	return err;
}

/* ---- the first admin ---- */

static void
on_invited(void *ctx, enum sr_err err)
{
	struct daemon *d = ctx;

	d->invited = err;
	ws_loop_stop(d->relay.loop);
}

/* An admin to begin with, or a new invite for one who lost his devices. Who
 * can run this reads the keys anyway. */
static enum sr_err
invite_admin(struct daemon *d, const char *name, struct sr_fault *fault)
{
	struct accounts *all = d->relay.accounts;
	struct account *a = account_find(all, name);
	char code[INVITE_CODE_LEN + 1];
	uint64_t now_s = daemon_wall_ms() / 1000;
	enum sr_err err;

	if (a && !(account_roles(a) & ROLE_ADMIN)) {
		sr_fault_set(
		    fault, "%s: is there already and is no admin", name);
		return SR_EEXISTS;
	}
	err = a ? account_invite(
		      all, a, now_s, d->config.invite_s, code, on_invited, d)
		: account_add(all, name, ROLE_ADMIN, now_s, d->config.invite_s,
		      code, on_invited, d);
	if (err != SR_OK)
		return err;
	ws_loop_run(d->relay.loop);
	if (d->invited != SR_OK)
		return d->invited;
	audit_note(
	    d->relay.audit, &(struct audit_note){
				.event = a ? AUDIT_USER_INVITE : AUDIT_USER_ADD,
				.about = name,
			    });
	hello_invite_text(d->invite, keypair_public(d->key), code);
	printf("%s\n", d->invite);
	/* Beside it, so that programs read the invite as ever. */
	if (d->config.web && d->config.public_url)
		fprintf(stderr, "in a browser: %s%s#%s\n", d->config.public_url,
		    d->config.public_url[strlen(d->config.public_url) - 1] ==
			    '/'
			? ""
			: "/",
		    d->invite);
	return SR_OK;
}

/* ---- start ---- */

static enum log_level
log_level_of(const char *name)
{
	static const char *const names[] = {"debug", "info", "warn", "error"};

	for (int i = 0; i < 4; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum log_level)i;
	return LOG_LEVEL_INFO;
}

static enum sr_err
serve(struct daemon *d, struct sr_fault *fault)
{
	enum sr_err err = daemon_open_relay(d, fault);

	if (err == SR_OK)
		err = catch_signals(d);
	if (err == SR_OK)
		err = supervise_new(&d->supervise, d->relay.loop);
	if (err == SR_OK)
		err = daemon_open_listeners(d, fault);
	if (err != SR_OK)
		return err;
	log_info("listening", "address=%s port=%d tls=%s",
	    d->config.listen_host, ws_listen_port(d->relay.loop),
	    d->config.tls_certificate ? "yes" : "no");
	daemon_look_at_certificate(&d->config);
	audit_note(
	    d->relay.audit, &(struct audit_note){.event = AUDIT_RELAY_START});
	err = daemon_check_archive(d);
	if (err == SR_OK)
		err = retention_new(
		    &d->retention, &(struct retention_options){
				       .journal = d->relay.journal,
				       .procedures = d->relay.procedures,
				       .audit = d->relay.audit,
				       .loop = d->relay.loop,
				       .wall_ms = daemon_wall_ms,
				       .days = d->config.retention_days,
				   });
	d->relay.retention = d->retention;
	if (err == SR_OK) {
		supervise_ready();
		ws_loop_run(d->relay.loop);
	}
	if (journal_stalled(d->relay.journal)) {
		/* Nobody who was told "saved" waits for it; we would for ever.
		 */
		log_error("ends-stalled", "waiting=%zu",
		    journal_waiting(d->relay.journal));
		_exit(1);
	}
	audit_note(
	    d->relay.audit, &(struct audit_note){.event = AUDIT_RELAY_END});
	log_info("stopped", "peers=%zu", d->relay.session_count);
	return err;
}

/* An invite or a receipt that could not be written is none. */
static enum sr_err
print_all(struct sr_fault *fault)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return SR_OK;
	sr_fault_set(fault, "standard output: %s",
	    errno ? strerror(errno) : "not all of it was written");
	return SR_EDISK;
}

static enum sr_err
erase(struct daemon *d, const char *what, struct sr_fault *fault)
{
	enum sr_err err = daemon_open_stops(d, fault);

	if (err != SR_OK)
		return err;
	return maintain_erase(d->relay.journal, d->stops, d->relay.loop,
	    d->relay.audit, what, daemon_wall_ms() / 1000, fault);
}

static void
say_why(enum sr_err err, const struct sr_fault *fault)
{
	fprintf(stderr, "scrubrelayd: %s\n",
	    fault->what[0] ? fault->what : sr_err_sentence(err));
}

int
main(int argc, char **argv)
{
	struct arguments a = {0};
	struct sr_fault fault = {{0}};
	static struct daemon d;
	enum sr_err err;
	int done;

#ifdef SCRUBRELAY_ECHO
	if (argc == 3 && strcmp(argv[1], "--echo") == 0)
		return echo_run(atoi(argv[2]));
#endif
	done = arguments_read(argc, argv, &a);
	if (done >= 0)
		return done;
	ignore_signals();
	if (!a.check && !a.invite_admin && !a.rekey && !a.erase && !a.retain)
		hold_hangup(true);
	config_init(&d.config);
	d.config_file = a.config_file;
	/* Before the first secret is read. */
	err = confine(&fault);
	if (err == SR_OK)
		err = read_config(&d.config, a.config_file, &fault);
	if (err == SR_OK && a.check) {
		err = policies_open(d.policy, &d.config, &fault);
		if (err == SR_OK)
			err = selftest_policies(d.policy, &fault);
		if (err == SR_OK && d.config.tls_certificate)
			err = ws_check_tls(
			    d.config.tls_certificate, d.config.tls_key, &fault);
		if (err == SR_OK)
			err = daemon_check_passphrase(&d.config, &fault);
		if (err == SR_OK)
			daemon_look_at_certificate(&d.config);
		if (err == SR_OK)
			printf("%s: right\n", a.config_file);
		goto out;
	}
	if (err != SR_OK)
		goto out;
	log_init(log_level_of(d.config.log_level),
	    strcmp(d.config.log_format, "json") == 0);
	ws_on_log(on_library_log);
	err = daemon_open_store(&d, &fault);
	if (err == SR_OK && a.rekey)
		err = maintain_rekey(
		    d.relay.journal, d.relay.loop, d.relay.audit, &fault);
	else if (err == SR_OK && a.retain)
		err = retention_set(d.relay.journal, d.relay.loop,
		    d.relay.audit, a.retain, &fault);
	else if (err == SR_OK && a.erase)
		err = erase(&d, a.erase, &fault);
	else if (err == SR_OK)
		err = a.invite_admin ? invite_admin(&d, a.invite_admin, &fault)
				     : serve(&d, &fault);
out:
	if (err != SR_OK)
		say_why(err, &fault);
	daemon_close(&d);
	/* Last: who does not read ends us here, and all else is done. */
	if (err == SR_OK) {
		err = print_all(&fault);
		if (err != SR_OK)
			say_why(err, &fault);
	}
	return err == SR_OK ? 0 : 1;
}
