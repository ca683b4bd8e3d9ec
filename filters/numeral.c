/* SPDX-License-Identifier: MIT */
#include "numeral.h"

#include <string.h>

#include "context_row.h"
#include "hash.h"

#ifndef SCRUB_EVAL /* there, they come from a file */
#include "numeral_weights.h"

_Static_assert(
    sizeof(numeral_weights) / sizeof(numeral_weights[0]) == NUMERAL_SLOTS,
    "train with these features");
#endif

#define LAYER "context"
#define DIGITS_MOST 5u
#define DAY_LETTERS 4u   /* "12th" */
#define SHORT_LETTERS 3u /* "sat" */
#define NEAR 3         /* tokens on each side that are asked where they stand */
#define AROUND 6       /* and whether they are there */
#define FAR 24         /* where others like it are looked for */
#define LINE 12        /* what a number must score */
#define BESIDE_DATE 40 /* more, beside a date of the same form */
#define CERTAINTY 85u  /* above what keeps a number that nothing explains */

#ifdef SCRUB_EVAL
const int16_t *numeral_other;
#endif

enum family {
	N_BIAS = 1,
	N_VALUE,
	N_SECOND,
	N_ORDER,
	N_DIGITS,
	N_SIGN,
	N_WORD,
	N_CLUSTER,
	N_CUE,
	N_KIND,
	N_LEFT_PAIR,
	N_RIGHT_PAIR,
	N_AROUND_PAIR,
	N_LEFT_CLUSTERS,
	N_RIGHT_CLUSTERS,
	N_AROUND_CLUSTERS,
	N_BAG,
	N_FIRST,
	N_LAST,
	N_MORE,
	N_CASE
};

static unsigned
value_of(const struct text *t, const struct token *w)
{
	unsigned value = 0;

	for (uint32_t at = w->begin; at < w->end; at++)
		value = value * 10 + (unsigned)(t->norm[at] - '0');
	return value;
}

static bool
is_number(const struct text *t, size_t i, unsigned digits_most)
{
	return i < t->token_count && t->token[i].kind == TOKEN_NUMBER &&
	       t->token[i].end - t->token[i].begin <= digits_most;
}

/* Do tokens i and i + 1 touch? */
static bool
glued(const struct text *t, size_t i)
{
	return i + 1 < t->token_count && !t->token[i + 1].space_before;
}

static bool
is_joint(const struct text *t, size_t i)
{
	return token_sign(t, i, '/') || token_sign(t, i, '-') ||
	       token_sign(t, i, '.') || token_sign(t, i, ',') ||
	       token_sign(t, i, ':');
}

/* A part of something longer: "1/2/3", "L4-5", "0.5", "90%". */
static bool
goes_on(const struct text *t, const struct numeral *n)
{
	if (n->first > 0 && glued(t, n->first - 1) &&
	    !token_sign(t, n->first - 1, '('))
		return true;
	if (!glued(t, n->last))
		return false;
	if (token_sign(t, n->last + 1, '%'))
		return true;
	return t->token[n->last + 1].kind != TOKEN_PUNCT ||
	       (is_joint(t, n->last + 1) && glued(t, n->last + 1));
}

static bool
day_and_month(unsigned a, unsigned b)
{
	return a > 0 && b > 0 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
}

/* "1st" to "31st": which; else 0. */
static unsigned
ordinal_of(const struct text *t, const struct token *w)
{
	static const char ends[][3] = {"st", "nd", "rd", "th"};
	const char *word = t->fold + w->begin;
	const size_t len = w->end - w->begin;
	unsigned value = 0;

	if (w->kind != TOKEN_MIXED || len < 3 || len > 4)
		return 0;
	for (size_t at = 0; at < len - 2; at++) {
		if (word[at] < '0' || word[at] > '9')
			return 0;
		value = value * 10 + (unsigned)(word[at] - '0');
	}
	for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++)
		if (memcmp(word + len - 2, ends[k], 2) == 0)
			return value <= 31 ? value : 0;
	return 0;
}

/* "sat > 94": how much of it there is. */
static bool
is_measured(const struct text *t, size_t i)
{
	return token_sign(t, i + 1, '>') || token_sign(t, i + 1, '<') ||
	       token_sign(t, i + 1, '=');
}

/* A weekday cut to what is another word, too. */
static bool
short_day(const struct text *t, const struct token *w)
{
	static const char days[][4] = {"sat", "sun", "mon", "wed"};
	bool is = false;

	if (w->kind != TOKEN_WORD || w->end - w->begin != SHORT_LETTERS)
		return false;
	for (size_t k = 0; k < sizeof(days) / sizeof(days[0]); k++)
		is |= memcmp(t->fold + w->begin, days[k], SHORT_LETTERS) == 0;
	return is;
}

