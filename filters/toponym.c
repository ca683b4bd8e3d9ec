/* SPDX-License-Identifier: MIT */
#include "toponym.h"

#include <string.h>

#include "words.h"

#define TOPONYM_MOST 64u /* bytes of the longest that is looked for */

/* Is token i one more word of the same name: "New Haven", "Stoke-on-Trent",
 * "St. Albans"? Its place; 0: none. */
static size_t
next_word(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t at = i + 1;

	if (at < t->token_count && w[1].kind == TOKEN_PUNCT &&
	    !w[1].space_before) {
		if (!token_sign(t, at, '-') &&
		    !(token_sign(t, at, '.') && w->end - w->begin == 2))
			return 0;
		at++;
	}
	return at < t->token_count && t->token[at].kind == TOKEN_WORD ? at : 0;
}

/* The last word of the longest that begins with token i; i: none does. */
static size_t
longest(const struct text *t, size_t i)
{
	char words[TOPONYM_MOST];
	size_t len = 0, last = i;

	for (size_t at = i;;) {
		const struct token *w = &t->token[at];
		const size_t more = w->end - w->begin;
		unsigned is;

		if (len + 1 + more > sizeof(words))
			return last;
		if (len > 0)
			words[len++] = ' ';
		memcpy(words + len, t->fold + w->begin, more);
		len += more;
		is = at > i ? words_toponym(words, len) : WORDS_GO_ON;
		if (is & WORDS_PLACE)
			last = at;
		if (!(is & WORDS_GO_ON) || (at = next_word(t, at)) == 0)
			return last;
	}
}

void
toponym_mark(const struct text *t, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		size_t last;

		if (!words_go_on(t->token[i].hash))
			continue;
		last = longest(t, i);
		if (last == i)
			continue;
		fact[i].toponym = TOPONYM_FIRST;
		while (i < last)
			fact[++i].toponym = TOPONYM_LATER;
	}
}
