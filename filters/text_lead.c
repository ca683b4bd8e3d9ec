/* SPDX-License-Identifier: MIT */
/* What stands before a line's first word and says nothing of it. */
#include "text_private.h"

#include <string.h>
#include <strings.h>

#include "letter.h"

/* Norm ends with a NUL: nothing below reads behind it. */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Behind a word, behind a lead. */
static bool
ends_word(char c)
{
	return text_class(c) != B_LETTER && text_class(c) != B_DIGIT;
}

static bool
ends_lead(char c)
{
	return c == ' ' || c == '\n' || c == '\0';
}

/* A sign that writers begin lines with: a dash, a bullet, an arrow, an emoji.
 * No letters of flags, squares or circles: those may spell. */
static bool
is_bullet(uint32_t cp)
{
	if (cp < 0x80)
		return cp == '-' || cp == '*' || cp == '|' || cp == '/' ||
		       cp == '>';
	if (cp == 0xB7)
		return true;
	return (cp >= 0x2010 && cp < 0x2460 && !letter_is(cp)) ||
	       (cp >= 0x2500 && cp < 0x2C00) || (cp >= 0x1F300 && cp < 0x1FB00);
}

/* Each of the following: where it ends, what is there at `at`; at: it is not
 * there. */

/* Signs up to a blank. */
static size_t
past_bullets(const struct text *t, size_t at)
{
	const size_t begin = at;
	uint32_t cp;
	unsigned len;

	while (!ends_lead(t->norm[at])) {
		len = utf8_read(t->norm + at, t->norm_len - at, &cp);
		if (len == 0 || !is_bullet(cp))
			return begin;
		at += len;
	}
	return at;
}

/* One of these words in small letters, in any case. */
static size_t
past_word(const char *s, size_t at, const char *const *words)
{
	const char first = (char)(s[at] | 0x20);

	for (; *words; words++) {
		size_t len;

		if (**words != first) /* nearly all */
			continue;
		len = strlen(*words);
		if (strncasecmp(s + at, *words, len) == 0 &&
		    ends_word(s[at + len]))
			return at + len;
	}
	return at;
}

/* 0 to 23. */
static size_t
past_hour(const char *s, size_t at)
{
	if (!is_digit(s[at]) || !is_digit(s[at + 1]))
		return at + is_digit(s[at]);
	return s[at] < '2' || (s[at] == '2' && s[at + 1] <= '3') ? at + 2 : at;
}

/* 00 to 59, and no digit more. */
static size_t
past_minute(const char *s, size_t at)
{
	return s[at] >= '0' && s[at] <= '5' && is_digit(s[at + 1]) &&
		       !is_digit(s[at + 2])
		   ? at + 2
		   : at;
}

/* "am", " pm", "h", " WIB"; of 24 hours the first two are somebody's initials.
 */
static size_t
past_zone(const char *s, size_t at, const char *hour, size_t hour_len)
{
	static const char *const zone[] = {
	    "am", "pm", "h", "hrs", "wib", "wita", "wit", NULL};
	const bool of_12 = hour_len == 1 || hour[0] == '0' ||
			   (hour[0] == '1' && hour[1] < '3');
	const size_t word = at + (s[at] == ' ');
	const size_t end = past_word(s, word, of_12 ? zone : zone + 2);

	return end == word ? at : end;
}

/* "14:20:05", "2:20 pm"; with a word for it also "1420h", "pkl. 14.20": a
 * number alone may be anything. */
static size_t
past_time(const char *s, size_t at)
{
	static const char *const cues[] = {
	    "at", "jam", "pkl", "pukul", "time", NULL};
	const size_t begin = at, cue = past_word(s, at, cues) + (s[at] == '@');
	size_t hour, end, zone;
	char sign;

	if (cue > begin) {
		at = cue + (s[cue] == '.');
		at += s[at] == ' ';
	}
	hour = past_hour(s, at);
	if (hour == at)
		return begin;
	sign = s[hour] == ':' || s[hour] == '.' ? s[hour] : '\0';
	if (!sign && hour == at + 1)
		return begin;
	end = past_minute(s, hour + (sign != '\0'));
	if (end == hour + (sign != '\0'))
		return begin;
	if (sign == ':' && s[end] == ':')
		end = past_minute(s, end + 1);
	zone = past_zone(s, end, s + at, hour - at);
	return sign == ':' || cue > begin || zone > end ? zone : begin;
}

/* "T+12", "T+00:12:31", "T+5min": the procedure's own clock. More than three
 * digits may be anything. */
static size_t
past_relative(const char *s, size_t at)
{
	static const char *const unit[] = {"h", "m", "min", "s", NULL};
	size_t end = at + 2;

	if ((s[at] | 0x20) != 't' || s[at + 1] != '+')
		return at;
	while (is_digit(s[end]) && end < at + 6)
		end++;
	if (end == at + 2 || end == at + 6)
		return at;
	for (int part = 0; part < 2; part++)
		if (s[end] == ':' && past_minute(s, end + 1) > end + 1)
			end += 3;
	return past_word(s, end, unit);
}

/* "[14:20:05]", "14:20 WIB -", "T+12,". */
static size_t
past_clock(const char *s, size_t at)
{
	const size_t begin = at;
	const char close = s[at] == '[' ? ']' : s[at] == '(' ? ')' : '\0';
	size_t end;

	at += close != '\0';
	end = past_time(s, at);
	if (end == at)
		end = past_relative(s, at);
	if (end == at || (close && s[end] != close))
		return begin;
	end += close != '\0';
	end += s[end] && strchr(":,;-", s[end]);
	return ends_lead(s[end]) ? end : begin;
}

/* "1.", "12)", "(3)" of a list, before a word. More than 20 may be a day or an
 * age. */
static size_t
past_item(const char *s, size_t at)
{
	const size_t number = at + (s[at] == '(');
	size_t end = number;

	while (is_digit(s[end]))
		end++;
	if (end == number || end > number + 2 ||
	    (end == number + 2 && s[number] > '1' &&
		!(s[number] == '2' && s[number + 1] == '0')))
		return at;
	if (s[end] != ')' && (s[end] != '.' || number > at))
		return at;
	return s[end + 1] == ' ' && text_class(s[end + 2]) == B_LETTER ? end + 1
								       : at;
}

/* "Update:", "FYI -": what a message is. */
static size_t
past_opener(const char *s, size_t at)
{
	static const char *const words[] = {"catatan", "fyi", "heads up",
	    "heads-up", "info", "izin lapor", "lapor", "nb", "note", "ps",
	    "quick update", "reminder", "sekadar info", "sekedar info",
	    "status", "update", NULL};
	const size_t word = past_word(s, at, words);
	size_t end = word;

	if (word == at)
		return at;
	end += s[end] == ' ';
	if (s[end] != ':' && s[end] != '-')
		return at;
	return ends_lead(s[end + 1]) ? end + 1 : at;
}

size_t
text_lead(const struct text *t, size_t begin)
{
	const char *s = t->norm;
	size_t lead = begin;

	for (;;) {
		size_t at = lead, next;

		while (s[at] == ' ')
			at++;
		next = past_bullets(t, at);
		if (next == at)
			next = past_clock(s, at);
		if (next == at)
			next = past_item(s, at);
		if (next == at)
			next = past_opener(s, at);
		if (next == at)
			return lead;
		if (s[next] != ' ')
			return begin; /* there is nothing else */
		lead = next;
	}
}
