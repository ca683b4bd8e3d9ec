/* SPDX-License-Identifier: MIT */
#include "echo.h"

#include <signal.h>
#include <stdio.h>

#include "proto/limits.h"
#include "proto/ws.h"

/* Bytes of the largest message of the Autobahn suite's cases. */
#define ECHO_MAX (16u * 1024 * 1024 + 4096)

static void *
on_open(void *ctx, struct ws_conn *conn)
{
	(void)ctx;
	return conn;
}

static void
on_message(void *peer, char *text, size_t len)
{
	ws_send(peer, text, len);
}

static void
on_close(void *peer, int code, const char *reason)
{
	(void)peer;
	(void)code;
	(void)reason;
}

static void
on_signal(void *ctx, int signo)
{
	(void)signo;
	ws_loop_stop(ctx);
}

int
echo_run(int port)
{
	static const struct ws_handler handler = {
	    .on_open = on_open, .on_message = on_message, .on_close = on_close};
	struct ws_listen opt = {.host = "127.0.0.1",
	    .port = port,
	    .bound = &port,
	    .frame_max = ECHO_MAX,
	    .connections_max = CONNECTIONS_MAX,
	    .per_address_max = CONNECTIONS_MAX,
	    .slow_ms = SLOW_READER_MS,
	    .deflate = true,
	    .conformance = true};
	struct sr_fault fault = {{0}};
	struct ws_loop *loop = NULL;
	enum sr_err err = ws_loop_new(&loop);

	if (err == SR_OK)
		err = ws_listen(loop, &opt, &handler, NULL, &fault);
	if (err == SR_OK)
		err = ws_loop_on_signal(loop, SIGTERM, on_signal, loop);
	if (err == SR_OK) {
		fprintf(stderr, "listening port=%d\n", port);
		ws_loop_run(loop);
	} else {
		fprintf(stderr, "scrubrelayd: %s\n",
		    fault.what[0] ? fault.what : sr_err_sentence(err));
	}
	ws_loop_free(loop);
	return err == SR_OK ? 0 : 1;
}
