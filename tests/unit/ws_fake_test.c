/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "scenario/worker_fake.c"
#include "scenario/ws_fake.c"
#include "scenario/ws_fake_loop.c"

/* The stand-in for sockets keeps the promises of ws.h that scenarios need. */

struct end {
	struct ws_conn *conn;
	unsigned opened, messages, readies, slows, closed;
	int code;
	uint64_t closed_ms;
	char last[64];
};

static struct ws_loop *loop;
static struct end end;

static void *
on_open(void *ctx, struct ws_conn *conn)
{
	(void)ctx;
	end.conn = conn;
	end.opened++;
	ws_send(conn, "challenge", 9);
	return &end;
}

static void
on_message(void *peer, char *text, size_t len)
{
	(void)peer;
	end.messages++;
	snprintf(end.last, sizeof(end.last), "%s", text);
	ws_send(end.conn, text, len);
}

static void
on_ready(void *peer)
{
	(void)peer;
	end.readies++;
}

static void
on_slow(void *peer)
{
	(void)peer;
	end.slows++;
	ws_close(end.conn, CLOSE_SLOW, "next=7");
}

static void
on_close(void *peer, int code, const char *reason)
{
	(void)peer;
	(void)reason;
	end.closed++;
	end.code = code;
	end.closed_ms = ws_loop_now_ms(loop);
}

static const struct ws_handler handler = {.on_open = on_open,
    .on_message = on_message,
    .on_ready = on_ready,
    .on_slow = on_slow,
    .on_close = on_close};

static void
start(void)
{
	struct ws_listen opt = {.frame_max = 100,
	    .connections_max = 3,
	    .per_address_max = 2,
	    .slow_ms = 1000};

	memset(&end, 0, sizeof(end));
	if (ws_loop_new(&loop) != SR_OK ||
	    ws_listen(loop, &opt, &handler, NULL, NULL) != SR_OK)
		abort();
}

static void
test_talk(void)
{
	char large[102] = {0};
	struct ws_conn *c;
	uint8_t frames[64];
	size_t n;

	start();
	c = fake_connect(loop, "192.0.2.1");
	check(end.opened == 0, "nothing happens before fake_run()");
	fake_run(loop);
	check_text(fake_take(c), "challenge", "sent in on_open");
	fake_say(c, "hello");
	fake_run(loop);
	check_text(end.last, "hello", "what the peer said");
	check_text(fake_take(c), "hello", "the answer");
	check_text(fake_take(c), NULL, "nothing more");
	check_text(ws_address(c), "192.0.2.1", "its address");

	n = ws_frame_head(frames, 3);
	memcpy(frames + n, "one", 3);
	n += 3;
	n += ws_frame_head(frames + n, 3);
	memcpy(frames + n, "two", 3);
	n += 3;
	check(ws_ready(end.conn), "nothing waits");
	check(ws_write_frames(end.conn, frames, n), "frames");
	check_text(fake_take(c), "one", "frames are texts to the peer");
	check_text(fake_take(c), "two", "each one");

	ws_want_ready(end.conn);
	fake_run(loop);
	check_number(end.readies, 1, "asked for");

	memset(large, 'x', 101);
	fake_say(c, large);
	fake_run(loop);
	check_number((unsigned)fake_closed(c), 1009, "larger than frame_max");
	check_number(end.closed, 1, "the relay knows");
	ws_loop_free(loop);
}

static void
test_stall(void)
{
	struct ws_conn *c;

	start();
	c = fake_connect(loop, "192.0.2.1");
	fake_run(loop);
	fake_take(c);
	fake_stall(c, true);
	fake_say(c, "a");
	fake_say(c, "b");
	fake_run(loop);
	check(!ws_ready(end.conn), "a write is unfinished");
	check_text(fake_take(c), NULL, "it takes nothing");
	fake_stall(c, false);
	fake_run(loop);
	check_text(fake_take(c), "a", "in order");
	check_text(fake_take(c), "b", "all");
	check(ws_ready(end.conn) && end.readies == 1, "ready again");

	fake_stall(c, true);
	fake_say(c, "c");
	fake_advance(loop, 999);
	check_number(end.slows, 0, "not yet slow");
	fake_advance(loop, 1);
	check_number(end.slows, 1, "slow");
	check_number((unsigned)fake_closed(c), 0, "it cannot be told");
	fake_advance(loop, CLOSE_GRACE_MS);
	check_number((unsigned)fake_closed(c), 1006, "and is dropped");
	check_number((unsigned)end.code, CLOSE_SLOW, "for that reason");
	ws_loop_free(loop);
}

static void
test_who_may_come(void)
{
	struct ws_conn *c[3];

	start();
	c[0] = fake_connect(loop, "192.0.2.1");
	c[1] = fake_connect(loop, "192.0.2.1");
	check(!fake_connect(loop, "192.0.2.1"), "two of one address");
	c[2] = fake_connect(loop, "192.0.2.2");
	check(!fake_connect(loop, "192.0.2.3"), "three in all");
	fake_run(loop);
	fake_vanish(c[0]);
	fake_close(c[1], 1000, "bye");
	fake_run(loop);
	check_number(end.closed, 2, "two are gone");
	check_number((unsigned)end.code, 1000, "the peer's own code");
	check(fake_connect(loop, "192.0.2.1") != NULL, "their places free");
	ws_listen_stop(loop);
	check(!fake_connect(loop, "192.0.2.9"), "nobody new");
	ws_loop_free(loop);
	check_number(end.closed, 3, "the end ends those that stood");
}

static char fired[16];

static void
fire(void *ctx)
{
	strcat(fired, ctx);
}

static unsigned batches, done;

static void
run_batch(void *ctx, struct worker_job *first)
{
	(void)ctx;
	(void)first;
	batches++;
}

static void
job_done(struct worker_job *job)
{
	(void)job;
	done++;
}

static void
test_time_and_work(void)
{
	struct ws_timer *a = NULL, *b = NULL, *c = NULL;
	struct worker_pool *pool = NULL;
	struct worker *w = NULL;
	struct worker_job job[3] = {
	    {.done = job_done}, {.done = job_done}, {.done = job_done}};

	start();
	if (ws_timer_new(&a, loop, fire, "a") != SR_OK ||
	    ws_timer_new(&b, loop, fire, "b") != SR_OK ||
	    ws_timer_new(&c, loop, fire, "c") != SR_OK ||
	    worker_pool_new(&pool, loop) != SR_OK ||
	    worker_new(&w, pool, "w", run_batch, NULL) != SR_OK)
		abort();
	ws_timer_set(a, 30);
	ws_timer_set(b, 10);
	ws_timer_set(c, 10);
	fake_advance(loop, 9);
	check_text(fired, "", "none is due");
	fake_advance(loop, 100);
	check_text(fired, "bca", "by time, then by order");
	ws_timer_free(b);
	for (unsigned i = 0; i < 3; i++)
		worker_submit(w, &job[i]);
	check_number(batches, 0, "not before the loop runs");
	fake_run(loop);
	check_number(batches, 1, "one batch");
	check_number(done, 3, "all done");
	worker_submit(w, &job[0]);
	worker_free(w);
	check_number(done, 4, "what waits is finished");
	worker_pool_free(pool);
	ws_timer_free(a);
	ws_loop_free(loop);
	ws_timer_free(c);
}

int
main(void)
{
	test_talk();
	test_stall();
	test_who_may_come();
	test_time_and_work();
	return check_done();
}
