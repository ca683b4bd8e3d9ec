/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_NICK_H
#define SCRUB_CONTEXT_NICK_H

#include "context_feature.h"

/*
 * Short Indonesian names that are another word, a short form or English, behind
 * what one is called by: "dokter gun", "bapak har", "tante lien".
 */
void context_nicks(const struct text *t, struct fact *fact);

#endif
