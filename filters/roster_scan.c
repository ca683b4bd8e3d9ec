/* SPDX-License-Identifier: MIT */
#include "roster.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "words.h"

#define GAP_TOKENS 3u /* between two names of one person: "van", "M", "." */

void
roster_add_hit(struct roster *r, const struct roster_hit *hit)
{
	if (r->hit_count == r->hit_room) {
		size_t room = r->hit_room ? r->hit_room * 2 : 32;
		struct roster_hit *more =
		    realloc(r->hit, room * sizeof(*r->hit));

		if (!more) {
			r->failed = true;
			return;
		}
		r->hit = more;
		r->hit_room = room;
	}
	r->hit[r->hit_count++] = *hit;
}

/*
 * May this word, which somebody of the case is called, be an ordinary one
 * here? Only what staff say all the time ("will", "may") and what instruments
 * are called ("clip", "hook") gets the benefit of the doubt: a finch is seldom
 * seen in an operating room, a nurse of that name always.
 */
static bool
weak_word(const struct text *t, const struct token *w)
{
	bool capital =
	    w->letter_case == CASE_TITLE || w->letter_case == CASE_UPPER;
	enum word_class class = words_class(w->words);

	if (w->end - w->begin < 3 && !capital)
		return true;
	if (class == WORD_IS_SAFE || (w->words & WORD_FREQUENT) != 0)
		return true;
	return (w->words & WORD_THING) != 0 && !capital && !t->no_caps;
}

static bool
ends_here(const struct text *t, size_t i)
{
	return i >= t->token_count || token_sign(t, i, '.') ||
	       token_sign(t, i, '!') || token_sign(t, i, '?');
}

/* "will asking for more": no grammar has it but that of haste. */
static bool
gerund_at(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return i < t->token_count && w->end - w->begin > 5 &&
	       memcmp(t->fold + w->end - 3, "ing", 3) == 0;
}

/* Do the neighbours, or a capital, make an ordinary word a name here? */
static bool
seen_as_name(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	bool title = w->letter_case == CASE_TITLE && !t->all_caps;
	size_t prev = i;

	while (prev > 0 && token_sign(t, prev - 1, '.'))
		prev--;
	if (prev > 0) {
		prev--;
		if (token_sign(t, prev, '@') || token_sign(t, prev, '#') ||
		    in_list(t, prev, LIST_ROSTER_BEFORE))
			return true;
		if (ends_here(t, i + 1) &&
		    (token_sign(t, prev, ',') ||
			in_list(t, prev, LIST_ROSTER_POLITE)))
			return true;
	}
	if (in_list(t, i + 1, LIST_ROSTER_AFTER))
		return true;
	if (title && !w->sentence_start)
		return true;
	if (w->sentence_start &&
	    (token_sign(t, i + 1, ',') || gerund_at(t, i + 1)))
		return true;
	return title && (w->words & WORD_FREQUENT) == 0;
}

static const struct roster_part *
joined_with_next(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i], *n = w + 1;
	char word[64];
	size_t a = w->end - w->begin, b;
	const struct roster_part *p = NULL;

	if (i + 2 < t->token_count && n->kind == TOKEN_PUNCT &&
	    (token_sign(t, i + 1, '-') || token_sign(t, i + 1, '\'')))
		n++;
	if (i + 1 >= t->token_count || n->kind == TOKEN_PUNCT)
		return NULL;
	b = n->end - n->begin;
	/* "in" and "dia" make no India of ordinary words. */
	if (a + b < 6 || a + b > sizeof(word) ||
	    (words_class(w->words) == WORD_IS_SAFE &&
		words_class(n->words) == WORD_IS_SAFE) ||
	    !roster_may_be_part(r, t->fold[w->begin], a + b))
		return NULL;
	memcpy(word, t->fold + w->begin, a);
	memcpy(word + a, t->fold + n->begin, b);
	p = roster_part(r, word, a + b);
	explicit_bzero(word, sizeof(word));
	return p && p->persons ? p : NULL;
}

