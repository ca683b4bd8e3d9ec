/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_UTF8_H
#define SCRUB_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Length of the character at s, 0 when it is not UTF-8 or is U+0000. */
unsigned utf8_read(const char *s, size_t left, uint32_t *cp);
unsigned utf8_write(uint32_t cp, char out[4]);
/* Code points in len bytes of UTF-8. */
size_t utf8_count(const char *s, size_t len);

#endif
