/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include <string.h>

#include "utf8.h"

#define NAME_MAX_LEN 8u /* longest name of a character: "NewLine" and ";" */
#define TWICE_MAX 3u    /* "&amp;amp;#74;" */

bool
escape_may(const char *s, size_t len)
{
	return memchr(s, '&', len) != NULL || memchr(s, '%', len) != NULL ||
	       memchr(s, '\\', len) != NULL;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Up to `most` digits of this base: how many; *value. */
static unsigned
number(
    const char *s, size_t left, unsigned base, unsigned most, uint32_t *value)
{
	unsigned n = 0;

	*value = 0;
	for (; n < most && n < left; n++) {
		const int digit = hex(s[n]);

		if (digit < 0 || (unsigned)digit >= base)
			break;
		*value = *value * base + (unsigned)digit;
	}
	return n;
}

/* A character that may stand in a text. Source: HTML, 13.2.5.80, for what
 * Windows-1252 has between 0x80 and 0x9F. */
static bool
real(uint32_t *cp)
{
	static const struct {
		uint8_t from;
		char to;
	} windows[] = {{0x91, '\''}, {0x92, '\''}, {0x93, '"'}, {0x94, '"'},
	    {0x96, '-'}, {0x97, '-'}, {0x8A, 'S'}, {0x8E, 'Z'}, {0x9A, 's'},
	    {0x9E, 'z'}, {0x9F, 'Y'}};

	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		if (windows[i].from == *cp) {
			*cp = (uint32_t)windows[i].to;
			return true;
		}
	}
	if (*cp == '\t' || *cp == '\n' || *cp == '\r')
		return true;
	return *cp >= 0x20 && !(*cp >= 0x7F && *cp < 0xA0) &&
	       !(*cp >= 0xD800 && *cp < 0xE000) && *cp < 0x110000;
}

/* "#74;", "#x6F;": its length; 0: it is none. */
static unsigned
numeric(const char *s, size_t left, uint32_t *cp)
{
	const bool is_hex = left > 1 && (s[1] | 0x20) == 'x';
	const unsigned from = is_hex ? 2 : 1;
	unsigned n;

	if (left < 3 || s[0] != '#')
		return 0;
	n = number(s + from, left - from, is_hex ? 16 : 10, 7, cp);
	if (n == 0 || from + n >= left || s[from + n] != ';' || !real(cp))
		return 0;
	return from + n + 1;
}

/* Are these len bytes the word, which is in small letters? */
static bool
same(const char *s, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++) {
		if ((is_letter(s[i]) ? s[i] | 0x20 : s[i]) != word[i] ||
		    word[i] == '\0')
			return false;
	}
	return word[len] == '\0';
}

/* The character of a name; 0: there is none. Case is not looked at, so that
 * what is found does not hang on it. Source: HTML, 13.5. */
static uint32_t
named(const char *s, size_t len)
{
	/* Behind a letter; the plain form has no accents. */
	static const char *const accents[] = {"acute", "grave", "circ", "uml",
	    "tilde", "ring", "cedil", "caron", "macr", "breve", "ogon", "strok",
	    "slash", "dot", "dblac", "midot", NULL};
	static const struct {
		const char *name;
		uint32_t cp;
	} others[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'},
	    {"apos", '\''}, {"nbsp", ' '}, {"ensp", ' '}, {"emsp", ' '},
	    {"thinsp", ' '}, {"shy", 0xAD}, {"zwj", 0x200D}, {"zwnj", 0x200C},
	    {"lrm", 0x200E}, {"rlm", 0x200F}, {"lsquo", '\''}, {"rsquo", '\''},
	    {"sbquo", '\''}, {"ldquo", '"'}, {"rdquo", '"'}, {"bdquo", '"'},
	    {"ndash", '-'}, {"mdash", '-'}, {"hyphen", '-'}, {"dash", '-'},
	    {"minus", '-'}, {"szlig", 0xDF}, {"aelig", 0xE6}, {"oelig", 0x153},
	    {"thorn", 0xFE}, {"eth", 0xF0}, {"imath", 'i'}, {"inodot", 'i'},
	    {"num", '#'}, {"commat", '@'}, {"period", '.'}, {"comma", ','},
	    {"colon", ':'}, {"semi", ';'}, {"lowbar", '_'}, {"sol", '/'},
	    {"bsol", '\\'}, {"lpar", '('}, {"rpar", ')'}, {"plus", '+'},
	    {"ast", '*'}, {"excl", '!'}, {"tab", ' '}, {"newline", '\n'},
	    {"middot", 0xB7}, {"hellip", 0x2026}};

	for (size_t i = 0; len > 3 && accents[i]; i++) {
		if (is_letter(s[0]) && same(s + 1, len - 1, accents[i]))
			return (uint8_t)s[0];
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (same(s, len, others[i].name))
			return others[i].cp;
	}
	return 0;
}

