/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "load/dialects.h"
#include "load/histogram.h"
#include "load/usage.h"

/*
 * A relay under load for long, for tests/bench/soak: readers that come and go,
 * some that read slowly, some that do not read at all; each number that the
 * others get is checked. Prints a row a minute and a verdict.
 *
 *   soak_bench -p PORT -k PID -P PROCEDURE -s READERS -r RATE -t SECONDS
 *   profiles: "nurse" posts, "ana" reads
 */

#define SENT 65536u
#define TICK_NS 100000000u /* slow readers sip, others come and go */
#define SIP_BYTES 1024u
#define DEAD_TICKS 600u /* then it is gone without a word */
#define AWAY_TICKS 10u
#define HISTORY 2000u /* entries that some who come back want again */
#define SETTLE_NS 30000000000u
#define MEGABYTE 1024u /* of kB */

enum kind { STEADY, SLOW, DEAF };

struct reader {
	struct client client;
	enum kind kind;
	uint64_t next;  /* kept while it is away */
	uint64_t since; /* tick at which it came, or went */
	bool away, fresh;
};

struct soak {
	struct net net;
	struct reader *reader;
	size_t readers, turn;
	uint64_t rate, ticks, published, delivered, cut, visits;
	double seconds;
	pid_t pid;
	struct client poster;
	uint64_t sent_ns[SENT];
	struct histogram took;
	bool ending;
};

static struct soak soak;

static struct reader *
reader_of(struct client *c)
{
	return (struct reader *)(void *)c;
}

static void
on_ready(struct client *c)
{
	if (c->publisher)
		return;
	if (reader_of(c)->kind != STEADY)
		client_pause(c, true);
}

static void
on_message(struct client *c)
{
	struct reader *r = reader_of(c);
	uint64_t number = c->next - 1;

	soak.delivered++;
	r->next = c->next;
	/* Of the others it is how long they were away. */
	if (r->kind == STEADY && soak.ticks > r->since + 2 * AWAY_TICKS)
		histogram_add(
		    &soak.took, soak.net.now_ns - soak.sent_ns[number % SENT]);
}

static void
go(struct reader *r)
{
	client_close(&r->client);
	r->away = true;
	r->since = soak.ticks;
}

static void
on_dead(struct client *c, const char *why)
{
	struct reader *r = reader_of(c);

	if (c->publisher) {
		fprintf(
		    stderr, "soak_bench: the poster's connection: %s\n", why);
		exit(1);
	}
	if (r->kind == STEADY && soak.cut++ < 5)
		fprintf(stderr, "soak_bench: a reader was cut off: %s %d\n",
		    why, c->close_code);
	r->away = true;
	r->since = soak.ticks;
}

static const struct net_events events = {on_ready, on_message, on_dead};

static void
come(struct reader *r)
{
	uint64_t from = r->next ? r->next : 1;

	if (r->kind == STEADY && ++soak.visits % 10 == 0)
		from = from > HISTORY ? from - HISTORY : 1;
	r->away = false;
	r->since = soak.ticks;
	client_open(&r->client, &soak.net, &dialect_relay, false);
	relay_read_from(&r->client, from);
}

/* One in a hundred steady readers goes in each second. */
static void
send_some_away(void)
{
	size_t n = soak.readers / 100 / 10;

	if (soak.ticks % 10 == 0)
		n += soak.readers / 100 % 10;
	for (size_t i = 0; i < n; i++) {
		struct reader *r = &soak.reader[soak.turn++ % soak.readers];

		if (r->kind == STEADY && r->client.state == CLIENT_READY)
			go(r);
	}
}

static void
tick(void)
{
	soak.ticks++;
	for (size_t i = 0; i < soak.readers; i++) {
		struct reader *r = &soak.reader[i];

		if (r->away && soak.ticks >= r->since + AWAY_TICKS)
			come(r);
		else if (r->kind == SLOW)
			client_sip(&r->client, SIP_BYTES);
		else if (r->kind == DEAF && !r->away &&
			 soak.ticks >= r->since + DEAD_TICKS)
			go(r);
	}
	if (!soak.ending)
		send_some_away();
}

/* ---- time ---- */

static void
publish_until(uint64_t due)
{
	while (soak.published < due) {
		uint64_t seq = ++soak.published;

		soak.sent_ns[seq % SENT] = bench_now_ns();
		dialect_relay.publish(&soak.poster, seq, 0);
	}
}

static void
run_until(uint64_t begin, uint64_t end)
{
	uint64_t now;

	while ((now = bench_now_ns()) < end) {
		publish_until((
		    uint64_t)((double)(now - begin) / 1e9 * (double)soak.rate));
		if (now - begin > soak.ticks * TICK_NS)
			tick();
		net_run(&soak.net, 2);
	}
}

static bool
all_have_all(void)
{
	for (size_t i = 0; i < soak.readers; i++)
		if (soak.reader[i].kind == STEADY &&
		    soak.reader[i].next <= soak.published)
			return false;
	return true;
}

/* Nobody goes any more, and who is steady gets the rest. */
static bool
settle(void)
{
	uint64_t begin = bench_now_ns(), last = begin, now = begin;

	soak.ending = true;
	while (!all_have_all() && now - begin < SETTLE_NS) {
		now = bench_now_ns();
		if (now - last > TICK_NS) {
			last = now;
			tick();
		}
		net_run(&soak.net, 10);
	}
	return all_have_all();
}

