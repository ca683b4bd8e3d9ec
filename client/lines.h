/* SPDX-License-Identifier: MIT */
#ifndef SR_LINES_H
#define SR_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/ws.h"

/*
 * Lines from a file descriptor (terminal, pipe or file) on the loop, read
 * with read(2) into memory that is wiped behind each line.
 */

/* Bytes of one line: a draft in JSON with all its letters escaped. */
#define LINES_MAX 32768u

struct lines;

struct lines_handler {
	/* One line without its end, NUL behind it; number from 1. text NULL:
	 * it was longer than LINES_MAX. It may be written to. */
	void (*on_line)(void *ctx, uint64_t number, char *text, size_t len);
	/* No more lines. Last. error: 0 at the end of what there is, or errno of
	 * the read that failed. */
	void (*on_end)(void *ctx, int error);
};

SR_MUST_USE enum sr_err lines_new(struct lines **out, struct ws_loop *loop,
    int fd, const struct lines_handler *handler, void *ctx);
/* NULL is fine. */
void lines_free(struct lines *l);

/* Hold on for a while; from anywhere, also from on_line. */
void lines_pause(struct lines *l, bool paused);

#endif
