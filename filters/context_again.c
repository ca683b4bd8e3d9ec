/* SPDX-License-Identifier: MIT */
#include "context_again.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"

#define WORD_LEAST 3u /* letters */

static bool
is_same(const struct text *t, size_t a, size_t b)
{
	const struct token *x = &t->token[a], *y = &t->token[b];

	return x->hash == y->hash && x->end - x->begin == y->end - y->begin &&
	       memcmp(t->fold + x->begin, t->fold + y->begin,
		   x->end - x->begin) == 0;
}

/* One that is somebody, and is said elsewhere. */
static bool
is_somebody(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return fact[i].gone && w->kind == TOKEN_WORD &&
	       w->end - w->begin >= WORD_LEAST && text_again(t, w) &&
	       fact[i].kind >= FACT_UNKNOWN && fact[i].kind != FACT_SAFE;
}

/* "a kelly", "2 kellys", "kelly clamp": a thing, whoever bears its name. */
static bool
is_thing(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	if (i > 0 && t->token[i].space_before &&
	    (fact[i - 1].cues & (CUE_THE | CUE_MY | CUE_OF) ||
		fact[i - 1].kind == FACT_NUMBER ||
		fact[i - 1].kind == FACT_KEPT))
		return true;
	return next < t->token_count && (t->token[next].words & WORD_THING ||
					    context_sign(t, next, '-'));
}

/* "ssali sbp 74, nabwire 102": whose number it is, in a list of them. */
static bool
has_number(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	return i > 0 && next < t->token_count &&
	       (context_sign(t, i - 1, ',') || context_sign(t, i - 1, ':') ||
		   context_sign(t, i - 1, ';') || t->token[i].sentence_start ||
		   fact[i - 1].cues & CUE_AND) &&
	       t->token[next].kind == TOKEN_NUMBER &&
	       t->token[next].end - t->token[next].begin > 1;
}

static bool
may_be_again(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       !is_thing(t, fact, i) &&
	       (fact[i].kind == FACT_NAME ||
		   (fact[i].kind == FACT_UNKNOWN && !fact[i].near &&
		       t->token[i].looks & LOOKS_VOWEL) ||
		   (fact[i].kind == FACT_BOTH && has_number(t, fact, i)));
}

/* Of about one length, and alike where they begin or end. */
static bool
is_alike(const struct text *t, size_t a, size_t b)
{
	const struct token *x = &t->token[a], *y = &t->token[b];
	const uint32_t one = x->end - x->begin, other = y->end - y->begin;

	return one >= WORD_LEAST && other >= WORD_LEAST && one <= other + 2 &&
	       other <= one + 2 &&
	       (memcmp(t->fold + x->begin, t->fold + y->begin, 2) == 0 ||
		   memcmp(t->fold + x->end - 3, t->fold + y->end - 3, 3) == 0);
}

/* "name "tegan" typed as "teagan"", "bayu diketik bayi": how somebody was
 * spelt, behind who it is. */
static void
misspelt(const struct text *t, struct fact *fact, size_t i)
{
	FEW(typed, "diketik", "ditulis", "keketik", "ketulis", "printed",
	    "spelled", "spelt", "typed", "written");
	FEW(ways, "as", "bukan", "harusnya", "jadi", "not", "tertulis");
	const size_t quote = context_sign(t, i + 1, '"');
	size_t at = i + 1 + quote;

	if (fact[i].kind < FACT_UNKNOWN ||
	    !(token_few(t, at, &typed) || (quote && token_few(t, at, &ways))))
		return;
	at++;
	at += token_few(t, at, &ways);
	if (quote != (size_t)context_sign(t, at, '"'))
		return;
	at += quote;
	if (at < t->token_count && t->token[at].kind == TOKEN_WORD &&
	    fact[at].kind >= FACT_UNKNOWN && !is_same(t, i, at) &&
	    is_alike(t, i, at))
		context_take(fact, at, fact[i].rule, fact[i].certainty);
}

/* Somebodies of a text, each word once; time stays linear in the text. */
#define SAID_MOST 64u
#define SAID_SLOTS (2 * SAID_MOST)

struct said {
	size_t at[SAID_SLOTS]; /* the token, from 1; 0: free */
	unsigned count;
};

/* Large and small are two where the text tells. */
static bool
is_case(const struct text *t, size_t i)
{
	return context_tells_case(t) && context_large(t, i);
}

/* The slot of token i's word, or the free one where it would be. */
static size_t *
said_slot(struct said *said, const struct text *t, size_t i)
{
	size_t slot = (t->token[i].hash >> 24) % SAID_SLOTS;

	while (said->at[slot] != 0 &&
	       !(is_same(t, said->at[slot] - 1, i) &&
		   is_case(t, said->at[slot] - 1) == is_case(t, i)))
		slot = (slot + 1) % SAID_SLOTS;
	return &said->at[slot];
}

/* The next ones from token `from` on; where it ended. */
static size_t
said_fill(struct said *said, const struct text *t, const struct fact *fact,
    size_t from)
{
	size_t i;

	for (i = from; i < t->token_count && said->count < SAID_MOST; i++)
		if (is_somebody(t, fact, i)) {
			size_t *slot = said_slot(said, t, i);

			said->count += *slot == 0;
			*slot = *slot == 0 ? i + 1 : *slot;
		}
	return i;
}

/* Who was typed how; again, as more go by what others were. */
static void
misspelt_all(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (fact[i].gone && t->token[i].kind == TOKEN_WORD)
			misspelt(t, fact, i);
}

void
context_again(const struct text *t, struct fact *fact)
{
	bool taken = false;

	misspelt_all(t, fact);
	for (size_t i = 0; i < t->token_count;) {
		struct said said = {.count = 0};

		i = said_fill(&said, t, fact, i);
		for (size_t k = 0; said.count > 0 && k < t->token_count; k++) {
			const size_t *slot;

			if (!text_again(t, &t->token[k]) ||
			    !may_be_again(t, fact, k))
				continue;
			slot = said_slot(&said, t, k);
			if (*slot == 0)
				continue;
			context_take(fact, k, fact[*slot - 1].rule,
			    fact[*slot - 1].certainty);
			taken = true;
		}
	}
	if (taken)
		misspelt_all(t, fact);
}
