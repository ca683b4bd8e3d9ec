/* SPDX-License-Identifier: MIT */
#include "letter.h"

#include <string.h>

#include "letter_table.h"

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

char
letter_drawn(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		char looks;
	} drawn[] = {{0x413, 'r'}, {0x418, 'N'}, {0x41F, 'n'}, {0x42F, 'R'},
	    {0x433, 'r'}, {0x438, 'u'}, {0x43F, 'n'}, {0x44C, 'b'},
	    {0x44F, 'R'}, {0x3C3, 'o'}, {0x3C0, 'n'}};

	for (size_t i = 0; i < sizeof(drawn) / sizeof(drawn[0]); i++) {
		if (drawn[i].cp == cp)
			return drawn[i].looks;
	}
	return letter_looks(cp);
}

static const struct letter_row *
row_of(uint32_t cp)
{
	size_t block = letter_blocks[cp >> LETTER_BLOCK_BITS];

	return &letter_rows[letter_index[block << LETTER_BLOCK_BITS |
					 (cp &
					     ((1u << LETTER_BLOCK_BITS) - 1))]];
}

unsigned
letter_plain(uint32_t cp, char out[LETTER_PLAIN_MAX])
{
	const struct letter_row *r = row_of(cp);

	if (r->bits & LETTER_SELF)
		return utf8_write(cp, out);
	memcpy(out, letter_pool + r->at, r->len);
	return r->len;
}

bool
letter_is(uint32_t cp)
{
	return (row_of(cp)->bits & LETTER_IS) != 0;
}

bool
letter_upper(uint32_t cp)
{
	return (row_of(cp)->bits & LETTER_UPPER) != 0;
}

uint32_t
letter_lower(uint32_t cp)
{
	return cp + (uint32_t)row_of(cp)->lower;
}
