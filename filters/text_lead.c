/* SPDX-License-Identifier: MIT */
/* What stands before a message's first word and says nothing of it. */
#include "text_private.h"

#include <string.h>
#include <strings.h>

#include "letter.h"

/* A sign that writers begin lines with: a dash, a bullet, an arrow, an emoji.
 * No letters of flags, squares or circles: those may spell. */
static bool
is_bullet(uint32_t cp)
{
	if (cp < 0x80)
		return cp == '-' || cp == '*' || cp == '|' || cp == '/';
	if (cp == 0xB7)
		return true;
	return (cp >= 0x2010 && cp < 0x2460 && !letter_is(cp)) ||
	       (cp >= 0x2500 && cp < 0x2C00) || (cp >= 0x1F300 && cp < 0x1FB00);
}

/* Signs up to a blank; at: there are none. */
static size_t
past_bullets(const struct text *t, size_t at)
{
	const size_t begin = at;
	uint32_t cp;
	unsigned len;

	while (at < t->norm_len && t->norm[at] != ' ') {
		len = utf8_read(t->norm + at, t->norm_len - at, &cp);
		if (len == 0 || !is_bullet(cp))
			return begin;
		at += len;
	}
	return at;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ":20" behind the hour, ":33" behind the minute: 0 to 59. */
static size_t
past_part(const char *s, size_t at)
{
	return s[at] == ':' && s[at + 1] >= '0' && s[at + 1] <= '5' &&
		       is_digit(s[at + 2]) && !is_digit(s[at + 3])
		   ? at + 3
		   : at;
}

/* "am", " pm", "h", " WIB"; of 24 hours the first two are somebody's initials. */
static size_t
past_zone(const char *s, size_t at, bool of_12)
{
	static const char *const zone[] = {
	    "am", "pm", "h", "hrs", "wib", "wita", "wit"};
	const size_t word = at + (s[at] == ' ');

	for (size_t k = of_12 ? 0 : 2; k < sizeof(zone) / sizeof(*zone); k++) {
		const size_t len = strlen(zone[k]);
		const char behind = s[word + len];

		if (strncasecmp(s + word, zone[k], len) == 0 &&
		    text_class(behind) != B_LETTER &&
		    text_class(behind) != B_DIGIT)
			return word + len;
	}
	return at;
}

/* "14:20", "[14:20:05]", "2:20 pm,", "14:20 WIB -" up to a blank or the end;
 * at: there is none. Norm is padded. */
static size_t
past_clock(const struct text *t, size_t at)
{
	const size_t begin = at;
	const char *s = t->norm;
	const char open = s[at];
	size_t hour, end;

	at += open == '[' || open == '(';
	hour = at;
	while (is_digit(s[at]))
		at++;
	if (at == hour || at > hour + 2 ||
	    (at == hour + 2 && (s[hour] > '2' ||
				   (s[hour] == '2' && s[hour + 1] > '3'))))
		return begin;
	end = past_part(s, at);
	if (end == at)
		return begin;
	at = past_zone(s, past_part(s, end),
	    at == hour + 1 || s[hour] == '0' ||
		(s[hour] == '1' && s[hour + 1] < '3'));
	if (open == '[' || open == '(') {
		if (s[at] != (open == '[' ? ']' : ')'))
			return begin;
		at++;
	}
	at += s[at] == ':' || s[at] == ',' || s[at] == ';' || s[at] == '-';
	return at == t->norm_len || s[at] == ' ' ? at : begin;
}

uint32_t
text_lead(const struct text *t)
{
	size_t lead = 0;

	for (;;) {
		size_t at = lead, next;

		while (at < t->norm_len && t->norm[at] == ' ')
			at++;
		next = past_bullets(t, at);
		if (next == at)
			next = past_clock(t, at);
		if (next == at)
			return (uint32_t)lead;
		if (next == t->norm_len)
			return 0; /* there is nothing else */
		lead = next;
	}
}
