/* SPDX-License-Identifier: MIT */
#include "clinical.h"

#include "lexicon_table.h"

#include <string.h>

#define WORD_LEAST 7u
#define WORD_MOST 40u
#define SURE_END 4u /* letters; a shorter ending needs six of stems */

/* Is this the part, with what stands behind it to be looked at yet? */
static bool
begins(const char *word, size_t len, const struct clinical_part *p)
{
	return len >= p->len && memcmp(word, p->text, p->len) == 0;
}

/* The parts of a list that begin with this letter. */
static const struct clinical_part *
parts_from(const struct clinical_parts *list, char letter, size_t *count)
{
	const unsigned c = (unsigned)(uint8_t)letter - 'a';

	*count = c < 26 ? (size_t)(list->first[c + 1] - list->first[c]) : 0;
	return c < 26 ? &list->part[list->first[c]] : NULL;
}

static bool
is_end(const char *word, size_t len)
{
	size_t count;
	const struct clinical_part *p =
	    parts_from(&clinical_ends, word[0], &count);

	for (size_t i = 0; i < count; i++)
		if (p[i].len == len && memcmp(word, p[i].text, len) == 0)
			return true;
	return false;
}

/*
 * Is there a way through the word: starts, stems with "o" or "i" between, an
 * ending? At least four letters of stems; six before an ending that much has.
 */
bool
clinical_made(const char *word, size_t len)
{
	/* Letters of stems behind each place, + 1; 0: not reached. */
	unsigned char reached[WORD_MOST + 1] = {0};
	const struct clinical_part *p;
	size_t count;

	if (len < WORD_LEAST || len > WORD_MOST)
		return false;
	reached[0] = 1;
	p = parts_from(&clinical_starts, word[0], &count);
	for (size_t i = 0; i < count; i++)
		if (begins(word, len, &p[i]))
			reached[p[i].len] = 1;
	for (size_t at = 0; at < len; at++) {
		if (reached[at] == 0)
			continue;
		p = parts_from(&clinical_stems, word[at], &count);
		for (size_t i = 0; i < count; i++) {
			const size_t n = p[i].len;
			size_t to = at + n;
			const unsigned char sum =
			    (unsigned char)(reached[at] + n);

			if (!begins(word + at, len - at, &p[i]))
				continue;
			if (reached[to] < sum)
				reached[to] = sum;
			if (to < len && (word[to] == 'o' || word[to] == 'i') &&
			    reached[to + 1] < sum)
				reached[to + 1] = sum;
		}
		if (reached[at] > (len - at < SURE_END ? 6 : 4) &&
		    is_end(word + at, len - at))
			return true;
	}
	return false;
}
