/* SPDX-License-Identifier: MIT */
#include "proto/ws.h"

/* RFC 6455, 5.2: FIN and opcode 1, no mask, the shortest length form. */
size_t
ws_frame_head(uint8_t head[10], size_t len)
{
	size_t n = 0;

	head[n++] = 0x81;
	if (len < 126) {
		head[n++] = (uint8_t)len;
		return n;
	}
	if (len < 65536) {
		head[n++] = 126;
		head[n++] = (uint8_t)(len >> 8);
		head[n++] = (uint8_t)(len & 0xff);
		return n;
	}
	head[n++] = 127;
	for (int shift = 56; shift >= 0; shift -= 8)
		head[n++] = (uint8_t)((uint64_t)len >> shift & 0xff);
	return n;
}
