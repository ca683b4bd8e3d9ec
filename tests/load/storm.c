/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "proto/deflate.h"
#include "proto/hello.h"
#include "proto/limits.h"

/*
 * Many readers of one procedure in one process, each a websocket of its own,
 * that come back by themselves as the client does.
 *
 *   storm PORT KEY ACCOUNT RELAY PROC READERS SPREAD FORM
 *
 * FORM is "plain", "deflate" (permessage-deflate is asked for) or "events"
 * (plain HTTP). KEY is a device's file, RELAY the relay's public key as in an
 * invite. Each time all READERS have caught up one line says so, with how long
 * that took since the first of them began to connect and the time of a single
 * one from its connect to its welcome (median, 99 %, longest). A connection
 * that ends begins anew after 0 to SPREAD ms. With the first byte on standard
 * input, or its end, the last line says how many entries were read, lost (a
 * number was passed over) and doubled, and the status is 0 only if none was
 * lost or doubled.
 */

#define EVENTS 256
#define BUFFER 16384u

enum state { AWAY, CONNECTING, UPGRADING, PROVING, JOINING, READING };
enum form { PLAIN, DEFLATE, EVENTS_FORM };

struct peer {
	int fd;
	enum state state;
	uint64_t due_ms, began_us;
	uint64_t next; /* the number it needs */
	uint64_t code; /* of the close that came; 0: none */
	size_t len;
	uint8_t in[BUFFER];
};

static struct {
	struct sockaddr_in relay;
	const char *account, *procedure;
	struct keypair *key;
	uint8_t relay_key[32];
	enum form form;
	unsigned readers, reading, spread_ms;
	struct peer *peer;
	int epoll;
	uint64_t first_us; /* since then somebody is missing */
	uint64_t *took_us; /* of each peer, its last connect to welcome */
	uint64_t entries, deflated, lost, doubled, ended, closed_1012, failed;
} storm;

static uint64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void
leave(struct peer *p)
{
	uint16_t chance;

	if (p->state == READING)
		storm.reading--;
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->len = 0;
	storm.ended++;
	storm.closed_1012 += p->code == 1012;
	storm.failed += p->state != READING;
	p->state = AWAY;
	hello_random((uint8_t *)&chance, sizeof chance);
	p->due_ms = now_us() / 1000 + chance % (storm.spread_ms + 1);
	if (!storm.first_us)
		storm.first_us = now_us();
}

static void
write_all(struct peer *p, const void *bytes, size_t len)
{
	/* Less than an empty socket takes. */
	if (send(p->fd, bytes, len, MSG_NOSIGNAL) != (ssize_t)len)
		leave(p);
}

/* A masked text frame, with a mask of zeros. */
static void
say(struct peer *p, const char *text)
{
	uint8_t frame[1024];
	size_t len = strlen(text), head = 8;

	if (len + head > sizeof frame)
		abort();
	frame[0] = 0x81;
	frame[1] = 0x80 | 126;
	frame[2] = (uint8_t)(len >> 8);
	frame[3] = (uint8_t)len;
	memset(frame + 4, 0, 4);
	memcpy(frame + head, text, len);
	write_all(p, frame, head + len);
}

static void
begin(struct peer *p)
{
	struct epoll_event e = {EPOLLIN | EPOLLOUT, {.ptr = p}};

	p->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	p->code = 0;
	p->state = CONNECTING;
	p->began_us = now_us();
	if (!storm.first_us)
		storm.first_us = p->began_us;
	if (p->fd < 0 ||
	    (connect(p->fd, (struct sockaddr *)&storm.relay,
		 sizeof storm.relay) != 0 &&
		errno != EINPROGRESS) ||
	    epoll_ctl(storm.epoll, EPOLL_CTL_ADD, p->fd, &e) != 0)
		leave(p);
}

