/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_CALLED_H
#define SCRUB_CONTEXT_CALLED_H

#include "context_feature.h"

/*
 * Names that are words, too, in English: who is told to do something, and who
 * has a degree behind the name.
 */
void context_called(const struct text *t, struct fact *fact, size_t i);

#endif
