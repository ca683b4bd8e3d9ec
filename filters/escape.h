/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_ESCAPE_H
#define SCRUB_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Characters that a program wrote with signs, or somebody who hides them:
 * "Ren&eacute;e", "&#74;ohn", "J&#x6f;hn", "O&amp;#39;Brien", "\u004aohn",
 * "Jo%68n". Only what is well formed: "R&D", "BP&HR", "5%20" are themselves.
 */

/* May one begin in these bytes at all? */
bool escape_may(const char *s, size_t len);

static inline bool
escape_sign(char c)
{
	return c == '&' || c == '\\' || c == '%';
}

/* What stands before "%68". */
enum escape_before {
	ESCAPE_BEHIND_OTHER,
	ESCAPE_BEHIND_DIGIT, /* "98%4A": per cent */
	ESCAPE_BEHIND_LETTER,
	ESCAPE_BEHIND_ESCAPE
};

/*
 * How many bytes write one character from s on, which begins with a sign; 0:
 * they are themselves. *cp: the character, of a letter with an accent the
 * plain one.
 */
unsigned escape_read(
    const char *s, size_t left, enum escape_before before, uint32_t *cp);

#endif
