/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct lines {
	struct ws_loop *loop;
	struct ws_timer *timer; /* next read of what never waits */
	struct lines_handler handler;
	void *ctx;
	int fd;
	bool never_waits; /* a plain file: poll(2) has nothing to say of it */
	bool paused, ended, skipping, watched;
	bool readable; /* a read now does not block */
	uint64_t number;
	size_t used;
	char buffer[LINES_MAX + 2]; /* its newline, too, and a NUL */
};

static void on_timer(void *ctx);

static void
on_readable(void *ctx, int fd)
{
	struct lines *l = ctx;

	(void)fd;
	l->readable = true;
	on_timer(l);
}

static void
watch(struct lines *l)
{
	bool want = !l->paused && !l->ended;

	if (l->never_waits) {
		if (want)
			ws_timer_set(l->timer, 0);
		return;
	}
	if (want == l->watched)
		return;
	l->watched = want;
	/* A descriptor that cannot be watched is read like a file. */
	if (ws_loop_on_readable(l->loop, l->fd, want ? on_readable : NULL, l) !=
	    SR_OK) {
		l->never_waits = true;
		if (want)
			ws_timer_set(l->timer, 0);
	}
}

static void
drop(struct lines *l, size_t len)
{
	l->used -= len;
	memmove(l->buffer, l->buffer + len, l->used);
	explicit_bzero(l->buffer + l->used, len);
}

static void
deliver(struct lines *l, size_t len)
{
	size_t text = len;

	l->number++;
	if (text && l->buffer[text - 1] == '\r')
		text--;
	l->buffer[text] = '\0';
	if (l->skipping)
		l->handler.on_line(l->ctx, l->number, NULL, 0);
	else
		l->handler.on_line(l->ctx, l->number, l->buffer, text);
	l->skipping = false;
}

/* Whole lines in the buffer, while nobody asks us to wait. */
static void
deliver_all(struct lines *l)
{
	char *end;

	while (!l->paused && l->used &&
	       (end = memchr(l->buffer, '\n', l->used)) != NULL) {
		size_t len = (size_t)(end - l->buffer);

		deliver(l, len);
		drop(l, len + 1);
	}
	if (l->used > LINES_MAX && !memchr(l->buffer, '\n', l->used)) {
		l->skipping = true;
		drop(l, l->used);
	}
}

static void
finish(struct lines *l, int error)
{
	l->ended = true;
	watch(l);
	if (l->used || l->skipping) {
		deliver(l, l->used);
		drop(l, l->used);
	}
	l->handler.on_end(l->ctx, error);
}

static void
on_timer(void *ctx)
{
	struct lines *l = ctx;
	ssize_t n;

	if (l->paused || l->ended)
		return;
	deliver_all(l);
	if (l->paused || (!l->readable && !l->never_waits))
		return;
	l->readable = false;
	n = read(l->fd, l->buffer + l->used, LINES_MAX + 1 - l->used);
	if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
		watch(l);
		return;
	}
	if (n <= 0) {
		finish(l, n < 0 ? errno : 0);
		return;
	}
	l->used += (size_t)n;
	deliver_all(l);
	watch(l);
}

void
lines_pause(struct lines *l, bool paused)
{
	if (l->paused == paused)
		return;
	l->paused = paused;
	if (!paused && memchr(l->buffer, '\n', l->used))
		ws_timer_set(l->timer, 0);
	watch(l);
}

enum sr_err
lines_new(struct lines **out, struct ws_loop *loop, int fd,
    const struct lines_handler *handler, void *ctx)
{
	struct lines *l = calloc(1, sizeof *l);
	struct stat st;
	enum sr_err err = SR_ENOMEM;

	if (!l)
		return err;
	l->loop = loop;
	l->handler = *handler;
	l->ctx = ctx;
	l->fd = fd;
	l->never_waits = fstat(fd, &st) != 0 || S_ISREG(st.st_mode) ||
			 (S_ISCHR(st.st_mode) && !isatty(fd));
	err = ws_timer_new(&l->timer, loop, on_timer, l);
	if (err != SR_OK) {
		free(l);
		return err;
	}
	watch(l);
	*out = l;
	return SR_OK;
}

void
lines_free(struct lines *l)
{
	if (!l)
		return;
	l->ended = true;
	watch(l);
	ws_timer_free(l->timer);
	explicit_bzero(l, sizeof *l);
	free(l);
}
