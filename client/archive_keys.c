/* SPDX-License-Identifier: MIT */
#include "archive_keys.h"

#include <string.h>

#include "output.h"
#include "profile.h"

bool
archive_keys_read(struct archive_keys *out, const struct args_list *given,
    const char *profile)
{
	struct sr_fault fault = {""};
	struct profile p;

	memset(out, 0, sizeof *out);
	out->key = (const uint8_t(*)[HELLO_KEY_BYTES])out->all;
	for (unsigned i = 0; i < given->count; i++)
		if (hello_unbase64(out->all[out->count++], HELLO_KEY_BYTES,
			given->item[i]) != SR_OK) {
			output_fail("--key: a public key is 43 letters, as in "
				    "an invite between its dots");
			return false;
		}
	if (out->count > 0)
		return true;
	if (profile_load(&p, profile, &fault) != SR_OK) {
		output_fail("%s; or give --key", fault.what);
		return false;
	}
	memcpy(out->all[0], p.relay, HELLO_KEY_BYTES);
	out->count = 1;
	return true;
}
