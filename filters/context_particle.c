/* SPDX-License-Identifier: MIT */
#include "context_particle.h"

#include "context_inside.h"
#include "context_place.h"
#include "context_token.h"

/* "bin", and "Dg", "bt", "br", which are other words, too. */
static bool
is_particle(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return fact[i].kind >= FACT_UNKNOWN &&
	       (fact[i].cues & CUE_PARTICLE || token_is(t, w, "bt") ||
		   token_is(t, w, "br") ||
		   (context_large(t, i) &&
		       (token_is(t, w, "dg") || token_is(t, w, "daeng"))));
}

/* "i nyoman suteja", "ni made": of Bali, before what only stands there. */
static bool
is_balinese(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(born, "dewa", "gede", "gst", "gusti", "kadek", "ketut", "komang",
	    "luh", "made", "nengah", "nyoman", "putu", "wayan");

	return fact[i].kind >= FACT_UNKNOWN && !fact[i].gone &&
	       (token_is(t, &t->token[i], "i") ||
		   token_is(t, &t->token[i], "ni")) &&
	       t->token[i + 1].space_before && token_few(t, i + 1, &born);
}

/* "omar da costa": a surname behind one particle, and a forename before it. */
static bool
is_costa(const struct text *t, size_t i)
{
	return (t->token[i - 2].words & WORD_FORENAME) != 0 &&
	       (t->token[i].words & WORD_SURNAME) != 0 &&
	       !(t->token[i].words & WORD_FREQUENT);
}

/* "Rachel van Room", "jean-luc de la tour": behind these stands a name, if one
 * is before them; of the others two must. */
static void
behind_particles(const struct text *t, struct fact *fact)
{
	FEW(one, "bin", "binte", "binti", "bint", "dela", "della", "dello", "delos",
	    "dos", "ul", "van", "von");
	FEW(two, "da", "de", "del", "den", "der", "het", "la", "las", "los",
	    "ten", "ter", "zu");
	const uint64_t no_name = CUE_IS | CUE_SAYS | CUE_MODAL | CUE_DOES |
				 CUE_TITLE | CUE_ROLE | CUE_IN | CUE_AT |
				 CUE_TO | CUE_FOR | CUE_AND | CUE_NOT;
	const unsigned plain =
	    WORD_COMMON | WORD_FREQUENT | WORD_MEDICAL | WORD_CURATED;

	for (size_t i = 1; i < t->token_count; i++) {
		size_t at = i;
		bool sure = false;

		if (!fact[i - 1].gone || !t->token[i].space_before)
			continue;
		while (at < t->token_count && fact[at].kind >= FACT_UNKNOWN &&
		       (token_few(t, at, &one) || token_few(t, at, &two))) {
			sure |= at > i || (context_large(t, i - 1) &&
					      context_tells_case(t));
			at++;
		}
		if (at == i || at == t->token_count ||
		    (fact[at].gone && fact[at].sure) ||
		    !(at > i + 1 || token_few(t, i, &one) || is_costa(t, at)) ||
		    t->token[at].kind != TOKEN_WORD ||
		    !t->token[at].space_before ||
		    fact[at].kind < FACT_UNKNOWN || fact[at].cues & no_name ||
		    t->token[at].end - t->token[at].begin < 3 ||
		    (context_tells_case(t) && context_large(t, i - 1) &&
			!context_large(t, at)) ||
		    (!sure && t->token[at].words & plain &&
			!(t->token[at].words & WORD_SURNAME)))
			continue;
		for (size_t k = i; k < at; k++)
			context_take(fact, k, "name-part", 75);
		context_own(fact, at);
	}
}

/* "ludwig von hagen", "van't hoff": before the particle of a name that goes,
 * the word that is a forename, too. */
static void
before_particle(const struct text *t, struct fact *fact, size_t at)
{
	FEW(strong, "von", "van", "binti", "bint", "dela", "delos", "della");
	const struct token *w;

	if (at == 0 || !token_few(t, at, &strong) || fact[at - 1].gone ||
	    fact[at - 1].sure || !t->token[at].space_before)
		return;
	w = &t->token[at - 1];
	if (w->kind == TOKEN_WORD && fact[at - 1].open &&
	    w->words & WORD_FORENAME && w->end - w->begin > 2 &&
	    fact[at - 1].kind != FACT_SAFE &&
	    !(fact[at - 1].cues & (CUE_TITLE | CUE_ROLE | CUE_KIN)))
		context_take(fact, at - 1, "name-part", 75);
}

/* "'t Hooft", "van't hoff": of the Netherlands. */
static size_t
before_het(const struct text *t, struct fact *fact, size_t i)
{
	if (i < 2 || !token_is(t, &t->token[i - 1], "t") ||
	    !t->token[i].space_before || !context_sign(t, i - 2, '\'') ||
	    !context_glued(t, i - 1))
		return i;
	if (t->token[i - 2].space_before || i == 2) {
		context_take(fact, i - 1, "name-part", 75);
		return i - 1;
	}
	if (!token_is(t, &t->token[i - 3], "van"))
		return i;
	context_take(fact, i - 1, "name-part", 75);
	context_take(fact, i - 3, "name-part", 75);
	return i - 3;
}

/* "van", "de la", "bin" between or before the words of a name. */
void
context_particles(const struct text *t, struct fact *fact)
{
	if (t->cues & CUE_PARTICLE)
		behind_particles(t, fact);
	for (size_t i = t->token_count; i-- > 1;) {
		size_t at = i;

		if (!fact[i].gone)
			continue;
		at = before_het(t, fact, i);
		if (is_balinese(t, fact, i - 1))
			context_take(fact, i - 1, "name-part", 75);
		while (at > 0) {
			if (at > 1 && context_glued(t, at - 1) &&
			    ((context_sign(t, at - 1, '-') &&
				 context_glued(t, at)) ||
				context_sign(t, at - 1, '.')))
				at--;
			if (at == 0 || fact[at - 1].gone ||
			    !is_particle(t, fact, at - 1))
				break;
			at--;
		}
		for (size_t k = at; k < i; k++)
			if (is_particle(t, fact, k) && !fact[k].sure &&
			    (context_large(t, k) ||
				(at > 0 && fact[at - 1].gone) ||
				fact[k].kind != FACT_SAFE))
				context_take(fact, k, "name-part", 75);
		before_particle(t, fact, at);
	}
}
