/* SPDX-License-Identifier: MIT */
/* What a house is called with, before and behind the words that tell which. */
#include "redact.h"

#include <string.h>

#include "lang/cue.h"
#include "lang/lexicon.h"

/* The token that ends where a space before `at` begins; else token_count. */
static size_t
before(const struct text *t, uint32_t at)
{
	size_t i;

	if (at < 2 || t->norm[at - 1] != ' ')
		return t->token_count;
	i = text_token_from(t, at - 1);
	while (i > 0 && (i >= t->token_count || t->token[i].begin >= at))
		i--;
	return t->token[i].end == at - 1 ? i : t->token_count;
}

/*
 * "SLB [Tunas Harapan]", "dapur mbok [Sarni]", "klinik gigi drg. [Hanum]": a
 * house is called by its noun, what it is for, and who owns it.
 */
void
redact_house(const struct text *t, struct span *s)
{
	size_t i;

	if (!(t->lists & LIST_HOUSE_CALLED) || s->label > SCRUB_ORGANIZATION ||
	    s->person || strncmp(s->rule, "street", 6) == 0)
		return;
	i = before(t, s->begin);
	if (i < t->token_count && token_sign(t, i, '.') && i > 0 &&
	    !t->token[i].space_before)
		i--;
	if (i < t->token_count && t->token[i].cues & CUE_TITLE)
		i = before(t, t->token[i].begin);
	if (i < t->token_count && t->token[i].lists & LIST_HOUSE_FOR)
		i = before(t, t->token[i].begin);
	if (i >= t->token_count || !(t->token[i].lists & LIST_HOUSE_CALLED))
		return;
	s->begin = t->token[i].begin;
	s->label = SCRUB_ORGANIZATION;
}

bool
redact_ends_at(const struct text *t, size_t i)
{
	const uint64_t goes_on = CUE_SAYS | CUE_IS | CUE_MODAL | CUE_NOW |
				 CUE_DOES | CUE_GIVE | CUE_FOR | CUE_BUT |
				 CUE_AND | CUE_TELL | CUE_WHO | CUE_NOT |
				 CUE_FROM | CUE_AT | CUE_IN | CUE_ON;

	if (i >= t->token_count)
		return true;
	if (t->token[i].kind == TOKEN_PUNCT)
		return strchr(",;:.!?)", t->norm[t->token[i].begin]) != NULL &&
		       (i + 1 >= t->token_count ||
			   t->token[i + 1].space_before);
	return (t->token[i].cues & goes_on) != 0;
}

/* "[Eastgate Walk]-in", "[Rotunda Lying]-in": a house, whose doors are open. */
void
redact_house_in(const struct text *t, struct span *s)
{
	static const char *const open[] = {"drop", "lying", "walk", NULL};
	size_t i;

	if (s->label > SCRUB_ORGANIZATION || s->person ||
	    strncmp(t->fold + s->end, "-in", 3) != 0)
		return;
	i = text_token_from(t, s->end);
	if (i > 0 && i + 1 < t->token_count && token_one_of(t, i - 1, open) &&
	    t->token[i - 1].begin > s->begin &&
	    token_is(t, &t->token[i + 1], "in")) {
		s->end = t->token[i + 1].end;
		s->label = SCRUB_ORGANIZATION;
	}
}

/*
 * "[Okaba] Baru", "[Harlan] West": a side or an age of it. In small letters
 * behind a name in small letters: "[hermina] kecil", but "tengah operasi" is
 * no part of it, and "baru" is "just" where more follows.
 */
void
redact_house_tail(const struct text *t, struct span *s)
{
	static const char *const plain[] = {"dalam", "luar", "tengah", "north",
	    "south", "east", "west", "road", "lane", "junction", "besar", NULL};
	const struct token *w;
	size_t i;

	if ((s->label != SCRUB_LOCATION && s->label != SCRUB_ORGANIZATION) ||
	    t->all_caps || !(t->lists & LIST_PLACE_TAIL) ||
	    t->norm[s->end] != ' ')
		return;
	i = text_token_from(t, s->end);
	w = &t->token[i];
	if (i >= t->token_count || w->begin != s->end + 1 ||
	    !(w->lists & LIST_PLACE_TAIL))
		return;
	if (w->letter_case == CASE_LOWER &&
	    (strcmp(s->layer, "context") != 0 ||
		!(t->norm[s->begin] >= 'a' && t->norm[s->begin] <= 'z') ||
		token_one_of(t, i, plain) ||
		(token_is(t, w, "baru") && !redact_ends_at(t, i + 1))))
		return;
	s->end = w->end;
}

