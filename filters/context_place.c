/* SPDX-License-Identifier: MIT */
#include "context_place.h"

#include "context_token.h"
#include "ending.h"
#include "lang/lexicon.h"

#define WORDS_MAX 5u /* of an organisation's name before its noun */

void
context_take(struct fact *fact, size_t i, const char *rule, unsigned certainty)
{
	if (fact[i].gone)
		return;
	fact[i].gone = fact[i].sure = true;
	fact[i].rule = rule;
	fact[i].certainty = (uint8_t)certainty;
}

/* Says what kind of house it is, not which. */
static bool
is_generic(const struct text *t, const struct fact *fact, size_t i)
{
	return (fact[i].kind == FACT_SAFE &&
		   (fact[i].cues & CUE_ORG ||
		       t->token[i].words & WORD_MEDICAL)) ||
	       in_list(t, i, LIST_GENERIC);
}

static bool
may_be_part(const struct text *t, const struct fact *fact, size_t i)
{
	if (fact[i].gone)
		return true;
	if (fact[i].kind < FACT_UNKNOWN)
		return false;
	if (context_tells_case(t) && context_large(t, i) &&
	    !(t->token[i].sentence_start && fact[i].cues & CUE_STOPS))
		return true;
	return !(fact[i].cues & CUE_STOPS);
}

/* Nouns that name a house whatever stands before them. */
static bool
is_house(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].kind >= FACT_UNKNOWN && fact[i].cues & CUE_ORG &&
	       in_list(t, i, LIST_HOUSE);
}

/* Does a text that begins with this house name it? */
static bool
has_strange(const struct text *t, const struct fact *fact, size_t noun)
{
	if (!in_list(t, noun, LIST_HOUSE_FIRST))
		return false;
	for (size_t i = 0; i < noun; i++)
		if (fact[i].kind != FACT_SAFE && fact[i].kind != FACT_EPONYM &&
		    fact[i].kind >= FACT_UNKNOWN &&
		    !(t->token[i].words & (WORD_MEDICAL | WORD_THING)))
			return true;
	return false;
}

/* "from beaufort estuary hospital": what stands before the noun. */
static void
before_noun(const struct text *t, struct fact *fact, size_t noun)
{
	size_t first = noun;
	bool own = false;
	uint64_t before;

	while (first > 0 && noun - first < WORDS_MAX) {
		size_t at = first - 1;

		if (context_sign(t, at, '\'') && at > 0)
			at--;
		else if (at > 1 && token_is(t, &t->token[at], "s") &&
			 context_sign(t, at - 1, '\''))
			at -= 2;
		else if (context_sign(t, at, '&') || context_sign(t, at, '-'))
			at -= at > 0;
		if (!may_be_part(t, fact, at) || fact[at].kind == FACT_PUNCT)
			break;
		/* "King's College criteria": a thing of several words. */
		if (fact[at].sure && !fact[at].gone && fact[noun].sure)
			return;
		/* In mixed case a small word is no part of the name. */
		if (context_tells_case(t) && !context_large(t, at) &&
		    !fact[at].gone)
			break;
		first = at;
		own = own || !is_generic(t, fact, at);
	}
	if (first == noun || !own)
		return;
	before = first > 0 ? fact[first - 1].cues : 0;
	if (!context_tells_case(t) && first == 0 && has_strange(t, fact, noun))
		before = CUE_FROM; /* what begins the text is its subject */
	if (context_tells_case(t)
		? !context_large(t, noun) && !fact[noun - 1].gone
		: !(before & (CUE_FROM | CUE_AT | CUE_TO | CUE_BY | CUE_IN |
				 CUE_FOR | CUE_OF)))
		return;
	if (context_tells_case(t) && first == noun - 1 &&
	    t->token[first].sentence_start && !fact[first].gone)
		return;
	for (size_t i = first; i < noun; i++)
		if (fact[i].kind >= FACT_UNKNOWN)
			context_take(fact, i, "organization-noun", 75);
}

