/* SPDX-License-Identifier: MIT */
#include "context_nick.h"

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

#define TITLES (LIST_TITLE_ALWAYS | LIST_TITLE_ID | LIST_TITLE_HERE_ID)

/* The end of a longer name, or a Chinese, Batak, Balinese or Bugis one:
 * Harjono, Gunawan, Widodo, Lastri, Titik. */
FEW(nicks, "aco", "aling", "asun", "baco", "beng", "ceceng", "cepot", "cia",
    "cip", "dar", "didi", "eri", "gendut", "gim", "gin", "gun", "gung", "har",
    "hen", "hwa", "hwie", "iis", "ijon", "imas", "jum", "lan", "las", "liong",
    "lis", "man", "mar", "momo", "mus", "nana", "ndut", "ning", "nung",
    "pahala", "petruk", "ros", "semar", "sur", "tin", "tjoe", "tris", "tum",
    "tun", "tut", "uniang", "war", "wat", "wid", "wir", "yen");
/* What a patient has, too, and English: not behind "ibu", nor "dr", from. */
FEW(clipped, "des", "git", "hot", "is", "lien", "net", "pen", "sin", "sol",
    "ti", "tik", "ton", "uti");
FEW(called, "bu", "mas", "mba", "mbak", "pak", "tante", "om", "koh", "budhe",
    "bude", "bulik", "pakde", "pakdhe", "uni", "uda", "mbok", "ceu", "ny",
    "nyonya", "cik", "cici", "mbah", "dokter", "bidan", "suster");
/* Titles that are other words, or that another sense is behind: from, bone. */
FEW(others, "a", "an", "bai", "bayi", "br", "by", "ci", "guru", "h", "ito",
    "ko", "p", "rm", "sis", "ses", "sus", "tete", "tok", "tulang", "wali");

/* "dokter", "bapak", "dr.": the one that a token is called by. */
static bool
is_called_by(const struct text *t, const struct fact *fact, size_t i)
{
	return (fact[i].cues & CUE_TITLE || in_list(t, i, TITLES) ||
		   token_is(t, &t->token[i], "dokter")) &&
	       !token_few(t, i, &others) &&
	       !(i > 0 && fact[i - 1].kind == FACT_NUMBER);
}

/* "halo har", "tanya gun aja", "koas wid": who is spoken to or of. */
static bool
is_behind_asked(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(said, "barusan", "dari", "dok", "kata", "ok", "oke", "okee", "sama",
	    "siap", "tadi", "td", "tdi", "tanya");
	FEW(team, "jaga", "tim", "team");
	const uint64_t asked =
	    CUE_TELL | CUE_GREET | CUE_ROLE | CUE_SAYS | CUE_PLEASE;
	const size_t left = i - 1;

	if (fact[left].cues & asked || token_few(t, left, &said))
		return true;
	if (i > 1 && context_sign(t, left, ':'))
		return fact[i - 2].cues & CUE_ROLE ||
		       token_few(t, i - 2, &team);
	return i > 1 && fact[i - 2].gone &&
	       (context_sign(t, left, ',') || fact[left].cues & CUE_AND);
}

/* "har tolong pegang", "gun: tensi 80", "wid, drain berapa?" */
static bool
is_first(const struct text *t, const struct fact *fact, size_t i)
{
	const uint64_t does = CUE_SAYS | CUE_DOES | CUE_PLEASE | CUE_MODAL;
	const size_t next = i + 1;

	return t->token[i].sentence_start && next + 1 < t->token_count &&
	       (context_sign(t, next, ',') || context_sign(t, next, ':') ||
		   (t->token[next].space_before &&
		       (fact[next].cues & does) != 0));
}

/* By itself a name, and nothing that is said. */
static bool
is_spoken_of(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(words, "cia", "cip", "dar", "eri", "gendut", "hen", "lan", "las",
	    "man", "mar", "momo", "mus", "ndut", "petruk", "semar", "sur",
	    "tin", "tum", "war", "wat", "wir");

	return !token_few(t, i, &words) &&
	       (is_first(t, fact, i) || (i > 0 && is_behind_asked(t, fact, i)));
}

/* Behind what it is called by. */
static bool
is_titled(const struct text *t, const struct fact *fact, size_t i, bool nick)
{
	const size_t title = i - 1 - (i > 1 && context_sign(t, i - 1, '.'));

	return i > 0 && (nick ? is_called_by(t, fact, title)
			      : token_few(t, title, &called));
}

void
context_nicks(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const bool nick = token_few(t, i, &nicks);

		if (w->kind != TOKEN_WORD || fact[i].gone || fact[i].sure ||
		    !fact[i].open || fact[i].kind < FACT_UNKNOWN ||
		    !(nick || token_few(t, i, &clipped)) ||
		    (i > 0 && !w->space_before && !w->sentence_start) ||
		    (i + 1 < t->token_count && context_sign(t, i + 1, '-')))
			continue;
		if (is_titled(t, fact, i, nick))
			context_take(fact, i, "behind-title", 85);
		else if (nick &&
			 (w->letter_case != CASE_UPPER || t->all_caps) &&
			 is_spoken_of(t, fact, i)) /* "WID": a short form */
			context_take(fact, i, "word-as-name", 75);
	}
}
