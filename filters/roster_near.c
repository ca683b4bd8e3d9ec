/* SPDX-License-Identifier: MIT */
/* The roster's single names where they are not as they were given. */
#include "roster.h"

#include <string.h>

#include "words.h"

#define NEARLY_MIN 5u /* letters in pieces with a mistake in them */

/*
 * Can it be a misspelling at all? An ordinary word is itself, but for one that
 * has a capital within a sentence ("waiting for Tanka") or that its neighbours
 * make a name ("dr chug"). Of three letters there are too many words that
 * somebody's list knows.
 */
static bool
may_be_mistake(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const unsigned told = WORD_FREQUENT | WORD_MEDICAL | WORD_BRAND |
			      WORD_CURATED | WORD_COUNTRY | WORD_THING;
	size_t len = w->end - w->begin;
	enum word_class class = words_class(w->words);

	if (class == WORD_IS_UNKNOWN)
		return len >= ROSTER_FUZZY_MIN - 1 && len <= 64;
	if (len < ROSTER_FUZZY_MIN || len > 64)
		return false;
	return class != WORD_IS_SAFE ||
	       ((w->words & told) == 0 &&
		   (roster_caseless(t) || roster_beside(t, i) ||
		       (w->letter_case == CASE_TITLE && !w->sentence_start)));
}

static roster_four
all_of(uint32_t letters)
{
	return (roster_four){letters, letters, letters, letters};
}

/* Which of the four have no bit, as a bit each. */
static unsigned
none_set(roster_four bits)
{
	const roster_four none = (roster_four)(bits == 0);
	uint64_t half[2];

	memcpy(half, &none, sizeof(half));
	if ((half[0] | half[1]) == 0)
		return 0; /* nearly always */
	return (unsigned)(none[0] & 1) | (unsigned)(none[1] & 2) |
	       (unsigned)(none[2] & 4) | (unsigned)(none[3] & 8);
}

/* Two words that one mistake makes of each other differ in two letters at most:
 * those of the four parts that may be such. */
static unsigned
two_bits(roster_four bits)
{
	bits &= bits - 1;
	bits &= bits - 1;
	return none_set(bits);
}

/* Likewise two mistakes, in four letters. */
static unsigned
few_bits(roster_four bits)
{
	bits &= bits - 1;
	bits &= bits - 1;
	return two_bits(bits);
}

static bool
is_misspelt(const struct roster_part *p, const struct roster *r,
    const char *word, size_t len, uint32_t letters, enum word_class class)
{
	uint32_t differ = p->letters ^ letters;
	const unsigned most = p->len >= ROSTER_FUZZY_TWO ? 2 : 1;
	const size_t gap = p->len > len ? p->len - len : len - p->len;

	/* One mistake changes two letters at most. */
	differ &= differ - 1;
	if (p->len < ROSTER_FUZZY_MIN || gap > most ||
	    (most == 1 && (differ & (differ - 1)) != 0))
		return false;
	/* Another known name, near a short one, is another person. */
	if (class != WORD_IS_UNKNOWN && class != WORD_IS_SAFE && p->len < 6)
		return false;
	return roster_distance(roster_word(r, p), p->len, word, len, most) <=
	       most;
}

const struct roster_part *
roster_misspelt(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;
	const char *word = t->fold + w->begin;
	size_t best = r->part_count, from, to;
	uint32_t letters;
	bool two;
	enum word_class class = words_class(w->words);

	if (!may_be_mistake(t, i))
		return NULL;
	letters = roster_letters(word, len);
	/* Two letters more or fewer are of long parts only. */
	from = len >= ROSTER_FUZZY_TWO + 2 ? len - 2
	       : len > ROSTER_FUZZY_MIN    ? len - 1
					   : ROSTER_FUZZY_MIN;
	two = len + 2 >= ROSTER_FUZZY_TWO;
	to = len + 2 + two;
	for (size_t k = r->near_from[from];
	     k < r->near_count && k <= r->near_from[to]; k++) {
		const struct roster_near *n = &r->near[k];
		const roster_four differ = n->letters ^ all_of(letters);
		unsigned may = two ? few_bits(differ) : two_bits(differ);

		for (; may != 0; may &= may - 1) {
			const unsigned at = (unsigned)__builtin_ctz(may);

			if (n->part[at] < best && !n->exact[at] &&
			    is_misspelt(&r->part[n->part[at]], r, word, len,
				letters, class))
				best = n->part[at];
		}
	}
	return best < r->part_count ? &r->part[best] : NULL;
}

