/* SPDX-License-Identifier: MIT */
#include "tagger.h"

#include "layer.h"

#ifndef SCRUB_EVAL /* there, they come from a file */
#include "tagger_weights.h"

_Static_assert(WEIGHTS_SLOTS == TAGGER_SLOTS && WEIGHTS_HEADS == TAGGER_HEADS,
    "train with these features");
#endif

#ifdef SCRUB_EVAL
const signed char *tagger_other;
unsigned layer_off;

size_t
tagger_places(
    const struct features *f, uint8_t kind, uint32_t place[TAGGER_PLACES])
{
	const uint32_t own = (uint32_t)(1 + kind - FACT_UNKNOWN) * F_COUNT;
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++) {
		place[n++] = f->id[i];
		place[n++] = own + f->id[i];
	}
	for (size_t i = 0; i < f->hashes; i++)
		place[n++] =
		    TAGGER_HASHED + (f->hash[i] >> (32 - TAGGER_HASH_BITS));
	return n;
}
#endif

static const signed char *
weights_of(enum tagger_head head)
{
#ifdef SCRUB_EVAL
	return tagger_other + (size_t)head * TAGGER_SLOTS;
#else
	return tagger_weights[head];
#endif
}

/* Where the weights of a class begin behind those of every word. */
static size_t
class_at(uint8_t kind)
{
	return (size_t)(1 + kind - FACT_UNKNOWN) * F_COUNT;
}

int
tagger_weigh(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, unsigned which, struct reach *reach)
{
	const signed char *all = weights_of(TAGGER_GOES);
	const uint8_t kind = fact[i].kind;

	if (!LAYER_ON(LAYER_TAGGER)) {
		if (!(which & FEATURES_STILL))
			return 0;
		return kind == FACT_UNKNOWN || kind == FACT_NAME ? 999 : -999;
	}
	return context_weigh(
	    t, lang, fact, i, all, all + class_at(kind), which, reach);
}

void
tagger_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, int *place, int *house)
{
	const signed char *const all[2] = {
	    weights_of(TAGGER_PLACE), weights_of(TAGGER_HOUSE)};
	const size_t at = class_at(fact[i].kind);
	const signed char *const own[2] = {all[0] + at, all[1] + at};
	int sum[2];

	context_weigh_two(t, lang, fact, i, all, own, sum);
	*place += sum[0];
	*house += sum[1];
}
