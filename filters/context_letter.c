/* SPDX-License-Identifier: MIT */
#include "context_feature.h"

#include <string.h>

#include "hash.h"
#include "layer.h"
#include "wide.h"

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

struct sink {
	uint32_t *hash; /* HASHES_MAX of them */
	size_t count;
};

#define INLINE static inline __attribute__((always_inline))

/* At most 11 of a word and its neighbours, 11 of clusters, 9 of how it begins
 * and ends, and one for each letter of LETTERS_MOST. */
_Static_assert(11 + 11 + 9 + LETTERS_MOST <= HASHES_MAX, "room for all");

INLINE void
add(struct sink *f, enum family family, uint32_t a, uint32_t b)
{
	f->hash[f->count++] = hash_feature_first((uint32_t)family, a, b);
}

/* How an unlisted word begins and ends, and its letters three by three. */
INLINE void
spelling(const struct text *t, size_t i, struct sink *f)
{
	const struct token *w = &t->token[i];
	const char *word = t->fold + w->begin;
	size_t len = w->end - w->begin;
	const uint32_t large =
	    !t->all_caps && !t->no_caps && w->letter_case == CASE_TITLE;

	if (len > LETTERS_MOST)
		len = LETTERS_MOST;
	for (size_t n = 1; n <= 4 && n <= len; n++) {
		add(f, H_BEGINS, hash_letters(word, n), (uint32_t)n);
		add(f, H_ENDS, hash_letters(word + len - n, n), (uint32_t)n);
	}
	if (len >= 3)
		add(f, H_ENDS_LARGE, hash_letters(word + len - 3, 3), large);
	for (size_t at = 1; at + 4 <= len; at++)
		add(f, H_INSIDE, hash_letters(word + at, 3), 3);
}

INLINE void
clusters(const struct fact *fact, unsigned cased, struct sink *f)
{
	const uint32_t kind = fact->kind;
	const uint32_t own = fact->cluster;
	const uint32_t left = fact[-1].cluster;
	const uint32_t right = fact[1].cluster;

	add(f, H_CLUSTER, own, cased);
	add(f, H_CLUSTER, own, 16 + kind);
	add(f, H_CLUSTER_LEFT, left, cased);
	add(f, H_CLUSTER_LEFT, left, 16 + kind);
	add(f, H_CLUSTER_RIGHT, right, cased);
	add(f, H_CLUSTER_RIGHT, right, 16 + kind);
	add(f, H_CLUSTER_LEFT_FAR, fact[-2].cluster, kind);
	add(f, H_CLUSTER_RIGHT_FAR, fact[2].cluster, kind);
	add(f, H_CLUSTERS_AROUND, left, right);
	add(f, H_CLUSTERS_LEFT, left, own);
	add(f, H_CLUSTERS_RIGHT, own, right);
}

/* Edges stand beside the facts. */
INLINE void
hashed(const struct text *t, const struct fact *fact, size_t i, unsigned cased,
    struct sink *f)
{
	const struct fact *here = &fact[i];
	const uint32_t kind = here->kind;
	const uint32_t word = here->word;
	const uint32_t left = here[-1].word;
	const uint32_t right = here[1].word;

	add(f, H_WORD, word, 0);
	add(f, H_LEFT, left, 0);
	add(f, H_LEFT, left, kind);
	add(f, H_RIGHT, right, 0);
	add(f, H_RIGHT, right, kind);
	add(f, H_LEFT_FAR, here[-2].word, 0);
	add(f, H_RIGHT_FAR, here[2].word, 0);
	add(f, H_AROUND, left, right);
	add(f, H_LEFT_WORD, left, word);
	add(f, H_WORD_RIGHT, word, right);
	add(f, H_KINDS,
	    kind * FACT_KINDS * FACT_KINDS + here[-1].kind * FACT_KINDS +
		here[1].kind,
	    0);
	clusters(here, cased, f);
	if (kind == FACT_UNKNOWN || kind == FACT_NAME || kind == FACT_MADE)
		spelling(t, i, f);
}

WIDE static void
finish(uint32_t *hash, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hash[i] = hash_feature_last(hash[i]);
}

size_t
context_letters(const struct text *t, const struct fact *fact, size_t i,
    unsigned cased, uint32_t hash[HASHES_MAX])
{
	struct sink s = {.hash = hash};

	if (LAYER_ON(LAYER_LETTERS))
		hashed(t, fact, i, cased, &s);
	finish(s.hash, s.count);
	return s.count;
}
