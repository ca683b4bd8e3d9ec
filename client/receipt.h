/* SPDX-License-Identifier: MIT */
#ifndef SR_RECEIPT_H
#define SR_RECEIPT_H

#include <stdbool.h>
#include <stdio.h>

#include "checkpoint.h"
#include "output.h"
#include "proto/wire.h"

/* Receipts of erasures (ARCHIVE.md, section 6), for whoever asked for one. */

/* The receipt of an answer into file; NULL: receipt-CODE-NAME.txt, or with the
 * procedure's id in place of the name where another receipt has that name. Says
 * where. False: it was shown on standard error instead. */
bool receipt_save(const char *file, const struct wire_ok *ok);

/* A receipt that was read and verified. */
struct receipt {
	struct checkpoint_erasure what;
	const char *note;   /* signed */
	const uint8_t *key; /* that did, HELLO_KEY_BYTES */
};

/* A page of its own in HTML. */
void receipt_html(
    FILE *f, const struct receipt *r, size_t count, enum output_lang lang);

#endif
