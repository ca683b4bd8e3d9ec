/* SPDX-License-Identifier: MIT */
#include "lang/lexicon.h"

#include <string.h>

#include "hash.h"
#include "lang/cue.h"
#include "lexicon_table.h"
#include "words.h"

static const struct lexicon_slot *
slot_of(uint64_t hash)
{
	const uint32_t print = (uint32_t)(hash >> 32);

	for (uint64_t at = hash;; at++) {
		const struct lexicon_slot *s =
		    &lexicon_slots[at & (LEXICON_SLOTS - 1)];

		if (s->print == print || !s->used)
			return s;
	}
}

#define BEFORE_MOST 12u /* tokens that a change takes away at most, nearly */

static bool
same_token(const struct text *t, const struct token *w, const struct text *b,
    const struct token *v)
{
	return v->hash == w->hash && v->kind == w->kind &&
	       v->end - v->begin == w->end - w->begin &&
	       memcmp(t->fold + w->begin, b->fold + v->begin,
		   w->end - w->begin) == 0;
}

/* w is token `at` of the text before; not when it looks otherwise. */
static void
set_was(const struct text *t, struct token *w, size_t at)
{
	const struct token *v = &t->before->token[at];

	if (v->letter_case == w->letter_case &&
	    v->space_before == w->space_before &&
	    v->sentence_start == w->sentence_start && at < UINT16_MAX)
		w->was = (uint16_t)(at + 1);
}

/* Likewise the signs to the left of w, which is token `at` there. */
static void
set_signs(const struct text *t, struct token *w, size_t at)
{
	while (at-- > 0 && w-- > t->token && w->kind == TOKEN_PUNCT &&
	       w->was == 0 &&
	       same_token(t, w, t->before, &t->before->token[at]))
		set_was(t, w, at);
}

/* The same word in the text that this is the output of, from *from on. */
static const struct token *
word_before(const struct text *t, struct token *w, size_t *from)
{
	const struct text *b = t->before;
	size_t at = *from;

	for (unsigned n = 0; n < BEFORE_MOST && at < b->token_count;
	     n++, at++) {
		if (!same_token(t, w, b, &b->token[at]))
			continue;
		set_was(t, w, at);
		if (at > *from)
			set_signs(t, w, at);
		*from = at + 1;
		return &b->token[at];
	}
	return NULL;
}

/* Likewise of a sign, where it is the next one. */
static void
sign_before(const struct text *t, struct token *w, size_t *from)
{
	const struct text *b = t->before;

	if (*from < b->token_count && same_token(t, w, b, &b->token[*from]))
		set_was(t, w, (*from)++);
}

static void
look_up(const struct text *t, enum scrub_lang lang, struct token *w)
{
	const struct cue *cues = lang == SCRUB_ID_ID ? cues_id : cues_en;
	const struct lexicon_slot *s = slot_of(w->hash);
	const unsigned cue = s->cue[lang == SCRUB_ID_ID ? 1 : 0];

	w->lists = s->lists;
	w->said = s->said;
	if (w->kind == TOKEN_WORD && cue > 0)
		w->cues = cues[cue - 1].bits;
	if (w->kind != TOKEN_NUMBER)
		w->words = words_find_hashed(lang, t->fold + w->begin,
		    w->end - w->begin, w->hash, &w->cluster);
}

static void
copy_known(struct token *w, const struct token *known)
{
	w->words = known->words;
	w->cluster = known->cluster;
	w->lists = known->lists;
	w->said = known->said;
	w->cues = known->cues;
	w->looks = known->looks;
	w->like = known->like;
}

/* The tables are larger than what stays in the cache: they are asked for all
 * that is needed before the first is looked at. */
static void
fetch(const struct text *t)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const uint64_t hash = t->token[i].hash;

		words_fetch(hash);
		__builtin_prefetch(&lexicon_slots[hash & (LEXICON_SLOTS - 1)]);
	}
}

static void
chain_words(struct text *t)
{
	uint32_t word = (uint32_t)t->token_count;

	for (size_t i = t->token_count; i-- > 0;) {
		word = t->token[i].kind == TOKEN_WORD ? (uint32_t)i : word;
		t->token[i].word = word;
	}
}

void
lexicon_fill(struct text *t, enum scrub_lang lang)
{
	uint64_t once[4] = {0};
	size_t from = 0;

	if (!t->before)
		fetch(t);
	t->cues = 0;
	t->lists = 0;
	memset(t->twice, 0, sizeof(t->twice));
	t->signs = 0;
	t->kinds = 0;
	t->single_letter = false;
	for (size_t i = 0; i < t->token_count; i++) {
		struct token *w = &t->token[i];
		const struct token *known;
		uint64_t bit;

		w->words = 0;
		w->cluster = 0;
		w->looks = 0;
		w->lists = 0;
		w->said = 0;
		w->cues = 0;
		w->was = 0;
		t->kinds |= 1u << w->kind;
		if (w->kind == TOKEN_PUNCT) {
			t->signs |= (uint64_t)1 << (t->norm[w->begin] & 63);
			w->said = (uint8_t)w->sign < 128 ? (uint8_t)w->sign : 0;
			if (t->before)
				sign_before(t, w, &from);
			continue;
		}
		bit = (uint64_t)1 << (w->hash >> 56 & 63);
		t->twice[w->hash >> 62] |= once[w->hash >> 62] & bit;
		once[w->hash >> 62] |= bit;
		known = t->before ? word_before(t, w, &from) : NULL;
		if (known)
			copy_known(w, known);
		else
			look_up(t, lang, w);
		t->lists |= w->lists;
		t->cues |= w->cues;
		t->single_letter |=
		    w->kind == TOKEN_WORD && w->end - w->begin == 1;
	}
	chain_words(t);
}

uint64_t
cue_find(enum scrub_lang lang, const char *word, size_t len)
{
	const unsigned own = lang == SCRUB_ID_ID ? 1 : 0;
	const struct lexicon_slot *s = slot_of(hash_word(word, len));

	if (s->cue[own] == 0)
		return 0;
	return (own ? cues_id : cues_en)[s->cue[own] - 1].bits;
}