/* "[Fell View] care home": what is called like a place, and what it is. */
void
redact_house_kind(const struct text *t, struct span *s)
{
	size_t i, at;

	if (s->label != SCRUB_LOCATION || strcmp(s->layer, "context") != 0 ||
	    !(t->lists & LIST_HOUSE_MID) || t->norm[s->end] != ' ' ||
	    (t->fold[s->end - 1] >= '0' && t->fold[s->end - 1] <= '9'))
		return;
	i = text_token_from(t, s->end);
	for (at = i; at < i + 2 && in_list(t, at, LIST_HOUSE_MID); at++)
		;
	if (at == i || t->token[i].begin != s->end + 1 ||
	    !in_list(t, at, LIST_HOUSE_END))
		return;
	s->end = t->token[at].end;
	s->label = SCRUB_ORGANIZATION;
}

/* "SDN Manggis 2", "Arso 7,": below twenty, or a word. */
static bool
is_number(const struct text *t, size_t i)
{
	static const char *const words[] = {"dua", "tiga", "empat", "lima",
	    "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", NULL};
	const struct token *w = &t->token[i];

	if (w->kind == TOKEN_NUMBER)
		return w->end - w->begin == 1 ||
		       (w->end - w->begin == 2 && t->norm[w->begin] == '1');
	return w->kind == TOKEN_WORD && token_one_of(t, i, words);
}

/* "[Tolland Fire Company] No. 2": behind its word, whatever follows; without a
 * stop a house's only. */
static bool
is_numbered(const struct text *t, size_t *i, bool house)
{
	size_t at = *i + 1;

	if (!token_is(t, &t->token[*i], "no") ||
	    !(house || token_sign(t, at, '.')))
		return false;
	at += token_sign(t, at, '.');
	if (at >= t->token_count || t->token[at].kind != TOKEN_NUMBER ||
	    t->token[at].end - t->token[at].begin > 2)
		return false;
	*i = at;
	return true;
}

/* "39 [Engineer Regiment]", "2nd [Battalion Fort Reyes]": which of several, as
 * armies count. */
void
redact_house_unit(const struct text *t, struct span *s)
{
	FEW(units, "base", "battalion", "brigade", "division", "field",
	    "forces", "gurkha", "infantry", "mil", "military", "mountain",
	    "regiment", "squadron");
	const struct token *w;
	size_t i, at;

	if (s->label != SCRUB_ORGANIZATION || s->person)
		return;
	i = before(t, s->begin);
	if (i >= t->token_count)
		return;
	w = &t->token[i];
	if (t->fold[w->begin] < '1' || t->fold[w->begin] > '9' ||
	    w->end - w->begin > 5 ||
	    (w->kind == TOKEN_NUMBER && w->end - w->begin > 3) ||
	    (i > 0 && !t->token[i - 1].space_before &&
		t->token[i - 1].kind == TOKEN_PUNCT))
		return;
	for (at = i + 1; at < t->token_count && t->token[at].end <= s->end;
	     at++)
		if (token_few(t, at, &units)) {
			s->begin = w->begin;
			return;
		}
}

/* "[sma pelita kasih] 1 nyumbang": schools are numbered, whatever follows. */
static bool
is_school(const struct text *t, const struct span *s, size_t next)
{
	FEW(counted, "anak", "guru", "kasus", "murid", "org", "orang", "pasien",
	    "siswa");

	FEW(schools, "mts", "mtsn", "sd", "sdn", "sma", "sman", "smk", "smkn",
	    "smp", "smpn", "tk");

	return s->label == SCRUB_ORGANIZATION &&
	       !token_few(t, next, &counted) &&
	       token_few(t, text_token_from(t, s->begin), &schools);
}

/* "[samator] dua", "[SDN Manggis] 2 minta": which of several it is. */
void
redact_house_number(const struct text *t, struct span *s)
{
	size_t i;

	if ((s->label != SCRUB_LOCATION && s->label != SCRUB_ORGANIZATION) ||
	    s->person || strcmp(s->layer, "context") != 0 ||
	    t->norm[s->end] != ' ' ||
	    !(t->fold[s->end - 1] >= 'a' && t->fold[s->end - 1] <= 'z'))
		return;
	i = text_token_from(t, s->end);
	if (i < t->token_count && t->token[i].begin == s->end + 1 &&
	    (is_numbered(t, &i, s->label == SCRUB_ORGANIZATION) ||
		(is_number(t, i) &&
		    (redact_ends_at(t, i + 1) || is_school(t, s, i + 1)))))
		s->end = t->token[i].end;
}
