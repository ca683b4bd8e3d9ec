/* SPDX-License-Identifier: MIT */
#include "locked.h"

#include <stdlib.h>
#include <string.h>
#ifndef __wasm__
#include <sys/mman.h>
#endif

#define PAGE 4096u /* of this or a larger size; locks are for whole ones */

static size_t
pages(size_t len)
{
	return (len + PAGE - 1) / PAGE * PAGE;
}

void *
locked_new(size_t len)
{
	void *memory = aligned_alloc(PAGE, pages(len ? len : 1));

	if (!memory)
		return NULL;
#ifndef __wasm__
	/* A limit that is too low is no reason to do without a roster. */
	(void)mlock(memory, pages(len ? len : 1));
	(void)madvise(memory, pages(len ? len : 1), MADV_DONTDUMP);
#endif
	memset(memory, 0, pages(len ? len : 1));
	return memory;
}

void
locked_free(void *memory, size_t len)
{
	size_t size = pages(len ? len : 1);

	if (!memory)
		return;
	explicit_bzero(memory, size);
#ifndef __wasm__
	(void)madvise(memory, size, MADV_DODUMP);
	(void)munlock(memory, size);
#endif
	free(memory);
}

/* The functions that a draft or a roster is read by use no more. */
#define FRAMES (32u * 1024)

__attribute__((noinline)) void
locked_wipe_frames(void)
{
	char frames[FRAMES];

	explicit_bzero(frames, sizeof(frames));
}
