/* SPDX-License-Identifier: MIT */
#include "context_voice.h"

#include "context_name.h"
#include "context_place.h"
#include "context_said.h"
#include "lang/lexicon.h"

/* Somebody, and it is not said who; what is done when it is asked for. */
FEW(nobody, "angel", "baby", "bill", "bovie", "bud", "buddy", "champ", "chase",
    "chief", "clip", "dear", "doc", "drill", "foley", "grant", "guy", "king",
    "lady", "love", "man", "mark", "mate", "page", "pal", "pass", "pat",
    "queen", "rob", "son", "star", "sunshine", "tap", "tie", "trim", "wade");

/* Undecided, and what many are called. */
static bool
may_be_heard(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && fact[i].open && !fact[i].gone &&
	       !fact[i].sure && fact[i].cues == 0 &&
	       (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH ||
		   fact[i].kind == FACT_EPONYM) &&
	       w->words & (WORD_FORENAME | WORD_SURNAME) &&
	       !(w->words & (WORD_THING | WORD_COUNTRY)) &&
	       !in_list(t, i, LIST_DISEASE);
}

static bool
ends(const struct text *t, size_t i)
{
	return i >= t->token_count || context_sign(t, i, '.') ||
	       context_sign(t, i, '!') || context_sign(t, i, '?');
}

/* "Collimate please ling.": who is to do what was said before. "can you please
 * mark" asks for a mark. */
static bool
is_bidden(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const please[] = {"please", "pls", "plz", NULL};
	const uint64_t asked =
	    CUE_I | CUE_MODAL | CUE_PLURAL_WE | CUE_AND | CUE_BUT | CUE_GREET;

	return i > 1 && token_one_of(t, i - 1, please) &&
	       !t->token[i - 1].sentence_start && t->token[i].space_before &&
	       t->token[i - 2].kind != TOKEN_PUNCT &&
	       !(fact[i - 2].cues & asked) && ends(t, i + 1) &&
	       !token_few(t, i, &nobody) && may_be_heard(t, fact, i);
}

/* "wake up grace", "squeeze my hand rose", "hang on chase": behind what is only
 * said to somebody, and nothing else is. */
static bool
is_talked_to(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(orders, "big", "breathe", "close", "come", "cough", "deep", "go",
	    "hang", "hold", "hurry", "keep", "left", "lift", "look", "open",
	    "over", "push", "relax", "right", "squeeze", "stop", "wake",
	    "wiggle");
	static const char *const pairs[][2] = {{"a", "bit"}, {"big", "breath"},
	    {"big", "breaths"}, {"come", "on"}, {"deep", "breath"},
	    {"deep", "breaths"}, {"for", "me"}, {"go", "on"}, {"hang", "on"},
	    {"hold", "on"}, {"hurry", "up"}, {"keep", "going"},
	    {"look", "here"}, {"my", "fingers"}, {"my", "hand"},
	    {"stop", "there"}, {"to", "you"}, {"wake", "up"}, {"your", "eyes"},
	    {"your", "fingers"}, {"your", "mouth"}, {"your", "toes"}};
	size_t first = i;

	if (i < 2 || !t->token[i].space_before || !may_be_heard(t, fact, i) ||
	    !(ends(t, i + 1) || context_sign(t, i + 1, ',')))
		return false;
	while (first > 0 && first + 4 > i && !t->token[first].sentence_start)
		first--;
	if (first == i || !token_few(t, first, &orders))
		return false;
	return context_said_as(
	    t, i - 2, pairs, sizeof(pairs) / sizeof(pairs[0]));
}

/* "no hugo the other left", "no bill, your other side", "no rose not that" */
static bool
is_corrected(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(what, "hand", "hip", "knee", "left", "leg", "lung", "right", "side",
	    "way");
	static const char *const whose[] = {"the", "your", "my", NULL};
	static const char *const there[] = {"that", "there", "this", NULL};
	size_t at = i + 1;

	if (i == 0 || !token_is(t, &t->token[i - 1], "no") ||
	    !t->token[i - 1].sentence_start || !t->token[i].space_before ||
	    !may_be_heard(t, fact, i))
		return false;
	at += context_sign(t, at, ',');
	if (at < t->token_count && token_is(t, &t->token[at], "not"))
		return token_one_of(t, at + 1, there) &&
		       fact[i].kind != FACT_EPONYM;
	return token_one_of(t, at, whose) && at + 2 < t->token_count &&
	       token_is(t, &t->token[at + 1], "other") &&
	       token_few(t, at + 2, &what);
}

/* "Echo, coffee is on you": who pays. */
static bool
is_to_pay(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(treats, "beer", "beers", "breakfast", "cake", "cakes", "coffee",
	    "coffees", "dinner", "donuts", "doughnuts", "drinks", "lunch",
	    "pizza", "round", "tea");
	size_t at = i + 2;

	if (!t->token[i].sentence_start || !context_sign(t, i + 1, ',') ||
	    !may_be_heard(t, fact, i))
		return false;
	at += at < t->token_count && (token_is(t, &t->token[at], "first") ||
					 token_is(t, &t->token[at], "the") ||
					 token_is(t, &t->token[at], "next"));
	return token_few(t, at, &treats) && at + 3 < t->token_count &&
	       fact[at + 1].cues & CUE_IS &&
	       token_is(t, &t->token[at + 2], "on") &&
	       token_is(t, &t->token[at + 3], "you");
}

/* "ETA for babcock? he left", "where is kelly? she has the keys" */
static bool
is_missed(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(asks, "eta", "news", "seen", "where", "wheres", "word");
	FEW(of, "for", "from", "is", "of", "on", "s");
	static const char *const one[] = {
	    "he", "hes", "she", "shes", "his", "her", NULL};
	size_t at = i;

	if (i == 0 || !context_sign(t, i + 1, '?') ||
	    !token_one_of(t, i + 2, one) || !may_be_heard(t, fact, i))
		return false;
	at -= token_few(t, i - 1, &of);
	at -= at > 1 && context_sign(t, at - 1, '\'');
	return at > 0 && token_few(t, at - 1, &asks);
}

/* "Frank to be honest is tired": who is judged; "to be frank" judges. */
static bool
is_judged(const struct text *t, struct fact *fact, size_t i)
{
	static const char *const how[] = {
	    "blunt", "fair", "frank", "honest", NULL};
	const size_t at = i + 1, word = i + 3, next = i + 4;

	if (!t->token[i].sentence_start || next >= t->token_count ||
	    !token_is(t, &t->token[at], "to") ||
	    !token_is(t, &t->token[at + 1], "be") ||
	    !token_one_of(t, word, how) ||
	    !(fact[next].cues & (CUE_IS | CUE_SAYS | CUE_DOES)) ||
	    !may_be_heard(t, fact, i))
		return false;
	context_stay(fact, word);
	return true;
}

void
context_voices(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (t->token[i].kind == TOKEN_WORD &&
		    fact[i].kind > FACT_SAFE &&
		    (is_bidden(t, fact, i) || is_talked_to(t, fact, i) ||
			is_corrected(t, fact, i) || is_to_pay(t, fact, i) ||
			is_missed(t, fact, i) || is_judged(t, fact, i)))
			context_take(fact, i, "word-as-name", 75);
}
