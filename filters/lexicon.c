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

void
lexicon_fill(struct text *t, enum scrub_lang lang)
{
	const struct cue *cues = lang == SCRUB_ID_ID ? cues_id : cues_en;
	const unsigned own = lang == SCRUB_ID_ID ? 1 : 0;
	uint64_t once[4] = {0};

	/* The table is larger than what stays in the cache: ask for all that
	 * is needed before the first is looked at. */
	for (size_t i = 0; i < t->token_count; i++) {
		const uint64_t hash = t->token[i].hash;

		words_fetch(hash);
		__builtin_prefetch(&lexicon_slots[hash & (LEXICON_SLOTS - 1)]);
	}
	t->cues = 0;
	t->lists = 0;
	memset(t->twice, 0, sizeof(t->twice));
	t->kinds = 0;
	t->single_letter = false;
	for (size_t i = 0; i < t->token_count; i++) {
		struct token *w = &t->token[i];
		const struct lexicon_slot *s;
		uint64_t bit;

		w->words = 0;
		w->cluster = 0;
		w->lists = 0;
		w->cues = 0;
		t->kinds |= 1u << w->kind;
		if (w->kind == TOKEN_PUNCT)
			continue;
		bit = (uint64_t)1 << (w->hash >> 56 & 63);
		t->twice[w->hash >> 62] |= once[w->hash >> 62] & bit;
		once[w->hash >> 62] |= bit;
		s = slot_of(w->hash);
		w->lists = s->lists;
		if (w->kind == TOKEN_WORD && s->cue[own] > 0)
			w->cues = cues[s->cue[own] - 1].bits;
		t->lists |= w->lists;
		t->cues |= w->cues;
		t->single_letter |=
		    w->kind == TOKEN_WORD && w->end - w->begin == 1;
		if (w->kind != TOKEN_NUMBER)
			w->words = words_find_hashed(lang, t->fold + w->begin,
			    w->end - w->begin, w->hash, &w->cluster);
	}
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
