/* SPDX-License-Identifier: MIT */
/* The roster's names in pieces: "M*a*r*i*a", "Gonz**alez", "M, a, r, i, a",
 * "Mike Alfa Romeo India Alfa", "M4r1a". */
#include "roster_pieces.h"

#include <string.h>

#include "lang/lexicon.h"
#include "words.h"

#define PIECES_BACK 32u   /* of them looked at again with the next ones */
#define PIECES_MIN 3u     /* fewer letters are anything */
#define PIECES_FAR 5u     /* as many may stand in the middle of others */
#define PIECES_SIGNS 8u   /* between two pieces: an emoji is up to seven */
#define PIECES_BESIDE 16u /* taken along with a name that was found */

/* The letter that token i stands for: itself, or "Mike". 0: a word. */
static inline char
letter_of(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char first = t->fold[w->begin];

	if (w->kind != TOKEN_WORD || first < 'a' || first > 'z')
		return 0;
	return w->end - w->begin == 1 || (w->lists & LIST_LETTER) != 0 ? first
								       : 0;
}

static bool
add_letters(struct pieces *p, const struct text *t, size_t i, char one)
{
	const struct token *w = &t->token[i];
	const size_t len = one ? 1 : w->end - w->begin;

	if (p->len + len > PIECES_MAX)
		return false;
	for (size_t k = 0; k < len; k++) {
		p->begins[p->len] = k == 0;
		p->token[p->len] = (uint32_t)i;
		p->letter[p->len++] = one ? one : t->fold[w->begin + k];
	}
	p->count++;
	p->signs =
	    p->signs || w->kind == TOKEN_MIXED || w->kind == TOKEN_NUMBER;
	p->plain = p->plain && len > 1 && words_class(w->words) == WORD_IS_SAFE;
	p->next = i + 1;
	return true;
}

/* "M for Mike", "M as in Maria": the last token of it, or i. */
static size_t
told_letter(const struct text *t, size_t i)
{
	static const char *const words[] = {"for", "like", "untuk", NULL};
	const size_t k = token_one_of(t, i + 1, words) ? i + 2
			 : i + 3 < t->token_count &&
				 token_is(t, &t->token[i + 1], "as") &&
				 token_is(t, &t->token[i + 2], "in")
			     ? i + 3
			     : i;

	return k < t->token_count && t->token[i].end - t->token[i].begin == 1 &&
		       t->fold[t->token[k].begin] == t->fold[t->token[i].begin]
		   ? k
		   : i;
}

/* The next token with letters, when it belongs to the piece before; 0: none. */
static size_t
next_piece(struct pieces *p, const struct text *t, size_t i, bool one)
{
	bool apart = false, odd = false, signs = false;
	size_t k;

	if (one)
		i = told_letter(t, i);
	k = i + 1;
	for (; k < t->token_count && k <= i + 1 + PIECES_SIGNS; k++) {
		const struct token *w = &t->token[k];
		const char sign = t->norm[w->begin];

		apart = apart || w->space_before;
		if (w->kind != TOKEN_PUNCT)
			break;
		odd = odd || !pieces_ordinary(sign) || k > i + 1;
		signs = signs || sign == '@' || sign == '$' || sign == '!' ||
			sign == '|';
	}
	if (k >= t->token_count || t->token[k].kind == TOKEN_PUNCT)
		return 0;
	if (apart && !(one && letter_of(t, k)))
		return 0;
	p->odd = p->odd || odd;
	p->signs = p->signs || (signs && !apart);
	p->loose = p->loose || apart;
	return k;
}

static void
collect(struct pieces *p, const struct text *t, size_t i)
{
	p->len = p->count = 0;
	p->odd = p->signs = p->loose = false;
	p->plain = true;
	p->next = i + 1;
	for (;;) {
		size_t next = next_piece(p, t, i, letter_of(t, i) != 0);
		/* "Golf" of a name is a word, in a row of such a letter. */
		char one = letter_of(t, i);

		if (one && t->token[i].end - t->token[i].begin > 1 &&
		    !(next && letter_of(t, next)) &&
		    !(p->len > 0 && letter_of(t, p->token[p->len - 1])))
			one = 0;
		if (!add_letters(p, t, i, one) || next == 0)
			return;
		i = next;
	}
}

/* A sign that glues: an emoji, "_", "*". */
static bool
glues(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const char sign = t->norm[w->begin];

	return w->kind == TOKEN_PUNCT && !w->space_before &&
	       (sign == '_' || sign == '*' || (sign & 0x80) != 0);
}

/* Is token i a piece of something, and no word? */
static bool
is_scrap(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return w->kind != TOKEN_PUNCT &&
	       (w->end - w->begin < 2 || words_class(w->words) != WORD_IS_SAFE);
}

