/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "following.h"
#include "health.h"
#include "log.h"
#include "selftest.h"
#include "session.h"
#include "talk_start.h"
#include "worker_fake.h"
#include "ws_fake.h"

#define PEERS_MAX 32

struct peer {
	struct world *world;
	char name[NAME_MAX_BYTES + 1], account[NAME_MAX_BYTES + 1];
	struct keypair *key;
	bool key_borrowed;
	struct ws_conn *conn;
	int closed;
};

struct world {
	struct config config;
	struct scrub_policy *policy[AUDIENCES];
	struct worker_pool *pool;
	struct hub *hub;
	struct release *release;
	struct stopbook *stops;
	int stops_fd; /* its file, in memory */
	struct selftest *selftest;
	struct keypair *key;
	struct relay relay;
	struct wire *wire; /* the peers' */
	struct peer peer[PEERS_MAX];
	unsigned peers;
};

/* The wall clock of a world starts here; only world_wait() moves it. */
#define START_MS UINT64_C(1800000000000)
static uint64_t wall;

static uint64_t
wall_ms(void)
{
	return wall;
}

static bool
relay_up(struct world *w)
{
	struct relay *r = &w->relay;
	struct sr_fault fault = {{0}};
	struct procedures_options opt = {.journal = r->journal,
	    .closed_read_ms = w->config.closed_read_s * 1000,
	    .loop = r->loop,
	    .wall_ms = wall_ms,
	    .accounts = r->accounts,
	    .config = &w->config};
	char stops[32];
	bool good;

	r->draining = false;
	opt.audit = r->audit;
	good = rates_new(&r->rates) == SR_OK &&
	       hellos_new(&r->hellos, r->loop) == SR_OK &&
	       accounts_new(&r->accounts, r->journal, &fault) == SR_OK &&
	       failures_new(&r->failures,
		   (unsigned)w->config.hello_fails_per_min) == SR_OK &&
	       hub_new(&w->hub, r->loop, r->journal,
		   w->config.flush_window_ms) == SR_OK &&
	       release_new(&w->release, r->journal, r->loop) == SR_OK &&
	       held_new(&r->held, r->loop, w->config.held_s * 1000,
		   w->config.held_max) == SR_OK;
	snprintf(stops, sizeof stops, "/proc/self/fd/%d", w->stops_fd);
	good =
	    good && stopbook_open(&w->stops, stops, w->pool, &fault) == SR_OK;
	opt.accounts = r->accounts;
	opt.stops = w->stops;
	opt.hub = r->hub = w->hub;
	opt.release = w->release;
	if (good)
		release_on_end(w->release, sessions_on_release_end, r);
	if (good)
		held_on_end(r->held, sessions_on_held_end, r);
	opt.held = r->held;
	memcpy(opt.policy, w->policy, sizeof opt.policy);
	good = good && talks_new(&r->talks, r->journal, &fault) == SR_OK &&
	       procedures_new(&r->procedures, &opt, &fault) == SR_OK &&
	       follows_new(&r->follows, r->journal, &fault) == SR_OK &&
	       presence_new(&r->presence, r) == SR_OK;
	if (good) {
		talks_begin(r->talks, r->journal, w->hub, r->procedures);
		procedures_on_play(r->procedures, sessions_on_play, r);
	}
	good = good && selftest_new(&w->selftest, r->loop, r->procedures,
			   w->policy, r->audit) == SR_OK;
	good = good && ws_listen(r->loop,
			   &(struct ws_listen){.host = "127.0.0.1",
			       .frame_max = w->config.frame_max,
			       .connections_max = 1000,
			       .per_address_max = 1000,
			       .slow_ms = w->config.slow_reader_ms,
			       .deflate = true},
			   &session_handler, r, &fault) == SR_OK;
	if (!good)
		fprintf(stderr, "world: %s\n", fault.what);
	return good;
}

static void
relay_down(struct world *w)
{
	if (w->stops)
		stopbook_finish(w->stops);
	release_finish(w->release);
	selftest_free(w->selftest);
	w->selftest = NULL;
	procedures_free(w->relay.procedures);
	presence_free(w->relay.presence);
	talks_free(w->relay.talks);
	follows_free(w->relay.follows);
	w->relay.follows = NULL;
	w->relay.presence = NULL;
	w->relay.talks = NULL;
	stopbook_close(w->stops);
	w->stops = NULL;
	release_free(w->release);
	held_free(w->relay.held);
	w->relay.held = NULL;
	hub_free(w->hub);
	failures_free(w->relay.failures);
	hellos_free(w->relay.hellos);
	w->relay.hellos = NULL;
	rates_free(w->relay.rates);
	w->relay.rates = NULL;
	accounts_free(w->relay.accounts);
	w->relay.procedures = NULL;
	w->release = NULL;
	w->hub = NULL;
	w->relay.failures = NULL;
	w->relay.accounts = NULL;
}

