/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <string.h>

#include "context_feature.h"
#include "context_name.h"
#include "context_other.h"
#include "context_run.h"
#include "context_stay.h"
#include "layer.h"
#include "numeral.h"
#include "tagger.h"

#define ROUNDS 2u
#define SHORT_FORM 5u   /* letters and more: a word */
#define SURE 65u        /* certainty that a text names someone */
#define DOUBT_NAMED 36  /* added then, in 1/TAGGER_SCALE of a logit */
#define DOUBT_OTHER -31 /* added otherwise */

/*
 * How sure the weights must be that a word goes, in 1/TAGGER_SCALE of a
 * logit, by what the lists know of it. Doubt redacts: a missed name costs
 * more than a word too many. What the lists know as a name only stays hardly
 * ever; an unknown word stays when its shape is no name's, too.
 */
static const int goes_from[FACT_KINDS] = {
    [FACT_UNKNOWN] = -92,
    [FACT_SAFE] = 5,
    [FACT_NAME] = -100,
    [FACT_BOTH] = -20,
    [FACT_EPONYM] = -16,
    [FACT_MADE] = -25,
};

#define GOES_ALWAYS -30000 /* below every weight */
#define GOES_NO_NAME -36   /* an unknown word that looks like none */
#define GOES_TYPED 20      /* one of a frequent word, in small letters */
#define TYPED_LIKE 8       /* and no more like a name than this */
#define GOES_UNLIKE -32    /* an unknown word in small letters */
#define UNLIKE 2           /* that is no more like a name than this */

#define GOES_COUNTRY 90 /* a country or state: part of a name at most */

#define GOES_BRAND 0 /* a brand that is seldom a name, and no plain word */

/* Eponyms: a frequent name, a name or place, no name at all. */
#define EP_STRONG 20
#define EP_MID 22
#define EP_PLACE -52
#define EP_NONE 60
#define EP_PLAIN_FIRST 12 /* added for a frequent word, first in its sentence */

static const char *const rule_of[FACT_KINDS] = {
    [FACT_UNKNOWN] = "unknown-word",
    [FACT_SAFE] = "word-as-name",
    [FACT_NAME] = "listed-name",
    [FACT_BOTH] = "name-or-word",
    [FACT_EPONYM] = "name-or-eponym",
    [FACT_MADE] = "made-word",
};

/* "LOR at 6", "moca 21": few letters, and large or beside a number. */
static bool
short_form(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];
	const size_t next = i + 1;

	if (w->end - w->begin >= SHORT_FORM)
		return false;
	if (!t->all_caps && w->letter_case == CASE_UPPER)
		return true;
	return (i > 0 && fact[i - 1].kind == FACT_NUMBER) ||
	       (next < t->token_count && (fact[next].kind == FACT_NUMBER ||
					     fact[next].kind == FACT_KEPT));
}

/*
 * A word of a script that no list is written in: nothing tells that it is no
 * name. One or two Greek letters are a sign (beta-blocker, ug).
 */
static bool
other_script(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	unsigned greek = 0;

	for (uint32_t k = w->begin; w->kind == TOKEN_OTHER && k < w->end; k++) {
		uint8_t c = (uint8_t)t->fold[k];

		greek += c == 0xCE || c == 0xCF;
		if (c >= 0xD0)
			return true;
	}
	return greek > 2;
}

/* A typing error, where a name would begin large? */
static bool
is_typed(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return !t->all_caps && w->letter_case == CASE_LOWER &&
	       (w->looks & LOOKS_TYPED) != 0;
}

/* Does an unknown word look like jargon, a typing error, a short form? */
static bool
no_name(const struct text *t, const struct fact *fact, size_t i)
{
	const struct token *w = &t->token[i];

	if (fact[i].near || is_typed(t, i) ||
	    (w->looks & LOOKS_CLINICAL) != 0 || short_form(t, fact, i))
		return true;
	return w->end - w->begin < SHORT_FORM && (w->looks & LOOKS_VOWEL) == 0;
}

/* Eponyms that persons bear too, and those that no list of names has. */
static int
eponym_line(unsigned bits)
{
	if (bits & WORD_STRONG)
		return EP_STRONG;
	if (bits & (WORD_FORENAME | WORD_SURNAME))
		return EP_MID;
	if (bits & WORD_PLACE)
		return EP_PLACE;
	return EP_NONE;
}

