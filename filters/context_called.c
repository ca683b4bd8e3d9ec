/* SPDX-License-Identifier: MIT */
#include "context_called.h"

#include "context_asked.h"
#include "context_place.h"

/* "Kelly, can you get the long Kocher": who is told to. */
static bool
is_asked(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const may[] = {
	    "can", "could", "would", "will", "are", "have", NULL};
	const size_t next = i + 1;

	return next + 2 < t->token_count &&
	       (context_sign(t, next, ',') || context_sign(t, next, '?')) &&
	       token_one_of(t, next + 1, may) &&
	       token_is(t, &t->token[next + 2], "you") &&
	       context_may_be_eponym(t, fact, i);
}

/* "Bill, look at the clock", "Robin, count your wires": what is done when a
 * person is told to, and a word of the clinic never is. */
static bool
is_ordered(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(orders, "another", "bring", "call", "check", "come", "count",
	    "find", "get", "give", "go", "grab", "help", "hold", "listen",
	    "look", "mind", "more", "pass", "press", "pull", "push", "read",
	    "ring", "run", "show", "squeeze", "stand", "stop", "take", "tell",
	    "turn", "wait", "watch");

	return context_sign(t, i + 1, ',') && token_few(t, i + 2, &orders) &&
	       t->token[i].letter_case == CASE_TITLE &&
	       t->token[i].words & WORD_STRONG &&
	       (context_may_be_called(t, fact, i) ||
		   context_may_be_eponym(t, fact, i));
}

/* "verifier Pomeroy RN", "Stone CCP on the pump": what is written behind a
 * name, and the shift or service of one who has it. */
static bool
has_degree(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(degrees, "anp", "ccp", "crna", "csfa", "cst", "facs", "frca",
	    "frcs", "lpn", "md", "odp", "rn", "rnfa", "rrt");
	FEW(shifts, "cath", "charge", "day", "float", "head", "lead", "night",
	    "triage");
	const size_t next = i + 1;

	return token_few(t, next, &degrees) &&
	       t->token[next].letter_case == CASE_UPPER &&
	       t->token[next].space_before &&
	       t->token[i].letter_case == CASE_TITLE &&
	       !token_few(t, i, &shifts) && fact[i].open && !fact[i].sure &&
	       fact[i].cues == 0 &&
	       (fact[i].kind == FACT_EPONYM ||
		   context_may_be_called(t, fact, i));
}

void
context_called(const struct text *t, struct fact *fact, size_t i)
{
	if (t->token[i].sentence_start &&
	    (is_asked(t, fact, i) || is_ordered(t, fact, i)))
		context_take(fact, i, "word-as-name", 75);
	else if (!t->all_caps && has_degree(t, fact, i))
		context_take(fact, i, "word-as-name", 75);
}