void
roster_take_pieces(const struct text *t, struct roster_hit *hit)
{
	for (unsigned n = 0; n < PIECES_BESIDE; n++) {
		size_t k = hit->last + 1u;

		while (k <= hit->last + PIECES_SIGNS && k < t->token_count &&
		       glues(t, k))
			k++;
		if (k == hit->last + 1u || k >= t->token_count ||
		    t->token[k].space_before || !is_scrap(t, k))
			break;
		hit->last = (uint32_t)k;
	}
	for (unsigned n = 0; n < PIECES_BESIDE; n++) {
		size_t k = hit->first;

		while (k > 0 && k + PIECES_SIGNS > hit->first &&
		       !t->token[k].space_before && glues(t, k - 1))
			k--;
		if (k == hit->first || k == 0 || t->token[k].space_before ||
		    !is_scrap(t, k - 1))
			break;
		hit->first = (uint32_t)k - 1;
	}
}

void
roster_found_piece(struct roster *r, const struct text *t, size_t first,
    size_t last, const struct roster_part *part, unsigned certainty,
    struct spans *found)
{
	struct roster_hit hit = {.first = (uint32_t)first,
	    .last = (uint32_t)told_letter(t, last),
	    .persons = part->persons};
	unsigned person = 0;

	if (part->persons) {
		roster_take_letters(r, t, &hit);
		roster_take_pieces(t, &hit);
	}
	spans_add(found, t->token[hit.first].begin, t->token[hit.last].end,
	    (enum scrub_label)part->label, "roster",
	    part->persons ? "roster-pieces" : "roster-place", certainty);
	if (!part->persons || found->count == 0)
		return;
	while ((part->persons >> person & 1) == 0)
		person++;
	found->at[found->count - 1].person = (uint8_t)(person + 1);
}

/* Does the part from letter i on count, though it is in pieces? */
static bool
is_telling(const struct pieces *p, size_t i, size_t len)
{
	const size_t last = i + len - 1;

	if (p->token[i] == p->token[last] || p->plain)
		return false;
	if (p->begins[i] && pieces_end(p, last))
		return true;
	return len >= PIECES_FAR && (p->odd || p->count * 2 > p->len);
}

/* Does some part that is no longer than the rest begin with letter i? */
static bool
may_begin_part(const struct roster *r, const struct pieces *p, size_t i)
{
	const uint64_t lens = r->may.part_lens[(uint8_t)p->letter[i] & 31];
	const size_t rest = p->len - i;
	const uint64_t most =
	    rest < 63 ? ((uint64_t)2 << rest) - 1 : UINT64_MAX;

	return (lens & most) >> PIECES_MIN != 0;
}

static size_t
find_parts(struct roster *r, const struct text *t, const struct pieces *p,
    struct spans *found)
{
	size_t hits = 0;

	for (size_t i = 0; i < p->len; i++) {
		if (!may_begin_part(r, p, i))
			continue;
		for (size_t len = p->len - i; len >= PIECES_MIN; len--) {
			const struct roster_part *part;

			if (!roster_may_be_part(r, p->letter[i], len) ||
			    !is_telling(p, i, len))
				continue;
			part = roster_part(r, p->letter + i, len);
			if (!part)
				continue;
			roster_found_piece(r, t, p->token[i],
			    p->token[i + len - 1], part, 92, found);
			hits++;
			i += len - 1;
			break;
		}
	}
	return hits;
}

/* Letters that are in it, as drawn, a bit each. */
static uint32_t
drawn_letters(const struct pieces *p)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < p->len; i++)
		bits |= 1u << ((uint8_t)roster_drawn(p->letter[i]) & 31);
	return bits;
}

/* The same of a part: l and i are one. */
static uint32_t
part_letters(const struct roster_part *part)
{
	const uint32_t l = 1u << ('l' & 31);

	return part->letters & l ? (part->letters & ~l) | 1u << ('i' & 31)
				 : part->letters;
}

/* May three letters, as drawn, begin any part? */
static bool
begins_drawn(const struct roster *r, const struct pieces *p)
{
	unsigned one = (uint8_t)roster_drawn(p->letter[0]) & 31;
	unsigned two = (uint8_t)roster_drawn(p->letter[1]) & 31;

	for (size_t i = 2; i < p->len; i++) {
		const unsigned three = (uint8_t)roster_drawn(p->letter[i]) & 31;

		if ((r->may.drawn[one] >> two & 1) != 0 &&
		    (r->may.drawn_third[two] >> three & 1) != 0)
			return true;
		one = two;
		two = three;
	}
	return false;
}

static bool
has_both(const struct pieces *p)
{
	bool digit = false, letter = false;

	for (size_t i = 0; i < p->len; i++) {
		digit = digit || p->letter[i] < 'a';
		letter = letter || p->letter[i] >= 'a';
	}
	return digit && letter;
}

