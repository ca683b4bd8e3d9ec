/* SPDX-License-Identifier: MIT */
#include "letter.h"

#include <string.h>
#include <utf8proc.h>

unsigned
utf8_read(const char *s, size_t left, uint32_t *cp)
{
	static const uint32_t smallest[] = {0, 1, 0x80, 0x800, 0x10000};
	const uint8_t *u = (const uint8_t *)s;
	uint32_t c = u[0];
	unsigned len = c < 0x80   ? 1
		       : c < 0xC2 ? 0
		       : c < 0xE0 ? 2
		       : c < 0xF0 ? 3
		       : c < 0xF5 ? 4
				  : 0;

	if (len == 0 || len > left)
		return 0;
	if (len > 1)
		c &= 0x7Fu >> len;
	for (unsigned i = 1; i < len; i++) {
		if ((u[i] & 0xC0u) != 0x80u)
			return 0;
		c = c << 6 | (u[i] & 0x3Fu);
	}
	if (c < smallest[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	*cp = c;
	return len;
}

unsigned
utf8_write(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0u | cp >> 6);
		out[1] = (char)(0x80u | (cp & 0x3Fu));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0u | cp >> 12);
		out[1] = (char)(0x80u | (cp >> 6 & 0x3Fu));
		out[2] = (char)(0x80u | (cp & 0x3Fu));
		return 3;
	}
	out[0] = (char)(0xF0u | cp >> 18);
	out[1] = (char)(0x80u | (cp >> 12 & 0x3Fu));
	out[2] = (char)(0x80u | (cp >> 6 & 0x3Fu));
	out[3] = (char)(0x80u | (cp & 0x3Fu));
	return 4;
}

size_t
utf8_count(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((uint8_t)s[i] & 0xC0u) != 0x80u;
	return n;
}

/* What NFKC leaves alone, but a reader takes for something plainer. */
struct plain {
	uint32_t cp;
	char as[4];
};

