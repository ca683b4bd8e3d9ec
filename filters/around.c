/* SPDX-License-Identifier: MIT */
#include "around.h"

#include <string.h>

#include "hash.h"
#include "tagger.h"
#include "wide.h"

#ifdef SCRUB_EVAL
const struct around_weights *around_other;
#else /* there, they come from a file */
#include "around_weights.h"
#endif

enum family { P_WORD = 1, P_BEGINS, P_ENDS, P_INSIDE };

static const struct around_weights *
weights(void)
{
#ifdef SCRUB_EVAL
	return around_other;
#else
	return &around_weights;
#endif
}

/* Pieces of a word, hashed by half. */
struct pieces {
	uint32_t hash[AROUND_PIECES_MOST];
	size_t count;
};

static void
put_piece(struct pieces *p, enum family family, uint32_t letters)
{
	p->hash[p->count++] = hash_feature_first((uint32_t)family, letters, 0);
}

WIDE static void
finish(const struct pieces *p, uint16_t piece[AROUND_PIECES_MOST])
{
	for (size_t i = 0; i < p->count; i++)
		piece[i] = (uint16_t)(hash_feature_last(p->hash[i]) >>
				      (32 - AROUND_PIECE_BITS));
}

/* The word, how it begins and ends, and its letters three by three. */
static void
put_letters(const struct text *t, const struct token *w, struct around_ids *f)
{
	const char *word = t->fold + w->begin;
	size_t len = w->end - w->begin;
	struct pieces p;

	p.count = 0;
	if (len > AROUND_LETTERS)
		len = AROUND_LETTERS;
	put_piece(&p, P_WORD, hash_letters(word, len));
	for (size_t n = 2; n <= 4 && n <= len; n++) {
		put_piece(&p, P_BEGINS, hash_letters(word, n));
		put_piece(&p, P_ENDS, hash_letters(word + len - n, n));
	}
	for (size_t at = 0; at + 3 <= len; at++)
		put_piece(&p, P_INSIDE, hash_letters(word + at, 3));
	finish(&p, f->piece);
	f->pieces = p.count;
}

static void
put_known(struct around_ids *f, unsigned id)
{
	f->known[f->knowns++] = (uint16_t)id;
}

static void
put_bits(struct around_ids *f, unsigned first, uint64_t bits)
{
	for (; bits != 0; bits &= bits - 1)
		put_known(f, first + (unsigned)__builtin_ctzll(bits));
}

/* By its letters: asked for only of what may be a word. */
static void
put_looks(const struct token *w, const struct fact *fact, struct around_ids *f)
{
	if (fact->kind < FACT_UNKNOWN || w->end - w->begin < 2)
		return;
	put_known(f, A_LIKE + (unsigned)w->like);
	if (w->looks & LOOKS_VOWEL)
		put_known(f, A_VOWEL);
	if (w->looks & LOOKS_CLINICAL)
		put_known(f, A_CLINICAL);
	if (fact->near)
		put_known(f, A_NEAR);
	if (fact->kind == FACT_UNKNOWN && w->looks & LOOKS_TYPED)
		put_known(f, A_TYPED);
}

void
around_ids(const struct text *t, enum scrub_lang lang, const struct fact *fact,
    size_t i, struct around_ids *f)
{
	const struct token *w = &t->token[i];

	f->knowns = 0;
	put_letters(t, w, f);
	put_bits(f, A_BITS, w->words);
	put_bits(f, A_CUES, w->cues);
	put_bits(f, A_LISTS, w->lists);
	put_known(f, A_KIND + fact[i].kind);
	put_known(f, A_TOKEN + w->kind);
	put_known(f, A_CASE + w->letter_case);
	put_looks(w, &fact[i], f);
	if (w->sentence_start)
		put_known(f, A_SENTENCE);
	if (t->no_caps)
		put_known(f, A_NO_CAPS);
	if (t->all_caps)
		put_known(f, A_ALL_CAPS);
	if (t->first_caps)
		put_known(f, A_FIRST_CAPS);
	if (lang == SCRUB_ID_ID)
		put_known(f, A_INDONESIAN);
}

/* The sum of these rows. */
WIDE static void
sum_rows(const int8_t row[][AROUND_HALF], const uint16_t *id, size_t count,
    int16_t sum[AROUND_HALF])
{
	int16_t all[AROUND_HALF] = {0};

	for (size_t n = 0; n < count; n++)
		for (unsigned k = 0; k < AROUND_HALF; k++)
			all[k] = (int16_t)(all[k] + row[id[n]][k]);
	memcpy(sum, all, sizeof(all));
}