/* "Mirena", "Denali" */
static bool
is_brand(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return !t->all_caps && w->letter_case == CASE_TITLE &&
	       (w->words & WORD_BRAND) != 0 &&
	       (w->words & (WORD_STRONG | WORD_COMMON | WORD_FREQUENT)) == 0;
}

/* "Nice and quiet": large because it is first, and plain. */
static bool
is_plain_first(const struct token *w)
{
	return w->sentence_start && (w->words & WORD_FREQUENT) != 0;
}

static int
line_of(const struct text *t, const struct fact *fact, size_t i)
{
	if (other_script(t, i))
		return GOES_ALWAYS;
	if (fact[i].kind == FACT_UNKNOWN && is_typed(t, i) &&
	    t->token[i].like <= TYPED_LIKE)
		return GOES_TYPED;
	if (fact[i].kind == FACT_UNKNOWN && no_name(t, fact, i))
		return GOES_NO_NAME;
	if (fact[i].kind == FACT_NAME && short_form(t, fact, i))
		return GOES_NO_NAME;
	if (fact[i].kind == FACT_EPONYM)
		return eponym_line(t->token[i].words) +
		       (is_plain_first(&t->token[i]) ? EP_PLAIN_FIRST : 0);
	if (fact[i].kind == FACT_BOTH && is_brand(t, i))
		return GOES_BRAND;
	if (fact[i].kind == FACT_SAFE && t->token[i].words & WORD_COUNTRY)
		return GOES_COUNTRY;
	if (fact[i].kind == FACT_UNKNOWN && !t->all_caps &&
	    t->token[i].letter_case == CASE_LOWER && t->token[i].like <= UNLIKE)
		return GOES_UNLIKE;
	return goes_from[fact[i].kind];
}

/* CONTEXT_GOES at the line, and more with the weight behind it. */
static int
sure_of(int weight, int line)
{
	return CONTEXT_GOES + (weight - line) * 10 / TAGGER_SCALE;
}

static uint8_t
certainty_of(int weight, int line, uint8_t kind)
{
	const int most = kind == FACT_UNKNOWN ? 80 : 99;
	const int sure = sure_of(weight, line);

	return (uint8_t)(sure > most ? most : sure);
}

/* Is something here that is surely an identifier? */
static bool
names_someone(const struct text *t, const struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (fact[i].kind == FACT_TAKEN || fact[i].kind == FACT_NAMED ||
		    (fact[i].gone && fact[i].certainty >= SURE))
			return true;
	return false;
}

/* Marks what is as it was. */
static void
compare(const struct text *t, struct fact *fact, const struct fact *before)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const size_t was = t->token[i].was;

		fact[i].same = was > 0 &&
			       before[was - 1].kind == fact[i].kind &&
			       before[was - 1].toponym == fact[i].toponym;
	}
}

/* Do these tokens beside i stand as they stood beside it before? */
static bool
same_around(const struct text *t, const struct fact *fact, size_t i,
    size_t left, size_t right)
{
	const struct token *w = &t->token[i];
	const size_t was = w->was - 1u;

	for (size_t k = 1; k <= left; k++) {
		if (k > i || k > was) {
			if (i != was)
				return false;
			break;
		}
		if (!fact[i - k].same || (w - k)->was + k != w->was)
			return false;
	}
	for (size_t k = 1; k <= right; k++) {
		const bool ends = i + k >= t->token_count;

		if (ends != (was + k >= t->before->token_count))
			return false;
		if (ends)
			break;
		if (!fact[i + k].same || w[k].was != w->was + k)
			return false;
	}
	return true;
}

/*
 * The sum that no decision changes. Of a word that was weighed in the text
 * before, among the same tokens as far as its features ask, it is the same; a
 * word that may stand here twice asks farther.
 */
