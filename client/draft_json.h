/* SPDX-License-Identifier: MIT */
#ifndef SR_DRAFT_JSON_H
#define SR_DRAFT_JSON_H

#include <stdio.h>

#include "json.h"
#include "outbox.h"

/* One line of 'scrubrelay post --jsonl'. */

/*
 * Fills *draft, which stands at its defaults, from a JSON object; strings
 * point into *doc, which the caller ends with json_free(), also on failure
 * (it may be NULL). SR_EINVAL: *fault names the key and what is allowed.
 */
SR_MUST_USE enum sr_err draft_json_read(struct outbox_draft *draft,
    struct json_doc **doc, const char *text, size_t len,
    struct sr_fault *fault);

/* The result of one draft as a line of JSON. */
void draft_json_result(FILE *file, const struct outbox_result *r);

#endif
