/* SPDX-License-Identifier: MIT */
#ifndef SR_FILES_H
#define SR_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/err.h"

/* Whole files, read and written without stdio, which would keep copies. */

/* At most `most` bytes and a NUL behind them; ends with files_wipe().
 * SR_EDISK, SR_ETOOLARGE: *fault names the file. */
SR_MUST_USE enum sr_err files_read(const char *file, size_t most, char **text,
    size_t *len, struct sr_fault *fault);
void files_wipe(char *text, size_t len); /* NULL is fine */

/* The new content whole or the old one, also after a power cut; mode 0600. */
SR_MUST_USE enum sr_err files_replace(
    const char *file, const char *text, size_t len, struct sr_fault *fault);

#endif
