/* SPDX-License-Identifier: MIT */
#include "log.h"

#include <ctype.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "proto/cj.h"
#include "proto/limits.h"

/* Bytes of one line: below PIPE_BUF, so that lines of threads never mix. */
#define LINE_MAX_BYTES 2048

static enum log_level least_level = LOG_LEVEL_INFO;
static bool as_json;

static const char *const level_name[] = {
    [LOG_LEVEL_DEBUG] = "debug",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_WARN] = "warn",
    [LOG_LEVEL_ERROR] = "error",
};

struct line {
	char at[LINE_MAX_BYTES];
	size_t len;
};

void
log_init(enum log_level least, bool json)
{
	least_level = least;
	as_json = json;
}

/* Room is kept for what ends the line. */
static void
put_char(struct line *l, char c)
{
	if (l->len < sizeof(l->at) - 4)
		l->at[l->len++] = c;
}

static void
put_plain(struct line *l, const char *s)
{
	for (; *s; s++)
		put_char(l, *s);
}

/* Bytes of the character at s; 0: it is none, as where a text was cut. */
static size_t
character(const char *s, size_t len)
{
	size_t n = 1;

	while (n <= len && n <= 4 && !cj_utf8(s, n))
		n++;
	return n <= len && n <= 4 ? n : 0;
}

/* A control character (those of C1, too) cannot begin a line of its own or
 * steer a terminal, and half a character spoils no JSON. How many of the bytes
 * were put. */
static size_t
put_harmless(struct line *l, const char *s, size_t len)
{
	const unsigned char *b = (const unsigned char *)s;
	size_t n = character(s, len);

	if (n == 0 || b[0] < ' ' || b[0] == 0x7f ||
	    (b[0] == 0xc2 && b[1] < 0xa0)) {
		put_char(l, '?');
		return n ? n : 1;
	}
	for (size_t i = 0; i < n; i++)
		put_char(l, s[i]);
	return n;
}

/* Part of a JSON string, cut only between escapes. */
static void
put_quoted(struct line *l, const char *s, size_t len)
{
	put_char(l, '"');
	for (size_t i = 0; i < len && l->len < sizeof(l->at) - 12;) {
		if (s[i] == '"' || s[i] == '\\')
			put_char(l, '\\');
		i += put_harmless(l, s + i, len - i);
	}
	put_char(l, '"');
}

/* Length of "word=" at s, 0 when there is none. */
static size_t
key_len(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n && s[n] == '=' ? n + 1 : 0;
}

static bool
is_number(const char *s, size_t len)
{
	/* Up to 15 digits every reader of JSON keeps exactly. */
	if (len == 0 || len > 15 || (s[0] == '0' && len > 1))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
	}
	return true;
}

/* The value ends where the next " word=" begins, or the text. */
static size_t
value_len(const char *s)
{
	for (size_t i = 0; s[i]; i++) {
		if (s[i] == ' ' && key_len(s + i + 1))
			return i;
	}
	return strlen(s);
}

static void
put_json_pairs(struct line *l, const char *text)
{
	while (*text) {
		size_t key = key_len(text), len = value_len(text + key);

		put_char(l, ',');
		put_quoted(l, key ? text : "text", key ? key - 1 : 4);
		put_char(l, ':');
		if (is_number(text + key, len)) {
			for (size_t i = 0; i < len; i++)
				put_char(l, text[key + i]);
		} else {
			put_quoted(l, text + key, len);
		}
		text += key + len;
		if (*text == ' ')
			text++;
	}
}

static void
put_time(struct line *l)
{
	char text[40];
	struct timespec now;
	struct tm day;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &day);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &day);
	put_plain(l, text);
	snprintf(text, sizeof(text), ".%03ldZ", now.tv_nsec / 1000000);
	put_plain(l, text);
}

static void
make_json(
    struct line *l, enum log_level level, const char *id, const char *text)
{
	put_plain(l, "{\"ts\":\"");
	put_time(l);
	put_plain(l, "\",\"level\":\"");
	put_plain(l, level_name[level]);
	put_plain(l, "\",\"id\":");
	put_quoted(l, id, strlen(id));
	put_json_pairs(l, text);
	l->at[l->len++] = '}';
}

