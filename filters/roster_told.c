/* SPDX-License-Identifier: MIT */
/* The roster's ids as they are told or drawn, letter by letter: "K X L three
 * seven", "nol delapan dua belas", "24 then 87", "G07I2"; and its dates with
 * whatever sign between the numbers, or a month that is mistyped. */
#include "roster.h"

#include <string.h>

#include "lang/lexicon.h"
#include "words.h"

#define TOLD_GAP 6u    /* signs between two pieces */
#define TOLD_MIN 5u    /* letters and digits; fewer behind a word for it only */
#define PHONE_TOLD 8u  /* last digits of a telephone number that are one */
#define END_MIN 2u     /* of an id that the last update began */
#define DATE_SIGNS 2u
#define MONTH_MIN 3u   /* letters; one of more may be mistyped */

/* Said between two pieces of a number. */
static const char *const joints[] = {"then", "and", "plus", "dash", "minus",
    "hyphen", "slash", "stroke", "dot", "point", "space", "lalu", "terus",
    "trus", "kemudian", "dan", "strip", "garis", "miring", "titik", "koma",
    "comma", "spasi", NULL};

/* How much of an id was read. */
struct told {
	const struct text *t;
	const struct roster_id *id;
	size_t done;
	bool number; /* a digit, or a word for one, was among it */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is it this letter or digit, or drawn like it: "I" and "l" for 1? */
static bool
looks_like(char c, char key)
{
	return c == key || (!(is_digit(c) && is_digit(key)) &&
			       roster_drawn(c) == roster_drawn(key));
}

static bool
next_is(const struct told *told, char c)
{
	return told->done < told->id->len &&
	       looks_like(c, told->id->key[told->done]);
}

static bool
take_digit(struct told *told, unsigned digit)
{
	if (told->done >= told->id->len ||
	    told->id->key[told->done] != (char)('0' + digit))
		return false;
	told->done++;
	told->number = true;
	return true;
}

/* The token as it stands. */
static bool
take_drawn(struct told *told, const struct token *w)
{
	const char *fold = told->t->fold;
	const size_t before = told->done;

	for (uint32_t at = w->begin; at < w->end; at++) {
		if (!next_is(told, fold[at])) {
			told->done = before;
			return false;
		}
		told->done++;
		told->number = told->number || is_digit(fold[at]);
	}
	return true;
}

/* "ten", "fourteen", "forty", "forty one", of which the one comes next. */
static bool
take_value(struct told *told, unsigned value)
{
	if (value < 10)
		return take_digit(told, value);
	if (!take_digit(told, value / 10))
		return false;
	if (value < 20)
		return take_digit(told, value % 10);
	take_digit(told, 0);
	return true;
}

/* A word for a digit or number. */
static bool
take_said(struct told *told, const struct token *w)
{
	const int value = roster_said(told->t, w);

	return value >= 0 && take_value(told, (unsigned)value);
}

/* "dua belas", "lima puluh", "nine hundred": the second word, when the first
 * was a digit. How many tokens from i on. */
static size_t
take_compound(struct told *told, size_t i)
{
	static const char *const hundred[] = {"hundred", "ratus", NULL};
	const struct token *w = &told->t->token[i];
	const int value = roster_said(told->t, w);

	if (i + 1 < told->t->token_count &&
	    token_is(told->t, &told->t->token[i + 1], "belas") && value > 1 &&
	    value < 10)
		return take_digit(told, 1) && take_digit(told, (unsigned)value)
			   ? 2
			   : 0;
	if (told->done == 0)
		return 0;
	if (token_is(told->t, w, "puluh")) {
		take_digit(told, 0);
		return 1;
	}
	return token_one_of(told->t, i, hundred) && take_digit(told, 0) &&
	       take_digit(told, 0);
}

/* What stands for the next letters or digits at token i; 0: nothing does. */
static size_t
take_piece(struct told *told, size_t i)
{
	const struct text *t = told->t;
	const struct token *w = &t->token[i];
	const unsigned times = roster_said_times(t, w);
	size_t taken;

	if (times > 1) {
		size_t k = i + 1;

		if (token_sign(t, k, '-'))
			k++;
		for (unsigned n = 0; n < times; n++) {
			if (k >= t->token_count ||
			    (!take_drawn(told, &t->token[k]) &&
				!take_said(told, &t->token[k])))
				return 0;
		}
		return k - i + 1;
	}
	taken = take_compound(told, i);
	if (taken > 0)
		return taken;
	return take_drawn(told, w) || take_said(told, w);
}

/* Tokens from i on that tell the id from its byte `from` on; 0: not. */
static size_t
match_told(
    const struct roster_id *id, size_t from, const struct text *t, size_t i)
{
	struct told told = {.t = t, .id = id, .done = from};
	size_t gap = 0, k = i;

	while (k < t->token_count) {
		size_t taken;

		if (t->token[k].kind == TOKEN_PUNCT) {
			if (++gap > TOLD_GAP)
				break;
			k++;
			continue;
		}
		taken = take_piece(&told, k);
		if (taken == 0 && (k == i || !token_one_of(t, k, joints)))
			break;
		gap = taken > 0 ? 0 : gap + 1;
		k += taken > 0 ? taken : 1;
		if (told.done == id->len)
			return told.number && k > i ? k - i : 0;
	}
	return 0;
}

/* May the id begin here, from its byte `from` on? */
static bool
may_begin(const struct roster_id *id, size_t from, const struct text *t,
    const struct token *w)
{
	return looks_like(t->fold[w->begin], id->key[from]) ||
	       (w->lists & LIST_NUMBER) != 0;
}

static size_t
match_id(const struct roster_id *id, const struct text *t, size_t i)
{
	const size_t last = id->label == SCRUB_PHONE && id->len > PHONE_TOLD
				? id->len - PHONE_TOLD
				: 0;

	if (id->len < TOLD_MIN && !(id->len > 3 && roster_id_cue(t, i)))
		return 0;
	for (size_t from = 0; from <= last; from++) {
		size_t taken = may_begin(id, from, t, &t->token[i])
				   ? match_told(id, from, t, i)
				   : 0;

		if (taken > 0)
			return taken;
	}
	return 0;
}

size_t
roster_id_end(const struct roster *r, const struct text *t, size_t i)
{
	size_t best = 0;

	for (size_t k = 0; k < r->told_count; k++) {
		const struct roster_id *id = &r->id[r->told[k]];

		for (size_t from = 1; from + END_MIN <= id->len; from++) {
			size_t taken = may_begin(id, from, t, &t->token[i])
					   ? match_told(id, from, t, i)
					   : 0;

			/* "72" alone; before a word it is a value. */
			if (taken > best && (from + END_MIN < id->len ||
						i + taken == t->token_count))
				best = taken;
		}
	}
	return best;
}

static void
found_at(const struct text *t, size_t first, size_t count,
    enum scrub_label label, const char *rule, struct spans *found)
{
	spans_add(found, t->token[first].begin,
	    t->token[first + count - 1].end, label, "roster", rule, 97);
}

/* --- dates ----------------------------------------------------------------
 */

/* clang-format off */
static const char *const months[12][2] = { { "january", "januari" },
	{ "february", "februari" }, { "march", "maret" }, { "april" },
	{ "may", "mei" }, { "june", "juni" }, { "july", "juli" },
	{ "august", "agustus" }, { "september" }, { "october", "oktober" },
	{ "november", "nopember" }, { "december", "desember" } };
/* clang-format on */

static bool
has_digits(const struct text *t, size_t i)
{
	return i < t->token_count && (t->token[i].kind == TOKEN_NUMBER ||
					 t->token[i].kind == TOKEN_MIXED);
}

/* The number that token i writes in digits; -1: none. */
static int
value_at(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	uint32_t at;
	int value = 0;

	if (i >= t->token_count ||
	    (w->kind != TOKEN_NUMBER && w->kind != TOKEN_MIXED))
		return -1;
	for (at = w->begin;
	     at < w->end && at - w->begin < 4 && is_digit(t->fold[at]); at++)
		value = value * 10 + (t->fold[at] - '0');
	/* "14th" */
	return at > w->begin && (at == w->end || at + 2 == w->end) ? value
								    : -1;
}

/* The first token behind i and its signs; *signs: are there any? */
static size_t
over_signs(const struct text *t, size_t i, bool *signs)
{
	size_t k = i + 1;

	while (k < t->token_count && k - i <= DATE_SIGNS &&
	       t->token[k].kind == TOKEN_PUNCT)
		k++;
	*signs = *signs && k > i + 1;
	return k;
}

/* Is it this month, mistyped or with a digit in it: "Ferbuary", "M4rch"? */
static bool
nearly_month(const struct text *t, size_t i, unsigned month)
{
	const struct token *w = &t->token[i];
	char word[16];
	size_t len;

	if (i >= t->token_count || w->kind == TOKEN_PUNCT ||
	    w->kind == TOKEN_NUMBER ||
	    words_class(w->words) == WORD_IS_SAFE) /* "cross match 4" */
		return false;
	len = w->end - w->begin;
	if (len > sizeof(word))
		return false;
	for (size_t at = 0; at < len; at++) {
		char c = t->fold[w->begin + at];

		word[at] = is_digit(c) ? roster_drawn(c) : c;
	}
	for (size_t k = 0; k < 2 && months[month - 1][k]; k++) {
		const char *name = months[month - 1][k];

		if (roster_distance(name, strlen(name), word, len, 1) <=
		    (strlen(name) > MONTH_MIN))
			return true;
	}
	return false;
}

static bool
is_year(const struct roster_date *d, int value)
{
	return value == (int)d->year || value == (int)d->year % 100;
}

/* "11 Ferbuary 1949", "Ferbuary 11th"; tokens from i on, or 0. */
static size_t
match_named(const struct roster_date *d, const struct text *t, size_t i)
{
	const int first = value_at(t, i);
	bool signs = true;
	size_t k, year;

	if (first >= 0 && first != d->day)
		return 0;
	k = over_signs(t, i, &signs);
	if (first >= 0 ? !nearly_month(t, k, d->month)
		       : value_at(t, k) != d->day ||
			     !nearly_month(t, i, d->month))
		return 0;
	year = over_signs(t, k, &signs);
	return (is_year(d, value_at(t, year)) ? year : k) - i + 1;
}

/* "17|9|1981", "9,17,81", "1981:9:17"; tokens from i on, or 0. */
static size_t
match_numbers(const struct roster_date *d, const struct text *t, size_t i)
{
	const int a = value_at(t, i);
	bool signs = true, year_first, year_last;
	size_t second, third;
	int b, c;

	if (a != d->day && a != d->month && a != d->year)
		return 0;
	second = over_signs(t, i, &signs);
	third = over_signs(t, second, &signs);
	b = value_at(t, second);
	c = value_at(t, third);
	year_last = is_year(d, c) && ((a == d->day && b == d->month) ||
					 (a == d->month && b == d->day));
	year_first = a == d->year && b == d->month && c == d->day;
	/* "26 1 71" may be anything. */
	if (!year_first && !(year_last && (signs || c == d->year)))
		return 0;
	return third - i + 1;
}

static void
scan_ids(const struct roster *r, const struct text *t, size_t i,
    struct spans *found)
{
	const struct token *w = &t->token[i];
	const bool said = (w->lists & LIST_NUMBER) != 0;

