/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CONTEXT_NAME_H
#define SCRUB_CONTEXT_NAME_H

#include "context_feature.h"

/*
 * Names that need no weighing: behind "Mr" or "Ny.", behind "named" or
 * "alias", an @handle, a name spelt letter by letter.
 */
void context_names(
    const struct text *t, enum scrub_lang lang, struct fact *fact);

#endif
