/* SPDX-License-Identifier: MIT */
#include "proto/utf8.h"

#include <string.h>

/* First bytes of a character: how many follow, and the range of the second,
 * which keeps out overlong forms, surrogates and what is beyond U+10FFFF. */
static const struct {
	uint8_t from, to, need, low, high;
} leads[] = {
    {0xc2, 0xdf, 1, 0x80, 0xbf},
    {0xe0, 0xe0, 2, 0xa0, 0xbf},
    {0xe1, 0xec, 2, 0x80, 0xbf},
    {0xed, 0xed, 2, 0x80, 0x9f},
    {0xee, 0xef, 2, 0x80, 0xbf},
    {0xf0, 0xf0, 3, 0x90, 0xbf},
    {0xf1, 0xf3, 3, 0x80, 0xbf},
    {0xf4, 0xf4, 3, 0x80, 0x8f},
};

static bool
begin(struct utf8 *u, uint8_t c)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		if (c < leads[i].from || c > leads[i].to)
			continue;
		*u = (struct utf8){leads[i].need, leads[i].low, leads[i].high};
		return true;
	}
	return false;
}

/* How many of the bytes are ASCII; eight at a time. */
static size_t
ascii(const uint8_t *b, size_t len)
{
	size_t n = 0;
	uint64_t eight;

	for (; n + 8 <= len; n += 8) {
		memcpy(&eight, b + n, 8);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (n < len && b[n] < 0x80)
		n++;
	return n;
}

bool
utf8_goes_on(struct utf8 *u, const void *bytes, size_t len)
{
	const uint8_t *b = bytes, *end = b + len;

	while (b < end) {
		if (u->need) {
			if (*b < u->low || *b > u->high)
				return false;
			*u = (struct utf8){(uint8_t)(u->need - 1), 0x80, 0xbf};
			b++;
			continue;
		}
		b += ascii(b, (size_t)(end - b));
		if (b < end && !begin(u, *b++))
			return false;
	}
	return true;
}

bool
utf8_whole(const struct utf8 *u)
{
	return u->need == 0;
}
