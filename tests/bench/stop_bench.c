/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "link.h"

/*
 * From STOP to the last reader, while updates are being delivered; run by
 * tests/bench/stop. Profiles "nurse" (posts), "kim" (stops) and "ana" (reads,
 * on all connections).
 *
 *   stop_bench READERS ROUNDS [UPDATES]   UPDATES: in a second
 */

#define TICK_MS 10u
#define LOAD_TICKS 60u /* of updates before the stop */
#define DIALS_A_TICK 20u

struct bench;

struct reader {
	struct bench *b;
	struct link *link;
	uint64_t told_us; /* of this round: stopped, or cut off; 0: not yet */
	bool there, cut;
};

enum phase { DIALLING, SUBSCRIBING, LOADING, STOPPING };

struct bench {
	struct ws_loop *loop;
	struct ws_timer *timer;
	struct link *nurse, *kim;
	struct reader *reader;
	size_t readers, dialled, up, there, told, rounds, round;
	enum phase phase;
	struct procedure_id id;
	bool opening, opened, acked;
	unsigned ticks, updates, drafts;
	uint64_t stop_us, ack_us;
	uint64_t delivered, late, after_ack, last_after_ack_us;
	uint64_t *took, *last, *ack;
	size_t took_count, cut;
	struct profile profile[3];
};

static uint64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static bool
is_ours(const struct bench *b, const struct procedure_id *id)
{
	return memcmp(&b->id, id, sizeof *id) == 0;
}

static void
tell(struct reader *r, bool cut)
{
	struct bench *b = r->b;

	if (b->phase != STOPPING || r->told_us || !r->there)
		return;
	r->told_us = now_us();
	r->cut = cut;
	b->told++;
	b->cut += cut;
	b->took[b->took_count++] = r->told_us - b->stop_us;
}

/* ---- a reader ---- */

static void
subscribe(struct reader *r)
{
	struct wire_request q = {.op = OP_SUBSCRIBE};

	q.u.subscribe = (struct wire_subscribe){
	    .procedure = r->b->id, .from = 1, .live = true};
	(void)!link_request(r->link, &q, NULL, NULL);
}

static void
reader_up(void *ctx, const struct wire_welcome *welcome)
{
	struct reader *r = ctx;

	(void)welcome;
	r->b->up++;
	if (r->b->phase == SUBSCRIBING && r->b->opened)
		subscribe(r);
}

static void
reader_down(void *ctx, const char *why, uint64_t retry_ms)
{
	struct reader *r = ctx;

	(void)why;
	(void)retry_ms;
	if (r->b->up)
		r->b->up--;
	tell(r, true);
	if (r->there && r->b->phase <= SUBSCRIBING)
		r->b->there--;
	r->there = false;
}

static void
reader_entry(void *ctx, const struct wire_entry *e)
{
	struct reader *r = ctx;
	struct bench *b = r->b;

	if (!is_ours(b, &e->procedure))
		return;
	b->delivered++;
	b->late += r->told_us != 0;
	if (b->acked) {
		b->after_ack++;
		b->last_after_ack_us = now_us() - b->ack_us;
	}
}

static void
reader_caught_up(void *ctx, const struct wire_caught_up *c)
{
	struct reader *r = ctx;

	if (!is_ours(r->b, &c->procedure) || r->there)
		return;
	r->there = true;
	r->b->there++;
}

static void
reader_event(void *ctx, const struct wire_message *m)
{
	struct reader *r = ctx;

	if (m->event == EV_STATE && is_ours(r->b, &m->u.state.procedure) &&
	    strcmp(m->u.state.state, "stopped") == 0)
		tell(r, false);
}

static const struct link_handler reader_handler = {
    .on_up = reader_up,
    .on_down = reader_down,
    .on_entry = reader_entry,
    .on_caught_up = reader_caught_up,
    .on_event = reader_event,
};

