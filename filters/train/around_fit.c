/* SPDX-License-Identifier: MIT */
/*
 * Plain loops in a fixed order, so that every compiler gives the same last
 * bits; of libm only sqrtf() is used, which has none in doubt. A row (of a
 * piece of a word, of a list, ...) has one rate of its own: all rows that a
 * token is the sum of are pulled the same way.
 */
#include "around_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn.h"

#define ROUNDS 4
#define ROUNDS_FIRST 2 /* the mean of what later rounds end with counts */

/* Left out while it learns, so many of 256. */
#define DROP_ROW 51
#define DROP_LETTERS 18 /* all pieces of a token */
#define DROP_UNIT 26

static const float rate = 0.05F, rate_unit = 0.02F, square_first = 1e-2F;
static const float row_first = 0.03F, known_first = 0.1F, unit_first = 0.15F,
		   out_first = 0.3F, bias_first = 0.1F;
static const float closed_share = 0.2F; /* of words that others decide about */
static const double skip_below = 0.03;

#define HALF AROUND_HALF
#define HEARD AROUND_HEARD
#define INPUTS AROUND_INPUTS
#define UNITS AROUND_UNITS
#define CLASSES AROUND_CLASSES
#define KNOWN_AT AROUND_PIECES /* of rows: what is known of a token */
#define ROWS (AROUND_PIECES + AROUND_KNOWN)

struct seen_token {
	size_t first; /* of rows: pieces, then what is known */
	uint8_t pieces, knowns;
	uint8_t is; /* enum around_is */
	float share;
};

struct message {
	size_t first, count; /* of tokens */
};

/* What is learnt. All float: begin() and add_mean() go over it in a row. */
struct net {
	float row[ROWS][HALF];
	float unit[UNITS][INPUTS], bias[UNITS];
	float out[CLASSES][UNITS], out_bias[CLASSES];
};

/* Sums of the squares of gradients. */
struct squares {
	float row[ROWS];
	float unit[UNITS][INPUTS], bias[UNITS];
	float out[CLASSES][UNITS], out_bias[CLASSES];
};

/* Gradients of one message, but of rows. */
struct pull {
	float unit[UNITS][INPUTS], bias[UNITS];
	float out[CLASSES][UNITS], out_bias[CLASSES];
};

/* Of one message. Nothing stands on both sides of it. */
struct heard {
	float (*in)[HEARD];   /* what is heard of each token */
	float (*back)[HEARD]; /* and its gradients */
	uint16_t *row;        /* that were not left out, of all tokens */
	size_t (*end)[2];     /* of rows, by token: pieces, what is known */
	size_t in_room, back_room, row_room, end_room;
};

struct around_set {
	struct message *message;
	size_t messages, message_room;
	struct seen_token *token;
	size_t tokens, token_room;
	uint16_t *row;
	size_t rows, row_room;
	struct net net, mean;
	struct squares square;
	struct pull pull;
	struct heard heard;
	uint64_t state; /* of what is drawn */
	float slower;
};

struct around_set *
around_set_new(void)
{
	return calloc(1, sizeof(struct around_set));
}

void
around_set_free(struct around_set *s)
{
	free(s->message);
	free(s->token);
	free(s->row);
	free(s->heard.in);
	free(s->heard.back);
	free(s->heard.row);
	free(s->heard.end);
	free(s);
}

static void
put_token(struct around_set *s, const struct around_ids *f, enum around_is is,
    float share)
{
	s->token = learn_grown(
	    s->token, &s->token_room, s->tokens + 1, sizeof(*s->token));
	s->token[s->tokens++] = (struct seen_token){.first = s->rows,
	    .pieces = (uint8_t)f->pieces,
	    .knowns = (uint8_t)f->knowns,
	    .is = (uint8_t)is,
	    .share = share};
	s->row = learn_grown(s->row, &s->row_room,
	    s->rows + f->pieces + f->knowns, sizeof(*s->row));
	for (size_t k = 0; k < f->pieces; k++)
		s->row[s->rows++] = f->piece[k];
	for (size_t k = 0; k < f->knowns; k++)
		s->row[s->rows++] = (uint16_t)(KNOWN_AT + f->known[k]);
}

