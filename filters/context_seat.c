/* SPDX-License-Identifier: MIT */
#include "context_seat.h"

#include "context_initials.h"
#include "context_place.h"

/* Letters of one who has a seat at the table, words of the clinic, too: "HB".
 */
static bool
is_seated(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(no_seat, "la", "ra", "st", "lt", "rt", "op", "pt", "pg", "rsi",
	    "iii", "ii", "iv", "vi", "jr", "sr", "mo", "ho", "cv", "uk", "us");
	const struct token *w;

	if (i >= t->token_count)
		return false;
	w = &t->token[i];
	return w->kind == TOKEN_WORD && w->letter_case == CASE_UPPER &&
	       (w->end - w->begin == 2 || context_is_short(t, fact, i)) &&
	       !context_is_nobody(t, i) && !token_few(t, i, &no_seat) &&
	       !(fact[i].cues & CUE_DEGREE);
}

/* "asst: KM/TR", "Anaes ML.": the letters right behind a seat; 0: none. A
 * clause ends behind them, or others follow. */
static size_t
behind_seat(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(seats, "surgeon", "surg", "operator", "asst", "assist", "assistant",
	    "anaes", "anes", "anaesth", "anesth", "anaesthetist", "anaesthesia",
	    "anesthesia", "consultant", "scrub", "circ", "circulating",
	    "fellow", "registrar", "resident", "perfusionist", "perfusion");
	const size_t at = i + 1 + context_sign(t, i + 1, ':');

	if (!token_few(t, i, &seats) || !is_seated(t, fact, at) ||
	    !t->token[at].space_before)
		return 0;
	return at + 1 == t->token_count || context_ties(t, fact, at + 1) ||
		       context_sign(t, at + 1, '.') ||
		       context_sign(t, at + 1, ';') ||
		       context_sign(t, at + 1, ')')
		   ? at
		   : 0;
}

/* "Surgeon BR / Asst KS / Anaes ML", "asst: PS/DN": of two seats, or of two
 * behind one and its colon, all are somebody's. */
void
context_seats(const struct text *t, struct fact *fact)
{
	size_t seats = 0;

	for (unsigned again = 0; again < 2; again++)
		for (size_t i = 0; i + 1 < t->token_count; i++) {
			size_t at = behind_seat(t, fact, i);
			bool row;

			if (at == 0)
				continue;
			seats += !again;
			row = at == i + 2 && context_ties(t, fact, at + 1) &&
			      is_seated(t, fact, at + 2);
			if (!again || (seats < 2 && !row))
				continue;
			for (;; at += 2) {
				context_take(fact, at, "initials", 70);
				if (!context_ties(t, fact, at + 1) ||
				    !is_seated(t, fact, at + 2))
					break;
			}
		}
}

/* "MKS sir will show", "ask NJ sir if": before how somebody is addressed, who
 * does what persons do; what the clinic writes so is none ("HB sir is 7"). */
static bool
is_sir(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(sirs, "sir", "madam", "mam", "maam");
	const uint64_t does = CUE_DOES | CUE_MODAL | CUE_IS;
	size_t next = i + 2;

	if (!is_seated(t, fact, i))
		return false;
	if (next < t->token_count && token_is(t, &t->token[i + 1], "ma") &&
	    context_sign(t, next, '\''))
		next = i + 4; /* "ma'am" */
	else if (!token_few(t, i + 1, &sirs))
		return false;
	if (!t->token[i + 1].space_before)
		return false;
	if (i > 0 && fact[i - 1].cues & (CUE_TELL | CUE_BY | CUE_GREET))
		return true;
	return next < t->token_count &&
	       (fact[next].cues & CUE_SAYS ||
		   (fact[next].cues & does &&
		       !(t->token[i].words & WORD_MEDICAL)));
}

/* "KK Wong to theatre": letters that the clinic has no use for, before a
 * surname, where somebody begins. */
static bool
is_before_surname(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(words, "id", "my", "no", "so", "to", "ya", "yo", "hi", "re", "vs");
	const uint64_t left = CUE_TITLE | CUE_TELL | CUE_GREET | CUE_BY |
			      CUE_AND | CUE_WITH | CUE_FROM | CUE_ROLE |
			      CUE_KIN | CUE_PATIENT;
	const size_t name = i + 1;
	const struct token *w = &t->token[i];

	return name < t->token_count && fact[name].gone && !fact[i].gone &&
	       !fact[i].sure && w->end - w->begin == 2 &&
	       is_seated(t, fact, i) && !token_few(t, i, &words) &&
	       !(w->words & WORD_MEDICAL) && fact[i].cues == 0 &&
	       t->token[name].letter_case == CASE_TITLE &&
	       t->token[name].words & WORD_SURNAME &&
	       t->token[name].space_before &&
	       (w->sentence_start || fact[i - 1].cues & left ||
		   fact[i - 1].gone);
}

/* "anaes Lim SL, surg Ho CK": behind a surname that stands behind a seat, and
 * nothing else is said of it. */
static bool
is_behind_surname(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;

	return i > 1 && fact[i - 1].gone && !fact[i].gone &&
	       t->token[i].end - t->token[i].begin == 2 &&
	       t->token[i].space_before && is_seated(t, fact, i) &&
	       t->token[i - 1].letter_case == CASE_TITLE &&
	       t->token[i - 1].words & WORD_SURNAME &&
	       (fact[i - 2].cues & (CUE_ROLE | CUE_TITLE) ||
		   context_sign(t, i - 2, ':')) &&
	       (next == t->token_count || context_sign(t, next, ',') ||
		   context_sign(t, next, ';') || context_sign(t, next, '.') ||
		   context_sign(t, next, '/'));
}

bool
context_is_seated(const struct text *t, const struct fact *fact, size_t i)
{
	return is_sir(t, fact, i) || is_before_surname(t, fact, i) ||
	       is_behind_surname(t, fact, i);
}
