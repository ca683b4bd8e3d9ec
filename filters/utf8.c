/* SPDX-License-Identifier: MIT */
#include "utf8.h"

unsigned
utf8_read(const char *s, size_t left, uint32_t *cp)
{
	static const uint32_t smallest[] = {0, 1, 0x80, 0x800, 0x10000};
	const uint8_t *u = (const uint8_t *)s;
	uint32_t c = u[0];
	unsigned len = c < 0x80   ? 1
		       : c < 0xC2 ? 0
		       : c < 0xE0 ? 2
		       : c < 0xF0 ? 3
		       : c < 0xF5 ? 4
				  : 0;

	if (len == 0 || len > left)
		return 0;
	if (len > 1)
		c &= 0x7Fu >> len;
	for (unsigned i = 1; i < len; i++) {
		if ((u[i] & 0xC0u) != 0x80u)
			return 0;
		c = c << 6 | (u[i] & 0x3Fu);
	}
	if (c < smallest[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	*cp = c;
	return len;
}

unsigned
utf8_write(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0u | cp >> 6);
		out[1] = (char)(0x80u | (cp & 0x3Fu));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0u | cp >> 12);
		out[1] = (char)(0x80u | (cp >> 6 & 0x3Fu));
		out[2] = (char)(0x80u | (cp & 0x3Fu));
		return 3;
	}
	out[0] = (char)(0xF0u | cp >> 18);
	out[1] = (char)(0x80u | (cp >> 12 & 0x3Fu));
	out[2] = (char)(0x80u | (cp >> 6 & 0x3Fu));
	out[3] = (char)(0x80u | (cp & 0x3Fu));
	return 4;
}

size_t
utf8_count(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((uint8_t)s[i] & 0xC0u) != 0x80u;
	return n;
}
