/* SPDX-License-Identifier: MIT */
#include "described_train.h"

#include <stdlib.h>
#include <string.h>

#include "learn.h"

#define ROUNDS 12
#define SCALE 8 /* of a weight in the table */
#define MISS_COST (s->what ? 16 : 8)
#define OVER_COST 5   /* another one inside */
#define RANGES_MAX 64 /* that are found in it */

struct seen_token {
	size_t at[DESCRIBED_ROLES + 1]; /* of ids: where each role begins */
	uint32_t mask[DESCRIBED_WHATS];
	uint8_t marked; /* a bit of each sort */
	bool sign;
};

struct message {
	size_t first, count; /* of tokens */
	struct described_marks marks[DESCRIBED_WHATS];
	enum scrub_lang lang;
	bool persons;
};

#define WHAT_AT 24 /* of an id: the bits of its sorts */

struct described_set {
	struct message *message;
	size_t messages, message_room;
	struct seen_token *token;
	size_t tokens, token_room;
	uint32_t *id;
	size_t ids, id_room;
	int16_t weight[DESCRIBED_SLOTS];
	int64_t late[DESCRIBED_SLOTS]; /* each change times when it came */
	int64_t now;
	enum described_what what; /* that is being learned */
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

static uint8_t
marked(const struct described_marks marks[DESCRIBED_WHATS], size_t i)
{
	uint8_t bits = 0;

	for (unsigned what = 0; what < DESCRIBED_WHATS; what++)
		for (size_t k = 0; k < marks[what].count; k++)
			if (i >= marks[what].range[k].begin &&
			    i < marks[what].range[k].end)
				bits |= (uint8_t)(1u << what);
	return bits;
}

static void
put_ids(struct described_set *s, const struct described_ids *f)
{
	s->id =
	    learn_grown(s->id, &s->id_room, s->ids + f->count, sizeof(*s->id));
	for (size_t k = 0; k < f->count; k++)
		s->id[s->ids++] = f->id[k] | (uint32_t)f->whats[k] << WHAT_AT;
}

void
described_put(struct described_set *s, const struct described_in *in,
    const struct described_marks marks[DESCRIBED_WHATS])
{
	struct message *m;

	s->message = learn_grown(
	    s->message, &s->message_room, s->messages + 1, sizeof(*s->message));
	m = &s->message[s->messages++];
	*m = (struct message){.first = s->tokens,
	    .count = in->t->token_count,
	    .lang = in->lang,
	    .persons = in->persons};
	memcpy(m->marks, marks, sizeof(m->marks));
	s->token = learn_grown(
	    s->token, &s->token_room, s->tokens + m->count, sizeof(*s->token));
	for (size_t i = 0; i < m->count; i++) {
		struct seen_token *w = &s->token[s->tokens++];

		*w = (struct seen_token){.marked = marked(marks, i),
		    .sign = in->t->token[i].kind == TOKEN_PUNCT};
		for (unsigned what = 0; what < DESCRIBED_WHATS; what++)
			w->mask[what] = described_mask(
			    &in->fact[i], (enum described_what)what);
		for (int role = 0; role < DESCRIBED_ROLES; role++) {
			struct described_ids f;

			described_token(in, i, (enum described_role)role, &f);
			w->at[role] = s->ids;
			put_ids(s, &f);
		}
		w->at[DESCRIBED_ROLES] = s->ids;
	}
}

/* The place of an id's weight; false: this sort does not ask for it. */
static bool
asks(const struct described_set *s, uint32_t id, uint32_t *at)
{
	*at = (id & ((1u << WHAT_AT) - 1)) + described_place(s->what);
	return (id >> WHAT_AT >> s->what & 1) != 0;
}

static int32_t
sum_of(const struct described_set *s, const struct seen_token *w, int role)
{
	int32_t sum = 0;
	uint32_t at;

	for (size_t k = w->at[role]; k < w->at[role + 1]; k++)
		if (asks(s, s->id[k], &at))
			sum += s->weight[at];
	return sum;
}

static void
change(struct described_set *s, uint32_t at, int by)
{
	s->weight[at] = (int16_t)(s->weight[at] + by);
	s->late[at] += by * s->now;
}

static void
change_all(
    struct described_set *s, const struct seen_token *w, int role, int by)
{
	uint32_t at;

