/* SPDX-License-Identifier: MIT */
#ifndef WS_FAKE_PRIVATE_H
#define WS_FAKE_PRIVATE_H

#include <string.h>

#include "proto/limits.h"
#include "ws_fake.h"

/* What ws_fake.c and ws_fake_loop.c share. */

#define SIGNALS_MAX 4
struct text {
	struct text *next;
	size_t len;
	char bytes[];
};

struct texts {
	struct text *first, **end;
	size_t len;
};

enum conn_state { NEW, OPEN, CLOSING, ENDED };

struct ws_conn {
	struct ws_conn *next;
	struct ws_loop *loop;
	char address[64], reason[124], told_reason[124];
	uint32_t number;
	enum conn_state state;
	enum ws_form form;
	bool paused, stalled, wants_ready, blocked, gone;
	uint64_t blocked_ms, closing_ms;
	int code, told; /* why it ends; what the peer knows */
	void *peer;
	struct texts in, waiting, out;
	char *taken;
};

struct ws_timer {
	struct ws_timer *next;
	struct ws_loop *loop;
	bool set;
	uint64_t due_ms, order;
	void (*fn)(void *ctx);
	void *ctx;
};

struct ws_loop {
	uint64_t now_ms, timer_order;
	bool dirty, stopped, listening;
	int wake_fd;
	void (*on_turn)(void *ctx);
	void *turn_ctx;
	void (*on_wake)(void *ctx);
	void *wake_ctx;
	struct {
		int signo;
		void (*fn)(void *ctx, int signo);
		void *ctx;
	} signal[SIGNALS_MAX];
	unsigned signals;
	struct ws_timer *timers;
	struct ws_conn *conns;
	uint32_t last_number;
	struct ws_listen listen;
	struct ws_handler handler;
	void *handler_ctx;
};

void fake_conn_ended(struct ws_conn *c);
void fake_conn_free(struct ws_conn *c);
void fake_conn_turn(struct ws_conn *c);

#endif
