/* SPDX-License-Identifier: MIT */
#include "context_feature.h"

#include <string.h>

#include "ending.h"

static void
add(struct features *f, unsigned id)
{
	if (f->count < FEATURES_MAX)
		f->id[f->count++] = (uint16_t)id;
}

static void
add_bits(struct features *f, unsigned first, uint64_t bits)
{
	for (; bits != 0; bits &= bits - 1)
		add(f, first + (unsigned)__builtin_ctzll(bits));
}

/* A class of signs, 0 to 11. */
static unsigned
sign_class(const struct text *t, size_t i)
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
	const uint8_t c = (uint8_t)t->norm[t->token[i].begin];

	return c < 128 && signs[c] ? signs[c] - 1u : 11;
}

static bool
is_word(const struct fact *fact, size_t i)
{
	return fact[i].kind >= FACT_NAMED || fact[i].kind == FACT_KEPT ||
	       fact[i].kind == FACT_TAKEN;
}

/* The sign between a title or short form and its name: "Dr. Kim". */
static bool
is_dot_of(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && context_sign(t, i, '.') && !t->token[i].space_before &&
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

static void
left_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
{
	size_t at = i;

	at = past_initials(t, at);
	if (at > 0 && is_dot_of(t, fact, at - 1))
		at--;
	if (at == 0) {
		add(f, F_LEFT_KIND + FACT_EDGE);
		return;
	}
	at--;
	add(f, F_LEFT_KIND + fact[at].kind);
	if (fact[at].kind == FACT_PUNCT) {
		add(f, F_LEFT_SIGN + sign_class(t, at));
		if (at > 0) {
			add(f, F_LEFT_KIND_FAR + fact[at - 1].kind);
			add_bits(f, F_LEFT_PUNCT, fact[at - 1].cues);
		}
		return;
	}
	add_bits(f, F_LEFT, fact[at].cues);
	if (fact[at].gone)
		add(f, F_GONE_LEFT);
	if (at == 0) {
		add(f, F_LEFT_KIND_FAR + FACT_EDGE);
		return;
	}
	add(f, F_LEFT_KIND_FAR + fact[at - 1].kind);
	add_bits(f, F_LEFT_FAR, fact[at - 1].cues);
}

static void
right_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
{
	const size_t at = i + 1;

	if (at >= t->token_count) {
		add(f, F_RIGHT_KIND + FACT_EDGE);
		return;
	}
	add(f, F_RIGHT_KIND + fact[at].kind);
	if (fact[at].kind == FACT_PUNCT)
		add(f, F_RIGHT_SIGN + sign_class(t, at));
	else
		add_bits(f, F_RIGHT, fact[at].cues);
	if (at + 1 >= t->token_count)
		return;
	add(f, F_RIGHT_KIND_FAR + fact[at + 1].kind);
	add_bits(f, fact[at].kind == FACT_PUNCT ? F_RIGHT_PUNCT : F_RIGHT_FAR,
	    fact[at + 1].cues);
}

static void
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

static void
shape_features(const struct text *t, size_t i, struct features *f)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;
	int like;

	add(f, len < 5 ? F_BIAS + (unsigned)len - 1 : F_LONG);
	if (!ending_vowel(word, len))
		add(f, F_NO_VOWEL);
	like = words_name_like(word, len) / 4 + 5;
	add(f, F_NAME_LIKE + (unsigned)(like < 0 ? 0 : like > 9 ? 9 : like));
	if (ending_clinical(word, len))
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
static void
glue_features(const struct text *t, size_t i, struct features *f)
{
	const struct token *w = &t->token[i];
	const struct token *next =
	    i + 1 < t->token_count ? &t->token[i + 1] : NULL;
	const struct token *after =
	    i + 2 < t->token_count ? &t->token[i + 2] : NULL;

	if (i > 0 && !w->space_before) {
		if (context_sign(t, i - 1, '-'))
			add(f, F_HYPHEN_LEFT);
		if (context_sign(t, i - 1, '@') || context_sign(t, i - 1, '#'))
			add(f, F_HANDLE);
		if (context_sign(t, i - 1, '\''))
			add(f, F_APOSTROPHE);
	}
	if (next == NULL || next->space_before || after == NULL ||
	    after->space_before)
		return;
	if (context_sign(t, i + 1, '-'))
		add(f, F_HYPHEN_RIGHT);
	if (context_sign(t, i + 1, '\'') && after->kind == TOKEN_WORD)
		add(f, token_is(t, after, "s") ? F_POSSESSIVE : F_CONTRACTION);
}

static void
thing_features(const struct text *t, size_t i, struct features *f)
{
	size_t at = i + 1;

	if (at < t->token_count && context_sign(t, at, '\''))
		at += at + 1 < t->token_count &&
			      token_is(t, &t->token[at + 1], "s")
			  ? 2
			  : 1;
	else if (at < t->token_count && context_sign(t, at, '-'))
		at++;
	if (at < t->token_count && t->token[at].words & WORD_THING)
		add(f, F_THING_NEXT);
	if (at + 1 < t->token_count && t->token[at + 1].words & WORD_THING)
		add(f, F_THING_LATER);
	if (i > 0 && t->token[i - 1].words & WORD_THING)
		add(f, F_THING_FIRST);
}

/* What a neighbour is, coarsely: the first of these that it has. */
static unsigned
group_of(const struct text *t, const struct fact *fact, size_t i)
{
	static const uint64_t groups[] = {CUE_TITLE, CUE_TELL | CUE_GREET,
	    CUE_SAYS, CUE_IS, CUE_DOES, CUE_ROLE | CUE_PATIENT | CUE_KIN,
	    CUE_BY | CUE_WITH | CUE_NAMED | CUE_AND, CUE_PLEASE | CUE_MODAL,
	    CUE_FROM | CUE_IN | CUE_AT | CUE_TO | CUE_FOR,
	    CUE_THE | CUE_MY | CUE_I | CUE_OF};
	const unsigned count = sizeof(groups) / sizeof(groups[0]);

	if (i >= t->token_count)
		return count;
	if (fact[i].kind == FACT_PUNCT)
		return count + 1;
	if (fact[i].kind == FACT_NAMED || fact[i].kind == FACT_NAME ||
	    fact[i].gone)
		return count + 2;
	if (fact[i].cues == 0)
		return count + 3;
	for (unsigned k = 0; k < count; k++)
		if (fact[i].cues & groups[k])
			return k;
	return count + 3;
}

static unsigned
case_class(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	if (t->all_caps || t->no_caps)
		return t->all_caps ? 0 : 1;
	if (w->letter_case == CASE_TITLE)
		return w->sentence_start ? 2 : 3;
	return w->letter_case == CASE_UPPER ? 4 : w->sentence_start ? 5 : 6;
}

/* How the next word ends, when it stands right behind and is a plain word. */
static unsigned
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
static bool
opens_clause(const struct text *t, size_t i)
{
	return i == 0 || t->token[i].sentence_start ||
	       (t->token[i - 1].kind == TOKEN_PUNCT &&
		   t->token[i].space_before);
}

static void
pair_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, const struct around *a,
    struct features *f)
{
	add(f, F_BETWEEN + a->left * GROUPS + a->right);
	add(f, F_LEFT_CASE + a->left * 8 + a->cased);
	add(f, F_RIGHT_CASE + a->right * 8 + a->cased);
	add(f, F_RIGHT_END + (opens_clause(t, i) ? (unsigned)ENDINGS : 0u) +
		   right_end(t, lang, fact, i + 1));
	if (fact[i].near)
		add(f, F_NEAR);
	if (i + 1 < t->token_count && fact[i + 1].gone)
		add(f, F_GONE_RIGHT);
	if (i + 2 < t->token_count && fact[i + 2].gone)
		add(f, F_GONE_RIGHT_FAR);
}