	for (size_t k = w->at[role]; k < w->at[role + 1]; k++)
		if (asks(s, s->id[k], &at))
			change(s, at, by);
}

static void
step(struct described_set *s, const struct message *m,
    const struct described_range *range, int by)
{
	const struct seen_token *t = &s->token[m->first];
	const uint32_t first = described_place(s->what);
	struct described_ids f;
	uint32_t mask = 0;

	for (uint32_t i = range->begin; i < range->end; i++) {
		change_all(s, &t[i], DESCRIBED_INSIDE, by);
		mask |= t[i].mask[s->what];
	}
	change_all(s, &t[range->begin], DESCRIBED_FIRST, by);
	change_all(s, &t[range->end - 1], DESCRIBED_LAST, by);
	described_together(mask, m->lang, &f);
	for (size_t k = 0; k < f.count; k++)
		change(s, f.id[k] + first, by);
	change(s,
	    described_length(range->end - range->begin - 1, m->lang) + first,
	    by);
}

static bool
same(const struct described_marks *marks, const struct described_range *range,
    size_t count)
{
	return count == marks->count &&
	       memcmp(marks->range, range, count * sizeof(*range)) == 0;
}

static void
learn(struct described_set *s, const struct message *m)
{
	struct described_score *score = calloc(m->count + 1, sizeof(*score));
	const struct described_marks *marks = &m->marks[s->what];
	struct described_range range[RANGES_MAX];
	struct described_ways ways;
	size_t count;

	if (score == NULL)
		exit(1);
	for (size_t i = 0; i < m->count; i++) {
		const struct seen_token *w = &s->token[m->first + i];
		const int32_t cost = w->sign                    ? 0
				     : w->marked >> s->what & 1 ? -MISS_COST
								: OVER_COST;

		score[i + 1].inside =
		    score[i].inside + cost + sum_of(s, w, DESCRIBED_INSIDE);
		score[i].mask = w->mask[s->what];
		score[i].begin =
		    w->sign ? DESCRIBED_NEVER : sum_of(s, w, DESCRIBED_FIRST);
		score[i].end =
		    w->sign ? DESCRIBED_NEVER : sum_of(s, w, DESCRIBED_LAST);
	}
	described_ways(s->what, m->lang, s->weight, &ways);
	count = described_best(score, m->count, &ways, 0, range, RANGES_MAX);
	free(score);
	if (same(marks, range, count))
		return;
	for (size_t k = 0; k < count; k++)
		step(s, m, &range[k], -1);
	for (size_t k = 0; k < marks->count; k++)
		step(s, m, &marks->range[k], 1);
}

static void
fit(struct described_set *s)
{
	size_t *order = learn_order(s->messages);
	uint64_t state = LEARN_SEED;

	s->now = 0;
	for (int round = 0; round < ROUNDS; round++) {
		learn_shuffle(order, s->messages, &state);
		for (size_t i = 0; i < s->messages; i++) {
			const struct message *m = &s->message[order[i]];

			if (s->what == DESCRIBED_PERSON && !m->persons)
				continue;
			s->now++;
			learn(s, m);
		}
	}
	free(order);
}

static int16_t
mean_of(const struct described_set *s, size_t k)
{
	const int64_t mean =
	    (s->weight[k] * s->now - s->late[k]) * SCALE / s->now;

	return (int16_t)(mean > DESCRIBED_WEIGHT    ? DESCRIBED_WEIGHT
			 : mean < -DESCRIBED_WEIGHT ? -DESCRIBED_WEIGHT
						    : mean);
}

void
described_fit(struct described_set *s, int16_t *weights)
{
	for (unsigned what = 0; what < DESCRIBED_WHATS; what++) {
		s->what = (enum described_what)what;
		fit(s);
		for (size_t k = described_place(s->what); k < DESCRIBED_SLOTS;
		     k += k % DESCRIBED_SORT == DESCRIBED_ROLES - 1
			      ? DESCRIBED_EACH - DESCRIBED_ROLES + 1
			      : 1)
			weights[k] = mean_of(s, k);
	}
}
