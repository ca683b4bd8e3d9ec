/* SPDX-License-Identifier: MIT */
#include "failures.h"

#include "check.h"

int
main(void)
{
	struct failures *f;
	char who[32];
	unsigned shared = 0;

	if (!check(failures_new(&f, 3) == SR_OK, "a table is made"))
		return check_done();
	for (int i = 0; i < 2; i++)
		failures_add(f, FAILURES_ADDRESS, "192.0.2.1", 1000);
	check(!failures_over(f, FAILURES_ADDRESS, "192.0.2.1", 1000),
	    "who fails less often than the limit may go on");
	failures_add(f, FAILURES_ADDRESS, "192.0.2.1", 1000);
	check(failures_over(f, FAILURES_ADDRESS, "192.0.2.1", 59999),
	    "at the limit he waits for the rest of the minute");
	check(!failures_over(f, FAILURES_ACCOUNT, "192.0.2.1", 59999),
	    "an account named like an address does not wait for it, nor can "
	    "bad proofs in its name lock the address out");
	check(!failures_over(f, FAILURES_ADDRESS, "192.0.2.1", 60000),
	    "and is let in again after it");
	failures_add(f, FAILURES_ADDRESS, "192.0.2.1", 60000);
	check(!failures_over(f, FAILURES_ADDRESS, "192.0.2.1", 60000),
	    "the new minute counts from nothing");
	for (int i = 0; i < 1000; i++) {
		snprintf(who, sizeof who, "198.51.100.%d", i);
		shared += failures_over(f, FAILURES_ADDRESS, who, 1500);
	}
	check(shared < 10, "few others share the counter of one who fails");
	for (int i = 0; i < 100000; i++) {
		snprintf(who, sizeof who, "account-%d", i);
		failures_add(f, FAILURES_ACCOUNT, who, 120000);
	}
	check(failures_over(f, FAILURES_ACCOUNT, "account-1", 120000),
	    "a flood of names makes the table no larger: all wait");
	failures_free(f);
	failures_free(NULL);
	return check_done();
}
