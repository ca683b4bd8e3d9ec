/* SPDX-License-Identifier: MIT */
/* How a text is written, without what it says: norm as anybody would write it.
 */
#include "text_private.h"

#include <string.h>

/* ---- *bold*, _italics_, ~struck~, `code` ---- */

static const char marks[] = "*_~`";

/* May a marked word end with this one? No blank, nor what hides digits
 * ("***-**-7821"). */
static bool
is_inside(char c)
{
	return text_class(c) != B_SPACE && c != '-' && c != '/' && c != '\0';
}

static bool
is_outside(char c)
{
	return text_class(c) == B_SPACE || text_class(c) == B_PUNCT;
}

/* Outside before it, inside behind it: it opens; the other way round it closes.
 * In "5*3" and "5 * 3" it does neither. A pair becomes blanks. */
static void
blank_marks(struct text *t)
{
	char *s = t->norm, before = '\0', sign;
	size_t open[sizeof marks - 1] = {0}; /* 1 + where it began; 0: none */
	size_t end, k;

	for (size_t at = 0; (sign = s[at]) != '\0'; at = end, before = sign) {
		const char *mark = strchr(marks, sign);

		end = at + 1;
		if (sign == '\n')
			memset(open, 0, sizeof open);
		if (!mark)
			continue;
		while (s[end] == sign)
			end++;
		k = (size_t)(mark - marks);
		if (open[k] && is_inside(before) && is_outside(s[end])) {
			for (size_t i = open[k] - 1; s[i] == sign; i++)
				s[i] = ' ';
			memset(s + at, ' ', end - at);
			open[k] = 0;
		} else if (is_outside(before) && is_inside(s[end]))
			open[k] = at + 1;
	}
}

/* ---- rows of signs ---- */

/* What a row of this sign is read as: "91... eats", "no!!", "MRI -- next";
 * NUL: as it stands, "J..o..e". */
static char
row_of(char sign, bool last, bool before_blank)
{
	if (sign == ' ')
		return sign;
	if (!last && !before_blank)
		return '\0';
	if (sign == '.')
		return last ? '.' : ',';
	return sign == '-' || sign == '!' || sign == '?' ? sign : '\0';
}

/* Closes up what stays. */
static void
keep(struct text *t, size_t *to, size_t from, char as)
{
	t->map[*to] = t->map[from];
	t->norm[(*to)++] = as;
}

void
text_tidy(struct text *t)
{
	size_t to = 0, end;
	bool line = true;

	t->norm[t->norm_len] = '\0';
	if (strpbrk(t->norm, marks))
		blank_marks(t);
	for (size_t at = 0; at < t->norm_len; at = end) {
		const char sign = t->norm[at];
		char one = '\0';

		if (line) {
			line = false;
			end = text_lead(t, at);
			if (end > at)
				continue;
		}
		end = at + 1;
		line = sign == '\n';
		if (t->norm[end] != sign) { /* nearly always */
			keep(t, &to, at, sign);
			continue;
		}
		while (t->norm[end] == sign && end < t->norm_len)
			end++;
		if (end > at + 1)
			one = row_of(sign, end == t->norm_len,
			    end < t->norm_len && t->norm[end] == ' ');
		for (size_t k = at; k < (one ? at + 1 : end); k++)
			keep(t, &to, k, one ? one : sign);
	}
	t->norm_len = to;
}
