/* SPDX-License-Identifier: MIT */
#include "pass.h"

#include <stdlib.h>

#include "check.h"

/* Nonces of requests over plain HTTP: each serves once, and not for long. */

static void
test_once(void)
{
	struct passes *p = NULL, *other = NULL;
	uint8_t nonce[32], next[32];

	if (!check(passes_new(&p) == SR_OK && passes_new(&other) == SR_OK,
		"they are made"))
		return;
	passes_give(p, 5000, nonce);
	passes_give(p, 5000, next);
	check(memcmp(nonce, next, 32) != 0, "no two are the same");
	check(passes_check(other, 5000, nonce) == SR_EAUTH,
	    "another process did not give it");
	check(passes_check(p, 5000, nonce) == SR_OK, "it may serve");
	check(passes_check(p, 5000 + PASS_MS - 1, nonce) == SR_OK,
	    "until its last millisecond");
	check(passes_check(p, 5000 + PASS_MS, nonce) == SR_EAUTH, "not longer");
	check(passes_check(p, 4999, nonce) == SR_EAUTH, "nor before its time");
	check(passes_take(p, 5001, nonce) == SR_OK, "it serves");
	check(passes_check(p, 5001, nonce) == SR_EAUTH, "once");
	check(passes_check(p, 5001, next) == SR_OK, "the other still may");
	for (size_t i = 0; i < 32; i++) {
		next[i] ^= 1;
		check(passes_check(p, 5001, next) == SR_EAUTH,
		    "not with any bit changed");
		next[i] ^= 1;
	}
	passes_free(p);
	passes_free(other);
	passes_free(NULL);
}

/* At every distance from the turn of a generation, it is remembered as long as
 * it could serve. */
static void
test_remembered(void)
{
	for (uint64_t begin = 0; begin < 2 * PASS_MS; begin += 7001) {
		struct passes *p = NULL;
		uint8_t nonce[32];
		bool served = false;

		if (passes_new(&p) != SR_OK)
			abort();
		passes_give(p, begin, nonce);
		check(passes_take(p, begin + 10, nonce) == SR_OK, "it serves");
		for (uint64_t t = begin + 10; t < begin + PASS_MS; t += 999) {
			uint8_t more[32];

			/* Others come in between, and turn the page. */
			passes_give(p, t, more);
			if (passes_take(p, t, more) != SR_OK)
				abort();
			served |= passes_check(p, t, nonce) == SR_OK;
		}
		check(!served, "never again while it is young enough");
		passes_free(p);
	}
}

static void
test_full(void)
{
	struct passes *p = NULL;
	uint8_t nonce[32];
	unsigned taken = 0;

	if (!check(passes_new(&p) == SR_OK, "they are made"))
		return;
	for (unsigned i = 0; i < PASSES_MAX; i++) {
		passes_give(p, 100, nonce);
		taken += passes_take(p, 100, nonce) == SR_OK;
	}
	check_number(taken, PASSES_MAX, "as many as are remembered");
	passes_give(p, 100, nonce);
	check(passes_check(p, 100, nonce) == SR_OK &&
		  passes_take(p, 100, nonce) == SR_ELIMIT,
	    "one more is refused, not forgotten");
	passes_give(p, 100 + 2 * PASS_MS, nonce);
	check(passes_take(p, 100 + 2 * PASS_MS, nonce) == SR_OK,
	    "later there is room again");
	passes_free(p);
}

int
main(void)
{
	test_once();
	test_remembered();
	test_full();
	return check_done();
}
