/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_STANDIN_H
#define SCRUB_STANDIN_H

#include "hash.h"
#include "policy.h"
#include "roster.h"
#include "span.h"
#include "text.h"

/*
 * What is written in place of identifiers, and which number who has. The
 * numbers live as long as the case; only keyed hashes of names are kept.
 */

#define STANDIN_MAX 64u         /* bytes of one stand-in */
#define STANDIN_ROWS_MAX 32768u /* of the table of names, a power of two */

struct standin_row;

struct standins {
	uint8_t key[HASH_KEY_LEN];
	int shift_days; /* dates move by this; never 0 */
	struct standin_row *row;
	size_t count, room;
	uint16_t last[SCRUB_LABELS]; /* numbers given so far */
};

void standins_init(struct standins *s, const uint8_t secret[32]);
void standins_wipe(struct standins *s);

/*
 * The number of what the span names, from 1; 0: no more numbers. The same for
 * the same words, for one of them alone, and for a name with a typing error in
 * it; never for two names that lists know as different.
 */
unsigned standins_number(
    struct standins *s, const struct text *t, const struct span *span);

/* Writes what stands for the span; returns its bytes. lang: how days and
 * months are ordered. */
unsigned standin_write(struct standins *s, const struct scrub_policy *policy,
    const struct roster *roster, const struct text *t, enum scrub_lang lang,
    const struct span *span, char out[STANDIN_MAX]);

/* Our own stand-ins in a text that has been scrubbed before. */
void standin_find(
    const struct scrub_policy *policy, const struct text *t, struct spans *own);

/* date.c: the date that the range writes, moved, as YYYY-MM-DD; false when
 * day, month and year are not all there. */
bool date_shift(const struct text *t, enum scrub_lang lang, uint32_t begin,
    uint32_t end, int days, char iso[11]);

#endif
