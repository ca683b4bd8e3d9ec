/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_FEATURE_H
#define SCRUB_CONTEXT_FEATURE_H

#include "context_token.h"
#include "ending.h"
#include "lang/cue.h"
#include "span.h"
#include "text.h"
#include "words.h"

/*
 * What is weighed: each word's facts, and the features of a word among
 * its neighbours, for tagger.c. A feature's number must not change without new
 * weights (train/train.py).
 */

/* What a token is to its neighbours. */
enum fact_kind {
	FACT_EDGE, /* before a line's first, behind its last */
	FACT_PUNCT,
	FACT_NUMBER, /* also letters with digits */
	FACT_KEPT,   /* must survive, says layer 2 */
	FACT_TAKEN,  /* another layer's, and no name */
	FACT_NAMED,  /* another layer's name */
	FACT_UNKNOWN,
	FACT_SAFE,
	FACT_NAME,
	FACT_BOTH,
	FACT_EPONYM,
	FACT_MADE, /* no list has it, but it is made of one that has */
	FACT_KINDS
};

/* Sums of weights; tagger.h says of what. */
#define TAGGER_UNITS 16u
struct tagger_sum {
	int16_t unit[TAGGER_UNITS];
	int32_t straight;
};

/* Of a place whose name is several words (toponym.h). */
#define TOPONYM_FIRST 1u
#define TOPONYM_LATER 2u

#define AROUND_HEARD 32u /* numbers that around.c hears of a token */

struct fact {
	uint64_t cues;
	uint32_t word;     /* which one it is to its neighbours, hashed */
	uint16_t cluster;  /* likewise, the words that stand where it does */
	uint8_t cue_group; /* the first group that its cues are of */
	char sign;         /* of a token that is one; else NUL */
	uint8_t kind;      /* enum fact_kind */
	uint8_t toponym;   /* TOPONYM_*: a word of a place's name */
	bool near;         /* unknown, and one letter from a clinical word */
	bool open;         /* a word that layers 4 and 5 decide about */
	bool gone;         /* decided: goes */
	bool sure;         /* by a rule, not to be weighed again */
	uint8_t label;     /* enum scrub_label of what goes or was taken */
	uint8_t was;       /* its kind before it was taken */
	uint8_t certainty;
	bool weighed;        /* still and the next two are there */
	uint8_t left, right; /* tokens beside it that still was made of */
	bool same;      /* as it was in the text before, and so is its token */
	int16_t weight; /* of the last round */
	int16_t line;   /* what its weight must reach to go */
	int16_t above;  /* the line, by that weight */
	const char *rule;
	bool is_heard; /* by around.c: the last one is there */
	/* Of its weight: what no decision changes. Not cleared. */
	struct tagger_sum still;
	int16_t heard[AROUND_HEARD];
};

/* What it is, and whether it goes. */
static inline uint32_t
fact_state(const struct fact *fact)
{
	return fact->kind + (fact->gone ? 16u : 0u);
}

/* Beside the facts of a text stand these, before and behind. */
#define FACT_EDGES 4u

#define CUE_GROUPS 10u /* of neighbours by their cues */
#define GROUPS 14      /* of neighbours, for pairs of them */

