/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load/frames.h"

/*
 * The least that a websocket fan-out can do, to measure beside: epoll, a log
 * of ready frames, one send(2) for each reader and turn. No identity, no
 * filter, no disk, no limits.
 *
 *   bare_bench    listens on a port of the kernel's choice, and prints it
 */

#define LOG_BYTES (16u << 20)
#define SLACK 65536u /* the log's beginning again, behind its end */
#define SEND_MAX 32768u

struct peer {
	int fd;
	bool poster, up, waits;
	uint64_t at; /* in the log: what it has */
	uint8_t *in;
	size_t in_len, slot;
};

static uint8_t *ready_frames;
static uint64_t ready_end;
static struct peer *reader[20000];
static size_t readers;
static int epoll;

static void
append(const uint8_t *bytes, size_t len)
{
	uint8_t frame[8 + SLACK];
	size_t at = (size_t)(ready_end % LOG_BYTES);
	size_t n = frame_head(frame, FRAME_TEXT, len);

	memcpy(frame + n, bytes, len);
	n += len;
	for (size_t i = 0; i < n; i++) {
		size_t to = (at + i) % LOG_BYTES;

		ready_frames[to] = frame[i];
		if (to < SLACK)
			ready_frames[LOG_BYTES + to] = frame[i];
	}
	ready_end += n;
}

static void
drop(struct peer *p)
{
	if (p->up && !p->poster) {
		reader[p->slot] = reader[--readers];
		reader[p->slot]->slot = p->slot;
	}
	close(p->fd);
	free(p->in);
	free(p);
}

static void
watch(struct peer *p, bool room)
{
	struct epoll_event e = {
	    .events = EPOLLIN | (room ? EPOLLOUT : 0u), .data.ptr = p};

	if (p->waits != room)
		epoll_ctl(epoll, EPOLL_CTL_MOD, p->fd, &e);
	p->waits = room;
}

static void
flush(struct peer *p)
{
	while (p->at < ready_end) {
		size_t n = (size_t)(ready_end - p->at);
		ssize_t sent;

		if (n > SEND_MAX)
			n = SEND_MAX;
		sent = send(p->fd, ready_frames + p->at % LOG_BYTES, n,
		    MSG_DONTWAIT | MSG_NOSIGNAL);
		if (sent > 0)
			p->at += (uint64_t)sent;
		if (sent < (ssize_t)n) {
			watch(p, true);
			return;
		}
	}
	watch(p, false);
}

static void
take_connections(int listener)
{
	int fd, one = 1;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
		struct peer *p = calloc(1, sizeof *p);
		struct epoll_event e = {.events = EPOLLIN, .data.ptr = p};

		if (!p)
			exit(1);
		p->fd = fd;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
	}
}

static void
upgrade(struct peer *p, uint8_t *bytes, size_t len)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	unsigned char digest[SHA_DIGEST_LENGTH], accept[64];
	char key[64], answer[256], *at;
	int n;

	bytes[len] = '\0';
	at = strstr((char *)bytes, "Sec-WebSocket-Key: ");
	if (!at) {
		drop(p);
		return;
	}
	n = snprintf(key, sizeof key, "%.24s%s", at + 19, guid);
	SHA1((unsigned char *)key, (size_t)n, digest);
	EVP_EncodeBlock(accept, digest, sizeof digest);
	n = snprintf(answer, sizeof answer,
	    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	    "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
	    (char *)accept);
	if (send(p->fd, answer, (size_t)n, MSG_NOSIGNAL) != n) {
		drop(p);
		return;
	}
	p->up = true;
	p->poster = memcmp(bytes, "GET /pub", 8) == 0;
	p->at = ready_end;
	if (p->poster || readers == 20000)
		return;
	p->slot = readers;
	reader[readers++] = p;
}

static void
take_messages(struct peer *p, const uint8_t *bytes, size_t len)
{
	size_t at = 0, whole;
	struct frame f;

	p->in = realloc(p->in, p->in_len + len);
	if (!p->in)
		exit(1);
	memcpy(p->in + p->in_len, bytes, len);
	p->in_len += len;
	while ((whole = frame_read(&f, p->in + at, p->in_len - at)) <=
	       p->in_len - at) {
		uint8_t *text = p->in + at + whole - f.len;

		for (size_t i = 0; f.mask && i < f.len; i++)
			text[i] ^= f.mask[i & 3u];
		if (f.opcode < FRAME_CLOSE && f.len < SLACK)
			append(text, f.len);
		at += whole;
	}
	p->in_len -= at;
	memmove(p->in, p->in + at, p->in_len);
}

static void
take(struct peer *p, uint32_t events)
{
	static uint8_t bytes[262144];
	ssize_t n;

	if (events & EPOLLOUT)
		flush(p);
	if (!(events & ~(uint32_t)EPOLLOUT))
		return;
	n = recv(p->fd, bytes, sizeof bytes - 1, 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0)
		drop(p);
	else if (!p->up)
		upgrade(p, bytes, (size_t)n);
	else if (p->poster)
		take_messages(p, bytes, (size_t)n);
}

static int
listen_somewhere(void)
{
	struct sockaddr_in a = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (bind(fd, (struct sockaddr *)&a, sizeof a) != 0 ||
	    listen(fd, 4096) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &len) != 0)
		exit(1);
	printf("%u\n", ntohs(a.sin_port));
	fflush(stdout);
	return fd;
}

int
main(void)
{
	static struct epoll_event event[1024];
	struct epoll_event e = {.events = EPOLLIN};
	struct rlimit files;
	int listener;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	ready_frames = calloc(1, LOG_BYTES + SLACK);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!ready_frames || epoll < 0)
		return 1;
	listener = listen_somewhere();
	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
	for (;;) {
		uint64_t before = ready_end;
		int n = epoll_wait(epoll, event, 1024, -1);

		for (int i = 0; i < n; i++)
			if (event[i].data.ptr)
				take(event[i].data.ptr, event[i].events);
			else
				take_connections(listener);
		for (size_t i = 0; ready_end != before && i < readers; i++)
			if (!reader[i]->waits)
				flush(reader[i]);
	}
}
