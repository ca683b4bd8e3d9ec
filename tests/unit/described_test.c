/* SPDX-License-Identifier: MIT */
/*
 * described_best() finds the set of ranges that scores most, as trying all of
 * them does; else what the weights learned is not what is used.
 */
#include "described.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

#define TOKENS 9u
#define TRIALS 3000u

static uint64_t state = 20261122;

static uint32_t
draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 20) % below;
}

static int32_t
score_of(const struct described_score *s, size_t begin, size_t end,
    const int16_t *weights, int32_t line)
{
	/* Of the sort that is asked for. */
	const uint32_t sort = described_place(DESCRIBED_PLACE);
	struct described_ids f;
	uint32_t mask = 0;
	int32_t sum = s[end].inside - s[begin].inside + s[begin].begin +
		      s[end - 1].end - line +
		      weights[sort + described_length(end - begin - 1, SCRUB_EN)];

	for (size_t i = begin; i < end; i++)
		mask |= s[i].mask;
	described_together(mask, SCRUB_EN, &f);
	for (size_t k = 0; k < f.count; k++)
		sum += weights[sort + f.id[k]];
	return sum;
}

/* The most that ranges among the tokens from `at` on can score. */
static int32_t
most_of(const struct described_score *s, size_t at, size_t n,
    const int16_t *weights, int32_t line)
{
	int32_t best = 0;

	for (size_t begin = at; begin < n; begin++) {
		if (s[begin].begin == DESCRIBED_NEVER)
			continue;
		for (size_t end = begin + 1; end <= n; end++) {
			int32_t sum;

			if (s[end - 1].end == DESCRIBED_NEVER)
				continue;
			sum = score_of(s, begin, end, weights, line) +
			      most_of(s, end, n, weights, line);
			if (sum > best)
				best = sum;
		}
	}
	return best;
}

static void
fill(struct described_score *s, size_t n, int16_t *weights)
{
	memset(s, 0, (n + 1) * sizeof(*s));
	for (size_t i = 0; i < DESCRIBED_SLOTS; i++)
		weights[i] = (int16_t)((int)draw(41) - 22);
	for (size_t i = 0; i < n; i++) {
		const bool sign = draw(5) == 0;

		s[i + 1].inside = s[i].inside + (int)draw(101) - 55;
		s[i].begin = sign ? DESCRIBED_NEVER : (int)draw(101) - 60;
		s[i].end = sign ? DESCRIBED_NEVER : (int)draw(101) - 60;
		s[i].mask = 1u << draw(16);
	}
}

static void
test_best(void)
{
	static int16_t weights[DESCRIBED_SLOTS];
	unsigned empty = 0, several = 0;

	for (unsigned trial = 0; trial < TRIALS; trial++) {
		struct described_score s[TOKENS + 1];
		struct described_range range[TOKENS];
		struct described_ways ways;
		const size_t n = draw(TOKENS + 1);
		const int32_t line = (int32_t)draw(30);
		int32_t sum = 0;
		size_t count, last = 0;

		fill(s, n, weights);
		described_ways(DESCRIBED_PLACE, SCRUB_EN, weights, &ways);
		count = described_best(s, n, &ways, line, range, TOKENS);
		for (size_t k = 0; k < count; k++) {
			check(range[k].begin >= last &&
				  range[k].begin < range[k].end &&
				  range[k].end <= n,
			    "in order, one behind the other");
			last = range[k].end;
			sum += score_of(
			    s, range[k].begin, range[k].end, weights, line);
		}
		check_number(
		    sum, most_of(s, 0, n, weights, line), "nothing scores more");
		empty += count == 0;
		several += count > 1;
	}
	printf("seed 20261122: %u without a range, %u with several\n", empty,
	    several);
	check(empty > 100 && several > 100, "both kinds were drawn");
}

/* A range no longer than DESCRIBED_MOST, whatever speaks for it. */
static void
test_longest(void)
{
	static int16_t weights[DESCRIBED_SLOTS];
	struct described_score s[101];
	struct described_range range[100];
	struct described_ways ways;
	size_t count;

	memset(weights, 0, sizeof(weights));
	memset(s, 0, sizeof(s));
	for (size_t i = 0; i < 100; i++)
		s[i + 1].inside = s[i].inside + 10;
	described_ways(DESCRIBED_PERSON, SCRUB_EN, weights, &ways);
	count = described_best(s, 100, &ways, 5, range, 100);
	check_number((int64_t)count, 5, "as few as cover all");
	for (size_t k = 0; k < count; k++)
		check(range[k].end - range[k].begin <= DESCRIBED_MOST,
		    "none is longer than it may be");
}

int
main(void)
{
	test_best();
	test_longest();
	return check_done();
}
