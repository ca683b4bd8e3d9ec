/* SPDX-License-Identifier: MIT */
#include "policies.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The whole file, at most `room` bytes. What is no plain file is not waited
 * for: the loop reads policies again at SIGHUP. */
static bool
read_file(const char *name, char *text, size_t room, size_t *len,
    struct sr_fault *fault)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	ssize_t n = -1;

	*len = 0;
	if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		sr_fault_set(fault, "%s: not a plain file", name);
		close(fd);
		return false;
	}
	while (fd >= 0 &&
	       ((n = read(fd, text + *len, room - *len)) > 0 ||
		   (n < 0 && errno == EINTR)))
		*len += n > 0 ? (size_t)n : 0;
	if (n < 0)
		sr_fault_set(fault, "%s: %s", name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return n == 0;
}

/* A policy by built-in name, or from a file where the name has a slash. */
static enum sr_err
open_policy(struct scrub_policy **out, const char *name, struct sr_fault *fault)
{
	struct scrub_fault where = {{0}};
	char text[POLICY_JSON_MAX + 1];
	enum scrub_err err;
	size_t len;

	if (!strchr(name, '/')) {
		err = scrub_policy_builtin(out, name, &where);
	} else {
		if (!read_file(name, text, sizeof text, &len, fault))
			return SR_ECONFIG;
		if (len > POLICY_JSON_MAX) {
			sr_fault_set(fault, "%s: at most %u bytes", name,
			    POLICY_JSON_MAX);
			return SR_ECONFIG;
		}
		err = scrub_policy_read(out, name, text, len, &where);
	}
	if (err == SCRUB_OK)
		return SR_OK;
	sr_fault_set(
	    fault, "%s", where.what[0] ? where.what : scrub_err_name(err));
	return SR_ECONFIG;
}

static const char *const keys[AUDIENCES] = {
    [STUDENT] = "policy_student",
    [COLLEAGUE] = "policy_colleague",
};

enum sr_err
policies_open(struct scrub_policy *policy[AUDIENCES], const struct config *c,
    struct sr_fault *fault)
{
	enum sr_err err = SR_OK;

	for (int a = 0; a < AUDIENCES && err == SR_OK; a++) {
		struct sr_fault where = {{0}};

		err = open_policy(&policy[a], c->policy[a], &where);
		if (err != SR_OK)
			err = config_refuse(
			    c, c->file, keys[a], where.what, fault);
	}
	return err;
}
