/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_ROW_H
#define SCRUB_CONTEXT_ROW_H

#include "context_feature.h"

/*
 * "gail to bay 2, hope to bay 5", "Duc in. Bao out.": of whom the same is said
 * as of one that goes. When it is decided which words go.
 */
void context_rows(const struct text *t, struct fact *fact);
/* "Edna 90, Albert 88, Winifred 101": is token i one of several people's years?
 */
bool context_row_years(const struct text *t, const struct fact *fact, size_t i);

#endif
