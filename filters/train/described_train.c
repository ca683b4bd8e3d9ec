/* SPDX-License-Identifier: MIT */
#include "described_train.h"

#include <stdlib.h>
#include <string.h>

#include "learn.h"

#define ROUNDS 12
#define SCALE 8       /* of a weight in the table */
#define MISS_COST 8   /* a marked token outside */
#define OVER_COST 5   /* another one inside */
#define MARKED_MAX 8  /* of one message */
#define RANGES_MAX 64 /* that are found in it */

struct seen_token {
	size_t at[DESCRIBED_ROLES + 1]; /* of ids: where each role begins */
	uint32_t mask;
	bool sign, marked;
};

struct message {
	size_t first, count; /* of tokens */
	struct described_range range[MARKED_MAX];
	size_t ranges;
	enum scrub_lang lang;
};

struct described_set {
	struct message *message;
	size_t messages, message_room;
	struct seen_token *token;
	size_t tokens, token_room;
	uint32_t *id;
	size_t ids, id_room;
	int32_t weight[DESCRIBED_SLOTS];
	int64_t late[DESCRIBED_SLOTS]; /* each change times when it came */
	int64_t now;
};

struct described_set *
described_set_new(void)
{
	return calloc(1, sizeof(struct described_set));
}

void
described_set_free(struct described_set *s)
{
	free(s->message);
	free(s->token);
	free(s->id);
	free(s);
}

void
described_put(struct described_set *s, const struct described_in *in,
    const struct described_range *range, size_t count)
{
	struct message *m;

	s->message = learn_grown(
	    s->message, &s->message_room, s->messages + 1, sizeof(*s->message));
	m = &s->message[s->messages++];
	*m = (struct message){
	    .first = s->tokens, .count = in->t->token_count, .lang = in->lang};
	for (size_t k = 0; k < count && k < MARKED_MAX; k++)
		m->range[m->ranges++] = range[k];
	s->token = learn_grown(
	    s->token, &s->token_room, s->tokens + m->count, sizeof(*s->token));
	for (size_t i = 0; i < m->count; i++) {
		struct seen_token *w = &s->token[s->tokens++];

		*w = (struct seen_token){.mask = described_mask(&in->fact[i]),
		    .sign = in->t->token[i].kind == TOKEN_PUNCT};
		for (size_t k = 0; k < m->ranges; k++)
			w->marked |= i >= range[k].begin && i < range[k].end;
		for (int role = 0; role < DESCRIBED_ROLES; role++) {
			struct described_ids f;

			described_token(in, i, (enum described_role)role, &f);
			w->at[role] = s->ids;
			s->id = learn_grown(s->id, &s->id_room,
			    s->ids + f.count, sizeof(*s->id));
			memcpy(s->id + s->ids, f.id, f.count * sizeof(*f.id));
			s->ids += f.count;
		}
		w->at[DESCRIBED_ROLES] = s->ids;
	}
}

static int32_t
sum_of(const struct described_set *s, const struct seen_token *w, int role,
    const int16_t *weights)
{
	int32_t sum = 0;

	for (size_t k = w->at[role]; k < w->at[role + 1]; k++)
		sum += weights[s->id[k]];
	return sum;
}

static void
change(struct described_set *s, uint32_t id, int by)
{
	s->weight[id] += by;
	s->late[id] += by * s->now;
}

static void
change_all(
    struct described_set *s, const struct seen_token *w, int role, int by)
{
	for (size_t k = w->at[role]; k < w->at[role + 1]; k++)
		change(s, s->id[k], by);
}

static void
step(struct described_set *s, const struct message *m,
    const struct described_range *range, int by)
{
	const struct seen_token *t = &s->token[m->first];
	struct described_ids f;
	uint32_t mask = 0;

	for (uint32_t i = range->begin; i < range->end; i++) {
		change_all(s, &t[i], DESCRIBED_INSIDE, by);
		mask |= t[i].mask;
	}
	change_all(s, &t[range->begin], DESCRIBED_FIRST, by);
	change_all(s, &t[range->end - 1], DESCRIBED_LAST, by);
	described_together(mask, m->lang, &f);
	for (size_t k = 0; k < f.count; k++)
		change(s, f.id[k], by);
	change(s, described_length(range->end - range->begin - 1, m->lang), by);
}

static bool
same(const struct message *m, const struct described_range *range, size_t count)
{
	return count == m->ranges &&
	       memcmp(m->range, range, count * sizeof(*range)) == 0;
}

/* True when the weights were changed. */
static bool
learn(struct described_set *s, const struct message *m, int16_t *weights)
{
	struct described_score *score = calloc(m->count + 1, sizeof(*score));
	struct described_range range[RANGES_MAX];
	size_t count;

	if (score == NULL)
		exit(1);
	for (size_t i = 0; i < m->count; i++) {
		const struct seen_token *w = &s->token[m->first + i];
		const int32_t cost = w->sign     ? 0
				     : w->marked ? -MISS_COST
						 : OVER_COST;

		score[i + 1].inside = score[i].inside + cost +
				      sum_of(s, w, DESCRIBED_INSIDE, weights);
		score[i].mask = w->mask;
		score[i].begin = w->sign
				     ? DESCRIBED_NEVER
				     : sum_of(s, w, DESCRIBED_FIRST, weights);
		score[i].end = w->sign ? DESCRIBED_NEVER
				       : sum_of(s, w, DESCRIBED_LAST, weights);
	}
	count = described_best(
	    score, m->count, m->lang, weights, 0, range, RANGES_MAX);
	free(score);
	if (same(m, range, count))
		return false;
	for (size_t k = 0; k < count; k++)
		step(s, m, &range[k], -1);
	for (size_t k = 0; k < m->ranges; k++)
		step(s, m, &m->range[k], 1);
	return true;
}

void
described_fit(struct described_set *s, int16_t *weights)
{
	size_t *order = learn_order(s->messages);
	uint64_t state = LEARN_SEED;

	memset(weights, 0, DESCRIBED_SLOTS * sizeof(*weights));
	for (int round = 0; round < ROUNDS; round++) {
		learn_shuffle(order, s->messages, &state);
		for (size_t i = 0; i < s->messages; i++) {
			s->now++;
			if (!learn(s, &s->message[order[i]], weights))
				continue;
			for (size_t k = 0; k < DESCRIBED_SLOTS; k++)
				weights[k] = (int16_t)s->weight[k];
		}
	}
	for (size_t k = 0; k < DESCRIBED_SLOTS; k++) {
		const int64_t mean =
		    (s->weight[k] * s->now - s->late[k]) * SCALE / s->now;

		weights[k] = (int16_t)mean;
	}
	free(order);
}
