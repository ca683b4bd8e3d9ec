/* SPDX-License-Identifier: MIT */
#include "described.h"

#include "hash.h"

#ifndef SCRUB_EVAL /* there, they come from a file */
#include "described_weights.h"

_Static_assert(
    sizeof(described_weights) / sizeof(described_weights[0]) == DESCRIBED_SLOTS,
    "train with these features");
#endif

#define LAYER "context"
#define CERTAINTY 70u
#define RANGES_MAX 64u /* of one text */
#define MASK_BITS 16u  /* of described_mask() */

#ifdef SCRUB_EVAL
const int16_t *described_other;
#endif

enum family {
	D_WORD = 1,
	D_CLUSTER,
	D_CUE,
	D_KIND,
	D_PAIR,
	D_CLUSTERS,
	D_NEXT_WORD,
	D_NEXT_CLUSTER,
	D_NEXT_CUE,
	D_NEXT_KIND,
	D_RULE,
	D_TOGETHER,
	D_LENGTH,
	D_SORT,
	D_NEXT_SORT,
	D_SORTS,
	D_FAR_CUE
};

/* Where features go: their weights into a sum for each role, or, for the
 * trainer, their numbers in one role into a list. */
struct sink {
	const int16_t *weights;
	int32_t sum[DESCRIBED_ROLES];
	struct described_ids *ids; /* NULL: no list */
	enum described_role role;
};

#define INLINE static inline __attribute__((always_inline))

#define INSIDE (1u << DESCRIBED_INSIDE)
#define FIRST (1u << DESCRIBED_FIRST)
#define LAST (1u << DESCRIBED_LAST)

INLINE uint32_t
place_of(enum family family, uint32_t a, uint32_t b)
{
	return (hash_feature((uint32_t)family, a, b) >> (32 - DESCRIBED_BITS)) *
	       DESCRIBED_ROLES;
}

INLINE void
add(struct sink *s, unsigned roles, enum family family, uint32_t a, uint32_t b)
{
	const uint32_t at = place_of(family, a, b);

	if (s->ids != NULL) {
		if (roles >> s->role & 1 && s->ids->count < DESCRIBED_IDS)
			s->ids->id[s->ids->count++] = at + s->role;
		return;
	}
	for (unsigned role = 0; role < DESCRIBED_ROLES; role++)
		if (roles >> role & 1)
			s->sum[role] += s->weights[at + role];
}

INLINE void
add_bits(struct sink *s, unsigned roles, enum family family, uint64_t bits,
    uint32_t lang)
{
	for (; bits != 0; bits &= bits - 1)
		add(s, roles, family, (uint32_t)__builtin_ctzll(bits), lang);
}

/* What sort of word it is: descriptions are made of words that nobody needs
 * for an operation. Edges are none. */
static uint32_t
sort_of(const struct described_in *in, size_t i)
{
	const unsigned clinical =
	    WORD_MEDICAL | WORD_CURATED | WORD_BRAND | WORD_THING;
	const unsigned name = WORD_FORENAME | WORD_SURNAME | WORD_PLACE;
	unsigned bits;

	if (i >= in->t->token_count)
		return 0;
	bits = in->t->token[i].words;
	return 1u + (bits & WORD_COMMON ? 1u : 0u) +
	       (bits & clinical ? 2u : 0u) + (bits & WORD_FREQUENT ? 4u : 0u) +
	       (bits & WORD_RARE ? 8u : 0u) + (bits & name ? 16u : 0u);
}

/* The range of a rule that token i is in; NULL: none. They came in their order,
 * and none stands in another. */
