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
	const bool capital = w->letter_case == CASE_TITLE ||
			     w->letter_case == CASE_UPPER || roster_caseless(t);
	const enum word_class class = words_class(w->words);

	if (roster_marked(t, w))
		return false;
	if (w->end - w->begin < 3 && !capital)
		return true;
	/* "NG to suction" is of no Ms Ng. */
	if (w->end - w->begin < 3 &&
	    (w->words & (WORD_MEDICAL | WORD_CURATED)) != 0)
		return true;
	if (class == WORD_IS_SAFE || (w->words & WORD_FREQUENT) != 0)
		return true;
	return (w->words & WORD_THING) != 0 && !capital;
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
	if (i > 1 && token_sign(t, i - 1, '-') && !t->token[i].space_before &&
	    !t->token[i - 1].space_before &&
	    nearly_named(r, t, i - 2, hit->persons)) {
		hit->first = (uint32_t)(i - 2); /* "Marry-Beth" */
		return;
	}
	while (i > 1 && !t->token[i].space_before &&
	       !t->token[i - 1].space_before &&
	       (token_sign(t, i - 1, '\'') || token_sign(t, i - 1, '-')))
		i--;
	if (i < hit->first && i > 0 && t->token[i - 1].kind == TOKEN_WORD &&
	    t->token[i - 1].end - t->token[i - 1].begin <= 3)
		hit->first = (uint32_t)(i - 1);
}

/* "HCMC", and "hcmc" where it is no word. */
static bool
acronym_meant(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const bool none = roster_caseless(t);

	if (words_class(w->words) == WORD_IS_UNKNOWN)
		return w->letter_case == CASE_UPPER || none ||
		       w->end - w->begin > 3;
	if ((w->words & (WORD_MEDICAL | WORD_CURATED)) != 0)
		return false;
	return none ? !roster_plain(t, i) : w->letter_case == CASE_UPPER;
}

/* May it be misspelt though it is a word, as "chug" of Chung may be? */
static bool
may_be_both(const struct text *t, size_t i)
{
	const unsigned told = WORD_FREQUENT | WORD_MEDICAL | WORD_BRAND |
			      WORD_CURATED | WORD_COUNTRY | WORD_THING;

	return (t->token[i].words & told) == 0 &&
	       (roster_caseless(t) || roster_beside(t, i));
}

/* An ordinary word in small letters, of no hashtag: no name is in it, with or
 * without a mistake. As most words are, it is not asked for. */
static bool
is_itself(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return w->letter_case == CASE_LOWER &&
	       words_class(w->words) == WORD_IS_SAFE && !may_be_both(t, i) &&
	       !roster_tagged(t, i);
}

/* "Lê", "Al to scrub", "tell le"; "Le Fort" and "le" are nobody. */
static bool
particle_meant(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	return roster_marked(t, w) || roster_cued(t, i) ||
	       (w->letter_case == CASE_TITLE && !w->sentence_start &&
		   !(i + 1 < t->token_count &&
		       t->token[i + 1].letter_case == CASE_TITLE));
}

/* The part that is this word. */
static const struct roster_part *
own_part(const struct roster *r, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const size_t len = w->end - w->begin;
	const struct roster_part *p;

	if (r->bucket[w->hash & (ROSTER_BUCKETS - 1)] == 0)
		return NULL;
	p = roster_part_hashed(r, t->fold + w->begin, len, w->hash);
	return p && roster_particle(t->fold + w->begin, len) &&
		       !particle_meant(t, i)
		   ? NULL
		   : p;
}