const struct roster_part *
roster_nearly(const struct roster *r, const char *word, size_t len)
{
	const roster_four letters = all_of(roster_letters(word, len));
	const size_t from = len > NEARLY_MIN + 2 ? len - 2 : NEARLY_MIN;
	size_t best = r->part_count;

	for (size_t i = r->near_from[from];
	     i < r->near_count && i <= r->near_from[len + 3]; i++) {
		const struct roster_near *n = &r->near[i];
		unsigned may = few_bits(n->letters ^ letters);

		for (; may != 0; may &= may - 1) {
			const unsigned at = (unsigned)__builtin_ctz(may);
			const unsigned most =
			    n->len[at] >= ROSTER_FUZZY_TWO ? 2 : 1;

			if (n->part[at] < best && !n->exact[at] &&
			    n->len[at] >= NEARLY_MIN &&
			    roster_distance(
				roster_word(r, &r->part[n->part[at]]),
				n->len[at], word, len, most) <= most)
				best = n->part[at];
		}
	}
	return best < r->part_count ? &r->part[best] : NULL;
}

static bool
contains(const char *text, size_t len, const char *word, size_t word_len)
{
	for (size_t i = 0; i + word_len <= len; i++) {
		if (text[i] == word[0] && memcmp(text + i, word, word_len) == 0)
			return true;
	}
	return false;
}

bool
roster_tagged(const struct text *t, size_t i)
{
	return i > 0 &&
	       (token_sign(t, i - 1, '#') || token_sign(t, i - 1, '@'));
}

const struct roster_part *
roster_within(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin, best = r->part_count, last;
	roster_four others;
	const bool tag = roster_tagged(t, i);

	if (!tag && w->letter_case != CASE_MIXED &&
	    words_class(w->words) != WORD_IS_UNKNOWN)
		return NULL;
	others = all_of(~roster_letters(t->fold + w->begin, len));
	/* Only a shorter one is within it. */
	last = r->near_from[len < ROSTER_NEAR_LENS ? len : ROSTER_NEAR_LENS];
	for (size_t k = r->near_from[tag ? 3 : 5];
	     k < r->near_count && k <= last; k++) {
		const struct roster_near *n = &r->near[k];
		/* It has all the part's letters, or not the part. */
		unsigned may = none_set(n->letters & others);

		for (; may != 0; may &= may - 1) {
			const unsigned at = (unsigned)__builtin_ctz(may);

			if (n->len[at] < (tag ? 3 : 5) || n->len[at] >= len ||
			    (n->exact[at] && !tag) || n->part[at] >= best)
				continue;
			if (contains(t->fold + w->begin, len,
				roster_word(r, &r->part[n->part[at]]),
				n->len[at]))
				best = n->part[at];
		}
	}
	for (size_t k = 0; tag && k < r->part_count; k++) {
		const struct roster_part *p = &r->part[k];

		if (p->nick && p->len >= 3 && p->len < len && k < best &&
		    contains(
			t->fold + w->begin, len, roster_word(r, p), p->len))
			best = k;
	}
	return best < r->part_count ? &r->part[best] : NULL;
}

const struct roster_part *
roster_with_ending(const struct roster *r, const struct text *t, size_t i)
{
	static const struct {
		uint8_t len;
		char letters[4];
	} endings[] = {{3, "nya"}, {2, "ku"}, {2, "mu"}, {3, "lah"}, {3, "pun"},
	    {3, "kah"}, {1, "s"}};
	static const uint32_t lasts = 1u << ('a' & 31) | 1u << ('u' & 31) |
				      1u << ('h' & 31) | 1u << ('n' & 31) |
				      1u << ('s' & 31);
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;

	/* Nearly no word ends as one of them does, or is as long as a part
	 * with one to three letters more. */
	if (w->kind != TOKEN_WORD || len < 4 ||
	    (lasts >> ((uint8_t)word[len - 1] & 31) & 1) == 0 ||
	    (len < 60 && (r->may.part_lens[(uint8_t)word[0] & 31] >> (len - 3) &
			     7) == 0))
		return NULL;
	for (size_t k = 0; k < sizeof(endings) / sizeof(endings[0]); k++) {
		const size_t n = endings[k].len;
		const struct roster_part *p;

		if (len < n + (n < 3 ? 3 : 2) ||
		    word[len - 1] != endings[k].letters[n - 1] ||
		    !roster_may_be_part(r, word[0], len - n) ||
		    memcmp(word + len - n, endings[k].letters, n) != 0)
			continue;
		/* "Lis" may be somebody else than Li; "marias" is hers. */
		if (n == 1 && words_class(w->words) != WORD_IS_UNKNOWN &&
		    (len < 6 || (w->words & WORD_FREQUENT) != 0))
			continue;
		p = roster_part(r, word, len - n);
		/* What is made of an ordinary word may be one. */
		if (p && p->persons && !p->nick &&
		    (words_class(w->words) != WORD_IS_SAFE ||
			(!p->exact && p->len >= ROSTER_FUZZY_MIN)))
			return p;
	}
	return NULL;
}

