/* SPDX-License-Identifier: MIT */
#include "context_feature.h"

#include <string.h>

#include "layer.h"

#define LETTERS_MOST 24u /* of a word; what is longer is cut */

enum family {
	H_WORD = 1,
	H_LEFT,
	H_RIGHT,
	H_LEFT_FAR,
	H_RIGHT_FAR,
	H_AROUND,
	H_LEFT_WORD,
	H_WORD_RIGHT,
	H_BEGINS,
	H_ENDS,
	H_INSIDE,
	H_ENDS_LARGE,
	H_CLUSTER,
	H_CLUSTER_LEFT,
	H_CLUSTER_RIGHT,
	H_CLUSTER_LEFT_FAR,
	H_CLUSTER_RIGHT_FAR,
	H_CLUSTERS_AROUND,
	H_CLUSTERS_LEFT,
	H_CLUSTERS_RIGHT,
	H_KINDS
};

static uint32_t
mix(uint32_t h, uint32_t value)
{
	return (h ^ value) * 0x01000193u;
}

static void
add(struct features *f, enum family family, uint32_t a, uint32_t b)
{
	uint32_t h = mix(mix(0x811C9DC5u + (uint32_t)family, a), b);

	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	h ^= h >> 12;
	h *= 0x297A2D39u;
	h ^= h >> 15;
	if (f->hashes < HASHES_MAX)
		f->hash[f->hashes++] = h;
}

static uint32_t
letters(const char *word, size_t len)
{
	uint32_t h = 0x811C9DC5u;

	for (size_t i = 0; i < len; i++)
		h = mix(h, (unsigned char)word[i]);
	return h;
}

/* A token as a neighbour; what has digits, and the edges, are all alike. */
static uint32_t
word_of(const struct text *t, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return 1;
	w = &t->token[i];
	if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED)
		return 2;
	if (w->kind == TOKEN_PUNCT)
		return letters(t->fold + w->begin, w->end - w->begin);
	return (uint32_t)(w->hash >> 32);
}

/* How an unlisted word begins and ends, and its letters three by three. */
static void
spelling(const struct text *t, size_t i, struct features *f)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	size_t len = w->end - w->begin;
	const uint32_t large =
	    !t->all_caps && !t->no_caps && w->letter_case == CASE_TITLE;

	if (len > LETTERS_MOST)
		len = LETTERS_MOST;
	for (size_t n = 1; n <= 4 && n <= len; n++) {
		add(f, H_BEGINS, letters(word, n), (uint32_t)n);
		add(f, H_ENDS, letters(word + len - n, n), (uint32_t)n);
	}
	if (len >= 3)
		add(f, H_ENDS_LARGE, letters(word + len - 3, 3), large);
	for (size_t at = 1; at + 4 <= len; at++)
		add(f, H_INSIDE, letters(word + at, 3), 3);
}

/* As word_of(), of the clusters that words are in. */
static uint32_t
cluster_of(const struct text *t, size_t i)
{
	const struct token *w;

	if (i >= t->token_count)
		return 256;
	w = &t->token[i];
	if (w->kind == TOKEN_NUMBER || w->kind == TOKEN_MIXED)
		return 257;
	if (w->kind == TOKEN_PUNCT)
		return 258u + (uint8_t)t->fold[w->begin];
	return w->cluster;
}

static void
clusters(const struct text *t, const struct fact *fact, size_t i,
    const struct around *a, struct features *f)
{
	const uint32_t kind = fact[i].kind;
	const uint32_t own = cluster_of(t, i);
	const uint32_t left = i > 0 ? cluster_of(t, i - 1) : 256;
	const uint32_t right = cluster_of(t, i + 1);

	add(f, H_CLUSTER, own, a->cased);
	add(f, H_CLUSTER, own, 16 + kind);
	add(f, H_CLUSTER_LEFT, left, a->cased);
	add(f, H_CLUSTER_LEFT, left, 16 + kind);
	add(f, H_CLUSTER_RIGHT, right, a->cased);
	add(f, H_CLUSTER_RIGHT, right, 16 + kind);
	add(f, H_CLUSTER_LEFT_FAR, i > 1 ? cluster_of(t, i - 2) : 256, kind);
	add(f, H_CLUSTER_RIGHT_FAR, cluster_of(t, i + 2), kind);
	add(f, H_CLUSTERS_AROUND, left, right);
	add(f, H_CLUSTERS_LEFT, left, own);
	add(f, H_CLUSTERS_RIGHT, own, right);
}

void
context_letters(const struct text *t, const struct fact *fact, size_t i,
    const struct around *a, struct features *f)
{
	const uint32_t kind = fact[i].kind;
	const uint32_t word = word_of(t, i);
	const uint32_t left = i > 0 ? word_of(t, i - 1) : 1;
	const uint32_t right = word_of(t, i + 1);

	f->hashes = 0;
	if (!LAYER_ON(LAYER_LETTERS))
		return;
	add(f, H_WORD, word, 0);
	add(f, H_LEFT, left, 0);
	add(f, H_LEFT, left, kind);
	add(f, H_RIGHT, right, 0);
	add(f, H_RIGHT, right, kind);
	add(f, H_LEFT_FAR, i > 1 ? word_of(t, i - 2) : 1, 0);
	add(f, H_RIGHT_FAR, word_of(t, i + 2), 0);
	add(f, H_AROUND, left, right);
	add(f, H_LEFT_WORD, left, word);
	add(f, H_WORD_RIGHT, word, right);
	add(f, H_KINDS,
	    kind * FACT_KINDS * FACT_KINDS +
		(i > 0 ? fact[i - 1].kind : (uint32_t)FACT_EDGE) * FACT_KINDS +
		(i + 1 < t->token_count ? fact[i + 1].kind
					: (uint32_t)FACT_EDGE),
	    0);
	clusters(t, fact, i, a, f);
	if (kind == FACT_UNKNOWN || kind == FACT_NAME || kind == FACT_MADE)
		spelling(t, i, f);
}
