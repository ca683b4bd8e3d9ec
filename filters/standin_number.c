/* SPDX-License-Identifier: MIT */
/* Which number who has. */
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

#define ROWS_FIRST 64u
#define NEAR_MIN 6u  /* letters of a name that is found again misspelt */
#define NEAR_MAX 40u /* of a longer one the exact form only */

/* What a row's hash is of. */
enum row_kind {
	ROW_WHOLE,      /* an identifier, all of it */
	ROW_WORD,       /* one of its words */
	ROW_NEAR_WHOLE, /* the same without one letter, or none */
	ROW_NEAR_WORD,
};

/* An open-addressing table by keyed hash; hash 0 is no row. */
struct standin_row {
	uint64_t hash;
	uint16_t number;
	bool listed; /* of a near form: lists know the name */
};

/* The words of a range: letters and digits only, a space between. */
struct words {
	char text[256];
	size_t len, count;
};

void
standins_init(struct standins *s, const uint8_t secret[32])
{
	static const char what[] = "date shift";
	uint64_t days;

	memset(s, 0, sizeof(*s));
	memcpy(s->key, secret, HASH_KEY_LEN);
	/* 1 to 364 days back: never a date to come. */
	days = hash_keyed(secret + HASH_KEY_LEN, what, sizeof(what)) % 364 + 1;
	s->shift_days = -(int)days;
}

void
standins_wipe(struct standins *s)
{
	if (s->row)
		explicit_bzero(s->row, s->room * sizeof(*s->row));
	free(s->row);
	explicit_bzero(s, sizeof(*s));
}

static uint64_t
hash_of(const struct standins *s, enum row_kind kind, enum scrub_label label,
    const char *text, size_t len)
{
	/* What a row is of needs no key: the text's hash has it. */
	const uint64_t of = ((uint64_t)kind << 8 | (uint64_t)label) + 1;
	const uint64_t hash =
	    hash_keyed(s->key, text, len) ^ of * HASH_WORD_STEP;

	return hash ? hash : 1;
}

/* The row of this hash, or the free one where it would stand. */
static struct standin_row *
place_of(struct standin_row *row, size_t room, uint64_t hash)
{
	size_t at = hash & (room - 1);

	while (row[at].hash != 0 && row[at].hash != hash)
		at = (at + 1) & (room - 1);
	return &row[at];
}

static const struct standin_row *
find_row(const struct standins *s, uint64_t hash)
{
	const struct standin_row *r;

	if (s->room == 0)
		return NULL;
	r = place_of(s->row, s->room, hash);
	return r->hash ? r : NULL;
}

static bool
grow(struct standins *s)
{
	size_t room = s->room ? s->room * 2 : ROWS_FIRST;
	struct standin_row *row;

	if (room > STANDIN_ROWS_MAX)
		return false;
	row = calloc(room, sizeof(*row));
	if (!row)
		return false;
	for (size_t i = 0; i < s->room; i++) {
		if (s->row[i].hash != 0)
			*place_of(row, room, s->row[i].hash) = s->row[i];
	}
	if (s->row)
		explicit_bzero(s->row, s->room * sizeof(*s->row));
	free(s->row);
	s->row = row;
	s->room = room;
	return true;
}

/* Who was first keeps it. */
static void
add_row(struct standins *s, uint64_t hash, unsigned number, bool listed)
{
	struct standin_row *r;

	if (s->count * 4 >= s->room * 3 && !grow(s))
		return;
	r = place_of(s->row, s->room, hash);
	if (r->hash)
		return;
	*r = (struct standin_row){
	    .hash = hash, .number = (uint16_t)number, .listed = listed};
	s->count++;
}

static void
words_of(struct words *w, const struct text *t, uint32_t begin, uint32_t end)
{
	bool inside = false;

	memset(w, 0, sizeof(*w));
	for (uint32_t i = begin; i < end && w->len + 2 < sizeof(w->text); i++) {
		uint8_t c = (uint8_t)t->fold[i];
		bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    c >= 0x80;

		if (part && !inside) {
			w->count++;
			if (w->len > 0)
				w->text[w->len++] = ' ';
		}
		if (part)
			w->text[w->len++] = (char)c;
		inside = part;
	}
}

/* Do lists know every word of it as a name? Then it is written right. */
static bool
is_listed(const char *text, size_t len)
{
	while (len > 0) {
		size_t n = 0;
		unsigned bits;

		while (n < len && text[n] != ' ')
			n++;
		bits = words_listed(SCRUB_EN, text, n) |
		       words_listed(SCRUB_ID_ID, text, n);
		if ((bits & (WORD_FORENAME | WORD_SURNAME)) == 0)
			return false;
		n += n < len;
		text += n;
		len -= n;
	}
	return true;
}

/*
 * Calls the text and each form of it without one letter but the first: two
 * words that a typing error apart share one of them.
 * Source: Garbe, symmetric delete spelling correction, 2012.
 */
