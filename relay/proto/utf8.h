/* SPDX-License-Identifier: MIT */
#ifndef SR_UTF8_H
#define SR_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Is it UTF-8 (RFC 3629), in pieces as they come, so that the first wrong byte
 * tells. All zero: at the beginning, and between two characters.
 */
struct utf8 {
	uint8_t need;      /* bytes that the character still has */
	uint8_t low, high; /* range of the next of them */
};

/* False: these bytes cannot follow. */
bool utf8_goes_on(struct utf8 *u, const void *bytes, size_t len);
/* No character is unfinished. */
bool utf8_whole(const struct utf8 *u);

#endif
