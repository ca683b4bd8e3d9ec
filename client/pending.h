/* SPDX-License-Identifier: MIT */
#ifndef SR_PENDING_H
#define SR_PENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "link.h"

/* Requests that wait for their answer, by their number. */

struct pending {
	struct pending_row *row;
	size_t count, room;
};

/* False: out of memory. */
bool pending_reserve(struct pending *p);
/* After pending_reserve(). */
void pending_add(struct pending *p, uint64_t seq, link_answer *fn, void *ctx);
/* Hands the answer on; false: nobody waits for it. */
bool pending_answer(struct pending *p, uint64_t seq, enum sr_err err,
    const struct wire_ok *ok, const char *message);
/* The same answer for all. */
void pending_answer_all(
    struct pending *p, enum sr_err err, const char *message);
void pending_wipe(struct pending *p);

#endif
