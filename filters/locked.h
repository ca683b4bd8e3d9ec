/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_LOCKED_H
#define SCRUB_LOCKED_H

#include <stddef.h>

/*
 * Memory for what identifies somebody: whole pages of its own, zero at first,
 * kept out of swap and core files as far as the system allows (the limit is
 * RLIMIT_MEMLOCK), wiped before it is given back.
 */
void *locked_new(size_t len);
/* len: as it was asked for. NULL is fine. */
void locked_free(void *memory, size_t len);

/*
 * Wipes the stack below the caller, where functions that have returned had
 * their frames: 32 KiB. Whoever has read what identifies somebody ends so.
 */
void locked_wipe_frames(void);

#endif
