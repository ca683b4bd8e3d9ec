/* SPDX-License-Identifier: MIT */
#include "context_short.h"

#include "context_name.h"
#include "context_place.h"
#include "context_token.h"

/* Parts of Indonesian names that are cut short; short forms that are names. */

/* "IB Mantra", "AA Istri Mirah", "A.A. Istri Mirah": Ida Bagus, Anak Agung, of
 * whom "Istri" is a woman, and nobody's wife. */
static void
take_caste(const struct text *t, struct fact *fact)
{
	FEW(castes, "aa", "aag", "aagn", "ib", "iba", "ibg", "ibk", "ibm",
	    "ibn", "ibp", "iga", "igb", "igd", "igk", "igm", "ign", "igp",
	    "igw");

	for (size_t i = 0; i + 1 < t->token_count; i++) {
		const struct token *w = &t->token[i + 1];
		const bool cut = t->token[i].letter_case == CASE_UPPER &&
				 token_few(t, i, &castes);
		const bool istri =
		    token_is(t, w, "istri") &&
		    (cut || context_sign(t, i, '.') || context_letter(t, i)) &&
		    i + 2 < t->token_count && fact[i + 2].gone;

		if ((!cut && !istri) || t->all_caps || fact[i].sure ||
		    w->letter_case != CASE_TITLE || !w->space_before ||
		    fact[i + 1].sure ||
		    (!istri && !fact[i + 1].gone &&
			(fact[i + 1].kind < FACT_UNKNOWN ||
			    fact[i + 1].kind == FACT_EPONYM ||
			    w->words & (WORD_MEDICAL | WORD_CURATED |
					   WORD_THING | WORD_BRAND))))
			continue;
		context_take(fact, i + 1, "name-part", 75);
		if (cut)
			context_take(fact, i, "name-part", 75);
		/* Weighed or taken: no title that stays outside. */
		fact[i + 1].sure = true;
		fact[i].sure = fact[i].gone;
	}
}

/* "Hasnah Dg. Kanang", "Abd. Karim", "I Gst. Ngr. Rai": parts of Indonesian
 * names that are cut short, and the word behind them. */
static void
take_short_parts(const struct text *t, struct fact *fact)
{
	FEW(parts, "abd", "ay", "dg", "dsk", "dw", "gst", "kdk", "kmg", "kr",
	    "kt", "md", "moch", "moh", "mohd", "muh", "muhd", "ngr", "nym",
	    "rd", "rr", "sy", "wyn");

	for (size_t i = 0; i + 1 < t->token_count; i++) {
		const size_t name = i + 1 + context_sign(t, i + 1, '.');
		const struct token *w = &t->token[name];

		if (t->token[i].letter_case != CASE_TITLE ||
		    !token_few(t, i, &parts) || name >= t->token_count ||
		    w->kind != TOKEN_WORD || w->letter_case != CASE_TITLE ||
		    !w->space_before || w->end - w->begin < 3 ||
		    fact[name].kind < FACT_UNKNOWN || fact[i].sure ||
		    (name == i + 1 && (i == 0 || !fact[i - 1].gone)))
			continue;
		if (fact[i].kind >= FACT_UNKNOWN)
			context_take(fact, i, "name-part", 75);
		if (!fact[name].gone && !fact[name].sure)
			context_take(fact, name, "name-part", 75);
	}
}

void
context_short_parts(const struct text *t, struct fact *fact)
{
	take_short_parts(t, fact);
	take_caste(t, fact);
}