struct world *
world_new(void)
{
	struct world *w = calloc(1, sizeof *w);
	struct scrub_fault fault;

	if (!w)
		return NULL;
	log_init(LOG_LEVEL_ERROR, false);
	wall = START_MS;
	config_init(&w->config);
	w->config.delay_s = 0; /* stories that need one say it */
	/* Stories that are about them say so. */
	w->config.advocate_required = false;
	w->config.check_required = false;
	w->stops_fd = memfd_create("stops", MFD_CLOEXEC);
	w->relay.config = &w->config;
	w->relay.wall_ms = wall_ms;
	if (scrub_policy_builtin(&w->policy[STUDENT], "safe-harbor", &fault) ==
		SCRUB_OK &&
	    scrub_policy_builtin(&w->policy[COLLEAGUE], "limited-data-set",
		&fault) == SCRUB_OK &&
	    keypair_new(&w->key) == SR_OK && wire_new(&w->wire) == SR_OK &&
	    wire_new(&w->relay.wire) == SR_OK &&
	    ws_loop_new(&w->relay.loop) == SR_OK &&
	    worker_pool_new(&w->pool, w->relay.loop) == SR_OK &&
	    journal_mem_open(&w->relay.journal, w->pool) == SR_OK &&
	    journal_watch(w->relay.journal, w->config.disk_stall_ms,
		w->relay.loop, sessions_on_stall, &w->relay) == SR_OK) {
		struct sr_fault why;

		w->relay.key = w->key;
		if (audit_open(&w->relay.audit,
			&(struct audit_options){NULL, w->key, w->relay.loop,
			    w->pool, wall_ms},
			&why) == SR_OK &&
		    relay_up(w))
			return w;
	}
	fprintf(stderr, "world: a part of the relay could not be made\n");
	world_free(w);
	return NULL;
}

void
world_free(struct world *w)
{
	if (!w)
		return;
	for (unsigned i = 0; i < w->peers; i++)
		peer_vanish(&w->peer[i]);
	if (w->relay.loop)
		world_settle(w);
	if (w->stops)
		stopbook_finish(w->stops);
	journal_close(w->relay.journal);
	relay_down(w);
	audit_close(w->relay.audit);
	close(w->stops_fd);
	worker_pool_free(w->pool);
	ws_loop_free(w->relay.loop);
	wire_free(w->relay.wire);
	wire_free(w->wire);
	for (unsigned i = 0; i < w->peers; i++)
		if (!w->peer[i].key_borrowed)
			keypair_free(w->peer[i].key);
	keypair_free(w->key);
	for (int a = 0; a < AUDIENCES; a++)
		scrub_policy_free(w->policy[a]);
	config_wipe(&w->config);
	free(w);
}

void
world_settle(struct world *w)
{
	fake_run(w->relay.loop);
	/* What waits for the flush window goes out too. */
	fake_advance(w->relay.loop, w->config.flush_window_ms);
	fake_run(w->relay.loop);
}

void
world_wait(struct world *w, uint64_t ms)
{
	wall += ms;
	fake_advance(w->relay.loop, ms);
	world_settle(w);
}

void
world_sleep(struct world *w, uint64_t ms)
{
	wall += ms;
	fake_sleep(w->relay.loop, ms);
	world_settle(w);
}

void
world_clock_back(struct world *w, uint64_t ms)
{
	(void)w;
	wall -= ms;
}

bool
world_config(struct world *w, const char *key, const char *value)
{
	char text[256];

	snprintf(text, sizeof text, "{\"%s\": %s}", key, value);
	return config_read(&w->config, "story", text, strlen(text), NULL) ==
	       SR_OK;
}

const char *
world_ready(const struct world *w)
{
	return health_ready(&w->relay);
}

void
world_disk_hangs(struct world *w, bool hangs)
{
	worker_fake_hang(w->pool, hangs);
}

void
world_disk_full(struct world *w, bool full)
{
	journal_mem_set_full(w->relay.journal, full);
}

bool
world_policy(struct world *w, enum audience a, const char *json)
{
	struct scrub_policy *other;
	struct scrub_fault fault;

	if (scrub_policy_read(
		&other, "story", json, strlen(json), &fault) != SCRUB_OK) {
		fprintf(stderr, "world: %s\n", fault.what);
		return false;
	}
	scrub_policy_free(w->policy[a]);
	w->policy[a] = other;
	procedures_set_policies(w->relay.procedures, w->policy);
	return true;
}

void
world_filter(struct world *w, bool broken)
{
	static const char leaky[] =
	    "{\"name\":\"leaky\",\"operators\":{\"NAME\":\"keep\"}}";
	struct scrub_policy *other = NULL;
	struct scrub_fault fault;
	enum scrub_err err =
	    broken ? scrub_policy_read(&other, "leaky", leaky,
			 sizeof(leaky) - 1, &fault)
		   : scrub_policy_builtin(&other, "safe-harbor", &fault);

	if (err != SCRUB_OK) {
		fprintf(stderr, "world: %s\n", fault.what);
		return;
	}
	scrub_policy_free(w->policy[STUDENT]);
	w->policy[STUDENT] = other;
	procedures_set_policies(w->relay.procedures, w->policy);
}

