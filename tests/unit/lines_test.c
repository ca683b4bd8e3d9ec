/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

/* Lines of a file, a pipe and what cannot be read: each with its number, none
 * in silence. */

struct seen {
	struct ws_loop *loop;
	unsigned count, too_long, ends;
	size_t len[8];
	int error;
};

static void
on_line(void *ctx, uint64_t number, char *text, size_t len)
{
	struct seen *s = ctx;

	check_number(number, s->count + 1, "in order");
	check(!text || strlen(text) == len, "with a NUL behind it");
	s->too_long += !text;
	if (s->count < 8)
		s->len[s->count] = len;
	s->count++;
}

static void
on_end(void *ctx, int error)
{
	struct seen *s = ctx;

	s->ends++;
	s->error = error;
	ws_loop_stop(s->loop);
}

static struct seen
read_all(int fd)
{
	static const struct lines_handler handler = {on_line, on_end};
	struct seen s = {0};
	struct lines *l = NULL;

	if (check(fd >= 0 && ws_loop_new(&s.loop) == SR_OK &&
		    lines_new(&l, s.loop, fd, &handler, &s) == SR_OK,
		"a descriptor"))
		ws_loop_run(s.loop);
	check_number(s.ends, 1, "it ends, once");
	lines_free(l);
	ws_loop_free(s.loop);
	return s;
}

/* A line of so many bytes, the short one behind it, and half a line. */
static void
test_long(size_t len, unsigned too_long, const char *why)
{
	char file[] = "/tmp/lines_test.XXXXXX";
	int fd = mkstemp(file);
	char *text = malloc(len);
	struct seen s;

	if (!check(fd >= 0 && text, "a file"))
		return;
	memset(text, 'x', len);
	check(write(fd, text, len) == (ssize_t)len &&
		  write(fd, "\nshort\r\nhalf", 12) == 12 &&
		  lseek(fd, 0, SEEK_SET) == 0,
	    "written");
	s = read_all(fd);
	check_number(s.count, 3, why);
	check_number(s.too_long, too_long, why);
	check_number(s.len[0], too_long ? 0 : len, why);
	check_number(s.len[1], 5, "the next one is whole");
	check_number(s.len[2], 4, "and the last, without a newline");
	check_number((uint64_t)s.error, 0, "all of it was read");
	close(fd);
	unlink(file);
	free(text);
}

static void
test_errors(void)
{
	int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int pipes[2] = {-1, -1};
	struct seen s = read_all(folder);

	check_number(s.count, 0, "a folder has no lines");
	check_number((uint64_t)s.error, EISDIR, "and that is no end");
	close(folder);
	check(pipe(pipes) == 0 && write(pipes[1], "one\n", 4) == 4, "a pipe");
	close(pipes[1]);
	s = read_all(pipes[0]);
	check_number(s.count, 1, "a pipe has");
	check_number((uint64_t)s.error, 0, "and an end");
	close(pipes[0]);
}

int
main(void)
{
	test_long(1, 0, "one byte");
	test_long(LINES_MAX - 1, 0, "one less than a line may have");
	test_long(LINES_MAX, 0, "LINES_MAX");
	test_long(LINES_MAX + 1, 1, "one more");
	test_long(3 * LINES_MAX, 1, "much more");
	test_errors();
	return check_done();
}
