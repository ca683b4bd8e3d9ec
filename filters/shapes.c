/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <ctype.h>
#include <string.h>

#include "lettered.h"
#include "shape_date.h"
#include "words.h"

#define LAYER "shape"
#define CLOCK_CERTAINTY 90u /* above what weighs a date of it (numeral.c) */

/* --- questions about a lexeme ------------------------------------------- */

bool
lexeme_in(const struct lexemes *l, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (lexeme_is(l, i, *words))
			return true;
	return false;
}

static bool
upper_at(const struct lexemes *l, uint32_t at)
{
	return isupper((unsigned char)l->t->norm[at]) != 0;
}

const struct token *
lexeme_token(const struct lexemes *l, size_t i)
{
	const size_t k = text_token_from(l->t, l->at[i].begin);

	return k < l->t->token_count ? &l->t->token[k] : NULL;
}

bool
lexeme_title(const struct lexemes *l, size_t i)
{
	return l->at[i].letters && upper_at(l, l->at[i].begin);
}

bool
lexeme_upper(const struct lexemes *l, size_t i)
{
	const struct lexeme *x = &l->at[i];

	if (!x->letters)
		return false;
	for (uint32_t at = x->begin; at < x->end; at++)
		if (l->t->norm[at] != l->t->fold[at])
			continue;
		else if (l->t->fold[at] >= 'a' && l->t->fold[at] <= 'z')
			return false;
	return true;
}

bool
lexeme_begins_next(const struct lexemes *l, size_t i)
{
	static const char short_forms[][2] = {{'c', 'o'}, {'c', 's'},
	    {'c', 'w'}, {'d', 'c'}, {'f', 'u'}, {'h', 'o'}, {'p', 'r'},
	    {'p', 'v'}, {'p', 'w'}, {'s', 'b'}, {'s', 'p'}, {'u', 's'}};
	const struct lexeme *x = &l->at[i], *next = &l->at[i + 1];
	const char letter = l->t->fold[x->begin];

	if (x->letters != 1 || x->digits || !x->gap)
		return false;
	if (lexeme_punct(l, i + 1, '/') && !next->gap) {
		const struct lexeme *y = &l->at[i + 2];

		for (size_t k = 0; k < sizeof(short_forms) / 2; k++)
			if (y->letters == 1 && !y->digits && !y->gap &&
			    letter == short_forms[k][0] &&
			    l->t->fold[y->begin] == short_forms[k][1])
				return true;
		return false;
	}
	if (next->gap != 1)
		return false;
	if (letter == 'k' && next->kind == LEX_DECIMAL)
		return true;
	if (letter == 'f')
		return next->kind == LEX_INT && next->digits == 2;
	return lettered_thing(
	    letter, l->t->fold + next->begin, next->end - next->begin);
}

bool
lexeme_unit(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	if (kind == LEX_UNIT || kind == LEX_SPAN_UNIT)
		return !lexeme_begins_next(l, i);
	return kind == LEX_YEARS || lexeme_punct(l, i, '%');
}

size_t
lexeme_numbers(const struct lexemes *l, size_t i, unsigned *number, size_t max)
{
	size_t count = 0;
	bool inside = false;

	for (uint32_t at = l->at[i].begin; at < l->at[i].end; at++) {
		char c = l->t->fold[at];

		if (c < '0' || c > '9') {
			inside = false;
			continue;
		}
		if (!inside) {
			if (count == max)
				return count;
			number[count++] = 0;
			inside = true;
		}
		if (number[count - 1] < 100000)
			number[count - 1] =
			    number[count - 1] * 10 + (unsigned)(c - '0');
	}
	return count;
}

/* --- what is found ------------------------------------------------------- */

void
shape_found(struct lexemes *l, size_t first, size_t last,
    enum scrub_label label, const char *rule, unsigned certainty)
{
	spans_add(l->found, l->at[first].begin, l->at[last].end, label, LAYER,
	    rule, certainty);
	for (size_t i = first; i <= last; i++)
		l->at[i].taken = true;
}

