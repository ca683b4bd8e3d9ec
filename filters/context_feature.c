/* SPDX-License-Identifier: MIT */
#include "context_feature.h"

#include <string.h>

/* Everything below is inlined into its one use. */
#define INLINE static inline __attribute__((always_inline))

INLINE void
add(struct features *f, unsigned id)
{
	if (f->count < FEATURES_MAX)
		f->id[f->count++] = (uint16_t)id;
}

INLINE void
add_bits(struct features *f, unsigned first, uint64_t bits)
{
	for (; bits != 0; bits &= bits - 1)
		add(f, first + (unsigned)__builtin_ctzll(bits));
}

/* Tokens that far were asked. */
INLINE void
asked(struct features *f, size_t left, size_t right)
{
	if (left > f->reach.left)
		f->reach.left = left;
	if (right > f->reach.right)
		f->reach.right = right;
}

INLINE bool
still(const struct features *f)
{
	return (f->which & FEATURES_STILL) != 0;
}

INLINE bool
decided(const struct features *f)
{
	return (f->which & FEATURES_GONE) != 0;
}

/* A class of signs, 0 to 11. */
static unsigned
sign_class(char sign)
{
	static const uint8_t signs[128] = {[','] = 1,
	    ['.'] = 2,
	    [':'] = 3,
	    ['-'] = 4,
	    ['/'] = 5,
	    ['('] = 6,
	    [')'] = 6,
	    ['&'] = 7,
	    ['\''] = 8,
	    ['"'] = 9,
	    ['+'] = 10,
	    ['@'] = 11};
	const uint8_t c = (uint8_t)sign;

	return c < 128 && signs[c] ? signs[c] - 1u : 11;
}

static bool
is_word(const struct fact *fact, size_t i)
{
	return fact[i].kind >= FACT_NAMED || fact[i].kind == FACT_KEPT ||
	       fact[i].kind == FACT_TAKEN;
}

/* The sign between a title or short form and its name: "Dr. Kim". */
INLINE bool
is_dot_of(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].sign == '.' && i > 0 && !t->token[i].space_before &&
	       fact[i - 1].cues &
		   (CUE_TITLE | CUE_DEGREE | CUE_NAMED | CUE_ORG_FIRST);
}

/* "Dr R. Oduya", "mr o dalaigh": what is before the letters. */
static size_t
past_initials(const struct text *t, size_t at)
{
	for (;;) {
		size_t letter = at;

		if (letter > 0 && context_sign(t, letter - 1, '.') &&
		    !t->token[letter - 1].space_before)
			letter--;
		if (letter == 0 || t->token[letter - 1].kind != TOKEN_WORD ||
		    t->token[letter - 1].end - t->token[letter - 1].begin != 1)
			return at;
		if (letter == at && !token_is(t, &t->token[letter - 1], "o"))
			return at;
		at = letter - 1;
	}
}

INLINE void
left_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
{
	/* Edges stand before the first. */
	const struct fact *left;
	size_t at = t->single_letter ? past_initials(t, i) : i;

	if (at > 0 && is_dot_of(t, fact, at - 1))
		at--;
	left = &fact[at] - 1;
	asked(f, i - at + 2, 2);
	if (still(f)) {
		add(f, F_LEFT_KIND + left->kind);
		if (left->kind == FACT_EDGE)
			return;
		if (left->kind == FACT_PUNCT) {
			add(f, F_LEFT_SIGN + sign_class(left->sign));
			if (left[-1].kind == FACT_EDGE)
				return;
			add(f, F_LEFT_KIND_FAR + left[-1].kind);
			add_bits(f, F_LEFT_PUNCT, left[-1].cues);
			return;
		}
		add_bits(f, F_LEFT, left->cues);
	}
	if (decided(f) && left->gone && left->kind != FACT_PUNCT)
		add(f, F_GONE_LEFT);
	if (still(f)) {
		add(f, F_LEFT_KIND_FAR + left[-1].kind);
		add_bits(f, F_LEFT_FAR, left[-1].cues);
	}
}

INLINE void
right_features(const struct fact *fact, size_t i, struct features *f)
{
	const struct fact *right = &fact[i + 1];

	add(f, F_RIGHT_KIND + right->kind);
	if (right->kind == FACT_EDGE)
		return;
	if (right->kind == FACT_PUNCT)
		add(f, F_RIGHT_SIGN + sign_class(right->sign));
	else
		add_bits(f, F_RIGHT, right->cues);
	if (right[1].kind == FACT_EDGE)
		return;
	add(f, F_RIGHT_KIND_FAR + right[1].kind);
	add_bits(f, right->kind == FACT_PUNCT ? F_RIGHT_PUNCT : F_RIGHT_FAR,
	    right[1].cues);
}

