/* SPDX-License-Identifier: MIT */
/*
 * Logistic regression and a layer of hidden units beside it, both by Adagrad.
 * Half of what a unit would add is left out at random while it learns, so that
 * no unit leans on one feature. Seeds are fixed; of libm only sqrt() and
 * sqrtf() are used, which have no last bit in doubt.
 */
#include "tagger_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "learn.h"

#define ROUNDS 10
#define ROUNDS_FIRST 4 /* the mean of what later rounds end with counts */
#define ROUNDS_SLOW 3  /* the last ones learn less and less */

static const double rate = 0.05, miss_cost = 1.8, skip_below = 0.002;
/* Pull towards 0: numbered features, hashed ones. */
static const double decay = 0.003, decay_hashed = 0.02;
static const float unit_rate = 0.03F, unit_first = 0.04F, out_first = 0.5F;
static const float bias_first = 0.1F, square_first = 1e-2F;

/* Of what was learnt: on messages that it was not learnt from, the units are
 * surer than they are right. */
static const double trust = 0.75;

#define UNITS TAGGER_UNITS

/* The hidden units. */
struct units {
	float row[TAGGER_ROWS][UNITS], row_square[TAGGER_ROWS][UNITS];
	float bias[UNITS], bias_square[UNITS];
	float out[UNITS], out_square[UNITS];
	bool learnt[TAGGER_ROWS];
};

/* Means over the later rounds. */
struct means {
	double weight[TAGGER_HEADS][TAGGER_SLOTS];
	float row[TAGGER_ROWS][UNITS];
	float bias[UNITS], out[UNITS];
};

struct model {
	double weight[TAGGER_HEADS][TAGGER_SLOTS];
	double square[TAGGER_HEADS][TAGGER_SLOTS];
	struct units units;
	struct means mean;
	uint64_t state; /* of what is drawn */
	double slower;
};

/* What the units said of one sample. */
struct said {
	float unit[UNITS];
	uint32_t row[TAGGER_PLACES];
	size_t rows; /* that were not left out */
	double logit;
};

static double
score(const struct model *m, int head, const uint32_t *at, uint32_t n)
{
	double z = 0;

	for (uint32_t i = 0; i < n; i++)
		z += m->weight[head][at[i]];
	return z;
}

static void
step(struct model *m, int head, const uint32_t *at, uint32_t n, double g)
{
	if (g > -skip_below && g < skip_below)
		return;
	for (uint32_t i = 0; i < n; i++) {
		double *w = &m->weight[head][at[i]];
		double *q = &m->square[head][at[i]];
		const double pull =
		    at[i] < TAGGER_HASHED ? decay : decay_hashed;
		const double gi = g + pull * *w;

		*q += gi * gi;
		*w -= m->slower * rate / sqrt(*q) * gi;
	}
}

static void
ask_units(struct model *m, const uint32_t *at, uint32_t n, struct said *s)
{
	const struct units *u = &m->units;
	uint64_t bits = 0;

	s->rows = 0;
	s->logit = 0;
	for (unsigned k = 0; k < UNITS; k++)
		s->unit[k] = u->bias[k];
	for (uint32_t i = 0; i < n; i++) {
		const uint32_t row = tagger_row(at[i]);

		if (i % 32 == 0)
			bits = learn_draw(&m->state) >> 32;
		if (bits >> (i % 32) & 1)
			continue;
		s->row[s->rows++] = row;
		for (unsigned k = 0; k < UNITS; k++)
			s->unit[k] += u->row[row][k];
	}
	for (unsigned k = 0; k < UNITS; k++)
		if (s->unit[k] > 0)
			s->logit += (double)(s->unit[k] * u->out[k]);
}

static void
adagrad(float *w, float *square, float g, float by)
{
	*square += g * g;
	*w -= by / sqrtf(*square) * g;
}

static void
step_units(struct model *m, const struct said *s, double g)
{
	struct units *u = &m->units;
	const float by = (float)m->slower * unit_rate;
	float down[UNITS];

	if (g > -skip_below && g < skip_below)
		return;
	for (unsigned k = 0; k < UNITS; k++) {
		const bool on = s->unit[k] > 0;

		down[k] = on ? (float)g * u->out[k] : 0;
		adagrad(&u->out[k], &u->out_square[k],
		    on ? (float)g * s->unit[k] : 0, by);
		adagrad(&u->bias[k], &u->bias_square[k], down[k], by);
	}
	for (size_t i = 0; i < s->rows; i++) {
		float *row = u->row[s->row[i]];
		float *square = u->row_square[s->row[i]];

		u->learnt[s->row[i]] = true;
		for (unsigned k = 0; k < UNITS; k++)
			adagrad(&row[k], &square[k], down[k], by);
	}
}

