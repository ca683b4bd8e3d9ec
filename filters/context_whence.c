/* SPDX-License-Identifier: MIT */
#include "context_whence.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"

/* Nowhere of a name. */
FEW(anywhere, "abroad", "downstairs", "early", "elsewhere", "overseas",
    "safely", "school", "upstairs");

/* May a place be called so? */
static bool
may_be_place(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned known =
	    WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND;
	const struct token *w = &t->token[i];

	if (i >= t->token_count || !fact[i].open || fact[i].gone ||
	    fact[i].sure || fact[i].cues & CUE_STOPS || !w->space_before ||
	    w->end - w->begin < 4)
		return false;
	if (context_tells_case(t) && w->letter_case == CASE_TITLE)
		return !(w->words & WORD_MEDICAL);
	return fact[i].kind != FACT_MADE && !fact[i].near &&
	       !(w->words & (known | WORD_FREQUENT)) &&
	       !(w->looks & LOOKS_CLINICAL) && !token_few(t, i, &anywhere) &&
	       memcmp(t->fold + w->end - 2, "ly", 2) != 0;
}

static bool
ends(const struct text *t, size_t i)
{
	return context_closed(t, i) || t->token[i].kind == TOKEN_NUMBER;
}

/* "flight lands Gander 16:20", "chopper left Kirkwall at 3": a flap lands, too.
 */
static bool
is_landed_at(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(craft, "aircraft", "chopper", "flight", "heli", "helicopter",
	    "helo", "jet", "plane");
	FEW(goes, "departed", "departs", "landed", "landing", "lands", "leaves",
	    "leaving", "left");
	FEW(when, "about", "around", "at", "by", "in", "now", "on", "soon",
	    "with");

	return i > 1 && token_few(t, i - 1, &goes) &&
	       token_few(t, i - 2, &craft) &&
	       (ends(t, i + 1) || token_few(t, i + 1, &when)) &&
	       may_be_place(t, fact, i);
}

/* "PT from Banksia notified", "physio from Linden is coming": whose staff. */
static bool
is_staff_of(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(staff, "ambulance", "courier", "crew", "dietician", "dietitian",
	    "driver", "ot", "physio", "pt", "slt", "transport", "worker");
	FEW(does, "arrived", "aware", "booked", "called", "calling", "came",
	    "coming", "confirmed", "here", "informed", "notified", "phoned",
	    "rang", "told", "updated");
	const size_t next = i + 1;

	return i > 1 && token_is(t, &t->token[i - 1], "from") &&
	       token_few(t, i - 2, &staff) && next < t->token_count &&
	       (token_few(t, next, &does) ||
		   (fact[next].cues & CUE_IS && next + 1 < t->token_count &&
		       token_few(t, next + 1, &does))) &&
	       may_be_place(t, fact, i);
}

/* "his meridian savings bank card": from the first word behind whose it is; the
 * blood bank has cards, too. */
static void
bank(const struct text *t, struct fact *fact, size_t i)
{
	FEW(things, "account", "app", "book", "card", "cards", "cheque",
	    "chequebook", "manager", "statement", "teller");
	FEW(kept, "blood", "bone", "breast", "cord", "eye", "milk", "organ",
	    "skin", "sperm", "tissue", "tumor", "tumour");
	size_t first = i;

	if (!token_few(t, i + 1, &things) || token_few(t, i - 1, &kept))
		return;
	while (first > 0 && first + 3 > i && t->token[first].space_before &&
	       t->token[first - 1].kind == TOKEN_WORD &&
	       fact[first - 1].kind >= FACT_UNKNOWN &&
	       !(fact[first - 1].cues & CUE_STOPS) &&
	       !token_is(t, &t->token[first - 1], "s"))
		first--;
	if (first == i || (first > 0 && !(fact[first - 1].cues & CUE_MY) &&
			      !token_is(t, &t->token[first - 1], "s")))
		return;
	for (; first <= i; first++)
		context_take(fact, first, "organization-noun", 70);
}

void
context_whence(const struct text *t, struct fact *fact)
{
	for (size_t i = 2; i < t->token_count; i++) {
		if (t->token[i].kind != TOKEN_WORD)
			continue;
		if (is_landed_at(t, fact, i) || is_staff_of(t, fact, i))
			context_take(fact, i, "place-noun", 70);
		else if (token_is(t, &t->token[i], "bank"))
			bank(t, fact, i);
	}
}
