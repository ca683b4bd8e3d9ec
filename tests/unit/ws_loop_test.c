/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <signal.h>

#include "ws_world.h"

/* Timers, wake-ups, signals and standard input of the real loop. */

struct fired {
	struct world *w;
	struct ws_timer *timer[4];
	char order[8];
	unsigned n;
};

#define FIRE(name, letter)                                                     \
	static void name(void *ctx)                                            \
	{                                                                      \
		struct fired *f = ctx;                                         \
                                                                               \
		f->order[f->n++] = letter;                                     \
	}
FIRE(fire_a, 'a')
FIRE(fire_b, 'b')

static void
fire_last(void *ctx)
{
	struct fired *f = ctx;

	f->order[f->n++] = 'c';
	ws_timer_free(f->timer[2]); /* itself */
	f->timer[2] = NULL;
	ws_loop_stop(f->w->loop);
}

static void
test_timers(void)
{
	struct world w;
	struct fired f = {.w = &w};
	uint64_t before;

	world_loop(&w);
	check(ws_timer_new(&f.timer[0], w.loop, fire_a, &f) == SR_OK, "a");
	check(ws_timer_new(&f.timer[1], w.loop, fire_b, &f) == SR_OK, "b");
	check(ws_timer_new(&f.timer[2], w.loop, fire_last, &f) == SR_OK, "c");
	check(ws_timer_new(&f.timer[3], w.loop, fire_a, &f) == SR_OK, "d");
	before = ws_loop_now_ms(w.loop);
	ws_timer_set(f.timer[2], 60);
	ws_timer_set(f.timer[0], 5);
	ws_timer_set(f.timer[0], 40); /* replaced */
	ws_timer_set(f.timer[1], 20);
	ws_timer_set(f.timer[3], 10);
	ws_timer_cancel(f.timer[3]);
	ws_loop_run(w.loop);
	check_text(f.order, "bac", "by time, replaced, cancelled");
	check(ws_loop_now_ms(w.loop) >= before + 60, "not before its time");
	ws_timer_free(f.timer[0]);
	ws_timer_free(NULL);
	world_end(&w); /* with one left, freed after its loop */
	ws_timer_free(f.timer[1]);
	ws_timer_free(f.timer[3]);
}

static unsigned woken;

static void
on_wake(void *ctx)
{
	woken++;
	ws_loop_stop(ctx);
}

static void *
wake_it(void *loop)
{
	for (unsigned i = 0; i < 1000; i++)
		ws_loop_wake(loop);
	return NULL;
}

static void
on_usr1(void *ctx, int signo)
{
	check_number(signo, SIGUSR1, "which signal");
	ws_loop_stop(ctx);
}

static void
test_wake_and_signal(void)
{
	struct world w;
	pthread_t thread;

	world_loop(&w);
	ws_loop_on_wake(w.loop, on_wake, w.loop);
	if (pthread_create(&thread, NULL, wake_it, w.loop) != 0)
		abort();
	ws_loop_run(w.loop);
	pthread_join(thread, NULL);
	check(woken >= 1, "another thread wakes the loop");
	ws_loop_on_wake(w.loop, NULL, NULL);
	check(ws_loop_on_signal(w.loop, SIGUSR1, on_usr1, w.loop) == SR_OK,
	    "a signal");
	raise(SIGUSR1);
	ws_loop_run(w.loop);
	world_end(&w);
}

struct reading {
	struct ws_loop *loop;
	char text[64];
	size_t len;
	bool end;
};

static void
on_readable(void *ctx, int fd)
{
	struct reading *r = ctx;
	ssize_t n = read(fd, r->text + r->len, 4);

	if (n > 0) {
		r->len += (size_t)n;
		return;
	}
	r->end = true;
	check(ws_loop_on_readable(r->loop, fd, NULL, NULL) == SR_OK, "ends");
	ws_loop_stop(r->loop);
}

static void
test_readable(void)
{
	char name[] = "/tmp/ws_test.XXXXXX";
	struct world w;
	int fd[2], file;

	if (pipe(fd) != 0 || (file = mkstemp(name)) < 0)
		abort();
	unlink(name);
	raw_write(fd[1], "from a pipe", 11);
	close(fd[1]);
	raw_write(file, "from a file", 11);
	lseek(file, 0, SEEK_SET);
	world_loop(&w);
	for (unsigned i = 0; i < 2; i++) {
		struct reading r = {.loop = w.loop};

		check(ws_loop_on_readable(
			  w.loop, i ? file : fd[0], on_readable, &r) == SR_OK,
		    "standard input may be either");
		ws_loop_run(w.loop);
		check(r.end, "the end is told");
		check_text(r.text, i ? "from a file" : "from a pipe", "all");
	}
	close(fd[0]);
	close(file);
	world_end(&w);
}

int
main(void)
{
	test_timers();
	test_wake_and_signal();
	test_readable();
	return check_done();
}
