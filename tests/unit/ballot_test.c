/* SPDX-License-Identifier: MIT */
#include "ballot.h"

#include "check.h"

static void
person(uint8_t who[BALLOT_WHO], unsigned n)
{
	memset(who, 0, BALLOT_WHO);
	/* As hashes come; and many that want the same place. */
	who[0] = (uint8_t)(n % 5);
	who[8] = (uint8_t)n;
	who[9] = (uint8_t)(n >> 8);
}

static void
count_one(void *ctx, const uint8_t who[BALLOT_WHO], unsigned choice)
{
	unsigned *seen = ctx;

	(void)who;
	seen[choice]++;
}

int
main(void)
{
	unsigned seen[BALLOT_CHOICES + 1] = {0};
	uint8_t who[BALLOT_WHO];
	struct ballot *b;

	check_number(ballot_said(NULL, (uint8_t[BALLOT_WHO]){0}), 0,
	    "nothing was said where there is no ballot");
	if (!check(ballot_new(&b) == SR_OK, "a ballot"))
		return check_done();
	for (unsigned n = 0; n < 5000; n++) {
		person(who, n);
		check(ballot_said(b, who) == 0, "a new person said nothing");
		check(ballot_say(b, who, n % 3 + 1) == SR_OK, "a say");
	}
	for (unsigned n = 0; n < 5000; n++) {
		person(who, n);
		check(ballot_said(b, who) == n % 3 + 1, "is kept");
	}
	check_number(ballot_count(b, 1), 1667, "counted");
	check_number(ballot_count(b, 3), 1666, "counted");
	person(who, 0);
	check(ballot_say(b, who, 6) == SR_OK, "another mind");
	check_number(ballot_count(b, 1), 1666, "the old say does not count");
	check_number(ballot_count(b, 6), 1, "the new one does");
	check(ballot_say(b, who, 0) == SR_EINVAL, "no choice");
	check(ballot_say(b, who, 7) == SR_EINVAL, "nor beyond the last");
	ballot_each(b, count_one, seen);
	check_number(
	    seen[1] + seen[2] + seen[3] + seen[6], 5000, "everybody once");
	ballot_free(b);
	ballot_free(NULL);
	return check_done();
}
