/* SPDX-License-Identifier: MIT */
/* Any bytes as a policy; what is accepted then scrubs a text. */
#include <stdlib.h>

#include "scrub.h"
#include "scrub_promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const uint8_t secret[32] = {1};
	static const char text[] = "Dr Hall, MRN 30718846, b17 on Tuesday 3/14";
	struct scrub_policy *p = NULL;
	struct scrub_case *c = NULL;
	struct scrub_fault fault = {""};
	struct scrubbed s = {0};
	enum scrub_err err =
	    scrub_policy_read(&p, "fuzz", (const char *)data, len, &fault);

	if (err != SCRUB_OK) {
		if (err == SCRUB_EPOLICY && fault.what[0] == '\0')
			abort(); /* a mistake nobody is told of */
		return 0;
	}
	if (scrub_case_new(&c, secret) == SCRUB_OK &&
	    scrub_text(p, c, SCRUB_EN,
		(struct raw_text){text, sizeof(text) - 1}, &s) == SCRUB_OK &&
	    promise_ranges((struct raw_text){text, sizeof(text) - 1}, &s))
		abort();
	scrubbed_wipe(&s);
	scrub_case_free(c);
	scrub_policy_free(p);
	return 0;
}
