/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ABROAD_H
#define SCRUB_CONTEXT_ABROAD_H

#include "context_feature.h"

/*
 * Houses and places of other languages, whose small words are words of English
 * or none: "Faculdade Serra do Mar", "Krankenhaus am See", "loch an iúir
 * health centre". When it is decided which words go; English.
 */
void context_abroad(const struct text *t, struct fact *fact);

#endif