void
around_put(struct around_set *s, const struct text *t, enum scrub_lang lang,
    const struct fact *fact, const uint8_t *is, float share)
{
	s->message = learn_grown(
	    s->message, &s->message_room, s->messages + 1, sizeof(*s->message));
	s->message[s->messages++] =
	    (struct message){.first = s->tokens, .count = t->token_count};
	for (size_t i = 0; i < t->token_count; i++) {
		const bool sign = t->token[i].kind == TOKEN_PUNCT;
		struct around_ids f;

		around_ids(t, lang, fact, i, &f);
		put_token(s, &f, (enum around_is)is[i],
		    sign           ? 0
		    : fact[i].open ? share
				   : share * closed_share);
	}
}

/* Draws eight numbers below 256 at a time. */
struct dice {
	uint64_t *state, bits;
	unsigned left;
};

static bool
falls_below(struct dice *d, unsigned limit)
{
	unsigned number;

	if (d->left == 0) {
		d->bits = learn_draw(d->state);
		d->left = 8;
	}
	number = d->bits & 0xFF;
	d->bits >>= 8;
	d->left--;
	return number < limit;
}

/* Adds these rows but some, and keeps which. */
static void
add_rows(struct around_set *s, const uint16_t *row, unsigned count,
    struct dice *dice, size_t *rows, float *sum)
{
	for (unsigned n = 0; n < count; n++) {
		if (falls_below(dice, DROP_ROW))
			continue;
		s->heard.row[(*rows)++] = row[n];
		for (unsigned k = 0; k < HALF; k++)
			sum[k] += s->net.row[row[n]][k];
	}
}

static void
hear(struct around_set *s, const struct message *m, struct dice *dice)
{
	struct heard *h = &s->heard;
	const size_t all = m->count + (size_t)2 * AROUND_SIDE;
	size_t rows = 0;

	h->in = learn_grown(h->in, &h->in_room, all, sizeof(*h->in));
	h->back = learn_grown(h->back, &h->back_room, all, sizeof(*h->back));
	h->end = learn_grown(h->end, &h->end_room, m->count, sizeof(*h->end));
	memset(h->in, 0, all * sizeof(*h->in));
	memset(h->back, 0, all * sizeof(*h->back));
	for (size_t i = 0; i < m->count; i++) {
		const struct seen_token *w = &s->token[m->first + i];
		const uint16_t *row = &s->row[w->first];
		float *in = h->in[i + AROUND_SIDE];

		h->row = learn_grown(h->row, &h->row_room,
		    rows + w->pieces + w->knowns, sizeof(*h->row));
		if (!falls_below(dice, DROP_LETTERS))
			add_rows(s, row, w->pieces, dice, &rows, in);
		h->end[i][0] = rows;
		add_rows(s, row + w->pieces, w->knowns, dice, &rows, in + HALF);
		h->end[i][1] = rows;
	}
}

/* The sum of products; n is a multiple of 8. */
static float
product(const float *a, const float *b, unsigned n)
{
	float part[8] = {0}, sum = 0;

	for (unsigned i = 0; i < n; i += 8)
		for (unsigned k = 0; k < 8; k++)
			part[k] += a[i + k] * b[i + k];
	for (unsigned k = 0; k < 8; k++)
		sum += part[k];
	return sum;
}

/* What the units say of what stands around a token. */
static void
ask_units(
    const struct net *n, const float *in, const bool *off, float unit[UNITS])
{
	for (unsigned u = 0; u < UNITS; u++) {
		unit[u] =
		    off[u] ? 0 : n->bias[u] + product(n->unit[u], in, INPUTS);
		if (unit[u] < 0)
			unit[u] = 0;
	}
}