INLINE void
case_features(const struct text *t, size_t i, struct features *f)
{
	const struct token *w = &t->token[i];

	if (t->all_caps) {
		add(f, F_ALL_CAPS);
		return;
	}
	if (t->no_caps) {
		add(f, F_NO_CAPS);
		return;
	}
	if (t->first_caps)
		add(f, t->first_caps == 1 ? F_FIRST_CAP : F_FIRST_CAPS);
	switch ((enum token_case)w->letter_case) {
	case CASE_UPPER:
		add(f, F_UPPER);
		break;
	case CASE_TITLE:
		add(f, w->sentence_start ? F_TITLE_FIRST : F_TITLE);
		if (i + 1 < t->token_count &&
		    t->token[i + 1].letter_case == CASE_TITLE)
			add(f, F_TITLE_PAIR);
		break;
	case CASE_MIXED:
		add(f, F_MIXED);
		break;
	case CASE_LOWER:
	case CASE_NONE:
		add(f, F_LOWER);
		break;
	}
}

INLINE void
shape_features(const struct text *t, size_t i, struct features *f)
{
	const struct token *w = &t->token[i];
	const size_t len = w->end - w->begin;

	add(f, len < 5 ? F_BIAS + (unsigned)len - 1 : F_LONG);
	if (!(w->looks & LOOKS_VOWEL))
		add(f, F_NO_VOWEL);
	add(f, F_NAME_LIKE + (unsigned)w->like);
	if (w->looks & LOOKS_CLINICAL)
		add(f, F_CLINICAL_END);
	if (!text_again(t, w))
		return;
	for (size_t k = i < 12 ? 0 : i - 12; k < t->token_count && k < i + 12;
	     k++) {
		if (t->token[k].hash == w->hash && k != i) {
			add(f, F_AGAIN);
			break;
		}
	}
}

/* Signs that stick to the word. */
INLINE void
glue_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
{
	/* Edges stand beside the text's. */
	const struct fact *here = &fact[i];
	const char left = here[-1].sign, right = here[1].sign;
	const struct token *w = &t->token[i];

	if (left && !w->space_before) {
		if (left == '-')
			add(f, F_HYPHEN_LEFT);
		if (left == '@' || left == '#')
			add(f, F_HANDLE);
		if (left == '\'')
			add(f, F_APOSTROPHE);
	}
	if ((right != '-' && right != '\'') || w[1].space_before ||
	    i + 2 >= t->token_count || w[2].space_before)
		return;
	if (right == '-')
		add(f, F_HYPHEN_RIGHT);
	else if (w[2].kind == TOKEN_WORD)
		add(f, token_is(t, &w[2], "s") ? F_POSSESSIVE : F_CONTRACTION);
}

INLINE void
thing_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
{
	size_t at = i + 1;

	if (fact[at].sign == '\'')
		at += at + 1 < t->token_count &&
			      token_is(t, &t->token[at + 1], "s")
			  ? 2
			  : 1;
	else if (fact[at].sign == '-')
		at++;
	asked(f, 0, at + 1 - i);
	if (at < t->token_count && t->token[at].words & WORD_THING)
		add(f, F_THING_NEXT);
	if (at + 1 < t->token_count && t->token[at + 1].words & WORD_THING)
		add(f, F_THING_LATER);
	if (i > 0 && t->token[i - 1].words & WORD_THING)
		add(f, F_THING_FIRST);
}

/* What a neighbour is, coarsely. */
INLINE unsigned
group_of(const struct fact *fact)
{
	/* Behind the groups of cues: an edge, a sign, a name, anything else. */
	if (fact->kind == FACT_EDGE)
		return CUE_GROUPS;
	if (fact->kind == FACT_PUNCT)
		return CUE_GROUPS + 1;
	if (fact->kind == FACT_NAMED || fact->kind == FACT_NAME || fact->gone)
		return CUE_GROUPS + 2;
	return fact->cue_group;
}

INLINE unsigned
case_class(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	if (t->all_caps || t->no_caps)
		return t->all_caps ? 0 : 1;
	if (w->letter_case == CASE_TITLE)
		return w->sentence_start ? 2 : 3;
	if (t->first_caps)
		return 7;
	return w->letter_case == CASE_UPPER ? 4 : w->sentence_start ? 5 : 6;
}

/* How the next word ends, when it stands right behind and is a plain word. */
INLINE unsigned
right_end(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i)
{
	if (i >= t->token_count || t->token[i].kind != TOKEN_WORD ||
	    !t->token[i].space_before)
		return ENDING_NONE;
	if (fact[i].kind != FACT_SAFE && fact[i].kind != FACT_MADE &&
	    fact[i].kind != FACT_BOTH)
		return ENDING_OTHER;
	return ending_verb(lang, t->fold + t->token[i].begin,
	    t->token[i].end - t->token[i].begin);
}