static void
learn(struct model *m, const struct sample *one, const uint32_t *at)
{
	const uint32_t n = one->count;
	const double goes = one->is != SAMPLE_STAYS;
	double place, house, all, z, g;
	struct said said;

	ask_units(m, at, n, &said);
	z = score(m, TAGGER_GOES, at, n) + said.logit;
	g = (1 / (1 + learn_exp(-z)) - goes) * (goes > 0 ? miss_cost : 1) *
	    (double)one->share;
	step(m, TAGGER_GOES, at, n, g);
	step_units(m, &said, g);
	if (goes == 0)
		return;
	place = learn_exp(score(m, TAGGER_PLACE, at, n));
	house = learn_exp(score(m, TAGGER_HOUSE, at, n));
	all = 1 + place + house;
	step(m, TAGGER_PLACE, at, n,
	    (place / all - (one->is == SAMPLE_PLACE)) * (double)one->share);
	step(m, TAGGER_HOUSE, at, n,
	    (house / all - (one->is == SAMPLE_HOUSE)) * (double)one->share);
}

/* Between -1 and 1. */
static float
drawn(struct model *m)
{
	return (float)(learn_draw(&m->state) >> 40) / (float)(1u << 23) - 1;
}

static void
begin(struct model *m)
{
	struct units *u = &m->units;

	m->state = LEARN_SEED;
	for (int h = 0; h < TAGGER_HEADS; h++)
		for (size_t i = 0; i < TAGGER_SLOTS; i++)
			m->square[h][i] = (double)square_first;
	for (unsigned k = 0; k < UNITS; k++) {
		for (size_t i = 0; i < TAGGER_ROWS; i++) {
			u->row[i][k] = drawn(m) * unit_first / 2;
			u->row_square[i][k] = square_first;
		}
		u->out[k] = drawn(m) * out_first / 2;
		u->bias[k] = bias_first;
		u->out_square[k] = u->bias_square[k] = square_first;
	}
}

static void
add_means(struct model *m)
{
	const float part = 1.0F / (ROUNDS - ROUNDS_FIRST);

	for (int h = 0; h < TAGGER_HEADS; h++)
		for (size_t i = 0; i < TAGGER_SLOTS; i++)
			m->mean.weight[h][i] +=
			    m->weight[h][i] / (ROUNDS - ROUNDS_FIRST);
	for (unsigned k = 0; k < UNITS; k++) {
		for (size_t i = 0; i < TAGGER_ROWS; i++)
			if (m->units.learnt[i])
				m->mean.row[i][k] +=
				    part * m->units.row[i][k];
		m->mean.bias[k] += part * m->units.bias[k];
		m->mean.out[k] += part * m->units.out[k];
	}
}

static struct tagger_weights *
rounded(const struct means *mean)
{
	struct tagger_weights *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	for (int h = 0; h < TAGGER_HEADS; h++)
		for (size_t i = 0; i < TAGGER_SLOTS; i++)
			w->head[h][i] = (int8_t)learn_whole(
			    mean->weight[h][i] * TAGGER_SCALE *
				(h == TAGGER_GOES ? trust : 1),
			    127);
	for (unsigned k = 0; k < UNITS; k++) {
		/* Nothing is left out then, so each counts half. */
		for (size_t i = 0; i < TAGGER_ROWS; i++)
			w->row[i][k] = (int8_t)learn_whole(
			    (double)mean->row[i][k] * TAGGER_UNIT_SCALE / 2,
			    127);
		w->bias[k] = (int16_t)learn_whole(
		    (double)mean->bias[k] * TAGGER_UNIT_SCALE, 9999);
		w->out[k] = (int16_t)learn_whole(
		    (double)mean->out[k] * (1 << TAGGER_OUT_BITS) * trust,
		    8191);
	}
	return w;
}

struct tagger_weights *
tagger_fit(const struct sample *sample, size_t samples, const uint32_t *place)
{
	struct model *m = calloc(1, sizeof(*m));
	size_t *order = learn_order(samples);
	struct tagger_weights *w;

	if (m == NULL)
		return NULL;
	begin(m);
	for (int round = 0; round < ROUNDS; round++) {
		const int left = ROUNDS - round;

		m->slower = left > ROUNDS_SLOW
				? 1
				: 0.7 * left / ROUNDS_SLOW;
		learn_shuffle(order, samples, &m->state);
		for (size_t i = 0; i < samples; i++) {
			const struct sample *one = &sample[order[i]];

			learn(m, one, &place[one->first]);
		}
		if (round >= ROUNDS_FIRST)
			add_means(m);
	}
	w = rounded(&m->mean);
	free(order);
	free(m);
	return w;
}
