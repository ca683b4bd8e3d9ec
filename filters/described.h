/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_DESCRIBED_H
#define SCRUB_DESCRIBED_H

#include "context_feature.h"

/*
 * Descriptions that name one person without a name, and places and houses of
 * several words and numbers, as whole ranges: a linear semi-Markov model
 * (Sarawagi and Cohen, 2004). A range's score is the sum of what speaks for
 * each of its tokens to be inside, for its first and its last to be that, and
 * for what stands in it together (an office and a relative, a trade and an
 * event). The ranges of one sort that together score most go.
 */
enum described_what {
	DESCRIBED_PERSON,
	DESCRIBED_PLACE, /* and houses */
	DESCRIBED_WHATS
};

#define DESCRIBED_BITS 14
/* Of each feature its weights for all sorts in all roles, side by side, so that
 * they are added at once; of a sort's four the last is not used. */
#define DESCRIBED_SORT 4u
#define DESCRIBED_EACH (DESCRIBED_WHATS * DESCRIBED_SORT)
#define DESCRIBED_SLOTS ((1u << DESCRIBED_BITS) * DESCRIBED_EACH)
/* Features of one token in one role, and a weight, at most: sums have 16
 * bits. */
#define DESCRIBED_IDS 128u
#define DESCRIBED_WEIGHT 255
#define DESCRIBED_MOST 24u /* tokens of a range, signs with them */

enum described_role {
	DESCRIBED_INSIDE,
	DESCRIBED_FIRST,
	DESCRIBED_LAST,
	DESCRIBED_ROLES
};

/* Where descriptions are looked for. */
struct described_in {
	const struct text *t;
	enum scrub_lang lang;
	const struct fact *fact; /* names decided */
	bool persons;            /* look for descriptions, too */
	/* What the rules of context_other.c found there; a feature. */
	const struct span *rule;
	size_t rules;
};

/* What the rules for ranges ask of a token. */
static inline bool
described_sign(const struct described_in *in, size_t i)
{
	return in->t->token[i].kind == TOKEN_PUNCT;
}

static inline bool
described_has(const struct described_in *in, size_t i, uint64_t cues)
{
	return i < in->t->token_count && !described_sign(in, i) &&
	       (in->fact[i].cues & cues) != 0;
}

static inline bool
described_is(const struct described_in *in, size_t i, const char *const *words)
{
	return i < in->t->token_count && token_one_of(in->t, i, words);
}

/* A range of tokens, half open. */
struct described_range {
	uint32_t begin, end;
};

/* What speaks for one token; there is one more behind the last. */
struct described_score {
	int32_t inside;     /* of all tokens before this one */
	int32_t begin, end; /* for it to be first or last, or: */
#define DESCRIBED_NEVER (INT32_MIN / 4)
	uint32_t mask; /* described_mask() */
	int32_t best;  /* of the ranges that end before it */
	uint32_t from; /* where the last of them begins */
};

/* A sum for each sort and role. */
typedef int16_t described_lanes __attribute__((vector_size(16)));

/* Of a token what is asked for by those beside it, too. */
struct described_seen {
	size_t token; /* which one, and 2; 0: none yet */
	uint32_t sort, cased, number;
	described_lanes next, far; /* what it says to one beside it */
};

/* What is kept from one described_weigh() of a text to the next. */
#define DESCRIBED_SEEN 4u /* three are needed; a power of two */
struct described_weighing {
	const int16_t *weights;
	struct described_seen seen[DESCRIBED_SEEN];
};

/* Numbers of features, each a place of the weights; for which sorts: a bit of
 * each enum described_what. */
struct described_ids {
	uint32_t id[DESCRIBED_IDS];
	uint8_t whats[DESCRIBED_IDS];
	size_t count;
};

/* Of token i in this role. What an id names is DESCRIBED_PERSON's; those of
 * another sort are described_place() on. */
static inline uint32_t
described_place(enum described_what what)
{
	return (uint32_t)what * DESCRIBED_SORT;
}

void described_token(const struct described_in *in, size_t i,
    enum described_role role, struct described_ids *f);
/* The sums of its weights for all sorts in all roles at once. */
void described_weigh(const struct described_in *in, size_t i,
    struct described_weighing *w, int16_t sum[DESCRIBED_EACH]);
/* What stands there, coarsely; and of all that stands in a range together. */
uint32_t described_mask(const struct fact *fact, enum described_what what);
void described_together(
    uint32_t mask, enum scrub_lang lang, struct described_ids *f);
uint32_t described_pair(unsigned a, unsigned b, enum scrub_lang lang);
uint32_t described_length(size_t tokens, enum scrub_lang lang);

#define DESCRIBED_MASK 16u /* bits of described_mask() */

/* What speaks for ranges by their length, less one, and by what stands in them
 * together. */
struct described_ways {
	int32_t length[DESCRIBED_MOST];
	int32_t most; /* of length */
	int32_t pair[DESCRIBED_MASK][DESCRIBED_MASK];
};

void described_ways(enum described_what what, enum scrub_lang lang,
    const int16_t *weights, struct described_ways *w);

/*
 * The best ranges of n tokens, each above `line`, first to last, at most
 * `most`; how many. Fills best and from of s, which has n + 1.
 */
size_t described_best(struct described_score *s, size_t n,
    const struct described_ways *ways, int32_t line,
    struct described_range *range, size_t most);

/*
 * Of a range that is weighed as a place: does it tell which place, and is
 * anything in it that nothing took yet? Is it a house's?
 */
bool described_adds_place(
    const struct described_in *in, struct described_range *r);
bool described_is_house(
    const struct described_in *in, const struct described_range *r);

/* "54-year-old jockey": a range does not begin within a word. */
void described_whole_word(const struct text *t, struct described_range *r);

/* Where a range that is weighed as a person's begins and ends as a whole;
 * false: it tells nothing. */
bool described_person(const struct described_in *in, struct described_range *r);
/* Ends with the clause that a person's range stands in, and goes on to its
 * end. */
void described_in_clause(
    const struct described_in *in, struct described_range *r);
void described_to_clause(
    const struct described_in *in, struct described_range *r);
/* "the weatherman on Channel 4": does its last number belong to it? */
bool described_ends_numbered(
    const struct described_in *in, const struct described_range *r);

/* Puts descriptions that need no weighing into `found`. */
void described_whose(const struct described_in *in, struct spans *found);

/* Puts descriptions (OTHER), places and organizations into `found`. */
void described_scan(
    struct text *t, const struct described_in *in, struct spans *found);

#ifdef SCRUB_EVAL
/* Trainer and tests only: DESCRIBED_SLOTS weights. */
extern const int16_t *described_other;
#endif

#endif