/* How wrong each class is; false: hardly. */
static bool
is_wrong(const struct net *n, const float unit[UNITS],
    const struct seen_token *w, float wrong[CLASSES])
{
	double likely[CLASSES], all = 0;

	for (unsigned c = 0; c < CLASSES; c++) {
		likely[c] = learn_exp(
		    (double)(n->out_bias[c] + product(n->out[c], unit, UNITS)));
		all += likely[c];
	}
	for (unsigned c = 0; c < CLASSES; c++)
		wrong[c] = (float)(likely[c] / all - (c == w->is)) * w->share;
	return 1 - likely[w->is] / all >= skip_below;
}

/* Adds the gradients of what stands around one token; false: it is right. */
static bool
learn_token(
    struct around_set *s, const struct seen_token *w, size_t i, const bool *off)
{
	const struct net *n = &s->net;
	struct pull *p = &s->pull;
	const float *in = s->heard.in[i];
	float *back = s->heard.back[i];
	float unit[UNITS], down[UNITS] = {0}, wrong[CLASSES];

	ask_units(n, in, off, unit);
	if (!is_wrong(n, unit, w, wrong))
		return false;
	for (unsigned c = 0; c < CLASSES; c++) {
		p->out_bias[c] += wrong[c];
		for (unsigned u = 0; u < UNITS; u++) {
			p->out[c][u] += wrong[c] * unit[u];
			down[u] += wrong[c] * n->out[c][u];
		}
	}
	for (unsigned u = 0; u < UNITS; u++) {
		if (unit[u] <= 0)
			continue;
		p->bias[u] += down[u];
		for (unsigned k = 0; k < INPUTS; k++)
			p->unit[u][k] += down[u] * in[k];
		for (unsigned k = 0; k < INPUTS; k++)
			back[k] += down[u] * n->unit[u][k];
	}
	return true;
}

/* Adagrad; the gradients are 0 afterwards. */
static void
step(float *w, float *square, float *pull, size_t n, float by)
{
	for (size_t i = 0; i < n; i++) {
		square[i] += pull[i] * pull[i];
		w[i] -= by / sqrtf(square[i]) * pull[i];
		pull[i] = 0;
	}
}

static void
step_net(struct around_set *s)
{
	const float by = rate_unit * s->slower;
	struct net *n = &s->net;
	struct squares *q = &s->square;
	struct pull *p = &s->pull;

	for (unsigned u = 0; u < UNITS; u++)
		step(n->unit[u], q->unit[u], p->unit[u], INPUTS, by);
	step(n->bias, q->bias, p->bias, UNITS, by);
	for (unsigned c = 0; c < CLASSES; c++)
		step(n->out[c], q->out[c], p->out[c], UNITS, by);
	step(n->out_bias, q->out_bias, p->out_bias, CLASSES, by);
}

static void
step_rows(struct around_set *s, size_t first, size_t end, const float *pull)
{
	float square = 0;

	for (unsigned k = 0; k < HALF; k++)
		square += pull[k] * pull[k];
	for (size_t i = first; i < end; i++) {
		const uint16_t row = s->heard.row[i];
		float by;

		s->square.row[row] += square / HALF;
		by = rate * s->slower / sqrtf(s->square.row[row]);
		for (unsigned k = 0; k < HALF; k++)
			s->net.row[row][k] -= by * pull[k];
	}
}

static void
learn(struct around_set *s, const struct message *m)
{
	struct dice dice = {.state = &s->state};
	bool off[UNITS], wrong = false;
	size_t at = 0;

	for (unsigned u = 0; u < UNITS; u++)
		off[u] = falls_below(&dice, DROP_UNIT);
	hear(s, m, &dice);
	for (size_t i = 0; i < m->count; i++) {
		const struct seen_token *w = &s->token[m->first + i];

		if (w->share > 0 && learn_token(s, w, i, off))
			wrong = true;
	}
	if (!wrong)
		return;
	step_net(s);
	for (size_t i = 0; i < m->count; i++) {
		const float *pull = s->heard.back[i + AROUND_SIDE];
		const size_t *end = s->heard.end[i];

		step_rows(s, at, end[0], pull);
		step_rows(s, end[0], end[1], pull + HALF);
		at = end[1];
	}
}

