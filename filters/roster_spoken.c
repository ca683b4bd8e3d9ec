/* SPDX-License-Identifier: MIT */
/* The roster's numbers where some digits are words, and its addresses where
 * the signs are: "three oh 7 1", "jdoe at gmail dot com". */
#include "roster.h"

#include <stdio.h>
#include <string.h>

#include "lang/lexicon.h"

#define ROW_MAX 48u   /* digits looked at together */
#define ROW_BACK 24u  /* of them looked at again with the next ones */
#define ROW_GAP 3u    /* signs between two */
#define ROW_MIN 5u    /* fewer digits are no id by themselves */
#define MAIL_WORDS 4u /* "at", "dot" and signs between two pieces */

/* clang-format off */
static const struct {
	uint8_t len, value; /* below 10: the digit; else the number */
	char word[10];
} numbers[] = { /* LIST_NUMBER has all of them */
	{ 3, 2, "dua" },
	{ 7, 8, "delapan" },
	{ 4, 6, "enam" },
	{ 5, 8, "eight" },
	{ 5, 4, "empat" },
	{ 6, 80, "eighty" },
	{ 6, 11, "eleven" },
	{ 8, 18, "eighteen" },
	{ 4, 5, "fife" },
	{ 4, 5, "five" },
	{ 4, 4, "four" },
	{ 5, 50, "fifty" },
	{ 5, 40, "forty" },
	{ 7, 15, "fifteen" },
	{ 8, 14, "fourteen" },
	{ 6, 0, "kosong" },
	{ 4, 5, "lima" },
	{ 5, 8, "lapan" },
	{ 3, 0, "nil" },
	{ 3, 0, "nol" },
	{ 4, 9, "nine" },
	{ 5, 9, "niner" },
	{ 6, 90, "ninety" },
	{ 6, 0, "nought" },
	{ 8, 19, "nineteen" },
	{ 1, 0, "o" },
	{ 2, 0, "oh" },
	{ 3, 1, "one" },
	{ 3, 6, "six" },
	{ 4, 1, "satu" },
	{ 5, 7, "seven" },
	{ 5, 60, "sixty" },
	{ 7, 11, "sebelas" },
	{ 7, 10, "sepuluh" },
	{ 7, 70, "seventy" },
	{ 7, 16, "sixteen" },
	{ 8, 9, "sembilan" },
	{ 9, 17, "seventeen" },
	{ 3, 10, "ten" },
	{ 3, 2, "two" },
	{ 4, 3, "tiga" },
	{ 4, 3, "tree" },
	{ 5, 3, "three" },
	{ 5, 7, "tujuh" },
	{ 6, 30, "thirty" },
	{ 6, 12, "twelve" },
	{ 6, 20, "twenty" },
	{ 8, 13, "thirteen" },
	{ 4, 0, "zero" },
};
/* Said for a sign of an address. */
static const char *const sign_words[] = { "at", "et", "keong", "dot", "titik",
	"point", "period", "underscore", "under", "score", "dash", "minus",
	"hyphen", "strip", "garis", "bawah", NULL };
static const char *const at_words[] = { "at", "et", "keong", NULL };
/* clang-format on */

/* Is it one of the words above, or "double"? Most texts have none. */
static inline bool
may_be_number(const struct token *w)
{
	return w->kind == TOKEN_WORD && (w->lists & LIST_NUMBER) != 0;
}

/* Digits from one token on, however they are written. */
struct row {
	char digit[ROW_MAX];
	uint32_t token[ROW_MAX];
	size_t len, next;
	bool words; /* some are words or letters */
};

static bool
put(struct row *row, size_t token, unsigned digit)
{
	if (row->len == ROW_MAX)
		return false;
	row->token[row->len] = (uint32_t)token;
	row->digit[row->len++] = (char)('0' + digit);
	return true;
}

int
roster_said(const struct text *t, const struct token *w)
{
	if (!may_be_number(w))
		return -1;
	for (size_t k = 0; k < sizeof(numbers) / sizeof(numbers[0]); k++) {
		if (numbers[k].len == w->end - w->begin &&
		    memcmp(numbers[k].word, t->fold + w->begin,
			numbers[k].len) == 0)
			return numbers[k].value;
	}
	return -1;
}

/* "8O1", "3l7": digits, and letters that look like some. */
static bool
put_drawn(struct row *row, const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];
	const size_t len = row->len;

	for (uint32_t at = w->begin; at < w->end; at++) {
		char c = t->fold[at];

		c = c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c;
		if (c < '0' || c > '9' || !put(row, i, (unsigned)(c - '0'))) {
			row->len = len;
			return false;
		}
	}
	return true;
}

