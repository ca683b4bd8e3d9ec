/* SPDX-License-Identifier: MIT */
/*
 * What is said of whom a range describes goes on to the end of the clause:
 * "the man who held up the post office |with a cucumber| is here", "juara tinju
 * yang sekarang jualan bakso |di depan terminal|, ...".
 */
#include "described.h"

#include <string.h>

#include "ending.h"
#include "lang/lexicon.h"

#define CLAUSE_MOST 8u /* words that it goes on over */

#define CUE_SAID                                                               \
	(CUE_UNIQUE | CUE_TRADE | CUE_OFFICE | CUE_RELATIVE | CUE_EVENT |      \
	    CUE_FEAT | CUE_DOER | CUE_KIN | CUE_PLACE | CUE_ORG | CUE_WHO)
#define CUE_WHERE                                                              \
	(CUE_OF | CUE_IN | CUE_AT | CUE_ON | CUE_FROM | CUE_TO | CUE_BY |      \
	    CUE_WITH)

#define CUE_SMALL (CUE_THE | CUE_MY | CUE_AND)

/* "alone for |17 days|", "18 hari" */
static bool
is_time(const struct described_in *in, size_t i)
{
	static const char *const times[] = {"day", "days", "hour", "hours",
	    "month", "months", "time", "times", "week", "weeks", "year",
	    "years", "bulan", "hari", "jam", "kali", "malam", "minggu", "tahun",
	    "thn", NULL};

	return described_is(in, i, times) ||
	       (in->t->token[i].kind == TOKEN_NUMBER &&
		   described_is(in, i + 1, times));
}

static bool
ends(const struct described_in *in, size_t i, const char *tail)
{
	const struct token *w = &in->t->token[i];
	const size_t len = strlen(tail);

	return w->end - w->begin > len + 1 &&
	       memcmp(in->t->fold + w->end - len, tail, len) == 0;
}

/* Is it of the operation, and not of what is told? */
static bool
is_clinical(const struct described_in *in, size_t i)
{
	const unsigned said = WORD_MEDICAL | WORD_CURATED;
	const struct token *w = &in->t->token[i];

	if (is_time(in, i) ||
	    described_has(in, i, CUE_SAID | CUE_WHERE | CUE_SMALL))
		return false;
	if (in->fact[i].kind == FACT_KEPT)
		return true;
	if (in->lang == SCRUB_ID_ID && (w->words & WORD_FREQUENT) == 0 &&
	    (w->words & (WORD_MEDICAL | WORD_OTHER)) != 0)
		return true;
	if (in->lang == SCRUB_ID_ID && (w->words & WORD_FREQUENT) != 0)
		return false;
	return (w->words & said) == said ||
	       ((w->words & WORD_MEDICAL) != 0 &&
		   ending_clinical(in->t->fold + w->begin, w->end - w->begin));
}

/* Behind what is glued to the word before i: "single|-handed|". */
static uint32_t
word_end(const struct described_in *in, uint32_t i)
{
	const struct text *t = in->t;

	while (i + 1 < t->token_count && !t->token[i].space_before &&
	       token_sign(t, i, '-') && !t->token[i + 1].space_before &&
	       !described_sign(in, i + 1))
		i += 2;
	return i;
}

/* What whom it describes does, or needs, or is: the clause is over. */
static bool
is_over(const struct described_in *in, uint32_t i)
{
	static const char *const over[] = {"for", "as", "if", "until", "till",
	    "still", "now", "than", "then", "via", "who", "utk", "untuk", "bed",
	    "bay", "theatre", "theater", "room", "ok", "or", "er", "recovery",
	    "holding", "sudah", "sdh", "udah", "udh", "lagi", "masih", "msh",
	    "mau", "masuk", "skrg", "adalah", "kan", "lho", "lol", "ni", "nih",
	    "ya", "yang", "yg", NULL};

	static const char *const our[] = {"our", "this", NULL};

	if (described_sign(in, i))
		return true;
	/* "the first patient to leave |this unit|" */
	if (described_has(in, i, CUE_WHERE) ||
	    (described_has(in, i, CUE_WARD) && described_is(in, i - 1, our)))
		return false;
	return described_has(in, i,
		   CUE_IS | CUE_MODAL | CUE_SAYS | CUE_DOES | CUE_BUT |
		       CUE_NOT | CUE_PLEASE | CUE_I | CUE_WARD | CUE_WEEK) ||
	       (in->lang == SCRUB_ID_ID && ends(in, i, "nya")) ||
	       in_list(in->t, i, LIST_STOP) || described_is(in, i, over);
}

