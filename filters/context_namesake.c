/* SPDX-License-Identifier: MIT */
#include "context_namesake.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

/* Undecided, and what something is called after. */
static bool
is_eponym(const struct fact *fact, size_t i)
{
	return fact[i].kind == FACT_EPONYM && fact[i].open && !fact[i].gone &&
	       !fact[i].sure;
}

/* Does a clause begin at i? */
static bool
begins(const struct text *t, size_t i)
{
	return t->token[i].sentence_start ||
	       (i > 0 && context_sign(t, i - 1, ','));
}

/* The same word, or more than one of it: "kellys". */
static bool
is_called_so(const struct text *t, size_t i, size_t other)
{
	const struct token *a = &t->token[i], *b = &t->token[other];
	const uint32_t len = a->end - a->begin;

	return b->kind == TOKEN_WORD && b->end - b->begin >= len &&
	       memcmp(t->fold + a->begin, t->fold + b->begin, len) == 0 &&
	       (b->end - b->begin == len || (b->end - b->begin == len + 1 &&
						t->fold[b->end - 1] == 's'));
}

/* "kelly on kelly clamps", "debakey has the debakey": the first has the second.
 * "allis on allis" is of two clamps. */
static bool
has_namesake(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const has[] = {"has", "holding", "holds", "on",
	    "taking", "took", "with", "w", NULL};
	const bool article =
	    i + 2 < t->token_count && fact[i + 2].cues & (CUE_THE | CUE_MY);
	const size_t other = i + 2 + article, next = other + 1;

	if (!is_eponym(fact, i) || !begins(t, i) || other >= t->token_count ||
	    !token_one_of(t, i + 1, has) || in_list(t, i, LIST_DISEASE) ||
	    !is_called_so(t, i, other))
		return false;
	return article ||
	       t->token[other].end - t->token[other].begin >
		   t->token[i].end - t->token[i].begin ||
	       (next < t->token_count && t->token[next].words & WORD_THING);
}

/* 1700 to 1979, and on no clock: "in 1909", ", 1912". */
static bool
is_old_year(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char *s = t->norm + w->begin;

	return i > 1 && w->kind == TOKEN_NUMBER && w->end - w->begin == 4 &&
	       s[0] == '1' && s[1] >= '7' &&
	       (s[1] < '9' || (s[1] == '9' && s[2] < '8')) &&
	       (token_is(t, &t->token[i - 1], "in") ||
		   context_sign(t, i - 1, ',') || context_sign(t, i - 1, '('));
}

/* Is one told of here who did something first, and when? */
static bool
is_history(const struct text *t)
{
	FEW(found, "described", "devised", "did", "discovered", "introduced",
	    "invented", "named", "pioneered", "published", "reported");
	bool year = false, does = false;

	for (size_t i = 0; i < t->token_count; i++) {
		year = year || is_old_year(t, i);
		does = does || token_few(t, i, &found);
	}
	return year && does;
}

/* "Kausch did it first, in 1909. Whipple did it louder": of long ago. */
static bool
is_long_ago(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(did, "built", "described", "devised", "did", "discovered", "drew",
	    "improved", "introduced", "invented", "named", "never", "operated",
	    "pioneered", "published", "reported", "tried", "used", "wrote");

	return is_eponym(fact, i) && begins(t, i) && token_few(t, i + 1, &did);
}

/* "Lachman (+) pivot shift (+)": a sign and what it was. */
static bool
is_sign(const struct text *t, const struct fact *fact, size_t i)
{
	return is_eponym(fact, i) && i + 3 < t->token_count &&
	       context_sign(t, i + 1, '(') &&
	       (context_sign(t, i + 2, '+') || context_sign(t, i + 2, '-')) &&
	       context_sign(t, i + 3, ')');
}

/* "Trolard superior", "Labbé at the side": where what is called so is. */
static bool
is_sided(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(sides, "above", "anterior", "below", "distal", "inferior",
	    "lateral", "medial", "posterior", "proximal", "superior");
	FEW(on, "back", "bottom", "front", "left", "right", "side", "top");
	static const char *const at[] = {"at", "on", "to", NULL};
	size_t k = i + 1;

	if (!is_eponym(fact, i) || !begins(t, i))
		return false;
	if (token_few(t, k, &sides))
		return true;
	if (!token_one_of(t, k, at))
		return false;
	k++;
	k += k < t->token_count && token_is(t, &t->token[k], "the");
	return token_few(t, k, &on);
}

/* Two of them are parts or signs, if hardly anybody is called as one is. */
static void
sided(const struct text *t, struct fact *fact)
{
	size_t count = 0;
	bool part = false;

	for (size_t i = 0; i + 1 < t->token_count; i++)
		if (is_sided(t, fact, i)) {
			count++;
			part = part || !(t->token[i].words &
					   (WORD_STRONG | WORD_FORENAME));
		}
	for (size_t i = 0; count > 1 && part && i + 1 < t->token_count; i++)
		if (is_sided(t, fact, i))
			context_stay(fact, i);
}

void
context_signs_stay(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 3 < t->token_count; i++)
		if (fact[i].kind == FACT_EPONYM && is_sign(t, fact, i))
			context_stay(fact, i);
}

void
context_namesakes(const struct text *t, struct fact *fact)
{
	bool history;
	size_t first = 0;

	while (first + 1 < t->token_count && !is_eponym(fact, first))
		first++;
	if (first + 1 >= t->token_count)
		return;
	sided(t, fact);
	history = t->kinds & 1u << TOKEN_NUMBER && is_history(t);
	for (size_t i = first; i + 1 < t->token_count; i++) {
		if (fact[i].kind != FACT_EPONYM)
			continue;
		if (has_namesake(t, fact, i))
			context_take(fact, i, "verb-behind", 75);
		else if (history && is_long_ago(t, fact, i))
			context_stay(fact, i);
	}
}
