/* SPDX-License-Identifier: MIT */
#include "context_part.h"

#include "context_again.h"
#include "context_dotted.h"
#include "context_initials.h"
#include "context_inside.h"
#include "context_particle.h"
#include "context_place.h"
#include "context_row.h"
#include "context_short.h"
#include "context_single.h"
#include "context_tied.h"
#include "context_title.h"
#include "context_token.h"

static bool
any_gone(const struct text *t, const struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (fact[i].gone)
			return true;
	return false;
}

/* A word that is large inside a sentence, and no thing of the clinic. */
static bool
is_name_like(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	return w->letter_case == CASE_TITLE && !w->sentence_start &&
	       w->space_before && fact[i].open &&
	       !(fact[i].sure && context_is_title(t, lang, i)) &&
	       !(w->words & (WORD_MEDICAL | WORD_CURATED | WORD_THING |
				WORD_BRAND | WORD_COUNTRY)) &&
	       !(fact[i].cues & (CUE_TITLE | CUE_ROLE | CUE_KIN | CUE_DEGREE));
}

/* "Ruslan Nor's car", "Ny. Yuliana Mau:": a word of grammar that is large
 * inside a sentence, and the name is before it. */
static bool
is_small_word(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const size_t next = i + 1;

	return w->kind == TOKEN_WORD && w->letter_case == CASE_TITLE &&
	       !w->sentence_start && w->space_before && !fact[i].open &&
	       !fact[i].sure && fact[i].kind == FACT_SAFE &&
	       !(fact[i].cues & (CUE_IS | CUE_MODAL)) &&
	       w->end - w->begin > 1 &&
	       (next == t->token_count || context_sign(t, next, ':') ||
		   context_sign(t, next, ',') || context_sign(t, next, '\'') ||
		   t->token[next].letter_case == CASE_LOWER);
}

/* "Broken Hill", "Maju Bersama": large words beside one that goes. */
static void
take_neighbours(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	if (t->all_caps || t->no_caps)
		return;
	for (size_t i = 1; i < t->token_count; i++) {
		if (fact[i - 1].gone && !fact[i].gone &&
		    t->token[i - 1].letter_case == CASE_TITLE &&
		    (is_name_like(t, lang, fact, i) ||
			is_small_word(t, fact, i)))
			context_take(fact, i, "name-part", 70);
	}
	for (size_t i = t->token_count; i-- > 1;) {
		if (fact[i].gone && !fact[i - 1].gone &&
		    t->token[i].space_before &&
		    t->token[i].letter_case == CASE_TITLE &&
		    (is_name_like(t, lang, fact, i - 1) ||
			(lang == SCRUB_EN &&
			    context_is_called(t, fact, i - 1))))
			context_take(fact, i - 1, "name-part", 70);
	}
}

bool
context_parts(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	if (lang == SCRUB_ID_ID)
		context_short_parts(t, fact);
	else
		context_pairs(t, fact);
	context_titles_leave(t, lang, fact);
	if (t->single_letter)
		context_dotted(t, lang, fact);
	context_initials(t, fact);
	context_again(t, fact);
	if (any_gone(t, fact))
		context_rows(t, fact);
	context_tied(t, fact);
	if (t->single_letter)
		context_singles(t, lang, fact);
	context_inside(t, lang, fact);
	if (!any_gone(t, fact))
		return false;
	context_particles(t, fact);
	take_neighbours(t, lang, fact);
	return true;
}
