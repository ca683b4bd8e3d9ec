/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <stdbool.h>
#include <string.h>

#include "clinical.h"
#include "hash.h"
#include "layer.h"
#include "words_affix.h"
#include "words_table.h"

/* What a slot of the table says; the same numbers stand in gen/words.py. */
#define HAS_EN 0x0001u
#define HAS_EN_FREQUENT 0x0002u
#define HAS_EN_RARE 0x0004u
#define HAS_ID 0x0008u
#define HAS_ID_FREQUENT 0x0010u
#define HAS_MEDICAL 0x0020u
#define HAS_FORENAME 0x0040u
#define HAS_SURNAME 0x0080u
#define HAS_STRONG 0x0100u
#define HAS_MOSTLY 0x0200u
#define HAS_EPONYM 0x0400u
#define HAS_PLACE 0x0800u
#define HAS_COUNTRY 0x1000u
#define HAS_BRAND 0x2000u
#define HAS_THING 0x4000u
#define HAS_CURATED 0x8000u
#define HAS_WEAK 0x10000u
#define HAS_NEVER_EN 0x20000u
#define HAS_NEVER_ID 0x40000u
#define HAS_GOES_ON 0x80000u
#define HAS_ANY 0x7FFFFu
#define HAS_NAME (HAS_FORENAME | HAS_SURNAME | HAS_PLACE)

/* Longest word that affixes are taken from, in bytes. */
#define WORD_MAX 48
/* Shortest word that is taken for a British spelling. */
#define BRITISH_LEAST 7

static uint64_t
slot_at(uint64_t h)
{
	const uint64_t low = ((uint64_t)1 << WORDS_SLOT_BITS) - 1;
	const uint64_t print = h >> WORDS_SLOT_BITS;
	const uint64_t mask = ((uint64_t)1 << words_table_bits) - 1;

	for (uint64_t at = h & mask; words_table[at] != 0; at = (at + 1) & mask)
		if (words_table[at] >> WORDS_SLOT_BITS == print)
			return words_table[at] & low;
	return 0;
}

static uint64_t
slot_of(const char *word, size_t len)
{
	return slot_at(hash_word(word, len));
}

static uint16_t
bits_of(enum scrub_lang lang, uint64_t all)
{
	const uint32_t slot = (uint32_t)all;
	const bool id = lang == SCRUB_ID_ID;
	const uint32_t own = id ? HAS_ID : HAS_EN;
	const uint32_t never = id ? HAS_NEVER_ID : HAS_NEVER_EN;
	const uint32_t frequent = id ? HAS_ID_FREQUENT : HAS_EN_FREQUENT;
	unsigned bits = 0;

	/* No branches: which of them a word has cannot be foreseen. */
#define BOTH(has, bit) bits |= (slot & (has)) / (has) * (bit)
	BOTH(HAS_MEDICAL, WORD_MEDICAL);
	BOTH(HAS_FORENAME, WORD_FORENAME);
	BOTH(HAS_SURNAME, WORD_SURNAME);
	BOTH(HAS_MOSTLY, WORD_MOSTLY);
	BOTH(HAS_EPONYM, WORD_EPONYM);
	BOTH(HAS_PLACE, WORD_PLACE);
	BOTH(HAS_COUNTRY, WORD_COUNTRY);
	BOTH(HAS_BRAND, WORD_BRAND);
	BOTH(HAS_THING, WORD_THING);
	BOTH(HAS_STRONG, WORD_STRONG);
	BOTH(HAS_WEAK, WORD_WEAK);
	BOTH(HAS_CURATED, WORD_CURATED);
#undef BOTH
	if (slot & own)
		bits |= WORD_COMMON;
	else if (slot & (HAS_EN | HAS_ID))
		/* Indonesian notes are half English; English ones have but
		 * frequent words of the other. */
		bits |= id || ((slot & HAS_ID_FREQUENT) != 0 &&
				  (slot & HAS_NAME) == 0)
			    ? WORD_COMMON | WORD_OTHER
			    : WORD_OTHER;
	if (slot & frequent)
		bits |= WORD_FREQUENT;
	if (slot & HAS_EN_RARE && !(slot & HAS_ID))
		bits |= WORD_RARE;
	/* Said in Indonesian operating rooms only. */
	if (!id && !(slot & HAS_EN))
		bits &= ~(unsigned)WORD_CURATED;
	if (slot & never)
		bits &= ~(unsigned)(WORD_FORENAME | WORD_SURNAME | WORD_PLACE |
				    WORD_MOSTLY | WORD_EPONYM | WORD_STRONG |
				    WORD_WEAK);
	return (uint16_t)bits;
}