/* Does a clause begin with i that tells more: "|in| his socks"? */
static bool
leads_on(const struct described_in *in, uint32_t i)
{
	static const char *const leads[] = {"above", "across", "after",
	    "against", "around", "before", "behind", "between", "down",
	    "during", "into", "like", "near", "next", "off", "onto", "out",
	    "outside", "over", "past", "round", "since", "through", "under",
	    "up", "when", "while", "without", "last", "this", "akibat",
	    "bareng", "bersama", "buat", "dalam", "dan", "dekat", "demi",
	    "gara", "karena", "krn", "pakai", "pake", "sampai", "saat",
	    "selama", "setelah", "sebelum", "tanpa", "waktu", "wkt", "tahun",
	    "thn", "minggu", "bulan", NULL};

	return described_has(in, i, CUE_WHERE | CUE_AND) ||
	       described_is(in, i, leads);
}

/* "the full face eagle |tattoo|, ...": one noun, at the end. */
static bool
is_last_noun(const struct described_in *in, uint32_t i)
{
	const struct token *w = &in->t->token[i];

	return w->kind == TOKEN_WORD && w->space_before &&
	       w->end - w->begin > 2 && in->fact[i].kind > FACT_NUMBER &&
	       (in->fact[i].cues & ~CUE_SAID) == 0 &&
	       !described_has(in, i, CUE_FEAT) && !ends(in, i, "s") &&
	       !ends(in, i, "ed") && !ends(in, i, "ing") &&
	       !ends(in, i, "ly") && !ends(in, i, "way");
}

/* "in a lift": a word that is said in operating rooms, but with an article. */
static bool
is_where(const struct described_in *in, uint32_t i)
{
	static const char *const the[] = {"the", NULL};

	return i > 1 && described_has(in, i - 1, CUE_THE | CUE_MY) &&
	       !described_is(in, i - 1, the) &&
	       described_has(
		   in, i - 2, CUE_OF | CUE_IN | CUE_AT | CUE_ON | CUE_FROM);
}

/* May it go on over words from r->end to `at`, so many? */
static bool
may_go_on(const struct described_in *in, const struct described_range *r,
    uint32_t at, uint32_t words)
{
	const bool indonesian = in->lang == SCRUB_ID_ID;
	bool told = false;

	for (uint32_t i = r->begin; i < r->end; i++)
		told |= described_has(in, i,
		    indonesian ? CUE_WHO
			       : CUE_WHO | CUE_FEAT | CUE_EVENT | CUE_UNIQUE);
	if (leads_on(in, r->end))
		return indonesian || (told && words > 1);
	return indonesian ? told && words < 5
			  : words == 1 && is_last_noun(in, at - 1);
}

/* "the cyclist hit by a bus |T12 burst|": a level, a joint. */
static bool
is_level(const struct described_in *in, uint32_t i)
{
	const struct token *w = &in->t->token[i];

	return w->kind == TOKEN_MIXED && in->fact[i].kind == FACT_KEPT &&
	       w->end - w->begin < 4 && in->t->fold[w->begin] >= 'a' &&
	       !described_has(in, i - 1, CUE_WHERE | CUE_SMALL | CUE_NOT);
}

