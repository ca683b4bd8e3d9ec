/* SPDX-License-Identifier: MIT */
/*
 * letters: writes letter_table.c, by utf8proc. Run once by the build, so that
 * libscrub needs no library for its letters, wherever it runs.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "letter.h"
#include "letter_table.h"

#define BLOCK (1u << LETTER_BLOCK_BITS)
#define CODE_POINTS 0x110000u
#define BLOCKS_MAX 256u
#define ROWS_MAX 65536u

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

/* What letter_plain() writes. */
static unsigned
plain_of(uint32_t cp, char out[LETTER_PLAIN_MAX])
{
	utf8proc_int32_t parts[32];
	utf8proc_ssize_t count;
	unsigned len = 0;
	int unused = 0;

	/* White letters on black squares and circles have no NFKC form. */
	if ((cp >= 0x1F150 && cp <= 0x1F169) ||
	    (cp >= 0x1F170 && cp <= 0x1F189)) {
		out[0] =
		    (char)('A' + (cp - (cp < 0x1F170 ? 0x1F150u : 0x1F170u)));
		return 1;
	}
	/* Nor have white digits on black. */
	if (cp == 0x24FF || (cp >= 0x2776 && cp <= 0x277E) ||
	    (cp >= 0x2780 && cp <= 0x2788) || (cp >= 0x278A && cp <= 0x2792)) {
		out[0] = cp == 0x24FF ? '0' : (char)('1' + (cp - 0x2776) % 10);
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

static char pool[65536];
static size_t pool_len;
static struct letter_row rows[ROWS_MAX];
static size_t row_count;
static uint16_t index_of[BLOCKS_MAX][BLOCK];
static size_t block_count;
static uint8_t blocks[CODE_POINTS / BLOCK];

static void
need(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "letters: too many %s\n", what);
	exit(1);
}

static uint16_t
pool_add(const char *text, size_t len)
{
	for (size_t at = 0; at + len <= pool_len; at++) {
		if (memcmp(pool + at, text, len) == 0)
			return (uint16_t)at;
	}
	need(pool_len + len <= sizeof(pool), "plain forms");
	memcpy(pool + pool_len, text, len);
	pool_len += len;
	return (uint16_t)(pool_len - len);
}

/* The lower-case form if it is as long in UTF-8, else cp. */
static uint32_t
lower_of(uint32_t cp)
{
	uint32_t low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
	char a[4], b[4];

	return utf8_write(low, a) == utf8_write(cp, b) ? low : cp;
}

static struct letter_row
row_of(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	char plain[LETTER_PLAIN_MAX], self[4];
	unsigned len = plain_of(cp, plain), own = utf8_write(cp, self);
	struct letter_row r = {.lower = (int32_t)(lower_of(cp) - cp)};

	if (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO)
		r.bits = LETTER_IS;
	if (c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT)
		r.bits |= LETTER_UPPER;
	if (len == own && memcmp(plain, self, len) == 0) {
		r.bits |= LETTER_SELF;
		return r;
	}
	r.len = (uint8_t)len;
	r.at = pool_add(plain, len);
	return r;
}

static uint16_t
row_add(struct letter_row r)
{
	for (size_t i = 0; i < row_count; i++) {
		if (rows[i].lower == r.lower && rows[i].at == r.at &&
		    rows[i].len == r.len && rows[i].bits == r.bits)
			return (uint16_t)i;
	}
	need(row_count < ROWS_MAX, "rows");
	rows[row_count] = r;
	return (uint16_t)row_count++;
}

static void
add_block(uint32_t first)
{
	static uint16_t new[BLOCK];
	size_t at = 0;

	for (uint32_t i = 0; i < BLOCK; i++) {
		uint32_t cp = first + i;
		bool surrogate = cp >= 0xD800 && cp < 0xE000;

		new[i] =
		    row_add(surrogate ? (struct letter_row){0} : row_of(cp));
	}
	while (at < block_count && memcmp(index_of[at], new, sizeof(new)) != 0)
		at++;
	need(at < BLOCKS_MAX, "blocks");
	if (at == block_count)
		memcpy(index_of[block_count++], new, sizeof(new));
	blocks[first / BLOCK] = (uint8_t)at;
}

/* Numbers, sixteen in a line. */
static void
put(FILE *f, size_t i, unsigned n)
{
	fprintf(f, "%u,%s", n, i % 16 == 15 ? "\n" : "");
}

static void
write_all(FILE *f)
{
	fputs("/* Made by gen/letters.c. */\n#include \"letter_table.h\"\n\n"
	      "const uint8_t letter_blocks[] = {\n",
	    f);
	for (size_t i = 0; i < CODE_POINTS / BLOCK; i++)
		put(f, i, blocks[i]);
	fputs("};\nconst uint16_t letter_index[] = {\n", f);
	for (size_t i = 0; i < block_count * BLOCK; i++)
		put(f, i, index_of[i / BLOCK][i % BLOCK]);
	fputs("};\nconst struct letter_row letter_rows[] = {\n", f);
	for (size_t i = 0; i < row_count; i++)
		fprintf(f, "{%d,%u,%u,%u},\n", (int)rows[i].lower, rows[i].at,
		    rows[i].len, rows[i].bits);
	fputs("};\nconst char letter_pool[] = {\n", f);
	for (size_t i = 0; i < pool_len; i++)
		fprintf(f, "'\\x%02x',%s", (unsigned char)pool[i],
		    i % 12 == 11 ? "\n" : "");
	fputs("};\n", f);
}

int
main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "w") : NULL;

	if (!f) {
		fputs("usage: letters FILE.c\n", stderr);
		return 2;
	}
	for (uint32_t cp = 0; cp < CODE_POINTS; cp += BLOCK)
		add_block(cp);
	write_all(f);
	return !ferror(f) && fclose(f) == 0 ? 0 : 1;
}