static void
dial_some(struct bench *b)
{
	struct link_options opt = {.profile = &b->profile[2], .retry = true};
	struct sr_fault fault = {""};

	for (unsigned i = 0; i < DIALS_A_TICK && b->dialled < b->readers;
	     i++, b->dialled++) {
		struct reader *r = &b->reader[b->dialled];

		r->b = b;
		if (link_new(&r->link, b->loop, &opt, &reader_handler, r,
			&fault) != SR_OK) {
			fprintf(stderr, "stop_bench: %s\n", fault.what);
			exit(1);
		}
	}
}

/* ---- a round ---- */

static void
on_opened(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct bench *b = ctx;

	if (err != SR_OK) {
		fprintf(stderr, "stop_bench: open: %s\n",
		    message ? message : sr_err_sentence(err));
		exit(1);
	}
	b->id = ok->procedure;
	b->opened = true;
	b->phase = SUBSCRIBING;
	for (size_t i = 0; i < b->readers; i++)
		if (link_up(b->reader[i].link))
			subscribe(&b->reader[i]);
}

static void
begin_round(struct bench *b)
{
	struct wire_request q = {.op = OP_OPEN};

	if (b->opening)
		return;
	for (size_t i = 0; i < b->readers; i++) {
		b->reader[i].told_us = 0;
		b->reader[i].there = b->reader[i].cut = false;
	}
	b->there = b->told = 0;
	b->opened = b->acked = false;
	b->ticks = 0;
	b->opening = true;
	q.u.open.template_id = "generic";
	q.u.open.basis = BASIS_TRAINING;
	q.u.open.consent = "bench";
	q.u.open.audience[STUDENT] = true;
	q.u.open.delay_given = true;
	(void)!link_request(b->nurse, &q, on_opened, b);
}

static void
post(struct bench *b)
{
	struct wire_request q = {.op = OP_POST};
	char draft[32];

	snprintf(draft, sizeof draft, "d-%u", b->drafts++);
	q.u.post.procedure = b->id;
	q.u.post.draft = draft;
	q.u.post.lang = "en";
	q.u.post.text = "suction, dry field, lateral traction please";
	q.u.post.text_len = strlen(q.u.post.text);
	(void)!link_request(b->nurse, &q, NULL, NULL);
}

static void
on_stopped(
    void *ctx, enum sr_err err, const struct wire_ok *ok, const char *message)
{
	struct bench *b = ctx;

	(void)ok;
	if (err != SR_OK) {
		fprintf(stderr, "stop_bench: stop: %s\n",
		    message ? message : sr_err_sentence(err));
		exit(1);
	}
	b->acked = true;
	b->ack_us = now_us();
}

static void
send_stop(struct bench *b)
{
	struct wire_request q = {.op = OP_STOP};

	q.u.stop.procedure = b->id;
	b->phase = STOPPING;
	b->stop_us = now_us();
	(void)!link_request(b->kim, &q, on_stopped, b);
}

static void
end_round(struct bench *b)
{
	uint64_t last = 0;

	for (size_t i = 0; i < b->readers; i++) {
		struct reader *r = &b->reader[i];

		if (r->told_us > last)
			last = r->told_us;
	}
	b->last[b->round] = last - b->stop_us;
	b->ack[b->round] = b->ack_us - b->stop_us;
	b->opening = false;
	b->phase = DIALLING;
	if (++b->round == b->rounds)
		ws_loop_stop(b->loop);
}

static void
tick(void *ctx)
{
	struct bench *b = ctx;

	ws_timer_set(b->timer, TICK_MS);
	switch (b->phase) {
	case DIALLING:
		dial_some(b);
		if (b->up == b->readers && link_up(b->nurse) && link_up(b->kim))
			begin_round(b);
		break;
	case SUBSCRIBING:
		if (b->there == b->readers)
			b->phase = LOADING;
		break;
	case LOADING:
		b->ticks++;
		for (unsigned i = b->updates * (b->ticks - 1) / 100;
		     i < b->updates * b->ticks / 100; i++)
			post(b);
		if (b->ticks == LOAD_TICKS)
			send_stop(b);
		break;
	case STOPPING:
		/* The load goes on: it is refused now. */
		post(b);
		if (b->acked && b->told == b->there)
			end_round(b);
		break;
	}
}

