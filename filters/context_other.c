/* SPDX-License-Identifier: MIT */
#include "context_other.h"

#include "described.h"
#include "lang/lexicon.h"

#define LAYER "context"
#define CLAUSE_MAX 16u /* words of a characteristic, at most */
#define CERTAINTY 70u

/* What the rules of one language look at. */
struct other {
	const struct text *t;
	const struct fact *fact;
	struct spans *found;
	size_t done; /* tokens before this one are judged */
};

static bool
has(const struct other *o, size_t i, uint64_t cues)
{
	return i < o->t->token_count && o->fact[i].kind != FACT_PUNCT &&
	       (o->fact[i].cues & cues) != 0;
}

static bool
is(const struct other *o, size_t i, const char *word)
{
	return i < o->t->token_count && token_is(o->t, &o->t->token[i], word);
}

static bool
is_word(const struct other *o, size_t i)
{
	return i < o->t->token_count && o->fact[i].kind != FACT_PUNCT;
}

/* Behind "'s", "s'" or "-in-law"; i itself when nothing of that follows. */
static size_t
past_possessive(const struct other *o, size_t i)
{
	if (!context_sign(o->t, i, '\''))
		return i;
	return is(o, i + 1, "s") && !o->t->token[i + 1].space_before ? i + 2
								     : i + 1;
}

/* What the characteristic's person does, needs or is next. */
static bool
is_stop(const struct other *o, size_t i)
{
	return in_list(o->t, i, LIST_STOP);
}

/* Where a clause ends that begins at i: behind its last token. */
static size_t
clause_end(const struct other *o, size_t i, bool verb_inside)
{
	size_t words = 0, end = i;

	for (; i < o->t->token_count && words < CLAUSE_MAX; i++) {
		if (o->fact[i].kind == FACT_PUNCT) {
			const char c = o->t->norm[o->t->token[i].begin];

			if (c != '-' && c != '\'' && c != '&' && c != '/')
				break;
			continue;
		}
		words++;
		if (words > (verb_inside ? 3u : 0u) && has(o, i, CUE_IS))
			break;
		if (words > (verb_inside ? 2u : 1u) && is_stop(o, i))
			break;
		end = i + 1;
	}
	return end;
}

/* Does [from, to) hold a word with one of these cues? */
static bool
any(const struct other *o, size_t from, size_t to, uint64_t cues)
{
	for (; from < to; from++)
		if (has(o, from, cues))
			return true;
	return false;
}

static void
put(struct other *o, size_t first, size_t end, const char *rule)
{
	if (end <= first)
		return;
	spans_add(o->found, o->t->token[first].begin, o->t->token[end - 1].end,
	    SCRUB_OTHER, LAYER, rule, CERTAINTY);
	o->done = end;
}

/* The first word at or behind i, within `most`, that has a cue; else 0. */
static size_t
seek(const struct other *o, size_t i, size_t most, uint64_t cues)
{
	for (size_t k = 0; k < most && i < o->t->token_count; i++) {
		if (has(o, i, cues))
			return i;
		if (o->fact[i].kind == FACT_PUNCT) {
			if (!context_sign(o->t, i, '-') &&
			    !context_sign(o->t, i, '\''))
				return 0;
			continue;
		}
		k++;
	}
	return 0;
}

static bool
hospital_person(const struct other *o, size_t i)
{
	return has(o, i, CUE_ROLE) && !has(o, i, CUE_OFFICE);
}

/* "the mayor's daughter", "the minister of fisheries' mother-in-law" */
static bool
relative_of_office(struct other *o, size_t first, size_t i)
{
	size_t owner = seek(o, i, 4, CUE_OFFICE | CUE_TRADE);
	size_t at, relative, end;

	if (owner == 0 || hospital_person(o, owner))
		return false;
	at = owner + 1;
	if (is(o, at, "of"))
		at += 2;
	/* "the lighthouse keeper's": the last noun owns. */
	while (has(o, at, CUE_OFFICE | CUE_TRADE) && at < owner + 3)
		at++;
	if (!context_sign(o->t, at, '\''))
		return false;
	at = past_possessive(o, at);
	relative = seek(o, at, 3, CUE_RELATIVE | CUE_KIN);
	if (relative == 0)
		return false;
	end = relative + 1;
	if (has(o, end, CUE_WITH | CUE_FEAT | CUE_WHO | CUE_ON))
		end = clause_end(o, end, true);
	while (end + 1 < o->t->token_count && context_sign(o->t, end, '-'))
		end += 2;
	put(o, first, end, "relative-of-office");
	return true;
}

