/* SPDX-License-Identifier: MIT */
/* From raw to norm: letters made plain, escapes read, look-alikes Latin. */
#include "text_private.h"

#include <string.h>

#include "escape.h"
#include "letter.h"

/* Is every one of eight bytes printable ASCII? */
static bool
all_plain(uint64_t x)
{
	const uint64_t low = x & ~HIGHS;

	/* a high bit: 0x80 and above; below 0x20; 0x7F */
	return ((x | ~(low + EACH(0x60)) | (low + EACH(0x01))) & HIGHS) == 0;
}

static void
put(struct text *t, size_t raw_at, const char *bytes, unsigned len)
{
	for (unsigned i = 0; i < len; i++) {
		t->norm[t->norm_len] = bytes[i];
		t->map[t->norm_len++] = (uint32_t)raw_at;
	}
}

/* An ASCII control: line ends and tabs are space, others are not seen. */
static void
put_control(struct text *t, size_t raw_at, char c)
{
	if (c == '\n' || c == '\v' || c == '\f')
		put(t, raw_at, "\n", 1);
	else if (c == '\t' || c == '\r')
		put(t, raw_at, " ", 1);
}

/* Has one of eight bytes a sign that may begin an escape? */
static bool
has_escape(uint64_t x)
{
	const uint64_t amp = x ^ EACH('&'), percent = x ^ EACH('%'),
		       slash = x ^ EACH('\\');

	return ((((amp - EACH(1)) & ~amp) | ((percent - EACH(1)) & ~percent) |
		    ((slash - EACH(1)) & ~slash)) &
		   HIGHS) != 0;
}

/* Printable ASCII as long as it goes, eight bytes at a time: how much. There
 * is room for it. Ends before an escape where there may be any. */
static size_t
put_plain(struct text *t, size_t at, bool escapes)
{
	const size_t from = at;
	uint32_t *map = t->map + t->norm_len;
	char *norm = t->norm + t->norm_len;
	uint64_t x;

	for (; t->raw_len - at >= 8; at += 8, norm += 8, map += 8) {
		memcpy(&x, t->raw + at, 8);
		if (!all_plain(x) || (escapes && has_escape(x)))
			break;
		memcpy(norm, &x, 8);
		for (unsigned i = 0; i < 8; i++)
			map[i] = (uint32_t)at + i;
	}
	t->norm_len += at - from;
	return at - from;
}

/* What stands before byte `at`; escaped: where the last escape ended. */
static enum escape_before
before_escape(const struct text *t, size_t at, size_t escaped)
{
	enum byte_class class;

	if (at == 0)
		return ESCAPE_BEHIND_OTHER;
	if (at == escaped)
		return ESCAPE_BEHIND_ESCAPE;
	class = text_class(t->raw[at - 1]);
	return class == B_DIGIT    ? ESCAPE_BEHIND_DIGIT
	       : class == B_LETTER ? ESCAPE_BEHIND_LETTER
				   : ESCAPE_BEHIND_OTHER;
}

/* The character that an escape at `at` writes: its bytes of raw; 0: there is
 * none. */
static unsigned
put_escape(struct text *t, size_t at, size_t escaped, uint32_t *cp)
{
	char plain[LETTER_PLAIN_MAX];
	const unsigned len = escape_read(
	    t->raw + at, t->raw_len - at, before_escape(t, at, escaped), cp);

	if (len == 0)
		return 0;
	if (*cp < 0x20)
		put_control(t, at, (char)*cp);
	else if (*cp < 0x80)
		put(t, at, &(const char){(char)*cp}, 1);
	else
		put(t, at, plain, letter_plain(*cp, plain));
	return len;
}

enum scrub_err
text_normalise(struct text *t, bool *odd)
{
	char plain[LETTER_PLAIN_MAX];
	const bool escapes = escape_may(t->raw, t->raw_len);
	size_t escaped = 0;
	uint32_t cp;

	for (size_t at = 0; at < t->raw_len;) {
		uint8_t c = (uint8_t)t->raw[at];
		unsigned len;

		/* for what is left as it is, and for one that becomes more */
		if (t->norm_room - t->norm_len <
			t->raw_len - at + LETTER_PLAIN_MAX &&
		    !text_grow_norm(t,
			t->norm_len + (t->raw_len - at) + 2 * LETTER_PLAIN_MAX))
			return SCRUB_ENOMEM;
		if (escapes && escape_sign((char)c) &&
		    (len = put_escape(t, at, escaped, &cp)) > 0) {
			*odd = *odd || (cp >= 0x370 && cp < 0x530);
			escaped = at += len;
			continue;
		}
		if (c >= 0x20 && c < 0x7F) {
			len = (unsigned)put_plain(t, at, escapes);
			at += len;
			if (len > 0)
				continue;
			t->norm[t->norm_len] = (char)c;
			t->map[t->norm_len++] = (uint32_t)at++;
			continue;
		}
		len = utf8_read(t->raw + at, t->raw_len - at, &cp);
		if (len == 0)
			return SCRUB_EUTF8;
		if (len == 1)
			put_control(t, at, (char)c);
		else
			put(t, at, plain, letter_plain(cp, plain));
		*odd = *odd || (cp >= 0x370 && cp < 0x530);
		at += len;
	}
	return SCRUB_OK;
}

/* A run of letters of any script in norm. */
struct run {
	size_t begin, end, letters;
	bool latin, other; /* has Latin letters; letters that look like none */
	bool cyrillic;
};

static struct run
run_from(const struct text *t, size_t at)
{
	struct run r = {.begin = at, .end = at};
	uint32_t cp;
	unsigned len;

	for (; r.end < t->norm_len; r.end += len, r.letters++) {
		len = utf8_read(t->norm + r.end, t->norm_len - r.end, &cp);
		if (len == 0 || !letter_is(cp))
			break;
		if (cp < 0x250)
			r.latin = true;
		else if (!letter_looks(cp))
			r.other = true;
		r.cyrillic = r.cyrillic || (cp >= 0x400 && cp < 0x530);
	}
	return r;
}

/* In place: a plain letter is never longer. A single Greek letter is itself
 * (alpha, beta, delta). */
void
text_unmask(struct text *t)
{
	size_t to = 0;

	for (size_t at = 0; at < t->norm_len;) {
		struct run r = run_from(t, at);
		bool masked =
		    r.latin || (!r.other && (r.letters > 1 || r.cyrillic));
		uint32_t cp;

		if (r.end == at)
			r.end =
			    at + utf8_read(t->norm + at, t->norm_len - at, &cp);
		while (at < r.end) {
			unsigned len =
			    utf8_read(t->norm + at, t->norm_len - at, &cp);
			char latin = !masked   ? 0
				     : r.latin ? letter_drawn(cp)
					       : letter_looks(cp);
			uint32_t from = t->map[at];

			if (latin)
				t->norm[to] = latin;
			else
				memmove(t->norm + to, t->norm + at, len);
			for (unsigned i = 0; i < (latin ? 1 : len); i++)
				t->map[to++] = from;
			at += len;
		}
	}
	t->norm_len = to;
}