/* "eacute;": its length; 0: it is none. */
static unsigned
by_name(const char *s, size_t left, uint32_t *cp)
{
	unsigned len = 0;

	while (len < left && len < NAME_MAX_LEN && is_letter(s[len]))
		len++;
	if (len < 2 || len >= left || s[len] != ';')
		return 0;
	*cp = named(s, len);
	return *cp ? len + 1 : 0;
}

/* Behind "&". */
static unsigned
entity(const char *s, size_t left, uint32_t *cp)
{
	unsigned over = 0, len;

	for (unsigned n = 0;
	     n < TWICE_MAX && left - over > 4 && same(s + over, 4, "amp;"); n++)
		over += 4;
	len = numeric(s + over, left - over, cp);
	if (len == 0)
		len = by_name(s + over, left - over, cp);
	if (len == 0 && over == 0)
		return 0;
	*cp = len > 0 ? *cp : '&';
	return over + len;
}

/* "\u004A", "\u{4a}", "\x4a", "\U0000004A". */
static unsigned
backslash(const char *s, size_t left, uint32_t *cp)
{
	const char kind = left > 3 ? (char)(s[1] | 0x20) : '\0';
	const bool brace = kind == 'u' && s[2] == '{';
	const unsigned from = brace ? 3 : 2;
	uint32_t low;
	unsigned n;

	if (kind == 'x')
		return number(s + 2, left - 2, 16, 2, cp) == 2 && real(cp) ? 4
									   : 0;
	if (kind != 'u')
		return 0;
	n = number(s + from, left - from, 16, brace ? 6 : 4, cp);
	if (brace)
		return n > 0 && from + n < left && s[from + n] == '}' &&
			       real(cp)
			   ? from + n + 1
			   : 0;
	if (n != 4)
		return 0;
	if (*cp == 0 && left > 9 && number(s + 6, left - 6, 16, 4, &low) == 4 &&
	    low >= 0x20) {
		*cp = low;
		return real(cp) ? 10 : 0;
	}
	/* The two halves of one beyond 65,535. */
	if (*cp >= 0xD800 && *cp < 0xDC00 && left > 11 && s[6] == '\\' &&
	    (s[7] | 0x20) == 'u' && number(s + 8, left - 8, 16, 4, &low) == 4 &&
	    low >= 0xDC00 && low < 0xE000) {
		*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
		return 12;
	}
	return real(cp) ? 6 : 0;
}

static bool
percent(const char *s, size_t left, uint32_t *byte)
{
	return left > 2 && s[0] == '%' && number(s + 1, 2, 16, 2, byte) == 2;
}

/* "%68", "%C3%A9": a letter, and within a word. */
static unsigned
in_percent(const char *s, size_t left, enum escape_before before, uint32_t *cp)
{
	char bytes[4];
	unsigned n = 0;
	uint32_t byte, next;
	bool more, tells;

	if (before == ESCAPE_BEHIND_DIGIT || !percent(s, left, &byte))
		return 0;
	if (byte >= 0x80) {
		while (n < sizeof(bytes) &&
		       percent(s + 3 * n, left - 3 * n, &byte) && byte >= 0x80)
			bytes[n++] = (char)byte;
		n = utf8_read(bytes, n, cp);
		return n > 1 && real(cp) ? 3 * n : 0;
	}
	if (!is_letter((char)byte) && byte != '\'' && byte != '-')
		return 0;
	*cp = byte;
	more = percent(s + 3, left - 3, &next);
	/* "ef%45" is a value: two digits that no letter follows. */
	tells = hex(s[1]) > 9 || hex(s[2]) > 9 || more ||
		(left > 3 && is_letter(s[3])) || before == ESCAPE_BEHIND_ESCAPE;
	return tells && (before != ESCAPE_BEHIND_OTHER || more ||
			    (left > 3 && is_letter(s[3]) && hex(s[2]) > 9))
		   ? 3
		   : 0;
}

unsigned
escape_read(const char *s, size_t left, enum escape_before before, uint32_t *cp)
{
	unsigned len;

	switch (s[0]) {
	case '&':
		len = entity(s + 1, left - 1, cp);
		return len > 0 ? len + 1 : 0;
	case '\\':
		return backslash(s, left, cp);
	default:
		return in_percent(s, left, before, cp);
	}
}