	for (size_t k = 0; k < r->told_count; k++) {
		const struct roster_id *id = &r->id[r->told[k]];
		size_t taken;

		if (!said && id->label != SCRUB_PHONE &&
		    !looks_like(t->fold[w->begin], id->key[0]))
			continue;
		taken = match_id(id, t, i);
		if (taken > 0)
			found_at(t, i, taken, (enum scrub_label)id->label,
			    "roster-id", found);
	}
}

static void
scan_dates(const struct roster *r, const struct text *t, size_t i,
    struct spans *found)
{
	for (size_t k = 0; k < r->date_count; k++) {
		size_t taken = match_numbers(&r->date[k], t, i);

		if (taken == 0)
			taken = match_named(&r->date[k], t, i);
		if (taken > 0)
			found_at(t, i, taken, SCRUB_DATE, "roster-date", found);
	}
}

void
roster_scan_told(
    const struct roster *r, const struct text *t, struct spans *found)
{
	if ((t->kinds & (1u << TOKEN_NUMBER | 1u << TOKEN_MIXED)) == 0 &&
	    (t->lists & LIST_NUMBER) == 0)
		return;
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		bool signs = false;

		if (w->kind == TOKEN_PUNCT)
			continue;
		/* Of longer words only those that an id begins with. */
		if (has_digits(t, i) || w->end - w->begin == 1 ||
		    (w->lists & LIST_NUMBER) != 0 ||
		    r->may.id[(uint8_t)t->fold[w->begin]])
			scan_ids(r, t, i, found);
		if (r->date_count > 0 &&
		    (has_digits(t, i) ||
			has_digits(t, over_signs(t, i, &signs))))
			scan_dates(r, t, i, found);
	}
}
