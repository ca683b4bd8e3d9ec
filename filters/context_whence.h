/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_WHENCE_H
#define SCRUB_CONTEXT_WHENCE_H

#include "context_feature.h"

/*
 * Towns and houses that are words, or that no list has, by who comes from
 * there and what lands there: "flight lands Gander 16:20", "PT from Banksia
 * notified", and banks by what people have of them. English.
 */
void context_whence(const struct text *t, struct fact *fact);

#endif
