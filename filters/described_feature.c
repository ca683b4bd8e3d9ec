/* SPDX-License-Identifier: MIT */
/* What speaks for a token to be in a range. */
#include "described.h"

#include <stddef.h>
#include <string.h>

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
	D_FAR_CUE,
	D_STATE,
	D_NEXT_STATE,
	D_CASE,
	D_NEXT_CASE,
	D_NUMBER,
	D_NUMBER_FAR,
	D_NEXT_NUMBER,
	D_BITS,
	D_TOPONYM
};

typedef described_lanes lanes;

_Static_assert(sizeof(lanes) == DESCRIBED_EACH * sizeof(int16_t) &&
		   DESCRIBED_IDS * DESCRIBED_WEIGHT <= INT16_MAX,
    "all sums at once");

/* Where features go: their weights into a sum for each sort and role, or, for
 * the trainer, their numbers in one role into a list. */
struct sink {
	const int16_t *weights;
	lanes sum;
	struct described_ids *ids; /* NULL: no list */
	enum described_role role;
};

#define INLINE static inline __attribute__((always_inline))

#define INSIDE (1u << DESCRIBED_INSIDE)
#define FIRST (1u << DESCRIBED_FIRST)
#define LAST (1u << DESCRIBED_LAST)

/* Of a feature: which sorts ask for it. */
#define PERSONS (1u << DESCRIBED_PERSON)
#define PLACES (1u << DESCRIBED_PLACE)
#define EVERY (PERSONS | PLACES)

INLINE uint32_t
place_of(enum family family, uint32_t a, uint32_t b)
{
	uint32_t h = (a * 0x9E3779B1u) ^
		     ((b + (uint32_t)family * 0x85EBCA6Bu) * 0xC2B2AE35u);

	h = (h ^ h >> 15) * 0x2C1B3C6Du;
	return (h >> (32 - DESCRIBED_BITS)) * DESCRIBED_EACH;
}

/* All bits where one of these sorts asks for it in one of these roles. */
#define ASKS(whats, roles, what, role)                                         \
	((whats) >> (what) & (roles) >> (role) & 1 ? -1 : 0)
#define ROLES(whats, roles)                                                    \
	((lanes){ASKS(whats, roles, 0, 0), ASKS(whats, roles, 0, 1),           \
	    ASKS(whats, roles, 0, 2), 0, ASKS(whats, roles, 1, 0),             \
	    ASKS(whats, roles, 1, 1), ASKS(whats, roles, 1, 2), 0})

INLINE void
add_for(struct sink *s, unsigned whats, unsigned roles, enum family family,
    uint32_t a, uint32_t b)
{
	const uint32_t at = place_of(family, a, b);
	lanes row;

	if (s->ids != NULL) {
		if (roles >> s->role & 1 && s->ids->count < DESCRIBED_IDS) {
			s->ids->whats[s->ids->count] = (uint8_t)whats;
			s->ids->id[s->ids->count++] = at + s->role;
		}
		return;
	}
	memcpy(&row, s->weights + at, sizeof(row));
	s->sum += row & ROLES(whats, roles);
}

INLINE void
add(struct sink *s, unsigned roles, enum family family, uint32_t a, uint32_t b)
{
	add_for(s, EVERY, roles, family, a, b);
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

	add_for(s, PERSONS, INSIDE, D_RULE, inside, in->lang);
	add_for(s, PERSONS, FIRST, D_RULE, inside + (r && w->begin == r->begin),
	    in->lang);
	add_for(s, PERSONS, LAST, D_RULE, inside + (r && w->end == r->end),
	    in->lang);
}

static bool
is_place(const struct fact *fact)
{
	return fact->label == SCRUB_LOCATION ||
	       fact->label == SCRUB_ORGANIZATION;
}

/* What it is where nothing has been said of places and houses yet. */
static uint32_t
state_of(const struct fact *fact)
{
	if (fact->kind == FACT_TAKEN && is_place(fact))
		return fact->was;
	return fact->kind + (fact->gone && !is_place(fact) ? 16u : 0u);
}

static uint32_t
case_of(const struct described_in *in, size_t i)
{
	const struct token *w;

	if (i >= in->t->token_count)
		return 0;
	if (in->t->all_caps || in->t->no_caps)
		return in->t->all_caps ? 1 : 2;
	w = &in->t->token[i];
	return 3u + (uint32_t)w->letter_case * 2 + w->sentence_start;
}