/* Adds what token i says; false: no digits, or no room. */
static bool
put_token(struct row *row, const struct text *t, size_t i, unsigned times)
{
	const struct token *w = &t->token[i];
	const int value = roster_said(t, &t->token[i]);

	if (value >= 0) {
		row->words = true;
		if (value >= 20 && i + 1 < t->token_count) {
			/* "seventy one", "seventy-one" */
			size_t k = i + 1 + token_sign(t, i + 1, '-');
			int unit = k < t->token_count
				       ? roster_said(t, &t->token[k])
				       : -1;

			return put(row, i, (unsigned)value / 10) &&
			       ((unit > 0 && unit < 10) || put(row, i, 0));
		}
		if (value >= 10)
			return put(row, i, (unsigned)value / 10) &&
			       put(row, i, (unsigned)value % 10);
		while (times-- > 0) {
			if (!put(row, i, (unsigned)value))
				return false;
		}
		return true;
	}
	if (w->kind == TOKEN_MIXED) {
		row->words = true;
		return put_drawn(row, t, i);
	}
	return w->kind == TOKEN_NUMBER && put_drawn(row, t, i);
}

unsigned
roster_said_times(const struct text *t, const struct token *w)
{
	return token_is(t, w, "double")   ? 2
	       : token_is(t, w, "dobel")  ? 2
	       : token_is(t, w, "triple") ? 3
					  : 1;
}

static void
collect(struct row *row, const struct text *t, size_t i)
{
	size_t gap = 0;

	row->len = 0;
	row->words = false;
	row->next = i + 1;
	for (; i < t->token_count; i++) {
		const struct token *w = &t->token[i];
		const unsigned times = roster_said_times(t, w);

		if (w->kind == TOKEN_PUNCT) {
			if (++gap > ROW_GAP)
				return;
			continue;
		}
		gap = 0;
		if (times > 1 && ++i == t->token_count)
			return;
		if (!put_token(row, t, i, times))
			return;
		row->next = i + 1;
	}
}

/* Where key stands in the row, or -1. */
static int
find_key(const struct row *row, const char *key, size_t len)
{
	for (size_t i = 0; i + len <= row->len; i++) {
		if (row->digit[i] == key[0] &&
		    memcmp(row->digit + i, key, len) == 0)
			return (int)i;
	}
	return -1;
}

static void
found_id(const struct text *t, const struct roster_id *id, size_t first,
    size_t last, struct spans *found)
{
	spans_add(found, t->token[first].begin, t->token[last].end,
	    (enum scrub_label)id->label, "roster",
	    id->exact ? "roster-date" : "roster-id", 97);
}

/* "twenty seven seven ninety": a day, a month and a year without noughts, in
 * words; with four digits it may be a clock's. */
static bool
is_said_date(const struct row *row, const struct roster_date *d)
{
	char key[16];
	bool same = false;

	for (unsigned i = 0; !same && i < 4; i++) {
		const unsigned year = i < 2 ? d->year % 100u : d->year;
		const size_t len = (size_t)snprintf(key, sizeof(key),
		    "%u%u%02u", i % 2 ? d->month : d->day,
		    i % 2 ? d->day : d->month, year);

		same = len >= ROW_MIN && len == row->len &&
		       memcmp(key, row->digit, len) == 0;
	}
	explicit_bzero(key, sizeof(key));
	return same;
}

static void
find_dates(const struct roster *r, const struct text *t, const struct row *row,
    struct spans *found)
{
	for (size_t k = 0; row->words && k < r->date_count; k++) {
		if (is_said_date(row, &r->date[k]))
			spans_add(found, t->token[row->token[0]].begin,
			    t->token[row->token[row->len - 1]].end, SCRUB_DATE,
			    "roster", "roster-date", 97);
	}
}

static void
find_ids(const struct roster *r, const struct text *t, const struct row *row,
    struct spans *found)
{
	/* "last four 8 8 4 6": the first four is a word. */
	const size_t at_four = row->digit[0] == '4' && row->len > 4 &&
			       roster_said(t, &t->token[row->token[0]]) == 4;