static bool
match_part(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	const struct token *w = &t->token[i];
	struct roster_hit hit;
	uint32_t last = (uint32_t)i, next;
	const char *rule = "roster-name";
	uint8_t certainty = 97;
	bool weak = false;
	const bool own = is_itself(t, i);
	const struct roster_part *p = own_part(r, t, i);

	if (p) {
		weak = weak_word(t, w) ||
		       (p->nick && w->letter_case != CASE_TITLE &&
			   !roster_caseless(t));
		certainty = p->nick ? 75 : certainty;
	} else if ((p = roster_with_next(r, t, i, &next)) != NULL) {
		last = next;
		rule = "roster-split";
	} else if ((p = roster_with_ending(r, t, i)) != NULL) {
		certainty = 90;
		rule = "roster-ending";
	} else if (!own && (p = roster_misspelt(r, t, i)) != NULL) {
		certainty = 85;
		weak = words_class(w->words) == WORD_IS_SAFE;
		rule = "roster-misspelt";
	} else if (!own && ((p = roster_within(r, t, i)) != NULL ||
			       (p = roster_glued(r, t, i)) != NULL)) {
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
	if (p->acronym) {
		if (!acronym_meant(t, i))
			return false;
	} else if (p->persons == 0 && p->exact &&
		   (roster_caseless(t) ? roster_article(t, i)
				       : w->letter_case != CASE_TITLE ||
					     w->sentence_start)) {
		/* "Banksia" of the ward, but not every banksia. */
		return false;
	}
	hit.persons = p->persons;
	if (hit.persons) {
		take_glued(r, t, &hit);
		roster_add_hit(r, &hit);
	} else {
		add_place(t, i, p, hit.certainty, found);
	}
	return true;
}

/* Is there a number, or a word for one, among so many tokens before? */
static bool
number_before(const struct text *t, size_t i, size_t most)
{
	static const char *const few[] = {"one", "two", "three", "four", "five",
	    "six", "seven", "eight", "nine", "ten", "satu", "dua", "tiga",
	    "empat", "lima", "enam", "either", NULL};

	for (size_t n = 0; n < most && i-- > 0; n++) {
		if (t->token[i].kind == TOKEN_NUMBER ||
		    t->token[i].kind == TOKEN_MIXED || token_one_of(t, i, few))
			return true;
	}
	return false;
}

/* "OR 6" is a room, "2 or 6" is not. */
static bool
place_is_meant(const struct text *t, size_t i, size_t last, uint32_t tag)
{
	/* "in the block room, two minutes" */
	if (in_list(t, last, LIST_NUMBER) && token_sign(t, last - 1, ','))
		return false;
	if ((tag & ROSTER_TAG_WEAK) == 0 || !number_before(t, i, 3))
		return true;
	return (t->token[i].letter_case == CASE_UPPER || roster_caseless(t)) &&
	       !number_before(t, i, 1);
}

/* Names and places of several words; returns how many tokens. */
static size_t
match_phrase(
    struct roster *r, const struct text *t, size_t i, struct spans *found)
{
	uint32_t tag = 0;
	size_t taken = phrases_match(&r->places, t, i, &tag);

	if (taken > 0 && place_is_meant(t, i, i + taken - 1, tag)) {
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

/* Tokens that match_part() asks, beside its own. */
#define PART_AHEAD 2u

/* Was nothing found of this token, among the same ones, in the text before? */
static bool
known_strange(const struct text *t, size_t i)
{
	const struct text *b = t->before;
	const size_t was = t->token[i].was;

	if (was == 0 || !(b->token[was - 1].looks & LOOKS_STRANGE) ||
	    (i == 0 ? was != 1 : t->token[i - 1].was + 1u != was))
		return false;
	for (size_t k = 1; k <= PART_AHEAD; k++) {
		if (i + k >= t->token_count)
			return was + k > b->token_count;
		if (t->token[i + k].was != was + k)
			return false;
	}
	return true;
}

/* A part of a name or place, or initials, that begin at token i. */
static void
match_word(struct roster *r, struct text *t, size_t i, struct spans *found)
{
	if (match_part(r, t, i, found))
		return;
	if (roster_has_bit(r->may.initials_hash, t->token[i].hash))
		roster_match_initials(r, t, i);
	else
		t->token[i].looks |= LOOKS_STRANGE;
}

static void
find_hits(struct roster *r, struct text *t, struct spans *found)
{
	const bool known = t->before && t->before->all_caps == t->all_caps &&
			   t->before->no_caps == t->no_caps;

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
			if (!known || !known_strange(t, i))
				match_word(r, t, i, found);
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
	roster_take_pieces(t, &hit);
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
		bool name =
		    !hit.weak ||
		    (hit.letters ? roster_cued(t, hit.first)
				 : roster_is_name(t, hit.first)) ||
		    (roster_letter_before(r, t, &hit) &&
			!(roster_caseless(t) && roster_plain(t, hit.first)));

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
roster_scan(struct roster *r, struct text *t, struct spans *found)
{
	find_hits(r, t, found);
	settle_hits(r, t, found);
	roster_scan_pieces(r, t, found);
	roster_scan_ids(r, t, found);
	roster_scan_spoken(r, t, found);
	roster_scan_told(r, t, found);
	roster_scan_mail(r, t, found);
	if (r->failed)
		found->failed = true;
}