/* A day of the month or the week by itself. */
static bool
day_at(const struct text *t, size_t i, struct numeral *n)
{
	const struct token *w = &t->token[i];

	*n = (struct numeral){.first = i, .last = i};
	if (short_day(t, w)) {
		n->form = NUMERAL_SHORT;
		n->value = (uint8_t)t->fold[w->begin];
		return !goes_on(t, n) && !is_measured(t, i);
	}
	n->form = NUMERAL_DAY;
	n->value = ordinal_of(t, w);
	return n->value > 0 && !goes_on(t, n);
}

/* By kind and length, which hardly any word has: "sat", "1st", a number. */
static inline bool
may_be(const struct token *w)
{
	const uint32_t len = w->end - w->begin;

	return w->kind == TOKEN_NUMBER ||
	       (w->kind == TOKEN_WORD && len == SHORT_LETTERS) ||
	       (w->kind == TOKEN_MIXED && len <= DAY_LETTERS);
}

bool
numeral_at(const struct text *t, size_t i, struct numeral *n)
{
	if (!may_be(&t->token[i]))
		return false;
	if (t->token[i].kind != TOKEN_NUMBER)
		return day_at(t, i, n);
	if (!is_number(t, i, DIGITS_MOST))
		return false;
	*n = (struct numeral){.first = i, .last = i};
	n->value = value_of(t, &t->token[i]);
	if (is_number(t, i, 2) && glued(t, i) && glued(t, i + 1) &&
	    is_number(t, i + 2, 2) &&
	    (token_sign(t, i + 1, '/') || token_sign(t, i + 1, '-') ||
		token_sign(t, i + 1, '.'))) {
		n->last = i + 2;
		n->second = value_of(t, &t->token[i + 2]);
		n->form = NUMERAL_DATE;
		return day_and_month(n->value, n->second) && !goes_on(t, n);
	}
	if (n->value >= 90 && n->value <= 109)
		n->form = NUMERAL_AGE;
	else if (n->value > 109 && t->norm[t->token[i].begin] != '0')
		n->form = NUMERAL_PHONE;
	else
		return false;
	return !goes_on(t, n);
}

struct sink {
	struct numeral_ids *ids;
	uint32_t form;
};

static void
add(const struct sink *s, enum family family, uint32_t a, uint32_t b)
{
	const uint32_t h = hash_feature(s->form * 64u + (uint32_t)family, a, b);

	if (s->ids->count < NUMERAL_IDS)
		s->ids->id[s->ids->count++] =
		    (uint16_t)(s->form * NUMERAL_EACH +
			       (h >> (32 - NUMERAL_BITS)));
}

/* What stands beside it at this distance; to the left it is below 0. */
static void
add_neighbour(
    const struct sink *s, const struct fact *fact, int at, enum scrub_lang lang)
{
	const uint32_t where = (uint32_t)(at + 8);

	add(s, N_WORD, where, fact->word);
	add(s, N_CLUSTER, where, fact->cluster);
	add(s, N_KIND, where, fact_state(fact));
	for (uint64_t bits = fact->cues; bits != 0; bits &= bits - 1)
		add(s, N_CUE, where * 2 + (lang == SCRUB_ID_ID),
		    (uint32_t)__builtin_ctzll(bits));
}

static void
own_features(
    const struct text *t, const struct numeral *n, const struct sink *s)
{
	const struct token *w = &t->token[n->first];
	struct numeral other;
	unsigned more = 0;

	add(s, N_BIAS, 0, 0);
	add(s, N_DIGITS, w->end - w->begin, n->value % 100 == 0);
	if (n->form != NUMERAL_PHONE)
		add(s, N_VALUE, n->value, 0);
	if (n->form == NUMERAL_DATE) {
		add(s, N_SECOND, n->second, 0);
		add(s, N_ORDER, n->value > 12 ? 2 : n->second > 12,
		    n->value < n->second   ? 0
		    : n->value > n->second ? 1
					   : 2);
		add(s, N_SIGN, (uint8_t)t->norm[t->token[n->first + 1].begin],
		    0);
	}
	if (n->form == NUMERAL_SHORT)
		add(s, N_CASE,
		    t->all_caps  ? 1
		    : t->no_caps ? 2
				 : 3u + w->letter_case,
		    w->sentence_start);
	if (n->first == 0)
		add(s, N_FIRST, 0, 0);
	if (n->last + 1 == t->token_count)
		add(s, N_LAST, 0, 0);
	for (size_t i = n->first < FAR ? 0 : n->first - FAR;
	     i < t->token_count && i < n->first + FAR && more < 3; i++)
		more += i != n->first && may_be(&t->token[i]) &&
			numeral_at(t, i, &other) && other.form == n->form;
	add(s, N_MORE, more, 0);
}