/* First of the text, or behind a sign that ends something. */
INLINE bool
opens_clause(const struct text *t, size_t i)
{
	return i == 0 || t->token[i].sentence_start ||
	       (t->token[i - 1].kind == TOKEN_PUNCT &&
		   t->token[i].space_before);
}

/* What the neighbours of a word are, coarsely, and its own case. */
struct around {
	unsigned left, right; /* below GROUPS */
	unsigned cased;       /* below 8 */
};

INLINE void
pair_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, const struct around *a,
    struct features *f)
{
	if (decided(f)) {
		add(f, F_BETWEEN + a->left * GROUPS + a->right);
		add(f, F_LEFT_CASE + a->left * 8 + a->cased);
		add(f, F_RIGHT_CASE + a->right * 8 + a->cased);
	}
	if (still(f)) {
		add(f, F_RIGHT_END +
			   (opens_clause(t, i) ? (unsigned)ENDINGS : 0u) +
			   right_end(t, lang, fact, i + 1));
		if (fact[i].near)
			add(f, F_NEAR);
		if (fact[i].toponym)
			add(f, F_TOPONYM + fact[i].toponym - 1);
	}
	if (decided(f) && fact[i + 1].gone)
		add(f, F_GONE_RIGHT);
	if (decided(f) && fact[i + 2].gone)
		add(f, F_GONE_RIGHT_FAR);
}

/* A house's noun ahead, or a preposition of place behind, with no sign or
 * small word of another kind between. */
INLINE void
reach_features(const struct fact *fact, size_t i, struct features *f)
{
	const uint64_t stops = CUE_THE | CUE_MY | CUE_I | CUE_IS | CUE_SAYS |
			       CUE_MODAL | CUE_BUT | CUE_NOW | CUE_AND |
			       CUE_WITH | CUE_BY | CUE_FOR | CUE_TO;
	unsigned prep = 0;
	size_t at;

	for (at = i; at-- > 0 && i - at < 5;) {
		if (fact[at].kind < FACT_UNKNOWN)
			break;
		if (fact[at].cues & (CUE_FROM | CUE_AT | CUE_IN | CUE_LIVES)) {
			prep = (unsigned)(i - at);
			break;
		}
		if (fact[at].cues & stops)
			break;
	}
	asked(f, i - at, 0);
	if (prep > 0)
		add(f, F_PREP_BEHIND + prep);
	for (at = i + 1; at - i < 5; at++) {
		if (fact[at].kind < FACT_UNKNOWN)
			break;
		if (fact[at].cues & (CUE_ORG | CUE_PLACE)) {
			const unsigned house = fact[at].cues & CUE_ORG
						   ? F_HOUSE_AHEAD
						   : F_PLACE_AHEAD;

			add(f, house + (unsigned)(at - i));
			if (prep > 0)
				add(f, house + 5);
			break;
		}
		if (fact[at].cues & stops)
			break;
	}
	asked(f, 0, at - i);
}

/* Features of word i, but for those of context_letter.c: its case. */
INLINE unsigned
features(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i, struct features *f)
{
	const bool dot = i > 0 && is_dot_of(t, fact, i - 1);
	const struct fact *here = &fact[i];
	const struct around a = {
	    .left = group_of(&fact[i] - (dot ? 2 : 1)),
	    .right = group_of(&fact[i + 1]),
	    .cased = case_class(t, i),
	};

	if (still(f)) {
		add(f, F_BIAS);
		shape_features(t, i, f);
		case_features(t, i, f);
		glue_features(t, fact, i, f);
		thing_features(t, fact, i, f);
		if (lang == SCRUB_ID_ID)
			add(f, F_INDONESIAN);
		if (t->token_count == 1)
			add(f, F_ONLY);
		if (here[-1].kind == FACT_EDGE)
			add(f, F_FIRST);
		if (here[1].kind == FACT_EDGE ||
		    (here[2].kind == FACT_EDGE && !is_word(fact, i + 1)))
			add(f, F_LAST);
		add_bits(f, F_BITS, t->token[i].words);
		add_bits(f, F_OWN, fact[i].cues);
	}
	left_features(t, fact, i, f);
	if (still(f))
		right_features(fact, i, f);
	pair_features(t, lang, fact, i, &a, f);
	if (still(f))
		reach_features(fact, i, f);
	return a.cased;
}

void
context_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, unsigned which, struct features *f)
{
	unsigned cased;

	f->which = which;
	f->reach = (struct reach){0, 0};
	f->count = 0;
	cased = features(t, lang, fact, i, f);
	f->hashes = still(f) ? context_letters(t, fact, i, cased, f->hash) : 0;
}
