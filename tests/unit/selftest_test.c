/* SPDX-License-Identifier: MIT */
#include "selftest.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/* A policy that removes all labels but one. */
static struct scrub_policy *
leaky(const char *label)
{
	char json[512];
	struct scrub_policy *p = NULL;
	struct scrub_fault fault = {""};

	snprintf(json, sizeof json,
	    "{\"name\":\"leaky\",\"operators\":{\"%s\":\"keep\"}}", label);
	if (!check(scrub_policy_read(&p, "leaky", json, strlen(json), &fault) ==
		       SCRUB_OK,
		fault.what))
		return NULL;
	return p;
}

static const struct {
	const char *why, *label;
	bool found;
} leaks[] = {
    {"a policy that keeps names", "NAME", true},
    {"numbers of records", "ID", true},
    {"telephones", "PHONE", true},
    {"addresses of mail", "EMAIL", true},
    {"a policy may keep ages", "AGE", false},
    {"and dates", "DATE", false},
};

int
main(void)
{
	static const char *const builtin[] = {
	    "safe-harbor", "limited-data-set", "strict"};
	struct scrub_policy *good[3] = {NULL};
	struct scrub_fault fault = {""};

	for (int i = 0; i < 3; i++)
		if (!check(scrub_policy_builtin(&good[i], builtin[i], &fault) ==
			       SCRUB_OK,
			fault.what))
			return check_done();
	for (int i = 0; i < 3; i++) {
		struct scrub_policy *both[AUDIENCES] = {good[i], good[i]};
		const char *id = selftest_filter(both);

		check_text(id ? id : "nothing", "nothing", builtin[i]);
	}
	for (size_t i = 0; i < sizeof leaks / sizeof leaks[0]; i++) {
		struct scrub_policy *p = leaky(leaks[i].label);

		for (int a = 0; p && a < AUDIENCES; a++) {
			struct scrub_policy *one[AUDIENCES] = {
			    good[0], good[0]};

			one[a] = p;
			check((selftest_filter(one) != NULL) == leaks[i].found,
			    leaks[i].why);
		}
		scrub_policy_free(p);
	}
	for (int i = 0; i < 3; i++)
		scrub_policy_free(good[i]);
	return check_done();
}
