/* SPDX-License-Identifier: MIT */
/* Dates as numbers, to move them. */
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First three letters, English and Indonesian; "agu" and "okt" are one's own.
 */
static const char *const months[12][3] = {{"jan"}, {"feb", "peb"}, {"mar"},
    {"apr"}, {"may", "mei"}, {"jun"}, {"jul"}, {"aug", "agu", "ags"}, {"sep"},
    {"oct", "okt"}, {"nov", "nop"}, {"dec", "des"}};

/* Days since 1970-01-01 of a Gregorian date, and back. Source: Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms". */
static long
days_of(long year, long month, long day)
{
	long y = year - (month <= 2), era = y / 400, yoe = y - era * 400;
	long doy =
	    (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void
date_of(long days, long *year, long *month, long *day)
{
	long z = days + 719468, era = z / 146097, doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static long
month_of(const struct text *t, const struct token *w)
{
	if (w->kind != TOKEN_WORD || w->end - w->begin < 3)
		return 0;
	for (long m = 0; m < 12; m++) {
		for (size_t k = 0; k < 3 && months[m][k]; k++) {
			if (strncmp(t->fold + w->begin, months[m][k], 3) == 0)
				return m + 1;
		}
	}
	return 0;
}

bool
date_shift(const struct text *t, enum scrub_lang lang, uint32_t begin,
    uint32_t end, int days, char iso[11])
{
	long n[3] = {0}, month = 0, year, day;
	size_t count = 0, at_year = 3;

	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];

		if (w->begin < begin || w->end > end)
			continue;
		if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED) {
			size_t len = w->end - w->begin;

			if (count == 3 || len > 4)
				return false;
			if (len == 4 && w->kind == TOKEN_NUMBER)
				at_year = count;
			n[count++] = strtol(t->norm + w->begin, NULL, 10);
		} else if (month_of(t, w)) {
			month = month_of(t, w);
		}
	}
	if (at_year == 3 || count != (month ? 2u : 3u))
		return false;
	year = n[at_year];
	if (month) {
		day = n[1 - at_year];
	} else if (at_year == 0) {
		month = n[1];
		day = n[2];
	} else {
		/* 3/14 in English, 14/3 elsewhere; 13 and more tells. */
		bool day_first = lang != SCRUB_EN || n[0] > 12;

		day = day_first ? n[0] : n[1];
		month = day_first ? n[1] : n[0];
	}
	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
	    day > 31)
		return false;
	date_of(days_of(year, month, day) + days, &year, &month, &day);
	snprintf(iso, 11, "%04u-%02u-%02u", (unsigned)year % 10000,
	    (unsigned)month % 100, (unsigned)day % 100);
	return true;
}
