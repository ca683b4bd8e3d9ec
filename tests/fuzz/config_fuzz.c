/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "config.h"

/* Any bytes as a configuration: read or refused with file and place. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct config c;
	struct sr_fault fault = {""};
	enum sr_err err;

	config_init(&c);
	err = config_read(&c, "f", (const char *)data, len, &fault);
	if (err != SR_OK && (err != SR_ECONFIG || strncmp(fault.what, "f:", 2)))
		abort();
	if (err == SR_OK) {
		err = config_check(&c, "f", &fault);
		if (err != SR_OK && strncmp(fault.what, "f:", 2) != 0)
			abort();
		if (c.listen_port > 65535 || !c.listen_host[0] ||
		    c.frame_max > FRAME_MOST)
			abort();
	}
	config_wipe(&c);
	return 0;
}