/* ---- figures ---- */

static void
print_head(void)
{
	printf("| minute | deliveries/s | memory, MB | descriptors | relay's "
	       "CPU | p50, ms | p99, ms | numbers missed | cut off |\n"
	       "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
}

static void
print_row(unsigned row, double seconds, uint64_t delivered,
    const struct usage *before, const struct usage *after)
{
	printf("| %u | %.0f | %.1f | %lu | %.1f %% | %.1f | %.1f | %" PRIu64
	       " | %" PRIu64 " |\n",
	    row, (double)delivered / seconds, (double)after->rss_kb / MEGABYTE,
	    after->files, 100 * (after->cpu_s - before->cpu_s) / seconds,
	    histogram_ms(&soak.took, 0.5), histogram_ms(&soak.took, 0.99),
	    relay_gaps(&soak.net), soak.cut);
	fflush(stdout);
}

/* Its memory at the end by that after the first minutes. */
static double
load(void)
{
	uint64_t begin = bench_now_ns(), delivered, end;
	double step = soak.seconds < 60 ? soak.seconds / 6 : 60;
	unsigned rows = (unsigned)(soak.seconds / step);
	struct usage before, after;
	double settled = 0;

	print_head();
	for (unsigned i = 1; i <= rows; i++) {
		delivered = soak.delivered;
		histogram_clear(&soak.took);
		usage_read(&before, &soak.pid, 1);
		end = begin + (uint64_t)(step * 1e9 * i);
		run_until(begin, end);
		usage_read(&after, &soak.pid, 1);
		print_row(i, step, soak.delivered - delivered, &before, &after);
		if (i == 5)
			settled = (double)after.rss_kb;
	}
	return settled > 0 ? (double)after.rss_kb / settled : 1;
}

/* False: after all have gone the relay has more open than before they came. */
static bool
gives_back(unsigned long files)
{
	uint64_t begin = bench_now_ns();
	struct usage u;

	for (size_t i = 0; i < soak.readers; i++)
		client_close(&soak.reader[i].client);
	do {
		net_run(&soak.net, 50);
		usage_read(&u, &soak.pid, 1);
	} while (u.files > files && bench_now_ns() - begin < SETTLE_NS);
	printf("Descriptors before the readers came and after they had gone: "
	       "%lu and %lu.\n",
	    files, u.files);
	return u.files <= files;
}

static bool
verdict(double growth, unsigned long files)
{
	bool whole = settle();
	uint64_t gaps = relay_gaps(&soak.net);
	uint64_t refused = relay_refusals(&soak.net);
	bool good = whole && gaps == 0 && refused == 0 && soak.cut == 0;

	printf("\n%" PRIu64 " updates, %" PRIu64 " deliveries, %" PRIu64
	       " visits of readers; %s.\nMemory at the end by that after row "
	       "5: %.3f.\n",
	    soak.published, soak.delivered, soak.visits,
	    whole ? "every steady reader has every number"
		  : "some steady readers have not all numbers",
	    growth);
	good &= gives_back(files);
	printf("%s\n", good ? "Nothing was lost." : "It did not hold.");
	return good;
}

/* ---- set up ---- */

static void
read_options(int argc, char **argv)
{
	const char *procedure = "";
	uint16_t port = 0;
	int opt;

	while ((opt = getopt(argc, argv, "p:k:P:s:r:t:")) != -1) {
		if (opt == 'p')
			port = (uint16_t)strtoul(optarg, NULL, 10);
		else if (opt == 'k')
			soak.pid = (pid_t)strtol(optarg, NULL, 10);
		else if (opt == 'P')
			procedure = optarg;
		else if (opt == 's')
			soak.readers = strtoul(optarg, NULL, 10);
		else if (opt == 'r')
			soak.rate = strtoull(optarg, NULL, 10);
		else if (opt == 't')
			soak.seconds = strtod(optarg, NULL);
		else
			exit(2);
	}
	if (!port || soak.readers < 3 || soak.seconds <= 0)
		exit(2);
	net_init(&soak.net, port, false, &events);
	relay_greeter(&soak.net, "nurse", "ana", procedure);
}

static void
connect_all(void)
{
	size_t odd = soak.readers / 100 ? soak.readers / 100 : 1;

	soak.reader = calloc(soak.readers, sizeof *soak.reader);
	if (!soak.reader)
		exit(1);
	for (size_t i = 0; i < soak.readers; i++) {
		soak.reader[i].kind = i < odd       ? SLOW
				      : i < 2 * odd ? DEAF
						    : STEADY;
		come(&soak.reader[i]);
		while (soak.net.opening > 64)
			net_run(&soak.net, 10);
	}
	while (soak.net.opening > 0)
		net_run(&soak.net, 10);
}

int
main(int argc, char **argv)
{
	struct usage empty;
	struct rlimit files;
	double growth;
	bool good;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	read_options(argc, argv);
	client_open(&soak.poster, &soak.net, &dialect_relay, true);
	while (soak.poster.state != CLIENT_READY)
		net_run(&soak.net, 100);
	usage_read(&empty, &soak.pid, 1);
	connect_all();
	growth = load();
	good = verdict(growth, empty.files);
	client_close(&soak.poster);
	net_wipe(&soak.net);
	free(soak.reader);
	return !good;
}
