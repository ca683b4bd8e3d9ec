/* SPDX-License-Identifier: MIT */
#ifndef SR_CODENAME_H
#define SR_CODENAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Two-word code names of procedures ("blue heron"): a colour and a bird, from
 * lists, so that a name can never carry a patient's.
 */

/* Writes the name that `random` picks; room for NAME_MAX_BYTES + 1. */
void codename_draw(char *out, size_t room, uint32_t random);
/* Is it two words of the lists, one space or hyphen between? Then *out is it
 * with a space. */
bool codename_read(char *out, size_t room, const char *name);

#endif
