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

int
tagger_weigh(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t i, enum tagger_head head, unsigned which)
{
#ifdef SCRUB_EVAL
	const signed char *all = tagger_other + (size_t)head * TAGGER_SLOTS;
#else
	const signed char *all = tagger_weights[head];
#endif
	const uint8_t kind = fact[i].kind;

	if (!LAYER_ON(LAYER_TAGGER) && head == TAGGER_GOES) {
		if (!(which & FEATURES_STILL))
			return 0;
		return kind == FACT_UNKNOWN || kind == FACT_NAME ? 999 : -999;
	}
	return context_weigh(t, lang, fact, i, all,
	    all + (size_t)(1 + kind - FACT_UNKNOWN) * F_COUNT, which);
}
