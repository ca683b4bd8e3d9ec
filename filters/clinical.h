/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_CLINICAL_H
#define SCRUB_CLINICAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is a folded word that no list has made of the clinic's Greek and Latin, as
 * "choledochojejunostomy", "torakolumbal" and "pielokaliektasis" are? Such
 * words are made new every day, and names are not made so.
 */
bool clinical_made(const char *word, size_t len);

#endif
