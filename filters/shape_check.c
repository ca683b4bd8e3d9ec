/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

/* Numbers with a check digit: a good one makes us surer, a bad one never
 * lets go (people mistype, and a typo still points at a person). */

#define DIGITS_MAX 24

static size_t
digits_of(const char *s, size_t len, unsigned *digit)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			continue;
		if (count == DIGITS_MAX)
			return 0;
		digit[count++] = (unsigned)(s[i] - '0');
	}
	return count;
}

static bool
luhn(const unsigned *digit, size_t count, unsigned sum)
{
	for (size_t i = 0; i < count; i++) {
		unsigned d = digit[count - 1 - i];

		if (i % 2) {
			d *= 2;
			if (d > 9)
				d -= 9;
		}
		sum += d;
	}
	return sum % 10 == 0;
}

/* Source: ISO/IEC 7812-1. */
bool
shape_luhn(const char *s, size_t len)
{
	unsigned digit[DIGITS_MAX];
	size_t count = digits_of(s, len, digit);

	return count >= 12 && luhn(digit, count, 0);
}

/* Luhn over 80840 and the ten digits. Source: 45 CFR 162.406. */
bool
shape_npi(const char *s, size_t len)
{
	unsigned digit[DIGITS_MAX];
	size_t count = digits_of(s, len, digit);

	return count == 10 && (digit[0] == 1 || digit[0] == 2) &&
	       luhn(digit, count, 24);
}

/* Modulus 11. Source: NHS Data Dictionary, NHS NUMBER. */
bool
shape_nhs(const char *s, size_t len)
{
	unsigned digit[DIGITS_MAX], sum = 0;

	if (digits_of(s, len, digit) != 10)
		return false;
	for (unsigned i = 0; i < 9; i++)
		sum += digit[i] * (10 - i);
	sum = 11 - sum % 11;
	return sum != 10 && sum % 11 == digit[9];
}

/*
 * Province, birth date (40 added to a woman's day), running number.
 * Source: Permendagri 72/2022 on the structure of the NIK.
 */
bool
shape_nik(const char *s, size_t len)
{
	unsigned d[DIGITS_MAX], day, month;

	if (digits_of(s, len, d) != 16)
		return false;
	day = d[6] * 10 + d[7];
	month = d[8] * 10 + d[9];
	if (day > 40)
		day -= 40;
	return d[0] >= 1 && d[0] <= 9 && day >= 1 && day <= 31 && month >= 1 &&
	       month <= 12;
}

static unsigned
vin_value(char c)
{
	static const unsigned char letter[26] = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1,
	    2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9};

	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return letter[(c | 0x20) - 'a'];
}

/* Source: 49 CFR 565.15. */
bool
shape_vin(const char *s, size_t len)
{
	static const unsigned char weight[17] = {
	    8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	unsigned sum = 0;

	if (len != 17)
		return false;
	for (size_t i = 0; i < 17; i++) {
		char c = (char)(s[i] | 0x20);

		if (!(s[i] >= '0' && s[i] <= '9') && !(c >= 'a' && c <= 'z'))
			return false;
		sum += vin_value(s[i]) * weight[i];
	}
	sum %= 11;
	return sum == 10 ? (s[8] | 0x20) == 'x' : s[8] == (char)('0' + sum);
}
