/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_VOICE_H
#define SCRUB_CONTEXT_VOICE_H

#include "context_feature.h"

/*
 * Names that are words or eponyms, too, by what is only said to somebody or
 * asked after somebody: "collimate please ling", "no hugo the other left",
 * "Echo, coffee is on you", "ETA for babcock? he left". English.
 */
void context_voices(const struct text *t, struct fact *fact);

#endif
