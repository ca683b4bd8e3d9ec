/* SPDX-License-Identifier: MIT */
#ifndef SR_FRAMELOG_H
#define SR_FRAMELOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * The last entries of one procedure and audience, ready to be sent in one form,
 * one behind the other in one piece of memory, so that a reader is served by
 * one write from wherever it stands. Numbers are consecutive. What no longer
 * fits is forgotten from the front; readers that far behind go to the journal.
 */

struct framelog;

/* bytes: a power of two; taken at the first append. */
SR_MUST_USE enum sr_err framelog_new(struct framelog **out, size_t bytes);
void framelog_free(struct framelog *log); /* NULL is fine; wipes */

/* Entry `number` as a frame. A number that does not follow the last
 * one, or a frame over an eighth of the log, empties the log (SR_OK): readers
 * then go to the journal. */
SR_MUST_USE enum sr_err framelog_append(
    struct framelog *log, uint64_t number, const uint8_t *frame, size_t len);
/* Forget all frames; wipes their memory and gives it back. */
void framelog_drop(struct framelog *log);

/* Whole frames from `number` on, at most max bytes, in one piece; *next is the
 * number behind them. 0 when `number` is not in memory. */
size_t framelog_slice(const struct framelog *log, uint64_t number, size_t max,
    const uint8_t **bytes, uint64_t *next);

#endif