/* Where a word stands in its language; what only English says, in both. */
static uint8_t
cluster_of(enum scrub_lang lang, uint64_t slot)
{
	const uint8_t own = (uint8_t)(slot >> WORDS_CLUSTER_ID_SHIFT);

	return lang == SCRUB_ID_ID && own != 0
		   ? own
		   : (uint8_t)(slot >> WORDS_CLUSTER_SHIFT);
}

/* What is known of a word that is no name in one of the languages; else 0. */
static uint64_t
stem_of(enum scrub_lang lang, const char *word, size_t len)
{
	const uint64_t has = len > 1 ? slot_of(word, len) : 0;
	const uint32_t safe = HAS_MEDICAL | HAS_BRAND |
			      (lang == SCRUB_ID_ID ? HAS_ID | HAS_EN : HAS_EN);

	return (has & safe) != 0 && ((has & HAS_EN_RARE) == 0 ||
					(has & (HAS_MEDICAL | HAS_ID)) != 0)
		   ? has
		   : 0;
}

static bool
is_stem(enum scrub_lang lang, const char *word, size_t len)
{
	return stem_of(lang, word, len) != 0;
}

static bool
ends_with(const char *word, size_t len, const char *end, size_t end_len)
{
	return len > end_len && memcmp(word + len - end_len, end, end_len) == 0;
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
english_made(const char *word, size_t len)
{
	char stem[WORD_MAX + 8];

	for (size_t i = 0; i < COUNT(english_ends); i++) {
		const struct affix *a = &english_ends[i];
		const size_t end = strlen(a->end), more = strlen(a->instead);

		if (!ends_with(word, len, a->end, end) || len - end < a->least)
			continue;
		memcpy(stem, word, len - end);
		memcpy(stem + len - end, a->instead, more);
		if (is_stem(SCRUB_EN, stem, len - end + more))
			return true;
		/* stopped, clipping: the doubled letter goes too */
		if (more == 0 && len - end > a->least + 1 &&
		    stem[len - end - 1] == stem[len - end - 2] &&
		    is_stem(SCRUB_EN, stem, len - end - 1))
			return true;
	}
	for (size_t i = 0; i < COUNT(english_starts); i++) {
		const struct affix *a = &english_starts[i];
		size_t n;

		if (*a->end != *word)
			continue;
		n = strlen(a->end);
		if (len >= n + a->least && memcmp(word, a->end, n) == 0 &&
		    is_stem(SCRUB_EN, word + n, len - n))
			return true;
	}
	return false;
}

/* What is known of the word that this one is made of; 0: of none. */
static uint64_t
indonesian_made(const char *word, size_t len)
{
	char stem[WORD_MAX + 8];

	for (size_t s = 0; s < COUNT(indonesian_starts); s++) {
		const struct affix *a = &indonesian_starts[s];
		size_t n, more;

		if (*a->end != '\0' && *a->end != *word)
			continue;
		n = strlen(a->end);
		more = strlen(a->instead);
		if (len < n + a->least || memcmp(word, a->end, n) != 0)
			continue;
		memcpy(stem, a->instead, more);
		memcpy(stem + more, word + n, len - n);
		for (size_t e = 0; e < COUNT(indonesian_ends); e++) {
			const struct affix *z = &indonesian_ends[e];
			const size_t end = strlen(z->end);
			const size_t whole = len - n + more;
			uint64_t has;

			if ((end > 0 && !ends_with(stem, whole, z->end, end)) ||
			    whole - end < z->least || end + n == 0)
				continue;
			has = stem_of(SCRUB_ID_ID, stem, whole - end);
			if (has != 0)
				return has;
		}
	}
	return 0;
}

/* With the first `parts` of british_parts as America writes them; 0: none. */
static size_t
respelled(const char *word, size_t len, size_t parts, char *out)
{
	size_t n = 0, i = 0;

	while (i < len) {
		size_t k = 0, from = 0, to;

		for (; k < parts; k++) {
			from = strlen(british_parts[k].end);
			if (len - i > from &&
			    memcmp(word + i, british_parts[k].end, from) == 0)
				break;
		}
		if (k == parts) {
			out[n++] = word[i++];
			continue;
		}
		to = strlen(british_parts[k].instead);
		memcpy(out + n, british_parts[k].instead, to);
		n += to;
		i += from;
	}
	return n == len && memcmp(word, out, len) == 0 ? 0 : n;
}

/* Is it of the clinic, listed or made of what is? */
static bool
is_clinical(const char *word, size_t len)
{
	return (stem_of(SCRUB_EN, word, len) & HAS_MEDICAL) != 0 ||
	       clinical_made(word, len);
}

/* "necrotising": -ize is known; of `word`, or of a clinical word only. */
static bool
british_end(const char *word, size_t len, bool clinical)
{
	char other[WORD_MAX + 8];

	for (size_t i = 0; i < COUNT(british_ends); i++) {
		const struct affix *a = &british_ends[i];
		const size_t end = strlen(a->end), more = strlen(a->instead);

		if (!ends_with(word, len, a->end, end) || len - end < a->least)
			continue;
		memcpy(other, word, len - end);
		memcpy(other + len - end, a->instead, more);
		return is_clinical(other, len - end + more) ||
		       (!clinical &&
			   is_stem(SCRUB_EN, other, len - end + more));
	}
	return false;
}

/*
 * "papilloedema", "haemoptysis", "necrotising": a term whose American spelling
 * is known. Not each "oe" is one sound: haemangioendothelioma, -entero-. Long
 * words of the clinic only, and none in -er: Roeder, Maeser, Waelder.
 */
static bool
british(const char *word, size_t len)
{
	char other[WORD_MAX + 8];

	if (len < BRITISH_LEAST)
		return false;
	for (size_t parts = COUNT(british_parts); parts > 0; parts--) {
		const size_t n = respelled(word, len, parts, other);

		if (n &&
		    ((is_clinical(other, n) && !ends_with(other, n, "er", 2)) ||
			british_end(other, n, true)))
			return true;
	}
	return british_end(word, len, false);
}

/*
 * "namo", "biaso", "suare": nama, biasa, suara as Palembang, Minangkabau and
 * the Malay of Pontianak say them; no word that is somebody's name.
 */
static bool
other_vowel(const char *word, size_t len)
{
	char whole[WORD_MAX];
	uint64_t has;

	if (len >= WORD_MAX || (word[len - 1] != 'o' && word[len - 1] != 'e') ||
	    (word[len - 1] == 'e' && len < 5))
		return false;
	memcpy(whole, word, len);
	whole[len - 1] = 'a';
	has = slot_of(whole, len);
	return (has & HAS_ID) != 0 && (has & HAS_NAME) == 0;
}

/*
 * "burem", "nelen", "diinjek": buram, menelan, diinjak as Jakarta says them;
 * no word that is somebody's name.
 */
static bool
jakarta_vowel(const char *word, size_t len)
{
	char whole[WORD_MAX];
	uint64_t has;

	if (len < 5 || word[len - 2] != 'e' || word[len - 1] == 'e')
		return false;
	memcpy(whole, word, len);
	whole[len - 2] = 'a';
	has = slot_of(whole, len);
	if (has & HAS_ANY)
		return (has & HAS_ID) != 0 && (has & HAS_NAME) == 0;
	return indonesian_made(whole, len) != 0;
}

/* "headlight", "breakdown": two words of four letters and more, nine in all. */
static bool
compound(enum scrub_lang lang, const char *word, size_t len)
{
	for (size_t i = 4; len > 8 && i + 4 <= len; i++)
		if (is_stem(lang, word, i) && is_stem(lang, word + i, len - i))
			return true;
	return false;
}

/* "noooo", "pleaseee", "hahaha": letters said longer. */
static bool
drawn_out(enum scrub_lang lang, const char *word, size_t len)
{
	char once[WORD_MAX];
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		if (i < 2 || word[i] != word[i - 1] || word[i] != word[i - 2])
			once[n++] = word[i];
	if (n == len)
		return false;
	if (is_stem(lang, once, n))
		return true;
	while (n > 2 && once[n - 1] == once[n - 2])
		n--;
	return is_stem(lang, once, n);
}

uint16_t
words_listed(enum scrub_lang lang, const char *word, size_t len)
{
	return bits_of(lang, slot_of(word, len));
}

void
words_fetch(uint64_t hash)
{
	__builtin_prefetch(
	    &words_table[hash & (((uint64_t)1 << words_table_bits) - 1)]);
}

uint16_t
words_find(enum scrub_lang lang, const char *word, size_t len)
{
	uint8_t cluster;

	return words_find_hashed(
	    lang, word, len, hash_word(word, len), &cluster);
}

uint16_t
words_find_hashed(enum scrub_lang lang, const char *word, size_t len,
    uint64_t hash, uint8_t *cluster)
{
	uint64_t slot;

	*cluster = 0;
	if (len < 2 || len >= WORD_MAX)
		return 0;
	slot = slot_at(hash);
	*cluster = cluster_of(lang, slot);
	if (slot & HAS_ANY)
		return bits_of(lang, slot);
	if (len < 4)
		return 0;
	/* "meckels", "crohns" */
	if (word[len - 1] == 's' &&
	    (slot = slot_of(word, len - 1)) & HAS_EPONYM)
		return bits_of(lang, slot);
	if (LAYER_ON(LAYER_MADE) &&
	    (clinical_made(word, len) || british(word, len)))
		return WORD_COMMON | WORD_MEDICAL;
	if (english_made(word, len) || drawn_out(lang, word, len))
		return WORD_COMMON | WORD_RARE;
	if (lang == SCRUB_ID_ID && (slot = indonesian_made(word, len)) != 0) {
		if (*cluster == 0)
			*cluster = cluster_of(lang, slot);
		return WORD_COMMON | WORD_RARE;
	}
	if (lang == SCRUB_ID_ID &&
	    (other_vowel(word, len) || jakarta_vowel(word, len)))
		return WORD_COMMON | WORD_RARE;
	/* A headlight, or Copperhill. */
	if (compound(SCRUB_EN, word, len))
		return WORD_COMMON | WORD_SURNAME | WORD_WEAK;
	return 0;
}

unsigned
words_toponym(const char *words, size_t len)
{
	const uint64_t slot = slot_of(words, len);

	return ((slot & HAS_PLACE) != 0 ? WORDS_PLACE : 0u) |
	       ((slot & HAS_GOES_ON) != 0 ? WORDS_GO_ON : 0u);
}

bool
words_go_on(uint64_t hash)
{
	return (slot_at(hash) & HAS_GOES_ON) != 0;
}

int
words_name_like(const char *word, size_t len)
{
	const signed char *table =
	    (const signed char *)&words_table[words_table_slots];
	unsigned last = 0, two = 0; /* the letters before */
	int sum = 0;

	if (len == 0)
		return 0;
	for (size_t i = 0; i <= len; i++) {
		unsigned c = 0;

		if (i < len && word[i] >= 'a' && word[i] <= 'z')
			c = (unsigned)(word[i] - 'a') + 1;
		sum += table[two * 28 + c];
		two = last * 28 + c;
		last = c;
	}
	return sum / (int)(len + 1);
}
