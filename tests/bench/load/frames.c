/* SPDX-License-Identifier: MIT */
#include "load/frames.h"

static size_t
head_len(const uint8_t *b)
{
	size_t len = b[1] & 127u;

	return 2u +
	       (len == 126      ? 2u
		   : len == 127 ? 8u
				: 0u) +
	       (b[1] & 128u ? 4u : 0u);
}

size_t
frame_read(struct frame *f, const uint8_t *b, size_t len)
{
	size_t head, n, extra;

	if (len < 2)
		return 2;
	head = head_len(b);
	if (len < head)
		return head;
	n = b[1] & 127u;
	extra = n == 126 ? 2u : n == 127 ? 8u : 0u;
	if (extra)
		n = 0;
	for (size_t i = 0; i < extra; i++)
		n = n << 8 | b[2 + i];
	f->opcode = b[0] & 15u;
	f->bytes = b + head;
	f->len = n;
	f->mask = b[1] & 128u ? b + head - 4 : NULL;
	return head + n;
}

size_t
frame_head(uint8_t *out, unsigned opcode, size_t len)
{
	out[0] = (uint8_t)(0x80u | opcode);
	if (len < 126) {
		out[1] = (uint8_t)len;
		return 2;
	}
	out[1] = 126;
	out[2] = (uint8_t)(len >> 8);
	out[3] = (uint8_t)len;
	return 4;
}

size_t
frame_masked(uint8_t *out, unsigned opcode, const void *bytes, size_t len)
{
	static const uint8_t mask[4] = {0x11, 0x5a, 0xc3, 0x37};
	const uint8_t *in = bytes;
	size_t at = frame_head(out, opcode, len);

	out[1] |= 128u;
	for (size_t i = 0; i < 4; i++)
		out[at++] = mask[i];
	for (size_t i = 0; i < len; i++)
		out[at++] = (uint8_t)(in[i] ^ mask[i & 3u]);
	return at;
}
