/* SPDX-License-Identifier: MIT */
#ifndef SR_ENTRY_H
#define SR_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"
#include "proto/wire.h"
#include "scrub.h"

/*
 * One item of a procedure: immutable, reference-counted, one scrubbed text
 * per audience. Made from scrubbed text only; hub and journal take nothing
 * else. Its number is set once, by the journal.
 */

struct entry;

struct entry_head {
	struct procedure_id procedure;
	enum entry_kind kind;
	enum part part;      /* who speaks: surgeon, scrub, ... */
	enum text_lang lang; /* of the texts */
	uint64_t t_ms;       /* since the procedure's opening */
	uint64_t refers; /* number of the entry corrected or withdrawn, or 0 */
	char step[NAME_MAX_BYTES + 1]; /* milestones: the template's step id */
	/* Keyed hash of account and draft id: the same draft again is found. */
	uint8_t draft[16];
};

/* One reference is the caller's. text[a] may be empty for milestones,
 * withdrawals and notices; its bytes are copied, the caller wipes his. */
SR_MUST_USE enum sr_err entry_new(struct entry **out,
    const struct entry_head *head, const struct scrubbed text[AUDIENCES]);

struct entry *entry_ref(struct entry *e);
void entry_unref(struct entry *e); /* NULL is fine; wipes at the last */

const struct entry_head *entry_head(const struct entry *e);
uint64_t entry_number(const struct entry *e); /* 0 until set */
const char *entry_text(const struct entry *e, enum audience a, size_t *len);

/* Of a language tag ("id-ID"); NULL is English, as for the filter. */
enum text_lang entry_lang(const char *tag);

/* A correction or retraction: the text of `refers` may not be shown any more.
 */
bool entry_takes_away(enum entry_kind kind);

/* For journals only: what they read back is released text already. */
SR_MUST_USE enum sr_err entry_restore(struct entry **out,
    const struct entry_head *head, uint64_t number,
    const char *const text[AUDIENCES], const size_t len[AUDIENCES]);
void entry_set_number(struct entry *e, uint64_t number);

#endif
