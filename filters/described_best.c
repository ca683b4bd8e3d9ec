/* SPDX-License-Identifier: MIT */
/* The ranges that together score most. */
#include "described.h"

#define NONE UINT32_MAX

/* What is asked of all ranges of a text. */
struct asked {
	const struct described_ways *ways;
	int32_t line;
	/* In blocks of as many tokens as a range has at most, so that one that
	 * ends in this block began in it or in the last: the most that ranges
	 * begun so far in either have, but their ends; and that a length, and
	 * pairs of what both have, add. */
	int32_t before, before_last, most;
};

void
described_ways(enum described_what what, enum scrub_lang lang,
    const int16_t *weights, struct described_ways *w)
{
	const int16_t *own = weights + described_place(what);

	w->most = INT32_MIN;
	for (size_t k = 0; k < DESCRIBED_MOST; k++) {
		w->length[k] = own[described_length(k, lang)];
		w->most = w->length[k] > w->most ? w->length[k] : w->most;
	}
	for (unsigned a = 0; a < DESCRIBED_MASK; a++)
		for (unsigned b = a; b < DESCRIBED_MASK; b++)
			w->pair[a][b] = w->pair[b][a] =
			    own[described_pair(a, b, lang)];
}

/* What the bits of `more` add to those of a range; none is in mask. */
static int32_t
pairs_of(const struct described_ways *w, uint32_t mask, uint32_t more)
{
	int32_t sum = 0;

	for (; more != 0; more &= more - 1) {
		const unsigned a = (unsigned)__builtin_ctz(more);

		for (uint32_t b = mask; b != 0; b &= b - 1)
			sum += w->pair[a][__builtin_ctz(b)];
		mask |= 1u << a;
	}
	return sum;
}

/* The most that length and pairs can add to a range of tokens first to end. */
static int32_t
most_of(const struct described_ways *w, const struct described_score *s,
    size_t first, size_t end)
{
	int32_t pairs = 0;
	uint32_t mask = 0;

	for (size_t i = first; i < end; i++)
		mask |= s[i].mask;
	for (uint32_t a = mask; a != 0; a &= a - 1)
		for (uint32_t b = a & (a - 1); b != 0; b &= b - 1) {
			const int32_t pair =
			    w->pair[__builtin_ctz(a)][__builtin_ctz(b)];

			pairs += pair > 0 ? pair : 0;
		}
	return w->most + pairs;
}

/* Token i is the first of a block. */
static void
next_block(const struct described_score *s, size_t n, size_t i, struct asked *q)
{
	const size_t block = DESCRIBED_MOST;

	q->before_last = q->before;
	q->before = DESCRIBED_NEVER;
	q->most = most_of(q->ways, s, i < block ? 0 : i - block,
	    n - i < block ? n : i + block);
}

/* The best ranges that end at token `last`. */
static void
extend(struct described_score *s, size_t last, struct asked *q)
{
	struct described_score *out = &s[last + 1];
	const int32_t ends = out->inside + s[last].end - q->line;
	uint32_t mask = 0;
	int32_t pairs = 0, before;

	out->best = s[last].best;
	out->from = NONE;
	if (s[last].begin != DESCRIBED_NEVER &&
	    s[last].best - s[last].inside + s[last].begin > q->before)
		q->before = s[last].best - s[last].inside + s[last].begin;
	before = q->before > q->before_last ? q->before : q->before_last;
	if (s[last].end == DESCRIBED_NEVER ||
	    before + ends + q->most <= out->best)
		return;
	for (size_t i = last + 1; i-- > 0 && last - i < DESCRIBED_MOST;) {
		int32_t score;

		pairs += pairs_of(q->ways, mask, s[i].mask & ~mask);
		mask |= s[i].mask;
		if (s[i].begin == DESCRIBED_NEVER)
			continue;
		score = s[i].best - s[i].inside + s[i].begin + ends + pairs +
			q->ways->length[last - i];
		if (score > out->best) {
			out->best = score;
			out->from = (uint32_t)i;
		}
	}
}

size_t
described_best(struct described_score *s, size_t n,
    const struct described_ways *ways, int32_t line,
    struct described_range *range, size_t most)
{
	struct asked q = {
	    .ways = ways, .line = line, .before = DESCRIBED_NEVER};
	size_t count = 0;

	s[0].best = 0;
	for (size_t i = 0; i < n; i++) {
		if (i % DESCRIBED_MOST == 0)
			next_block(s, n, i, &q);
		extend(s, i, &q);
	}
	for (size_t i = n; i > 0 && count < most;) {
		if (s[i].from == NONE) {
			i--;
			continue;
		}
		range[count++] = (struct described_range){
		    .begin = s[i].from, .end = (uint32_t)i};
		i = s[i].from;
	}
	for (size_t i = 0; i < count / 2; i++) {
		const struct described_range r = range[i];

		range[i] = range[count - 1 - i];
		range[count - 1 - i] = r;
	}
	return count;
}
