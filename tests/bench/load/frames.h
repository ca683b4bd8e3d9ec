/* SPDX-License-Identifier: MIT */
#ifndef BENCH_FRAMES_H
#define BENCH_FRAMES_H

#include <stddef.h>
#include <stdint.h>

/* RFC 6455, 5.2, as much of it as a client needs that trusts its server. */

#define FRAME_TEXT 1u
#define FRAME_BINARY 2u
#define FRAME_CLOSE 8u
#define FRAME_PING 9u
#define FRAME_PONG 10u
#define FRAME_HEAD_MAX 14u

struct frame {
	unsigned opcode;
	const uint8_t *bytes; /* of the payload, unmasked by the caller */
	size_t len;
	const uint8_t *mask; /* NULL: none */
};

/* How many bytes the frame at b has, or how many are needed to tell; if that
 * is at most len, *f is it. */
size_t frame_read(struct frame *f, const uint8_t *b, size_t len);
/* Writes a whole one, as clients must; out has room for the head too. */
size_t frame_masked(
    uint8_t *out, unsigned opcode, const void *bytes, size_t len);
/* The head of an unmasked one. */
size_t frame_head(uint8_t *out, unsigned opcode, size_t len);

#endif
