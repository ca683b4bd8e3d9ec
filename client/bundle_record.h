/* SPDX-License-Identifier: MIT */
#ifndef SR_BUNDLE_RECORD_H
#define SR_BUNDLE_RECORD_H

#include "json.h"
#include "proto/bundle.h"
#include "proto/wire.h"

/*
 * A sealed bundle read whole, as the requests that import it: what was
 * corrected or withdrawn comes again as what it was, without text, and is
 * taken back by the entry that took it back.
 */

struct bundle_item {
	struct json_doc *doc;           /* what the strings point to */
	/* all but procedure; lang where it is said */
	struct wire_import_entry entry;
	struct wire_tally tally[CHOICES_MAX];
};

struct bundle_record {
	struct json_doc *doc;
	struct wire_import head; /* all but the consent */
	struct bundle_item *item;
	size_t count; /* as record 0 says */
};

/* Entry n is item[n - 1]. Errors as bundle_read(); SR_EJSON, SR_EINVAL: *fault
 * names the record that is not as ARCHIVE.md says. For bundle_record_wipe() in
 * any case. */
SR_MUST_USE enum sr_err bundle_record_read(struct bundle_record *out,
    const void *bytes, size_t len, const struct secret *secret,
    struct sr_fault *fault);
void bundle_record_wipe(struct bundle_record *b);

#endif
