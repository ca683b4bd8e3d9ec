/* SPDX-License-Identifier: MIT */
#ifndef SR_TALK_START_H
#define SR_TALK_START_H

#include "hub.h"
#include "procedure.h"
#include "talk.h"

/* From now on `all` learns of what is released and what is closed; and, page by
 * page on the loop, of what was released before in procedures that are not
 * closed. All must live until the journal is closed. */
void talks_begin(struct talks *all, struct journal *journal, struct hub *hub,
    struct procedures *procedures);

#endif
