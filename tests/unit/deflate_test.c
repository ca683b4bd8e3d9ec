/* SPDX-License-Identifier: MIT */
#include "proto/deflate.h"

#include <stdlib.h>

#include "check.h"
#include "proto/frame.h"
#include "proto/limits.h"
#include "proto/utf8.h"

/* DEFLATE of messages, the frames that carry them, and UTF-8 in pieces. */

static void
test_there_and_back(void)
{
	static const size_t lens[] = {0, 1, 64, 1000, 1024, 1025, 65535, 65536};
	static uint8_t in[65536], packed[70000], out[65537];

	for (size_t i = 0; i < sizeof(in); i++)
		in[i] = (uint8_t)"skin incision "[i % 14];
	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		size_t n = deflate_message(in, lens[i], packed, sizeof(packed));
		size_t back = 0;

		check(n > 0, "a message is deflated");
		check(inflate_message(packed, n, out, lens[i] + 1, &back) ==
			      SR_OK &&
			  back == lens[i] && memcmp(in, out, back) == 0,
		    "and comes back as it was, up to the limit");
		if (lens[i] > 0)
			check(inflate_message(packed, n, out, lens[i], &back) ==
				      SR_ETOOLARGE &&
				  back == 0,
			    "one byte beyond the limit is too large");
	}
}

/* A message that becomes a thousand times as long. */
static void
test_bomb(void)
{
	size_t room = 16u << 20, n, back = 1;
	uint8_t *zeros = calloc(1, room), *packed = malloc(room);
	uint8_t out[FRAME_MAX + 1];

	if (!zeros || !packed)
		abort();
	n = deflate_message(zeros, room, packed, room);
	check(n > 0 && n < FRAME_MAX, "the bomb is small enough to be sent");
	memset(out, 7, sizeof(out));
	check(inflate_message(packed, n, out, sizeof(out), &back) ==
		      SR_ETOOLARGE &&
		  back == 0,
	    "a bomb stops at the limit");
	check_number(out[0] + out[sizeof(out) - 2], 0, "and leaves nothing");
	free(zeros);
	free(packed);
}

static void
test_garbage(void)
{
	static const struct {
		const char *why, *bytes;
		size_t len;
		enum sr_err err;
		const char *text;
	} cases[] = {
	    /* RFC 7692, 7.2.3.1, 7.2.3.3, 7.2.3.4 and 7.2.3.5. */
	    {"one block", "\xf2\x48\xcd\xc9\xc9\x07\x00", 7, SR_OK, "Hello"},
	    {"without compression",
		"\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11, SR_OK,
		"Hello"},
	    {"a last block", "\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8, SR_OK,
		"Hello"},
	    {"two blocks",
		"\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13,
		SR_OK, "Hello"},
	    {"nothing at all", "", 0, SR_OK, ""},
	    {"a block type that does not exist", "\x07", 1, SR_EINVAL, ""},
	    {"text", "plain text", 10, SR_EINVAL, ""},
	    {"a length that contradicts itself", "\x00\x05\x00\xfa\xfeHello",
		10, SR_EINVAL, ""},
	    {"a distance before the beginning", "\x4b\x04\x62\x10\x00", 5,
		SR_EINVAL, ""},
	};
	uint8_t out[64];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = 0;
		enum sr_err err = inflate_message(
		    cases[i].bytes, cases[i].len, out, sizeof(out), &n);

		check(err == cases[i].err && n == strlen(cases[i].text) &&
			  memcmp(out, cases[i].text, n) == 0,
		    cases[i].why);
	}
}

static void
test_frames(void)
{
	static const char entry[] =
	    "{\"op\":\"entry\",\"number\":7,\"text\":\"dissection, dissection, "
	    "dissection of the triangle\"}";
	struct framer *framer = NULL;
	struct frame f;
	char out[200];
	size_t n = 0;

	if (!check(framer_new(&framer) == SR_OK, "a framer is made"))
		return;
	check(framer_make(framer, &f, WS_PLAIN, "entry", 7, entry,
		  sizeof(entry) - 1) == SR_OK &&
		  f.bytes[0] == 0x81 && f.len == sizeof(entry) - 1 + 2 &&
		  memcmp(f.bytes + 2, entry, sizeof(entry) - 1) == 0,
	    "a plain frame");
	check(framer_make(framer, &f, WS_DEFLATED, "entry", 7, entry,
		  sizeof(entry) - 1) == SR_OK &&
		  f.bytes[0] == 0xc1 && f.bytes[1] == f.len - 2 &&
		  f.len < sizeof(entry),
	    "a deflated one has RSV1 and is smaller");
	check(inflate_message(f.bytes + 2, f.len - 2, out, sizeof(out), &n) ==
		      SR_OK &&
		  n == sizeof(entry) - 1 && memcmp(out, entry, n) == 0,
	    "and carries the same");
	check(framer_make(framer, &f, WS_DEFLATED, "state", 0, "{}", 2) ==
		      SR_OK &&
		  f.bytes[0] == 0x81,
	    "what would not be smaller goes plain");
	check(
	    framer_make(framer, &f, WS_EVENTS, "entry", 7, "{}", 2) == SR_OK &&
		f.len == 29 &&
		memcmp(f.bytes, "id: 7\nevent: entry\ndata: {}\n\n", f.len) ==
		    0,
	    "an entry as an event has its number");
	check(
	    framer_make(framer, &f, WS_EVENTS, "state", 0, "{}", 2) == SR_OK &&
		memcmp(f.bytes, "event: state\ndata: {}\n\n", f.len) == 0,
	    "another event has none: the last entry stays the place to go on "
	    "from");
	framer_free(framer);
	framer_free(NULL);
}

static void
test_utf8(void)
{
	static const struct {
		const char *why, *bytes;
		bool good;
	} cases[] = {
	    {"ASCII", "knife to skin 08:42", true},
	    {"two, three, four bytes", "\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80",
		true},
	    {"the last of each length", "\xdf\xbf\xef\xbf\xbf\xf4\x8f\xbf\xbf",
		true},
	    {"around the surrogates", "\xed\x9f\xbf\xee\x80\x80", true},
	    {"a surrogate", "\xed\xa0\x80", false},
	    {"overlong of two", "\xc0\xaf", false},
	    {"overlong of three", "\xe0\x9f\xbf", false},
	    {"overlong of four", "\xf0\x8f\xbf\xbf", false},
	    {"beyond U+10FFFF", "\xf4\x90\x80\x80", false},
	    {"a byte that never stands", "ok\xff", false},
	    {"a second byte alone", "\x80", false},
	    {"a character cut short", "caf\xc3", false},
	    {"one cut short by another", "\xe2\x82z", false},
	    {"wrong behind eight of ASCII", "12345678\xbf", false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t len = strlen(cases[i].bytes);

		for (size_t cut = 0; cut <= len; cut++) {
			struct utf8 u = {0};
			bool good =
			    utf8_goes_on(&u, cases[i].bytes, cut) &&
			    utf8_goes_on(&u, cases[i].bytes + cut, len - cut) &&
			    utf8_whole(&u);

			check(good == cases[i].good, cases[i].why);
		}
	}
}

int
main(void)
{
	test_there_and_back();
	test_bomb();
	test_garbage();
	test_frames();
	test_utf8();
	return check_done();
}
