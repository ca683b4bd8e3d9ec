/* SPDX-License-Identifier: MIT */
#include "framelog.h"

#include <stdlib.h>

#include "check.h"
#include "proto/ws.h"

/* A small log: frames of up to 128 bytes are kept, the rest goes around. */
#define BYTES 1024u

/* Walks the frames of a slice; true when they are whole and carry the texts
 * that `number` and those after it should have. */
static bool
slice_is_right(const uint8_t *bytes, size_t len, uint64_t number, uint64_t next)
{
	while (len) {
		size_t n = bytes[1];
		char want[140];
		int want_len;

		if (bytes[0] != 0x81 || n > 125 || n + 2 > len)
			return false;
		want_len = snprintf(want, sizeof want, "%0*" PRIu64,
		    (int)(number % 90) + 8, number);
		if ((size_t)want_len != n || memcmp(bytes + 2, want, n) != 0)
			return false;
		bytes += n + 2;
		len -= n + 2;
		number++;
	}
	return number == next;
}

static void
append_numbered(struct framelog *log, uint64_t number)
{
	uint8_t frame[150];
	char text[140];
	int len = snprintf(text, sizeof text, "%0*" PRIu64,
	    (int)(number % 90) + 8, number);
	size_t head = ws_frame_head(frame, (size_t)len);

	memcpy(frame + head, text, (size_t)len);
	check(
	    framelog_append(log, number, frame, head + (size_t)len) == SR_OK,
	    "an entry finds its place");
}

/* Whatever has been forgotten in between: from each number on, either
 * nothing, or exactly its frame and those after it. */
static void
test_walk(void)
{
	struct framelog *log;
	bool right = true, some = true;

	if (!check(framelog_new(&log, BYTES) == SR_OK, "a log is made"))
		return;
	for (uint64_t head = 1; head <= 3000; head++) {
		append_numbered(log, head);
		for (uint64_t from = head > 40 ? head - 40 : 1; from <= head;
		     from++) {
			const uint8_t *bytes;
			uint64_t next;
			size_t len =
			    framelog_slice(log, from, 200, &bytes, &next);

			if (len && !slice_is_right(bytes, len, from, next))
				right = false;
			if (from == head && !len)
				some = false;
		}
	}
	check(right, "a reader gets whole frames, in order, from his number");
	check(some, "the newest entry is always in memory");
	framelog_free(log);
}

/* A reader at any place in memory reaches the head by slices alone. */
static void
test_reach(void)
{
	struct framelog *log;
	const uint8_t *bytes;
	uint64_t at, next, first = 0;

	if (!check(framelog_new(&log, BYTES) == SR_OK, "a log is made"))
		return;
	for (uint64_t n = 1; n <= 500; n++)
		append_numbered(log, n);
	for (at = 1; at <= 500; at++)
		if (framelog_slice(log, at, 1, &bytes, &next)) {
			first = at;
			break;
		}
	check(first > 400, "old frames are forgotten");
	for (at = first; at <= 500; at = next)
		if (!framelog_slice(log, at, 64, &bytes, &next))
			break;
	check_number(at, 501, "nobody in memory is stuck at the ring's end");
	framelog_free(log);
}

static void
test_edges(void)
{
	struct framelog *log;
	const uint8_t *bytes;
	uint64_t next;
	uint8_t large[BYTES];

	if (!check(framelog_new(&log, BYTES) == SR_OK, "a log is made"))
		return;
	check_number(framelog_slice(log, 1, 100, &bytes, &next), 0,
	    "an empty log has nothing");
	append_numbered(log, 7);
	check(framelog_slice(log, 7, 1, &bytes, &next) && next == 8,
	    "one frame goes even if it is larger than a write");
	append_numbered(log, 9);
	check_number(framelog_slice(log, 7, 100, &bytes, &next), 0,
	    "after a gap the log starts anew: the journal has what is before");
	check(framelog_slice(log, 9, 100, &bytes, &next) != 0,
	    "and holds what came after it");
	memset(large, 'x', sizeof large);
	check(framelog_append(log, 10, large, sizeof large) == SR_OK,
	    "too large an entry is no error");
	check_number(framelog_slice(log, 10, 100, &bytes, &next), 0,
	    "it is read from the journal");
	append_numbered(log, 11);
	check(framelog_slice(log, 11, 100, &bytes, &next) != 0,
	    "and the next one is in memory again");
	framelog_drop(log);
	check_number(framelog_slice(log, 11, 100, &bytes, &next), 0,
	    "dropped: a corrected text is nowhere in memory");
	framelog_free(log);
	framelog_free(NULL);
}

int
main(void)
{
	test_walk();
	test_reach();
	test_edges();
	return check_done();
}
