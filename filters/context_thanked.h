/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_THANKED_H
#define SCRUB_CONTEXT_THANKED_H

#include "context_feature.h"

/*
 * Who is praised, hurried or next, last of a clause: "nice one Murphy", "hurry
 * up Rose", "your turn Mark"; nobody says so to a clamp.
 */
void context_thanked(const struct text *t, struct fact *fact, size_t i);

#endif
