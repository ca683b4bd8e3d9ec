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
 * One load on one server, for tests/bench/fanout; prints a line of JSON.
 *
 *   fanout_bench -p PORT -d DIALECT -s READERS [-k PID,...] [-T] [-t SECONDS]
 *     -w W   at most W messages that not all readers have yet
 *     -r R   R messages in a second
 *     -n N   N messages, one after another, then it ends (with -w 1); waits
 *            for a line on standard input before and after them
 *     -i     nothing is published: what connections take
 *     -m R   READERS that are silent, and R requests in a second (relay)
 *     -T     TLS        -b BYTES   of a payload (default 256)
 *     -N poster -A reader -P procedure    for the relay
 */

#define SENT 65536u /* messages whose times are remembered */
#define OPENING_MAX 64u
#define WARM_NS 1000000000u
#define DRAIN_NS 5000000000u

enum load { LOAD_WINDOW, LOAD_RATE, LOAD_COUNT, LOAD_IDLE, LOAD_REQUESTS };

struct bench {
	struct net net;
	const struct dialect *dialect;
	enum load load;
	uint64_t amount; /* of the load */
	size_t readers, ready, dead;
	double seconds;
	struct client poster, *reader;
	pid_t pid[USAGE_PIDS_MAX];
	size_t pids;
	uint64_t sent_ns[SENT];
	size_t left[SENT];
	uint64_t published, completed, delivered;
	bool measuring;
	struct histogram each, last;
};

static struct bench bench;

/* ---- what happens ---- */

static void
on_ready(struct client *c)
{
	bench.ready += !c->publisher;
}

static void
on_message(struct client *c)
{
	size_t at = (size_t)(c->got % SENT);
	uint64_t took = bench.net.now_ns - bench.sent_ns[at];

	bench.delivered++;
	if (bench.measuring)
		histogram_add(&bench.each, took);
	if (--bench.left[at] > 0)
		return;
	bench.completed++;
	if (bench.measuring)
		histogram_add(&bench.last, took);
}

static void
on_dead(struct client *c, const char *why)
{
	if (bench.dead++ < 3)
		fprintf(stderr, "fanout_bench: %s %zu: %s\n",
		    c->publisher ? "poster" : "reader",
		    c->publisher ? 0 : (size_t)(c - bench.reader), why);
	if (c->state == CLIENT_DEAD && !bench.measuring)
		exit(1);
}

static const struct net_events events = {on_ready, on_message, on_dead};

static void
publish(void)
{
	uint64_t seq = ++bench.published;
	size_t at = (size_t)(seq % SENT);

	bench.left[at] = bench.readers;
	bench.sent_ns[at] = bench_now_ns();
	bench.dialect->publish(&bench.poster, seq, bench.net.payload);
}

/* ---- connecting ---- */

static void
connect_all(void)
{
	size_t opened = 0;

	while (bench.ready < bench.readers) {
		while (
		    opened < bench.readers && bench.net.opening < OPENING_MAX)
			client_open(&bench.reader[opened++], &bench.net,
			    bench.dialect, false);
		net_run(&bench.net, 100);
	}
}

static void
connect_poster(void)
{
	client_open(&bench.poster, &bench.net, bench.dialect, true);
	while (bench.poster.state != CLIENT_READY)
		net_run(&bench.net, 100);
}

/* ---- loads ---- */

/* Publishes what is due, and handles what comes. */
static void
step(uint64_t begin_ns, uint64_t already)
{
	uint64_t due, ns;

	switch (bench.load) {
	case LOAD_WINDOW:
	case LOAD_COUNT:
		while (bench.published - bench.completed < bench.amount)
			publish();
		net_run(&bench.net, 10);
		break;
	case LOAD_RATE:
		ns = bench_now_ns() - begin_ns;
		due = already +
		      (uint64_t)((double)ns / 1e9 * (double)bench.amount);
		while (bench.published < due)
			publish();
		net_run(&bench.net, 1);
		break;
	case LOAD_REQUESTS:
		ns = bench_now_ns() - begin_ns;
		due = already +
		      (uint64_t)((double)ns / 1e9 * (double)bench.amount);
		for (; bench.published < due; bench.published++)
			relay_ping(&bench.poster);
		net_run(&bench.net, 1);
		break;
	case LOAD_IDLE:
		net_run(&bench.net, 100);
		break;
	}
}

static void
run_for(uint64_t ns)
{
	uint64_t begin = bench_now_ns(), already = bench.published;

	while (bench_now_ns() - begin < ns)
		step(begin, already);
}

static void
drain(void)
{
	uint64_t begin = bench_now_ns();

	while (bench.completed < bench.published &&
	       bench.load != LOAD_REQUESTS && bench_now_ns() - begin < DRAIN_NS)
		net_run(&bench.net, 10);
}

static void
wait_for_line(const char *say)
{
	int c;

	printf("%s\n", say);
	fflush(stdout);
	while ((c = getchar()) != EOF && c != '\n')
		;
}

/* ---- figures ---- */

struct figures {
	struct usage empty, there, before, after;
	uint64_t delivered, published, reads, ns, answers;
};

static void
measure(struct figures *f)
{
	uint64_t begin, delivered, published, reads, answers;

	run_for(WARM_NS);
	usage_read(&f->before, bench.pid, bench.pids);
	bench.measuring = true;
	begin = bench_now_ns();
	delivered = bench.delivered;
	published = bench.published;
	reads = bench.net.reads;
	answers = relay_answers(&bench.net);
	run_for((uint64_t)(bench.seconds * 1e9));
	f->ns = bench_now_ns() - begin;
	usage_read(&f->after, bench.pid, bench.pids);
	f->delivered = bench.delivered - delivered;
	f->published = bench.published - published;
	f->reads = bench.net.reads - reads;
	f->answers = relay_answers(&bench.net) - answers;
	drain();
}