/* Of a token with digits: how many, and how large; else 0. */
static uint32_t
number_of(const struct described_in *in, size_t i)
{
	const struct text *t = in->t;
	const struct token *w;
	uint32_t len, value = 0;

	if (i >= t->token_count)
		return 0;
	w = &t->token[i];
	if (w->kind != TOKEN_NUMBER && w->kind != TOKEN_MIXED)
		return 0;
	len = w->end - w->begin;
	if (w->kind == TOKEN_MIXED)
		return 16u + (len < 8 ? len : 8u) * 2 +
		       (t->norm[w->begin] >= '0' && t->norm[w->begin] <= '9');
	for (uint32_t at = w->begin; at < w->end && value < 1000; at++)
		value = value * 10 + (uint32_t)(t->norm[at] - '0');
	return len > 3       ? 8 + (len < 8 ? len : 8u)
	       : value < 7   ? 1
	       : value < 13  ? 2
	       : value < 32  ? 3
	       : value < 100 ? 4
			     : 5;
}

/* What only places and houses ask for. */
INLINE void
placed(const struct described_in *in, size_t i,
    const struct described_seen *const near[3], struct sink *s)
{
	const struct fact *here = &in->fact[i];
	const unsigned all = INSIDE | FIRST | LAST;
	const uint32_t number = near[1]->number, next = near[2]->number;
	const uint32_t cased = near[1]->cased;

	add_for(s, PLACES, all, D_STATE, state_of(here), in->lang);
	add_for(s, PLACES, all, D_CASE, cased, 0);
	add_for(s, PLACES, FIRST, D_NEXT_CASE, near[0]->cased, cased);
	add_for(s, PLACES, LAST, D_NEXT_CASE, near[2]->cased, cased);
	if (here->toponym)
		add_for(s, PLACES, all, D_TOPONYM, here->toponym,
		    here[1].toponym == TOPONYM_LATER);
	if (number > 0) {
		add_for(s, PLACES, all, D_NUMBER, number, 0);
		add_for(s, PLACES, all, D_NUMBER, number, here[-1].word);
		add_for(s, PLACES, all, D_NUMBER_FAR, number, here[-1].cluster);
	}
	if (next > 0) {
		add_for(s, PLACES, LAST, D_NEXT_NUMBER, next, 0);
		add_for(s, PLACES, all, D_NEXT_NUMBER, next, here->cluster);
	}
	for (uint32_t bits = in->t->token[i].words; bits != 0; bits &= bits - 1)
		add_for(s, PLACES, all, D_BITS, (uint32_t)__builtin_ctz(bits),
		    cased);
}

/* Of a token, or of the edge before the first. */
INLINE const struct fact *
fact_at(const struct described_in *in, size_t i)
{
	return in->fact + (ptrdiff_t)i;
}

/* What token i says to the one beside it, of which that is the first or last
 * token. */
INLINE void
to_next(const struct described_in *in, size_t i, uint32_t sort, unsigned roles,
    struct sink *s)
{
	const struct fact *here = fact_at(in, i);
	const uint32_t lang = in->lang;

	add(s, roles, D_NEXT_SORT, sort, lang);
	add(s, roles, D_NEXT_WORD, here->word, 0);
	add(s, roles, D_NEXT_CLUSTER, here->cluster, 0);
	add_bits(s, roles, D_NEXT_CUE, here->cues, lang);
	add_for(s, PERSONS, roles, D_NEXT_KIND, fact_state(here), lang);
	add_for(s, PLACES, roles, D_NEXT_STATE, state_of(here), lang);
}

/* What token i says to one on its other side: "the man | who". */
INLINE void
to_far(const struct described_in *in, size_t i, unsigned roles, struct sink *s)
{
	add_bits(s, roles, D_FAR_CUE, fact_at(in, i)->cues, in->lang);
}

/* What token i and the one on its side say together. */
INLINE void
beside(const struct described_in *in, size_t i, int side,
    const struct described_seen *const near[3], struct sink *s)
{
	const struct fact *here = &in->fact[i], *next = here + side;
	const unsigned roles = side < 0 ? INSIDE | FIRST : LAST;

	add(s, roles, D_SORTS, near[1 + side]->sort, near[1]->sort);
	add(s, roles, D_PAIR, next->word, here->word);
	add(s, roles, D_CLUSTERS, next->cluster, here->cluster);
}

/* All but what those beside it say. */
INLINE void
features(const struct described_in *in, size_t i,
    const struct described_seen *const near[3], struct sink *s)
{
	const struct fact *here = &in->fact[i];
	const unsigned all = INSIDE | FIRST | LAST;
	const uint32_t lang = in->lang;

	add(s, all, D_SORT, near[1]->sort, lang);
	add(s, all, D_WORD, here->word, 0);
	add(s, all, D_CLUSTER, here->cluster, 0);
	add_bits(s, all, D_CUE, here->cues, lang);
	add_for(s, PERSONS, all, D_KIND, fact_state(here), lang);
	beside(in, i, -1, near, s);
	beside(in, i, 1, near, s);
	placed(in, i, near, s);
	if (in->rules > 0)
		ruled(in, i, s);
}

