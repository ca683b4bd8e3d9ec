/* SPDX-License-Identifier: MIT */
#ifndef WS_FAKE_H
#define WS_FAKE_H

#include "proto/ws.h"

/*
 * ws.h without sockets: connections in memory, and a clock that only
 * fake_advance() moves. Link ws_fake.c, ws_fake_loop.c (and worker_fake.c,
 * which runs workers on the loop) before the libraries, so that its names win
 * over theirs. Nothing happens but in fake_run() and fake_advance().
 */

/* A peer at that address; NULL when nothing listens or limits forbid it. */
struct ws_conn *fake_connect(struct ws_loop *loop, const char *address);
/* The peer sends one text message. */
void fake_say(struct ws_conn *conn, const char *text);
void fake_say_bytes(struct ws_conn *conn, const char *text, size_t len);
/* The next text sent to the peer; NULL: none. Valid until the next call. */
const char *fake_take(struct ws_conn *conn);
/* The peer takes nothing from its socket, or goes on. While stalled, one
 * write is unfinished and the rest waits. */
void fake_stall(struct ws_conn *conn, bool stalled);
/* 0 while open; the close code the peer was told; 1006: dropped untold. */
int fake_closed(const struct ws_conn *conn);
const char *fake_close_reason(const struct ws_conn *conn);
/* The peer says close; fake_vanish(): is gone without a word, and conn is
 * not to be used any more. */
void fake_close(struct ws_conn *conn, int code, const char *reason);
void fake_vanish(struct ws_conn *conn);

/* One turn of the loop. */
void fake_turn(struct ws_loop *loop);
/* Until nothing moves any more at this time. */
void fake_run(struct ws_loop *loop);
/* Time passes, stopping at each timer on the way. */
void fake_advance(struct ws_loop *loop, uint64_t ms);
/* The same at once: each timer that is due by then comes once. */
void fake_sleep(struct ws_loop *loop, uint64_t ms);
/* Waits, in real time, for ws_loop_wake() from a thread; false after 10 s. */
bool fake_await_wake(struct ws_loop *loop);
/* As if the process got it. */
void fake_signal(struct ws_loop *loop, int signo);

#endif
