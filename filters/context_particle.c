/* SPDX-License-Identifier: MIT */
#include "context_particle.h"

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

/* "van", "de la", "bin" between or before the words of a name. */
void
context_particles(const struct text *t, struct fact *fact)
{
	for (size_t i = t->token_count; i-- > 1;) {
		size_t at = i;

		if (!fact[i].gone)
			continue;
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
	}
}