#define UPGRADE                                                                \
	"GET / HTTP/1.1\r\nHost: storm\r\nUpgrade: websocket\r\n"              \
	"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"                 \
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"                      \
	"Sec-WebSocket-Protocol: " SR_SUBPROTOCOL "\r\n"

static void
upgrade(struct peer *p)
{
	static const char *const request[] = {
	    [PLAIN] = UPGRADE "\r\n",
	    [DEFLATE] =
		UPGRADE "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
	    [EVENTS_FORM] = "GET /v1/challenge HTTP/1.1\r\nHost: storm\r\n\r\n",
	};
	struct epoll_event e = {EPOLLIN, {.ptr = p}};
	int err = 0;
	socklen_t len = sizeof err;

	if (getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &err, &len) != 0 || err) {
		leave(p);
		return;
	}
	epoll_ctl(storm.epoll, EPOLL_CTL_MOD, p->fd, &e);
	p->state = UPGRADING;
	write_all(p, request[storm.form], strlen(request[storm.form]));
}

static void
prove(struct peer *p, const char *challenge)
{
	const char *at = strstr(challenge, "\"nonce\":\"");
	uint8_t nonce[32], own[32], signature[64];
	char text[600], words[3][100] = {"", "", ""}, given[44] = "";
	struct hello_claim claim = {storm.relay_key, nonce, own,
	    keypair_public(storm.key), storm.account};

	if (at)
		snprintf(given, sizeof given, "%.43s", at + 9);
	if (!at || hello_unbase64(nonce, 32, given) != SR_OK) {
		leave(p);
		return;
	}
	hello_random(own, sizeof own);
	hello_sign(signature, &claim, storm.key);
	hello_base64(words[0], 100, claim.device, 32);
	hello_base64(words[1], 100, own, 32);
	hello_base64(words[2], 100, signature, 64);
	snprintf(text, sizeof text,
	    "{\"op\":\"hello\",\"seq\":1,\"account\":\"%s\",\"device\":\"%s\","
	    "\"nonce\":\"%s\",\"signature\":\"%s\"}",
	    storm.account, words[0], words[1], words[2]);
	p->state = PROVING;
	say(p, text);
}

static void
join(struct peer *p)
{
	char text[200];

	storm.took_us[p - storm.peer] = now_us() - p->began_us;
	snprintf(text, sizeof text,
	    "{\"op\":\"subscribe\",\"seq\":2,\"procedure\":\"%s\","
	    "\"from\":%" PRIu64 ",\"live\":true}",
	    storm.procedure, p->next);
	p->state = JOINING;
	say(p, text);
}

static int
by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void
say_all(void)
{
	size_t n = storm.readers;
	uint64_t *took = malloc(n * sizeof *took);

	if (!took)
		abort();
	memcpy(took, storm.took_us, n * sizeof *took);
	qsort(took, n, sizeof *took, by_size);
	printf("reading %u all_ms %" PRIu64 " welcome_ms %.1f %.1f %.1f\n",
	    storm.readers, (now_us() - storm.first_us) / 1000,
	    (double)took[n / 2] / 1000, (double)took[n * 99 / 100] / 1000,
	    (double)took[n - 1] / 1000);
	fflush(stdout);
	free(took);
	storm.first_us = 0;
}

static void
on_entry(struct peer *p, const char *text)
{
	const char *at = strstr(text, "\"number\":");
	uint64_t number = at ? strtoull(at + 9, NULL, 10) : 0;

	storm.entries++;
	if (number > p->next)
		storm.lost += number - p->next;
	if (number < p->next)
		storm.doubled++;
	else
		p->next = number + 1;
}

static bool
is_op(const char *text, const char *op)
{
	return strncmp(text, "{\"op\":\"", 7) == 0 &&
	       strncmp(text + 7, op, strlen(op)) == 0;
}

