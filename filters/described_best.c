/* SPDX-License-Identifier: MIT */
/* The ranges that together score most. */
#include "described.h"

#define MASK_BITS 16u /* of described_mask() */
#define NONE UINT32_MAX

/* What speaks for all ranges alike; pairs are asked for once. */
struct ways {
	const int16_t *weights;
	enum scrub_lang lang;
	int32_t
	    before;   /* the most that a range begun so far has, but its end */
	int32_t most; /* that a length, and pairs of what the text has, add */
	int32_t length[DESCRIBED_MOST];
	int32_t pair[MASK_BITS][MASK_BITS];
	uint32_t known[MASK_BITS]; /* of pair[i]: a bit each */
};

static int32_t
pair_of(struct ways *w, unsigned a, unsigned b)
{
	if (a > b)
		return pair_of(w, b, a);
	if (!(w->known[a] >> b & 1)) {
		w->pair[a][b] = w->weights[described_pair(a, b, w->lang)];
		w->known[a] |= 1u << b;
	}
	return w->pair[a][b];
}

/* What the bits of `more` add to those of a range; none is in mask. */
static int32_t
pairs_of(struct ways *w, uint32_t mask, uint32_t more)
{
	int32_t sum = 0;

	for (; more != 0; more &= more - 1) {
		const unsigned a = (unsigned)__builtin_ctz(more);

		for (uint32_t b = mask; b != 0; b &= b - 1)
			sum += pair_of(w, a, (unsigned)__builtin_ctz(b));
		mask |= 1u << a;
	}
	return sum;
}

/* The most that any range's length and pairs can add. */
static int32_t
most_of(struct ways *w, const struct described_score *s, size_t n)
{
	int32_t most = INT32_MIN, pairs = 0;
	uint32_t mask = 0;

	for (size_t i = 0; i < n; i++)
		mask |= s[i].mask;
	for (uint32_t a = mask; a != 0; a &= a - 1)
		for (uint32_t b = a & (a - 1); b != 0; b &= b - 1) {
			const int32_t pair =
			    pair_of(w, (unsigned)__builtin_ctz(a),
				(unsigned)__builtin_ctz(b));

			pairs += pair > 0 ? pair : 0;
		}
	for (size_t k = 0; k < DESCRIBED_MOST; k++)
		most = w->length[k] > most ? w->length[k] : most;
	return most + pairs;
}

/* The best ranges that end at token `last`. */
static void
extend(struct described_score *s, size_t last, struct ways *w)
{
	struct described_score *out = &s[last + 1];
	uint32_t mask = 0;
	int32_t pairs = 0;

	out->best = s[last].best;
	out->from = NONE;
	if (s[last].begin != DESCRIBED_NEVER &&
	    s[last].best - s[last].inside + s[last].begin > w->before)
		w->before = s[last].best - s[last].inside + s[last].begin;
	if (s[last].end == DESCRIBED_NEVER ||
	    w->before + out->inside + s[last].end + w->most <= out->best)
		return;
	for (size_t i = last + 1; i-- > 0 && last - i < DESCRIBED_MOST;) {
		int32_t score;

		pairs += pairs_of(w, mask, s[i].mask & ~mask);
		mask |= s[i].mask;
		if (s[i].begin == DESCRIBED_NEVER)
			continue;
		score = s[i].best + out->inside - s[i].inside + s[i].begin +
			s[last].end + pairs + w->length[last - i];
		if (score > out->best) {
			out->best = score;
			out->from = (uint32_t)i;
		}
	}
}

size_t
described_best(struct described_score *s, size_t n, enum described_what what,
    enum scrub_lang lang, const int16_t *weights, int32_t line,
    struct described_range *range, size_t most)
{
	struct ways w = {
	    .weights = weights + described_place(what), .lang = lang};
	size_t count = 0;

	for (size_t k = 0; k < DESCRIBED_MOST; k++)
		w.length[k] = w.weights[described_length(k, lang)] - line;
	s[0].best = 0;
	w.before = DESCRIBED_NEVER;
	w.most = most_of(&w, s, n);
	for (size_t i = 0; i < n; i++)
		extend(s, i, &w);
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
