/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "proto/wire.h"
#include "world.h"

/*
 * Random walks of posters and readers beside a simple model: whatever comes in
 * between (vanishing, stalling, late joins, corrections, restarts), a reader
 * who asks from N gets N, N+1, N+2 ... and no text that was taken back before
 * it was sent to him.
 *
 *   resume_model [SEED [STEPS]]
 */

#define READERS 6
#define ENTRIES_MAX 40000

enum fate { STANDS, CORRECTED, WITHDRAWN };

/* What the model knows of one procedure. */
struct model {
	char id[PROCEDURE_ID_TEXT + 1];
	uint64_t last;
	enum fate fate[ENTRIES_MAX];
	bool is_retraction[ENTRIES_MAX];
};

struct reader {
	struct peer *peer;
	char name[8];
	bool connected, stalled;
	uint64_t next; /* the number it must hear next */
};

static struct model model;
static struct reader reader[READERS];
static struct world *world;
static struct peer *nurse;
static uint64_t seed_now;
static unsigned draft;

/* xorshift64*: the same walk for the same seed everywhere. */
static uint64_t
draw(uint64_t below)
{
	seed_now ^= seed_now >> 12;
	seed_now ^= seed_now << 25;
	seed_now ^= seed_now >> 27;
	return (seed_now * UINT64_C(2685821657736338717) >> 33) % below;
}

static uint64_t
number_in(const char *json, const char *key)
{
	char pattern[32];
	const char *at;

	snprintf(pattern, sizeof pattern, "\"%s\":", key);
	at = strstr(json, pattern);
	return at ? strtoull(at + strlen(pattern), NULL, 10) : 0;
}

/* Everything a reader was sent must be what comes next, and never a text that
 * the model has taken back: the reader took it just now, and nothing was
 * posted since all settled, unless it was stalled. */
static void
listen_to(struct reader *r)
{
	const char *text;

	while ((text = peer_hear(r->peer))) {
		uint64_t n;

		if (!strstr(text, "\"op\":\"entry\""))
			continue;
		n = number_in(text, "number");
		if (n != r->next) {
			check_number(n, r->next, "no gap and no repeat");
			exit(check_done());
		}
		r->next = n + 1;
		if (r->stalled)
			continue;
		if (model.fate[n] != STANDS && strstr(text, "\"text\""))
			check(false, "a text that was taken back is sent to "
				     "nobody later");
	}
}

static void
all_listen(void)
{
	world_settle(world);
	for (int i = 0; i < READERS; i++)
		if (reader[i].connected && !reader[i].stalled)
			listen_to(&reader[i]);
}

/* After all settled, who is connected and takes what comes has everything. */
static void
all_have_all(void)
{
	all_listen();
	for (int i = 0; i < READERS; i++)
		if (reader[i].connected && !reader[i].stalled)
			if (reader[i].next != model.last + 1)
				check_number(reader[i].next, model.last + 1,
				    "who is there and reads has all that was "
				    "released");
}

/* ---- steps ---- */

static void
post(const char *kind, uint64_t refers)
{
	char json[512], ref[40] = "";
	const char *answer;
	uint64_t n;

	if (refers)
		snprintf(ref, sizeof ref, ",\"refers\":%" PRIu64, refers);
	snprintf(json, sizeof json,
	    "{\"op\":\"post\",\"seq\":1,\"procedure\":\"%s\",\"draft\":\"d%u\","
	    "\"kind\":\"%s\"%s%s}",
	    model.id, draft++, kind, ref,
	    strcmp(kind, "retraction") == 0
		? ""
		: ",\"lang\":\"en\",\"text\":\"clips on, irrigation clear\"");
	peer_say(nurse, json);
	world_settle(world);
	answer = peer_hear(nurse);
	n = answer ? number_in(answer, "number") : 0;
	if (n != model.last + 1) {
		check_number(n, model.last + 1, "numbers have no gap");
		exit(check_done());
	}
	model.last = n;
	model.is_retraction[n] = strcmp(kind, "retraction") == 0;
}

