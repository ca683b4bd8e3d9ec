/* SPDX-License-Identifier: MIT */
#include "context_toponym.h"

#include "context_name.h"
#include "context_place.h"

/* Is a word of it of no other use? "dari lima puluh kasa" is from no town. */
static bool
is_strange(const struct text *t, const struct fact *fact, size_t i)
{
	size_t at = i;

	if (i + 1 < t->token_count && t->token[i].hash == t->token[i + 1].hash)
		return true; /* "toli toli" */
	do {
		if (fact[at].kind >= FACT_UNKNOWN &&
		    fact[at].kind != FACT_SAFE &&
		    !(t->token[at].words & (WORD_MEDICAL | WORD_CURATED)))
			return true;
	} while (++at < t->token_count && fact[at].toponym == TOPONYM_LATER);
	return false;
}

void
context_toponyms(const struct text *t, struct fact *fact)
{
	FEW(anywhere, "di", "dari", "dr", "dri", "ke", "dekat", "depan",
	    "belakang", "sebelah", "samping", "sampai", "sampe");
	const uint64_t from =
	    CUE_FROM | CUE_LIVES | CUE_AT | CUE_TO | CUE_ORG_FIRST;

	for (size_t i = 1; i < t->token_count; i++) {
		size_t at = i;

		if (fact[i].toponym != TOPONYM_FIRST ||
		    !t->token[i].space_before || !(fact[i - 1].cues & from) ||
		    (token_few(t, i - 1, &anywhere) && !is_strange(t, fact, i)))
			continue;
		do {
			if (fact[at].kind >= FACT_UNKNOWN && !fact[at].sure)
				context_take(fact, at,
				    fact[i - 1].cues & CUE_ORG_FIRST
					? "organization-noun"
					: "place-noun",
				    65);
		} while (
		    ++at < t->token_count && fact[at].toponym == TOPONYM_LATER);
	}
}