static void
on_text(struct peer *p, const char *text)
{
	if (is_op(text, "challenge\"")) {
		prove(p, text);
	} else if (is_op(text, "welcome\"")) {
		join(p);
	} else if (is_op(text, "entry\"")) {
		on_entry(p, text);
	} else if (is_op(text, "caught-up\"") && p->state == JOINING) {
		p->state = READING;
		if (++storm.reading == storm.readers)
			say_all();
	}
}

/* Bytes of the frame at the beginning of `in`; 0: it is not whole. */
static size_t
frame_len(const uint8_t *in, size_t len, size_t *head)
{
	size_t n = len >= 2 ? in[1] : 0;

	*head = n == 126 ? 4 : 2;
	if (len < *head || n > 126)
		return 0;
	if (n == 126)
		n = (size_t)in[2] << 8 | in[3];
	return len >= *head + n ? *head + n : 0;
}

static void
on_frame(struct peer *p, uint8_t *in, size_t head, size_t len)
{
	char text[BUFFER + 1];
	size_t n = len - head;

	if (in[0] == 0x88) {
		p->code = n >= 2 ? (uint64_t)in[head] << 8 | in[head + 1] : 0;
		leave(p);
	} else if (in[0] == 0x89 && n < 126) {
		uint8_t pong[140] = {0x8a, (uint8_t)(0x80 | n)};

		memcpy(pong + 6, in + head, n);
		write_all(p, pong, 6 + n);
	} else if (in[0] == 0xc1) {
		storm.deflated++;
		if (inflate_message(in + head, n, text, BUFFER, &n) != SR_OK) {
			leave(p);
			return;
		}
		text[n] = '\0';
		on_text(p, text);
	} else if (in[0] == 0x81) {
		memcpy(text, in + head, n);
		text[n] = '\0';
		on_text(p, text);
	}
}

/* ---- over plain HTTP ---- */

static void
ask_events(struct peer *p, const char *given)
{
	uint8_t nonce[32], signature[64];
	char path[80], text[600], words[2][100];
	struct hello_pass pass = {storm.relay_key, nonce,
	    keypair_public(storm.key), storm.account, path};
	int n;

	if (hello_unbase64(nonce, 32, given) != SR_OK) {
		leave(p);
		return;
	}
	snprintf(
	    path, sizeof path, "/v1/procedures/%s/entries", storm.procedure);
	hello_pass_sign(signature, &pass, storm.key);
	hello_base64(words[0], 100, pass.device, 32);
	hello_base64(words[1], 100, signature, 64);
	n = snprintf(text, sizeof text,
	    "GET %s HTTP/1.1\r\nHost: storm\r\nLast-Event-ID: %" PRIu64
	    "\r\nAuthorization: ScrubRelay account=%s,device=%s,nonce=%s,"
	    "signature=%s\r\n\r\n",
	    path, p->next - 1, storm.account, words[0], given, words[1]);
	p->state = PROVING;
	write_all(p, text, (size_t)n);
}

/* One line without its end; an answer's head is lines, too. */
static void
on_line(struct peer *p, const char *line)
{
	if (p->state == UPGRADING && strlen(line) == 43) {
		ask_events(p, line);
	} else if (p->state == PROVING && strncmp(line, "HTTP/1.1 ", 9) == 0) {
		storm.took_us[p - storm.peer] = now_us() - p->began_us;
		p->state = JOINING;
		if (strncmp(line + 9, "200", 3) != 0)
			leave(p);
	} else if (strncmp(line, "data: ", 6) == 0) {
		on_text(p, line + 6);
	}
}

static void
read_lines(struct peer *p)
{
	char *at = (char *)p->in, *end;

	while (p->fd >= 0 && (end = memchr(at, '\n',
				  (size_t)((char *)p->in + p->len - at)))) {
		*end = '\0';
		if (end > at && end[-1] == '\r')
			end[-1] = '\0';
		on_line(p, at);
		at = end + 1;
	}
	if (p->fd < 0)
		return;
	p->len -= (size_t)(at - (char *)p->in);
	memmove(p->in, at, p->len);
}

