/* SPDX-License-Identifier: MIT */
#include "shape_date.h"

#include <string.h>

/* Days of birth with odd signs: "dob 11,2,1949", "born 26|1|71". */

/* The number of one, two or four digits at byte *at; 0: none. */
static unsigned
number_at(const char *s, uint32_t *at)
{
	const uint32_t first = *at;
	unsigned value = 0;

	while (s[*at] >= '0' && s[*at] <= '9' && *at - first < 5)
		value = value * 10u + (unsigned)(s[(*at)++] - '0');
	return *at - first < 3 || *at - first == 4 ? value : 0;
}

bool
date_signed(struct lexemes *l, size_t i)
{
	const char *s = l->t->fold;
	const uint32_t begin = l->at[i].begin;
	uint32_t at = begin;
	const unsigned a = number_at(s, &at);
	const char sign = s[at];
	unsigned b, year;
	uint32_t from;

	if (sign == '\0' || !strchr(",;:|~_+\\", sign))
		return false;
	at++;
	b = number_at(s, &at);
	if (s[at++] != sign || !date_day_and_month(a, b))
		return false;
	from = at;
	year = number_at(s, &at);
	if ((at - from != 2 && at - from != 4) ||
	    (year > 99 && (year < 1850 || year > 2150)) ||
	    !date_cue_before(l, i, 3, date_is_dob))
		return false;
	shape_found_bytes(l, begin, at, SCRUB_DATE, "date-birth", 85);
	return true;
}
