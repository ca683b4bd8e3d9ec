/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LAYER "shape"
#define LEAD 4u    /* LEX_END before the first lexeme, so that rules may look */
#define PADDING 8u /* back and ahead without asking */

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
lexeme_unit(const struct lexemes *l, size_t i)
{
	enum lexeme_kind kind = l->at[i].kind;

	return kind == LEX_UNIT || kind == LEX_SPAN_UNIT || kind == LEX_YEARS ||
	       lexeme_punct(l, i, '%');
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
	for (size_t i = first_behind(l, begin);
	     i < l->count && l->at[i].begin < end; i++)
		l->at[i].kind = LEX_CITE;
}

/* --- reading ------------------------------------------------------------- */

static void
measure(const struct text *t, struct lexeme *x)
{
	for (uint32_t at = x->begin; at < x->end; at++) {
		unsigned char c = (unsigned char)t->fold[at];

		if (c >= '0' && c <= '9')
			x->digits++;
		else if ((c >= 'a' && c <= 'z') || c >= 0xc3)
			x->letters++;
	}
	if (x->kind != LEX_INT && x->kind != LEX_ORDINAL)
		return;
	if (x->value)
		return;
	for (uint32_t at = x->begin; at < x->end; at++) {
		unsigned c = (unsigned char)t->fold[at];

		if (c < '0' || c > '9')
			return;
		x->value = x->value >= 6552
			       ? UINT16_MAX
			       : (uint16_t)(x->value * 10u + c - '0');
	}
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A word that is known goes before a shape of the same length. */
static uint8_t
next_kind(const char *at, const char **end, uint16_t *value)
{
	uint16_t word_value = 0;
	const char *word_end = at;
	enum lexeme_kind word, kind = shapes_lex(at, end, value);

	if (kind == LEX_END || *at < 'a' || *at > 'z')
		return (uint8_t)kind;
	word = shapes_word(at, &word_end, &word_value);
	if (word == LEX_WORD || word_end < *end)
		return (uint8_t)kind;
	*end = word_end;
	*value = word_value;
	return (uint8_t)word;
}

/* Room for the worst case, a lexeme a byte, so that nothing moves. */
static bool
read_lexemes(struct lexemes *l)
{
	const struct text *t = l->t;
	struct lexeme *at =
	    malloc((t->norm_len + LEAD + PADDING) * sizeof(*at));
	uint32_t pos = 0;
	size_t used = LEAD;

	if (!at)
		return false;
	for (size_t i = 0; i < LEAD; i++)
		at[i] = (struct lexeme){.gap = 2};
	for (;;) {
		struct lexeme x = {0};
		const char *end;

		while (pos < t->norm_len && is_space(t->fold[pos])) {
			x.gap = t->fold[pos] == '\n' || x.gap ? 2 : 1;
			pos++;
		}
		if (pos >= t->norm_len)
			break;
		x.kind = next_kind(t->fold + pos, &end, &x.value);
		if (x.kind == LEX_END)
			break;
		x.begin = pos;
		pos = (uint32_t)(end - t->fold);
		x.end = pos;
		if (used == LEAD)
			x.gap = 2;
		measure(t, &x);
		l->digits += x.digits;
		at[used++] = x;
	}
	for (size_t i = 0; i < PADDING; i++) {
		at[used + i] = (struct lexeme){.gap = 2};
		at[used + i].begin = at[used + i].end = (uint32_t)t->norm_len;
	}
	l->at = at;
	l->count = used;
	return true;
}

/* A lexeme holds the value of a short number: part of the text. */
static void
wipe_lexemes(struct lexemes *l)
{
	if (l->at)
		explicit_bzero(l->at, (l->count + PADDING) * sizeof(*l->at));
	free(l->at);
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

/*
 * Everything with a digit that nothing above explained is clinical: the
 * leftovers rule already took what was too long for that.
 */
static void
keep_rest(struct lexemes *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct lexeme *x = &l->at[i];
		bool cite = x->kind == LEX_CITE;

		if (x->taken)
			continue;
		if (cite)
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-citation", 95);
		else if (x->digits)
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    x->letters ? "keep-code" : "keep-number",
			    x->letters ? 70 : 80);
		else if (is_measure(l, i))
			spans_add(l->keep, x->begin, x->end, SCRUB_ID, LAYER,
			    "keep-unit", 60);
	}
}

void
shapes_scan(const struct text *t, enum scrub_lang lang, struct spans *found,
    struct spans *keep)
{
	struct lexemes l = {.t = t, .lang = lang, .found = found, .keep = keep};

	if (!read_lexemes(&l)) {
		found->failed = true;
		goto out;
	}
	shape_network(&l);
	shape_dates(&l);
	shape_ages(&l);
	if (l.digits) {
		shape_phones(&l);
		shape_vehicles(&l);
		shape_values(&l);
	}
	shape_rooms(&l);
	shape_places(&l);
	shape_dictated(&l);
	if (l.digits)
		shape_leftovers(&l);
	keep_rest(&l);
out:
	wipe_lexemes(&l);
}
