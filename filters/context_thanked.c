/* SPDX-License-Identifier: MIT */
#include "context_thanked.h"

#include "context_place.h"
#include "context_said.h"
#include "lang/lexicon.h"

/* Is what is said before token i said to somebody? "well done", "your turn" */
static bool
said_to(const struct text *t, size_t i)
{
	FEW(last, "one", "job", "work", "call", "stuff", "luck", "done", "turn",
	    "up", "birthday", "you");
	static const char *const pairs[][2] = {{"nice", "one"}, {"good", "one"},
	    {"good", "job"}, {"great", "job"}, {"nice", "job"},
	    {"good", "work"}, {"nice", "work"}, {"great", "work"},
	    {"good", "call"}, {"great", "call"}, {"good", "stuff"},
	    {"good", "luck"}, {"well", "done"}, {"nicely", "done"},
	    {"your", "turn"}, {"hurry", "up"}, {"happy", "birthday"},
	    {"thank", "you"}, {"to", "you"}, {"good", "question"},
	    {"great", "question"}};

	if (i < 2 || !token_few(t, i - 1, &last))
		return false;
	return context_said_as(
	    t, i - 2, pairs, sizeof(pairs) / sizeof(pairs[0]));
}

/* Somebody, and it is not said who: "nice one chief". */
FEW(anybody, "angel", "babe", "baby", "bro", "bud", "buddy", "champ", "chief",
    "dear", "doc", "dude", "girl", "guy", "king", "lady", "love", "man", "pal",
    "queen", "sis", "son", "star", "sunshine");

void
context_thanked(const struct text *t, struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const bool eponym = fact[i].kind == FACT_EPONYM;

	if (!fact[i].open || fact[i].gone || fact[i].sure ||
	    fact[i].cues != 0 || !w->space_before ||
	    (!eponym && fact[i].kind != FACT_BOTH &&
		fact[i].kind != FACT_NAME) ||
	    !(w->words & (WORD_STRONG | WORD_FORENAME)) ||
	    (eponym &&
		(!(w->words & WORD_STRONG) || in_list(t, i, LIST_DISEASE))) ||
	    !said_to(t, i) || token_few(t, i, &anybody))
		return;
	if (i + 1 < t->token_count &&
	    (t->token[i + 1].kind != TOKEN_PUNCT ||
		context_sign(t, i + 1, '\'') || context_sign(t, i + 1, '-')))
		return;
	context_take(fact, i, "behind-greeting", 75);
}
