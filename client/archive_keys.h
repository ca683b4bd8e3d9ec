/* SPDX-License-Identifier: MIT */
#ifndef SR_ARCHIVE_KEYS_H
#define SR_ARCHIVE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "args.h"
#include "proto/hello.h"

/* Whose signatures are believed: keys given, or the one the profile pins. */
struct archive_keys {
	uint8_t all[ARGS_LIST_MAX][HELLO_KEY_BYTES];
	const uint8_t (*key)[HELLO_KEY_BYTES]; /* all */
	size_t count;
};

/* False: what is wrong has been told. */
bool archive_keys_read(struct archive_keys *out, const struct args_list *given,
    const char *profile);

#endif