INLINE void
see(const struct described_in *in, size_t i, struct described_seen *seen)
{
	seen->sort = sort_of(in, i);
	seen->cased = case_of(in, i);
	seen->number = number_of(in, i);
}

void
described_token(const struct described_in *in, size_t i,
    enum described_role role, struct described_ids *f)
{
	struct sink s = {.ids = f, .role = role};
	struct described_seen seen[3];
	const struct described_seen *const near[3] = {
	    &seen[0], &seen[1], &seen[2]};

	f->count = 0;
	for (size_t k = 0; k < 3; k++)
		see(in, i + k - 1, &seen[k]);
	features(in, i, near, &s);
	to_next(in, i - 1, seen[0].sort, FIRST, &s);
	to_next(in, i + 1, seen[2].sort, LAST, &s);
	to_far(in, i - 1, LAST, &s);
	to_far(in, i + 1, FIRST, &s);
}

/* What stands in a range, coarsely: a bit each. */
uint32_t
described_mask(const struct fact *fact, enum described_what what)
{
#define GROUP(cue, k) [__builtin_ctzll(cue)] = 1u << (k)
	static const uint16_t group_of[CUE_BITS] = {GROUP(CUE_UNIQUE, 0),
	    GROUP(CUE_TRADE, 1), GROUP(CUE_OFFICE, 2), GROUP(CUE_RELATIVE, 3),
	    GROUP(CUE_KIN, 3), GROUP(CUE_DOER, 4), GROUP(CUE_PATIENT, 4),
	    GROUP(CUE_EVENT, 5), GROUP(CUE_FEAT, 6), GROUP(CUE_WHO, 7),
	    GROUP(CUE_PLACE, 8), GROUP(CUE_ORG, 8), GROUP(CUE_ROLE, 9),
	    GROUP(CUE_THE, 10), GROUP(CUE_MY, 10), GROUP(CUE_FROM, 11),
	    GROUP(CUE_IN, 11), GROUP(CUE_AT, 11), GROUP(CUE_ON, 11),
	    GROUP(CUE_OF, 12)};
#undef GROUP
	uint32_t mask = 0;

	for (uint64_t cues = fact->cues; cues != 0; cues &= cues - 1)
		mask |= group_of[__builtin_ctzll(cues)];
	if (fact->kind == FACT_NUMBER || fact->kind == FACT_KEPT)
		mask |= 1u << 13;
	if (fact->kind == FACT_PUNCT && fact->sign == ',')
		mask |= 1u << 14;
	if (fact->gone && (what == DESCRIBED_PERSON || !is_place(fact)))
		mask |= 1u << 15;
	return mask;
}

/* Of two things in a range together. */
uint32_t
described_pair(unsigned a, unsigned b, enum scrub_lang lang)
{
	return place_of(D_TOGETHER, a * 32 + b, lang);
}

void
described_together(uint32_t mask, enum scrub_lang lang, struct described_ids *f)
{
	f->count = 0;
	for (uint32_t a = mask; a != 0; a &= a - 1) {
		for (uint32_t b = a & (a - 1); b != 0; b &= b - 1) {
			f->whats[f->count] = EVERY;
			f->id[f->count++] =
			    described_pair((unsigned)__builtin_ctz(a),
				(unsigned)__builtin_ctz(b), lang);
		}
	}
}

uint32_t
described_length(size_t tokens, enum scrub_lang lang)
{
	return place_of(D_LENGTH, (uint32_t)tokens, lang);
}

/* Token i, which may be an edge, as those beside it see it. */
static const struct described_seen *
seen_of(
    const struct described_in *in, size_t i, struct described_weighing *w)
{
	struct described_seen *seen = &w->seen[(i + 1) % DESCRIBED_SEEN];
	struct sink next = {.weights = w->weights};
	struct sink far = {.weights = w->weights};

	if (seen->token == i + 2)
		return seen;
	seen->token = i + 2;
	see(in, i, seen);
	to_next(in, i, seen->sort, INSIDE | FIRST | LAST, &next);
	to_far(in, i, INSIDE | FIRST | LAST, &far);
	seen->next = next.sum;
	seen->far = far.sum;
	return seen;
}

void
described_weigh(const struct described_in *in, size_t i,
    struct described_weighing *w, int16_t sum[DESCRIBED_EACH])
{
	const lanes first = ROLES(EVERY, FIRST), last = ROLES(EVERY, LAST);
	const struct described_seen *const near[3] = {seen_of(in, i - 1, w),
	    seen_of(in, i, w), seen_of(in, i + 1, w)};
	struct sink s = {.weights = w->weights};

	features(in, i, near, &s);
	s.sum += ((near[0]->next + near[2]->far) & first) +
		 ((near[2]->next + near[0]->far) & last);
	memcpy(sum, &s.sum, sizeof(s.sum));
}
