/* SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of a configuration file: with every key and comment it has 6 KiB. */
#define CONFIG_FILE_MAX 65536

static enum sr_err
read_file(int fd, char *text, size_t *len)
{
	*len = 0;
	while (*len <= CONFIG_FILE_MAX) {
		ssize_t n = read(fd, text + *len, CONFIG_FILE_MAX + 1 - *len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return SR_ECONFIG;
		if (n == 0)
			return SR_OK;
		*len += (size_t)n;
	}
	errno = EFBIG;
	return SR_ECONFIG;
}

enum sr_err
config_load(struct config *c, const char *file, struct sr_fault *fault)
{
	char *text = malloc(CONFIG_FILE_MAX + 1);
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum sr_err err = SR_ENOMEM;
	struct stat st;
	size_t len = 0;

	if (!text)
		goto out;
	if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		/* A pipe would be waited for, and all with it. */
		sr_fault_set(fault, "%s: not a plain file", file);
		err = SR_ECONFIG;
		goto out;
	}
	err = fd < 0 ? SR_ECONFIG : read_file(fd, text, &len);
	if (err != SR_OK) {
		sr_fault_set(
		    fault, "%s: cannot be read: %s", file, strerror(errno));
		goto out;
	}
	free(c->file);
	c->file = strdup(file);
	err = c->file ? config_read(c, file, text, len, fault) : SR_ENOMEM;
out:
	if (fd >= 0)
		close(fd);
	free(text);
	return err;
}
