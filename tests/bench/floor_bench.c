/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load/histogram.h"
#include "load/usage.h"

/*
 * The kernel's price of a delivery: one send(2) of ready frames to each of
 * many loopback sockets, round after round, while a child reads them. No
 * server can be below it; prints a line of JSON.
 *
 *   floor_bench READERS SECONDS FRAMES   FRAMES: of 260 bytes in one send
 */

#define FRAME_BYTES 260u

static void
pin(unsigned core)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(core, &set);
	/* With one core both share it. */
	(void)sched_setaffinity(0, sizeof set, &set);
}

static _Noreturn void
read_all(const struct sockaddr_in *to, size_t readers)
{
	static char bytes[262144];
	struct epoll_event event[1024], e = {.events = EPOLLIN};
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	size_t open = readers;

	pin(1);
	for (size_t i = 0; i < readers; i++) {
		e.data.fd = socket(AF_INET, SOCK_STREAM, 0);
		if (connect(e.data.fd, (const struct sockaddr *)to,
			sizeof *to) != 0)
			_exit(1);
		epoll_ctl(epoll, EPOLL_CTL_ADD, e.data.fd, &e);
	}
	while (open > 0) {
		int n = epoll_wait(epoll, event, 1024, -1);

		for (int i = 0; i < n; i++) {
			ssize_t got = recv(event[i].data.fd, bytes,
			    sizeof bytes, MSG_DONTWAIT);

			if (got == 0) {
				close(event[i].data.fd);
				open--;
			}
		}
	}
	_exit(0);
}

static void
send_all(const int *fd, size_t readers, double seconds, size_t frames)
{
	static char bytes[FRAME_BYTES * 64];
	struct usage before, after;
	pid_t self = getpid();
	uint64_t begin = bench_now_ns(), sends = 0;
	double limit = seconds * 1e9;

	memset(bytes, 'x', sizeof bytes);
	usage_read(&before, &self, 1);
	while ((double)(bench_now_ns() - begin) < limit)
		for (size_t i = 0; i < readers; i++) {
			if (send(fd[i], bytes, FRAME_BYTES * frames,
				MSG_NOSIGNAL) < 0)
				exit(1);
			sends++;
		}
	usage_read(&after, &self, 1);
	printf("{\"readers\": %zu, \"per_send\": %zu, \"cpu_us\": %.4f}\n",
	    readers, frames,
	    (after.cpu_s - before.cpu_s) * 1e6 / (double)(sends * frames));
}

int
main(int argc, char **argv)
{
	struct sockaddr_in a = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof a;
	size_t readers = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
	size_t frames = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
	int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	int *fd = calloc(readers + 1, sizeof *fd);
	struct rlimit files;
	pid_t child;

	if (!readers || !frames || frames > 64 || !fd)
		return 2;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	if (bind(listener, (struct sockaddr *)&a, sizeof a) != 0 ||
	    listen(listener, 4096) != 0 ||
	    getsockname(listener, (struct sockaddr *)&a, &len) != 0)
		return 1;
	child = fork();
	if (child == 0)
		read_all(&a, readers);
	pin(0);
	for (size_t i = 0; i < readers; i++) {
		fd[i] = accept(listener, NULL, NULL);
		setsockopt(fd[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	}
	send_all(fd, readers, strtod(argv[2], NULL), frames);
	for (size_t i = 0; i < readers; i++)
		close(fd[i]);
	waitpid(child, NULL, 0);
	free(fd);
	return 0;
}
