/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <string.h>

#include "hash.h"
#include "words_table.h"

#define NEAR_LEAST 6u /* letters */
#define NEAR_MOST 24u
#define TYPED_LEAST 4u
#define TYPED_MOST 12u

/*
 * Words of the clinic and frequent ones, whole and without one of their
 * letters, are in the filter (gen/words.py); so are one or two of a hundred
 * others. A typing error and what was meant share a word without a letter.
 */
static bool
may_be(uint64_t h)
{
	const uint64_t bits = words_near_bits(h);
	const uint64_t *near = words_table + words_table_slots + WORDS_TAIL / 8;

	return (near[words_near_slot(h)] & bits) == bits;
}

/* Not a word without a letter, but a whole one? */
static const uint64_t *
sure_slot(uint64_t h)
{
	return &words_table[words_table_slots + WORDS_TAIL / 8 + WORDS_NEAR +
			    words_sure_slot(h)];
}

static bool
may_be_sure(uint64_t h)
{
	const uint64_t bits = words_near_bits(h);

	return (*sure_slot(h) & bits) == bits;
}

/* The filter is larger than what stays in the cache: it is asked for all that
 * is needed before the first is looked at. */
static uint64_t
hash_and_fetch(const char *word, size_t len)
{
	const uint64_t *near = words_table + words_table_slots + WORDS_TAIL / 8;
	const uint64_t h = hash_word(word, len);

	__builtin_prefetch(&near[words_near_slot(h)]);
	return h;
}

/* Which letters may stand between these two, as bits from a: of 26 hardly more
 * than eight do. NUL is the end. */
static uint32_t
letters_between(char before, char behind)
{
	const uint64_t *between = words_table + words_table_slots +
				  WORDS_TAIL / 8 + WORDS_NEAR + WORDS_SURE;
	const unsigned at = words_between_at(before, behind);

	return (uint32_t)(between[at / 2] >> (at % 2 * 32));
}

/* Is this a word of the clinic, or a frequent one, and nobody's name? */
static bool
is_sure(enum scrub_lang lang, const char *word, size_t len)
{
	const unsigned sure = WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT;
	const unsigned name = WORD_FORENAME | WORD_SURNAME | WORD_PLACE;
	unsigned bits;

	/* The filter stays in the cache, the table does not. */
	if (!may_be_sure(hash_word(word, len)))
		return false;
	bits = words_listed(lang, word, len);
	return (bits & sure) != 0 && (bits & name) == 0;
}

/* A word of which one letter changes: what does not is read once. */
struct varied {
	uint64_t first, last; /* bytes, of two steps of hash_word() */
	uint64_t start;       /* before the step that has the letter */
	size_t len;
	unsigned shift; /* where the letter is in its step */
	bool in_last;
};

#define VARIED_MOST 16u /* letters */

/* word[at] is 0. */
static struct varied
vary(const char *word, size_t len, size_t at)
{
	const size_t begin = len > 8 ? 8 : 0;
	struct varied v = {.len = len,
	    .start = len,
	    .shift = (unsigned)(at % 8) * 8,
	    .in_last = at >= begin};

	v.last = hash_bytes(word + begin, len - begin);
	if (begin == 0)
		return v;
	v.first = hash_bytes(word, 8);
	if (v.in_last)
		v.start = hash_word_step(len, v.first);
	return v;
}

/* hash_word() with this letter. */
static uint64_t
hash_varied(const struct varied *v, char letter)
{
	const uint64_t there = (uint64_t)(uint8_t)letter << v->shift;

	if (v->in_last)
		return hash_word_end(v->start, v->last | there);
	return hash_word_end(
	    hash_word_step(v->start, v->first | there), v->last);
}

/* Is it sure with one letter at `at`? */
static bool
any_letter(enum scrub_lang lang, char *try, size_t len, size_t at)
{
	const uint32_t letters =
	    letters_between(try[at - 1], at + 1 < len ? try[at + 1] : '\0');
	const bool varied = len <= VARIED_MOST;
	struct varied v = {0};

	if (letters == 0)
		return false;
	try[at] = 0;
	if (varied)
		v = vary(try, len, at);
	for (uint32_t left = letters; left != 0; left &= left - 1) {
		uint64_t hash;

		try[at] = (char)('a' + __builtin_ctz(left));
		hash = varied ? hash_varied(&v, try[at]) : hash_word(try, len);
		if (may_be_sure(hash) && is_sure(lang, try, len))
			return true;
	}
	return false;
}

/* One letter more than the word, anywhere but before it. */
static bool
any_longer(enum scrub_lang lang, const char *word, size_t len)
{
	char try[NEAR_MOST + 2];

	memcpy(try, word, len);
	/* From behind, so that each step moves one letter. */
	for (size_t at = len; at > 0; at--) {
		if (at < len)
			try[at + 1] = word[at];
		if (any_letter(lang, try, len + 1, at))
			return true;
	}
	return false;
}

