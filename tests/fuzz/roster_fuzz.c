/* SPDX-License-Identifier: MIT */
/* Any bytes as a roster; what is accepted then keeps scrub.h's promises. */
#include <stdlib.h>

#include "scrub.h"
#include "scrub_promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const uint8_t secret[32] = {1};
	static const char text[] =
	    "Rosalind Kettering in OR 6, R.K. 30718846, #PrayForMaria, Will";
	static struct scrub_policy *policy;
	struct scrub_case *c = NULL;
	struct scrub_fault fault = {""};
	enum scrub_err err;

	if (!policy &&
	    scrub_policy_builtin(&policy, "safe-harbor", &fault) != SCRUB_OK)
		abort();
	if (scrub_case_new(&c, secret) != SCRUB_OK)
		return 0;
	fault.what[0] = '\0';
	err = scrub_case_roster(c, "fuzz", (const char *)data, len, &fault);
	if (err == SCRUB_EROSTER && fault.what[0] == '\0')
		abort(); /* a mistake nobody is told of */
	if (err == SCRUB_OK && promise_broken(policy, c, SCRUB_EN,
				   (struct raw_text){text, sizeof(text) - 1}))
		abort();
	scrub_case_free(c);
	return 0;
}