	for (size_t k = 0; k < r->id_count; k++) {
		const struct roster_id *id = &r->id[k];
		/* A telephone number without its country's code. */
		const size_t len =
		    id->label == SCRUB_PHONE && id->len > 9 ? 9 : id->len;
		int at;

		if (id->digits && id->len >= ROW_MIN && !id->exact &&
		    (at = find_key(row, id->key + id->len - len, len)) >= 0)
			/* with the country's code, or whatever leads it */
			found_id(t, id, row->token[at <= 4 ? 0 : at],
			    row->token[(size_t)at + len - 1], found);
		else if (id->len > 4 && !id->exact && row->len >= at_four + 4 &&
			 memcmp(id->key + id->len - 4, row->digit + at_four,
			     4) == 0 &&
			 (at_four || roster_last_meant(t, row->token[0])))
			found_id(t, id, row->token[at_four],
			    row->token[at_four + 3], found);
		else if (id->digits && id->exact && row->words &&
			 id->len == row->len &&
			 find_key(row, id->key, id->len) == 0)
			found_id(t, id, row->token[0], row->token[row->len - 1],
			    found);
	}
}

/* Is token i what stands for a sign in an address that is told? */
static bool
is_sign(const struct text *t, size_t i)
{
	return t->token[i].kind == TOKEN_PUNCT ||
	       token_one_of(t, i, sign_words);
}

/* Tokens from i on that write the address, at least its first part and the
 * word behind the "at"; 0: they do not. */
static size_t
match_mail(const struct roster_id *id, const struct text *t, size_t i)
{
	size_t done = 0, gap = 0, best = 0;

	for (size_t k = i; k < t->token_count && done < id->len; k++) {
		const struct token *w = &t->token[k];
		const size_t len = w->end - w->begin;

		if (w->kind != TOKEN_PUNCT && len <= id->len - done &&
		    memcmp(id->key + done, t->fold + w->begin, len) == 0) {
			done += len;
			gap = 0;
			if (done >= id->host)
				best = k - i + 1;
			/* "jdoe@" of whatever house */
			else if (done == id->local && done > 3 &&
				 (token_sign(t, k + 1, '@') ||
				     token_one_of(t, k + 1, at_words)))
				best = k - i + 1;
			continue;
		}
		if (k == i || !is_sign(t, k) || ++gap > MAIL_WORDS)
			break;
	}
	return best;
}

static inline bool
may_begin(const struct text *t, size_t i)
{
	const struct token *w = &t->token[i];

	if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED)
		return true;
	return roster_said(t, w) >= 0 || roster_said_times(t, w) > 1;
}

/* Does a row that begins with token i end with it? */
static bool
stands_alone(const struct text *t, size_t i)
{
	size_t k = i + 1;

	if (roster_said_times(t, &t->token[i]) > 1)
		return false;
	while (k < t->token_count && t->token[k].kind == TOKEN_PUNCT)
		k++;
	return k >= t->token_count || k > i + 1 + ROW_GAP || !may_begin(t, k);
}

void
roster_scan_spoken(
    const struct roster *r, const struct text *t, struct spans *found)
{
	struct row row;

	if (r->id_count == 0)
		return;
	if ((t->kinds & (1u << TOKEN_NUMBER | 1u << TOKEN_MIXED)) == 0 &&
	    (t->lists & LIST_NUMBER) == 0)
		return;
	for (size_t i = 0; i < t->token_count;) {
		if (t->token[i].kind == TOKEN_PUNCT || !may_begin(t, i)) {
			i++;
			continue;
		}
		if (stands_alone(t, i)) {
			i++;
			continue;
		}
		collect(&row, t, i);
		if (row.len >= 4 && row.token[0] < row.token[row.len - 1]) {
			find_ids(r, t, &row, found);
			find_dates(r, t, &row, found);
		}
		i = row.next;
		/* Cut off in the middle: once more from a little before. */
		if (row.len == ROW_MAX &&
		    row.token[ROW_MAX - ROW_BACK] > row.token[0])
			i = row.token[ROW_MAX - ROW_BACK];
	}
	explicit_bzero(&row, sizeof(row));
}

void
roster_scan_mail(
    const struct roster *r, const struct text *t, struct spans *found)
{
	for (size_t k = 0; k < r->id_count; k++) {
		const struct roster_id *id = &r->id[k];

		if (id->local == 0)
			continue;
		for (size_t i = 0; i < t->token_count; i++) {
			size_t taken;

			if (t->fold[t->token[i].begin] != id->key[0])
				continue;
			taken = match_mail(id, t, i);
			if (taken > 0)
				found_id(t, id, i, i + taken - 1, found);
		}
	}
}
