/* SPDX-License-Identifier: MIT */
#include "numeral_train.h"

#include <math.h>
#include <stdlib.h>

#include "learn.h"

#define ROUNDS 12
#define ROUNDS_FIRST 4 /* the mean of what later rounds end with counts */

static const double rate = 0.05, decay = 0.01;

struct sample {
	struct numeral_ids f;
	double share;
	bool identifies;
};

struct numeral_set {
	struct sample *sample;
	size_t count, room;
	double weight[NUMERAL_SLOTS], square[NUMERAL_SLOTS], sum[NUMERAL_SLOTS];
};

struct numeral_set *
numeral_set_new(void)
{
	return calloc(1, sizeof(struct numeral_set));
}

void
numeral_set_free(struct numeral_set *s)
{
	free(s->sample);
	free(s);
}

void
numeral_put(struct numeral_set *s, const struct numeral_ids *f, bool identifies,
    double share)
{
	s->sample =
	    learn_grown(s->sample, &s->room, s->count + 1, sizeof(*s->sample));
	s->sample[s->count++] =
	    (struct sample){.f = *f, .share = share, .identifies = identifies};
}

static void
learn(struct numeral_set *s, const struct sample *one)
{
	double z = 0, g;

	for (size_t k = 0; k < one->f.count; k++)
		z += s->weight[one->f.id[k]];
	g = (1 / (1 + learn_exp(-z)) - one->identifies) * one->share;
	for (size_t k = 0; k < one->f.count; k++) {
		double *w = &s->weight[one->f.id[k]];
		double *q = &s->square[one->f.id[k]];
		const double gk = g + decay * one->share * *w;

		*q += gk * gk;
		*w -= rate / sqrt(*q) * gk;
	}
}

void
numeral_fit(struct numeral_set *s, int16_t *weights)
{
	size_t *order = learn_order(s->count);
	uint64_t state = LEARN_SEED;

	for (size_t i = 0; i < NUMERAL_SLOTS; i++)
		s->square[i] = 1e-2;
	for (int round = 0; round < ROUNDS; round++) {
		learn_shuffle(order, s->count, &state);
		for (size_t i = 0; i < s->count; i++)
			learn(s, &s->sample[order[i]]);
		for (size_t i = 0; round >= ROUNDS_FIRST && i < NUMERAL_SLOTS;
		     i++)
			s->sum[i] += s->weight[i];
	}
	for (size_t i = 0; i < NUMERAL_SLOTS; i++) {
		const double w =
		    s->sum[i] * NUMERAL_SCALE / (ROUNDS - ROUNDS_FIRST);

		weights[i] = (int16_t)(w < 0 ? w - 0.5 : w + 0.5);
	}
	free(order);
}