/* "the twin sister of our own ward clerk", "the mother of the quintuplets" */
static bool
relative_of(struct other *o, size_t first, size_t i)
{
	size_t at = i;

	at = seek(o, at, 2, CUE_RELATIVE | CUE_OFFICE);
	if (at == 0)
		return false;
	while (has(o, at, CUE_RELATIVE | CUE_KIN | CUE_OFFICE | CUE_TRADE))
		at++;
	if (!is(o, at, "of") || !has(o, at + 1, CUE_THE | CUE_MY) ||
	    has(o, at + 2, CUE_PATIENT) || hospital_person(o, at + 2))
		return false;
	put(o, first, clause_end(o, at + 1, false), "relative-of");
	return true;
}

/* "the only survivor of the ferry sinking", "first woman over the Stelvio" */
static bool
one_of_a_kind(struct other *o, size_t first, size_t i, bool article)
{
	size_t person, end;
	const uint64_t known =
	    CUE_EVENT | CUE_FEAT | CUE_PLACE | CUE_ORG | CUE_OFFICE | CUE_TRADE;

	if (!has(o, i, CUE_UNIQUE))
		return false;
	person = seek(o, i + 1, 4, CUE_TRADE | CUE_DOER | CUE_PATIENT);
	if (person == 0 || (hospital_person(o, person) && !article))
		return false;
	end = clause_end(o, person + 1, false);
	if (has(o, person, CUE_TRADE) && !hospital_person(o, person)) {
		if (end == person + 1 && !article)
			return false;
	} else if (!any(o, person + 1, end, known) || end < person + 3) {
		return false;
	}
	put(o, first, end, "one-of-a-kind");
	return true;
}

/* "the town's only vet", "the state's youngest licensed pilot" */
static bool
place_only(struct other *o, size_t first, size_t i)
{
	size_t at, person;

	if (!is_word(o, i) || has(o, i, CUE_PATIENT | CUE_I) ||
	    !context_sign(o->t, i + 1, '\''))
		return false;
	at = past_possessive(o, i + 1);
	if (!has(o, at, CUE_UNIQUE))
		return false;
	person = seek(o, at + 1, 3, CUE_TRADE | CUE_OFFICE | CUE_DOER);
	if (person == 0)
		return false;
	put(o, first, person + 1, "one-of-a-kind");
	return true;
}

/* "last year's marathon winner" */
static bool
last_years(struct other *o, size_t first)
{
	const size_t at = past_possessive(o, first + 2);
	const size_t person = seek(o, at, 3, CUE_TRADE | CUE_OFFICE);

	if (at == first + 2 || person == 0 || hospital_person(o, person))
		return false;
	put(o, first, person + 1, "one-of-a-kind");
	return true;
}

/* "the goalie who collapsed in the cup final" */
static bool
known_by(struct other *o, size_t first, size_t i)
{
	size_t person = seek(o, i, 4, CUE_TRADE | CUE_OFFICE | CUE_DOER);
	size_t at, end;
	bool trade;

	if (person == 0)
		return false;
	while (has(o, person + 1, CUE_TRADE | CUE_OFFICE))
		person++;
	trade = has(o, person, CUE_TRADE | CUE_OFFICE) &&
		!hospital_person(o, person);
	at = person + 1;
	if (!has(o, at,
		CUE_WHO | CUE_FROM | CUE_OF | CUE_FEAT | CUE_WITH | CUE_IN |
		    CUE_ON))
		return false;
	end = clause_end(o, at, has(o, at, CUE_WHO));
	if (end < at + 3)
		return false;
	/* A surgeon, but one "struck by lightning on the golf course". */
	if (hospital_person(o, person) && has(o, at, CUE_FEAT))
		trade = any(o, at + 1, end, CUE_EVENT | CUE_PLACE);
	if (trade
		? !any(o, at, end,
		      CUE_EVENT | CUE_FEAT | CUE_UNIQUE | CUE_OFFICE |
			  CUE_TRADE) &&
		      !has(o, at, CUE_WHO)
		: !any(o, at, end, CUE_EVENT | CUE_PLACE) ||
		      !any(o, at, end, CUE_FEAT | CUE_FROM | CUE_OF | CUE_WHO))
		return false;
	put(o, first, end, "known-by");
	return true;
}