/* ---- figures ---- */

static int
order(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return x < y ? -1 : x > y;
}

static double
part_ms(uint64_t *list, size_t count, double part)
{
	qsort(list, count, sizeof *list, order);
	return (double)list[(size_t)((double)(count - 1) * part)] / 1000;
}

static void
print(struct bench *b)
{
	printf("| what | median | p99 | worst |\n| --- | --- | --- | --- |\n");
	printf("| STOP to each reader (told, or cut off) | %.1f ms | %.1f ms | "
	       "%.1f ms |\n",
	    part_ms(b->took, b->took_count, 0.5),
	    part_ms(b->took, b->took_count, 0.99),
	    part_ms(b->took, b->took_count, 1));
	printf("| STOP to the last of %zu readers | %.1f ms | %.1f ms | %.1f "
	       "ms |\n",
	    b->readers, part_ms(b->last, b->rounds, 0.5),
	    part_ms(b->last, b->rounds, 0.99), part_ms(b->last, b->rounds, 1));
	printf("| STOP to its acknowledgement | %.1f ms | %.1f ms | %.1f ms "
	       "|\n",
	    part_ms(b->ack, b->rounds, 0.5), part_ms(b->ack, b->rounds, 0.99),
	    part_ms(b->ack, b->rounds, 1));
	printf("\n%zu rounds, %u updates in a second before each stop; "
	       "%" PRIu64 " deliveries;\n%zu of %zu readers were cut off in "
	       "the middle of something; entries to a reader\nthat had been "
	       "told: %" PRIu64 "; entries that this program read after the "
	       "acknowledgement\n(sent before it, and waiting in its own "
	       "sockets): %" PRIu64 "\n",
	    b->rounds, b->updates, b->delivered, b->cut, b->took_count, b->late,
	    b->after_ack);
}

static struct link *
dial(struct bench *b, unsigned which, const char *name)
{
	static const struct link_handler none;
	struct link_options opt = {
	    .profile = &b->profile[which], .retry = true};
	struct sr_fault fault = {""};
	struct link *link = NULL;

	if (profile_load(&b->profile[which], name, &fault) != SR_OK ||
	    (which < 2 &&
		link_new(&link, b->loop, &opt, &none, NULL, &fault) != SR_OK)) {
		fprintf(stderr, "stop_bench: %s\n", fault.what);
		exit(1);
	}
	return link;
}

int
main(int argc, char **argv)
{
	struct bench b = {.updates = 100};
	struct rlimit files;

	if (argc < 3)
		return 2;
	b.readers = strtoul(argv[1], NULL, 10);
	b.rounds = strtoul(argv[2], NULL, 10);
	if (argc > 3)
		b.updates = (unsigned)strtoul(argv[3], NULL, 10);
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	b.reader = calloc(b.readers, sizeof *b.reader);
	b.took = calloc(b.readers * b.rounds, sizeof *b.took);
	b.last = calloc(b.rounds, sizeof *b.last);
	b.ack = calloc(b.rounds, sizeof *b.ack);
	if (!b.readers || !b.rounds || !b.reader || !b.took || !b.last ||
	    !b.ack || ws_loop_new(&b.loop) != SR_OK ||
	    ws_timer_new(&b.timer, b.loop, tick, &b) != SR_OK)
		return 1;
	b.nurse = dial(&b, 0, "nurse");
	b.kim = dial(&b, 1, "kim");
	(void)dial(&b, 2, "ana");
	ws_timer_set(b.timer, TICK_MS);
	ws_loop_run(b.loop);
	print(&b);
	return b.late != 0;
}
