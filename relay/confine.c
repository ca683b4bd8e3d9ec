/* SPDX-License-Identifier: MIT */
#include "confine.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static enum sr_err
refused(struct sr_fault *fault, const char *what)
{
	sr_fault_set(fault, "%s: %s", what, strerror(errno));
	return SR_EINVAL;
}

/*
 * A dump would hold drafts and keys. The limit alone is not enough: a kernel
 * that pipes dumps to a program (core_pattern "|...") does not heed it, but
 * does not dump a process that is not dumpable. That also shuts ptrace(2) and
 * /proc/PID/mem to other processes of the same user. Source: core(5).
 */
static enum sr_err
confine_dumps(struct sr_fault *fault)
{
	const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		return refused(fault, "no core dumps");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return refused(fault, "not dumpable");
	return SR_OK;
}

/* Each connection is a descriptor, and shells start programs with 1024. */
static enum sr_err
confine_files(struct sr_fault *fault)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return refused(fault, "descriptor limit");
	files.rlim_cur = files.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &files) != 0)
		return refused(fault, "descriptor limit");
	return SR_OK;
}

enum sr_err
confine(struct sr_fault *fault)
{
	enum sr_err err;

	umask(077);
	err = confine_dumps(fault);
	if (err != SR_OK)
		return err;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return refused(fault, "no new privileges");
	return confine_files(fault);
}