/* Between -most and most. */
static float
drawn(struct around_set *s, float most)
{
	return ((float)(learn_draw(&s->state) >> 40) / (float)(1u << 23) - 1) *
	       most;
}

static void
begin(struct around_set *s)
{
	struct net *n = &s->net;
	float *square = (float *)&s->square;

	s->state = LEARN_SEED;
	for (unsigned u = 0; u < UNITS; u++) {
		for (unsigned k = 0; k < INPUTS; k++)
			n->unit[u][k] = drawn(s, unit_first);
		for (unsigned c = 0; c < CLASSES; c++)
			n->out[c][u] = drawn(s, out_first);
		n->bias[u] = bias_first;
	}
	for (size_t i = 0; i < ROWS; i++)
		for (unsigned k = 0; k < HALF; k++)
			n->row[i][k] =
			    drawn(s, i < KNOWN_AT ? row_first : known_first);
	for (size_t i = 0; i < sizeof(s->square) / sizeof(float); i++)
		square[i] = square_first;
}

static void
add_mean(struct around_set *s)
{
	const float *w = (const float *)&s->net;
	float *mean = (float *)&s->mean;

	for (size_t i = 0; i < sizeof(s->net) / sizeof(float); i++)
		mean[i] += w[i] / (ROUNDS - ROUNDS_FIRST);
}

/* Rounds n numbers; none is farther from 0 than most. */
static void
round_all(const float *w, size_t n, double scale, int most, int16_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (int16_t)learn_whole((double)w[i] * scale, most);
}

/* When nothing is left out, each row and unit counts less. */
static struct around_weights *
rounded(const struct net *n)
{
	const double row = AROUND_HEARD_SCALE * (1 - DROP_ROW / 256.0);
	const double out = AROUND_OUT_SCALE * (1 - DROP_UNIT / 256.0);
	struct around_weights *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	for (size_t i = 0; i < ROWS; i++) {
		int8_t *to =
		    i < KNOWN_AT ? w->piece[i] : w->known[i - KNOWN_AT];

		for (unsigned k = 0; k < HALF; k++)
			to[k] = (int8_t)learn_whole(
			    (double)n->row[i][k] * row, 127);
	}
	round_all(n->unit[0], (size_t)UNITS * INPUTS, AROUND_UNIT_SCALE,
	    AROUND_UNIT_MOST, w->unit[0]);
	round_all(n->bias, UNITS, AROUND_HEARD_SCALE, INT16_MAX, w->bias);
	round_all(n->out[0], (size_t)CLASSES * UNITS, out, AROUND_OUT_MOST,
	    w->out[0]);
	round_all(
	    n->out_bias, CLASSES, AROUND_OUT_SCALE, INT16_MAX, w->out_bias);
	return w;
}

struct around_weights *
around_fit(struct around_set *s)
{
	size_t *order = learn_order(s->messages);
	struct around_weights *w;

	begin(s);
	for (int round = 0; round < ROUNDS; round++) {
		const bool slow = round >= ROUNDS_FIRST;

		/* The last rounds learn less and less. */
		s->slower = slow ? 0.7F * (float)(ROUNDS - round) /
				       (ROUNDS - ROUNDS_FIRST)
				 : 1;
		learn_shuffle(order, s->messages, &s->state);
		for (size_t i = 0; i < s->messages; i++)
			learn(s, &s->message[order[i]]);
		if (slow)
			add_mean(s);
	}
	free(order);
	w = rounded(&s->mean);
	return w;
}
