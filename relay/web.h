/* SPDX-License-Identifier: MIT */
#ifndef SR_WEB_H
#define SR_WEB_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/ws.h"

/*
 * The pages of client/web/, built into the daemon and served on the port of
 * the websockets. Only what the table names can be asked for: there is no
 * directory, and a path is compared, never opened.
 */

struct web_file {
	const char *path, *type, *tag; /* tag: of the content, for ETag */
	const unsigned char *plain;
	size_t plain_len;
	const unsigned char *gzip;
	size_t gzip_len; /* 0: would not be smaller */
	bool wasm;       /* page or worker that runs the filter */
	bool hashed;     /* another content would have another path */
};

/* client/web/embed.py makes both. */
extern const struct web_file web_files[];
extern const size_t web_file_count;

/* Answers in *out and returns true if this is a path of the pages. hsts: the
 * browser came by TLS and is to come by TLS from now on. */
bool web_answer(
    const struct ws_http_request *in, bool hsts, struct ws_http_answer *out);

/* ws_handler.on_http of the peers' address; ctx is the struct relay. The
 * pages if the configuration has them, and what health_on_http() answers. */
void web_on_http(
    void *ctx, const struct ws_http_request *in, struct ws_http_answer *out);

#endif
