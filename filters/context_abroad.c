/* SPDX-License-Identifier: MIT */
#include "context_abroad.h"

#include "context_place.h"
#include "context_token.h"

#define WORDS_MOST 6u

/* What no English house is. */
FEW(houses, "apotheke", "clinica", "clinique", "colegio", "collegio", "ecole",
    "escola", "escuela", "faculdade", "facultad", "faculte", "farmacia",
    "fondation", "fundacao", "fundacion", "hopital", "institut", "instituto",
    "ionad", "istituto", "klinik", "klinikum", "krankenhaus", "liceo", "lycee",
    "maison", "medecins", "ospedale", "poliambulatorio", "policlinica",
    "poliklinik", "residencia", "sanatorio", "sjukhus", "stiftung", "sygehus",
    "sykehus", "szpital", "universidad", "universidade", "universita",
    "universitat", "universite", "universitet", "ysbyty", "ziekenhuis");
/* Between its words. */
FEW(small, "aan", "am", "an", "auf", "da", "das", "de", "degli", "dei", "del",
    "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "et",
    "la", "las", "le", "les", "los", "na", "op", "sur", "van", "y", "zu", "zum",
    "zur");
/* Places of Ireland, before "an" and "na". */
FEW(irish, "ard", "baile", "ceann", "cill", "cluain", "cnoc", "gleann", "inis",
    "loch", "rath");

static bool
is_word(const struct text *t, const struct fact *fact, size_t i)
{
	return i < t->token_count && t->token[i].kind == TOKEN_WORD &&
	       t->token[i].space_before &&
	       t->token[i].end - t->token[i].begin > 2 &&
	       (fact[i].kind >= FACT_UNKNOWN || fact[i].kind == FACT_TAKEN ||
		   fact[i].kind == FACT_NAMED) &&
	       (fact[i].gone || !(fact[i].cues & CUE_STOPS));
}

/* One of the name: large where others are not, or one that is no English. */
static bool
is_own(const struct text *t, const struct fact *fact, size_t i, bool behind)
{
	if (!is_word(t, fact, i))
		return false;
	if (context_tells_case(t))
		return t->token[i].letter_case == CASE_TITLE;
	return behind || fact[i].gone || fact[i].kind == FACT_UNKNOWN;
}

/* The last word of what begins with the noun at i; i: nothing. */
static size_t
last_of(const struct text *t, const struct fact *fact, size_t i)
{
	size_t last = i;

	while (last < i + WORDS_MOST) {
		size_t at = last + 1;

		while (at < t->token_count && at < last + 3 &&
		       t->token[at].space_before && token_few(t, at, &small) &&
		       (!context_tells_case(t) || !context_large(t, at)))
			at++;
		if (!is_own(t, fact, at, at > last + 1))
			break;
		last = at;
	}
	return last;
}

static void
take(struct fact *fact, size_t first, size_t last)
{
	for (size_t k = first; k <= last; k++)
		if (fact[k].kind >= FACT_UNKNOWN)
			context_take(fact, k, "organization-noun", 75);
}

void
context_abroad(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i + 1 < t->token_count; i++) {
		if (t->token[i].kind != TOKEN_WORD ||
		    fact[i].kind < FACT_UNKNOWN)
			continue;
		if (token_few(t, i, &houses)) {
			const size_t last = last_of(t, fact, i);

			if (last > i)
				take(fact, i, last);
		} else if (token_few(t, i, &irish) &&
			   (token_is(t, &t->token[i + 1], "an") ||
			       token_is(t, &t->token[i + 1], "na")) &&
			   is_own(t, fact, i + 2, true)) {
			take(fact, i, i + 2);
		}
	}
}