bool
world_restart(struct world *w)
{
	for (unsigned i = 0; i < w->peers; i++) {
		if (w->peer[i].conn)
			w->peer[i].closed = 1006;
		peer_vanish(&w->peer[i]);
	}
	world_settle(w);
	ws_listen_stop(w->relay.loop);
	relay_down(w);
	return relay_up(w);
}

/* ---- peers ---- */

struct peer *
world_find(struct world *w, const char *name)
{
	for (unsigned i = 0; i < w->peers; i++)
		if (strcmp(w->peer[i].name, name) == 0)
			return &w->peer[i];
	return NULL;
}

static struct peer *
peer_new(struct world *w, const char *name, const char *account)
{
	struct peer *p;

	if (w->peers == PEERS_MAX || world_find(w, name))
		return NULL;
	p = &w->peer[w->peers++];
	p->world = w;
	snprintf(p->name, sizeof p->name, "%s", name);
	snprintf(p->account, sizeof p->account, "%s", account);
	return p;
}

static void
on_account(void *ctx, enum sr_err err)
{
	*(enum sr_err *)ctx = err;
}

static unsigned
roles_from(const char *names)
{
	unsigned roles = 0, one;
	char copy[128];

	snprintf(copy, sizeof copy, "%s", names);
	for (char *n = strtok(copy, ","); n; n = strtok(NULL, ","))
		if (wire_role_from_name(n, &one))
			roles |= one;
	return roles;
}

struct peer *
world_account(struct world *w, const char *name, const char *roles)
{
	struct peer *p = peer_new(w, name, name);
	enum sr_err added = SR_EBUSY, enrolled = SR_EBUSY;
	char code[INVITE_CODE_LEN + 1];
	struct account *a;

	if (!p || keypair_new(&p->key) != SR_OK)
		return NULL;
	if (account_add(w->relay.accounts, name, roles_from(roles), wall / 1000,
		3600, code, on_account, &added) != SR_OK)
		return NULL;
	world_settle(w);
	if (account_enrol(w->relay.accounts, code, keypair_public(p->key),
		"test", wall / 1000, &a, on_account, &enrolled) != SR_OK)
		return NULL;
	world_settle(w);
	return added == SR_OK && enrolled == SR_OK ? p : NULL;
}

struct peer *
world_window(struct world *w, const char *name, struct peer *of)
{
	struct peer *p = peer_new(w, name, of->account);

	if (!p)
		return NULL;
	p->key = of->key;
	p->key_borrowed = true;
	return p;
}

/* Answers the challenge that was just heard. */
static void
say_hello(struct peer *p, const char *challenge)
{
	struct wire *wire = p->world->wire;
	struct wire_message m;
	struct wire_request hello = {.op = OP_HELLO, .seq = 1};
	struct hello_claim claim;
	uint8_t nonce[32];
	const char *text;
	size_t len;

	if (wire_read_message(wire, challenge, strlen(challenge), &m, NULL) !=
		SR_OK ||
	    m.event != EV_CHALLENGE)
		return;
	memcpy(nonce, m.u.challenge.nonce, sizeof nonce);
	wire_end(wire);
	hello.u.hello.account = p->account;
	memcpy(hello.u.hello.device, keypair_public(p->key), 32);
	hello_random(hello.u.hello.nonce, 32);
	claim = (struct hello_claim){.relay = keypair_public(p->world->key),
	    .relay_nonce = nonce,
	    .device_nonce = hello.u.hello.nonce,
	    .device = hello.u.hello.device,
	    .account = p->account};
	hello_sign(hello.u.hello.signature, &claim, p->key);
	if (wire_write_request(wire, &hello, &text, &len) == SR_OK)
		fake_say(p->conn, text);
	wire_end(wire);
	world_settle(p->world);
}

bool
peer_connect(struct peer *p, bool hello)
{
	const char *text;

	peer_vanish(p);
	p->closed = 0;
	p->conn = fake_connect(p->world->relay.loop, "192.0.2.1");
	if (!p->conn)
		return false;
	world_settle(p->world);
	if (!hello)
		return true;
	text = peer_hear(p);
	if (!text)
		return false;
	say_hello(p, text);
	text = peer_hear(p);
	return text && strstr(text, "\"welcome\"");
}

void
world_drain(struct world *w)
{
	fake_turn(w->relay.loop);
	w->relay.draining = true;
	ws_listen_stop(w->relay.loop);
	sessions_drain(&w->relay, SIZE_MAX);
}

void
peer_say(struct peer *p, const char *json)
{
	if (p->conn && !fake_closed(p->conn))
		fake_say(p->conn, json);
}

const char *
peer_hear(struct peer *p)
{
	return p->conn ? fake_take(p->conn) : NULL;
}

void
peer_stall(struct peer *p, bool stalled)
{
	if (p->conn)
		fake_stall(p->conn, stalled);
}

void
peer_vanish(struct peer *p)
{
	if (p->conn)
		fake_vanish(p->conn);
	p->conn = NULL;
}

int
peer_closed(const struct peer *p)
{
	return p->conn ? fake_closed(p->conn) : p->closed;
}
