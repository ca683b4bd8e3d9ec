/* SPDX-License-Identifier: MIT */
#ifndef SR_JOURNAL_MEM_DOCUMENT_H
#define SR_JOURNAL_MEM_DOCUMENT_H

#include <stddef.h>

#include "proto/err.h"

/* The documents of journal_mem.c, in a list; NULL is an empty one. */

struct document;

/* In place of the one of that kind and id; len 0: there is none then. */
SR_MUST_USE enum sr_err documents_put(struct document **list, const char *kind,
    const char *id, const void *value, size_t len);
void documents_each(const struct document *list, const char *kind,
    void (*fn)(void *ctx, const char *id, const char *value, size_t len),
    void *ctx);
/* Wipes. */
void documents_free(struct document **list);

#endif
