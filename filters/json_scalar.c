/* SPDX-License-Identifier: MIT */
/* Texts, numbers and words of JSON. */
#include "json_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "letter.h"

#define JSON_NUMBER_MAX 63u /* characters of a number */

static bool
hex4(struct json_reader *r, uint32_t *value)
{
	*value = 0;
	if (r->end - r->at < 4)
		return json_fail(r, "a \\u without four hexadecimal digits");
	for (unsigned i = 0; i < 4; i++) {
		char c = *r->at++;
		uint32_t digit =
		    c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		    : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
		    : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
					   : 16;

		if (digit == 16)
			return json_fail(
			    r, "a \\u without four hexadecimal digits");
		*value = *value << 4 | digit;
	}
	return true;
}

/* Behind "\u". */
static bool
read_unicode(struct json_reader *r, uint32_t *cp)
{
	uint32_t low;

	if (!hex4(r, cp))
		return false;
	if (*cp == 0)
		return json_fail(r, "U+0000 in a string");
	if (*cp < 0xD800 || *cp > 0xDFFF)
		return true;
	if (*cp > 0xDBFF || r->end - r->at < 6 || r->at[0] != '\\' ||
	    r->at[1] != 'u')
		return json_fail(r, "half a surrogate pair");
	r->at += 2;
	if (!hex4(r, &low))
		return false;
	if (low < 0xDC00 || low > 0xDFFF)
		return json_fail(r, "half a surrogate pair");
	*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

/* Behind a backslash; writes what it stands for. */
static bool
read_escape(struct json_reader *r, char *out, size_t *len)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	uint32_t cp;
	char c = r->at < r->end ? *r->at++ : '\0';
	const char *found = c ? strchr(from, c) : NULL;

	if (found) {
		out[(*len)++] = to[found - from];
		return true;
	}
	if (c != 'u')
		return json_fail(r, "an unknown escape in a string");
	if (!read_unicode(r, &cp))
		return false;
	*len += utf8_write(cp, out + *len);
	return true;
}

/* The closing quote of the string that r->at is in, NULL without one. */
static const char *
string_end(const struct json_reader *r)
{
	for (const char *p = r->at; p < r->end; p++) {
		if (*p == '"')
			return p;
		if (*p == '\\')
			p++;
	}
	return NULL;
}

bool
json_read_string(struct json_reader *r, const char **out, size_t *out_len)
{
	const char *end;
	char *to;
	size_t len = 0;

	r->at++;
	end = string_end(r);
	if (!end)
		return json_fail(r, "a string without an end");
	to = json_take(r, (size_t)(end - r->at) + 1);
	if (!to)
		return false;
	while (r->at < end) {
		uint32_t cp;
		unsigned n;

		if (*r->at == '\\') {
			r->at++;
			if (!read_escape(r, to, &len))
				return false;
			continue;
		}
		if (*r->at >= 0x20) { /* plain ASCII, as far as it goes */
			const char *from = r->at;

			while (r->at < end && *r->at >= 0x20 &&
			       (uint8_t)*r->at < 0x80 && *r->at != '\\')
				r->at++;
			memcpy(to + len, from, (size_t)(r->at - from));
			len += (size_t)(r->at - from);
			if (r->at > from)
				continue;
		}
		if (*r->at == '\0')
			return json_fail(r, "U+0000 in a string");
		n = utf8_read(r->at, (size_t)(end - r->at), &cp);
		if (n == 0)
			return json_fail(r, "not UTF-8");
		if (cp < 0x20)
			return json_fail(r, "a control character in a string");
		memcpy(to + len, r->at, n);
		len += n;
		r->at += n;
	}
	r->at++;
	*out = to;
	*out_len = len;
	return true;
}

static size_t
digits(const char **p, const char *end)
{
	const char *begin = *p;

	while (*p < end && **p >= '0' && **p <= '9')
		(*p)++;
	return (size_t)(*p - begin);
}

/* Behind the number at p as RFC 8259, section 6, writes it; NULL if none. */
static const char *
number_end(const char *p, const char *end)
{
	const char *first;

	if (p < end && *p == '-')
		p++;
	first = p;
	if (digits(&p, end) == 0 || (*first == '0' && p - first > 1))
		return NULL;
	if (p < end && *p == '.') {
		p++;
		if (digits(&p, end) == 0)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		if (digits(&p, end) == 0)
			return NULL;
	}
	return p;
}

static bool
read_number(struct json_reader *r, struct json *v)
{
	char copy[JSON_NUMBER_MAX + 1];
	const char *end = number_end(r->at, r->end);
	size_t len = end ? (size_t)(end - r->at) : 0;

	if (len == 0 || len > JSON_NUMBER_MAX)
		return json_fail(
		    r, end ? "a number too long" : "expected a value");
	memcpy(copy, r->at, len);
	copy[len] = '\0';
	errno = 0;
	v->kind = JSON_NUMBER;
	v->number = strtod(copy, NULL);
	explicit_bzero(copy, sizeof(copy));
	if (errno == ERANGE && (v->number > 1 || v->number < -1))
		return json_fail(r, "a number too large");
	r->at = end;
	return true;
}

bool
json_read_scalar(struct json_reader *r, struct json *v)
{
	static const struct {
		const char *word;
		enum json_kind kind;
		bool truth;
	} words[] = {
	    {"null", JSON_NULL, false},
	    {"true", JSON_BOOL, true},
	    {"false", JSON_BOOL, false},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i].word);

		if ((size_t)(r->end - r->at) >= len &&
		    memcmp(r->at, words[i].word, len) == 0) {
			v->kind = words[i].kind;
			v->truth = words[i].truth;
			r->at += len;
			return true;
		}
	}
	return read_number(r, v);
}
