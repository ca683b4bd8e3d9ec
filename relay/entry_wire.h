/* SPDX-License-Identifier: MIT */
#ifndef SR_ENTRY_WIRE_H
#define SR_ENTRY_WIRE_H

#include "entry.h"
#include "proto/wire.h"

/*
 * An entry as its readers see it. What a kind keeps in `step` for itself (the
 * number of a question, the votes of a poll) is told in fields of its own.
 */

/* Room for rows; the caller's, as long as the wire_entry is in use. */
struct entry_rows {
	struct wire_citation citation[CITATIONS_MAX];
	struct wire_tally tally[CHOICES_MAX];
};

/* Borrows from e and rows. */
void entry_to_wire(const struct entry *e, enum audience a,
    struct wire_entry *out, struct entry_rows *rows);

/* The step of a question, an answer or a poll: its number in the procedure. */
void entry_step_number(char step[NAME_MAX_BYTES + 1], uint64_t number);
/* 0 when it is none. */
uint64_t entry_number_of_step(const char *step);

/* The step of a result: "12-3-0.2", the votes, and the right choice if there
 * is one (counted from 1). */
void entry_step_tally(char step[NAME_MAX_BYTES + 1],
    const struct wire_tally *tally, size_t count);
/* How many choices; 0 when it is no tally. */
size_t entry_tally_of_step(
    const char *step, struct wire_tally tally[CHOICES_MAX]);

#endif
