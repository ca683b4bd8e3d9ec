/* SPDX-License-Identifier: MIT */
/* The roster's names of two letters, in pieces: "L i", "J.o", "lima india". */
#include "roster_pieces.h"

bool
roster_pair_in(const char *letters, const char (*words)[3], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (memcmp(letters, words[i], 2) == 0)
			return true;
	}
	return false;
}

/* Two letters that are most often something else: "i/v", "p.o.", "a.n." */
static bool
short_form(const char *letters)
{
	static const char words[][3] = {"an", "am", "as", "at", "by", "do",
	    "go", "ho", "id", "ie", "im", "in", "io", "iv", "la", "lo", "ma",
	    "na", "no", "oa", "od", "of", "ok", "on", "or", "os", "ot", "pa",
	    "pm", "po", "ro", "so", "to", "up", "us", "va", "wo", "ya", "yo"};

	return roster_pair_in(letters, words, sizeof(words) / sizeof(words[0]));
}

/* Is letter i, of a token of its own, written without a blank before it? */
static bool
hangs(const struct text *t, const struct pieces *p, size_t i)
{
	for (size_t k = p->token[i - 1] + 1u; k <= p->token[i]; k++) {
		if (t->token[k].space_before)
			return false;
	}
	return true;
}

static bool
odd_between(const struct text *t, const struct pieces *p, size_t i)
{
	const size_t k = p->token[i - 1] + 1u;

	return k < p->token[i] &&
	       (k + 1 < p->token[i] ||
		   !pieces_ordinary(t->norm[t->token[k].begin]));
}

/*
 * "L i", "J.o", "L*i", "lima india" at letters i - 1 and i: a name of two
 * letters. Few enough to be anything: with a sign that stands between no words,
 * in words, or as a name is written; not behind a number.
 */
static bool
short_meant(const struct text *t, const struct pieces *p, size_t i)
{
	const size_t first = p->token[i - 1];
	const struct token *a = &t->token[first], *b = &t->token[p->token[i]];
	const bool words = a->end - a->begin > 1 && b->end - b->begin > 1;

	if (!p->begins[i] || !p->begins[i - 1] || !pieces_end(p, i))
		return false;
	/* One pair of many: joined, and to nothing else. */
	if (p->len > 2 && (!hangs(t, p, i) || (i > 1 && hangs(t, p, i - 1)) ||
			      (i + 1 < p->len && hangs(t, p, i + 1) &&
				  !(p->letter[i + 1] == 's' &&
				      token_sign(t, p->token[i] + 1u, '\'')))))
		return false;
	if (odd_between(t, p, i) || roster_cued(t, first) || words)
		return true;
	if (a->end - a->begin > 1 || b->end - b->begin > 1 ||
	    short_form(p->letter + i - 1) ||
	    (first > 0 && t->token[first - 1].kind == TOKEN_NUMBER))
		return false;
	return roster_caseless(t) || a->letter_case == CASE_UPPER;
}

void
roster_find_pair(struct roster *r, const struct text *t, const struct pieces *p,
    struct spans *found)
{
	for (size_t i = 1; i < p->len; i++) {
		const struct roster_part *part;

		if (!roster_may_be_part(r, p->letter[i - 1], 2) ||
		    p->token[i - 1] == p->token[i] || !short_meant(t, p, i))
			continue;
		part = roster_part(r, p->letter + i - 1, 2);
		if (part && part->persons)
			roster_found_piece(r, t, p->token[i - 1], p->token[i],
			    part, 85, found);
	}
}