/* The tables are larger than what stays in the cache. */
static void
fetch(const struct around_ids *f)
{
	const struct around_weights *w = weights();

	for (size_t n = 0; n < f->pieces; n++)
		__builtin_prefetch(w->piece[f->piece[n]]);
}

void
around_listen(const struct text *t, enum scrub_lang lang, struct fact *fact,
    size_t i, struct around_told *told)
{
	/* Edges stand beside the facts, and are heard. */
	struct fact *at = &fact[i] - AROUND_SIDE;

	told->count = 0;
	for (size_t k = 0; k < AROUND_TOKENS; k++, at++) {
		const size_t token = i + k - AROUND_SIDE;
		const struct fact *before;

		if (at->is_heard)
			continue;
		before = at->same ? &context_before(t)[t->token[token].was - 1]
				  : NULL;
		at->is_heard = true;
		if (before && before->is_heard) {
			memcpy(at->heard, before->heard, sizeof(before->heard));
			continue;
		}
		told->at[told->count] = at;
		around_ids(t, lang, fact, token, &told->ids[told->count]);
		fetch(&told->ids[told->count++]);
	}
}

/* What is heard of a token, once. */
static void
hear(const struct around_ids *f, int16_t heard[AROUND_HEARD])
{
	const struct around_weights *w = weights();

	sum_rows(w->piece, f->piece, f->pieces, heard);
	sum_rows(w->known, f->known, f->knowns, heard + AROUND_HALF);
}

/* ln(1 + e^-x) for x = 0, 1/4, ... in 1/TAGGER_SCALE: what the smaller of two
 * logits adds to the larger one. */
static int
sum_of_logits(int a, int b)
{
	static const uint8_t more[] = {
	    22, 18, 15, 12, 10, 8, 6, 5, 4, 3, 3, 2, 2, 1, 1, 1, 1};
	const int high = a > b ? a : b, apart = (high - (a > b ? b : a)) / 8;

	return high + (apart < (int)sizeof(more) ? more[apart] : 0);
}

/* Four units at once: each number that is heard is read once for all four. */
#define ABREAST 4u
_Static_assert(AROUND_UNITS % ABREAST == 0, "none is left");
WIDE static void
ask_units(const struct around_weights *w, const int16_t in[AROUND_INPUTS],
    int16_t unit[AROUND_UNITS])
{
	for (unsigned u = 0; u < AROUND_UNITS; u += ABREAST) {
		const int16_t *a = w->unit[u], *b = w->unit[u + 1],
			      *c = w->unit[u + 2], *d = w->unit[u + 3];
		int sum[ABREAST] = {0};

		for (unsigned k = 0; k < AROUND_INPUTS; k++) {
			sum[0] += a[k] * in[k];
			sum[1] += b[k] * in[k];
			sum[2] += c[k] * in[k];
			sum[3] += d[k] * in[k];
		}
		for (unsigned n = 0; n < ABREAST; n++) {
			const int one =
			    w->bias[u + n] + sum[n] / AROUND_UNIT_SCALE;

			unit[u + n] = (int16_t)(one < 0           ? 0
						: one > INT16_MAX ? INT16_MAX
								  : one);
		}
	}
}

/* What the units say for each class. */
WIDE static void
ask_classes(const struct around_weights *w, const int16_t unit[AROUND_UNITS],
    int out[AROUND_CLASSES])
{
	for (unsigned c = 0; c < AROUND_CLASSES; c++) {
		int sum = 0;

		AT_ONCE
		for (unsigned u = 0; u < AROUND_UNITS; u++)
			sum += unit[u] * w->out[c][u];
		sum += w->out_bias[c] * AROUND_HEARD_SCALE;
		out[c] = sum /
			 (AROUND_HEARD_SCALE * AROUND_OUT_SCALE / TAGGER_SCALE);
	}
}

int
around_weigh(const struct fact *fact, size_t i, const struct around_told *told)
{
	const struct around_weights *w = weights();
	const struct fact *first = &fact[i] - AROUND_SIDE;
	int16_t in[AROUND_INPUTS];
	int16_t unit[AROUND_UNITS];
	int out[AROUND_CLASSES], goes;

	for (size_t k = 0; k < told->count; k++)
		hear(&told->ids[k], told->at[k]->heard);
	for (unsigned k = 0; k < AROUND_TOKENS; k++)
		memcpy(&in[k * AROUND_HEARD], first[k].heard,
		    sizeof(first[k].heard));
	ask_units(w, in, unit);
	ask_classes(w, unit, out);
	goes = out[AROUND_STAYS + 1];
	for (unsigned c = AROUND_STAYS + 2; c < AROUND_CLASSES; c++)
		goes = sum_of_logits(goes, out[c]);
	return goes - out[AROUND_STAYS];
}