/* A house's noun ahead, or a preposition of place behind, with no sign or
 * small word of another kind between. */
static void
reach_features(
    const struct text *t, const struct fact *fact, size_t i, struct features *f)
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
	if (prep > 0)
		add(f, F_PREP_BEHIND + prep);
	for (at = i + 1; at < t->token_count && at - i < 5; at++) {
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
}

void
context_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, struct features *f)
{
	const bool dot = i > 0 && is_dot_of(t, fact, i - 1);
	const struct around a = {
	    .left = group_of(t, fact, i - (dot ? 2 : 1)),
	    .right = group_of(t, fact, i + 1),
	    .cased = case_class(t, i),
	};

	f->count = 0;
	add(f, F_BIAS);
	shape_features(t, i, f);
	case_features(t, i, f);
	glue_features(t, i, f);
	thing_features(t, i, f);
	if (lang == SCRUB_ID_ID)
		add(f, F_INDONESIAN);
	if (t->token_count == 1)
		add(f, F_ONLY);
	if (i == 0)
		add(f, F_FIRST);
	if (i + 1 == t->token_count ||
	    (i + 2 == t->token_count && !is_word(fact, i + 1)))
		add(f, F_LAST);
	add_bits(f, F_BITS, t->token[i].words);
	add_bits(f, F_OWN, fact[i].cues);
	left_features(t, fact, i, f);
	right_features(t, fact, i, f);
	pair_features(t, lang, fact, i, &a, f);
	reach_features(t, fact, i, f);
	context_letters(t, fact, i, &a, f);
}