/* Titles that are written together with a name. */
static const char *const glued_titles[] = {"mr", "mrs", "miss", "dr", "drg",
    "prof", "sister", "nurse", "bu", "ibu", "pak", "bpk", "bapak", "mas",
    "mbak", "tante", "bang", "kak", "suster", NULL};

/* The name that is these letters. */
static const struct roster_part *
glued_part(const struct roster *r, const char *word, size_t len)
{
	const struct roster_part *p =
	    len < 2 ? NULL : roster_part(r, word, len);

	return p && p->persons != 0 && !p->nick ? p : NULL;
}

/* "Jon2"; but PIP22 is what a machine says. */
static const struct roster_part *
numbered_part(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	size_t len = w->end - w->begin;

	while (len > 0 && word[len - 1] >= '0' && word[len - 1] <= '9')
		len--;
	if (len < 3 || (w->letter_case != CASE_TITLE && !roster_marked(t, w) &&
			   (words_find(SCRUB_EN, word, len) &
			       (WORD_MEDICAL | WORD_CURATED)) != 0))
		return NULL;
	return glued_part(r, word, len);
}

const struct roster_part *
roster_glued(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;

	if (w->kind == TOKEN_MIXED && len > 3 && i > 0 &&
	    token_sign(t, i - 1, '%') && memcmp(word, "20", 2) == 0)
		return glued_part(r, word + 2, len - 2);
	if (w->kind == TOKEN_MIXED)
		return numbered_part(r, t, i);
	if (w->kind != TOKEN_WORD ||
	    (w->letter_case != CASE_MIXED &&
		words_class(w->words) != WORD_IS_UNKNOWN))
		return NULL;
	for (size_t k = 0; glued_titles[k]; k++) {
		const size_t n = strlen(glued_titles[k]);
		const struct roster_part *p =
		    len > n && memcmp(word, glued_titles[k], n) == 0
			? glued_part(r, word + n, len - n)
			: NULL;

		if (p)
			return p;
	}
	return NULL;
}

bool
roster_marked(const struct text *t, const struct token *w)
{
	uint32_t begin, end;

	text_raw_range(t, w->begin, w->end, &begin, &end);
	for (uint32_t at = begin; at < end; at++) {
		if (((uint8_t)t->raw[at] & 0x80u) != 0)
			return true;
	}
	return false;
}

/* Is the word before n, with one sign behind it, no word of its own: "Re-" at
 * the end of a line and "yes", an emoji in "Je*sus"? */
static bool
torn(const struct text *t, size_t i, const struct token *n)
{
	const struct token *sign = &t->token[i + 1];
	const bool line = n == sign + 2 && token_sign(t, i + 2, '\n');

	if ((n != sign + 1 && !line) || sign->kind != TOKEN_PUNCT ||
	    sign->space_before)
		return false;
	return token_sign(t, i + 1, '-')
		   ? line
		   : !n->space_before &&
			 ((uint8_t)t->norm[sign->begin] & 0xF0u) >= 0xE0;
}

const struct roster_part *
roster_with_next(
    const struct roster *r, const struct text *t, size_t i, uint32_t *last)
{
	const struct token *w = &t->token[i], *n = w + 1;
	char word[64];
	size_t a = w->end - w->begin, b;
	const struct roster_part *p = NULL;

	if (i + 2 < t->token_count && n->kind == TOKEN_PUNCT &&
	    (token_sign(t, i + 1, '-') || token_sign(t, i + 1, '\'') ||
		torn(t, i, n + 1)))
		n += token_sign(t, i + 2, '\n') ? 2 : 1;
	if (i + 1 >= t->token_count || n->kind == TOKEN_PUNCT)
		return NULL;
	b = n->end - n->begin;
	*last = (uint32_t)(n - t->token);
	/* "in" and "dia" make no India of ordinary words. */
	if (a + b < 5 || a + b > sizeof(word) ||
	    !roster_may_be_part(r, t->fold[w->begin], a + b) ||
	    (words_class(w->words) == WORD_IS_SAFE &&
		words_class(n->words) == WORD_IS_SAFE && !torn(t, i, n)))
		return NULL;
	memcpy(word, t->fold + w->begin, a);
	memcpy(word + a, t->fold + n->begin, b);
	p = roster_part(r, word, a + b);
	explicit_bzero(word, sizeof(word));
	return p && p->persons && (a + b > 5 || !p->exact) ? p : NULL;
}
