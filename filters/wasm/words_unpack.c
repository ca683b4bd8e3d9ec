/* SPDX-License-Identifier: MIT */
#include "wasm/words_unpack.h"

#include <string.h>

#include "hash.h"
#include "words_table.h"

/* The parts of a pack; see gen/words.py. */
struct pack {
	uint32_t words, classes, letters;
	const uint8_t *class_bits;               /* 8 bytes each */
	const uint8_t *same, *more, *low, *high; /* a byte for each word */
	const uint8_t *letter, *tail;
};

static uint32_t
read32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static uint64_t
read64(const uint8_t *p)
{
	return read32(p) | (uint64_t)read32(p + 4) << 32;
}

static bool
open_pack(struct pack *p, const uint8_t *data, size_t len, size_t tail)
{
	uint64_t want;

	if (len < 12)
		return false;
	p->words = read32(data);
	p->classes = read32(data + 4);
	p->letters = read32(data + 8);
	want = 12 + (uint64_t)p->classes * 8 + (uint64_t)p->words * 4 +
	       p->letters + tail;
	if (want != len)
		return false;
	p->class_bits = data + 12;
	p->same = p->class_bits + p->classes * 8u;
	p->more = p->same + p->words;
	p->low = p->more + p->words;
	p->high = p->low + p->words;
	p->letter = p->high + p->words;
	p->tail = p->letter + p->letters;
	return true;
}

static void
add(uint64_t *table, uint64_t slots, const char *word, size_t len,
    uint64_t bits)
{
	uint64_t h = hash_word(word, len), mask = slots - 1, at = h & mask;

	while (table[at] != 0)
		at = (at + 1) & mask;
	table[at] = h >> WORDS_SLOT_BITS << WORDS_SLOT_BITS | bits;
}

/* As near() of gen/words.py. */
static void
add_near(uint64_t *near, const char *word, size_t len, uint32_t bits)
{
	char less[32];

	if (!words_near_wanted(bits, len))
		return;
	for (size_t i = 1; i < len; i++) {
		const unsigned at = words_between_at(
		    word[i - 1], i + 1 < len ? word[i + 1] : '\0');

		if (word[i] >= 'a' && word[i] <= 'z')
			near[WORDS_NEAR + WORDS_SURE + at / 2] |=
			    (uint64_t)1 << (word[i] - 'a' + (int)(at % 2 * 32));
	}
	memcpy(less, word, len - 1);
	for (size_t at = len; at-- > 0;) {
		const uint64_t h =
		    at == 0 ? hash_word(word, len) : hash_word(less, len - 1);

		near[words_near_slot(h)] |= words_near_bits(h);
		if (at > 0)
			less[at - 1] = word[at];
		else
			near[WORDS_NEAR + words_sure_slot(h)] |=
			    words_near_bits(h);
	}
}

bool
words_unpack(uint64_t *table, uint64_t slots, const uint8_t *data, size_t len)
{
	char word[256];
	size_t word_len = 0, used = 0;
	struct pack p = {0};
	uint64_t *near;

	if (!open_pack(&p, data, len, WORDS_TAIL) || p.words >= slots)
		return false;
	near = table + slots + WORDS_TAIL / 8;
	memset(table, 0, slots * sizeof(*table));
	memset(near, 0, WORDS_FILTERS * sizeof(*near));
	for (uint32_t i = 0; i < p.words; i++) {
		uint32_t class = p.low[i] | (uint32_t)p.high[i] << 8;
		uint64_t bits;

		if (p.same[i] > word_len || p.same[i] + p.more[i] > 255 ||
		    p.more[i] > p.letters - used || class >= p.classes)
			return false;
		memcpy(word + p.same[i], p.letter + used, p.more[i]);
		used += p.more[i];
		word_len = (size_t)p.same[i] + p.more[i];
		bits = read64(p.class_bits + class * 8u);
		add(table, slots, word, word_len, bits);
		add_near(near, word, word_len, (uint32_t)bits);
	}
	memcpy(table + slots, p.tail, WORDS_TAIL);
	return true;
}