/*
 * Can it be a misspelling at all? An ordinary word is itself, but for one that
 * has a capital within a sentence ("waiting for Tanka"). Of three letters
 * there are too many words that somebody's list knows.
 */
static bool
may_be_mistake(const struct text *t, const struct token *w)
{
	const unsigned told = WORD_FREQUENT | WORD_MEDICAL | WORD_BRAND |
			      WORD_CURATED | WORD_COUNTRY | WORD_THING;
	size_t len = w->end - w->begin;
	enum word_class class = words_class(w->words);

	if (class == WORD_IS_UNKNOWN)
		return len >= ROSTER_FUZZY_MIN - 1 && len <= 64;
	if (len < ROSTER_FUZZY_MIN || len > 64)
		return false;
	return class != WORD_IS_SAFE ||
	       (w->letter_case == CASE_TITLE && !w->sentence_start &&
		   !t->all_caps && (w->words & told) == 0);
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

/* Two words that two mistakes make of each other differ in four letters at
 * most: those of the four parts that may be such. */
static unsigned
few_bits(roster_four bits)
{
	bits &= bits - 1;
	bits &= bits - 1;
	bits &= bits - 1;
	bits &= bits - 1;
	return none_set(bits);
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

/* The part that the word is a misspelling of, or NULL. */
static const struct roster_part *
misspelt(const struct roster *r, const struct text *t, const struct token *w)
{
	size_t len = w->end - w->begin;
	const char *word = t->fold + w->begin;
	size_t best = r->part_count, from, to;
	uint32_t letters;
	enum word_class class = words_class(w->words);

	if (!may_be_mistake(t, w))
		return NULL;
	letters = roster_letters(word, len);
	from = len < ROSTER_FUZZY_MIN + 2 ? ROSTER_FUZZY_MIN : len - 2;
	to = len + 3;
	for (size_t i = r->near_from[from];
	     i < r->near_count && i <= r->near_from[to]; i++) {
		const struct roster_near *n = &r->near[i];
		unsigned may = few_bits(n->letters ^ all_of(letters));

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

static bool
contains(const char *text, size_t len, const char *word, size_t word_len)
{
	for (size_t i = 0; i + word_len <= len; i++) {
		if (text[i] == word[0] && memcmp(text + i, word, word_len) == 0)
			return true;
	}
	return false;
}

/* The part that stands somewhere in "#PrayForMaria" or "drkettering". */
static const struct roster_part *
within(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin, best = r->part_count;
	roster_four others;
	bool tag =
	    i > 0 && (token_sign(t, i - 1, '#') || token_sign(t, i - 1, '@'));

	if (!tag && w->letter_case != CASE_MIXED &&
	    words_class(w->words) != WORD_IS_UNKNOWN)
		return NULL;
	others = all_of(~roster_letters(t->fold + w->begin, len));
	for (size_t k = r->near_from[tag ? 3 : 5]; k < r->near_count; k++) {
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
	return best < r->part_count ? &r->part[best] : NULL;
}

/* One word of a place; "St Colman's" with its saint. */
static void
add_place(const struct text *t, size_t i, const struct roster_part *p,
    unsigned certainty, struct spans *found)
{
	static const char *const saints[] = {
	    "st", "sta", "saint", "san", "santa", "santo", NULL};
	size_t prev = i > 0 && token_sign(t, i - 1, '.') ? i - 1 : i;
	size_t from =
	    prev > 0 && token_one_of(t, prev - 1, saints) ? prev - 1 : i;

	if (p->with_s && token_sign(t, i + 1, '\'') &&
	    token_sign(t, i + 2, 's'))
		i += 2;
	spans_add(found, t->token[from].begin, t->token[i].end,
	    (enum scrub_label)p->label, "roster",
	    p->town ? "roster-town" : "roster-place", certainty);
}

/* Is token i nearly a name of these persons, whatever else it may be? */
static bool
nearly_named(
    const struct roster *r, const struct text *t, size_t i, uint64_t persons)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	if (i >= t->token_count || len < ROSTER_FUZZY_MIN || len > 64)
		return false;
	for (size_t k = 0; k < r->part_count; k++) {
		const struct roster_part *p = &r->part[k];

		if ((p->persons & persons) != 0 &&
		    roster_distance(roster_word(r, p), p->len,
			t->fold + w->begin, len, 1) <= 1)
			return true;
	}
	return false;
}

/* "O'Mlley", "E-Sayed", "Gonzalez-eyes": what hangs on a name is part of it. */
static void
take_glued(const struct roster *r, const struct text *t, struct roster_hit *hit)
{
	size_t i = hit->first, k = hit->last + 1u;

	if (token_sign(t, k, '-') && !t->token[k].space_before &&
	    nearly_named(r, t, k + 1, hit->persons))
		hit->last = (uint32_t)k + 1;
	while (i > 1 && !t->token[i].space_before &&
	       !t->token[i - 1].space_before &&
	       (token_sign(t, i - 1, '\'') || token_sign(t, i - 1, '-')))
		i--;
	if (i < hit->first && i > 0 && t->token[i - 1].kind == TOKEN_WORD &&
	    t->token[i - 1].end - t->token[i - 1].begin <= 3)
		hit->first = (uint32_t)(i - 1);
}

static bool
match_part(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	const struct token *w = &t->token[i];
	struct roster_hit hit;
	uint32_t last = (uint32_t)i;
	const char *rule = "roster-name";
	uint8_t certainty = 97;
	bool weak = false;
	const struct roster_part *p = roster_part_hashed(
	    r, t->fold + w->begin, w->end - w->begin, w->hash);

	if (p) {
		weak = weak_word(t, w);
	} else if ((p = joined_with_next(r, t, i)) != NULL) {
		last =
		    (uint32_t)(i + 1 + (t->token[i + 1].kind == TOKEN_PUNCT));
		rule = "roster-split";
	} else if ((p = misspelt(r, t, w)) != NULL) {
		certainty = 85;
		rule = "roster-misspelt";
	} else if ((p = within(r, t, i)) != NULL) {
		certainty = 90;
		rule = "roster-within";
	}
	if (!p)
		return false;
	hit = (struct roster_hit){.first = (uint32_t)i,
	    .last = last,
	    .certainty = certainty,
	    .rule = rule,
	    .weak = weak};
	/* "Banksia" of the ward, but not every banksia. */
	if (p->persons == 0 && p->exact &&
	    (w->letter_case != CASE_TITLE || w->sentence_start || t->all_caps))
		return false;
	hit.persons = p->persons;
	if (hit.persons) {
		take_glued(r, t, &hit);
		roster_add_hit(r, &hit);
	} else {
		add_place(t, i, p, hit.certainty, found);
	}
	return true;
}

/* "OR 6" is a room, "2 or 6" is not. */
static bool
place_is_meant(const struct text *t, size_t i, uint32_t tag)
{
	return (tag & ROSTER_TAG_WEAK) == 0 ||
	       (t->token[i].letter_case == CASE_UPPER && !t->all_caps) ||
	       (i > 0 && (token_is(t, &t->token[i - 1], "in") ||
			     token_is(t, &t->token[i - 1], "to") ||
			     token_is(t, &t->token[i - 1], "di") ||
			     token_is(t, &t->token[i - 1], "ke")));
}

/* Names and places of several words; returns how many tokens. */
static size_t
match_phrase(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	uint32_t tag = 0;
	size_t taken = phrases_match(&r->places, t, i, &tag);

	if (taken > 0 && place_is_meant(t, i, tag)) {
		spans_add(found, t->token[i].begin, t->token[i + taken - 1].end,
		    (enum scrub_label)(tag & ROSTER_TAG_LABEL), "roster",
		    tag & ROSTER_TAG_TOWN ? "roster-town" : "roster-place", 98);
		return taken;
	}
	taken = phrases_match(&r->names, t, i, &tag);
	if (taken > 0)
		roster_add_hit(r, &(struct roster_hit){.first = (uint32_t)i,
				      .last = (uint32_t)(i + taken - 1),
				      .persons = UINT64_C(1) << tag,
				      .certainty = 99,
				      .rule = "roster-name"});
	return taken;
}

static void
find_hits(struct roster *r, const struct text *t, struct spans *found)
{
	r->hit_count = 0;
	for (size_t i = 0; i < t->token_count;) {
		size_t taken;

		if (t->token[i].kind == TOKEN_PUNCT ||
		    t->token[i].kind == TOKEN_NUMBER) {
			uint32_t tag;

			/* "5 West" may be a place. */
			taken =
			    t->token[i].kind == TOKEN_NUMBER &&
				    phrases_match(&r->places, t, i, &tag) > 0
				? match_phrase(r, t, i, found)
				: 1;
			i += taken ? taken : 1;
			continue;
		}
		taken = phrases_may(&r->places, &t->token[i]) ||
				phrases_may(&r->names, &t->token[i])
			    ? match_phrase(r, t, i, found)
			    : 0;
		if (taken == 0 && t->token[i].end - t->token[i].begin == 1)
			taken = roster_match_letters(r, t, i);
		if (taken == 0) {
			if (!match_part(r, t, i, found) &&
			    roster_has_bit(
				r->may.initials_hash, t->token[i].hash))
				roster_match_initials(r, t, i);
			taken = 1;
		}
		i += taken;
	}
}

/* May token i stand between two names of one person? */
static bool
may_link(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	size_t len = w->end - w->begin;

	if (w->kind == TOKEN_PUNCT)
		return strchr(".,-'_", t->norm[w->begin]) != NULL;
	return len == 1 || roster_particle(t->fold + w->begin, len) ||
	       words_class(w->words) == WORD_IS_NAME;
}

static bool
linked(const struct text *t, const struct roster_hit *a,
    const struct roster_hit *b)
{
	if ((a->persons & b->persons) == 0 ||
	    b->first > a->last + 1 + GAP_TOKENS)
		return false;
	for (size_t i = a->last + 1; i < b->first; i++) {
		if (!may_link(t, i))
			return false;
	}
	return true;
}

static unsigned
first_person(uint64_t persons)
{
	unsigned p = 0;

	while ((persons >> p & 1) == 0)
		p++;
	return p;
}

static void
emit(struct roster *r, const struct text *t, struct roster_hit hit,
    struct spans *found)
{
	roster_take_letters(r, t, &hit);
	spans_add(found, t->token[hit.first].begin, t->token[hit.last].end,
	    SCRUB_NAME, "roster", hit.rule, hit.certainty);
	if (found->count > 0)
		found->at[found->count - 1].person =
		    (uint8_t)(first_person(hit.persons) + 1);
}

/* Joins neighbouring hits of one person and drops ordinary words. */
static void
settle_hits(struct roster *r, const struct text *t, struct spans *found)
{
	for (size_t i = 0; i < r->hit_count;) {
		struct roster_hit hit = r->hit[i++];
		bool name = !hit.weak || seen_as_name(t, hit.first);

		while (i < r->hit_count && linked(t, &hit, &r->hit[i])) {
			hit.last = r->hit[i].last;
			hit.persons &= r->hit[i].persons;
			if (r->hit[i].certainty > hit.certainty)
				hit.certainty = r->hit[i].certainty;
			name = true; /* two names together are no chance */
			i++;
		}
		if (hit.weak && hit.certainty > 75)
			hit.certainty = 75;
		if (name)
			emit(r, t, hit, found);
	}
}

void
roster_scan(struct roster *r, const struct text *t, struct spans *found)
{
	find_hits(r, t, found);
	settle_hits(r, t, found);
	roster_scan_ids(r, t, found);
	if (r->failed)
		found->failed = true;
}
