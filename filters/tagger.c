/* SPDX-License-Identifier: MIT */
#include "tagger.h"

#include <string.h>

#include "around.h"
#include "layer.h"
#include "wide.h"

#ifdef SCRUB_EVAL
const struct tagger_weights *tagger_other;
unsigned layer_off;
#else /* there, they come from a file */
#include "tagger_weights.h"
#endif

/* Where the places of numbered features begin that only words of a kind have;
 * that of a hashed one. */
static inline uint32_t
own_places(uint8_t kind)
{
	return (uint32_t)(1 + kind - FACT_UNKNOWN) * F_COUNT;
}

static inline uint32_t
hashed_place(uint32_t hash)
{
	return TAGGER_HASHED + (hash >> (32 - TAGGER_HASH_BITS));
}

size_t
tagger_places(
    const struct features *f, uint8_t kind, uint32_t place[TAGGER_PLACES])
{
	const uint32_t own = own_places(kind);
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++) {
		place[n++] = f->id[i];
		place[n++] = own + f->id[i];
	}
	for (size_t i = 0; i < f->hashes; i++)
		place[n++] = hashed_place(f->hash[i]);
	return n;
}

/* What the net of around.c says counts half: it learnt from the same messages,
 * and is surer than it is right. And a missed name costs more than a word too
 * many, which its training does not know. */
#define AROUND_PART 2
#define AROUND_MORE 18

static const struct tagger_weights *
weights(void)
{
#ifdef SCRUB_EVAL
	return tagger_other;
#else
	return &tagger_weights;
#endif
}

static inline void
add_row(int16_t unit[TAGGER_UNITS], const int8_t row[TAGGER_UNITS])
{
	for (unsigned u = 0; u < TAGGER_UNITS; u++)
		unit[u] = (int16_t)(unit[u] + row[u]);
}

/* The tables are larger than what stays in the cache: what hashed features have
 * there is asked for long before it is added. */
static inline void
fetch(const struct tagger_weights *w, const struct features *f)
{
	for (size_t i = 0; i < f->hashes; i++) {
		const uint32_t place = hashed_place(f->hash[i]);

		__builtin_prefetch(&w->head[TAGGER_GOES][place]);
		__builtin_prefetch(&w->row[tagger_row(place)]);
	}
}

/* The features of f added to a sum; tagger_places(), but nothing is stored on
 * the way. */
WIDE static void
add(const struct features *f, uint8_t kind, struct tagger_sum *sum)
{
	const struct tagger_weights *w = weights();
	const uint32_t own = own_places(kind);
	int16_t unit[TAGGER_UNITS];
	int straight = sum->straight;

	memcpy(unit, sum->unit, sizeof(unit));
	for (size_t i = 0; i < f->count; i++) {
		const uint32_t id = f->id[i];

		straight +=
		    w->head[TAGGER_GOES][id] + w->head[TAGGER_GOES][own + id];
		add_row(unit, w->row[id]);
		add_row(unit, w->row[own + id]);
	}
	for (size_t i = 0; i < f->hashes; i++) {
		const uint32_t place = hashed_place(f->hash[i]);

		straight += w->head[TAGGER_GOES][place];
		add_row(unit, w->row[tagger_row(place)]);
	}
	memcpy(sum->unit, unit, sizeof(unit));
	sum->straight = straight;
}

/* The logit of a sum. */
static int
logit(const struct tagger_sum *sum)
{
	const struct tagger_weights *w = weights();
	int out = 0;

	for (unsigned u = 0; u < TAGGER_UNITS; u++)
		out += (sum->unit[u] > 0 ? sum->unit[u] : 0) * w->out[u];
	return sum->straight +
	       out / ((TAGGER_UNIT_SCALE << TAGGER_OUT_BITS) / TAGGER_SCALE);
}

void
tagger_still(const struct text *t, enum scrub_lang lang, struct fact *fact,
    size_t i, struct tagger_sum *sum, struct reach *reach)
{
	const struct tagger_weights *w = weights();
	struct around_told told;
	struct features f;

	context_features(t, lang, fact, i, FEATURES_STILL, &f);
	fetch(w, &f);
	if (LAYER_ON(LAYER_AROUND))
		around_listen(t, lang, fact, i, &told);
	for (unsigned u = 0; u < TAGGER_UNITS; u++)
		sum->unit[u] = w->bias[u];
	sum->straight = 0;
	add(&f, fact[i].kind, sum);
	*reach = f.reach;
	if (!LAYER_ON(LAYER_AROUND))
		return;
	sum->straight +=
	    around_weigh(fact, i, &told) / AROUND_PART + AROUND_MORE;
	if (reach->left < AROUND_SIDE)
		reach->left = AROUND_SIDE;
	if (reach->right < AROUND_SIDE)
		reach->right = AROUND_SIDE;
}

int
tagger_weigh(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i)
{
	struct tagger_sum sum = fact[i].still;
	const uint8_t kind = fact[i].kind;
	struct features f;

	if (!LAYER_ON(LAYER_TAGGER))
		return kind == FACT_UNKNOWN || kind == FACT_NAME ? 999 : -999;
	context_features(t, lang, fact, i, FEATURES_GONE, &f);
	add(&f, kind, &sum);
	return logit(&sum);
}

void
tagger_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, int *place, int *house)
{
	const struct tagger_weights *w = weights();
	uint32_t at[TAGGER_PLACES];
	struct features f;
	size_t n;

	context_features(t, lang, fact, i, FEATURES_STILL | FEATURES_GONE, &f);
	n = tagger_places(&f, fact[i].kind, at);
	for (size_t k = 0; k < n; k++) {
		*place += w->head[TAGGER_PLACE][at[k]];
		*house += w->head[TAGGER_HOUSE][at[k]];
	}
}
