/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "text.h"

/* Questions about the tokens of a text that was read. */

#define GAP_MAX 2u /* signs that may stand between two words of a run */

size_t
text_token_from(const struct text *t, uint32_t at)
{
	size_t low = 0, high = t->token_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->token[mid].begin < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
token_same(const struct text *t, const struct token *w, const char *word)
{
	const char *at = t->fold + w->begin, *end = t->fold + w->end;

	while (at < end && *at == *word) {
		at++;
		word++;
	}
	return at == end && *word == '\0';
}

bool
token_one_of(const struct text *t, size_t i, const char *const *list)
{
	if (i >= t->token_count)
		return false;
	for (; *list; list++) {
		if (token_is(t, &t->token[i], *list))
			return true;
	}
	return false;
}

bool
token_everybody(const char *word, size_t len)
{
	FEW(everybody, "all", "channel", "everybody", "everyone", "here",
	    "students", "team");

	return len > 0 && few_has(&everybody, word, len);
}

size_t
text_run(const struct text *t, size_t i, const char *want, size_t len)
{
	size_t left = len, gap = 0;

	for (size_t k = i; k < t->token_count; k++) {
		const struct token *w = &t->token[k];
		size_t word = w->end - w->begin;

		if (w->kind == TOKEN_PUNCT) {
			if (++gap > GAP_MAX)
				return 0;
			continue;
		}
		gap = 0;
		if (word > left || memcmp(want, t->fold + w->begin, word) != 0)
			return 0;
		want += word;
		left -= word;
		if (left == 0)
			return k - i + 1;
	}
	return 0;
}
