/* SPDX-License-Identifier: MIT */
#include "described.h"

#include <stdatomic.h>

#ifndef SCRUB_EVAL /* there, they come from a file */
#include "described_weights.h"

_Static_assert(
    sizeof(described_weights) / sizeof(described_weights[0]) == DESCRIBED_SLOTS,
    "train with these features");
#endif

#define LAYER "context"
#define NUMBERED 85u /* its number goes, too: above what keeps one */

#ifdef SCRUB_EVAL
const int16_t *described_other;
#endif

/* What was found of the text before, where its sums are of use. */
struct before {
	const struct fact *fact; /* NULL: there is none */
	const struct described_score *score;
	size_t n;
};

static struct before
before_of(const struct described_in *in)
{
	const struct text *b = in->t->before;
	struct before out = {.fact = context_before(in->t)};

	if (out.fact == NULL || b->rooms[TEXT_SCORES].used == 0 ||
	    in->rules > 0)
		return (struct before){0};
	out.score = b->rooms[TEXT_SCORES].at;
	out.n = b->token_count;
	if (out.score[out.n].mask != 0) /* rules spoke there */
		out.fact = NULL;
	return out;
}

/* Does it say the same to what stands beside it? */
static bool
says_same(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->gone == b->gone &&
	       a->label == b->label && a->was == b->was && a->word == b->word &&
	       a->cues == b->cues && a->toponym == b->toponym;
}

/* Is token i, with what stands on both its sides, as it was? */
static bool
is_as_before(const struct described_in *in, const struct before *b, size_t i)
{
	const struct token *w = &in->t->token[i];
	const size_t was = w->was;
	size_t left, right;

	if (was == 0 || !says_same(&in->fact[i], &b->fact[was - 1]))
		return false;
	left = i > 0 ? w[-1].was + 1u : 1;
	right = i + 1 < in->t->token_count ? w[1].was - 1u : b->n;
	return left == was && right == was &&
	       says_same(&in->fact[i] - 1, &b->fact[was - 1] - 1) &&
	       says_same(&in->fact[i] + 1, &b->fact[was - 1] + 1);
}

/* Takes token i's sums from those of token `was`. */
static void
as_before(const struct before *b, size_t was, struct described_score *s,
    size_t n, size_t i)
{
	for (size_t what = 0; what < DESCRIBED_WHATS; what++) {
		const struct described_score *from =
		    &b->score[what * (b->n + 1) + was];
		struct described_score *to = &s[what * (n + 1) + i];

		to->mask = from->mask;
		to->begin = from->begin;
		to->end = from->end;
		to[1].inside = to->inside + from[1].inside - from->inside;
	}
}

/* Of all sorts, each in its own n + 1 of s. */
static void
weigh(const struct described_in *in, const int16_t *weights,
    struct described_score *s, size_t n)
{
	const struct before before = before_of(in);
	struct described_weighing w = {.weights = weights};

	for (size_t what = 0; what < DESCRIBED_WHATS; what++)
		s[what * (n + 1)].inside = 0;
	for (size_t i = 0; i < n; i++) {
		const bool sign = in->t->token[i].kind == TOKEN_PUNCT;
		int16_t sum[DESCRIBED_EACH];

		if (before.fact && is_as_before(in, &before, i)) {
			as_before(&before, in->t->token[i].was - 1u, s, n, i);
			continue;
		}
		described_weigh(in, i, &w, sum);
		for (size_t what = 0; what < DESCRIBED_WHATS; what++) {
			struct described_score *at = &s[what * (n + 1) + i];
			const int16_t *own =
			    &sum[described_place((enum described_what)what)];

			at->mask = described_mask(
			    &in->fact[i], (enum described_what)what);
			at[1].inside = at->inside + own[DESCRIBED_INSIDE];
			at->begin =
			    sign ? DESCRIBED_NEVER : own[DESCRIBED_FIRST];
			at->end = sign ? DESCRIBED_NEVER : own[DESCRIBED_LAST];
		}
	}
}

static const int16_t *
weights_now(void)
{
#ifdef SCRUB_EVAL
	return described_other;
#else
	return described_weights;
#endif
}

/* Those of the weights now. The first text to ask makes them for all. */
static const struct described_ways *
ways_of(
    enum described_what what, enum scrub_lang lang, struct described_ways *own)
{
#ifndef SCRUB_EVAL /* there, weights come and go */
	static struct described_ways made[SCRUB_LANGS][DESCRIBED_WHATS];
	static _Atomic int state; /* 1: being made; 2: made */
	int none = 0;

	if (atomic_load_explicit(&state, memory_order_acquire) == 2)
		return &made[lang][what];
	if (atomic_compare_exchange_strong(&state, &none, 1)) {
		for (unsigned l = 0; l < SCRUB_LANGS; l++)
			for (unsigned k = 0; k < DESCRIBED_WHATS; k++)
				described_ways((enum described_what)k,
				    (enum scrub_lang)l, weights_now(),
				    &made[l][k]);
		atomic_store_explicit(&state, 2, memory_order_release);
		return &made[lang][what];
	}
#endif
	described_ways(what, lang, weights_now(), own);
	return own;
}

/* What goes as what, and what a range must score above nothing for it. */
static const struct {
	enum scrub_label label;
	const char *rule;
	int32_t line;
	unsigned certainty;
} sorts[DESCRIBED_WHATS] = {
    [DESCRIBED_PERSON] = {SCRUB_OTHER, "described", 100, 70},
    [DESCRIBED_PLACE] = {SCRUB_LOCATION, "place-range", 0, 60},
};

static void
put(const struct described_in *in, struct described_range *r,
    enum described_what what, struct spans *found)
{
	const struct text *t = in->t;
	const bool place = what == DESCRIBED_PLACE;

	if (place ? !described_adds_place(in, r) : !described_person(in, r))
		return;
	spans_add(found, t->token[r->begin].begin, t->token[r->end - 1].end,
	    place && described_is_house(in, r) ? SCRUB_ORGANIZATION
					       : sorts[what].label,
	    LAYER, sorts[what].rule,
	    described_ends_numbered(in, r) ? NUMBERED : sorts[what].certainty);
}

void
described_scan(
    struct text *t, const struct described_in *in, struct spans *found)
{
	const size_t n = t->token_count;
	const size_t scores = (n + 1) * DESCRIBED_WHATS;
	/* Behind them the ranges of one sort: at most one a token. */
	const size_t len = scores * sizeof(struct described_score) +
			   n * sizeof(struct described_range);
	struct described_score *s = text_room(t, TEXT_SCORES, len);
	struct described_range *range = (struct described_range *)&s[scores];
	struct described_ways own;

	if (s == NULL) {
		found->failed = true;
		return;
	}
	weigh(in, weights_now(), s, n);
	s[n].mask = in->rules > 0;
	for (unsigned k = in->persons ? 0 : 1; k < DESCRIBED_WHATS; k++) {
		const enum described_what what = (enum described_what)k;
		const size_t count = described_best(s + k * (n + 1), n,
		    ways_of(what, in->lang, &own), sorts[k].line, range, n);

		for (size_t i = 0; i < count; i++)
			put(in, &range[i], what, found);
	}
	described_whose(in, found);
	text_room_used(t, TEXT_SCORES, len);
}
