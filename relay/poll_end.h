/* SPDX-License-Identifier: MIT */
#ifndef SR_POLL_END_H
#define SR_POLL_END_H

#include "journal.h"
#include "procedure.h"
#include "talk.h"

/*
 * How a poll ends: no more votes, and its result as an entry. Who voted is kept
 * until that is released, so that a poll whose result is stopped on its way is
 * open again, and its votes count.
 */

/* done(): the result is on disk, or the poll open again. */
SR_MUST_USE enum sr_err poll_end(struct talks *all, struct procedure *p,
    struct poll *poll, journal_done *done, void *ctx);
/* For procedures_on_close(), ctx is the struct talks: those that nobody closed.
 */
void polls_end(void *ctx, struct procedure *p);

#endif