static void
weigh_still(const struct text *t, enum scrub_lang lang, struct fact *fact,
    const struct fact *before, size_t i)
{
	const struct token *w = &t->token[i];
	struct fact *const f = &fact[i];
	struct reach reach = {0, 0};

	f->weighed = true;
	if (before && f->same) {
		const struct fact *b = &before[w->was - 1];

		if (b->weighed && !text_again(t, w) &&
		    !text_again(t->before, w) &&
		    same_around(t, fact, i, b->left, b->right)) {
			f->still = b->still;
			return;
		}
	}
	tagger_still(t, lang, fact, i, &f->still, &reach);
	/* Past a long row of single letters: never known again. */
	f->weighed = reach.left < UINT8_MAX;
	f->left = (uint8_t)reach.left;
	f->right = (uint8_t)reach.right;
}

/* Only then the second round can weigh otherwise than the first. */
static bool
beside_gone(const struct fact *fact, size_t i)
{
	const struct fact *here = &fact[i];

	return here[-1].gone | here[1].gone | here[2].gone | here[-2].gone;
}

/*
 * Twice: what stands to the right is known the second time only, and so is
 * whether the text names someone at all. One that does names others more
 * easily.
 */
static int
decide(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	const struct fact *before = context_before(t);
	int doubt = 0;

	if (before)
		compare(t, fact, before);
	for (unsigned round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < t->token_count; i++) {
			const uint8_t kind = fact[i].kind;
			int weight, line;

			if (!fact[i].open || fact[i].sure)
				continue;
			if (round == 0) {
				weigh_still(t, lang, fact, before, i);
				fact[i].line = (int16_t)line_of(t, fact, i);
			}
			if (round == 0 || beside_gone(fact, i))
				fact[i].weight =
				    (int16_t)tagger_weigh(t, lang, fact, i);
			weight = fact[i].weight + doubt;
			line = fact[i].line;
			fact[i].gone = weight >= line;
			fact[i].above =
			    (int16_t)(weight - line < INT16_MAX ? weight - line
								: INT16_MAX);
			fact[i].rule = rule_of[kind];
			fact[i].certainty =
			    fact[i].gone ? certainty_of(weight, line, kind) : 0;
		}
		if (LAYER_ON(LAYER_DOUBT))
			doubt =
			    names_someone(t, fact) ? DOUBT_NAMED : DOUBT_OTHER;
	}
	return doubt;
}

/*
 * For who would rather wait than guess: what stays, and may be a name. Words
 * that no list has are in doubt however little they look like one; others when
 * they are as near the line as what goes in doubt.
 */
static void
stays_in_doubt(const struct text *t, const struct fact *fact, int doubt,
    unsigned doubt_below, struct spans *found)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const uint8_t kind = fact[i].kind;
		int sure;

		if (!fact[i].open || fact[i].sure || fact[i].gone)
			continue;
		sure = sure_of(fact[i].weight + doubt, fact[i].line);
		if (kind != FACT_UNKNOWN && sure + (int)doubt_below <= 100)
			continue;
		if (kind == FACT_EPONYM && is_plain_first(w))
			continue;
		spans_add(found, w->begin, w->end, SCRUB_NAME, "context",
		    rule_of[kind],
		    (unsigned)(sure < 1              ? 1
			       : sure < CONTEXT_GOES ? sure
						     : CONTEXT_GOES - 1));
	}
}

void
context_scan(struct text *t, enum scrub_lang lang, const struct spans *keep,
    const struct spans *found_so_far, unsigned doubt_below, struct spans *found)
{
	const size_t len =
	    (t->token_count + (size_t)2 * FACT_EDGES) * sizeof(struct fact);
	struct fact *fact = text_room(t, TEXT_FACTS, len);
	int doubt;

	if (fact == NULL) {
		found->failed = true;
		return;
	}
	fact = context_facts(t, lang, keep, found_so_far, fact);
	if (LAYER_ON(LAYER_RULES)) {
		context_stays(t, lang, fact);
		context_names(t, lang, fact);
	}
	doubt = decide(t, lang, fact);
	if (LAYER_ON(LAYER_RULES))
		context_trim(t, fact);
	context_runs(t, lang, fact, found);
	if (doubt_below > 0)
		stays_in_doubt(t, fact, doubt, doubt_below, found);
	if (LAYER_ON(LAYER_OTHERS))
		context_others(t, lang, fact, found);
	if (LAYER_ON(LAYER_NUMERALS))
		numerals_scan(t, lang, fact, found);
	text_room_used(t, TEXT_FACTS, len);
}
