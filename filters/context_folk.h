/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_FOLK_H
#define SCRUB_CONTEXT_FOLK_H

#include "context_feature.h"

/*
 * Indonesian: names that are words, too, by whose they are and what is done
 * for them ("tunangannya ferry", "pasangin bintang infus", "lintang pinter"),
 * and towns that are words where people are from ("orang malang", "asli solo").
 */
void context_folk(const struct text *t, struct fact *fact);

#endif
