/* SPDX-License-Identifier: MIT */
#include "context_label.h"

#include <string.h>

#include "layer.h"
#include "tagger.h"

/* What a rule that took a word says of it; SCRUB_OTHER: nothing. */
static enum scrub_label
label_by_rule(const struct fact *fact, size_t first, size_t last)
{
	static const struct {
		const char *rule;
		enum scrub_label label;
	} known[] = {
	    {"organization-noun", SCRUB_ORGANIZATION},
	    {"place-noun", SCRUB_LOCATION},
	    {"listed-place", SCRUB_LOCATION},
	    {"ward-name", SCRUB_LOCATION},
	    {"spelt", SCRUB_NAME},
	    {"handle", SCRUB_NAME},
	    {"behind-named", SCRUB_NAME},
	};

	for (size_t i = first; i <= last; i++)
		for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
			if (fact[i].gone && fact[i].rule != NULL &&
			    strcmp(fact[i].rule, known[k].rule) == 0)
				return known[k].label;
	return SCRUB_OTHER;
}

enum scrub_label
context_label(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, size_t first, size_t last, uint64_t left)
{
	const enum scrub_label sure = label_by_rule(fact, first, last);
	int place = 0, house = 0;

	if (sure != SCRUB_OTHER)
		return sure;
	if (left & (CUE_TITLE | CUE_KIN | CUE_TELL | CUE_PATIENT))
		return SCRUB_NAME;
	for (size_t i = first; i <= last; i++) {
		if (fact[i].kind < FACT_UNKNOWN ||
		    t->token[i].end - t->token[i].begin == 1)
			continue;
		if (!LAYER_ON(LAYER_LABELS))
			continue;
		tagger_label(t, lang, fact, i, &place, &house);
	}
	if (place <= 0 && house <= 0)
		return SCRUB_NAME;
	return place >= house ? SCRUB_LOCATION : SCRUB_ORGANIZATION;
}
