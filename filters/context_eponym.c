/* SPDX-License-Identifier: MIT */
#include "context_eponym.h"

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

/* Parts and signs that are called after who found them. */
FEW(found_by, "angle", "ampulla", "antrum", "appendix", "aqueduct", "arc",
    "arcade", "artery", "band", "bands", "bundle", "canal", "canals", "capsule",
    "cave", "cells", "circle", "corpuscles", "cyst", "cysts", "duct", "ducts",
    "fascia", "fissure", "fistula", "foramen", "foramina", "fossa", "ganglion",
    "gland", "glands", "hernia", "hiatus", "incisura", "island", "islets",
    "isthmus", "law", "ligament", "line", "lines", "lobe", "loop", "manoeuvre",
    "maneuver", "membrane", "muscle", "nerve", "node", "nodes", "notch",
    "organ", "papilla", "pentad", "pentalogy", "plexus", "pouch", "recess",
    "ridge", "ring", "rule", "sign", "sinus", "sinuses", "space", "sphincter",
    "spine", "sulcus", "tail", "tendon", "tetralogy", "triad", "triangle",
    "trigone", "trilogy", "tubercle", "tubercles", "tunnel", "ulcer", "valve",
    "valves", "vein", "veins");

/*
 * "Parkinson's", "Calot's triangle", "Satinsky clamp": a disease, or an
 * eponym that is no frequent surname with its noun behind it; never behind
 * what a person's name stands behind.
 */
static void
eponym(const struct text *t, struct fact *fact, size_t i)
{
	const uint64_t before = CUE_BEFORE_NAME;
	size_t at = i + 1;
	bool owns = false;

	if (fact[i].kind != FACT_EPONYM || !fact[i].open || fact[i].sure)
		return;
	if (i > 0 && fact[i - 1].cues & before)
		return;
	if (i > 1 && context_sign(t, i - 1, '.') && fact[i - 2].cues & before)
		return;
	if (context_sign(t, at, '\'') && at + 1 < t->token_count &&
	    token_is(t, &t->token[at + 1], "s")) {
		owns = true;
		at += 2;
	}
	/* a maker and its product: "Smith Accolade" */
	if (!owns && at < t->token_count && fact[at].open && !fact[at].gone &&
	    t->token[i].words & t->token[at].words & WORD_BRAND &&
	    !(t->token[at].words & WORD_STRONG)) {
		context_stay(fact, i);
		context_stay(fact, at);
		return;
	}
	if (owns && in_list(t, i, LIST_DISEASE) &&
	    (at >= t->token_count || fact[at].kind == FACT_PUNCT ||
		t->token[at].words & (WORD_THING | WORD_MEDICAL)))
		context_stay(fact, i);
	else if (at < t->token_count &&
		 (t->token[at].words & WORD_THING ||
		     (token_few(t, at, &found_by) &&
			 !(t->token[i].words &
			     (WORD_STRONG | WORD_FORENAME))) ||
		     (t->token[at].looks & LOOKS_CLINICAL &&
			 t->token[at].words & WORD_MEDICAL &&
			 ending_verb(SCRUB_EN, t->fold + t->token[at].begin,
			     t->token[at].end - t->token[at].begin) ==
			     ENDING_OTHER)) &&
		 (owns || !(t->token[i].words & WORD_STRONG)))
		context_stay(fact, i);
}

/* Of the things whose first letter is c, the first that does not stand before
 * those that begin with token i. */
static size_t
first_thing(const struct text *t, size_t i, unsigned c)
{
	const struct token *w = &t->token[i];
	size_t low = things_from[c], high = things_from[c + 1];

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (strncmp(things[middle][0], t->fold + w->begin,
			w->end - w->begin) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* "nama pasiennya Intan Permata": what stands here is a name, not a thing. */
static bool
is_called_so(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(whose, "anak", "anaknya", "bayi", "bayinya", "ibu", "ibunya",
	    "istri", "istrinya", "pasien", "pasiennya", "px", "suaminya");

	if (i > 1 && token_is(t, &t->token[i - 2], "nama"))
		return token_few(t, i - 1, &whose);
	return i > 0 && (fact[i - 1].cues & CUE_NAMED) != 0 &&
	       context_large(t, i);
}

void
context_thing(const struct text *t, struct fact *fact, size_t i)
{
	const unsigned c = (uint8_t)t->fold[t->token[i].begin] - 'a';

	if (!in_list(t, i, LIST_THING) || c > 25 || is_called_so(t, fact, i))
		return;
	for (size_t k = first_thing(t, i, c);
	     k < things_from[c + 1] && token_is(t, &t->token[i], things[k][0]);
	     k++) {
		size_t at = i, part = 0, last = i;

		while (part < THING_WORDS && things[k][part] != NULL &&
		       at < t->token_count &&
		       token_is(t, &t->token[at], things[k][part])) {
			last = at;
			at++;
			part++;
			if (context_sign(t, at, '-') ||
			    context_sign(t, at, '\'') ||
			    context_sign(t, at, '.') ||
			    context_sign(t, at, '&'))
				at++;
		}
		if (part < THING_WORDS && things[k][part] != NULL)
			continue;
		for (; i <= last; i++)
			if (fact[i].open && !fact[i].gone)
				context_stay(fact, i);
		return;
	}
}

/* "Heineke-Mikulicz": two eponyms that no person is likely to be at once. */
static void
eponym_pair(const struct text *t, struct fact *fact, size_t i)
{
	const size_t other = i + 2;

	if (other >= t->token_count || !context_sign(t, i + 1, '-') ||
	    t->token[i + 1].space_before || t->token[other].space_before ||
	    fact[i].kind != FACT_EPONYM || fact[other].kind != FACT_EPONYM ||
	    !fact[i].open || !fact[other].open || fact[i].gone ||
	    (t->token[i].words & t->token[other].words & WORD_STRONG) != 0 ||
	    (i > 0 && fact[i - 1].cues & CUE_BEFORE_NAME))
		return;
	if (i > 1 && context_sign(t, i - 1, '.') &&
	    fact[i - 2].cues & CUE_BEFORE_NAME)
		return;
	context_stay(fact, i);
	context_stay(fact, other);
}

void
context_eponym(const struct text *t, struct fact *fact, size_t i)
{
	eponym_pair(t, fact, i);
	eponym(t, fact, i);
}