/* "the senator's brother |on the table|", "|in here|" */
static bool
is_here(const struct described_in *in, uint32_t i)
{
	static const char *const here[] = {"bed", "corridor", "hallway", "here",
	    "list", "pre", "preop", "recovery", "screen", "table", "tube",
	    NULL};
	uint32_t at = i + 1;

	if (!described_has(in, i, CUE_IN | CUE_ON | CUE_AT))
		return false;
	at += described_has(in, at, CUE_THE | CUE_MY);
	return described_is(in, at, here) ||
	       (at > i + 1 && described_is(in, at + 1, here));
}

void
described_in_clause(const struct described_in *in, struct described_range *r)
{
	bool who = false;

	for (uint32_t i = r->begin; i < r->end; i++) {
		who |= described_has(in, i, CUE_WHO | CUE_FEAT);
		if (i < r->begin + 3)
			continue;
		if (is_level(in, i) || is_here(in, i) ||
		    (!who && in->lang != SCRUB_ID_ID &&
			described_has(in, i, CUE_IS | CUE_SAYS) &&
			!described_has(in, i, CUE_WHERE | CUE_I | CUE_AND) &&
			!described_has(in, i - 1, CUE_THE | CUE_I | CUE_TO))) {
			r->end = i;
			return;
		}
	}
}

/* "the jockey who broke his neck |and rode on|", not "... and needs a lift". */
static bool
joins(const struct described_in *in, uint32_t i)
{
	return in->lang != SCRUB_ID_ID && described_has(in, i, CUE_AND) &&
	       i + 1 < in->t->token_count &&
	       !described_has(
		   in, i + 1, CUE_MY | CUE_I | CUE_PATIENT | CUE_NOW) &&
	       !is_over(in, i + 1) && !is_clinical(in, i + 1);
}

/* Where the clause ends that r's end stands in, and how many words on. */
static uint32_t
clause_end(const struct described_in *in, const struct described_range *r,
    uint32_t *words)
{
	const uint32_t n = (uint32_t)in->t->token_count;
	uint32_t at = r->end;

	for (; at < n && (joins(in, at) || !is_over(in, at));
	     at = word_end(in, at + 1)) {
		if (*words == CLAUSE_MOST)
			return r->end;
		++*words;
		if (!is_clinical(in, at) || is_where(in, at))
			continue;
		/* "... shooter |with his colostomy|, ..." */
		for (; at > r->end && !leads_on(in, at); at--)
			--*words;
		break;
	}
	/* "|in| bay 2": what is over leaves nothing to lead on to. */
	for (; at > r->end &&
	       described_has(in, at - 1,
		   in->lang == SCRUB_ID_ID ? CUE_WHERE : CUE_WHERE | CUE_SMALL);
	     at--)
		--*words;
	return at;
}

/* "..., |the one who gave the scanner|": behind it; else `end`. */
static uint32_t
the_one_end(const struct described_in *in, uint32_t end)
{
	static const char *const the[] = {"the", NULL};
	static const char *const one[] = {"one", NULL};
	uint32_t at = end + 1;

	if (!token_sign(in->t, end, ',') || !described_is(in, at, the) ||
	    !described_is(in, at + 1, one))
		return end;
	while (at < in->t->token_count && at < end + CLAUSE_MOST + 4 &&
	       !described_sign(in, at) &&
	       (at < end + 5 || !described_has(in, at, CUE_IS)))
		at++;
	return at < end + CLAUSE_MOST + 4 ? at : end;
}

void
described_to_clause(const struct described_in *in, struct described_range *r)
{
	static const char *const here[] = {"here", "there", NULL};
	uint32_t at, words = 0;

	r->end = word_end(in, r->end);
	/* "mantan bupati |yang| ...", of which the rest goes */
	if (described_has(in, r->end, CUE_WHO) &&
	    r->end + 1 < in->t->token_count && in->fact[r->end + 1].gone) {
		r->end++;
		return;
	}
	at = clause_end(in, r, &words);
	if (words > 0 && may_go_on(in, r, at, words))
		r->end = at;
	if (described_is(in, r->end, here) &&
	    (r->end + 1 == in->t->token_count ||
		described_sign(in, r->end + 1)))
		r->end++;
	r->end = the_one_end(in, r->end);
}
