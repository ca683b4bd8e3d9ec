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

static void
put_piece(struct around_ids *f, enum family family, uint32_t a, uint32_t b)
{
	f->piece[f->pieces++] =
	    (uint16_t)(hash_feature((uint32_t)family, a, b) >>
		       (32 - AROUND_PIECE_BITS));
}

/* The word, how it begins and ends, and its letters three by three. */
static void
put_letters(const struct text *t, const struct token *w, struct around_ids *f)
{
	const char *word = t->fold + w->begin;
	size_t len = w->end - w->begin;

	if (len > AROUND_LETTERS)
		len = AROUND_LETTERS;
	put_piece(f, P_WORD, hash_letters(word, len), 0);
	for (size_t n = 2; n <= 4 && n <= len; n++) {
		put_piece(f, P_BEGINS, hash_letters(word, n), 0);
		put_piece(f, P_ENDS, hash_letters(word + len - n, n), 0);
	}
	for (size_t at = 0; at + 3 <= len; at++)
		put_piece(f, P_INSIDE, hash_letters(word + at, 3), 0);
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

	f->pieces = f->knowns = 0;
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

/* What is heard of token i, once; of one that is as it was in the text before,
 * what was heard there. */
static void
hear(const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	const struct around_weights *w = weights();
	const struct fact *before =
	    fact[i].same ? &context_before(t)[t->token[i].was - 1] : NULL;
	int16_t *letters = fact[i].heard;
	struct around_ids f;

	fact[i].is_heard = true;
	if (before && before->is_heard) {
		memcpy(letters, before->heard, sizeof(before->heard));
		return;
	}
	around_ids(t, lang, fact, i, &f);
	sum_rows(w->piece, f.piece, f.pieces, letters);
	sum_rows(w->known, f.known, f.knowns, letters + AROUND_HALF);
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

int
around_weigh(
    const struct text *t, enum scrub_lang lang, struct fact *fact, size_t i)
{
	const struct around_weights *w = weights();
	/* Edges stand beside the facts, and are heard. */
	const struct fact *first = &fact[i] - AROUND_SIDE;
	int16_t in[AROUND_INPUTS];
	int16_t unit[AROUND_UNITS];
	int goes = 0, stays = 0;

	for (unsigned k = 0; k < AROUND_TOKENS; k++) {
		if (!first[k].is_heard)
			hear(t, lang, fact, i + k - AROUND_SIDE);
		memcpy(&in[k * AROUND_HEARD], first[k].heard,
		    sizeof(first[k].heard));
	}
	ask_units(w, in, unit);
	for (unsigned c = 0; c < AROUND_CLASSES; c++) {
		int sum = 0;

		for (unsigned u = 0; u < AROUND_UNITS; u++)
			sum += unit[u] * w->out[c][u];
		sum += w->out_bias[c] * AROUND_HEARD_SCALE;
		sum /= AROUND_HEARD_SCALE * AROUND_OUT_SCALE / TAGGER_SCALE;
		if (c == AROUND_STAYS)
			stays = sum;
		else
			goes = c == 1 ? sum : sum_of_logits(goes, sum);
	}
	return goes - stays;
}
