/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_PRIVATE_H
#define SCRUB_PRIVATE_H

#include "policy.h"
#include "quasi.h"
#include "roster.h"
#include "scrub.h"
#include "span.h"
#include "standin.h"
#include "tail.h"
#include "text.h"

/* For scrub.c and across.c only. */

struct scrub_case {
	struct text text, again;  /* the draft; the output, looked at again */
	struct spans found, more; /* of text; of again */
	struct spans keep, own, names;
	struct roster *roster;
	struct standins standins;
	struct quasi quasi;
	struct tails tails;
	struct scrubbed spare;     /* memory of an output that was given back */
	struct scrub_times *times; /* NULL: nobody asks */
	uint64_t lap_ns;
};

/* One call of scrub_text(). */
struct scrubbing {
	const struct scrub_policy *policy;
	struct scrub_case *c;
	enum scrub_lang lang;
	bool redact; /* whatever the policy says of doubt */
};

/* All layers over one text; found is what goes. */
enum scrub_err scrub_find(
    struct scrubbing *s, struct text *t, struct spans *found);
/* The first place of norm that begins at or behind this byte of the draft. */
uint32_t scrub_norm_of(const struct text *t, uint32_t raw);
/* Adds to the case's found what goes because of how the last update ended. */
enum scrub_err scrub_across(
    struct scrubbing *s, const struct tail *tail, struct raw_text raw);

#endif