static void
make_text(
    struct line *l, enum log_level level, const char *id, const char *text)
{
	put_plain(l, level_name[level]);
	put_char(l, ' ');
	put_plain(l, id);
	if (*text)
		put_char(l, ' ');
	for (size_t len = strlen(text); len && l->len < sizeof(l->at) - 12;) {
		size_t n = put_harmless(l, text, len);

		text += n;
		len -= n;
	}
}

/* Whoever reads standard error and stops shall not stop the loop: a full pipe
 * is not waited for. Below PIPE_BUF a line fits where anything does. */
static bool
write_line(const struct line *l)
{
	struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};
	size_t done = 0;

	if (poll(&out, 1, 0) == 0)
		return false;
	while (done < l->len) {
		ssize_t n = write(STDERR_FILENO, l->at + done, l->len - done);

		if (n <= 0)
			break; /* nobody reads: nobody to tell */
		done += (size_t)n;
	}
	return true;
}

/* False: it was not taken. */
static bool
say(enum log_level level, const char *id, const char *text)
{
	struct line l = {.len = 0};

	if (as_json)
		make_json(&l, level, id, text);
	else
		make_text(&l, level, id, text);
	l.at[l.len++] = '\n';
	return write_line(&l);
}

/* The lines of this thread that were not taken come first, by their number. */
static void
say_all(enum log_level level, const char *id, const char *text)
{
	static _Thread_local unsigned lost;
	char count[32];

	snprintf(count, sizeof(count), "lines=%u", lost);
	if (lost && say(LOG_LEVEL_WARN, "log-lost", count))
		lost = 0;
	if (lost || !say(level, id, text))
		lost++;
}

__attribute__((format(printf, 3, 0))) static void
log_line(enum log_level level, const char *id, const char *format, va_list args)
{
	/* A quarter, so that no pair of the JSON form is cut in half. */
	char text[LINE_MAX_BYTES / 4];

	if (level < least_level)
		return;
	vsnprintf(text, sizeof(text), format, args);
	say_all(level, id, text);
}

/* One function a level: the level is seen where it is used. */
#define LOG_FUNCTION(name, level)                                              \
	void name(const char *id, const char *format, ...)                     \
	{                                                                      \
		va_list args;                                                  \
                                                                               \
		va_start(args, format);                                        \
		log_line(level, id, format, args);                             \
		va_end(args);                                                  \
	}

__attribute__((format(printf, 3, 4))) static void
log_words(enum log_level level, const char *id, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_line(level, id, format, args);
	va_end(args);
}

LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_warn, LOG_LEVEL_WARN)
LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)

/* ---- what peers can cause without end ---- */

struct often {
	const char *id;
	uint64_t second;
	unsigned said, unsaid;
};

/* Ids that there are; of one more each line is written. */
#define OFTEN_IDS 8u

static struct often *
often_of(const char *id)
{
	static struct often all[OFTEN_IDS];

	for (size_t i = 0; i < OFTEN_IDS; i++) {
		if (!all[i].id)
			all[i].id = id;
		if (strcmp(all[i].id, id) == 0)
			return &all[i];
	}
	return NULL;
}

/* May it be said now? */
static bool
may_say(struct often *o, uint64_t now_ms)
{
	if (o->second != now_ms / 1000) {
		o->second = now_ms / 1000;
		o->said = 0;
	}
	if (o->said == LOG_OFTEN_PER_S) {
		o->unsaid++;
		return false;
	}
	o->said++;
	return true;
}

void
log_often(enum log_level level, uint64_t now_ms, const char *id,
    const char *format, ...)
{
	struct often *o = level < least_level ? NULL : often_of(id);
	char text[LINE_MAX_BYTES / 4 - 32], more[32] = "";
	va_list args;

	if (o && !may_say(o, now_ms))
		return;
	if (o && o->unsaid)
		snprintf(more, sizeof(more), " unsaid=%u", o->unsaid);
	if (o)
		o->unsaid = 0;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	log_words(level, id, "%s%s", text, more);
}
