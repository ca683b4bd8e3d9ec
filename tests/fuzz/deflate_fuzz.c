/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "proto/deflate.h"
#include "proto/limits.h"
#include "proto/utf8.h"

/*
 * What a stranger says is DEFLATE: it stays within its room, leaves nothing
 * when it is refused, and what it becomes comes back through our own. UTF-8 in
 * two pieces is what it is in one, wherever it is cut.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_there_and_back(const uint8_t *text, size_t len)
{
	static uint8_t packed[2 * FRAME_MAX], back[FRAME_MAX + 1];
	size_t n = deflate_message(text, len, packed, sizeof packed), out = 0;

	assert(n > 0);
	assert(inflate_message(packed, n, back, sizeof back, &out) == SR_OK);
	assert(out == len && memcmp(back, text, len) == 0);
}

static void
check_utf8(const uint8_t *data, size_t size)
{
	struct utf8 whole = {0}, parts = {0};
	size_t cut = size ? data[0] % size : 0;
	bool good = utf8_goes_on(&whole, data, size);

	assert(good == (utf8_goes_on(&parts, data, cut) &&
			   utf8_goes_on(&parts, data + cut, size - cut)));
	assert(!good || utf8_whole(&whole) == utf8_whole(&parts));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t text[FRAME_MAX + 1];
	size_t out = 1;
	enum sr_err err = inflate_message(data, size, text, sizeof text, &out);

	assert(out <= FRAME_MAX && (err == SR_OK || out == 0));
	if (err == SR_OK)
		check_there_and_back(text, out);
	check_utf8(data, size);
	return 0;
}