/* Letter `at` too many, another one meant, or changed with the one before;
 * without is the word without it. */
static bool
any_there(enum scrub_lang lang, const char *word, size_t len, size_t at,
    const char *without)
{
	char try[NEAR_MOST + 2];

	if (is_sure(lang, without, len - 1))
		return true;
	memcpy(try, word, len);
	if (any_letter(lang, try, len, at))
		return true;
	try[at] = word[at - 1];
	try[at - 1] = word[at];
	return at > 1 && is_sure(lang, try, len);
}

bool
words_near(enum scrub_lang lang, const char *word, size_t len)
{
	char without[NEAR_MOST];
	uint64_t hash[NEAR_MOST];

	if (len < NEAR_LEAST || len > NEAR_MOST)
		return false;
	hash[0] = hash_and_fetch(word, len);
	memcpy(without, word, len - 1);
	/* From the last letter on, so that each step moves one letter. */
	for (size_t at = len - 1; at > 0; at--) {
		hash[at] = hash_and_fetch(without, len - 1);
		without[at - 1] = word[at];
	}
	memcpy(without, word, len - 1);
	for (size_t at = len - 1; at > 0; at--) {
		if (may_be(hash[at]) && any_there(lang, word, len, at, without))
			return true;
		without[at - 1] = word[at];
	}
	return may_be(hash[0]) && any_longer(lang, word, len);
}

/* Is this a word that people write all day? A rare name may be one too. */
static bool
is_daily(enum scrub_lang lang, const char *word, size_t len)
{
	const unsigned daily = WORD_CURATED | WORD_FREQUENT;
	const unsigned name = WORD_STRONG | WORD_MOSTLY | WORD_EPONYM;
	const unsigned bits = words_listed(lang, word, len);

	return (bits & daily) != 0 && (bits & name) == 0;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* "sicne", "wehre", "tset" */
static bool
two_changed(enum scrub_lang lang, const char *word, size_t len)
{
	char try[TYPED_MOST + 2];

	memcpy(try, word, len);
	for (size_t at = 1; at < len; at++) {
		try[at - 1] = word[at];
		try[at] = word[at - 1];
		if (word[at] != word[at - 1] && is_daily(lang, try, len))
			return true;
		try[at - 1] = word[at - 1];
		try[at] = word[at];
	}
	return false;
}

/* "nedle", "boddied": a letter once for twice, or twice for once. */
static bool
doubled(enum scrub_lang lang, const char *word, size_t len)
{
	char try[TYPED_MOST + 2];

	for (size_t at = 1; at < len; at++) {
		memcpy(try, word, at);
		if (word[at] == word[at - 1]) {
			memcpy(try + at, word + at + 1, len - at - 1);
			if (is_daily(lang, try, len - 1))
				return true;
			continue;
		}
		try[at] = word[at - 1];
		memcpy(try + at + 1, word + at, len - at);
		if (is_daily(lang, try, len + 1))
			return true;
	}
	return false;
}

/* "famly", "jdwal", "pdhal": up to `left` vowels missing between consonants,
 * from `at` on. try: the word, with room for them. */
static bool
without_vowels(
    enum scrub_lang lang, char *try, size_t len, size_t at, unsigned left)
{
	static const char vowels[] = "aeiou";

	for (; at < len; at++) {
		if (is_vowel(try[at]) || is_vowel(try[at - 1]))
			continue;
		memmove(try + at + 1, try + at, len - at);
		for (const char *v = vowels; *v != '\0'; v++) {
			try[at] = *v;
			if (is_daily(lang, try, len + 1) ||
			    (left > 1 && without_vowels(lang, try, len + 1,
					     at + 2, left - 1)))
				return true;
		}
		memmove(try + at, try + at + 1, len - at);
	}
	return false;
}

/* "lukax", "matany": letters of what -nya becomes at the end; 0: none. */
static size_t
nya(const char *word, size_t len)
{
	if (word[len - 1] == 'x')
		return 1;
	if (len > 5 && memcmp(word + len - 2, "ny", 2) == 0)
		return 2;
	return len > 6 && memcmp(word + len - 3, "nya", 3) == 0 ? 3 : 0;
}

bool
words_typed(enum scrub_lang lang, const char *word, size_t len)
{
	const bool id = lang == SCRUB_ID_ID;
	char try[TYPED_MOST + 4];
	size_t stem = len;

	if (len < TYPED_LEAST || len > TYPED_MOST)
		return false;
	for (size_t i = 0; i < len; i++)
		if (word[i] < 'a' || word[i] > 'z')
			return false;
	if (two_changed(lang, word, len) || doubled(lang, word, len))
		return true;
	if (id)
		stem -= nya(word, len);
	if (stem < len && is_daily(lang, word, stem))
		return true;
	memcpy(try, word, len);
	return without_vowels(lang, try, stem, 1, id ? 2 : 1);
}
