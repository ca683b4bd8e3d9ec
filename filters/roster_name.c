/* SPDX-License-Identifier: MIT */
/* A person's name, taken into the roster in all its forms. */
#include "roster.h"

#include <string.h>

#include "words.h"

static bool
name_part(struct roster *r, const char *word, size_t len, unsigned person)
{
	struct roster_part *p = (struct roster_part *)roster_part(r, word, len);

	if (!p)
		p = roster_add_part(r, word, len);
	if (p && p->nick) {
		p->nick = false;
		p->exact = roster_ordinary(word, len);
	}
	if (p)
		p->persons |= UINT64_C(1) << person;
	return p != NULL;
}

/* One name and one letter, if that is no word; never with a mistake. */
static bool
handle_part(struct roster *r, const char *word, size_t len, unsigned person)
{
	struct roster_part *p;

	if (len < 5 || roster_ordinary(word, len) || roster_part(r, word, len))
		return true;
	if (!name_part(r, word, len, person))
		return false;
	p = &r->part[r->part_count - 1];
	p->exact = true;
	return true;
}

/* "priceBill": the last of its names, then the first. */
static bool
joined_turned(struct roster *r, const struct text *t, unsigned person)
{
	const struct token *first = NULL, *last = NULL;
	char joined[2 * ROSTER_TEXT_MAX + 1];
	size_t a, b;
	bool good;

	for (size_t i = 0; i < t->token_count; i++) {
		if (t->token[i].kind == TOKEN_PUNCT)
			continue;
		last = &t->token[i];
		first = first ? first : last;
	}
	if (!first || first == last)
		return true;
	a = last->end - last->begin;
	b = first->end - first->begin;
	if (a + b > ROSTER_TEXT_MAX)
		return true;
	memcpy(joined + 1, t->fold + last->begin, a);
	memcpy(joined + 1 + a, t->fold + first->begin, b);
	joined[0] = t->fold[first->begin];
	/* "rfield" and "fieldr" of Rose Field */
	good = handle_part(r, joined, a + 1, person) &&
	       handle_part(r, joined + 1, a + 1, person) &&
	       (a + b < 6 || name_part(r, joined + 1, a + b, person));
	explicit_bzero(joined, sizeof(joined));
	return good;
}

/* "gonzalezreyes", "okaforlund": each run of two or three of its names. */
static bool
joined_parts(struct roster *r, const struct text *t, unsigned person)
{
	char joined[ROSTER_TEXT_MAX + 1];

	for (size_t i = 0; i < t->token_count; i++) {
		size_t len = 0, words = 0;

		for (size_t k = i; k < t->token_count && words < 4; k++) {
			const struct token *w = &t->token[k];

			if (w->kind == TOKEN_PUNCT)
				continue;
			if (len + w->end - w->begin > ROSTER_TEXT_MAX)
				break;
			memcpy(joined + len, t->fold + w->begin,
			    w->end - w->begin);
			len += w->end - w->begin;
			if (++words > 1 && len >= 6 &&
			    !name_part(r, joined, len, person))
				return false;
		}
	}
	explicit_bzero(joined, sizeof(joined));
	return joined_turned(r, t, person);
}

/* Is token i the last of its words? */
static bool
is_last(const struct text *t, size_t i)
{
	while (++i < t->token_count) {
		if (t->token[i].kind != TOKEN_PUNCT)
			return false;
	}
	return true;
}

/* Does it name nobody alone? "Le" of "Kim Le" and "Al" do. */
static bool
is_particle(const struct text *t, size_t i)
{
	static const char *const behind[] = {"ii", "iii", "jr", "md", "phd",
	    "rn", "sr", "dr", "drg", "mr", "mrs", "ms", "miss", "prof", "sir",
	    "the", "of", NULL};
	const struct token *w = &t->token[i];

	return roster_particle(t->fold + w->begin, w->end - w->begin) &&
	       (token_one_of(t, i, behind) ||
		   (!is_last(t, i) && !roster_marked(t, w)));
}

bool
roster_take_name(
    struct roster *r, const struct text *t, unsigned person, bool first)
{
	struct roster_person *p = &r->person[person];
	char all[8] = "", main[8] = "";
	size_t words = 0, letters = 0, all_len = 0, main_len = 0;

	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const char *word = t->fold + w->begin;
		size_t len = w->end - w->begin;
		bool particle;

		if (w->kind == TOKEN_PUNCT)
			continue;
		particle = is_particle(t, i);
		words++;
		letters += len;
		if (all_len < 7)
			all[all_len++] = *word;
		if (!particle && main_len < 7)
			main[main_len++] = *word;
		if (len > 1 && !particle && !name_part(r, word, len, person))
			return false;
	}
	if (letters < 2)
		return true;
	if (words == letters) { /* "R.K.": initials and nothing else */
		roster_add_initials(r, all, all_len, person);
		return true;
	}
	roster_take_initials(r, main, main_len, person);
	if (all_len != main_len)
		roster_take_initials(r, all, all_len, person);
	if (first) {
		memcpy(p->initials, all, sizeof(all));
		p->initial_count = (uint8_t)all_len;
	}
	return joined_parts(r, t, person) &&
	       (words < 2 || phrases_add(&r->names, t, t->token_count,
				 person) == SCRUB_OK);
}

unsigned
roster_halves(const struct roster *r, const struct text *t, size_t a, size_t b,
    bool broken)
{
	const struct token *one = &t->token[a], *two = &t->token[b];
	const size_t len = one->end - one->begin, more = two->end - two->begin;
	const struct roster_part *p;
	char word[ROSTER_TEXT_MAX];

	if (one->kind != TOKEN_WORD || two->kind != TOKEN_WORD ||
	    len + more < 4 || len + more > sizeof(word) ||
	    (!broken && (one->words & two->words & WORD_FREQUENT) != 0))
		return 0;
	memcpy(word, t->fold + one->begin, len);
	memcpy(word + len, t->fold + two->begin, more);
	p = roster_part(r, word, len + more);
	explicit_bzero(word, sizeof(word));
	return p && p->persons != 0 && !p->nick
		   ? (unsigned)__builtin_ctzll(p->persons) + 1u
		   : 0;
}
