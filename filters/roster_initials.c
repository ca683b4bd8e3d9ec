/* SPDX-License-Identifier: MIT */
/* The roster's persons by their initials. */
#include "roster.h"

#include <string.h>

#include "words.h"

/* clang-format off */
static const char *const titles[] = { "dr", "mr", "mrs", "ms", "miss", "prof",
	"sister", "nurse", "pt", "patient", "pak", "bpk", "bu", "ibu", "ny", "tn",
	"nn", "an", "by", "sdr", "mas", "mbak", "pasien", "ns", "mx", NULL };
/* clang-format on */

/* Whose initials these letters are. */
static uint64_t
initials_of(const struct roster *r, const char *letters, size_t len)
{
	uint64_t persons = 0;

	if (len < 2 || (r->may.initials[(uint8_t)letters[0] & 31] >>
			       ((uint8_t)letters[1] & 31) &
			   1) == 0)
		return 0;
	for (size_t i = 0; i < r->initial_count; i++) {
		if (strlen(r->initials[i].letters) == len &&
		    memcmp(r->initials[i].letters, letters, len) == 0)
			persons |= UINT64_C(1) << r->initials[i].person;
	}
	return persons;
}

/*
 * Single letters one after another: "R.K.", "M G R", "K-E-T-T-E-R-I-N-G".
 * Returns how many tokens, and the letters.
 */
static size_t
letters_from(const struct text *t, size_t i, char *letters, size_t room,
    size_t *count, bool *dots)
{
	size_t k = i, end = i;

	*count = 0;
	*dots = false;
	while (k < t->token_count && *count < room) {
		const struct token *w = &t->token[k];

		if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
		    w->letter_case != t->token[i].letter_case)
			break;
		letters[(*count)++] = t->fold[w->begin];
		end = ++k;
		if (token_sign(t, k, '.') || token_sign(t, k, '-')) {
			*dots = true;
			if (token_sign(t, k, '.'))
				end = k + 1;
			k++;
		}
	}
	return end - i;
}

/* "5 mg/s. L renal": a letter that hangs on something is no initial. */
static bool
stands_free(const struct text *t, size_t i)
{
	return i == 0 || t->token[i].space_before ||
	       token_sign(t, i - 1, '(') || token_sign(t, i - 1, '-') ||
	       token_sign(t, i - 1, '"');
}

/* "Miss M", "pt K." */
static bool
titled(const struct text *t, size_t i)
{
	if (i > 0 && token_sign(t, i - 1, '.'))
		i--;
	return i > 0 && token_one_of(t, i - 1, titles);
}

/* Who has a name that begins so. */
static uint64_t
begin_with(const struct roster *r, char letter)
{
	uint64_t persons = 0;

	for (unsigned p = 0; p < r->person_count; p++) {
		if (memchr(r->person[p].initials, letter,
			r->person[p].initial_count))
			persons |= UINT64_C(1) << p;
	}
	return persons;
}

size_t
roster_match_letters(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	char letters[32];
	size_t count, taken;
	bool dots;
	struct roster_hit hit = {
	    .first = (uint32_t)i, .certainty = 85, .rule = "roster-initials"};
	const struct roster_part *p;

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
	    !stands_free(t, i))
		return 0;
	taken = letters_from(t, i, letters, sizeof(letters), &count, &dots);
	hit.last = (uint32_t)(i + taken - 1);
	p = count > 3 ? roster_part(r, letters, count) : NULL;
	hit.persons = p            ? p->persons
		      : count == 1 ? begin_with(r, letters[0])
				   : initials_of(r, letters, count);
	if (!hit.persons || (!dots && w->letter_case != CASE_UPPER))
		return 0;
	if (count == 1 && !titled(t, i))
		return 0;
	/* "A B": without dots, two letters are initials behind a cue only. */
	hit.weak = !dots && count == 2;
	roster_add_hit(r, &hit);
	return taken;
}

bool
roster_match_initials(struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	struct roster_hit hit = {.first = (uint32_t)i,
	    .last = (uint32_t)i,
	    .certainty = 80,
	    .rule = "roster-initials"};

	if (w->kind != TOKEN_WORD || len < 2 || len > 5)
		return false;
	hit.persons = initials_of(r, t->fold + w->begin, len);
	if (hit.persons == 0)
		return false;
	hit.weak = w->letter_case != CASE_UPPER || t->all_caps ||
		   words_class(w->words) != WORD_IS_UNKNOWN;
	roster_add_hit(r, &hit);
	return true;
}

/* Is token i a single letter that one of these persons begins a name with? */
static bool
own_letter(
    const struct roster *r, const struct text *t, size_t i, uint64_t persons)
{
	const struct token *w = &t->token[i];

	if (w->kind != TOKEN_WORD || w->end - w->begin != 1 ||
	    w->letter_case != CASE_UPPER)
		return false;
	for (unsigned p = 0; p < r->person_count; p++) {
		if ((persons >> p & 1) != 0 &&
		    memchr(r->person[p].initials, t->fold[w->begin],
			r->person[p].initial_count))
			return true;
	}
	return false;
}

/* A letter after the name that is no side: "Kettering R knee". */
static bool
letter_behind(
    const struct roster *r, const struct text *t, size_t k, uint64_t persons)
{
	char letter;

	if (k >= t->token_count || !own_letter(r, t, k, persons))
		return false;
	letter = t->fold[t->token[k].begin];
	return k + 1 == t->token_count || token_sign(t, k + 1, '.') ||
	       (token_sign(t, k + 1, ',') && letter != 'r' && letter != 'l');
}

/* "R. Kettering", "W-L Cho", "Kettering, R.", "Zulu 41". */
void
roster_take_letters(
    const struct roster *r, const struct text *t, struct roster_hit *hit)
{
	size_t i = hit->first, k = hit->last + 1u;

	while (i > 0) {
		if (token_sign(t, i - 1, '.') || token_sign(t, i - 1, '-'))
			i--;
		if (i == 0 || !own_letter(r, t, i - 1, hit->persons))
			break;
		hit->first = (uint32_t)--i;
	}
	if (k < t->token_count && t->token[k].kind == TOKEN_NUMBER) {
		const struct token *w = &t->token[k];
		const struct roster_part *p =
		    roster_part(r, t->fold + w->begin, w->end - w->begin);

		if (p && (p->persons & hit->persons) != 0)
			hit->last = (uint32_t)k;
		return;
	}
	if (token_sign(t, k, ','))
		k++;
	if (letter_behind(r, t, k, hit->persons))
		hit->last = (uint32_t)k;
}
