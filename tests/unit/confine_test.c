/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

int
main(void)
{
	struct sr_fault fault = {""};
	struct rlimit limit;

	check(confine(&fault) == SR_OK, "any user may give up privileges");
	check_text(fault.what, "", "no fault without an error");

	check(getrlimit(RLIMIT_CORE, &limit) == 0, "limit is readable");
	check_number(limit.rlim_cur, 0, "a dump would hold drafts and keys");
	check_number(limit.rlim_max, 0, "and nobody raises it again");
	check_number((uint64_t)prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0,
	    "piped core patterns do not heed the limit");
	check_number((uint64_t)prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1,
	    "a set-user-id helper cannot be used to climb");
	check_number(umask(0), 077, "new files are the owner's only");
	check(getrlimit(RLIMIT_NOFILE, &limit) == 0, "limit is readable");
	check_number(limit.rlim_cur, limit.rlim_max,
	    "ten thousand readers need ten thousand descriptors");
	return check_done();
}
