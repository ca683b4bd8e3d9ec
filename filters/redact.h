/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_REDACT_H
#define SCRUB_REDACT_H

#include "policy.h"
#include "roster.h"
#include "span.h"
#include "standin.h"
#include "text.h"

/* Layer 7: what goes, and what is written instead. */

/* A site's allow word: beats every layer but roster and site. */
#define REDACT_ALLOW 101u

/*
 * Takes out of found what the policy keeps or what is less certain than its
 * threshold, and what keep is more certain of. Roster and site give way to
 * nothing but our own stand-ins.
 */
void redact_cut(const struct scrub_policy *policy, struct spans *found,
    struct spans *keep, const struct spans *own);

/* Takes out ranges of nothing. */
void redact_drop_empty(struct spans *found);

/* Joins what overlaps, and neighbours that are one thing (join.c). */
void redact_join(const struct text *t, struct spans *found);

/* What a name takes with it behind it. */
void redact_name_end(const struct text *t, struct span *s);

/* The same of places and houses: their ends, and halves that are one name's. */
void redact_house(const struct text *t, struct span *s);
void redact_house_in(const struct text *t, struct span *s);
void redact_house_kind(const struct text *t, struct span *s);
void redact_house_tail(const struct text *t, struct span *s);
void redact_house_number(const struct text *t, struct span *s);
void redact_house_unit(const struct text *t, struct span *s);
void redact_place_ends(const struct text *t, struct span *s);
/* What kind of place it is, before its name, and which part of it, behind; of
 * spans that are sorted and apart. */
void redact_areas(const struct text *t, struct spans *found);
bool redact_one_town(
    const struct text *t, const struct span *a, const struct span *b);
/* May the words end before token i: nothing is counted that follows? */
bool redact_ends_at(const struct text *t, size_t i);
bool redact_one_place(
    const struct text *t, const struct span *a, const struct span *b);

/* Where stand-ins come from. */
struct redact_with {
	const struct scrub_policy *policy;
	struct standins *standins;
	const struct roster *roster;
	enum scrub_lang lang;
};

/* Wipes what it says, keeps the memory. */
void scrubbed_clear(struct scrubbed *s);

/* Writes the text again; found is joined. out is empty, or holds an earlier
 * result, whose memory is used. SCRUB_ETOOLONG, SCRUB_ENOMEM. */
enum scrub_err redact_write(const struct redact_with *with,
    const struct text *t, const struct spans *found, struct scrubbed *out);

#endif