static const struct span *
rule_at(const struct described_in *in, size_t i)
{
	const struct token *w = &in->t->token[i];
	size_t low = 0, high = in->rules;

	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (in->rule[middle].end <= w->begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low < in->rules && in->rule[low].begin < w->end ? &in->rule[low]
							       : NULL;
}

/* Is token i in a rule's range, and its first or last? */
INLINE void
ruled(const struct described_in *in, size_t i, struct sink *s)
{
	const struct token *w = &in->t->token[i];
	const struct span *r = rule_at(in, i);
	const uint32_t inside = r != NULL;

	add(s, INSIDE, D_RULE, inside, in->lang);
	add(s, FIRST, D_RULE, inside + (r && w->begin == r->begin), in->lang);
	add(s, LAST, D_RULE, inside + (r && w->end == r->end), in->lang);
}

/* What stands on one side of token i. */
INLINE void
beside(const struct described_in *in, size_t i, int side, struct sink *s)
{
	const struct fact *here = &in->fact[i], *next = here + side;
	const unsigned roles = side < 0 ? INSIDE | FIRST : LAST;
	const unsigned ends = side < 0 ? FIRST : LAST;
	const uint32_t sort = sort_of(in, i + (size_t)side);
	const uint32_t lang = in->lang;

	add(s, roles, D_SORTS, sort, sort_of(in, i));
	add(s, roles, D_PAIR, next->word, here->word);
	add(s, roles, D_CLUSTERS, next->cluster, here->cluster);
	add(s, ends, D_NEXT_SORT, sort, lang);
	add(s, ends, D_NEXT_WORD, next->word, 0);
	add(s, ends, D_NEXT_CLUSTER, next->cluster, 0);
	add_bits(s, ends, D_NEXT_CUE, next->cues, lang);
	add(s, ends, D_NEXT_KIND, fact_state(next), lang);
	add_bits(s, ends, D_FAR_CUE, (here - side)->cues, lang);
}

INLINE void
features(const struct described_in *in, size_t i, struct sink *s)
{
	const struct fact *here = &in->fact[i];
	const unsigned all = INSIDE | FIRST | LAST;
	const uint32_t lang = in->lang;

	add(s, all, D_SORT, sort_of(in, i), lang);
	add(s, all, D_WORD, here->word, 0);
	add(s, all, D_CLUSTER, here->cluster, 0);
	add_bits(s, all, D_CUE, here->cues, lang);
	add(s, all, D_KIND, fact_state(here), lang);
	beside(in, i, -1, s);
	beside(in, i, 1, s);
	if (in->rules > 0)
		ruled(in, i, s);
}

void
described_token(const struct described_in *in, size_t i,
    enum described_role role, struct described_ids *f)
{
	struct sink s = {.ids = f, .role = role};

	f->count = 0;
	features(in, i, &s);
}

/* What stands in a range, coarsely: a bit each. */
uint32_t
described_mask(const struct fact *fact)
{
	static const uint64_t groups[] = {CUE_UNIQUE, CUE_TRADE, CUE_OFFICE,
	    CUE_RELATIVE | CUE_KIN, CUE_DOER | CUE_PATIENT, CUE_EVENT, CUE_FEAT,
	    CUE_WHO, CUE_PLACE | CUE_ORG, CUE_ROLE, CUE_THE | CUE_MY,
	    CUE_FROM | CUE_IN | CUE_AT | CUE_ON, CUE_OF};
	const unsigned count = sizeof(groups) / sizeof(groups[0]);
	uint32_t mask = 0;

	for (unsigned k = 0; k < count; k++)
		if (fact->cues & groups[k])
			mask |= 1u << k;
	if (fact->kind == FACT_NUMBER || fact->kind == FACT_KEPT)
		mask |= 1u << count;
	if (fact->kind == FACT_PUNCT && fact->sign == ',')
		mask |= 1u << (count + 1);
	if (fact->gone)
		mask |= 1u << (count + 2);
	return mask;
}

/* Of two things in a range together. */
static uint32_t
pair_place(unsigned a, unsigned b, uint32_t lang)
{
	return place_of(D_TOGETHER, a * 32 + b, lang);
}

void
described_together(uint32_t mask, enum scrub_lang lang, struct described_ids *f)
{
	f->count = 0;
	for (uint32_t a = mask; a != 0; a &= a - 1)
		for (uint32_t b = a & (a - 1); b != 0; b &= b - 1)
			f->id[f->count++] =
			    pair_place((unsigned)__builtin_ctz(a),
				(unsigned)__builtin_ctz(b), lang);
}

uint32_t
described_length(size_t tokens, enum scrub_lang lang)
{
	return place_of(D_LENGTH, (uint32_t)tokens, lang);
}

#define NONE UINT32_MAX

/* What speaks for all ranges alike; pairs are asked for once. */
struct ways {
	const int16_t *weights;
	uint32_t lang;
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
		w->pair[a][b] = w->weights[pair_place(a, b, w->lang)];
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

/* The best ranges that end at token `last`. */
static void
extend(struct described_score *s, size_t last, struct ways *w)
{
	struct described_score *out = &s[last + 1];
	uint32_t mask = 0;
	int32_t pairs = 0;

	out->best = s[last].best;
	out->from = NONE;
	if (s[last].end == DESCRIBED_NEVER)
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
described_best(struct described_score *s, size_t n, enum scrub_lang lang,
    const int16_t *weights, int32_t line, struct described_range *range,
    size_t most)
{
	struct ways w = {.weights = weights, .lang = lang};
	size_t count = 0;

	for (size_t k = 0; k < DESCRIBED_MOST; k++)
		w.length[k] = weights[described_length(k, lang)] - line;
	s[0].best = 0;
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

static void
weigh(const struct described_in *in, const int16_t *weights,
    struct described_score *s)
{
	s[0].inside = 0;
	for (size_t i = 0; i < in->t->token_count; i++) {
		const bool sign = in->t->token[i].kind == TOKEN_PUNCT;
		struct sink sink = {.weights = weights};

		features(in, i, &sink);
		s[i].mask = described_mask(&in->fact[i]);
		s[i + 1].inside = s[i].inside + sink.sum[DESCRIBED_INSIDE];
		s[i].begin = sign ? DESCRIBED_NEVER : sink.sum[DESCRIBED_FIRST];
		s[i].end = sign ? DESCRIBED_NEVER : sink.sum[DESCRIBED_LAST];
	}
}

static const int16_t *
weights_now(void)
{
#ifdef SCRUB_EVAL
	return described_other;
#else
	return described_weights;
#endif
}

/* "54-year-old jockey": a range does not begin within a word. */
static size_t
whole_begin(const struct text *t, const struct described_range *r)
{
	size_t at = r->begin;

	if (at == 0 || t->token[at].space_before || !token_sign(t, at - 1, '-'))
		return at;
	while (at < r->end && !t->token[at].space_before)
		at++;
	return at < r->end ? at : r->begin;
}

void
described_scan(
    struct text *t, const struct described_in *in, struct spans *found)
{
	const size_t len =
	    (t->token_count + 1) * sizeof(struct described_score);
	struct described_score *s = text_room(t, TEXT_SCORES, len);
	struct described_range range[RANGES_MAX];
	size_t count;

	if (s == NULL) {
		found->failed = true;
		return;
	}
	weigh(in, weights_now(), s);
	count = described_best(s, t->token_count, in->lang, weights_now(),
	    DESCRIBED_LINE, range, RANGES_MAX);
	for (size_t i = 0; i < count; i++)
		spans_add(found, t->token[whole_begin(t, &range[i])].begin,
		    t->token[range[i].end - 1].end, SCRUB_OTHER, LAYER,
		    "described", CERTAINTY);
	text_room_used(t, TEXT_SCORES, len);
}
