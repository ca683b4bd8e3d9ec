/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_ENDING_H
#define SCRUB_ENDING_H

#include <stdbool.h>
#include <stddef.h>

#include "scrub.h"

/* Does a folded word end as clinical and abstract nouns do, not as names? */
bool ending_clinical(const char *word, size_t len);

/* How a word behind a name may be its verb; Indonesian verbs by beginnings. */
enum ending {
	ENDING_NONE, /* no word */
	ENDING_OTHER,
	ENDING_S,       /* "checks"; "-nya" */
	ENDING_PASSIVE, /* "-ed"; "di-" */
	ENDING_ACTIVE,  /* "-ing"; "me-", "ber-" */
	ENDINGS
};

unsigned ending_verb(enum scrub_lang lang, const char *word, size_t len);

#endif