/* "RSUD Teluk Mandiri", "puskesmas pasir panjang": what stands behind. */
static void
behind_noun(const struct text *t, struct fact *fact, size_t noun, size_t most,
    const char *rule)
{
	/* "desa mana", "pulau seberang": no name of it */
	static const char *const nowhere[] = {"mana", "terpencil", "siaga",
	    "seberang", "sana", "sini", "sebelah", "sebelahnya", "tersebut",
	    "kecil", "kulit", "kami", "kita", "saya", NULL};
	size_t at = noun + 1, taken = 0;

	if (context_sign(t, at, '.'))
		at++;
	/* nor "kec. infus 7 cc/jam": how fast */
	if (at < t->token_count && !context_large(t, at) &&
	    (token_one_of(t, at, nowhere) ||
		(rule[0] == 'p' && fact[at].kind == FACT_SAFE &&
		    t->token[at].words & WORD_MEDICAL)))
		return;
	for (; at < t->token_count && taken < most; at++) {
		if (fact[at].kind < FACT_UNKNOWN)
			break;
		if (context_tells_case(t) && !fact[at].gone &&
		    !context_large(t, at) &&
		    (context_large(t, noun) || fact[at].cues & CUE_STOPS))
			break;
		if (!context_tells_case(t) && !fact[at].gone &&
		    (fact[at].cues & CUE_STOPS ||
			(taken > 0 && t->token[at].words & WORD_CURATED &&
			    at + 1 < t->token_count &&
			    fact[at + 1].kind != FACT_PUNCT)))
			break;
		if (taken == 0 && is_generic(t, fact, at) &&
		    !(fact[at].cues & CUE_TITLE) && rule[0] != 'p')
			break;
		context_take(fact, at, rule, 75);
		taken += !(fact[at].cues & CUE_TITLE) &&
			 !(taken == 0 && token_is(t, &t->token[at], "pratama"));
		if (fact[at].cues & CUE_TITLE && context_sign(t, at + 1, '.'))
			at++;
	}
}

static bool
is_saint(const struct text *t, size_t i)
{
	return in_list(t, i, LIST_SAINT) && i + 1 < t->token_count &&
	       !in_list(t, i + 1, LIST_SAINT_NOT);
}

/* "St Jude 23", "MVR 29 St Jude": a valve of so many millimetres. */
static bool
is_valve(const struct text *t, size_t i, size_t at)
{
	static const char *const valves[] = {"mvr", "avr", "dvr", "tvr",
	    "valve", "katup", "mekanik", "mechanical", "mitral", "aortic",
	    NULL};

	if (!token_is(t, &t->token[at], "jude"))
		return false;
	if (at + 1 < t->token_count && t->token[at + 1].kind == TOKEN_NUMBER &&
	    t->token[at + 1].end - t->token[at + 1].begin == 2)
		return true;
	if (i > 1 && t->token[i - 1].kind == TOKEN_NUMBER)
		i--;
	return token_one_of(t, i - 1, valves);
}

static void
saint(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i + 1;

	if (context_sign(t, at, '.') && at + 1 < t->token_count)
		at++;
	if (fact[at].kind < FACT_UNKNOWN || t->token[at].kind != TOKEN_WORD)
		return;
	/* "St Jude valve": a thing of several words. */
	if (fact[at].sure && !fact[at].gone)
		return;
	if (is_valve(t, i, at)) {
		fact[i].gone = false;
		fact[at].gone = false;
		return;
	}
	if (!fact[at].gone &&
	    (fact[at].kind == FACT_SAFE ||
		t->token[i].end - t->token[i].begin < 2) &&
	    !(context_tells_case(t) && context_large(t, i) &&
		context_large(t, at)))
		return;
	if (fact[at].cues & CUE_STOPS)
		return;
	context_take(fact, i, "organization-noun", 80);
	context_take(fact, at, "organization-noun", 80);
	/* "St Malachy's" is its name whole. */
	if (context_sign(t, at + 1, '\'') && at + 2 < t->token_count &&
	    token_is(t, &t->token[at + 2], "s"))
		context_take(fact, at + 2, "organization-noun", 80);
}

/* "bidan desa antar pasien", "ambulans desa rusak": what the village has, not
 * which it is, where an ordinary word follows. */
static bool
is_of_village(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(whose, "ambulans", "ambulan", "aparat", "balai", "bapa", "bidan",
	    "dokter", "dukun", "kader", "kantor", "mantri", "mobil", "perahu",
	    "perangkat", "perawat", "puskesmas", "sekretaris", "staf");
	const unsigned person = WORD_FORENAME | WORD_SURNAME | WORD_PLACE;
	const size_t next = i + 1;

	return i > 0 && token_few(t, i - 1, &whose) && !context_large(t, i) &&
	       next < t->token_count && !context_large(t, next) &&
	       fact[next].kind == FACT_SAFE && !fact[next].gone &&
	       !(t->token[next].words & person);
}

