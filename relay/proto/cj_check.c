/* SPDX-License-Identifier: MIT */
#include "proto/cj.h"

#include <string.h>

#include "proto/limits.h"

/* Characters of a number: 2^53 has 16 digits; cJSON cuts at 63. */
#define NUMBER_CHARS_MAX 32

struct scan {
	const unsigned char *at, *end;
	unsigned depth;
	const char *why; /* the first thing wrong */
};

/* Length of the UTF-8 sequence at s, 0 when it is none. RFC 3629, 4. */
static size_t
utf8_step(const unsigned char *s, size_t left)
{
	unsigned char least = 0x80, most = 0xBF;
	size_t len;

	if (s[0] < 0x80)
		return s[0] ? 1 : 0;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (s[0] == 0xE0)
		least = 0xA0;
	else if (s[0] == 0xED)
		most = 0x9F;
	else if (s[0] == 0xF0)
		least = 0x90;
	else if (s[0] == 0xF4)
		most = 0x8F;
	if (left < len || s[1] < least || s[1] > most)
		return 0;
	for (size_t i = 2; i < len; i++) {
		if (s[i] < 0x80 || s[i] > 0xBF)
			return 0;
	}
	return len;
}

bool
cj_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;

	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_step(s + i, len - i);
		if (step == 0)
			return false;
	}
	return true;
}

static bool
wrong(struct scan *s, const char *why)
{
	s->why = why;
	return false;
}

static bool
take(struct scan *s, unsigned char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

static void
skip_space(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' ||
				     *s->at == '\n' || *s->at == '\r'))
		s->at++;
}

/* Four hexadecimal digits. */
static bool
scan_unit(struct scan *s, unsigned *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		unsigned c = s->at < s->end ? *s->at : 0;

		if (c >= '0' && c <= '9')
			c -= '0';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			c = (c | 0x20) - 'a' + 10;
		else
			return wrong(s, "\\u needs four hexadecimal digits");
		*unit = *unit << 4 | c;
		s->at++;
	}
	return true;
}

/* Behind "\u". */
static bool
scan_unicode(struct scan *s)
{
	unsigned high, low;

	if (!scan_unit(s, &high))
		return false;
	if (high == 0)
		return wrong(s, "U+0000 is not taken");
	if (high >= 0xDC00 && high <= 0xDFFF)
		return wrong(s, "a lone surrogate");
	if (high < 0xD800 || high > 0xDBFF)
		return true;
	if (!take(s, '\\') || !take(s, 'u'))
		return wrong(s, "a lone surrogate");
	if (!scan_unit(s, &low))
		return false;
	if (low < 0xDC00 || low > 0xDFFF)
		return wrong(s, "a lone surrogate");
	return true;
}

static bool
scan_escape(struct scan *s)
{
	unsigned char c;

	if (s->at == s->end)
		return wrong(s, "the string does not end");
	c = *s->at++;
	if (c == 'u')
		return scan_unicode(s);
	if (c != '\0' && strchr("\"\\/bfnrt", c))
		return true;
	return wrong(s, "no such escape");
}

static bool
scan_string(struct scan *s)
{
	if (!take(s, '"'))
		return wrong(s, "a string is missing");
	while (s->at < s->end) {
		unsigned char c = *s->at++;

		if (c == '"')
			return true;
		if (c < 0x20)
			return wrong(s, "a control character in a string");
		if (c == '\\' && !scan_escape(s))
			return false;
	}
	return wrong(s, "the string does not end");
}

static bool
scan_digits(struct scan *s)
{
	const unsigned char *begin = s->at;

	while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
		s->at++;
	return s->at > begin || wrong(s, "a digit is missing");
}

static bool
scan_number(struct scan *s)
{
	const unsigned char *begin = s->at;

	(void)take(s, '-');
	if (!take(s, '0') && !scan_digits(s))
		return false;
	if (take(s, '.') && !scan_digits(s))
		return false;
	if (take(s, 'e') || take(s, 'E')) {
		if (!take(s, '-'))
			(void)take(s, '+');
		if (!scan_digits(s))
			return false;
	}
	if (s->at - begin > NUMBER_CHARS_MAX)
		return wrong(s, "a number of more than 32 characters");
	return true;
}

static bool
scan_word(struct scan *s, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(s->end - s->at) < len || memcmp(s->at, word, len) != 0)
		return wrong(s, "a value is missing");
	s->at += len;
	return true;
}

static bool scan_value(struct scan *s);

static bool
scan_member(struct scan *s)
{
	if (!scan_string(s))
		return false;
	skip_space(s);
	return take(s, ':') || wrong(s, "':' is missing");
}

/* Behind '{' or '['; recursion ends at JSON_DEPTH_MAX. */
static bool
scan_inside(struct scan *s, unsigned char close)
{
	if (++s->depth > JSON_DEPTH_MAX)
		return wrong(s, "nested deeper than 16 levels");
	skip_space(s);
	if (take(s, close)) {
		s->depth--;
		return true;
	}
	do {
		skip_space(s);
		if (close == '}' && !scan_member(s))
			return false;
		if (!scan_value(s))
			return false;
		skip_space(s);
	} while (take(s, ','));
	s->depth--;
	return take(s, close) ||
	       wrong(s, close == '}' ? "',' or '}' is missing"
				     : "',' or ']' is missing");
}

static bool
scan_value(struct scan *s)
{
	skip_space(s);
	if (take(s, '{'))
		return scan_inside(s, '}');
	if (take(s, '['))
		return scan_inside(s, ']');
	switch (s->at < s->end ? *s->at : 0) {
	case '"':
		return scan_string(s);
	case 't':
		return scan_word(s, "true");
	case 'f':
		return scan_word(s, "false");
	case 'n':
		return scan_word(s, "null");
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return scan_number(s);
	default:
		return wrong(s, "a value is missing");
	}
}

_Static_assert(JSON_DEPTH_MAX == 16, "the sentence above names it");

enum sr_err
cj_check(const char *text, size_t len, struct sr_fault *fault)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct scan s = {.at = bytes, .end = bytes + len};
	const char *nul = len ? memchr(text, '\0', len) : NULL;
	bool good;

	if (nul) {
		sr_fault_set(fault, "message: byte %zu: a control character",
		    (size_t)(nul - text));
		return SR_EJSON;
	}
	if (!cj_utf8(text, len)) {
		sr_fault_set(fault, "message: not UTF-8");
		return SR_EUTF8;
	}
	good = scan_value(&s);
	skip_space(&s);
	if (good && s.at < s.end)
		good = wrong(&s, "something stands behind the value");
	if (!good) {
		sr_fault_set(fault, "message: byte %zu: %s",
		    (size_t)(s.at - bytes), s.why);
		return SR_EJSON;
	}
	return SR_OK;
}
