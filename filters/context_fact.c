/* SPDX-License-Identifier: MIT */
#include "context_feature.h"

#include <stddef.h>
#include <string.h>

#include "hash.h"
#include "layer.h"
#include "toponym.h"

/* Words of grammar: when no list has them as a name they are none. */
#define CUE_SMALL_WORD                                                         \
	(CUE_THE | CUE_MY | CUE_I | CUE_AND | CUE_OF | CUE_FROM | CUE_IN |     \
	    CUE_AT | CUE_ON | CUE_TO | CUE_FOR | CUE_BY | CUE_WITH | CUE_NOT | \
	    CUE_PLEASE | CUE_NOW | CUE_BUT | CUE_IS | CUE_MODAL | CUE_WHO)

/* What words_find says of a word that it made of others. */
static bool
is_made(unsigned bits)
{
	return bits == (WORD_COMMON | WORD_RARE);
}

/* What a token is to its neighbours; what has digits is all alike. */
static void
neighbour(const struct text *t, const struct token *w, struct fact *fact)
{
	if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED) {
		fact->word = 2;
		fact->cluster = 257;
	} else if (w->kind == TOKEN_PUNCT) {
		fact->word =
		    hash_letters(t->fold + w->begin, w->end - w->begin);
		fact->cluster = (uint16_t)(258 + (uint8_t)t->fold[w->begin]);
		fact->sign = t->norm[w->begin];
	} else {
		fact->word = (uint32_t)(w->hash >> 32);
		fact->cluster = w->cluster;
	}
}

/* The first of these that its cues have. */
static uint8_t
cue_group(uint64_t cues)
{
	static const uint64_t groups[CUE_GROUPS] = {CUE_TITLE,
	    CUE_TELL | CUE_GREET, CUE_SAYS, CUE_IS, CUE_DOES,
	    CUE_ROLE | CUE_PATIENT | CUE_KIN,
	    CUE_BY | CUE_WITH | CUE_NAMED | CUE_AND, CUE_PLEASE | CUE_MODAL,
	    CUE_FROM | CUE_IN | CUE_AT | CUE_TO | CUE_FOR,
	    CUE_THE | CUE_MY | CUE_I | CUE_OF};

	for (unsigned k = 0; cues != 0 && k < CUE_GROUPS; k++)
		if (cues & groups[k])
			return (uint8_t)k;
	return CUE_GROUPS + 3;
}

static const struct fact edge = {
    .kind = FACT_EDGE, .word = 1, .cluster = 256, .is_heard = true};

static void
mark(const struct text *t, const struct spans *spans, struct fact *fact,
    bool keep)
{
	for (size_t s = 0; s < spans->count; s++) {
		const struct span *span = &spans->at[s];
		size_t low = 0, high = t->token_count;

		while (low < high) {
			size_t middle = (low + high) / 2;

			if (t->token[middle].end <= span->begin)
				low = middle + 1;
			else
				high = middle;
		}
		for (; low < t->token_count && t->token[low].begin < span->end;
		     low++) {
			if (keep) {
				fact[low].kind = FACT_KEPT;
			} else {
				if (fact[low].kind != FACT_TAKEN &&
				    fact[low].kind != FACT_NAMED)
					fact[low].was = fact[low].kind;
				fact[low].kind = span->label == SCRUB_NAME
						     ? FACT_NAMED
						     : FACT_TAKEN;
				fact[low].label = (uint8_t)span->label;
			}
			fact[low].open = false;
		}
	}
}

static void
look_at(const struct text *t, struct token *w)
{
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;
	int like;

	if (w->looks & LOOKS_KNOWN)
		return;
	like = words_name_like(word, len) / 4 + 5;
	w->like = (int8_t)(like < 0 ? 0 : like > 9 ? 9 : like);
	w->looks |= LOOKS_KNOWN;
	if (ending_vowel(word, len))
		w->looks |= LOOKS_VOWEL;
	if (ending_clinical(word, len))
		w->looks |= LOOKS_CLINICAL;
}

static bool
is_near(const struct text *t, enum scrub_lang lang, struct token *w)
{
	if (!LAYER_ON(LAYER_NEAR))
		return false;
	if (!(w->looks & LOOKS_ASKED)) {
		w->looks |= LOOKS_ASKED;
		if (words_near(lang, t->fold + w->begin, w->end - w->begin))
			w->looks |= LOOKS_NEAR;
		if (words_typed(lang, t->fold + w->begin, w->end - w->begin))
			w->looks |= LOOKS_TYPED;
	}
	return (w->looks & LOOKS_NEAR) != 0;
}

struct fact *
context_facts(struct text *t, enum scrub_lang lang, const struct spans *keep,
    const struct spans *taken, struct fact *room)
{
	struct fact *const fact = room + FACT_EDGES;
	static const uint8_t kind_of[] = {
	    [WORD_IS_UNKNOWN] = FACT_UNKNOWN,
	    [WORD_IS_SAFE] = FACT_SAFE,
	    [WORD_IS_NAME] = FACT_NAME,
	    [WORD_IS_BOTH] = FACT_BOTH,
	    [WORD_IS_EPONYM] = FACT_EPONYM,
	};

	for (size_t i = 0; i < FACT_EDGES; i++)
		room[i] = fact[t->token_count + i] = edge;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const size_t len = w->end - w->begin;

		if (t->norm[w->begin] == '\n') {
			fact[i] = edge;
			continue;
		}
		memset(&fact[i], 0, offsetof(struct fact, still));
		if (w->kind == TOKEN_WORD) {
			fact[i].kind = kind_of[words_class(w->words)];
			if (fact[i].kind == FACT_SAFE && is_made(w->words))
				fact[i].kind = FACT_MADE;
			fact[i].cues = w->cues;
			fact[i].open =
			    len > 1 && !((fact[i].kind == FACT_SAFE ||
					     fact[i].kind == FACT_MADE) &&
					   fact[i].cues & CUE_SMALL_WORD);
			if (len == 1)
				fact[i].kind = FACT_SAFE;
		} else if (w->kind == TOKEN_OTHER) {
			fact[i].kind = FACT_UNKNOWN;
			fact[i].open = true;
		} else {
			fact[i].kind =
			    w->kind == TOKEN_PUNCT ? FACT_PUNCT : FACT_NUMBER;
		}
		neighbour(t, w, &fact[i]);
		fact[i].cue_group = cue_group(fact[i].cues);
	}
	mark(t, keep, fact, true);
	mark(t, taken, fact, false);
	for (size_t i = 0; i < t->token_count; i++) {
		struct token *w = &t->token[i];

		if (fact[i].kind >= FACT_UNKNOWN && w->end - w->begin > 1)
			look_at(t, w);
		if (fact[i].kind == FACT_UNKNOWN && w->kind == TOKEN_WORD)
			fact[i].near = is_near(t, lang, w);
	}
	toponym_mark(t, fact);
	return fact;
}

const struct fact *
context_before(const struct text *t)
{
	const struct text *b = t->before;

	if (!b || b->rooms[TEXT_FACTS].used == 0 ||
	    b->all_caps != t->all_caps || b->no_caps != t->no_caps ||
	    b->first_caps != t->first_caps)
		return NULL;
	return (const struct fact *)b->rooms[TEXT_FACTS].at + FACT_EDGES;
}