static double
per(double a, double b)
{
	return b > 0 ? a / b : 0;
}

static void
print(const struct figures *f)
{
	double cpu = f->after.cpu_s - f->before.cpu_s;
	double seconds = (double)f->ns / 1e9;
	double n = (double)bench.readers;

	printf("{\"readers\": %zu, \"seconds\": %.3f, \"delivered\": %" PRIu64
	       ", \"published\": %" PRIu64 ", \"per_s\": %.0f, ",
	    bench.readers, seconds, f->delivered, f->published,
	    (double)f->delivered / seconds);
	printf("\"cpu_us\": %.4f, \"cpu_share\": %.5f, \"per_read\": %.2f, ",
	    per(cpu * 1e6, (double)f->delivered), cpu / seconds,
	    per((double)f->delivered, (double)f->reads));
	printf("\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"last_p50_ms\": %.3f, "
	       "\"last_p99_ms\": %.3f, ",
	    histogram_ms(&bench.each, 0.5), histogram_ms(&bench.each, 0.99),
	    histogram_ms(&bench.last, 0.5), histogram_ms(&bench.last, 0.99));
	printf("\"rss_kb\": %lu, \"kb_each\": %.2f, \"setup_us\": %.2f, ",
	    f->after.rss_kb,
	    per((double)f->there.rss_kb - (double)f->empty.rss_kb, n),
	    per((f->there.cpu_s - f->empty.cpu_s) * 1e6, n));
	printf("\"request_us\": %.3f, \"refused\": %" PRIu64
	       ", \"lost\": %" PRIu64 ", \"dead\": %zu}\n",
	    per(cpu * 1e6, (double)f->answers), relay_refusals(&bench.net),
	    (bench.load == LOAD_REQUESTS ? 0
					 : bench.published - bench.completed) +
		relay_gaps(&bench.net),
	    bench.dead);
}

static void
count_messages(void)
{
	uint64_t want = bench.amount;

	bench.amount = 1;
	wait_for_line("ready");
	while (bench.completed < want)
		step(0, 0);
	wait_for_line("done");
	printf("{\"delivered\": %" PRIu64 "}\n", bench.delivered);
}

/* ---- options ---- */

static void
read_pids(char *text)
{
	for (char *p = strtok(text, ","); p && bench.pids < USAGE_PIDS_MAX;
	     p = strtok(NULL, ","))
		bench.pid[bench.pids++] = (pid_t)strtol(p, NULL, 10);
}

static void
set_load(enum load load, const char *amount)
{
	bench.load = load;
	bench.amount = amount ? strtoull(amount, NULL, 10) : 0;
}

struct options {
	const char *poster, *reader, *procedure, *dialect;
	uint16_t port;
	bool tls;
	size_t payload;
};

static void
read_option(struct options *o, int opt)
{
	switch (opt) {
	case 'p':
		o->port = (uint16_t)strtoul(optarg, NULL, 10);
		break;
	case 'd':
		o->dialect = optarg;
		break;
	case 's':
		bench.readers = strtoul(optarg, NULL, 10);
		break;
	case 'k':
		read_pids(optarg);
		break;
	case 't':
		bench.seconds = strtod(optarg, NULL);
		break;
	case 'T':
		o->tls = true;
		break;
	case 'w':
		set_load(LOAD_WINDOW, optarg);
		break;
	case 'r':
		set_load(LOAD_RATE, optarg);
		break;
	case 'n':
		set_load(LOAD_COUNT, optarg);
		break;
	case 'm':
		set_load(LOAD_REQUESTS, optarg);
		break;
	case 'i':
		set_load(LOAD_IDLE, NULL);
		break;
	case 'b':
		o->payload = strtoul(optarg, NULL, 10);
		break;
	case 'N':
		o->poster = optarg;
		break;
	case 'A':
		o->reader = optarg;
		break;
	case 'P':
		o->procedure = optarg;
		break;
	default:
		exit(2);
	}
}

static void
set_up(const struct options *o)
{
	struct rlimit files;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	bench.dialect = dialect_named(o->dialect);
	bench.reader = calloc(bench.readers + 1, sizeof *bench.reader);
	if (!bench.dialect || !bench.reader || !o->port || o->payload > 4000) {
		fprintf(stderr, "fanout_bench: see the head of its source\n");
		exit(2);
	}
	net_init(&bench.net, o->port, o->tls, &events);
	bench.net.payload = o->payload;
	if (o->poster)
		relay_greeter(&bench.net, o->poster, o->reader,
		    o->procedure ? o->procedure : "");
}

static void
close_all(void)
{
	for (size_t i = 0; i < bench.readers; i++)
		client_close(&bench.reader[i]);
	client_close(&bench.poster);
	free(bench.reader);
	net_wipe(&bench.net);
}

int
main(int argc, char **argv)
{
	struct options o = {.dialect = "plain", .payload = 256};
	struct figures f = {0};
	int opt;

	bench.seconds = 3;
	while ((opt = getopt(argc, argv, "p:d:s:k:t:Tw:r:n:m:ib:N:A:P:")) != -1)
		read_option(&o, opt);
	set_up(&o);
	/* The first one makes what there is once, whoever connects. */
	if (bench.load != LOAD_IDLE)
		connect_poster();
	usage_read(&f.empty, bench.pid, bench.pids);
	connect_all();
	usage_read(&f.there, bench.pid, bench.pids);
	if (bench.load == LOAD_COUNT) {
		count_messages();
	} else {
		measure(&f);
		print(&f);
	}
	close_all();
	return 0;
}