void
numeral_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, const struct numeral *n, struct numeral_ids *f)
{
	const struct fact *left = &fact[n->first] - 1;
	const struct fact *right = &fact[n->last] + 1;
	const struct sink s = {.ids = f, .form = n->form};

	f->count = 0;
	own_features(t, n, &s);
	/* Edges stand beside the text's. */
	for (int k = 0; k < NEAR; k++) {
		add_neighbour(&s, left - k, -k - 1, lang);
		add_neighbour(&s, right + k, k + 1, lang);
	}
	add(&s, N_LEFT_PAIR, left[-1].word, left->word);
	add(&s, N_RIGHT_PAIR, right->word, right[1].word);
	add(&s, N_AROUND_PAIR, left->word, right->word);
	add(&s, N_LEFT_CLUSTERS, left[-1].cluster, left->cluster);
	add(&s, N_RIGHT_CLUSTERS, right->cluster, right[1].cluster);
	add(&s, N_AROUND_CLUSTERS, left->cluster, right->cluster);
	for (size_t k = 0; k < AROUND; k++) {
		if (n->first > k)
			add(&s, N_BAG, fact[n->first - k - 1].word, 0);
		if (n->last + k + 1 < t->token_count)
			add(&s, N_BAG, fact[n->last + k + 1].word, 0);
	}
}

static const int16_t *
weights_now(void)
{
#ifdef SCRUB_EVAL
	return numeral_other;
#else
	return numeral_weights;
#endif
}

static int
weigh(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    const struct numeral *n)
{
	const int16_t *weights = weights_now();
	struct numeral_ids f;
	int sum = 0;

	numeral_features(t, lang, fact, n, &f);
	for (size_t k = 0; k < f.count; k++)
		sum += weights[f.id[k]];
	return sum;
}

bool
numeral_open(const struct fact *fact, const struct numeral *n)
{
	for (size_t i = n->first; i <= n->last; i++)
		if (fact[i].kind == FACT_TAKEN || fact[i].kind == FACT_NAMED)
			return false;
	return true;
}

/* The sign between a day and its month in what is a date for certain: one that
 * a layer took, or weighs enough; 0: there is none. */
static char
dated_sign(const struct text *t, enum scrub_lang lang, const struct fact *fact)
{
	struct numeral n;

	for (size_t i = 0; i < t->token_count; i++)
		if (t->token[i].kind == TOKEN_NUMBER && numeral_at(t, i, &n) &&
		    n.form == NUMERAL_DATE &&
		    (numeral_open(fact, &n) ? weigh(t, lang, fact, &n) >= LINE
					    : fact[i].kind == FACT_TAKEN &&
						  fact[i].label == SCRUB_DATE))
			return t->norm[t->token[i + 1].begin];
	return 0;
}

void
numerals_scan(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, struct spans *found)
{
	static const enum scrub_label label_of[NUMERAL_FORMS] = {
	    [NUMERAL_DATE] = SCRUB_DATE,
	    [NUMERAL_AGE] = SCRUB_AGE,
	    [NUMERAL_PHONE] = SCRUB_PHONE,
	    [NUMERAL_DAY] = SCRUB_DATE,
	    [NUMERAL_SHORT] = SCRUB_DATE,
	};
	const char sign = dated_sign(t, lang, fact);
	struct numeral n;

	for (size_t i = 0; i < t->token_count; i++) {
		int sum;

		if (!may_be(&t->token[i]) || !numeral_at(t, i, &n) ||
		    !numeral_open(fact, &n))
			continue;
		if (numeral_stays(t, lang, &n))
			continue;
		sum = weigh(t, lang, fact, &n);
		if (n.form == NUMERAL_DATE && sign != 0 &&
		    t->norm[t->token[i + 1].begin] == sign)
			sum += BESIDE_DATE;
		if (sum < LINE && !(n.form == NUMERAL_AGE &&
				      context_row_years(t, fact, n.first)))
			continue;
		spans_add(found, t->token[n.first].begin, t->token[n.last].end,
		    label_of[n.form], LAYER, "numeral", CERTAINTY);
	}
}