static void
english_others(struct other *o)
{
	for (size_t i = 0; i < o->t->token_count; i++) {
		const bool article = is(o, i, "the") || is(o, i, "our");
		const size_t at = article ? i + 1 : i;

		if (i < o->done || !is_word(o, i))
			continue;
		if (article &&
		    (relative_of_office(o, i, at) || place_only(o, i, at) ||
			one_of_a_kind(o, i, at, true) ||
			relative_of(o, i, at) || known_by(o, i, at)))
			continue;
		if (!article && has(o, i, CUE_UNIQUE) &&
		    !is(o, i + 1, "year") &&
		    !(i > 0 && has(o, i - 1, CUE_THE | CUE_MY)))
			(void)one_of_a_kind(o, i, i, false);
		else if (!article && is(o, i, "last") && is(o, i + 1, "year"))
			(void)last_years(o, i);
		else if (!article &&
			 (is(o, i, "winner") || is(o, i, "runner")) &&
			 (is(o, i + 1, "of") || is(o, i + 2, "in")))
			put(o, i, clause_end(o, i, false), "known-by");
	}
}

static void
indonesian_others(struct other *o)
{
	for (size_t i = 0; i < o->t->token_count; i++) {
		size_t end, at;

		if (i < o->done || !is_word(o, i) ||
		    (!has(o, i,
			 CUE_RELATIVE | CUE_TRADE | CUE_OFFICE | CUE_DOER) &&
			!is(o, i, "satu") && !is(o, i, "satunya")))
			continue;
		end = clause_end(o, i, true);
		if ((is(o, i, "satu") && context_sign(o->t, i + 1, '-') &&
			is(o, i + 2, "satunya")) ||
		    is(o, i, "satunya")) {
			if (any(o, i, end, CUE_TRADE | CUE_DOER) && end > i + 4)
				put(o, i, end, "one-of-a-kind");
			continue;
		}
		at = i + 1;
		while (at < i + 3 && has(o, at, CUE_TITLE | CUE_UNIQUE) &&
		       !has(o, at, CUE_OFFICE))
			at++;
		if (has(o, i, CUE_RELATIVE) && has(o, at, CUE_OFFICE)) {
			put(o, i, end, "relative-of-office");
			continue;
		}
		if (!has(o, i, CUE_TRADE | CUE_OFFICE | CUE_DOER))
			continue;
		at = seek(o, i + 1, 3, CUE_WHO);
		if (at != 0 && any(o, at, end, CUE_EVENT | CUE_FEAT) &&
		    any(o, at, end, CUE_EVENT))
			put(o, i, end, "known-by");
		else if ((is(o, i, "pemenang") || is(o, i, "juara") ||
			     is(o, i, "penyanyi") || is(o, i, "kiper")) &&
			 end > i + 2)
			put(o, i, end, "known-by");
		else if (has(o, i, CUE_TRADE) &&
			 (at = seek(o, i + 1, 2, CUE_UNIQUE)) != 0 &&
			 has(o, at + 1, CUE_FROM | CUE_IN))
			put(o, i, end, "one-of-a-kind");
	}
}

#define ORDINARY_LEAST 2u

/* So many words that are neither said in operating rooms nor everywhere. */
static bool
tells(const struct text *t)
{
	const unsigned other = WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT |
			       WORD_BRAND | WORD_THING;
	unsigned count = 0;

	for (size_t i = 0; i < t->token_count && count < ORDINARY_LEAST; i++)
		count +=
		    (t->token[i].words & (WORD_COMMON | other)) == WORD_COMMON;
	return count >= ORDINARY_LEAST;
}

bool
context_other_rules(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, struct spans *found)
{
	struct other o = {.t = t, .fact = fact, .found = found};

	/* Hardly any description has none of these in it. */
	if (!(t->cues & (CUE_TRADE | CUE_OFFICE | CUE_DOER | CUE_UNIQUE |
			    CUE_RELATIVE | CUE_EVENT | CUE_FEAT)) &&
	    !(t->lists & LIST_WINNER) && !tells(t))
		return false;
	if (lang == SCRUB_ID_ID)
		indonesian_others(&o);
	else
		english_others(&o);
	return true;
}

void
context_others(struct text *t, enum scrub_lang lang, const struct fact *fact,
    struct spans *found)
{
	struct described_in in = {.t = t, .lang = lang, .fact = fact};
	const size_t before = found->count;

	in.persons = context_other_rules(t, lang, fact, found);
	in.rules = found->count - before;
	if (in.rules > 0)
		in.rule = found->at + before;
	found->count = before; /* they only say what they would take */
	described_scan(t, &in, found);
}