typedef bool near_call(struct standins *s, uint64_t hash, void *with);

static bool
each_near(struct standins *s, enum row_kind kind, const char *text, size_t len,
    near_call *call, void *with)
{
	char less[NEAR_MAX];
	bool done;

	if (len < NEAR_MIN || len > NEAR_MAX)
		return false;
	done = call(s, hash_of(s, kind, SCRUB_NAME, text, len), with);
	for (size_t i = 1; i < len && !done; i++) {
		if (text[i] == text[i - 1])
			continue;
		memcpy(less, text, i);
		memcpy(less + i, text + i + 1, len - i - 1);
		done =
		    call(s, hash_of(s, kind, SCRUB_NAME, less, len - 1), with);
	}
	explicit_bzero(less, sizeof(less));
	return done;
}

/* A name looked for, and what was found; or the one to be added. */
struct near {
	bool listed;
	unsigned number;
};

static bool
find_near(struct standins *s, uint64_t hash, void *with)
{
	struct near *near = with;
	const struct standin_row *r = find_row(s, hash);

	if (!r || (r->listed && near->listed))
		return false;
	near->number = r->number;
	return true;
}

static bool
add_near(struct standins *s, uint64_t hash, void *with)
{
	const struct near *near = with;

	add_row(s, hash, near->number, near->listed);
	return false;
}

static unsigned
exact(
    const struct standins *s, enum row_kind kind, const char *text, size_t len)
{
	const struct standin_row *r =
	    find_row(s, hash_of(s, kind, SCRUB_NAME, text, len));

	return r ? r->number : 0;
}

static unsigned
nearly(struct standins *s, enum row_kind kind, const char *text, size_t len)
{
	struct near near = {.listed = is_listed(text, len)};

	each_near(s, kind, text, len, find_near, &near);
	return near.number;
}

/*
 * The number that one of the words has alone ("Patel", later "Anil Patel"); a
 * single word may be one of somebody's two as well.
 */
static unsigned
number_of_words(struct standins *s, const struct words *w, bool misspelt)
{
	const char *p = w->text;
	unsigned number = 0;

	for (size_t i = 0; i < w->count && number == 0; i++) {
		size_t len = strcspn(p, " ");

		if (misspelt)
			number = nearly(s, ROW_NEAR_WHOLE, p, len);
		else if (len > 1)
			number = exact(s, ROW_WHOLE, p, len);
		if (number == 0 && w->count == 1)
			number = misspelt ? nearly(s, ROW_NEAR_WORD, p, len)
					  : exact(s, ROW_WORD, p, len);
		p += len + 1;
	}
	return number;
}

static unsigned
number_of_name(struct standins *s, const struct words *w)
{
	unsigned number = number_of_words(s, w, false);

	if (number == 0 && w->count > 1)
		number = nearly(s, ROW_NEAR_WHOLE, w->text, w->len);
	return number ? number : number_of_words(s, w, true);
}

static void
add_name(struct standins *s, const struct words *w, unsigned number)
{
	struct near near = {
	    .listed = is_listed(w->text, w->len), .number = number};
	const char *p = w->text;

	each_near(s, ROW_NEAR_WHOLE, w->text, w->len, add_near, &near);
	for (size_t i = 0; w->count > 1 && i < w->count; i++) {
		size_t len = strcspn(p, " ");

		near.listed = is_listed(p, len);
		if (len > 1)
			add_row(s, hash_of(s, ROW_WORD, SCRUB_NAME, p, len),
			    number, false);
		each_near(s, ROW_NEAR_WORD, p, len, add_near, &near);
		p += len + 1;
	}
}

static unsigned
new_number(struct standins *s, enum scrub_label label)
{
	/* A full table ends numbers: 999 is what standin_find() takes. */
	if (s->count + 256 >= STANDIN_ROWS_MAX * 3 / 4 || s->last[label] >= 999)
		return 0;
	return ++s->last[label];
}

unsigned
standins_number(
    struct standins *s, const struct text *t, const struct span *span)
{
	bool name = span->label == SCRUB_NAME && span->person == 0;
	const struct standin_row *r;
	struct words w;
	unsigned number = 0;
	uint64_t hash;

	words_of(&w, t, span->begin, span->end);
	if (span->person > 0)
		w.len = (size_t)snprintf(
		    w.text, sizeof(w.text), "roster %u", span->person);
	hash = hash_of(s, ROW_WHOLE, span->label, w.text, w.len);
	r = find_row(s, hash);
	if (r) {
		number = r->number;
	} else {
		if (name)
			number = number_of_name(s, &w);
		if (number == 0)
			number = new_number(s, span->label);
		if (number > 0)
			add_row(s, hash, number, false);
		if (number > 0 && name)
			add_name(s, &w, number);
	}
	explicit_bzero(&w, sizeof(w));
	return number;
}