static void
indonesian_places(const struct text *t, struct fact *fact, size_t i)
{
	/* "smp sehat": until then, no school */
	if (token_is(t, &t->token[i], "smp") && !context_large(t, i) &&
	    fact[i + 1].kind == FACT_SAFE)
		return;
	if (in_list(t, i, LIST_HOUSE_ID) &&
	    !(token_is(t, &t->token[i], "pt") && context_tells_case(t) &&
		!context_large(t, i)))
		behind_noun(t, fact, i, context_tells_case(t) ? 6 : 2,
		    "organization-noun");
	else if (in_list(t, i, LIST_AREA_ID) && !is_of_village(t, fact, i))
		behind_noun(
		    t, fact, i, context_tells_case(t) ? 4 : 2, "place-noun");
}

/* "tabor springs", "Clarion bridge" behind a preposition of place. */
static void
place_noun(const struct text *t, struct fact *fact, size_t i)
{
	uint64_t before;

	if (i < 2 || fact[i].kind < FACT_UNKNOWN ||
	    !in_list(t, i, LIST_PLACE_NOUN) ||
	    fact[i - 1].kind < FACT_UNKNOWN ||
	    t->token[i - 1].kind != TOKEN_WORD)
		return;
	if (!fact[i - 1].gone && fact[i - 1].cues & CUE_TITLE)
		return; /* "with Dr Hill" */
	before = fact[i - 2].cues;
	if (fact[i - 1].gone ||
	    (context_tells_case(t) && context_large(t, i - 1) &&
		context_large(t, i) && !t->token[i - 1].sentence_start) ||
	    (!context_tells_case(t) && !(fact[i - 1].cues & CUE_STOPS) &&
		before & (CUE_FROM | CUE_LIVES) &&
		!(t->token[i - 1].words & WORD_MEDICAL))) {
		context_take(fact, i - 1, "place-noun", 70);
		context_take(fact, i, "place-noun", 70);
	}
}

/* What is done with a ward, and what it is for. */
static bool
is_no_ward(const struct text *t, size_t i)
{
	static const char *const words[] = {"bersalin", "dikosongin",
	    "dikosongkan", "doa", "ibadah", "laktasi", "linen", "link",
	    "menyusui", "round", "rounds", NULL};

	return token_one_of(t, i, words) ||
	       (token_is(t, &t->token[i], "angel") &&
		   token_one_of(t, i + 2,
		       (const char *const[]){"sign", "scapula", NULL}));
}

/* "ruang Flamboyan", "ward Hibiscus", "lavender wing" */
static void
ward_name(const struct text *t, struct fact *fact, size_t i)
{
	size_t at = i;

	if (in_list(t, i, LIST_WARD))
		at = i + 1;
	else if ((token_is(t, &t->token[i], "wing") ||
		     token_is(t, &t->token[i], "ward")) &&
		 i > 0)
		at = i - 1;
	if (at == i || at >= t->token_count || !fact[at].open ||
	    fact[at].kind == FACT_SAFE || fact[at].kind == FACT_EPONYM ||
	    fact[at].cues & CUE_STOPS || is_no_ward(t, at))
		return;
	if (context_tells_case(t)
		? context_large(t, at) && !t->token[at].sentence_start
		: fact[at].kind != FACT_UNKNOWN)
		context_take(fact, at, "ward-name", 75);
}

void
context_places(const struct text *t, enum scrub_lang lang, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		if (fact[i].kind < FACT_UNKNOWN)
			continue;
		if (in_list(t, i, LIST_HOUSE) && is_house(t, fact, i))
			before_noun(t, fact, i);
		if (in_list(t, i, LIST_SAINT) && is_saint(t, i))
			saint(t, fact, i);
		if (fact[i].cues & CUE_WARD)
			ward_name(t, fact, i);
		if (lang == SCRUB_ID_ID)
			indonesian_places(t, fact, i);
		else if (in_list(t, i, LIST_PLACE_NOUN))
			place_noun(t, fact, i);
	}
}