static void
read_some(struct peer *p)
{
	ssize_t n = recv(p->fd, p->in + p->len, sizeof p->in - p->len, 0);
	uint8_t *at = p->in;
	size_t head, len;

	if (n <= 0) {
		if (n == 0 || errno != EAGAIN)
			leave(p);
		return;
	}
	p->len += (size_t)n;
	if (storm.form == EVENTS_FORM) {
		read_lines(p);
		return;
	}
	if (p->state == UPGRADING) {
		uint8_t *end = memmem(p->in, p->len, "\r\n\r\n", 4);

		if (!end)
			return;
		at = end + 4;
		p->state = PROVING;
	}
	while (p->fd >= 0 &&
	       (len = frame_len(at, (size_t)(p->in + p->len - at), &head))) {
		on_frame(p, at, head, len);
		at += len;
	}
	if (p->fd < 0)
		return;
	p->len = (size_t)(p->in + p->len - at);
	memmove(p->in, at, p->len);
}

static void
on_event(struct peer *p, uint32_t events)
{
	if (p->state == CONNECTING && events & (EPOLLOUT | EPOLLERR | EPOLLHUP))
		upgrade(p);
	else if (p->fd >= 0)
		read_some(p);
}

static void
begin_due(void)
{
	uint64_t now = now_us() / 1000;

	for (unsigned i = 0; i < storm.readers; i++)
		if (storm.peer[i].state == AWAY && storm.peer[i].due_ms <= now)
			begin(&storm.peer[i]);
}

static void
run(void)
{
	struct epoll_event in = {EPOLLIN, {.ptr = NULL}}, e[EVENTS];

	epoll_ctl(storm.epoll, EPOLL_CTL_ADD, STDIN_FILENO, &in);
	for (;;) {
		int n = epoll_wait(storm.epoll, e, EVENTS, 10);

		for (int i = 0; i < n; i++) {
			if (!e[i].data.ptr)
				return;
			on_event(e[i].data.ptr, e[i].events);
		}
		begin_due();
	}
}

int
main(int argc, char **argv)
{
	struct rlimit limit;
	struct sr_fault fault = {""};

	if (argc != 9 || keypair_load(&storm.key, argv[2], &fault) != SR_OK ||
	    hello_unbase64(storm.relay_key, 32, argv[4]) != SR_OK) {
		fprintf(stderr,
		    "usage: storm PORT KEY ACCOUNT RELAY PROC "
		    "READERS SPREAD_MS FORM\n%s\n",
		    fault.what);
		return 2;
	}
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	storm.relay.sin_family = AF_INET;
	storm.relay.sin_port = htons((uint16_t)atoi(argv[1]));
	storm.relay.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	storm.account = argv[3];
	storm.procedure = argv[5];
	storm.readers = (unsigned)atoi(argv[6]);
	storm.spread_ms = (unsigned)atoi(argv[7]);
	storm.form = strcmp(argv[8], "events") == 0    ? EVENTS_FORM
		     : strcmp(argv[8], "deflate") == 0 ? DEFLATE
						       : PLAIN;
	storm.peer = calloc(storm.readers, sizeof *storm.peer);
	storm.took_us = calloc(storm.readers, sizeof *storm.took_us);
	storm.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!storm.peer || !storm.took_us || storm.epoll < 0)
		return 2;
	for (unsigned i = 0; i < storm.readers; i++) {
		storm.peer[i].fd = -1;
		storm.peer[i].next = 1;
	}
	run();
	printf("readers %u entries %" PRIu64 " deflated %" PRIu64
	       " lost %" PRIu64 " doubled %" PRIu64 " ended %" PRIu64
	       " with_1012 %" PRIu64 " before_reading %" PRIu64 "\n",
	    storm.readers, storm.entries, storm.deflated, storm.lost,
	    storm.doubled, storm.ended, storm.closed_1012, storm.failed);
	return storm.lost || storm.doubled || storm.reading < storm.readers;
}