/* The first lexeme that ends behind `begin`. */
static size_t
first_behind(const struct lexemes *l, uint32_t begin)
{
	size_t low = 0, high = l->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l->at[middle].end <= begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
shape_found_bytes(struct lexemes *l, uint32_t begin, uint32_t end,
    enum scrub_label label, const char *rule, unsigned certainty)
{
	spans_add(l->found, begin, end, label, LAYER, rule, certainty);
	for (size_t i = first_behind(l, begin);
	     i < l->count && l->at[i].begin < end; i++)
		l->at[i].taken = true;
}

void
shape_kept_bytes(struct lexemes *l, uint32_t begin, uint32_t end,
    const char *rule, unsigned certainty)
{
	spans_add(l->keep, begin, end, SCRUB_NETWORK, LAYER, rule, certainty);
	l->cited = true;
	for (size_t i = first_behind(l, begin);
	     i < l->count && l->at[i].begin < end; i++)
		l->at[i].kind = LEX_CITE;
}

/* --- what stays ---------------------------------------------------------- */

/* "5 cm", "HR 72": beside its number only; Stone and Miles are people. */
static bool
is_measure(const struct lexemes *l, size_t i)
{
	bool plain = !lexeme_title(l, i) || l->t->all_caps;
	size_t next =
	    i + 1 +
	    (lexeme_punct(l, i + 1, ':') || lexeme_punct(l, i + 1, '='));

	if (l->at[i].kind == LEX_UNIT)
		return l->at[i - 1].digits && !l->at[i - 1].taken &&
		       (plain || l->at[i].letters < 3);
	return l->at[i].kind == LEX_VITAL && l->at[i].letters < 6 &&
	       l->at[next].digits && !l->at[next].taken &&
	       (plain || lexeme_upper(l, i));
}

/* "Karto" in "Karto/67th": in lists of names, and no word of operations. */
static bool
is_called(const struct lexemes *l, uint32_t begin, uint32_t end)
{
	const unsigned plain =
	    WORD_MEDICAL | WORD_CURATED | WORD_THING | WORD_BRAND | WORD_EPONYM;
	const char *s = l->t->norm + begin;
	const bool title = s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a';
	uint16_t bits;

	if (end - begin < 3)
		return false;
	bits = words_find(l->lang, l->t->fold + begin, end - begin);
	if (!(bits & (WORD_FORENAME | WORD_SURNAME)) || bits & plain)
		return false;
	return words_class(bits) == WORD_IS_NAME || title ||
	       ((bits & WORD_STRONG) && !(bits & WORD_FREQUENT));
}

/* "Tn.Karto/67 th", "Smith-67M", "OK3/wahyu": but for the words that people are
 * called. */
static void
keep_code(struct lexemes *l, const struct lexeme *x)
{
	const char *s = l->t->fold;
	uint32_t begin = x->begin;

	for (uint32_t at = x->begin, end; at < x->end; at = end + 1) {
		bool letters = true;

		for (end = at; end < x->end && !strchr("-/_", s[end]); end++)
			letters &= s[end] >= 'a' && s[end] <= 'z';
		if (!letters || !is_called(l, at, end))
			continue;
		if (at > begin)
			spans_add(l->keep, begin, at, SCRUB_ID, LAYER,
			    "keep-code", 70);
		begin = end;
	}
	if (begin < x->end)
		spans_add(
		    l->keep, begin, x->end, SCRUB_ID, LAYER, "keep-code", 70);
}

/*
 * Everything with a digit that nothing above explained is clinical: the
 * leftovers rule already took what was too long for that.
 */
static void
keep_rest(struct lexemes *l)
{
	for (size_t i = 0;
	     (i = l->cited ? i : lexeme_next(l, i, MAY_STAY)) < l->count; i++) {
		const struct lexeme *x = &l->at[i];
		bool cite = x->kind == LEX_CITE;

		if (x->taken || (!cite && !(x->may & MAY_STAY)))
			continue;
		if (cite)
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-citation", 95);
		else if (shape_is_clock(l, i))
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-clock", CLOCK_CERTAINTY);
		else if (x->digits && x->letters)
			keep_code(l, x);
		else if (x->digits)
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-number", 80);
		else if (is_measure(l, i))
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-unit", 60);
	}
}

/* The families in the order in which they run. */
static void
run_families(struct lexemes *l, bool cased)
{
	static const struct {
		void (*run)(struct lexemes *l);
		unsigned may;
		bool digits; /* only where there is one */
		bool small;  /* capitals tell it nothing */
	} families[] = {
	    {shape_network, MAY_NETWORK, false, true},
	    {shape_dates, MAY_DATE, false, false},
	    {shape_told_dates, MAY_DATE, true, false},
	    {shape_ages, MAY_AGE, false, true},
	    {shape_told_ages, MAY_AGE, true, true},
	    {shape_phones, MAY_PHONE, true, false},
	    {shape_calls, MAY_PHONE, true, false},
	    {shape_plates, MAY_VEHICLE, true, false},
	    {shape_vehicles, MAY_VEHICLE, false, false},
	    {shape_values, MAY_VALUE, true, false},
	    {shape_units, MAY_ROOM, false, false},
	    {shape_rooms, MAY_ROOM, false, false},
	    {shape_places, MAY_PLACE, false, false},
	    {shape_houses, MAY_PLACE, false, false},
	    {shape_spots, MAY_ROOM, false, false},
	    {shape_dictated, MAY_DICTATED, false, false},
	    {shape_leftovers, MAY_LEFTOVER, true, false},
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if ((l->may & families[i].may) != 0 &&
		    !(cased && families[i].small) &&
		    (l->digits > 0 || !families[i].digits))
			families[i].run(l);
}

/*
 * Once more, with capitals where they may have been (shape_cased.c): what is
 * found goes, too. What stays was told the first time. false: no room.
 */
static bool
run_cased(struct lexemes *l, struct text *t)
{
	const size_t kept = l->keep->count;
	struct text cased = *t;

	cased.norm = text_room(t, TEXT_CASED, t->norm_len + 1);
	if (!cased.norm)
		return false;
	text_room_used(t, TEXT_CASED, t->norm_len + 1);
	shape_cased(l, cased.norm);
	cased.norm[t->norm_len] = '\0';
	cased.all_caps = cased.no_caps = false;
	cased.first_caps = 0;
	for (size_t i = 0; i < l->count; i++) {
		l->at[i].was_taken = l->at[i].taken;
		l->at[i].taken = false;
	}
	l->t = &cased;
	l->clock = 0; /* nothing is taken */
	run_families(l, true);
	l->t = t;
	for (size_t i = 0; i < l->count; i++)
		l->at[i].taken |= l->at[i].was_taken;
	l->keep->count = kept;
	return true;
}

void
shapes_scan(struct text *t, enum scrub_lang lang, struct spans *found,
    struct spans *keep)
{
	struct lexemes l = {.t = t, .lang = lang, .found = found, .keep = keep};

	if (!lexemes_read(&l, t)) {
		found->failed = true;
		return;
	}
	run_families(&l, false);
	if ((t->all_caps || t->no_caps || t->first_caps) &&
	    (l.digits > 0 || (l.may & (MAY_DATE | MAY_VEHICLE)) != 0) &&
	    !run_cased(&l, t))
		found->failed = true;
	keep_rest(&l);
	lexemes_used(&l, t);
}
