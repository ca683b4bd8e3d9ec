/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_AGAIN_H
#define SCRUB_CONTEXT_AGAIN_H

#include "context_feature.h"

/*
 * Who was named once in a text is the same one in the other places: "ssali or
 * nabwire first? ssali sbp 74, nabwire 102". When it is decided which words go.
 */
void context_again(const struct text *t, struct fact *fact);

#endif
