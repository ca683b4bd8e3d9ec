/* SPDX-License-Identifier: MIT */
#ifndef SR_CJ_H
#define SR_CJ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/err.h"

/*
 * JSON values of one message and the memory they live in. cj.c is the only
 * file that knows cJSON. Text is checked against RFC 8259 to the letter before
 * cJSON sees it, because cJSON itself takes more (leading zeros, control
 * characters in strings, U+0000 that ends a string early) and recurses.
 *
 * cJSON's allocator is one for the whole process. Ours hands out memory of
 * the `struct cj` that the calling thread is reading or printing with, so
 * different threads may use different ones; outside of cj_read() and
 * cj_print() nothing may call cJSON.
 */

struct cj;       /* memory of one message: an arena, wiped by cj_end() */
struct cj_value; /* lives until cj_end() */

enum cj_kind { CJ_NULL, CJ_BOOL, CJ_NUMBER, CJ_STRING, CJ_ARRAY, CJ_OBJECT };

SR_MUST_USE enum sr_err cj_new(struct cj **out);
void cj_free(struct cj *c); /* wipes; NULL is fine */
/* Wipes what was handed out; all values and memory of c are gone. */
void cj_end(struct cj *c);
/* Zeroed, aligned for anything, until cj_end(); NULL: out of memory. */
void *cj_alloc(struct cj *c, size_t size);

/* Is text UTF-8 (RFC 3629) without U+0000? */
bool cj_utf8(const char *text, size_t len);
/* RFC 8259, at most JSON_DEPTH_MAX levels, no U+0000, no lone surrogate, no
 * number of more than 32 characters. SR_EUTF8 or SR_EJSON: *fault tells the
 * byte and what is wrong there. */
SR_MUST_USE enum sr_err cj_check(
    const char *text, size_t len, struct sr_fault *fault);
/* Checks, then reads. SR_EUTF8, SR_EJSON, SR_ENOMEM. */
SR_MUST_USE enum sr_err cj_read(struct cj *c, const char *text, size_t len,
    const struct cj_value **root, struct sr_fault *fault);
/* The value as JSON text in c's memory, a NUL behind it. SR_ENOMEM. */
SR_MUST_USE enum sr_err cj_print(
    struct cj *c, const struct cj_value *v, const char **text, size_t *len);

enum cj_kind cj_kind(const struct cj_value *v);
const char *cj_key(const struct cj_value *v); /* member's name, else NULL */
const struct cj_value *cj_first(const struct cj_value *v); /* or NULL */
const struct cj_value *cj_next(const struct cj_value *v);  /* or NULL */
const char *cj_string(const struct cj_value *v);           /* CJ_STRING only */
bool cj_bool(const struct cj_value *v);
/* True and *out when v is an integer from 0 to 2^53 - 1. */
bool cj_integer(const struct cj_value *v, uint64_t *out);

#endif
