/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_NUMERAL_H
#define SCRUB_NUMERAL_H

#include "context_feature.h"

/*
 * Numbers of which only the neighbours say what they are: "11/8 cath showed
 * 80 % LAD" is a date and "power 4/5" is none, "91 on apixaban" is an age and
 * "sats 91" is none, "ring 7043" is a telephone. What layer 2 has not
 * taken is weighed by logistic regression, a form of number by itself.
 */
enum numeral_form {
	NUMERAL_DATE,  /* two numbers that may be a day and a month */
	NUMERAL_AGE,   /* 90 to 109 */
	NUMERAL_PHONE, /* three to five digits */
	NUMERAL_DAY,   /* "12th" */
	NUMERAL_SHORT, /* "sat", "sun": a weekday cut to another word */
	NUMERAL_FORMS
};

#define NUMERAL_BITS 12
#define NUMERAL_EACH (1u << NUMERAL_BITS) /* of one form */
#define NUMERAL_SLOTS (NUMERAL_FORMS * NUMERAL_EACH)
#define NUMERAL_IDS 192u /* features of one, at most */
#define NUMERAL_SCALE 32 /* of a weight: this much is one logit */

struct numeral {
	size_t first, last; /* tokens */
	enum numeral_form form;
	unsigned value, second; /* of both numbers, or of one, or which */
};

/* Numbers of features, each a place of the weights. */
struct numeral_ids {
	uint16_t id[NUMERAL_IDS];
	size_t count;
};

/* Does such a number begin at token i? */
bool numeral_at(const struct text *t, size_t i, struct numeral *n);
/* Did no layer take it? */
bool numeral_open(const struct fact *fact, const struct numeral *n);
/* fact: names decided. */
void numeral_features(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, const struct numeral *n, struct numeral_ids *f);

/* A rib, a turn on a list, a narrowing: of nobody, by its neighbours? */
bool numeral_stays(
    const struct text *t, enum scrub_lang lang, const struct numeral *n);
/* Puts those that identify into `found`. */
void numerals_scan(const struct text *t, enum scrub_lang lang,
    const struct fact *fact, struct spans *found);

#ifdef SCRUB_EVAL
/* Trainer and tests only: NUMERAL_SLOTS weights. */
extern const int16_t *numeral_other;
#endif

#endif
