/* SPDX-License-Identifier: MIT */
#include "rate.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static struct rate_key
key(unsigned kind, const char *who)
{
	return (struct rate_key){kind, who, strlen(who)};
}

int
main(void)
{
	struct rates *r;
	char who[32];
	unsigned refused = 0;
	uint64_t wait, now = 1000000;

	if (!check(rates_new(&r) == SR_OK, "a table is made"))
		return check_done();
	for (int i = 0; i < 60; i++)
		refused += rates_take(r, key(1, "mira"), 60, now) != 0;
	check_number(refused, 0, "a minute's worth may come at once");
	wait = rates_take(r, key(1, "mira"), 60, now);
	check_number(wait, 1000, "the next one is told when it may come");
	check(rates_take(r, key(1, "mira"), 60, now + wait - 1) == 1,
	    "not a millisecond before");
	check(rates_take(r, key(1, "mira"), 60, now + wait) == 0,
	    "and may come then");
	check(rates_take(r, key(1, "mira"), 60, now + wait) != 0,
	    "what was refused did not count, what was allowed did");
	check(rates_take(r, key(2, "mira"), 60, now) == 0,
	    "another kind of operation has its own");
	check(rates_take(r, key(1, "rafi"), 60, now) == 0,
	    "another person has his own");
	check(rates_take(r, key(1, "mira"), 0, now) == 0, "0 is no limit");
	check(rates_take(r, key(1, "mira"), 60, now + 7200000) == 0,
	    "after a pause there is a minute's worth again");
	for (int i = 0; i < 58; i++)
		refused +=
		    rates_take(r, key(1, "mira"), 60, now + 7200000) != 0;
	check_number(refused, 0, "and no more than that is saved up");
	check(rates_take(r, key(1, "mira"), 60, now + 7200000) == 0 &&
		  rates_take(r, key(1, "mira"), 60, now + 7200000) != 0,
	    "one is left of the minute's worth, then none");
	for (int i = 0; i < 200000; i++) {
		snprintf(who, sizeof who, "crowd-%d", i);
		refused += rates_take(r, key(1, who), 60, now + 7200001) != 0;
	}
	check_number(refused, 0,
	    "a crowd that fills the table locks nobody "
	    "out");
	rates_free(r);
	rates_free(NULL);
	return check_done();
}
