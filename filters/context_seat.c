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

/* Seats at the table; those that are cut short, and words, too. */
FEW(seats, "surgeon", "surg", "operator", "asst", "assist", "assistant",
    "anaes", "anes", "anaesth", "anesth", "anaesthetist", "anaesthesia",
    "anesthesia", "anestesi", "asisten", "consultant", "dpjp", "instr",
    "instrumen", "omloop", "onloop", "scrub", "sirkuler", "circ", "circulating",
    "fellow", "registrar", "resident", "perfusionist", "perfusion");
FEW(cut_seats, "op", "as", "ass", "inst");

/* "as", "asst:", "asisten 1": behind the seat at i and what belongs to it; 0:
 * no seat. */
static size_t
past_seat(const struct text *t, size_t i)
{
	size_t at = i + 1;

	if (!token_few(t, i, &seats) && !token_few(t, i, &cut_seats))
		return 0;
	if (at < t->token_count && t->token[at].kind == TOKEN_NUMBER &&
	    t->token[at].end - t->token[at].begin == 1)
		at++;
	return at + context_sign(t, at, ':');
}

/* "asst: KM/TR", "Anaes ML.": the letters right behind a seat; 0: none. A
 * clause ends behind them, or others follow, or the next seat. */
static size_t
behind_seat(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t at = past_seat(t, i), next = at + 1;

	if (at == 0 || !is_seated(t, fact, at) || !t->token[at].space_before ||
	    (token_few(t, i, &cut_seats) && !context_sign(t, at - 1, ':') &&
		t->token[at].words & WORD_MEDICAL))
		return 0;
	return next == t->token_count || context_ties(t, fact, next) ||
		       context_sign(t, next, '.') ||
		       context_sign(t, next, ';') ||
		       context_sign(t, next, ')') || past_seat(t, next) != 0
		   ? at
		   : 0;
}

/* "instrumen Rahma": somebody has this seat. */
static bool
is_taken(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t at = past_seat(t, i);

	return at != 0 && at < t->token_count && fact[at].gone;
}

/* "Surgeon BR / Asst KS / Anaes ML", "op NPW as DK": of two seats, or of two
 * behind one and its colon, all are somebody's. */
void
context_seats(const struct text *t, struct fact *fact)
{
	size_t taken = 0, lettered = 0;

	for (unsigned again = 0; again < 2 && lettered >= again; again++)
		for (size_t i = 0; i + 1 < t->token_count; i++) {
			size_t at;
			bool row;

			if (past_seat(t, i) == 0)
				continue;
			at = behind_seat(t, fact, i);
			lettered += at != 0;
			taken += !again && (at != 0 || is_taken(t, fact, i));
			if (at == 0)
				continue;
			row = context_sign(t, at - 1, ':') &&
			      context_ties(t, fact, at + 1) &&
			      is_seated(t, fact, at + 2);
			if (!again || (taken < 2 && !row))
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
