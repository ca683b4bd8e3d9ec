/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_SWAP_H
#define SCRUB_CONTEXT_SWAP_H

#include "context_feature.h"

/*
 * Initials of two who change places: "scrub swap PJ > CJ 15:30", "handover KL
 * -> TM", "out PJ in CJ". No tube and no room that does so, too.
 */
void context_swaps(const struct text *t, struct fact *fact);

#endif