/* An entry that stands and can be taken back; 0 when a few draws find none. */
static uint64_t
draw_standing(void)
{
	for (int i = 0; i < 8 && model.last; i++) {
		uint64_t n = 1 + draw(model.last);

		if (model.fate[n] == STANDS && !model.is_retraction[n])
			return n;
	}
	return 0;
}

static void
take_back(void)
{
	uint64_t n = draw_standing();
	bool correct = draw(2);

	if (!n)
		return;
	post(correct ? "correction" : "retraction", n);
	model.fate[n] = correct ? CORRECTED : WITHDRAWN;
}

static void
reader_connect(struct reader *r)
{
	char json[256], tail[40] = "";
	uint64_t most = draw(4) == 0 ? 1 + draw(model.last + 2) : 0;

	r->connected = peer_connect(r->peer, true);
	r->stalled = false;
	if (!r->connected)
		check(false, "a reader may come back");
	/* Mostly from where he was, sometimes from the start or elsewhere. */
	if (draw(8) == 0)
		r->next = 1 + draw(model.last + 1);
	if (most)
		snprintf(tail, sizeof tail, "\"tail\":%" PRIu64 ",", most);
	snprintf(json, sizeof json,
	    "{\"op\":\"subscribe\",\"seq\":1,\"procedure\":\"%s\","
	    "\"from\":%" PRIu64 ",%s\"live\":true}",
	    model.id, r->next, tail);
	peer_say(r->peer, json);
	/* The end is that of this moment, not of the next post. */
	world_settle(world);
	if (most && model.last >= most && model.last - most + 1 > r->next)
		r->next = model.last - most + 1;
}

static void
reader_step(struct reader *r)
{
	if (!r->connected) {
		reader_connect(r);
	} else if (draw(3) == 0) {
		peer_vanish(r->peer);
		r->connected = false;
	} else {
		r->stalled = !r->stalled;
		peer_stall(r->peer, r->stalled);
		/* What the kernel had of it was on its way already. */
		if (!r->stalled) {
			r->stalled = true;
			world_settle(world);
			listen_to(r);
			r->stalled = false;
		}
	}
}

static void
restart(void)
{
	if (!world_restart(world))
		check(false, "the relay starts again");
	for (int i = 0; i < READERS; i++)
		reader[i].connected = false;
	if (!peer_connect(nurse, true))
		check(false, "and the nurse is back");
}

static void
step(void)
{
	uint64_t what = draw(100);

	if (what < 55)
		post("update", 0);
	else if (what < 65)
		take_back();
	else if (what < 95)
		reader_step(&reader[draw(READERS)]);
	else if (what < 99)
		world_wait(world, draw(50));
	else
		restart();
}

static bool
set_up(void)
{
	const char *answer, *id;

	world = world_new();
	nurse = world ? world_account(world, "nurse", "poster") : NULL;
	if (!nurse || !peer_connect(nurse, true))
		return false;
	peer_say(nurse, "{\"op\":\"open\",\"seq\":1,\"template\":\"generic\","
			"\"basis\":\"training\",\"consent\":\"C\","
			"\"audiences\":[\"student\"]}");
	world_settle(world);
	answer = peer_hear(nurse);
	id = answer ? strstr(answer, "\"procedure\":\"") : NULL;
	if (!id)
		return false;
	memcpy(model.id, id + 13, PROCEDURE_ID_TEXT);
	for (int i = 0; i < READERS; i++) {
		snprintf(reader[i].name, sizeof reader[i].name, "r%d", i);
		reader[i].next = 1;
		reader[i].peer =
		    world_account(world, reader[i].name, "student");
		if (!reader[i].peer)
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20261121;
	unsigned steps = argc > 2 ? (unsigned)atoi(argv[2]) : 20000;

	printf("seed %" PRIu64 ", %u steps\n", seed, steps);
	seed_now = seed ? seed : 1;
	if (!check(set_up(), "a relay with a nurse and readers"))
		return check_done();
	for (unsigned i = 0; i < steps && model.last < ENTRIES_MAX - 2; i++) {
		step();
		all_have_all();
	}
	world_free(world);
	check(check_failed == 0, "every reader got every entry, once");
	return check_done();
}