/* Numbers of features; the order of blocks is theirs. */
enum {
	F_BIAS,
	F_LEN_2,
	F_LEN_3,
	F_LEN_4,
	F_LONG,
	F_UPPER,       /* capitals in a message that is not all capitals */
	F_TITLE,       /* "Kim" inside a sentence */
	F_TITLE_FIRST, /* "Kim" at its beginning */
	F_LOWER,       /* small letters where others begin sentences large */
	F_MIXED,
	F_NO_CAPS,
	F_ALL_CAPS,
	F_NO_VOWEL,
	F_CLINICAL_END, /* ...itis, ...ectomy */
	F_HYPHEN_LEFT,
	F_HYPHEN_RIGHT,
	F_HANDLE,      /* behind @ or # */
	F_POSSESSIVE,  /* 's follows */
	F_CONTRACTION, /* 't, 're, 'll follow */
	F_APOSTROPHE,  /* an apostrophe is before it */
	F_GONE_LEFT,   /* the word to the left goes */
	F_THING_NEXT,  /* an eponym's noun follows */
	F_THING_LATER, /* one word later */
	F_THING_FIRST, /* Indonesian: it stands before */
	F_AGAIN,       /* the same word stands elsewhere in the text */
	F_ONLY,        /* the message is this word */
	F_LAST,        /* the last word of the text */
	F_FIRST,       /* the first */
	F_INDONESIAN,
	F_TITLE_PAIR, /* it and the next word begin large */
	F_FIRST_CAP,  /* the text has one capital, where it begins */
	F_FIRST_CAPS, /* some, all where sentences begin */
	F_BITS,       /* 16: the word's bits */
	F_OWN = F_BITS + 16,
	F_LEFT = F_OWN + CUE_BITS,            /* cues of the word beside it */
	F_LEFT_FAR = F_LEFT + CUE_BITS,       /* of the one before that */
	F_LEFT_PUNCT = F_LEFT_FAR + CUE_BITS, /* with a sign between */
	F_RIGHT = F_LEFT_PUNCT + CUE_BITS,
	F_RIGHT_FAR = F_RIGHT + CUE_BITS,
	F_RIGHT_PUNCT = F_RIGHT_FAR + CUE_BITS,
	F_LEFT_KIND = F_RIGHT_PUNCT + CUE_BITS,
	F_RIGHT_KIND = F_LEFT_KIND + FACT_KINDS,
	F_LEFT_KIND_FAR = F_RIGHT_KIND + FACT_KINDS,
	F_RIGHT_KIND_FAR = F_LEFT_KIND_FAR + FACT_KINDS,
	F_LEFT_SIGN = F_RIGHT_KIND_FAR + FACT_KINDS, /* 12: which sign */
	F_RIGHT_SIGN = F_LEFT_SIGN + 12,
	F_NAME_LIKE = F_RIGHT_SIGN + 12,   /* 10: by its letters */
	F_PREP_BEHIND = F_NAME_LIKE + 10,  /* 6: how far */
	F_HOUSE_AHEAD = F_PREP_BEHIND + 6, /* 6 */
	F_PLACE_AHEAD = F_HOUSE_AHEAD + 6, /* 6 */
	F_GONE_RIGHT = F_PLACE_AHEAD + 6,  /* the word to the right goes */
	F_NEAR,
	F_TOPONYM, /* 2: the first word of a place, a later one */
	F_RIGHT_END =
	    F_TOPONYM + 2, /* 2 * ENDINGS: of the next word, and behind what */
	F_GONE_RIGHT_FAR =
	    F_RIGHT_END + 2 * ENDINGS, /* behind a sign or one word on */
	F_BETWEEN,                     /* groups of cues on both sides */
	F_LEFT_CASE = F_BETWEEN + GROUPS * GROUPS, /* and the own case */
	F_RIGHT_CASE = F_LEFT_CASE + GROUPS * 8,
	F_COUNT = F_RIGHT_CASE + GROUPS * 8
};

#define FEATURES_MAX 176u /* of one word, at most */
#define HASHES_MAX 64u

/* Of what features there are. */
#define FEATURES_STILL 1u /* what no decision changes */
#define FEATURES_GONE 2u  /* what the decisions beside the word say */

/* How far the features that no decision changes looked, in tokens. */
struct reach {
	size_t left, right;
};

struct features {
	unsigned which; /* FEATURES_* */
	uint16_t id[FEATURES_MAX];
	size_t count;
	uint32_t hash[HASHES_MAX]; /* words and letters, context_letter.c */
	size_t hashes;
	struct reach reach;
};

/* Facts of all tokens, without decisions, in room for token_count and twice
 * FACT_EDGES of them. */
struct fact *context_facts(struct text *t, enum scrub_lang lang,
    const struct spans *keep, const struct spans *taken, struct fact *room);

/* What was known of the text before, whose tokens some of this one are, each at
 * `was` - 1; NULL: nothing, or its letters were of another case. */
const struct fact *context_before(const struct text *t);

/* Features of word i; needs what was decided to its left. */
void context_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, unsigned which, struct features *f);

/* Hashes of its letters and of the words beside it; cased: case_class(). How
 * many. */
size_t context_letters(const struct text *t, const struct fact *fact, size_t i,
    unsigned cased, uint32_t hash[HASHES_MAX]);

/* Is token i the sign c? */
static inline bool
context_sign(const struct text *t, size_t i, char c)
{
	return i < t->token_count && t->token[i].sign == c;
}

/* Is "'s" right behind the word i? */
static inline bool
context_owns(const struct text *t, size_t i)
{
	return context_sign(t, i + 1, '\'') && context_glued(t, i + 1) &&
	       context_glued(t, i + 2) && token_is(t, &t->token[i + 2], "s");
}

/* Does a clause end before i: a sign that is inside no word, or the text? */
static inline bool
context_closed(const struct text *t, size_t i)
{
	return i >= t->token_count ||
	       (t->token[i].kind == TOKEN_PUNCT && !context_sign(t, i, '\'') &&
		   !context_sign(t, i, '-') && !context_sign(t, i, '/'));
}

#endif