/* "M4ria", "Ech3verría": every letter, some of them drawn. */
static bool
looks_drawn(const char *word, const struct pieces *p, size_t i, size_t len)
{
	bool digit = false, letter = false;

	for (size_t k = 0; k < len; k++) {
		const char c = p->letter[i + k];

		if (roster_drawn(c) != roster_drawn(word[k]))
			return false;
		digit = digit || c < 'a';
		letter = letter || c >= 'a';
	}
	return digit && letter;
}

/* "5am" is no Sam: a short one has its digits within. */
static bool
drawn_may_be(const struct pieces *p, size_t i, size_t len)
{
	const size_t last = i + len - 1;

	if (len >= 5)
		return true;
	if (!p->begins[i] || !pieces_end(p, last))
		return false;
	return len == 4 ||
	       (len == 3 && p->letter[i] >= 'a' && p->letter[last] >= 'a');
}

static void
find_drawn(struct roster *r, const struct text *t, const struct pieces *p,
    struct spans *found)
{
	uint32_t letters;

	if (p->len < PIECES_MIN || !begins_drawn(r, p) || !has_both(p))
		return;
	letters = drawn_letters(p);
	for (size_t k = 0; k < r->part_count; k++) {
		const struct roster_part *part = &r->part[k];

		if (part->len < PIECES_MIN || part->len > p->len ||
		    (part_letters(part) & ~letters) != 0)
			continue;
		for (size_t i = 0; i + part->len <= p->len; i++) {
			if (!looks_drawn(
				roster_word(r, part), p, i, part->len) ||
			    !drawn_may_be(p, i, part->len))
				continue;
			roster_found_piece(r, t, p->token[i],
			    p->token[i + part->len - 1], part, 88, found);
			break;
		}
	}
}

/* "Gonz*lez", "J.e.n.i.f.e.r": all of it is a name with a mistake. */
static void
find_nearly(struct roster *r, const struct text *t, const struct pieces *p,
    struct spans *found)
{
	const struct roster_part *part = roster_nearly(r, p->letter, p->len);

	if (part)
		roster_found_piece(
		    r, t, p->token[0], p->token[p->len - 1], part, 80, found);
}

/* The same with letters for the signs between them: "M@ria". */
static void
draw_signs(struct pieces *p, const struct text *t)
{
	struct pieces all = {.plain = p->plain};
	const size_t last = p->len > 0 ? p->token[p->len - 1] : 0;

	for (size_t k = p->len > 0 ? p->token[0] : 1; k <= last; k++) {
		const struct token *w = &t->token[k];
		const size_t len = w->end - w->begin;

		if (w->kind == TOKEN_PUNCT &&
		    (len > 1 || strchr("@$!|", t->norm[w->begin]) == NULL))
			continue;
		if (all.len + len > PIECES_MAX)
			break;
		for (size_t n = 0; n < len; n++) {
			all.begins[all.len] = n == 0;
			all.token[all.len] = (uint32_t)k;
			all.letter[all.len++] = t->fold[w->begin + n];
		}
	}
	all.next = p->next;
	*p = all;
}

/* May token i begin something in pieces? */
static bool
may_begin(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	if (w->kind == TOKEN_PUNCT)
		return false;
	if (w->kind == TOKEN_MIXED)
		return true;
	if (i + 2 >= t->token_count)
		return i + 1 < t->token_count && letter_of(t, i) != 0 &&
		       letter_of(t, i + 1) != 0;
	/* "word, word" and "word." are what texts are made of. */
	if (t->token[i + 1].kind == TOKEN_PUNCT &&
	    !t->token[i + 1].space_before)
		return t->token[i + 2].kind == TOKEN_PUNCT ||
		       !t->token[i + 2].space_before || letter_of(t, i) != 0;
	return letter_of(t, i) != 0;
}

void
roster_scan_pieces(struct roster *r, const struct text *t, struct spans *found)
{
	struct pieces p;

	for (size_t i = 0; i < t->token_count;) {
		size_t hits = 0;

		if (!may_begin(t, i)) {
			i++;
			continue;
		}
		collect(&p, t, i);
		i = p.next;
		if (p.count > 1 && !p.plain)
			hits = find_parts(r, t, &p, found);
		if (p.count > 1)
			roster_find_pair(r, t, &p, found);
		if (hits == 0 && p.count > 1 && !p.plain && p.len <= 40 &&
		    (p.odd || p.count * 2 > p.len))
			find_nearly(r, t, &p, found);
		if (p.signs) {
			draw_signs(&p, t);
			find_drawn(r, t, &p, found);
		}
		/* Cut off in the middle: once more from a little before. */
		if (p.len > PIECES_MAX - 2 * PIECES_BACK && p.count > 2 &&
		    p.token[p.len - PIECES_BACK] > p.token[0] + 1 &&
		    p.next < t->token_count)
			i = p.token[p.len - PIECES_BACK];
	}
	explicit_bzero(&p, sizeof(p));
}