/* clang-format off */
static const struct plain plains[] = { /* sorted by cp */
	{ 0x0085, "\n" }, { 0x00A0, " " }, { 0x00AB, "\"" }, { 0x00AE, " " },
	{ 0x00B0, "\xC2\xB0" }, { 0x00B4, "'" }, { 0x00B5, "u" }, { 0x00BA, "\xC2\xB0" },
	{ 0x00BB, "\"" }, { 0x00C6, "Ae" }, { 0x00D0, "D" }, { 0x00D7, "x" },
	{ 0x00D8, "O" }, { 0x00DE, "Th" }, { 0x00DF, "ss" },
	{ 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" },
	{ 0x0110, "D" }, { 0x0111, "d" }, { 0x0126, "H" }, { 0x0127, "h" },
	{ 0x0131, "i" }, { 0x0138, "k" }, { 0x0141, "L" }, { 0x0142, "l" },
	{ 0x014A, "N" }, { 0x014B, "n" }, { 0x0152, "Oe" }, { 0x0153, "oe" },
	{ 0x0166, "T" }, { 0x0167, "t" }, { 0x018F, "A" }, { 0x0192, "f" },
	{ 0x01DD, "e" }, { 0x0251, "a" }, { 0x0253, "b" }, { 0x0257, "d" },
	{ 0x0259, "e" }, { 0x0261, "g" }, { 0x0262, "g" }, { 0x026A, "i" },
	{ 0x0274, "n" }, { 0x0280, "r" }, { 0x028F, "y" }, { 0x0299, "b" },
	{ 0x029C, "h" }, { 0x029F, "l" }, { 0x02B9, "'" }, { 0x02BB, "'" },
	{ 0x02BC, "'" }, { 0x02BD, "'" }, { 0x02C8, "'" }, { 0x055A, "'" },
	{ 0x05F3, "'" }, { 0x1D00, "a" }, { 0x1D04, "c" }, { 0x1D05, "d" },
	{ 0x1D07, "e" }, { 0x1D0A, "j" }, { 0x1D0B, "k" }, { 0x1D0D, "m" },
	{ 0x1D0F, "o" }, { 0x1D18, "p" }, { 0x1D1B, "t" }, { 0x1D1C, "u" },
	{ 0x1D20, "v" }, { 0x1D21, "w" }, { 0x1D22, "z" }, { 0x1E9E, "Ss" },
	{ 0x2018, "'" }, { 0x2019, "'" }, { 0x201A, "'" }, { 0x201B, "'" },
	{ 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" },
	{ 0x201F, "\"" }, { 0x2028, "\n" }, { 0x2029, "\n" },
	{ 0x2032, "'" }, { 0x2033, "\"" }, { 0x2035, "'" }, { 0x2039, "'" },
	{ 0x203A, "'" }, { 0x2044, "/" }, { 0x2120, " " }, { 0x2122, " " },
	{ 0x2212, "-" }, { 0x2215, "/" }, { 0x2236, ":" }, { 0x2800, " " },
	{ 0xA730, "f" }, { 0xA731, "s" }, { 0xA78C, "'" },
};
/* clang-format on */

static const struct plain *
plain_find(uint32_t cp)
{
	size_t low = 0, high = sizeof(plains) / sizeof(plains[0]);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (plains[mid].cp == cp)
			return &plains[mid];
		if (plains[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* A decimal digit of any script; they stand in rows of ten from zero. */
static char
digit_of(uint32_t cp)
{
	char digit = '0';

	while (digit < '9' && utf8proc_category((utf8proc_int32_t)--cp) ==
				  UTF8PROC_CATEGORY_ND)
		digit++;
	return digit;
}

static unsigned
put_one(uint32_t cp, char *out)
{
	const struct plain *p = plain_find(cp);
	utf8proc_category_t category;

	if (p) {
		memcpy(out, p->as, strlen(p->as));
		return (unsigned)strlen(p->as);
	}
	category = utf8proc_category((utf8proc_int32_t)cp);
	if (category == UTF8PROC_CATEGORY_ZS) {
		out[0] = ' ';
		return 1;
	}
	if (category == UTF8PROC_CATEGORY_PD) {
		out[0] = '-';
		return 1;
	}
	if (category == UTF8PROC_CATEGORY_ND && cp >= 0x80) {
		out[0] = digit_of(cp);
		return 1;
	}
	/* Controls, format characters, fillers and marks are not seen. */
	if (category == UTF8PROC_CATEGORY_CC ||
	    category == UTF8PROC_CATEGORY_CF ||
	    category == UTF8PROC_CATEGORY_MN ||
	    category == UTF8PROC_CATEGORY_MC ||
	    category == UTF8PROC_CATEGORY_ME ||
	    utf8proc_get_property((utf8proc_int32_t)cp)->ignorable)
		return 0;
	return utf8_write(cp, out);
}

unsigned
letter_plain(uint32_t cp, char out[LETTER_PLAIN_MAX])
{
	utf8proc_int32_t parts[32];
	utf8proc_ssize_t count;
	unsigned len = 0;
	int unused = 0;

	/* White letters on black squares and circles have no NFKC form. */
	if ((cp >= 0x1F150 && cp <= 0x1F169) ||
	    (cp >= 0x1F170 && cp <= 0x1F189)) {
		out[0] = (char)('A' + (cp & 0x1Fu) - 0x10u);
		return 1;
	}
	/* Hangul stays whole: taken apart it is three letters of nobody. */
	if (plain_find(cp) || (cp >= 0xAC00 && cp <= 0xD7A3))
		return put_one(cp, out);
	count = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &unused);
	/* A sign that unfolds to a sentence (U+FDFA) stays a sign. */
	if (count < 1 || count > (utf8proc_ssize_t)(LETTER_PLAIN_MAX / 4))
		return utf8_write(cp, out);
	/* "1" before a written half is no eleven. */
	if (utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_NO &&
	    count > 1 && parts[1] == 0x2044)
		out[len++] = ' ';
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (parts[i] >= 0x20 && parts[i] < 0x7F)
			out[len++] = (char)parts[i];
		else
			len += put_one((uint32_t)parts[i], out + len);
	}
	return len;
}

/* clang-format off */
static const struct {
	uint16_t cp;
	char looks;
} lookalikes[] = { /* sorted by cp: Greek, then Cyrillic */
	{ 0x391, 'A' }, { 0x392, 'B' }, { 0x395, 'E' }, { 0x396, 'Z' },
	{ 0x397, 'H' }, { 0x399, 'I' }, { 0x39A, 'K' }, { 0x39C, 'M' },
	{ 0x39D, 'N' }, { 0x39F, 'O' }, { 0x3A1, 'P' }, { 0x3A4, 'T' },
	{ 0x3A5, 'Y' }, { 0x3A7, 'X' }, { 0x3B1, 'a' }, { 0x3B2, 'b' },
	{ 0x3B3, 'y' }, { 0x3B5, 'e' }, { 0x3B7, 'n' }, { 0x3B9, 'i' },
	{ 0x3BA, 'k' }, { 0x3BC, 'u' }, { 0x3BD, 'v' }, { 0x3BF, 'o' },
	{ 0x3C1, 'p' }, { 0x3C4, 't' }, { 0x3C5, 'u' }, { 0x3C7, 'x' },
	{ 0x3C9, 'w' }, { 0x3F2, 'c' }, { 0x3F3, 'j' },
	{ 0x405, 'S' }, { 0x406, 'I' }, { 0x408, 'J' }, { 0x410, 'A' },
	{ 0x412, 'B' }, { 0x415, 'E' }, { 0x41A, 'K' }, { 0x41C, 'M' },
	{ 0x41D, 'H' }, { 0x41E, 'O' }, { 0x420, 'P' }, { 0x421, 'C' },
	{ 0x422, 'T' }, { 0x423, 'Y' }, { 0x425, 'X' }, { 0x430, 'a' },
	{ 0x432, 'b' }, { 0x435, 'e' }, { 0x43A, 'k' }, { 0x43C, 'm' },
	{ 0x43D, 'h' }, { 0x43E, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
	{ 0x442, 't' }, { 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' },
	{ 0x456, 'i' }, { 0x458, 'j' }, { 0x4AE, 'Y' }, { 0x4AF, 'y' },
	{ 0x4BA, 'h' }, { 0x4BB, 'h' }, { 0x4C0, 'I' }, { 0x4CF, 'l' },
	{ 0x501, 'd' }, { 0x51A, 'Q' }, { 0x51B, 'q' }, { 0x51C, 'W' },
	{ 0x51D, 'w' },
};
/* clang-format on */

char
letter_looks(uint32_t cp)
{
	size_t low = 0, high = sizeof(lookalikes) / sizeof(lookalikes[0]);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (lookalikes[mid].cp == cp)
			return lookalikes[mid].looks;
		if (lookalikes[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

bool
letter_is(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool
letter_upper(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

uint32_t
letter_lower(uint32_t cp)
{
	uint32_t low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
	char a[4], b[4];

	return utf8_write(low, a) == utf8_write(cp, b) ? low : cp;
}
